# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The problem in numbers: what can be chosen for each task, and what each choice is worth.

Everything here comes from the case and from the value room; no solver is known here.
Quarters are counted from the first planned quarter; euros are present values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from koppelkans.case import Case, Quarter, opening_eur
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.matrix import Floats
from koppelkans.programme.wishes import NOTHING, Wishes, wished_case
from koppelkans.value import (
    discount_factor,
    joint_effect_values,
    not_done_value,
    place_week_costs,
    start_values,
)


@dataclass(frozen=True)
class Option:
    """A task in one of its variants, with the quarters in which it may start.

    Attributes
    ----------
    first, values
        First possible start; present value in EUR of each start from there on, of everything
        that depends on this task alone.
    columns
        Columns of the model that say that it starts in each of those quarters.
    weeks
        Weeks that each place is closed in each quarter of the work; 0: no place is closed.
    """

    task: int
    task_id: str
    variant_id: str
    partner_id: str
    first: int
    values: Floats
    columns: range
    duration: int
    weeks: float
    crews: float
    repaves: bool
    place_ids: tuple[str, ...]

    @property
    def stop(self) -> int:
        """The first quarter after the last possible start."""
        return self.first + len(self.columns)

    @property
    def end(self) -> int:
        """The first quarter after the last possible work."""
        return self.stop + self.duration - 1 if self.columns else self.first

    def starting(self, first: int, last: int) -> range:
        """Return the columns of the starts from ``first`` to ``last``, both included."""
        low = min(max(first, self.first), self.stop)
        high = max(min(last + 1, self.stop), low)
        return self.columns[low - self.first : high - self.first]

    def starting_in(self, bucket: range) -> range:
        """Return the columns of the starts in a bucket of quarters."""
        return self.starting(bucket.start, bucket.stop - 1)

    def at_work(self, bucket: range) -> range:
        """Return the columns of the starts that have it at work in a bucket of quarters."""
        return self.starting(bucket.start - self.duration + 1, bucket.stop - 1)

    def active(self, quarter: int) -> range:
        """Return the columns of the starts that have it at work in a quarter."""
        return self.starting(quarter - self.duration + 1, quarter)


@dataclass(frozen=True)
class Problem:
    """A case as the model needs it.

    Attributes
    ----------
    options
        By task, in the order of the case; within it by variant.
    not_done
        For each task the present value of not doing it, in EUR (0 when that is not allowed).
    week_eur
        By place: cost of one closed week in each quarter.
    joint_eur
        For each joint effect: its worth by the quarter of the later start.
    """

    case: Case
    quarters: int
    options: tuple[tuple[Option, ...], ...]
    not_done: tuple[float, ...]
    factor: Floats
    week_eur: dict[str, Floats]
    joint_effects: tuple[JointEffect, ...]
    joint_eur: tuple[Floats, ...]

    @cached_property
    def task_number(self) -> dict[str, int]:
        """Numbers of the tasks by id."""
        return {task.id: number for number, task in enumerate(self.case.tasks)}

    @cached_property
    def starts_columns(self) -> int:
        """How many columns say that something starts."""
        return sum(len(option.columns) for options in self.options for option in options)

    def options_of(self, task_id: str, variant_ids: Sequence[str] | None = None) -> list[Option]:
        """Return the options of a task (only these variants)."""
        options = self.options[self.task_number[task_id]]
        return [o for o in options if variant_ids is None or o.variant_id in variant_ids]

    def options_in(self, task_id: str, variant_id: str | None) -> list[Option]:
        """Return the options of a task, or only the one with a variant."""
        return self.options_of(task_id, None if variant_id is None else (variant_id,))

    @cached_property
    def visits(self) -> dict[str, list[list[Option]]]:
        """By place: for each task that closes it, the options that do."""
        visits: dict[str, list[list[Option]]] = {place.id: [] for place in self.case.places}
        for options in self.options:
            closing = [option for option in options if option.weeks > 0 and option.columns]
            for place_id in dict.fromkeys(closing[0].place_ids if closing else ()):
                visits[place_id].append(closing)
        return visits

    def opening_eur(self, option: Option, place_id: str) -> float:
        """Return what the option alone pays to open a place, undiscounted."""
        return opening_eur(self.case, option.variant_id, place_id)

    def buckets(self, step: int) -> list[range]:
        """Return all quarters in runs of ``step``: how finely a model looks at time."""
        return [
            range(first, min(first + step, self.quarters))
            for first in range(0, self.quarters, step)
        ]

    def quarter(self, number: int) -> Quarter:
        """Return the quarter with a number."""
        return self.case.first_quarter + number


def simple_bound(problem: Problem) -> float:
    """Return an upper bound on the net value in EUR that needs no solver.

    Every task in its best start, every gain taken, nothing paid for occupations.
    """
    best = 0.0
    for number, options in enumerate(problem.options):
        values = [float(o.values.max()) for o in options if o.columns]
        if problem.case.tasks[number].optional:
            values.append(problem.not_done[number])
        best += max(values, default=0.0)
    gains = sum(max(0.0, float(eur.max())) for eur in problem.joint_eur)
    most = float(problem.factor.max())
    savings = sum(relation.saving_eur * most for relation in problem.case.relations)
    return best + gains + savings


def make_problem(
    case: Case, joint_effects: Sequence[JointEffect], wishes: Wishes = NOTHING
) -> Problem:
    """Return the problem of a case in which wishes are granted.

    Raises
    ------
    WishError
        When a wish cannot be granted by itself.
    """
    case = wished_case(case, wishes)
    values = start_values(case)
    options: list[tuple[Option, ...]] = []
    column = 0
    for number, task in enumerate(case.tasks):
        of_task = []
        for variant in case.variants_of[task.id]:
            possible = case.starts(task.id, variant.id)
            starts = wishes.narrow(task.id, variant.id, possible)
            skipped = starts.start - possible.start
            of_task.append(
                Option(
                    task=number,
                    task_id=task.id,
                    variant_id=variant.id,
                    partner_id=task.partner_id,
                    first=starts.start - case.first_quarter.index,
                    values=np.asarray(values[task.id, variant.id], dtype=float)[
                        skipped : skipped + len(starts)
                    ],
                    columns=range(column, column + len(starts)),
                    duration=variant.duration_quarters,
                    weeks=variant.closed_weeks / variant.duration_quarters,
                    crews=variant.crews,
                    repaves=variant.repaves,
                    place_ids=task.place_ids,
                )
            )
            column += len(starts)
        options.append(tuple(of_task))
    quarters = case.last_quarter - case.first_quarter + 1
    return Problem(
        case=case,
        quarters=quarters,
        options=tuple(options),
        not_done=tuple(
            not_done_value(case, task.id) if task.optional else 0.0 for task in case.tasks
        ),
        factor=np.array([discount_factor(case.area.cost_rate, q) for q in range(quarters)]),
        week_eur={
            place_id: cost.present_values for place_id, cost in place_week_costs(case).items()
        },
        joint_effects=tuple(joint_effects),
        joint_eur=tuple(joint_effect_values(case, effect) for effect in joint_effects),
    )

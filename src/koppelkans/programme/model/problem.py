# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The problem in numbers: what can be chosen for each task, and what each choice is worth.

Everything here comes from the case and from the value room; no solver is known here.
Quarters are counted from the first planned quarter; euros are present values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from koppelkans.case import Boundary, Case, Quarter, Relation, opening_eur
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.goal import NET_VALUE, Aim, Goal, check_goal, example
from koppelkans.programme.model.matrix import Floats
from koppelkans.programme.model.weighed import (
    Excess,
    weigh_shared,
    weighed_joint,
    weighed_not_done,
    weighed_starts,
)
from koppelkans.programme.wishes import NOTHING, Wishes, wished_case
from koppelkans.value import (
    Category,
    EntryKind,
    boundary_partner,
    discount_factor,
    joint_effect_values,
)

SMALL = 800
"""With fewer starts than this a case is solved at once by its exact model."""


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

    @cached_property
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
class GoalLimit:
    """At least so much of another goal: ``problem`` has the same case with that goal."""

    problem: "Problem"
    at_least: float


@dataclass(frozen=True)
class RankedProblems:
    """The sum of the smallest amounts, see `koppelkans.programme.goal.Ranked`."""

    problems: tuple["Problem", ...]
    less: tuple[float, ...]
    count: int
    floors: tuple[float, ...]


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
    joint_eur, joint_priced
        For each joint effect: its worth by the quarter of the later start, and whether it has
        a price at all.
    goal
        How much euros count in all these values. A goal that is not net value may also count
        occupations and starts.
    opening_weight
        How much a euro of opening counts.
    excess
        By owner: how much more than that, and than ``week_eur``, its part of what is shared
        counts. Empty unless a goal looks at partners; then ``week_eur`` and ``opening_weight``
        are the least of all owners.
    in_company
        Whether the model also computes other goals than this one.
    counts_occupations
        Whether this goal, or one of those others, counts occupations.
    limits, ranked
        Those others: as limits, or as what is made as large as possible instead of this goal.
    """

    case: Case
    quarters: int
    options: tuple[tuple[Option, ...], ...]
    not_done: tuple[float, ...]
    factor: Floats
    week_eur: dict[str, Floats]
    joint_effects: tuple[JointEffect, ...]
    joint_eur: tuple[Floats, ...]
    joint_priced: tuple[bool, ...]
    goal: Goal = NET_VALUE
    opening_weight: float = 1.0
    excess: Mapping[str, Excess] = field(default_factory=dict)
    in_company: bool = False
    counts_occupations: bool = False
    limits: tuple[GoalLimit, ...] = ()
    ranked: RankedProblems | None = None

    @cached_property
    def is_plain(self) -> bool:
        """Whether the net value is all that is computed: every euro counts the same."""
        return self.goal == NET_VALUE and not self.in_company

    @cached_property
    def counts_alike(self) -> bool:
        """Whether the goal is all that is computed, and counts what is shared alike for everybody.

        Then it is the problem of the net value with other amounts, which compiled code knows.
        """
        return not (self.in_company or self.excess or self.counts_occupations)

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

    def stretch_eur(self, boundary: Boundary) -> float:
        """Return what a unit over a boundary costs, as it counts, undiscounted."""
        return self._stretch_eur[boundary.id]

    @cached_property
    def _stretch_eur(self) -> dict[str, float]:
        case, prices = self.case, {}
        for boundary in case.boundaries:
            payer = boundary_partner(case, boundary.kind, boundary.partner_id)
            paid = example(EntryKind.STRETCH, Category.COST, payer)
            prices[boundary.id] = boundary.stretch_eur * self.goal.weigh(paid)
        return prices

    def saving_eur(self, relation: Relation) -> float:
        """Return what preparing saves, as it counts, undiscounted."""
        owner = self.case.task[relation.other_task_id].partner_id
        saved = example(EntryKind.SAVING, Category.BENEFIT, owner)
        return relation.saving_eur * self.goal.weigh(saved)

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
    """Return an upper bound on what is made as large as possible that needs no solver."""
    ranked = problem.ranked
    if ranked is None:
        return most_of(problem)
    most = [most_of(p) - less for p, less in zip(ranked.problems, ranked.less, strict=True)]
    return sum(sorted(most)[: ranked.count])


def most_of(problem: Problem) -> float:
    """Return an upper bound on what a programme reaches of the goal.

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
    savings = sum(max(0.0, problem.saving_eur(r)) * most for r in problem.case.relations)
    return best + gains + savings


def make_aimed(
    case: Case, joint_effects: Sequence[JointEffect], aim: Aim, wishes: Wishes = NOTHING
) -> Problem:
    """Return the problem of a case for an aim: with everything that it computes beside its goal.

    Raises
    ------
    WishError
        When a wish cannot be granted by itself.
    ProgrammeError
        When a goal asks for more of what costs.
    """
    if aim.ranked is None and not aim.limits:
        return make_problem(case, joint_effects, wishes, aim.goal)

    counts = any(goal.per_occupation for goal in aim.goals())

    def other(goal: Goal) -> Problem:
        problem = make_problem(case, joint_effects, wishes, goal)
        return replace(problem, in_company=True, counts_occupations=counts)

    ranked = None
    if aim.ranked is not None:
        problems = tuple(other(goal) for goal in aim.ranked.goals)
        ranked = RankedProblems(problems, aim.ranked.less, aim.ranked.count, aim.ranked.floors)
    limits = tuple(GoalLimit(other(limit.goal), limit.amount) for limit in aim.limits)
    return replace(other(aim.goal), limits=limits, ranked=ranked)


def make_problem(
    case: Case,
    joint_effects: Sequence[JointEffect],
    wishes: Wishes = NOTHING,
    goal: Goal = NET_VALUE,
) -> Problem:
    """Return the problem of a case in which wishes are granted.

    Parameters
    ----------
    goal
        What it is solved for; the net value, unless said otherwise.

    Raises
    ------
    WishError
        When a wish cannot be granted by itself.
    ProgrammeError
        When the goal asks for more of what costs: see `koppelkans.programme.goal.check_goal`.
    """
    case = wished_case(case, wishes)
    check_goal(case, goal)
    shared = weigh_shared(case, goal)
    quarters = case.last_quarter - case.first_quarter + 1
    return Problem(
        case=case,
        quarters=quarters,
        options=_make_options(case, goal, wishes),
        not_done=tuple(
            weighed_not_done(case, goal, task.id) if task.optional else 0.0 for task in case.tasks
        ),
        factor=np.array([discount_factor(case.area.cost_rate, q) for q in range(quarters)]),
        week_eur=shared.week_eur,
        joint_effects=tuple(joint_effects),
        joint_eur=tuple(weighed_joint(case, goal, effect) for effect in joint_effects),
        joint_priced=tuple(bool(joint_effect_values(case, e).any()) for e in joint_effects),
        goal=goal,
        counts_occupations=goal.per_occupation != 0,
        opening_weight=shared.opening_weight,
        excess=shared.excess,
    )


def _make_options(case: Case, goal: Goal, wishes: Wishes) -> tuple[tuple[Option, ...], ...]:
    values = weighed_starts(case, goal)
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
    return tuple(options)

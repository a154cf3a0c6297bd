# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A schedule that can be changed work by work, with the cost of each change at hand.

The same objective and limits as the model, kept up to date instead of solved: taking a work out
or putting it in looks only at its own places, partners in time and limits. What goes further
over a limit than it can stretch is punished, so that the search may pass through it.
"""

from collections.abc import Sequence

from koppelkans.case import Quarter, Schedule
from koppelkans.programme.model.problem import Option, Problem
from koppelkans.programme.model.street import Streets
from koppelkans.programme.trying.counters import BudgetLedger, Counters
from koppelkans.programme.trying.pairs import Pairs

Placed = tuple[int, int]
"""Number of an option, and its start."""


class Fit:
    """What is done when, and what that costs.

    Attributes
    ----------
    placed
        For each task the option and start, or None when it is not done.
    eur
        Cost in EUR, relative to the constant of the problem: minus the net value when nothing
        is broken.
    broken
        How far limits are broken, in their own normalised units; 0 when none is.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.options: list[Option] = [o for of_task in problem.options for o in of_task]
        numbers = {id(option): number for number, option in enumerate(self.options)}
        self.choices: list[list[Placed]] = [
            [(numbers[id(o)], start) for o in of_task for start in range(o.first, o.stop)]
            for of_task in problem.options
        ]
        self.own = [(-o.values).tolist() for o in self.options]
        self.placed: list[Placed | None] = [None] * len(problem.options)
        self.streets = Streets(problem, self.options)
        self.counters = Counters(problem, self.options)
        self.ledger = BudgetLedger(problem, self.options)
        self.pairs = Pairs(problem, self.options)
        self.eur = -sum(problem.not_done)
        self.broken = 0.0

    def put(self, task: int, placed: Placed) -> None:
        """Put a work in; the task must not be done yet."""
        self._change(task, placed, 1)
        self.placed[task] = placed

    def take(self, task: int) -> Placed | None:
        """Take a work out; return where it was."""
        placed = self.placed[task]
        if placed is not None:
            self.placed[task] = None
            self._change(task, placed, -1)
        return placed

    def _change(self, task: int, placed: Placed, sign: int) -> None:
        number, start = placed
        option = self.options[number]
        eur = sign * (self.own[number][start - option.first] + self.problem.not_done[task])
        broken = 0.0
        for part in (
            self.streets.change(number, start, sign),
            self.counters.change_crews(number, start, sign),
            self.ledger.change(number, start, sign),
            self.pairs.change(task, placed if sign > 0 else None, placed, self.placed),
        ):
            eur += part[0]
            broken += part[1]
        for place, quarter in self.streets.switched:
            part = self.counters.switch(place, quarter, sign)
            eur += part[0]
            broken += part[1]
        self.eur += eur
        self.broken += broken


def read_fit(fit: Fit, placed: Sequence[Placed | None]) -> Schedule:
    """Return the schedule that says the same."""
    chosen: dict[str, tuple[str, Quarter]] = {}
    for there in placed:
        if there is not None:
            option = fit.options[there[0]]
            chosen[option.task_id] = (option.variant_id, fit.problem.quarter(there[1]))
    return Schedule.of(fit.problem.case, chosen)


def write_fit(fit: Fit, schedule: Schedule) -> None:
    """Put the works of a schedule in an empty fit, as far as they can start then."""
    for number, option in enumerate(fit.options):
        work = schedule.works.get(option.task_id)
        if work is not None and work.variant.id == option.variant_id:
            start = work.start - fit.problem.case.first_quarter
            if option.first <= start < option.stop:
                fit.put(option.task, (number, start))

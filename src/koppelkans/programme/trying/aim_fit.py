# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A fit that keeps several goals at hand: limits on other goals, and who comes off worst."""

from collections.abc import Sequence

from koppelkans.programme.goal import slack
from koppelkans.programme.model.problem import GoalLimit, Problem, RankedProblems
from koppelkans.programme.trying.fit import Fit, Placed

MISSED = 4.0
"""How badly a limit on a goal is broken when it is missed by its own size, as quarters count."""


class AimFit(Fit):
    """A fit with one more for each other goal; they take every step together."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.limits = [(Fit(limit.problem), limit) for limit in problem.limits]
        ranked = problem.ranked
        self.ranked = ranked
        self.amounts = [Fit(p) for p in ranked.problems] if ranked else []
        self.others = [*(fit for fit, _ in self.limits), *self.amounts]
        self.own_eur, self.own_broken = self.eur, self.broken
        self._sum_up()

    def put(self, task: int, placed: Placed) -> None:
        """Put a work in; the task must not be done yet."""
        self.eur, self.broken = self.own_eur, self.own_broken
        super().put(task, placed)
        self.own_eur, self.own_broken = self.eur, self.broken
        for fit in self.others:
            fit.put(task, placed)
        self._sum_up()

    def take(self, task: int) -> Placed | None:
        """Take a work out; return where it was."""
        self.eur, self.broken = self.own_eur, self.own_broken
        there = super().take(task)
        self.own_eur, self.own_broken = self.eur, self.broken
        for fit in self.others:
            fit.take(task)
        self._sum_up()
        return there

    def _sum_up(self) -> None:
        self.eur, self.broken = self.own_eur, self.own_broken
        for fit, limit in self.limits:
            self.broken += _missed(-fit.eur, limit)
        if self.ranked is not None:
            reached = sorted(
                -fit.eur - less for fit, less in zip(self.amounts, self.ranked.less, strict=True)
            )
            self.eur = -sum(reached[: self.ranked.count])
            self.broken += _below_floors(reached, self.ranked)


def _missed(reached: float, limit: GoalLimit) -> float:
    short = limit.at_least - reached
    if short <= slack(limit.at_least):
        return 0.0
    return MISSED * short / max(1.0, abs(limit.at_least))


def _below_floors(reached: Sequence[float], ranked: RankedProblems) -> float:
    missed = 0.0
    for count, floor in enumerate(ranked.floors, start=1):
        short = floor - sum(reached[:count])
        if short > slack(floor):
            missed += MISSED * short / max(1.0, abs(floor))
    return missed


def make_fit(problem: Problem) -> Fit:
    """Return a fit for a problem, with the other goals when it has any."""
    return AimFit(problem) if problem.limits or problem.ranked else Fit(problem)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The best programme within limits on other goals, for cases too large for the exact model.

Compiled search and the bound from prices know no limits on goals. But what is best without them is
a bound on what is best with them, and when it keeps them by itself it is the answer. Otherwise
each limit gets a price (Lagrange): whatever the prices ``p``, no programme that reaches at least
``a`` has more of the goal than ``bound of (goal + p * other) - p * a``. Prices rise while a limit
is missed, and fall when it is kept with room to spare.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from koppelkans.case import Case, Schedule
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.errors import NoProgrammeFound
from koppelkans.programme.goal import Aim, AtLeast, mix_goals
from koppelkans.programme.model.problem import SMALL, make_problem
from koppelkans.programme.proof.certificate import Certificate
from koppelkans.programme.trying.incumbent import ROUNDING
from koppelkans.programme.types import Solution, Status
from koppelkans.value import value_schedule

FREE, PRICED, LEADING = 0.4, 0.1, 0.2
"""Parts of the time: without limits, for each try with prices, and for what leads to the limits."""
TRIES = 4
FASTER = 4.0
"""By how much a price rises while its limit was never kept, or falls while it always was."""

Search = Callable[[float, Aim, Schedule | None, Certificate | None], Solution]
"""Called with the part of the time, what to look for, what to begin with, and known prices."""


@dataclass
class _Price:
    """The price of a limit, between one that was too low and one that was high enough."""

    now: float
    too_low: float = 0.0
    enough: float | None = None

    def move(self, *, kept: bool) -> None:
        if kept:
            self.enough = self.now
        else:
            self.too_low = max(self.too_low, self.now)
        if self.enough is None:
            self.now *= FASTER
        elif self.too_low == 0.0:
            self.now /= FASTER
        else:
            self.now = (self.too_low + self.enough) / 2


def knows_prices(case: Case, joint_effects: Sequence[JointEffect], aim: Aim) -> bool:
    """Whether there are limits, and compiled code knows the goal without them."""
    if not aim.limits or aim.ranked is not None:
        return False
    problem = make_problem(case, joint_effects, goal=aim.goal)
    return problem.counts_alike and problem.starts_columns >= SMALL


def find_within(
    case: Case,
    joint_effects: Sequence[JointEffect],
    aim: Aim,
    search: Search,
    start: Schedule | None = None,
    lead: Aim | None = None,
) -> Solution:
    """Return the best programme that keeps limits on other goals, with the sharpest bound.

    Parameters
    ----------
    start
        A programme to begin with.
    lead
        What to look for to come upon programmes that keep the limits, when trying rarely does.

    Raises
    ------
    NoProgrammeFound
        When no programme keeps all limits, or none was found in time.
    """
    return _Finder(case, joint_effects, aim, search).run(start, lead)


class _Finder:
    def __init__(
        self, case: Case, joint_effects: Sequence[JointEffect], aim: Aim, search: Search
    ) -> None:
        self.case, self.joint_effects, self.aim, self.search = case, joint_effects, aim, search
        self.bound = float("inf")
        self.known: list[tuple[float, float, Schedule]] = []
        """By programme: how far it is from the limits, minus what it reaches, and itself."""

    def run(self, start: Schedule | None, lead: Aim | None) -> Solution:
        goal = Aim(goal=self.aim.goal)
        free = self.search(FREE, goal, start, None)
        self.bound = free.bound_eur
        if self._note(free.schedule) == 0.0:
            return self.search(1 - FREE, goal, free.schedule, free.certificate)
        left = 1 - FREE
        certificate = free.certificate
        limits = self._priced_limits()
        if limits:
            certificate = self._try_prices(free, limits)
            left -= TRIES * PRICED
        elif lead is not None:
            self._note(self.search(LEADING, lead, free.schedule, None).schedule)
            left -= LEADING
        self._try_limits(left, start)
        return self._best(certificate)

    def _try_limits(self, part: float, start: Schedule | None) -> None:
        """Look with the limits themselves, from the programme that comes nearest to them."""
        short, _, nearest = min(self.known, key=lambda one: one[:2])
        if start is not None and self._shortfall(start) < short:
            nearest = start
        try:
            last = self.search(part, self.aim, nearest, None)
        except NoProgrammeFound:
            if short > 0:
                raise
        else:
            self.bound = min(self.bound, last.bound_eur)
            self._note(last.schedule)

    def _shortfall(self, schedule: Schedule) -> float:
        return self.aim.shortfall(schedule, value_schedule(schedule, self.joint_effects))

    def _note(self, schedule: Schedule) -> float:
        """Remember a programme; return how far it is from the limits."""
        valuation = value_schedule(schedule, self.joint_effects)
        short = self.aim.shortfall(schedule, valuation)
        self.known.append((short, -self.aim.goal.value(schedule, valuation), schedule))
        return short

    def _priced_limits(self) -> list[AtLeast]:
        """Return the limits on goals that compiled code knows."""
        return [
            limit
            for limit in self.aim.limits
            if make_problem(self.case, self.joint_effects, goal=limit.goal).counts_alike
        ]

    def _try_prices(self, free: Solution, limits: Sequence[AtLeast]) -> Certificate | None:
        """Look for what is best at prices of limits; return the prices of the last proof."""
        valuation = value_schedule(free.schedule, self.joint_effects)
        stake = self.aim.goal.stake(free.schedule, valuation)
        prices = [
            _Price((stake / max(1.0, limit.goal.stake(free.schedule, valuation))) ** 0.5)
            for limit in limits
        ]
        best, certificate = free.schedule, free.certificate
        for _ in range(TRIES):
            weights = [price.now for price in prices]
            goal = mix_goals([self.aim.goal, *(limit.goal for limit in limits)], [1.0, *weights])
            found = self.search(PRICED, Aim(goal=goal), best, certificate)
            paid = sum(w * limit.amount for w, limit in zip(weights, limits, strict=True))
            self.bound = min(self.bound, found.bound_eur - paid)
            best, certificate = found.schedule, found.certificate
            self._note(best)
            valuation = value_schedule(best, self.joint_effects)
            for price, limit in zip(prices, limits, strict=True):
                price.move(kept=Aim(limits=(limit,)).shortfall(best, valuation) == 0.0)
        return certificate

    def _best(self, certificate: Certificate | None) -> Solution:
        _, minus, schedule = min(self.known, key=lambda one: one[:2])
        valuation = value_schedule(schedule, self.joint_effects)
        reached = -minus
        bound = max(self.bound, reached)
        gap = (bound - reached) / max(1.0, self.aim.goal.stake(schedule, valuation))
        status = Status.OPTIMAL if gap <= ROUNDING else Status.FEASIBLE
        return Solution(
            schedule=schedule, objective_eur=reached, bound_eur=bound, gap=gap, status=status,
            seconds=0.0, certificate=certificate,
        )  # fmt: skip

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The programmes of which none is better on one objective without being worse on another.

Two and three objectives alike, by epsilon constraints: the most of the first objective while the
others reach at least so much, each time a little more (Kirlik and Sayin 2014, *EJOR* 232(3), with
lower limits instead of rectangles). Each solution is then improved on the other objectives, in
order, so that nothing dominates it. When every search ends with a proof, the set is complete.

That is for cases that can be solved to the end. In others the points are those of weighings, see
`koppelkans.programme.choices.supported`: there prices prove far more than the exact model does.
"""

import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict

from koppelkans.case import Case, Schedule
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.baseline import plan_alone
from koppelkans.programme.choices.objectives import Measured, Objective, measure
from koppelkans.programme.choices.point import Point, accounts, make_point
from koppelkans.programme.choices.supported import WeighingFinder
from koppelkans.programme.errors import NoProgrammeFound
from koppelkans.programme.goal import Aim, AtLeast, Goal, slack
from koppelkans.programme.model.problem import SMALL, make_problem
from koppelkans.programme.proof.certificate import Certificate
from koppelkans.programme.search import find_programme
from koppelkans.programme.types import SearchSettings, Solution, Status
from koppelkans.programme.wishes import NOTHING, Wishes
from koppelkans.value import value_schedule

FIRST = 0.35
"""Part of the time for the best programme on the first objective, with which all others begin."""

Amounts = tuple[float, ...]
Lows = tuple[float | None, ...]
"""Of each objective but the first: what it must reach; None: anything."""


class ParetoSet(BaseModel):
    """Programmes to choose from, best on the first objective first.

    Attributes
    ----------
    complete
        Proven: there is no other programme that none of these is at least as good as, on every
        objective, to within ``step`` of its range.
    """

    model_config = ConfigDict(frozen=True)

    objectives: tuple[Objective, ...]
    points: tuple[Point, ...]
    complete: bool
    step: float


def find_pareto(  # noqa: PLR0913  # what is weighed, and how it is looked for
    case: Case,
    joint_effects: Sequence[JointEffect],
    objectives: Sequence[Objective],
    settings: SearchSettings | None = None,
    *,
    start: Schedule | None = None,
    step: float = 0.0,
    report: Callable[[int], bool | None] | None = None,
    wishes: Wishes = NOTHING,
) -> ParetoSet:
    """Return the Pareto set over two or three objectives.

    Parameters
    ----------
    settings
        ``seconds`` is for all points together, spread over as many searches as ``step`` takes.
    start
        A programme to begin with.
    step
        How far apart points at least are, as part of the range of an objective; 0: all of them.
    report
        Called after each point with how many there are; returning False ends the search.
    wishes
        What is asked of every programme besides the case.

    Raises
    ------
    ValueError
        Unless there are two or three different objectives.
    NoProgrammeFound
        When no programme keeps all limits.
    """
    if len(set(objectives)) != len(objectives) or len(objectives) not in (2, 3):
        raise ValueError("expected two or three different objectives")
    alone = value_schedule(plan_alone(case), joint_effects, shared=False)
    measured = [measure(case, o, accounts(case, alone)) for o in objectives]
    asked = settings or SearchSettings()
    goals = [one.goal for one in measured if one.goal is not None]
    if len(goals) == len(measured) and _is_large(case, joint_effects, goals):
        supported = WeighingFinder(
            case, tuple(joint_effects), goals, asked, step=step, wishes=wishes, start=start,
            report=report or (lambda _: None),
        ).run()  # fmt: skip
        return _as_set(objectives, [(one.amounts, one.solution) for one in supported],
                       joint_effects, step=step, complete=False)  # fmt: skip
    finder = _Finder(case, tuple(joint_effects), measured, asked, _part_for_each(step, measured),
                     wishes)  # fmt: skip
    if start is not None:
        finder.known.append(start)
    found = finder.run(step, report or (lambda _: None))
    return _as_set(objectives, found, joint_effects, step=step, complete=finder.complete)


def _is_large(case: Case, joint_effects: Sequence[JointEffect], goals: Sequence[Goal]) -> bool:
    """Whether prices prove more than the exact model, and compiled code knows every goal."""
    problems = [make_problem(case, joint_effects, goal=goal) for goal in goals]
    return problems[0].starts_columns >= SMALL and all(one.counts_alike for one in problems)


def _as_set(
    objectives: Sequence[Objective],
    found: Sequence[tuple[Amounts, Solution]],
    joint_effects: Sequence[JointEffect],
    *,
    step: float,
    complete: bool,
) -> ParetoSet:
    points = tuple(
        make_point(solution, joint_effects, dict(zip(objectives, amounts, strict=True)))
        for amounts, solution in sorted(found, key=lambda one: -one[0][0])
    )
    return ParetoSet(objectives=tuple(objectives), points=points, complete=complete, step=step)


@dataclass
class _Finder:
    case: Case
    joint_effects: tuple[JointEffect, ...]
    measured: Sequence[Measured]
    settings: SearchSettings
    part: float
    """Of all time, for one search."""
    wishes: Wishes

    def __post_init__(self) -> None:
        self.deadline = time.monotonic() + self.settings.seconds
        self.complete = True
        self.known: list[Schedule] = []
        self.bounds: list[tuple[Lows, float]] = []
        self.certificates: dict[int, Certificate | None] = {}

    def run(
        self, step: float, report: Callable[[int], bool | None]
    ) -> list[tuple[Amounts, Solution]]:
        """Return points that do not dominate each other."""
        others = len(self.measured) - 1
        found = self._ends() if step and self._look_well() else []
        empty: list[Lows] = []
        solved: list[tuple[Lows, Amounts]] = []
        todo: list[Lows] = [(None,) * others]
        while todo:
            lows = todo.pop(0)
            if any(_covers(gone, lows) for gone in empty):
                continue
            amounts = next((a for low, a in solved if _covers(low, lows) and _meets(a, lows)), None)
            if amounts is None:
                if time.monotonic() > self.deadline:
                    self.complete = False
                    break
                solution = self._best(lows, first=not found)
                if solution is None:
                    empty.append(lows)
                    continue
                amounts = self._amounts(solution.schedule)
                found.append((amounts, solution))
                solved.append((lows, amounts))
                if report(len(found)) is False:
                    self.complete = False
                    break
            for number in range(others):
                gap = max(step * _range(found, number + 1), self._least_gap(number + 1, amounts))
                higher = (*lows[:number], amounts[number + 1] + gap, *lows[number + 1 :])
                if higher not in todo:
                    todo.append(higher)
        return _undominated(found)

    def _least_gap(self, number: int, amounts: Amounts) -> float:
        """Return how much more to ask so that the same programme does not pass for rounding."""
        limits = self.measured[number].at_least(amounts[number])
        return 2.5 * max(slack(limit.amount) for limit in limits)

    def _look_well(self) -> bool:
        """Look for the most of the first objective first, well: all others begin with it."""
        best = self._search(self.measured[0], (), None, FIRST)
        self.bounds.append(((None,) * (len(self.measured) - 1), best.bound_eur))
        return True

    def _ends(self) -> list[tuple[Amounts, Solution]]:
        """Return the best programme for each objective but the first: how far they reach."""
        ends = []
        for one in self.measured[1:]:
            best = self._search(one, (), None)
            reached = one.at_least(self._amounts(best.schedule)[self.measured.index(one)])
            best = self._search(self.measured[0], reached, best)
            ends.append((self._amounts(best.schedule), best))
        return ends

    def _amounts(self, schedule: Schedule) -> Amounts:
        valuation = value_schedule(schedule, self.joint_effects)
        return tuple(one.value(schedule, valuation) for one in self.measured)

    def _best(self, lows: Lows, *, first: bool) -> Solution | None:
        """Return the most of the first objective, then of the others; None when nothing meets."""
        asked = [
            one.at_least(low)
            for one, low in zip(self.measured[1:], lows, strict=True)
            if low is not None
        ]
        best: Solution | None = None
        proven: Solution | None = None
        limits = tuple(itertools.chain.from_iterable(asked))
        for one in self.measured:
            try:
                best = self._search(one, limits, best)
            except NoProgrammeFound as failure:
                if proven is not None:
                    break
                if first:
                    raise
                self.complete &= failure.proven
                return None
            proven = proven or best
            if best.status is not Status.OPTIMAL:
                # Better on the others is only asked when this one is certain: points before polish.
                break
            amounts = self._amounts(best.schedule)
            reached = tuple(m.at_least(a) for m, a in zip(self.measured, amounts, strict=True))
            limits = tuple(itertools.chain.from_iterable(reached))
        if best is None or proven is None:
            raise AssertionError("there is an objective")
        self.complete &= proven.status is Status.OPTIMAL
        self.bounds.append((lows, proven.bound_eur))
        # What is proven with lower limits is proven with these.
        bound = min(bound for low, bound in self.bounds if _covers(low, lows))
        bound = max(bound, proven.objective_eur)
        wide = proven.bound_eur - proven.objective_eur
        gap = proven.gap * (bound - proven.objective_eur) / wide if wide > 0 else proven.gap
        return replace(best, bound_eur=bound, gap=gap, status=proven.status)

    def _search(
        self,
        one: Measured,
        limits: tuple[AtLeast, ...],
        best: Solution | None,
        part: float | None = None,
    ) -> Solution:
        aim = one.aim(limits)
        left = max(0.1, self.deadline - time.monotonic())
        settings = replace(
            self.settings, seconds=min(left, max(1.0, (part or self.part) * self.settings.seconds))
        )
        start = best.schedule if best else self._start(aim)
        number = self.measured.index(one)
        solution = find_programme(
            self.case, self.joint_effects, settings, start=start, wishes=self.wishes, aim=aim,
            certificate=self.certificates.get(number),
        )  # fmt: skip
        self.certificates[number] = solution.certificate
        self.known.append(solution.schedule)
        return solution

    def _start(self, aim: Aim) -> Schedule | None:
        """Return the programme found so far that is nearest to the limits, and best of those."""

        def far(schedule: Schedule) -> tuple[float, float]:
            valuation = value_schedule(schedule, self.joint_effects)
            return aim.shortfall(schedule, valuation), -aim.value(schedule, valuation)

        return min(self.known, key=far, default=None)


def _part_for_each(step: float, measured: Sequence[Measured]) -> float:
    """Return which part of the time one search gets: as many as the ends and the steps take."""
    others = len(measured) - 1
    steps = min(30.0, (1 / step) ** others) if step else 7.0
    return (1 - FIRST) / (1 + 2 * others + steps)


def _covers(low: Lows, other: Lows) -> bool:
    """Whether what meets ``other`` meets ``low`` as well."""
    return all(a is None or (b is not None and b >= a) for a, b in zip(low, other, strict=True))


def _meets(amounts: Amounts, lows: Lows) -> bool:
    return all(low is None or amount >= low for amount, low in zip(amounts[1:], lows, strict=True))


def _range(found: list[tuple[Amounts, Solution]], number: int) -> float:
    amounts = [amounts[number] for amounts, _ in found]
    return max(amounts) - min(amounts) if len(amounts) > 1 else abs(amounts[0])


def _undominated(found: list[tuple[Amounts, Solution]]) -> list[tuple[Amounts, Solution]]:
    kept: list[tuple[Amounts, Solution]] = []
    for amounts, solution in found:
        if not any(_dominates(other, amounts) for other, _ in found) and not any(
            all(abs(a - b) <= slack(a) for a, b in zip(amounts, other, strict=True))
            for other, _ in kept
        ):
            kept.append((amounts, solution))
    return kept


def _dominates(one: Amounts, other: Amounts) -> bool:
    pairs = list(zip(one, other, strict=True))
    return all(a >= b - slack(b) for a, b in pairs) and any(a > b + slack(b) for a, b in pairs)

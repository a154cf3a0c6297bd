# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programmes to choose from in large cases: the best for one weighing of objectives after another.

A weighed sum of objectives is the problem of the net value with other amounts, so compiled code
looks for its best programme, and prices prove how good it is. A bound on one weighing bounds any
programme: with weights ``w``, no programme that reaches at least ``a[1], a[2], ...`` of the other
objectives has more of the first than ``(bound - sum of w[j] a[j]) / w[0]``. So each point has the
sharpest of the bounds of all weighings.

Which weighing comes next: the one in which as many points as there are objectives are worth the
same (Aneja and Nair 1979, Bicriteria transportation problem, *Management Science* 25(1); for more
than two objectives Przybylski, Gandibleux and Ehrgott 2010, *INFORMS J. Computing* 22(3), without
their stopping rule). The most distant points come first.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from koppelkans.case import Case, Schedule
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.errors import NoProgrammeFound
from koppelkans.programme.goal import Aim, Goal, mix_goals
from koppelkans.programme.model.matrix import Floats
from koppelkans.programme.proof.certificate import Certificate
from koppelkans.programme.search import find_programme
from koppelkans.programme.types import SearchSettings, Solution, Status
from koppelkans.programme.wishes import Wishes
from koppelkans.value import value_schedule

FIRST = 0.25
"""Part of the time for the best programme on the first objective, with which all others begin."""
A_LITTLE = 0.1
"""What the other objectives count in looking for the most of one, by their range."""


@dataclass(frozen=True)
class Supported:
    """A programme that is the best for a weighing, and what it reaches of each objective."""

    amounts: tuple[float, ...]
    solution: Solution


@dataclass(frozen=True)
class _Known:
    """A programme, and the prices of the search that found it."""

    schedule: Schedule
    amounts: tuple[float, ...]
    certificate: Certificate | None


class WeighingFinder:
    """Finds the best programme of one weighing after another.

    Parameters
    ----------
    goals
        The objectives; of each more is better.
    settings
        ``seconds`` is for all searches together.
    step
        How far apart points are at the least, as part of the range of an objective.
    start
        A programme to begin with.
    """

    def __init__(  # noqa: PLR0913  # what is weighed, and how it is looked for
        self,
        case: Case,
        joint_effects: tuple[JointEffect, ...],
        goals: Sequence[Goal],
        settings: SearchSettings,
        *,
        step: float,
        wishes: Wishes,
        start: Schedule | None,
        report: Callable[[int], bool | None],
    ) -> None:
        self.case, self.joint_effects, self.goals = case, joint_effects, tuple(goals)
        self.settings, self.step, self.wishes = settings, step, wishes
        self.begin, self.report = start, report
        self.deadline = time.monotonic() + settings.seconds
        many = len(goals) - 1
        self.part = (1 - FIRST) / (2 * many + min(30.0, (1 / step) ** many if step else 7.0))
        self.known: list[_Known] = []
        self.bounds: list[tuple[Floats, float]] = []
        self.stopped = False

    def run(self) -> list[Supported]:
        """Return the programmes found, none of which is less on every objective than another.

        Raises
        ------
        NoProgrammeFound
            When no programme keeps all limits, or the first search finds none.
        """
        ends = self._ends()
        if len(ends) == len(self.goals):
            self._fill(tuple(ends))
        return [Supported(one.amounts, self._solution(one)) for one in self._chosen()]

    def _ends(self) -> list[_Known]:
        """Return the best programme for each objective, the others counting a little."""
        many = len(self.goals)
        ends = [self._search(np.eye(many)[0], FIRST)]
        scale = self._scale()
        for number in range(1, many):
            if self._is_over():
                break
            weights = np.where(np.arange(many) == number, 1.0, A_LITTLE) / scale
            ends.append(self._search(weights, 2 * self.part))
        return ends

    def _scale(self) -> Floats:
        """Return how far objectives range; as long as that is not known, how much they are."""
        found = np.array([one.amounts for one in self.known])
        ranges = found.max(axis=0) - found.min(axis=0)
        sizes = np.abs(found).max(axis=0)
        scale: Floats = np.where(ranges > 1e-4 * sizes, ranges, np.maximum(1.0, 0.1 * sizes))
        return scale

    def _fill(self, ends: tuple[_Known, ...]) -> None:
        """Look between points, the most distant first."""
        todo = [ends]
        scale = self._scale()
        while todo and not self._is_over():
            todo.sort(key=lambda corners: _distance(corners, scale))
            corners = todo.pop()
            if _distance(corners, scale) <= self.step:
                return
            weights = _level(corners, scale)
            level = max(weights @ np.array(one.amounts) for one in corners)
            found = self._search(weights, self.part)
            # In a scale in which every objective ranges from 0 to 1.
            gained = float(weights @ np.array(found.amounts) - level)
            if gained > max(1e-3, self.step / 20) * float(weights @ scale):
                todo += [(*corners[:n], found, *corners[n + 1 :]) for n in range(len(corners))]

    def _is_over(self) -> bool:
        return self.stopped or time.monotonic() > self.deadline

    def _search(self, weights: Floats, part: float) -> _Known:
        # One objective counts as it is, so that amounts stay as large as euros are.
        weights = weights / weights.max()
        goal = mix_goals(self.goals, weights.tolist())
        begin = max(self.known, key=lambda one: float(weights @ np.array(one.amounts)),
                    default=None)  # fmt: skip
        left = max(0.1, self.deadline - time.monotonic())
        seconds = min(left, max(1.0, part * self.settings.seconds))
        try:
            solution = find_programme(
                self.case, self.joint_effects, replace(self.settings, seconds=seconds),
                start=begin.schedule if begin else self.begin, wishes=self.wishes,
                aim=Aim(goal=goal), certificate=begin.certificate if begin else None,
            )  # fmt: skip
        except NoProgrammeFound:
            if begin is None:
                raise
            return begin
        found = _Known(solution.schedule, self._amounts(solution.schedule), solution.certificate)
        self.known.append(found)
        self.bounds.append((weights, solution.bound_eur))
        self.stopped = self.report(len(self._chosen())) is False
        return found

    def _amounts(self, schedule: Schedule) -> tuple[float, ...]:
        valuation = value_schedule(schedule, self.joint_effects)
        return tuple(goal.value(schedule, valuation) for goal in self.goals)

    def _chosen(self) -> list[_Known]:
        """Return the points that none dominates, and of those that are close the first found."""
        best = [
            one
            for one in self.known
            if not any(_dominates(other.amounts, one.amounts) for other in self.known)
        ]
        scale, kept = self._scale(), list[_Known]()
        for one in best:
            apart = (
                np.abs((np.array(one.amounts) - np.array(other.amounts)) / scale).max()
                for other in kept
            )
            if all(distance > max(1e-6, self.step / 4) for distance in apart):
                kept.append(one)
        return sorted(kept, key=lambda one: one.amounts, reverse=True)

    def _solution(self, one: _Known) -> Solution:
        """Return a point with the sharpest bound on the first objective that all searches give."""
        amounts = np.array(one.amounts)
        bound = min(
            (most - float(weights[1:] @ amounts[1:])) / float(weights[0])
            for weights, most in self.bounds
        )
        bound = max(bound, one.amounts[0])
        stake = self.goals[0].stake(one.schedule, value_schedule(one.schedule, self.joint_effects))
        return Solution(
            schedule=one.schedule,
            objective_eur=one.amounts[0],
            bound_eur=bound,
            gap=(bound - one.amounts[0]) / max(1.0, stake),
            status=Status.FEASIBLE,
            seconds=0.0,
            certificate=one.certificate,
        )


def _distance(corners: Sequence[_Known], scale: Floats) -> float:
    """Return how far apart points are on the objective on which they differ most."""
    amounts = np.array([one.amounts for one in corners]) / scale
    return float((amounts.max(axis=0) - amounts.min(axis=0)).max())


def _level(corners: Sequence[_Known], scale: Floats) -> Floats:
    """Return the weights by which points are worth the same; none counts for nothing."""
    amounts = np.array([one.amounts for one in corners]) / scale
    apart = amounts[1:] - amounts[0]
    # What is orthogonal to all differences: the last right singular vector.
    normal = np.linalg.svd(apart, full_matrices=True)[2][-1]
    normal = normal if normal.sum() > 0 else -normal
    normal = np.maximum(normal, A_LITTLE * np.abs(normal).max())
    found: Floats = normal / scale
    return found


def _dominates(one: Sequence[float], other: Sequence[float]) -> bool:
    pairs = list(zip(one, other, strict=True))
    return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)

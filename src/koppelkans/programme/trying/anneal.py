# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Simulated annealing: good programmes in seconds, without any proof.

Small moves of one work, or of works that share a street, are accepted when they are better and
sometimes when they are worse, less and less often. Broken limits are punished, harder as long as
nothing without broken limits is found.
"""

import math
from collections.abc import Callable

import numpy as np

from koppelkans.case import Schedule
from koppelkans.programme.trying.fit import Fit, Placed, read_fit

HOT, WARM, COLD = 0.1, 0.03, 0.0002
"""Temperatures to begin with and to end with, as part of the usual size of a task in EUR."""
MOVES_BETWEEN = 250
KEPT = 1e-6
"""Limits that are broken by less than this are kept."""

Moves = list[tuple[int, Placed | None]]
"""Tasks and where each goes (None: not done)."""


class Annealer:
    """Improves a fit in cycles of a fixed number of moves.

    Attributes
    ----------
    best, best_eur
        The best choice without a broken limit so far and its cost; infinite when none is found.
    """

    def __init__(self, fit: Fit, seed: int) -> None:
        self.fit = fit
        self.random = np.random.default_rng(seed)
        self.best: list[Placed | None] = list(fit.placed)
        self.best_eur = math.inf
        self.size = self._usual_size()
        self.penalty = self.size
        self.neighbours = self._find_neighbours()
        self._draws: list[float] = []

    @property
    def tasks(self) -> int:
        """How many tasks there are."""
        return len(self.fit.choices)

    def best_schedule(self) -> Schedule:
        """Return the best programme that keeps all limits."""
        return read_fit(self.fit, self.best)

    def schedule_now(self) -> Schedule:
        """Return the programme of this moment, which may break limits."""
        return read_fit(self.fit, self.fit.placed)

    def _usual_size(self) -> float:
        """Return how many euros a task is about, for temperatures and penalties."""
        spans = [
            max(max(self.fit.own[n]) for n in {c[0] for c in choices})
            - min(min(self.fit.own[n]) for n in {c[0] for c in choices})
            for choices in self.fit.choices
            if choices
        ]
        streets = self.fit.streets
        openings = [sum(opening.values()) for opening in streets.opening]
        if not self.fit.problem.is_plain:
            # A goal can make weeks count far more than openings.
            openings += [
                option.weeks * option.duration * sum(max(streets.week_eur[p]) for p in places)
                for option, places in zip(self.fit.options, streets.places, strict=True)
            ]
        return max(1.0, float(np.mean(spans or [0.0])), float(np.mean(openings or [0.0])))

    def _find_neighbours(self) -> list[list[int]]:
        """Return for each task the tasks that it could share a street or a gain with."""
        at_place: dict[int, set[int]] = {}
        for option, places in zip(self.fit.options, self.fit.streets.places, strict=True):
            for place in places:
                at_place.setdefault(place, set()).add(option.task)
        near: list[set[int]] = [set() for _ in self.fit.choices]
        for tasks in at_place.values():
            for task in tasks:
                near[task] |= tasks
        for task, meetings in enumerate(self.fit.pairs.meetings):
            near[task] |= {meeting[0] for meeting in meetings}
        for task, relations in enumerate(self.fit.pairs.relations):
            near[task] |= {t for first, second, _ in relations for t in (first, second)}
        return [sorted(tasks - {task}) for task, tasks in enumerate(near)]

    def _draw(self) -> float:
        if not self._draws:
            self._draws = self.random.random(4096).tolist()
        return self._draws.pop()

    def _below(self, count: int) -> int:
        return int(self._draw() * count)

    def construct(self, stop: Callable[[], bool]) -> None:
        """Place every task that is not yet placed, each where it costs least at that moment."""
        todo = [t for t, placed in enumerate(self.fit.placed) if placed is None]
        for task in sorted(todo, key=lambda t: len(self.fit.choices[t])):
            self._place_best(task)
            if stop():
                return
        self._note()

    def _place_best(self, task: int) -> None:
        fit = self.fit
        optional = fit.problem.case.tasks[task].optional
        best: Placed | None = None
        least = self._cost() if optional else math.inf
        for placed in fit.choices[task]:
            fit.put(task, placed)
            cost = self._cost()
            fit.take(task)
            if cost < least:
                best, least = placed, cost
        if best is not None:
            fit.put(task, best)

    def _cost(self) -> float:
        return self.fit.eur + self.penalty * self.fit.broken

    def _note(self) -> bool:
        """Keep what is there when it breaks nothing and is the best so far."""
        if self.fit.broken < KEPT and self.fit.eur < self.best_eur - 1e-6:
            self.best, self.best_eur = list(self.fit.placed), self.fit.eur
            return True
        return False

    def restore(self, placed: list[Placed | None]) -> None:
        """Put every task where it is in ``placed``."""
        for task, there in enumerate(placed):
            if self.fit.placed[task] != there:
                self.fit.take(task)
        for task, there in enumerate(placed):
            if there is not None and self.fit.placed[task] is None:
                self.fit.put(task, there)

    def cycle(
        self, moves: int, warm: float, stop: Callable[[], bool], *, anew: bool = False
    ) -> None:
        """Do so many moves from ``warm`` times the usual temperature down to cold.

        Halfway it begins to punish broken limits harder, until none is left. ``stop`` is asked
        every so many moves.
        """
        if self.best_eur < math.inf and not anew:
            self.restore(self.best)
        self.penalty = self.size
        start, end = self.size * warm, self.size * COLD
        movable = [t for t, choices in enumerate(self.fit.choices) if choices]
        for done in range(moves if movable else 0):
            if done % MOVES_BETWEEN == 0:
                if stop():
                    return
                temperature = start * (end / start) ** (done / moves)
                if 2 * done > moves and self.fit.broken > KEPT:
                    self.penalty = min(1.1 * self.penalty, 1000 * self.size)
            self._try(self._propose(movable[self._below(len(movable))]), temperature)

    def _try(self, moves: Moves, temperature: float) -> None:
        before = self._cost()
        back: Moves = [(task, self.fit.take(task)) for task, _ in moves]
        for task, placed in moves:
            if placed is not None:
                self.fit.put(task, placed)
        worse = self._cost() - before
        if worse > 0 and self._draw() >= math.exp(-worse / temperature):
            for task, _ in moves:
                self.fit.take(task)
            for task, placed in back:
                if placed is not None:
                    self.fit.put(task, placed)
        elif worse < 0 or self.best_eur == math.inf:
            self._note()

    def _propose(self, task: int) -> Moves:
        here = self.fit.placed[task]
        kind = self._draw()
        if here is None or kind < 0.2:
            return [(task, self._anywhere(task))]
        if kind < 0.5:
            return [(task, self._shifted(here, self._step()))]
        if kind < 0.75 and self.neighbours[task]:
            return [(task, self._beside(task, here))]
        return self._together(task, here)

    def _step(self) -> int:
        step = 1 + int(-math.log(1 - self._draw()) * 1.5)
        return step if self._draw() < 0.5 else -step

    def _anywhere(self, task: int) -> Placed | None:
        choices = self.fit.choices[task]
        optional = self.fit.problem.case.tasks[task].optional
        if optional and self._draw() < 0.2:
            return None
        return choices[self._below(len(choices))]

    def _shifted(self, here: Placed, step: int) -> Placed:
        option = self.fit.options[here[0]]
        return here[0], min(max(here[1] + step, option.first), option.stop - 1)

    def _beside(self, task: int, here: Placed) -> Placed:
        """Return a start with a neighbour, or right before or after it, in any variant."""
        there = self.fit.placed[self.neighbours[task][self._below(len(self.neighbours[task]))]]
        if there is None:
            return here
        number = here[0]
        if self._draw() < 0.3:
            choices = self.fit.choices[task]
            number = choices[self._below(len(choices))][0]
        option, other = self.fit.options[number], self.fit.options[there[0]]
        end = there[1] + other.duration
        starts = (there[1], there[1], end - option.duration, end, there[1] - option.duration)
        start = starts[self._below(len(starts))]
        return number, min(max(start, option.first), option.stop - 1)

    def _together(self, task: int, here: Placed) -> Moves:
        """Shift a task and its neighbours that go on at the same time, all by as much."""
        step = self._step() * (1 if self._draw() < 0.7 else 3)
        end = here[1] + self.fit.options[here[0]].duration
        moves: Moves = [(task, self._shifted(here, step))]
        for other in self.neighbours[task]:
            there = self.fit.placed[other]
            if there is None or there[1] > end:
                continue
            if there[1] + self.fit.options[there[0]].duration >= here[1]:
                moves.append((other, self._shifted(there, step)))
        return moves

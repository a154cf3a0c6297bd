# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Improve a programme by moving one task at a time to where it is best, as long as that helps.

No chance and no proof: the same programme always ends in the same better one. To see what a
limit that gives is worth, its task is first put where it could not go before, the others find
their best place around it, and then it may move again itself.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence

from koppelkans.case import Schedule
from koppelkans.programme.model.problem import Problem
from koppelkans.programme.trying.fit import Fit, Placed, read_fit, write_fit

BROKEN_EUR = 1e7
"""What breaking a limit by one unit counts for: more than anything gained by it."""
KEPT = 1e-6
LEAST_EUR = 1.0
"""A move that gains less than this is not made."""
FORCED = 3
"""New starts of a task that are looked at in full: those that cost least at first sight."""

Placing = tuple[Placed | None, ...]


class Polish:
    """A programme that is improved step by step.

    Attributes
    ----------
    near
        For each task the tasks that share a place, a gain or a relation with it.
    """

    def __init__(
        self, problem: Problem, schedule: Schedule, near: Sequence[tuple[int, ...]] | None = None
    ) -> None:
        self.fit = Fit(problem)
        write_fit(self.fit, schedule)
        self.near = find_near(problem) if near is None else near

    def cost(self) -> float:
        """Return the cost in EUR, what is broken counted as much more."""
        return self.fit.eur + BROKEN_EUR * self.fit.broken

    def is_allowed(self) -> bool:
        """Whether nothing is broken."""
        return self.fit.broken < KEPT

    def schedule(self) -> Schedule:
        """Return the programme as it is now."""
        return read_fit(self.fit, self.fit.placed)

    def descend(self, first: Iterable[int], stop: Callable[[], bool], held: int = -1) -> None:
        """Move tasks to where they are best, beginning with these; who moves wakes its neighbours.

        Parameters
        ----------
        held
            A task that stays where it is.
        """
        queue = deque(dict.fromkeys(first))
        while queue and not stop():
            task = queue.popleft()
            if task != held and self._move_to_best(task):
                queue += [other for other in self.near[task] if other not in queue]

    def _move_to_best(self, task: int) -> bool:
        fit = self.fit
        before = self.cost()
        here = fit.take(task)
        best, least = here, before - LEAST_EUR
        if here is not None and fit.problem.case.tasks[task].optional and self.cost() < least:
            best, least = None, self.cost()
        for placed in fit.choices[task]:
            if placed == here:
                continue
            fit.put(task, placed)
            cost = self.cost()
            if cost < least:
                best, least = placed, cost
            fit.take(task)
        if best is not None:
            fit.put(task, best)
        return best != here

    def restore(self, placing: Placing) -> None:
        """Put every task where it is in ``placing``."""
        for task, there in enumerate(placing):
            if self.fit.placed[task] != there:
                self.fit.take(task)
        for task, there in enumerate(placing):
            if there is not None and self.fit.placed[task] is None:
                self.fit.put(task, there)

    def force(
        self, task: int, starts: Sequence[Placed], stop: Callable[[], bool], most: int = FORCED
    ) -> None:
        """Try a task at ``most`` of some starts, others following; keep the best of all."""
        begin: Placing = tuple(self.fit.placed)
        best, least = begin, self.cost()
        for forced in self._most_promising(task, starts)[:most]:
            self.restore(forced)
            self.descend(self.near[task], stop, held=task)
            self.descend([task, *self.near[task]], stop)
            if self.cost() < least - LEAST_EUR:
                best, least = tuple(self.fit.placed), self.cost()
        self.restore(best)

    def _most_promising(self, task: int, starts: Sequence[Placed]) -> list[Placing]:
        """Return placings with the task at each start: alone, and with its street moving along."""
        begin: Placing = tuple(self.fit.placed)
        found: list[tuple[float, int, Placing]] = []
        for start in starts:
            for along in (False, True):
                self.fit.take(task)
                self.fit.put(task, start)
                if along:
                    self._move_along(task, begin[task], start)
                found.append((self.cost(), len(found), tuple(self.fit.placed)))
                self.restore(begin)
        return [placing for _, _, placing in sorted(found)]

    def _move_along(self, task: int, old: Placed | None, new: Placed) -> None:
        """Move the neighbours that are at work in the same year by as much, as far as they can."""
        if old is None:
            return
        for other in self.near[task]:
            there = self.fit.placed[other]
            if there is not None and abs(there[1] - old[1]) <= 4:
                option = self.fit.options[there[0]]
                start = min(max(there[1] + new[1] - old[1], option.first), option.stop - 1)
                self.fit.take(other)
                self.fit.put(other, (there[0], start))


def find_near(problem: Problem) -> list[tuple[int, ...]]:
    """Return for each task the others that share a place, a gain or a relation with it."""
    near: list[set[int]] = [set() for _ in problem.options]
    for visits in problem.visits.values():
        tasks = {options[0].task for options in visits}
        for task in tasks:
            near[task] |= tasks
    number = problem.task_number
    pairs = [(effect.task_id, effect.other_task_id) for effect in problem.joint_effects]
    pairs += [(r.task_id, r.other_task_id) for r in problem.case.relations]
    for one, two in pairs:
        task, other = number[one], number[two]
        near[task].add(other)
        near[other].add(task)
    return [tuple(sorted(tasks - {task})) for task, tasks in enumerate(near)]

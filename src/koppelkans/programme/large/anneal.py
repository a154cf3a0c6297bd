# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Good programmes, fast: annealing in compiled code, in cycles that can be stopped."""

from collections.abc import Callable

import numpy as np

from koppelkans.case import Quarter, Schedule
from koppelkans.programme.large.arrays import Floats, Integers
from koppelkans.programme.large.layout import S_OPTION, S_START, S_TOTAL, empty_state
from koppelkans.programme.large.moves import (
    PUNISH_EVERY,
    back_to_best,
    construct,
    go,
    note,
    run_moves,
)
from koppelkans.programme.large.names import pack_tables
from koppelkans.programme.large.packed import view
from koppelkans.programme.large.state import forget, settle
from koppelkans.programme.large.tables import Tables, make_tables
from koppelkans.programme.large.tries import make_tries
from koppelkans.programme.model.problem import Problem
from koppelkans.programme.trying.anneal import COLD

AT_ONCE = 5_000
"""Moves between two looks at the clock: some hundredths of a second."""
HARDEST = 1000.0
"""What a broken limit costs in the end, in times the usual size of a task."""
HARDER_FROM = 0.2
"""Part of a cycle after which breaking limits begins to cost more."""


class FastAnnealer:
    """Improves a programme in cycles of a fixed number of moves.

    Attributes
    ----------
    best_eur
        Cost of the best programme that keeps all limits; infinite when none is found.
    """

    def __init__(self, problem: Problem, seed: int, arrays: Tables | None = None) -> None:
        self.problem = problem
        self.arrays = arrays or make_tables(problem)
        self.tables = pack_tables(self.arrays)
        self.state = empty_state(self.arrays)
        tasks = len(problem.options)
        self.option = view(self.state, S_OPTION, tasks, whole=True)
        self.start = view(self.state, S_START, tasks, whole=True)
        self.tries = make_tries(self.arrays, self.option, self.start, seed)
        self.size = _usual_size(self.arrays, plain=problem.is_plain)
        self.moves_done = 0

    @property
    def best_eur(self) -> float:
        return float(self.tries.best[0])

    @property
    def tasks(self) -> int:
        """How many tasks there are."""
        return len(self.option)

    def compile(self) -> "FastAnnealer":
        """Have everything compiled, or read from the cache of an earlier run."""
        construct(self.tables, self.state, self.tries, np.zeros(0, dtype=np.int64), 1.0)
        run_moves(self.tables, self.state, self.tries, 0, np.ones(5))
        back_to_best(self.tables, self.state, self.tries)
        settle(self.tables, self.state)
        forget(self.state)
        return self

    def total(self) -> tuple[float, float]:
        """Return what the programme of this moment costs, and how far it breaks limits."""
        first = int(self.state.at[S_TOTAL])
        return float(self.state.f[first]), float(self.state.f[first + 1])

    def begin(self, schedule: Schedule) -> None:
        """Put in the works of a schedule, as far as they can start then."""
        for task, options in enumerate(self.problem.options):
            work = schedule.works.get(options[0].task_id) if options else None
            for offset, option in enumerate(options):
                if work is not None and work.variant.id == option.variant_id:
                    start = work.start - self.problem.case.first_quarter
                    if option.first <= start < option.stop:
                        number = int(self.arrays.t_option[task]) + offset
                        go(self.tables, self.state, task, number, start)
        settle(self.tables, self.state)
        forget(self.state)
        self.tries.changed[:] = True
        self.tries.numbers[0] = len(self.tries.changed)
        self.tries.list_changed[:] = np.arange(len(self.tries.changed))
        self._note()

    def begin_anew(self, schedule: Schedule) -> None:
        """Put in the works of a schedule instead of what is there."""
        for task in range(self.tasks):
            go(self.tables, self.state, task, -1, 0)
        self.begin(schedule)

    def _note(self) -> None:
        """Keep what is there when everything that must be done is done, and nothing is broken."""
        if ((self.option >= 0) | self.arrays.t_optional).all():
            note(self.state, self.tries)

    def construct(self, stop: Callable[[], bool]) -> None:
        """Place every task that is not yet placed, each where it costs least at that moment."""
        choices = np.add.reduceat(self.arrays.o_count, self.arrays.t_option[:-1])
        order = np.argsort(choices, kind="stable")
        for first in range(0, len(order), 500):
            construct(self.tables, self.state, self.tries, order[first : first + 500], self.size)
            if stop():
                return
        self._note()

    def cycle(
        self, moves: int, warm: float, stop: Callable[[], bool], *, anew: bool = False
    ) -> None:
        """Do so many moves from ``warm`` times the usual temperature down to cold.

        From the best programme so far, unless ``anew``: then from the one of this moment.
        """
        if np.isfinite(self.tries.best[0]) and not anew:
            back_to_best(self.tables, self.state, self.tries)
        start, end = self.size * warm, self.size * COLD
        plan = np.array([start, (end / start) ** (1 / moves), self.size, 1.0, HARDEST * self.size])
        for done in range(0, moves if len(self.tries.movable) else 0, AT_ONCE):
            if HARDER_FROM * moves < done:
                # As hard in the end, however long the cycle.
                plan[3] = HARDEST ** (PUNISH_EVERY / moves)
            run_moves(self.tables, self.state, self.tries, min(AT_ONCE, moves - done), plan)
            self.moves_done += AT_ONCE
            if stop():
                return

    def best_schedule(self) -> Schedule:
        """Return the best programme that keeps all limits."""
        return read_schedule(self.problem, self.tries.best_option, self.tries.best_start)

    def schedule_now(self) -> Schedule:
        """Return the programme of this moment, which may break limits."""
        return read_schedule(self.problem, self.option, self.start)


def read_schedule(problem: Problem, options: Integers, starts: Integers) -> Schedule:
    """Return the schedule that the numbers of options and starts say."""
    flat = [option for of_task in problem.options for option in of_task]
    chosen: dict[str, tuple[str, Quarter]] = {}
    for number, start in zip(options.tolist(), starts.tolist(), strict=True):
        if number >= 0:
            option = flat[number]
            chosen[option.task_id] = (option.variant_id, problem.quarter(start))
    return Schedule.of(problem.case, chosen)


def _usual_size(tables: Tables, *, plain: bool) -> float:
    """Return how many euros a task is about, for temperatures and penalties."""
    tasks = len(tables.t_optional)
    highest, lowest = np.full(tasks, -np.inf), np.full(tasks, np.inf)
    opening: Floats = np.zeros(len(tables.o_task))
    for option, task in enumerate(tables.o_task.tolist()):
        first, count = int(tables.o_column[option]), int(tables.o_count[option])
        if count:
            own = tables.cost[first : first + count]
            highest[task] = max(highest[task], own.max())
            lowest[task] = min(lowest[task], own.min())
        visits = int(tables.t_visit[task + 1] - tables.t_visit[task])
        at = int(tables.o_opening[option])
        opening[option] = tables.opening_eur[at : at + visits].sum()
        if not plain:
            # A goal can make weeks count far more than openings.
            here = tables.v_place[tables.t_visit[task] : tables.t_visit[task + 1]]
            weeks = tables.o_weeks[option] * tables.o_quarters[option]
            opening[option] = max(opening[option], weeks * tables.week_eur[here].max(axis=1).sum())
    spans = (highest - lowest)[np.isfinite(highest)]
    return max(1.0, float(spans.mean()) if len(spans) else 0.0, float(opening.mean()))

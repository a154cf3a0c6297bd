# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search for good programmes: in Python at once, in compiled code as soon as that is there.

Compiling takes most of a minute, once: `make setup` does it, else the first search. Afterwards it
is read from a cache in under a second.
"""

import math
import threading
import time
from collections.abc import Callable, Iterator

from koppelkans.case import Schedule
from koppelkans.programme.large.anneal import FastAnnealer
from koppelkans.programme.model.problem import SMALL, Problem
from koppelkans.programme.trying.aim_fit import make_fit
from koppelkans.programme.trying.anneal import HOT, WARM, Annealer
from koppelkans.programme.trying.fit import write_fit
from koppelkans.programme.trying.incumbent import Incumbent
from koppelkans.programme.types import SearchSettings

LONGEST = threading.TIMEOUT_MAX
TO_LOAD = 1.5
"""Seconds in which compiled code is there when it was compiled before."""
MOVES_PER_TASK = 300
MOST_MOVES_PER_TASK = 6_000
"""Cycles grow up to this: from what the proof suggests, more cycles find more than longer ones."""
PATIENCE = 12
"""Cycles of annealing without any gain, after which the proof gets the processor to itself."""
PAUSES = 10
"""How many times as long as valuing a programme takes is searched before the next one."""
BETWEEN_LOOKS = 0.1
"""Seconds between two looks whether compiled code is there."""
TOO_MUCH_FOR_PYTHON = 600
"""With more tasks it is better to wait for compiled code."""


class Trying:
    """Looks for good programmes in cycles, and offers what it finds.

    Parameters
    ----------
    start
        A programme to begin with; it need not keep all limits.
    settings
        When turns are counted, compiled code is waited for, so that the same is done every time;
        otherwise no longer than there is time.
    """

    def __init__(
        self,
        problem: Problem,
        incumbent: Incumbent,
        settings: SearchSettings,
        start: Schedule | None,
    ) -> None:
        seed, wait = settings.seed, settings.turns is not None
        self.suggest: Callable[[], Schedule | None] = _nothing
        self.begun_before = start is not None
        start = start or Schedule(problem.case, {})
        self.problem, self.incumbent = problem, incumbent
        self._next, self._wait = -math.inf, wait
        self.turns = 0
        self.compiling = _Compiling(problem, seed)
        tasks = len(problem.options)
        if problem.counts_alike and problem.starts_columns >= SMALL:
            self.compiling.start()
            patience = settings.seconds if tasks >= TOO_MUCH_FOR_PYTHON else TO_LOAD
            self.compiling.join(None if wait else min(patience, settings.seconds, LONGEST))
        self.annealer: Annealer | FastAnnealer
        if self.compiling.annealer is not None:
            self.annealer = self.compiling.annealer
            self.annealer.begin(start)
        else:
            fit = make_fit(problem)
            write_fit(fit, start)
            self.annealer = Annealer(fit, seed)

    def cycles(
        self, should_stop: Callable[[], bool], seconds_left: Callable[[], float]
    ) -> Iterator[None]:
        """Anneal in cycles, longer and longer, until told to stop or nothing is gained.

        A cycle that the clock ends while it is hot finds nothing, so none is begun that takes
        longer than there is time; unless the same is to be done every time.
        """

        def pause() -> bool:
            stop = should_stop()
            self._offer(now=stop)
            return stop

        self.annealer.construct(pause)
        moves, warm = MOVES_PER_TASK * self.annealer.tasks, WARM if self.begun_before else HOT
        idle, per_move = 0, 0.0
        while not pause() and idle < PATIENCE:
            self._change_over(pause)
            before = self.annealer.best_eur
            suggested = self._begin_as_suggested() if warm == HOT else False
            many, begun = moves if warm == HOT else moves // 4, time.monotonic()
            if per_move and not self._wait:
                many = max(1, min(many, int(seconds_left() / per_move)))
            stop = self._pause_for_compiled(pause)
            self.annealer.cycle(many, WARM if suggested else warm, stop, anew=suggested)
            if stop is not pause and self.compiling.annealer is not None:
                # Python left in the midst: compiled code does this cycle.
                continue
            per_move = (time.monotonic() - begun) / many
            self._offer(now=self._wait)
            idle = idle + 1 if self.annealer.best_eur == before < math.inf else 0
            if warm == HOT:
                warm = WARM
            else:
                moves, warm = min(2 * moves, MOST_MOVES_PER_TASK * self.annealer.tasks), HOT
            yield
        self._offer(now=True)

    def _pause_for_compiled(self, pause: Callable[[], bool]) -> Callable[[], bool]:
        """Return when a cycle ends early: in Python also as soon as compiled code is there."""
        if self.annealer is self.compiling.annealer:
            return pause
        return lambda: pause() or self.compiling.annealer is not None

    def _begin_as_suggested(self) -> bool:
        """Begin from what the proof suggests, two times out of three; say whether it does."""
        self.turns += 1
        fast = self.annealer
        if not isinstance(fast, FastAnnealer) or self.turns % 3 == 0:
            return False
        suggested = self.suggest()
        if suggested is None:
            return False
        fast.begin_anew(suggested)
        return True

    def _offer(self, *, now: bool) -> None:
        """Offer the best programme; unless ``now``, not all the time where valuing takes long.

        Valuing 50,000 tasks takes half a minute, in which nothing is tried.
        """
        annealer, begun = self.annealer, time.monotonic()
        if annealer.best_eur < -self.incumbent.best_eur() - 0.01 and (now or begun >= self._next):
            self.incumbent.offer(annealer.best_schedule(), at_least=-annealer.best_eur)
            ended = time.monotonic()
            self._next = ended + PAUSES * (ended - begun)

    def _change_over(self, pause: Callable[[], bool]) -> None:
        """Go on in compiled code as soon as it is there.

        Python waits for it once there is a programme: going on would take the interpreter from
        the compiler, which then needs three times as long.
        """
        while self.compiling.is_alive() and self.annealer.best_eur < math.inf and not pause():
            self.compiling.join(BETWEEN_LOOKS)
        fast = self.compiling.annealer
        if fast is not None and fast is not self.annealer:
            found = self.annealer.best_eur < math.inf
            fast.begin(self.annealer.best_schedule() if found else self.annealer.schedule_now())
            self.annealer = fast


def _nothing() -> None:
    """Suggest nothing."""


class _Compiling(threading.Thread):
    """A thread that has an annealer ready after a while."""

    def __init__(self, problem: Problem, seed: int) -> None:
        super().__init__(name="koppelkans-compiling", daemon=True)
        self._problem, self._seed = problem, seed
        self.annealer: FastAnnealer | None = None

    def run(self) -> None:
        self.annealer = FastAnnealer(self._problem, self._seed).compile()

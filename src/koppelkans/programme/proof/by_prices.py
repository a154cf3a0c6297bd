# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The proof from prices between parts, for all but the smallest cases."""

from collections.abc import Iterator

import numpy as np

from koppelkans.case import Schedule
from koppelkans.programme.large.anneal import read_schedule
from koppelkans.programme.large.arrays import Flags
from koppelkans.programme.large.lower import LowerBound
from koppelkans.programme.model.problem import Problem
from koppelkans.programme.proof.branching import Proof
from koppelkans.programme.proof.certificate import Certificate
from koppelkans.programme.streets.carried import make_bound, read_prices
from koppelkans.programme.trying.incumbent import Incumbent

FOLLOW_FROM, FOLLOW_EVERY = 6, 1
"""Sweeps before the prices of limits begin to move, and between two moves."""
SMALLEST_STEP = 1e-5
SWEEPS_PER_TURN = 10
STALLED = 2e-5
"""Ten sweeps that gain less than this part of what is at stake: others may now try."""


class ProofByPrices:
    """Raises a bound from prices until told to stop; see `koppelkans.programme.large.bound`."""

    def __init__(
        self, problem: Problem, incumbent: Incumbent, known: Certificate | None = None
    ) -> None:
        self.problem, self.incumbent, self.known = problem, incumbent, known
        self.bound: LowerBound | None = None

    @property
    def certificate(self) -> Certificate | None:
        """Prices of the last bound."""
        if self.bound is None or not self.bound.sweeps:
            return None
        return Certificate(0, {}, read_prices(self.bound, self.problem))

    def suggest(self) -> Schedule | None:
        """Return the starts that tasks want at the prices of now: nearly a programme."""
        bound = self.bound
        if bound is None or bound.sweeps <= FOLLOW_FROM:
            return None
        arrays, chosen = bound.arrays, bound.chosen.copy()
        ends = np.cumsum(arrays.o_count)
        options = np.where(chosen >= 0, np.searchsorted(ends, chosen, side="right"), -1)
        starts = arrays.o_first[options] + chosen - arrays.o_column[options]
        return read_schedule(self.problem, options, starts)

    def run(self) -> None:
        """Improve the bound until told to stop."""
        for _ in self.steps():
            if self.incumbent.stopped() or self.incumbent.is_enough():
                return

    def steps(self) -> Iterator[None]:
        """Improve the bound, some sweeps over all parts at a time."""
        parts = self.known.parts if self.known is not None else None
        bound = make_bound(self.problem, parts, self.incumbent.stopped)
        self.bound = bound
        while bound.step > SMALLEST_STEP:
            for _ in range(SWEEPS_PER_TURN):
                self.incumbent.prove(-bound.improve(self.incumbent.stopped))
                if bound.sweeps > FOLLOW_FROM and bound.sweeps % FOLLOW_EVERY == 0:
                    bound.follow()
                if self.incumbent.stopped() or self.incumbent.is_enough():
                    return
            yield

    def ruled_out(self) -> Flags | None:
        """Return which starts no better programme has, as the last prices tell; None: unknown."""
        if self.bound is None or not self.bound.sweeps or self.incumbent.stopped():
            return None
        least, best = self.bound.proven_eur, -self.incumbent.best_eur()
        found: Flags = least + self.bound.reduced() > best + 1e-7 * abs(best)
        return found

    def stop(self) -> None:
        """Nothing more than what the incumbent is told: a sweep ends soon."""


class ProofInTurn:
    """First by prices, which prove most; then by branching on what they leave.

    For cases that are small enough to branch on as a whole.
    """

    def __init__(self, prices: ProofByPrices, branching: Proof) -> None:
        self.prices, self.branching = prices, branching
        self.proven_by_prices = np.inf

    @property
    def certificate(self) -> Certificate | None:
        """Prices of the best bound."""
        other, incumbent = self.branching.certificate, self.prices.incumbent
        if other is None or incumbent.bound_eur >= self.proven_by_prices:
            return self.prices.certificate
        return other

    def suggest(self) -> Schedule | None:
        """Return the starts that tasks want at the prices of now."""
        return self.prices.suggest()

    def run(self) -> None:
        """Prove until the best programme is optimal, or until told to stop."""
        for _ in self.steps():
            pass

    def steps(self) -> Iterator[None]:
        """Prove in steps: sweeps as long as they gain, then rounds of the relaxation."""
        incumbent = self.prices.incumbent
        before = np.inf
        for _ in self.prices.steps():
            yield
            gained, before = before - incumbent.bound_eur, incumbent.bound_eur
            if gained < STALLED * incumbent.stake():
                break
        self.proven_by_prices = incumbent.bound_eur
        gone = self.prices.ruled_out()
        if gone is not None and not incumbent.is_enough():
            self.branching.allowed &= ~gone
            yield from self.branching.steps()

    def stop(self) -> None:
        """Make the proof, which runs in another thread, end at once."""
        self.branching.stop()

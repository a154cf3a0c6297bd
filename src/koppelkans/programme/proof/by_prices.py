# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The proof from prices between parts, for all but the smallest cases."""

from collections.abc import Iterator

import numpy as np

from koppelkans.case import Schedule
from koppelkans.programme.large.anneal import read_schedule
from koppelkans.programme.large.lower import LowerBound
from koppelkans.programme.model.problem import Problem
from koppelkans.programme.proof.certificate import Certificate
from koppelkans.programme.streets.carried import make_bound, read_prices
from koppelkans.programme.trying.incumbent import Incumbent

FOLLOW_FROM, FOLLOW_EVERY = 6, 2
"""Sweeps before the prices of limits begin to move, and between two moves."""
SMALLEST_STEP = 1e-5
SWEEPS_PER_TURN = 10


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
        bound = make_bound(self.problem, parts)
        self.bound = bound
        while bound.step > SMALLEST_STEP:
            for _ in range(SWEEPS_PER_TURN):
                self.incumbent.prove(-bound.improve(self.incumbent.stopped))
                if bound.sweeps > FOLLOW_FROM and bound.sweeps % FOLLOW_EVERY == 0:
                    bound.follow()
                if self.incumbent.stopped() or self.incumbent.is_enough():
                    return
            yield

    def stop(self) -> None:
        """Nothing more than what the incumbent is told: a sweep ends soon."""

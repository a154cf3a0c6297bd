# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The proof for cases that are too large for a relaxation as a whole."""

from collections.abc import Iterator

from koppelkans.programme.incumbent import Incumbent
from koppelkans.programme.large.lower import LowerBound
from koppelkans.programme.large.names import pack_tables
from koppelkans.programme.large.tables import make_tables
from koppelkans.programme.problem import Problem

FOLLOW_FROM, FOLLOW_EVERY = 6, 2
"""Sweeps before the prices of limits begin to move, and between two moves."""
SMALLEST_STEP = 1e-4


class ProofByPrices:
    """Raises a bound from prices until told to stop; see `koppelkans.programme.large.bound`."""

    certificate = None

    def __init__(self, problem: Problem, incumbent: Incumbent) -> None:
        self.problem, self.incumbent = problem, incumbent

    def run(self) -> None:
        """Improve the bound until told to stop."""
        for _ in self.steps():
            if self.incumbent.stopped() or self.incumbent.is_enough():
                return

    def steps(self) -> Iterator[None]:
        """Improve the bound, one sweep over all parts at a time."""
        arrays = make_tables(self.problem)
        bound = LowerBound(arrays, pack_tables(arrays))
        while bound.step > SMALLEST_STEP:
            self.incumbent.prove(-bound.improve(self.incumbent.stopped))
            if bound.sweeps > FOLLOW_FROM and bound.sweeps % FOLLOW_EVERY == 0:
                bound.follow()
            yield

    def stop(self) -> None:
        """Nothing more than what the incumbent is told: a sweep is not broken off."""

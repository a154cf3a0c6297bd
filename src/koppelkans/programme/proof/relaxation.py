# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The relaxation of a model, made sharper round by round, and the bound that it proves.

Rows are taken in when the last solution breaks them and let go when it does not need them. The
bound is computed from the dual values themselves: any dual values prove a bound, so it is valid
whatever the accuracy of the solver.
"""

from dataclasses import replace

import numpy as np
from scipy import sparse

from koppelkans.programme.model.build import SUM, Model
from koppelkans.programme.model.cuts import CUT, VIOLATION, find_again, find_cuts
from koppelkans.programme.model.matrix import INFINITY, Floats, Key, Row, to_sparse
from koppelkans.programme.model.solver import (
    Arrays,
    Runner,
    add_rows,
    is_infeasible,
    is_optimal,
    is_stopped,
    keep_rows,
    load,
    to_arrays,
)
from koppelkans.programme.proof.certificate import Certificate, bound_by

SLACK = 0.01
"""A row further from its limit than this may be let go."""


class Relaxation:
    """A model without whole numbers, in rounds.

    Attributes
    ----------
    bound_eur
        Proven: no programme is worth more.
    reduced_eur
        What each start costs at least beyond that; a start for which this is more than the best
        programme is below the bound cannot be in a better one.
    columns
        Values of the columns in the last round.
    """

    def __init__(
        self,
        model: Model,
        allowed: np.ndarray,
        seed: int,
        known: Certificate | None = None,
        runner: Runner | None = None,
    ) -> None:
        self.model, self.seed = model, seed
        self.runner = runner or Runner()
        self.arrays: Arrays = to_arrays(model.matrix)
        self.keys = [row.key for row in model.matrix.rows]
        self.lazy = np.array([row.lazy for row in model.matrix.rows], dtype=bool)
        self.inside = ~self.lazy
        self.cuts: list[Row] = []
        self.bound_eur = INFINITY
        self.reduced_eur = np.zeros(model.problem.starts_columns)
        self.columns: Floats = np.zeros(self.arrays.columns)
        self.first = True
        self.prices: dict[Key, float] = {}
        self.allow(allowed)
        if known is not None:
            self._remember(known)

    def allow(self, allowed: np.ndarray) -> None:
        """Forbid all starts but these."""
        upper = self.arrays.upper.copy()
        upper[: len(allowed)] = np.where(allowed, upper[: len(allowed)], 0.0)
        self.arrays = replace(self.arrays, upper=upper)

    def certificate(self) -> Certificate:
        """Return the prices that prove the bound."""
        return Certificate(self.model.step, self.prices)

    def current(self) -> Arrays:
        """Return the rows of this round only."""
        return add_rows(keep_rows(self.arrays, self.inside), self._cut_rows())

    def with_cuts(self) -> Arrays:
        """Return the whole model with the cuts of the last round."""
        return add_rows(self.arrays, self._cut_rows())

    def _cut_rows(self) -> sparse.csr_matrix[np.float64]:
        return to_sparse(self.cuts, self.arrays.columns, self.arrays.sums)

    def _remember(self, known: Certificate) -> None:
        """Begin with the rows that mattered before, and the bound that their prices prove.

        The prices of a coarser model prove little here, but its cuts are cuts here too.
        """
        priced = {key for key, price in known.prices.items() if price}
        self.inside |= np.array([key in priced for key in self.keys], dtype=bool)
        self.cuts = find_again(self.model, (key for key in priced if key[0] == CUT))
        if known.step == self.model.step:
            dual = [known.prices.get(key, 0.0) / self.arrays.eur for key in self._current_keys()]
            self._take_bound(self.current(), np.array(dual))

    def _current_keys(self) -> list[Key]:
        inside = [self.keys[n] for n in np.flatnonzero(self.inside)]
        return inside + [cut.key for cut in self.cuts]

    def tighten(self, seconds: float = INFINITY) -> bool | None:
        """Do one round, of ``seconds`` at the most.

        Returns
        -------
        bool or None
            Whether another round may help; None when it was stopped, or when the relaxation
            is infeasible (then ``bound_eur`` is minus infinity).
        """
        arrays = self.current()
        solver = load(arrays, seed=self.seed, relaxed=True)
        solver.setOptionValue("solver", "ipm")
        solver.setOptionValue("run_crossover", "off")
        solver.setOptionValue("time_limit", seconds)
        self.runner.run(solver)
        if not (is_optimal(solver) or is_stopped(solver)):
            # Interior points can end in doubt on small models; simplex does not.
            solver.setOptionValue("solver", "simplex")
            self.runner.run(solver)
        if is_infeasible(solver):
            self.bound_eur = -INFINITY
        if not is_optimal(solver):
            return None
        solution = solver.getSolution()
        self.columns = np.array(solution.col_value)
        self._take_bound(arrays, np.array(solution.row_dual))
        return self._take_rows()

    def _take_bound(self, arrays: Arrays, dual: Floats) -> None:
        """Keep the bound that the dual values prove, and the reduced costs of the starts."""
        remains = bound_by(self.model.problem, arrays, dual)
        bound = self.model.matrix.constant - remains.least * arrays.eur
        if bound < self.bound_eur:
            self.bound_eur = bound
            self.reduced_eur = remains.reduced * arrays.eur
            prices = dual * arrays.eur
            self.prices = {
                key: price
                for key, price in zip(self._current_keys(), prices.tolist(), strict=True)
                if price and key[0] != SUM
            }

    def _take_rows(self) -> bool:
        a = self.arrays
        activity = a.rows @ self.columns
        broken = ~self.inside & (
            (activity > a.row_upper + VIOLATION) | (activity < a.row_lower - VIOLATION)
        )
        new = find_cuts(self.model, self.columns)
        slack = -(self._cut_rows() @ self.columns)
        if not self.first:
            room = np.minimum(a.row_upper - activity, activity - a.row_lower)
            self.inside &= ~(self.lazy & (room > SLACK))
        self.first = False
        self.inside |= broken
        self.cuts = [cut for cut, room in zip(self.cuts, slack, strict=True) if room < SLACK] + new
        return bool(new) or bool(broken.any())

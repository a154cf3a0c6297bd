# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The relaxation of a model, made sharper round by round, and the bound that it proves.

Rows are taken in when the last solution breaks them and let go when it does not need them. The
bound is computed from the dual values themselves: any dual values prove a bound, so it is valid
whatever the accuracy of the solver.
"""

import dataclasses

import numpy as np
from scipy import sparse

from koppelkans.programme.cuts import VIOLATION, find_cuts
from koppelkans.programme.matrix import INFINITY, Floats, to_sparse
from koppelkans.programme.model import Model
from koppelkans.programme.solver import (
    Arrays,
    is_infeasible,
    is_optimal,
    is_stopped,
    load,
    to_arrays,
)

SLACK = 0.01
"""A row further from its limit than this may be let go."""


class Relaxation:
    """A model without whole numbers, in rounds.

    Attributes
    ----------
    least
        Proven least cost in the units of the solver; minus infinity before the first round.
    columns
        Values of the columns in the last round.
    """

    def __init__(self, model: Model, allowed: np.ndarray, seed: int) -> None:
        self.model, self.seed = model, seed
        self.arrays: Arrays = to_arrays(model.matrix)
        self.lazy = np.array([row.lazy for row in model.matrix.rows], dtype=bool)
        self.inside = ~self.lazy
        self.cuts = to_sparse([], self.arrays.columns, self.arrays.sums)
        self.least = -INFINITY
        self.reduced = np.zeros(model.problem.starts_columns)
        self.columns: Floats = np.zeros(self.arrays.columns)
        self.first = True
        self.allow(allowed)

    def allow(self, allowed: np.ndarray) -> None:
        """Forbid all starts but these."""
        upper = self.arrays.upper.copy()
        upper[: len(allowed)] = np.where(allowed, upper[: len(allowed)], 0.0)
        self.arrays = dataclasses.replace(self.arrays, upper=upper)

    def current(self) -> Arrays:
        """Return the rows of this round only."""
        a, count = self.arrays, self.cuts.shape[0]
        return dataclasses.replace(
            a,
            rows=sparse.vstack([a.rows[self.inside], self.cuts], format="csr"),
            row_lower=np.concatenate([a.row_lower[self.inside], np.full(count, -INFINITY)]),
            row_upper=np.concatenate([a.row_upper[self.inside], np.zeros(count)]),
        )

    def with_cuts(self) -> Arrays:
        """Return the whole model with the cuts of the last round."""
        a, count = self.arrays, self.cuts.shape[0]
        return dataclasses.replace(
            a,
            rows=sparse.vstack([a.rows, self.cuts], format="csr"),
            row_lower=np.concatenate([a.row_lower, np.full(count, -INFINITY)]),
            row_upper=np.concatenate([a.row_upper, np.zeros(count)]),
        )

    def tighten(self, seconds: float) -> bool | None:
        """Do one round, of ``seconds`` at the most.

        Returns
        -------
        bool or None
            Whether another round may help; None when the time was up, or when the relaxation
            is infeasible (then ``least`` is infinite).
        """
        arrays = self.current()
        solver = load(arrays, seed=self.seed, relaxed=True)
        solver.setOptionValue("solver", "ipm")
        solver.setOptionValue("run_crossover", "off")
        solver.setOptionValue("time_limit", max(seconds, 0.01))
        solver.run()
        if not (is_optimal(solver) or is_stopped(solver)):
            # Interior points can end in doubt on small models; simplex does not.
            solver.setOptionValue("solver", "simplex")
            solver.run()
        if is_infeasible(solver):
            self.least = INFINITY
        if not is_optimal(solver):
            return None
        solution = solver.getSolution()
        self.columns = np.array(solution.col_value)
        self._take_bound(arrays, np.array(solution.row_dual))
        return self._take_rows()

    def _take_bound(self, arrays: Arrays, dual: Floats) -> None:
        """Keep the bound that the dual values prove, and the reduced costs of the starts."""
        dual = np.where((dual > 0) & np.isinf(arrays.row_lower), 0.0, dual)
        dual = np.where((dual < 0) & np.isinf(arrays.row_upper), 0.0, dual)
        limits = np.where(dual > 0, arrays.row_lower, arrays.row_upper)
        reduced = arrays.cost - arrays.rows.T @ dual
        least = float(dual @ np.where(dual == 0, 0.0, limits))
        least += float(np.minimum(reduced * arrays.lower, reduced * arrays.upper).sum())
        if least > self.least:
            self.least = least
            self.reduced = np.maximum(reduced[: len(self.reduced)], 0.0)

    def _take_rows(self) -> bool:
        a = self.arrays
        activity = a.rows @ self.columns
        broken = ~self.inside & (
            (activity > a.row_upper + VIOLATION) | (activity < a.row_lower - VIOLATION)
        )
        new = find_cuts(self.model, self.columns)
        slack = -(self.cuts @ self.columns)
        if not self.first:
            room = np.minimum(a.row_upper - activity, activity - a.row_lower)
            self.inside &= ~(self.lazy & (room > SLACK))
        self.first = False
        self.inside |= broken
        added = to_sparse(new, a.columns, a.sums)
        self.cuts = sparse.vstack([self.cuts[slack < SLACK], added], format="csr")
        return bool(new) or bool(broken.any())

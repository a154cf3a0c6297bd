# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""HiGHS, called with whole matrices."""

from dataclasses import dataclass, replace

import highspy
import numpy as np
from scipy import sparse

from koppelkans.programme.model.matrix import INFINITY, Floats, Matrix, to_sparse


@dataclass(frozen=True)
class Arrays:
    """A model as arrays, costs scaled to numbers that a solver likes.

    ``eur`` times the objective of the solver is the cost in EUR.
    """

    cost: Floats
    lower: Floats
    upper: Floats
    integer: np.ndarray
    rows: sparse.csr_matrix
    row_lower: Floats
    row_upper: Floats
    sums: list[int]
    eur: float

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.cost)


def to_arrays(matrix: Matrix) -> Arrays:
    """Return a model as arrays."""
    cost = np.array(matrix.cost)
    largest = float(np.abs(cost).max(initial=0.0))
    eur = 10.0 ** np.floor(np.log10(largest) - 3) if largest > 0 else 1.0
    return Arrays(
        cost=cost / eur,
        lower=np.array(matrix.lower),
        upper=np.array(matrix.upper),
        integer=np.array(matrix.integer, dtype=bool),
        rows=to_sparse(matrix.rows, len(cost), matrix.sums),
        sums=matrix.sums,
        row_lower=np.array([row.lower for row in matrix.rows]),
        row_upper=np.array([row.upper for row in matrix.rows]),
        eur=float(eur),
    )


def add_rows(arrays: Arrays, rows: sparse.csr_matrix, limit: Floats | float = 0.0) -> Arrays:
    """Return the arrays with more rows, each at most its limit."""
    count = rows.shape[0]
    return replace(
        arrays,
        rows=sparse.vstack([arrays.rows, rows], format="csr"),
        row_lower=np.concatenate([arrays.row_lower, np.full(count, -INFINITY)]),
        row_upper=np.concatenate([arrays.row_upper, np.broadcast_to(limit, count)]),
    )


def keep_rows(arrays: Arrays, kept: np.ndarray) -> Arrays:
    """Return the arrays with only these rows."""
    return replace(
        arrays,
        rows=arrays.rows[kept],
        row_lower=arrays.row_lower[kept],
        row_upper=arrays.row_upper[kept],
    )


class _QuietHighs(highspy.Highs):
    """HiGHS that also keeps its banner to itself, which it would print when made."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the name in HiGHS
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def load(arrays: Arrays, *, seed: int, relaxed: bool = False) -> highspy.Highs:
    """Return a solver with the model in it, ready to run."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = arrays.columns, arrays.rows.shape[0]
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = arrays.cost, arrays.lower, arrays.upper
    lp.row_lower_, lp.row_upper_ = arrays.row_lower, arrays.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = arrays.rows.indptr
    lp.a_matrix_.index_ = arrays.rows.indices
    lp.a_matrix_.value_ = arrays.rows.data
    if not relaxed:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(is_integer)] for is_integer in arrays.integer]
    solver = _QuietHighs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", seed)
    solver.passModel(lp)
    return solver


class Runner:
    """Runs solvers so that another thread can make the one that is running end at once.

    A solver is asked to end only when it should: asked all the time, it would ask so often that
    waiting for the interpreter, which the annealing may keep busy, took most of its time.
    """

    def __init__(self) -> None:
        self._stopped = False
        self._solver: highspy.Highs | None = None

    def run(self, solver: highspy.Highs) -> None:
        """Run a solver; not at all after `stop`."""
        self._solver = solver
        if not self._stopped:
            solver.run()

    def stop(self) -> None:
        """Make the solver that is running end."""
        self._stopped = True
        if self._solver is not None:
            for asked in ("cbIpmInterrupt", "cbSimplexInterrupt", "cbMipInterrupt"):
                getattr(self._solver, asked).subscribe(_end)


def _end(event: highspy.highs.HighsCallbackEvent) -> None:
    event.interrupt()


def is_infeasible(solver: highspy.Highs) -> bool:
    """Whether the last run has proven that nothing keeps all rows."""
    # No column of ours is unbounded, so the doubt that presolve can leave is none.
    return solver.getModelStatus() in (
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    )


def is_stopped(solver: highspy.Highs) -> bool:
    """Whether the last run ended by the clock or on request."""
    return solver.getModelStatus() in (
        highspy.HighsModelStatus.kInterrupt,
        highspy.HighsModelStatus.kTimeLimit,
    )


def is_optimal(solver: highspy.Highs) -> bool:
    """Whether the last run has proven its solution optimal."""
    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)

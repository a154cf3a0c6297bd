# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""HiGHS, called with whole matrices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import highspy
import numpy as np
from scipy import sparse

from koppelkans.programme.matrix import Floats, Matrix, Row, to_sparse


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


def with_rows(arrays: Arrays, rows: Sequence[Row]) -> Arrays:
    """Return a model with rows added."""
    added = to_sparse(rows, arrays.columns, arrays.sums)
    return replace(
        arrays,
        rows=sparse.vstack([arrays.rows, added], format="csr"),
        row_lower=np.concatenate([arrays.row_lower, [row.lower for row in rows]]),
        row_upper=np.concatenate([arrays.row_upper, [row.upper for row in rows]]),
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


def interrupt_when(solver: highspy.Highs, stop: Callable[[], bool]) -> None:
    """Let a search with branches ask now and then whether to stop.

    A relaxation is not asked, it only has its time limit: it would ask so often that waiting for
    the interpreter, which the annealing keeps busy, took most of its time.
    """

    def ask(event: highspy.highs.HighsCallbackEvent) -> None:
        if stop():
            event.interrupt()

    solver.cbMipInterrupt.subscribe(ask)


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

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Columns and rows of a linear model while it is being built, and the matrices it becomes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]
Term = tuple[range, float]
"""A coefficient for a run of columns."""

INFINITY = float("inf")
STRUCTURE = -1
Key = tuple[object, ...]
"""What a row or cut is about, in terms of the case: the same in every model of a like case."""

"""Source of a row that no limit of the case stands behind."""


@dataclass(frozen=True)
class Row:
    """One row: ``lower <= sum of terms <= upper``.

    A lazy row is needed for the model to be right, but a relaxation may wait until it is broken.
    """

    terms: tuple[Term, ...]
    lower: float
    upper: float
    source: int = STRUCTURE
    lazy: bool = False
    key: Key = ()


@dataclass
class Matrix:
    """A linear model that grows: columns with costs (minimised), and rows.

    Attributes
    ----------
    constant
        Part of the objective that does not depend on any column, in EUR.
    sums
        See `to_sparse`.
    """

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    constant: float = 0.0
    sums: list[int] = field(default_factory=list)
    _topic: Key = ()
    _topics: Counter[Key] = field(default_factory=Counter)

    def topic(self, *topic: object) -> None:
        """Say what the rows that follow are about; their keys begin with it."""
        self._topic = topic

    def _key(self) -> Key:
        self._topics[self._topic] += 1
        return (*self._topic, self._topics[self._topic])

    def add_columns(
        self,
        count: int,
        *,
        upper: float = 1.0,
        cost: Sequence[float] | Floats | float = 0.0,
        integer: bool = False,
    ) -> range:
        """Add columns from 0 to ``upper`` with their cost in EUR; return their numbers."""
        first = len(self.lower)
        self.lower += [0.0] * count
        self.upper += [upper] * count
        self.cost += np.broadcast_to(np.asarray(cost, dtype=float), (count,)).tolist()
        self.integer += [integer] * count
        return range(first, first + count)

    def at_most(
        self, terms: Iterable[Term], limit: float, source: int = STRUCTURE, *, lazy: bool = False
    ) -> None:
        """Add ``sum of terms <= limit``, unless there is nothing to limit."""
        kept = tuple((columns, factor) for columns, factor in terms if len(columns) and factor)
        if kept or limit < 0:
            self.rows.append(Row(kept, -INFINITY, limit, source, lazy, self._key()))

    def equal(self, terms: Iterable[Term], value: float, source: int = STRUCTURE) -> None:
        """Add ``sum of terms == value``."""
        kept = tuple((columns, factor) for columns, factor in terms if len(columns) and factor)
        if kept or value:
            self.rows.append(Row(kept, value, value, source, key=self._key()))


def one(column: int) -> range:
    """Return the run of columns that is only this one."""
    return range(column, column + 1)


def to_sparse(
    rows: Sequence[Row], columns: int, sums: Sequence[int] = ()
) -> sparse.csr_matrix[np.float64]:
    """Return the coefficients of rows as a (rows, columns) matrix; double terms add up.

    Parameters
    ----------
    sums
        For each of the first columns, the first column of its run; column ``len(sums) + c`` then
        holds the sum of that run up to ``c``. Long runs are said with these sums, which keeps the
        matrix thin.
    """
    numbers: list[int] = []
    factors: list[float] = []
    starts = [0]
    shift = len(sums)
    for row in rows:
        for run, factor in row.terms:
            if run.start < shift and len(run) > 2:
                numbers.append(shift + run[-1])
                factors.append(factor)
                if run.start > sums[run.start]:
                    numbers.append(shift + run.start - 1)
                    factors.append(-factor)
            else:
                numbers.extend(run)
                factors.extend([factor] * len(run))
        starts.append(len(numbers))
    matrix = sparse.csr_matrix(
        (
            np.array(factors, dtype=float),
            np.array(numbers, dtype=np.int32),
            np.array(starts, dtype=np.int32),
        ),
        shape=(len(rows), columns),
    )
    matrix.sum_duplicates()
    return matrix

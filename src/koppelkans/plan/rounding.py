# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rounding such that what people add up in a table gives the total below it.

The rule is that of the largest remainder (Hamilton's method of apportionment): the total is
rounded as usual, every amount is rounded down, and what is then missing goes, one unit each, to
the amounts that lost most. No amount moves a whole unit or more.
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from scipy.optimize import linprog

Key = TypeVar("Key", bound=Hashable)


def round_half_up(value: float) -> int:
    """Round to the nearest whole number, halves away from zero, as people do."""
    return int(math.copysign(math.floor(abs(value) + 0.5), value))


def round_to_total(values: Sequence[float], unit: float = 1, total: int | None = None) -> list[int]:
    """Return whole numbers of ``unit`` that add up to the rounded sum of the values.

    Parameters
    ----------
    values
        Amounts, of any sign.
    unit
        In which they are shown, such as 1000 for thousands of euros.
    total
        What they add up to, in units; by default their rounded sum. It has to lie within
        ``len(values)`` units of the sum.

    Examples
    --------
    >>> round_to_total([1.4, 1.4, 1.2])
    [2, 1, 1]
    >>> round_to_total([-2600, 1300, 1250], unit=1000)
    [-2, 1, 1]
    """
    scaled = [value / unit for value in values]
    rounded = [math.floor(value) for value in scaled]
    wanted = round_half_up(math.fsum(scaled)) if total is None else total
    missing = wanted - sum(rounded)
    if not 0 <= missing <= len(values):
        raise ValueError(f"the total {wanted} lies too far from the sum {math.fsum(scaled):.6g}")
    lost = sorted(range(len(scaled)), key=lambda n: (rounded[n] - scaled[n], n))
    for number in lost[:missing]:
        rounded[number] += 1
    return rounded


def round_amounts(amounts: Mapping[Key, float], unit: float = 1) -> dict[Key, int]:
    """Round the values of a mapping such that they add up."""
    return dict(zip(amounts, round_to_total(list(amounts.values()), unit), strict=True))


def round_matrix(
    values: Sequence[Sequence[float]], row_totals: Sequence[int], column_totals: Sequence[int]
) -> list[list[int]]:
    """Return whole numbers close to a matrix that add up to given totals both ways.

    Controlled rounding (Cox 1987) as a transport problem: each cell is rounded down or up, the
    nearest where it can be, and only where the totals ask for it further than that.

    Parameters
    ----------
    values
        Matrix in the unit that is shown.
    row_totals, column_totals
        Whole totals, with the same sum.

    Examples
    --------
    >>> round_matrix([[0.6, 0.4], [0.4, 0.6]], [1, 1], [1, 1])
    [[1, 0], [0, 1]]
    """
    matrix = np.asarray(values, dtype=float)
    if sum(row_totals) != sum(column_totals):
        raise ValueError("the totals of the rows and of the columns differ")
    if matrix.size == 0:
        return [[] for _ in row_totals]
    floor = np.floor(matrix)
    rows, columns = matrix.shape
    adds = np.vstack(
        [np.kron(np.eye(rows), np.ones(columns)), np.kron(np.ones(rows), np.eye(columns))]
    )
    missing = np.concatenate([row_totals - floor.sum(axis=1), column_totals - floor.sum(axis=0)])
    # Steps up to the ceiling, beyond it and below the floor; a network, so the optimum is whole.
    cost = np.concatenate([1 - 2 * (matrix - floor).ravel(), np.full(2 * matrix.size, 3.0)])
    bounds = [(0, 1)] * matrix.size + [(0, None)] * (2 * matrix.size)
    found = linprog(
        cost, A_eq=np.hstack([adds, adds, -adds]), b_eq=missing, bounds=bounds, method="highs-ds"
    )
    if found.x is None:
        raise ValueError(f"these totals cannot be reached: {found.message}")
    up, beyond, below = np.rint(found.x).reshape(3, rows, columns)
    return [[int(cell) for cell in row] for row in floor + up + beyond - below]

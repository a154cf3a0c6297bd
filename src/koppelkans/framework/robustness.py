# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How firm a ranking is: other weights, and other alternatives at the table."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from koppelkans.framework.rank import Floats, as_matrix

TIE = 1e-9


@dataclass(frozen=True)
class Interval:
    """Between which weights of one criterion the first alternative stays first.

    ``low`` and ``high`` are fractions; ``weight`` is the one it has now. The other criteria keep
    their proportions to each other.
    """

    low: float
    weight: float
    high: float


@dataclass(frozen=True)
class Reversal:
    """Two alternatives that change places when a third one leaves the table, by their order."""

    removed: int
    first: int
    second: int
    """Was behind ``first``, is before it without ``removed``."""


def find_intervals(values: ArrayLike, weights: ArrayLike) -> tuple[Interval, ...]:
    """Return for each criterion the weights for which the same alternative stays first.

    Parameters
    ----------
    values
        Alternatives by criteria, 0 to 1.
    weights
        One per criterion.

    Notes
    -----
    With weight w for criterion j, alternative a leads b by ``w * d_j + (1 - w) * rest``, where
    d_j is the difference on j and rest the weighted difference on the others: a straight line in
    w, so the interval is exact. When j has all weight now, the others count equally in the rest.

    Examples
    --------
    The second leads as long as the first criterion counts for less than 5/9.

    >>> [interval, _] = find_intervals([[0.9, 0.2], [0.5, 0.7]], [0.3, 0.7])
    >>> interval.low, interval.weight, round(interval.high, 4)
    (0.0, 0.3, 0.5556)
    """
    matrix, shares = as_matrix(values, weights)
    first = int(np.argmax(matrix @ shares))
    lead = matrix[first] - np.delete(matrix, first, axis=0)
    found = []
    for criterion, weight in enumerate(shares):
        others = np.delete(shares, criterion)
        if others.sum() <= 0:
            others = np.ones_like(others)
        rest = np.delete(lead, criterion, axis=1) @ (others / others.sum()) if len(others) else 0
        low, high = _stays_ahead(lead[:, criterion], np.zeros(len(lead)) + rest)
        # Of alternatives that tie now, either may be called first.
        found.append(Interval(min(low, float(weight)), float(weight), max(high, float(weight))))
    return tuple(found)


def _stays_ahead(own: Floats, rest: Floats) -> tuple[float, float]:
    """Return the widest w in 0 to 1 with ``w * own + (1 - w) * rest >= 0`` for all."""
    low, high = 0.0, 1.0
    for d, r in zip(own, rest, strict=True):
        slope = d - r
        if abs(slope) <= TIE:
            continue
        turn = float(-r / slope)
        if slope > 0:
            low = max(low, turn)
        else:
            high = min(high, turn)
    return low, high


def find_reversals(matrix: ArrayLike, rank: Callable[[Floats], Floats]) -> tuple[Reversal, ...]:
    """Return which alternatives change places when another one leaves the table.

    A ranking of figures that does not compare alternatives with each other, such as added value
    on fixed curves, has none. TOPSIS and PROMETHEE can have them.

    Parameters
    ----------
    matrix
        Alternatives by criteria.
    rank
        Returns one number per alternative for such a matrix, the highest is first.

    Examples
    --------
    >>> from koppelkans.framework.rank import rank_additive
    >>> find_reversals([[0.1, 0.9], [0.8, 0.1], [0.5, 0.5]], lambda m: rank_additive(m, [1, 2]))
    ()
    """
    figures = np.asarray(matrix, dtype=float)
    count = len(figures)
    whole = rank(figures)
    found = []
    for removed in range(count if count > 2 else 0):
        left = [number for number in range(count) if number != removed]
        without = dict(zip(left, rank(figures[left]), strict=True))
        found += [
            Reversal(removed, a, b)
            for a in left
            for b in left
            if whole[a] > whole[b] + TIE and without[b] > without[a] + TIE
        ]
    return tuple(found)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ranking by added value, and by nearness to the best imaginable (TOPSIS)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from koppelkans.framework.types import FrameworkError
from koppelkans.language import N_, Message

Floats = NDArray[np.float64]


def as_matrix(figures: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    """Return figures as alternatives by criteria, and weights scaled to a sum of 1.

    Raises
    ------
    FrameworkError
        When there is no alternative or criterion, their numbers differ, a figure is not finite,
        or the weights are negative or all zero.
    """
    matrix = np.atleast_2d(np.asarray(figures, dtype=float))
    shares = np.asarray(weights, dtype=float)
    if matrix.size == 0:
        raise FrameworkError(Message(N_("there are no alternatives or no criteria to rank")))
    if matrix.shape[1:] != shares.shape or not np.isfinite(matrix).all():
        raise FrameworkError(
            Message(N_("every alternative needs a finite figure on every criterion"))
        )
    if not np.isfinite(shares).all() or (shares < 0).any() or shares.max() == 0:
        raise FrameworkError(
            Message(N_("weights should be zero or more, and at least one above zero"))
        )
    shares = shares / shares.max()
    return matrix, shares / shares.sum()


def rank_additive(values: ArrayLike, weights: ArrayLike) -> Floats:
    """Return the weighted sum of values for each alternative: much of one makes up for little else.

    Parameters
    ----------
    values
        Alternatives by criteria, each 0 to 1 on its preference curve.
    weights
        One per criterion; scaled to a sum of 1.

    Examples
    --------
    >>> rank_additive([[0.5, 0.9], [1.0, 0.0]], [60, 40]).round(2).tolist()
    [0.66, 0.6]
    """
    matrix, shares = as_matrix(values, weights)
    return np.asarray(matrix @ shares, dtype=float)


def rank_by_ideal(
    figures: ArrayLike, weights: ArrayLike, more_is_better: Sequence[bool] | None = None
) -> Floats:
    """Return for each alternative how near it is to the ideal, 0 to 1 (TOPSIS).

    The ideal has the best figure found on every criterion, the anti-ideal the worst.

    Parameters
    ----------
    figures
        Alternatives by criteria, in any unit.
    weights
        One per criterion.
    more_is_better
        One per criterion; by default more is better everywhere.

    Returns
    -------
    array
        Distance to the anti-ideal / (that + distance to the ideal). All 0.5 when the alternatives
        do not differ.

    Notes
    -----
    Figures are divided by the Euclidean norm of their criterion. A criterion on which all figures
    are 0 does not count. Hwang and Yoon (1981), *Multiple Attribute Decision Making*.

    Examples
    --------
    >>> figures = [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]]
    >>> rank_by_ideal(figures, [0.3, 0.4, 0.3]).round(4).tolist()
    [0.5037, 0.6581, 0.7482, 0.334]
    """
    matrix, shares = as_matrix(figures, weights)
    # First by the largest figure, so that squares of very large figures stay finite.
    largest = np.abs(matrix).max(axis=0)
    scaled = matrix / np.where(largest > 0, largest, 1.0)
    norms = np.linalg.norm(scaled, axis=0)
    weighted = shares * scaled / np.where(norms > 0, norms, 1.0)
    if more_is_better is not None:
        weighted = weighted * np.where(np.asarray(more_is_better), 1.0, -1.0)
    to_ideal = np.linalg.norm(weighted - weighted.max(axis=0), axis=1)
    to_worst = np.linalg.norm(weighted - weighted.min(axis=0), axis=1)
    whole = to_ideal + to_worst
    return np.where(whole > 0, to_worst / np.where(whole > 0, whole, 1.0), 0.5)

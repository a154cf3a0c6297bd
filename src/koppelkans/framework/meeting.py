# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The weights at which partners would meet: who would have to move how far."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linprog

from koppelkans.framework.rank import as_matrix

Floats = NDArray[np.float64]

SECOND = 1e-4
"""What the sum of all moves counts beside the largest: only to choose among equals."""


@dataclass(frozen=True)
class Meeting:
    """One set of weights at which an alternative comes first for everybody.

    Attributes
    ----------
    weights
        By criterion; they add up to 1.
    moves
        For each partner the part of its weight that it would move to other criteria, 0 to 1.
    """

    weights: tuple[float, ...]
    moves: tuple[float, ...]


def find_meeting(
    values: Sequence[ArrayLike], weights: Sequence[ArrayLike], alternative: int
) -> Meeting | None:
    """Return the weights nearest to all partners at which an alternative is first for everyone.

    Nearest means: the partner that has to move furthest moves as little as possible. Each partner
    keeps its own preference curves, so its own values.

    Parameters
    ----------
    values
        For each partner: alternatives by criteria, 0 to 1 on its own curves.
    weights
        For each partner its weights.
    alternative
        Number of the alternative.

    Returns
    -------
    Meeting or None
        None when at no weights whatever it comes first, or shares the first place, for all.

    Notes
    -----
    A linear programme: minimise t with ``sum_j |w_j - w_pj| / 2 <= t`` for each partner p,
    ``w @ (V_p[a] - V_p[b]) >= 0`` for each other alternative b, and w on the simplex. With one
    partner it is how far that partner is from this alternative.

    Examples
    --------
    One wants calm, the other low cost; the first alternative is calm, the second cheap.

    >>> values = [[1.0, 0.2], [0.0, 1.0]]
    >>> meeting = find_meeting([values, values], [[0.9, 0.1], [0.3, 0.7]], alternative=0)
    >>> [round(w, 3) for w in meeting.weights], [round(m, 3) for m in meeting.moves]
    ([0.6, 0.4], [0.3, 0.3])
    """
    pairs = [as_matrix(v, w) for v, w in zip(values, weights, strict=True)]
    criteria = pairs[0][0].shape[1]
    rows, limits = _rows(pairs, alternative)
    width = rows.shape[1]
    cost = np.zeros(width)
    cost[criteria:-1] = SECOND / (len(pairs) * criteria)
    cost[-1] = 1.0
    on_simplex = np.zeros((1, width))
    on_simplex[0, :criteria] = 1.0
    solution = linprog(cost, A_ub=rows, b_ub=limits, A_eq=on_simplex, b_eq=[1.0])
    if solution.x is None:
        return None
    found = np.maximum(np.asarray(solution.x[:criteria], dtype=float), 0.0)
    found = found / found.sum()
    moves = tuple(float(np.abs(found - own).sum() / 2) for _, own in pairs)
    return Meeting(tuple(float(w) for w in found), moves)


def _rows(pairs: Sequence[tuple[Floats, Floats]], alternative: int) -> tuple[Floats, list[float]]:
    """Return rows and limits: columns are the weights, each partner's distances, the largest."""
    criteria = pairs[0][0].shape[1]
    width = criteria + len(pairs) * criteria + 1
    rows: list[Floats] = []
    limits: list[float] = []

    def add(entries: dict[int, float], limit: float) -> None:
        row = np.zeros(width)
        for column, factor in entries.items():
            row[column] += factor
        rows.append(row)
        limits.append(limit)

    for partner, (matrix, own) in enumerate(pairs):
        away = criteria * (1 + partner)
        for j in range(criteria):
            add({j: 1.0, away + j: -1.0}, float(own[j]))
            add({j: -1.0, away + j: -1.0}, -float(own[j]))
        add({**{away + j: 0.5 for j in range(criteria)}, width - 1: -1.0}, 0.0)
        for lead in matrix[alternative] - np.delete(matrix, alternative, axis=0):
            add({j: -float(lead[j]) for j in range(criteria)}, 0.0)
    return np.array(rows), limits

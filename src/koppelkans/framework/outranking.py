# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Outranking with a veto, after ELECTRE I: no advantage makes up for being far worse somewhere."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse.csgraph import connected_components

from koppelkans.framework.rank import Floats, as_matrix
from koppelkans.framework.types import FrameworkError
from koppelkans.language import N_, Message

MAJORITY = 0.65
VETO = 0.5


@dataclass(frozen=True)
class Outranking:
    """Which alternative outranks which, in their order.

    Attributes
    ----------
    concordance
        ``concordance[a, b]``: weight of the criteria on which a is at least as good as b.
    discordance
        ``discordance[a, b]``: by how much a is worse than b at most, on one criterion.
    outranks
        ``outranks[a, b]``: the majority is large enough and there is no veto.
    kept
        Alternatives that no other one outranks (the kernel); those that outrank each other in a
        circle count as one.
    """

    concordance: Floats
    discordance: Floats
    outranks: NDArray[np.bool_]
    kept: tuple[int, ...]


def outrank(
    values: ArrayLike,
    weights: ArrayLike,
    majority: float = MAJORITY,
    veto: float = VETO,
    scale: float | None = 1.0,
) -> Outranking:
    """Return which alternatives outrank which, by majority and veto.

    Parameters
    ----------
    values
        Alternatives by criteria, more is better, all on one scale: 0 to 1 on preference curves.
    weights
        One per criterion.
    majority
        Weight that should be in favour, more than half, at most 1.
    veto
        Largest disadvantage on one criterion, as a part of ``scale``, that is still accepted.
    scale
        What counts as the largest disadvantage; None for the largest range found, as in ELECTRE I.

    Raises
    ------
    FrameworkError
        When majority or veto make no sense.

    Notes
    -----
    Roy (1968), *Revue française d'informatique et de recherche opérationnelle* 2(8). Circles are
    taken together before the kernel is found.

    Examples
    --------
    The second is best for most of the weight, but far worse on the last criterion: veto.

    >>> result = outrank([[0.4, 0.4, 0.9], [0.6, 0.6, 0.1]], [0.4, 0.4, 0.2])
    >>> bool(result.outranks[1, 0]), result.kept
    (False, (0, 1))
    """
    matrix, shares = as_matrix(values, weights)
    if not 0.5 < majority <= 1 or not 0 <= veto <= 1 or (scale is not None and scale <= 0):
        raise FrameworkError(
            Message(N_("a majority lies above one half and at most 1, a veto between 0 and 1"))
        )
    ahead = matrix[:, np.newaxis, :] - matrix[np.newaxis, :, :]
    concordance = (ahead >= 0) @ shares
    ranges = matrix.max(axis=0) - matrix.min(axis=0)
    whole = scale if scale is not None else (float(ranges.max()) or 1.0)
    discordance = np.maximum(-ahead, 0.0).max(axis=2) / whole
    # Sums of weights such as 0.1 + 0.2 may fall a rounding short of the majority.
    outranks = (concordance >= majority - 1e-12) & (discordance <= veto + 1e-12)
    np.fill_diagonal(outranks, val=False)
    return Outranking(concordance, discordance, outranks, _kernel(outranks))


def _kernel(outranks: NDArray[np.bool_]) -> tuple[int, ...]:
    count, group = connected_components(outranks, directed=True, connection="strong")
    beats = np.zeros((count, count), dtype=bool)
    for a, b in zip(*np.nonzero(outranks), strict=True):
        beats[group[a], group[b]] |= group[a] != group[b]
    left, kept = set(range(count)), set()
    while left:
        free = {g for g in left if not any(beats[other, g] for other in left)}
        kept |= free
        left -= free | {g for g in left if any(beats[winner, g] for winner in free)}
    return tuple(i for i, g in enumerate(group) if int(g) in kept)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often an alternative comes first, second, ... when weights are not agreed (SMAA)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from koppelkans.framework.sample import NOTHING, Agreed, draw_weights

Floats = NDArray[np.float64]

TIE = 1e-9


@dataclass(frozen=True)
class Acceptability:
    """What all admissible weights together say of alternatives, in their order.

    Attributes
    ----------
    ranks
        ``ranks[a, r]``: share of the draws in which a has rank r (0: first); rows and columns add
        up to 1. Alternatives that tie share the ranks between them.
    central
        ``central[a]``: mean of the weights for which a comes first; nan when there are none.
    confidence
        ``confidence[a]``: share of the draws of the values in which a comes first at its central
        weights; nan when it has none. With certain values it is 1, or a tie.
    """

    ranks: Floats
    central: Floats
    confidence: Floats


def weigh_all(values: ArrayLike, draws: int, seed: int, agreed: Agreed = NOTHING) -> Acceptability:
    """Return rank acceptabilities, central weights and confidence factors.

    Parameters
    ----------
    values
        Alternatives by criteria, each 0 to 1; or draws by alternatives by criteria when the
        figures behind them are uncertain.
    draws
        How many weights are drawn; a share of 0.5 is then known to about ``1 / sqrt(draws)``.
    seed
        Seed of the draws: the same seed gives the same result.
    agreed
        What is known of the weights: an order, bounds.

    Raises
    ------
    FrameworkError
        When no weights fit what is agreed.

    Notes
    -----
    SMAA-2: Lahdelma and Salminen (2001), *Operations Research* 49(3).
    """
    matrix = np.asarray(values, dtype=float)
    weights = draw_weights(matrix.shape[-1], draws, seed, agreed)
    if matrix.ndim == 2:
        totals = weights @ matrix.T
    else:
        totals = np.einsum("dac,dc->da", matrix[np.arange(draws) % len(matrix)], weights)
    first, ranks = _rank_shares(totals)
    chosen = first.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        central = (first.T @ weights) / chosen[:, np.newaxis]
    return Acceptability(ranks, central, _confidence(matrix, central))


def find_acceptability(
    values: Sequence[Sequence[float]], draws: int, seed: int
) -> tuple[float, ...]:
    """Return for each alternative the share of all weights for which it comes first.

    Parameters
    ----------
    values
        For each alternative its value on each criterion, 0 to 1.
    draws, seed
        As for `weigh_all`, of which this is the first column of ``ranks``.

    Returns
    -------
    tuple of float
        Shares in the order of ``values``; they add up to 1.

    Examples
    --------
    Better on every criterion: first for all weights.

    >>> find_acceptability([[0.2, 0.5], [0.3, 0.9]], draws=100, seed=1)
    (0.0, 1.0)
    """
    return tuple(float(share) for share in weigh_all(values, draws, seed).ranks[:, 0])


def _rank_shares(totals: Floats) -> tuple[Floats, Floats]:
    """Return the share of each draw in which an alternative is first, and the mean per rank."""
    count = totals.shape[1]
    ahead = totals[:, np.newaxis, :] - totals[:, :, np.newaxis]
    better = (ahead > TIE).sum(axis=2)
    equal = (np.abs(ahead) <= TIE).sum(axis=2)
    shares = np.empty((count, count))
    first = np.where(better == 0, 1 / equal, 0.0)
    for rank in range(count):
        here = (better <= rank) & (rank < better + equal)
        shares[:, rank] = np.where(here, 1 / equal, 0.0).mean(axis=0)
    # Chains of near ties can count a rank double; the draw is then shared.
    first = first / first.sum(axis=1, keepdims=True)
    shares[:, 0] = first.mean(axis=0)
    return first, shares


def _confidence(matrix: Floats, central: Floats) -> Floats:
    samples = matrix[np.newaxis] if matrix.ndim == 2 else matrix
    found = np.full(len(central), np.nan)
    for number, weights in enumerate(central):
        if np.isfinite(weights).all():
            first, _ = _rank_shares(samples @ weights)
            found[number] = first[:, number].mean()
    return found

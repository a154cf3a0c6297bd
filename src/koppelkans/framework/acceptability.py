# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often an alternative comes first when weights are not agreed."""

from collections.abc import Sequence

import numpy as np

TIE = 1e-9


def find_acceptability(
    values: Sequence[Sequence[float]], draws: int, seed: int
) -> tuple[float, ...]:
    """Return for each alternative the share of all weights for which it comes first.

    Weights are drawn uniformly from all that are at least 0 and add up to 1 (a Dirichlet
    distribution with all parameters 1). Alternatives that tie for the first place share the draw.

    Parameters
    ----------
    values
        For each alternative its value on each criterion, 0 to 1.
    draws
        How many weights are drawn; a share of 0.5 is then known to about ``1 / sqrt(draws)``.
    seed
        Seed of the draws: the same seed gives the same shares.

    Returns
    -------
    tuple of float
        Shares in the order of ``values``; they add up to 1.

    Notes
    -----
    First-rank acceptability index of SMAA-2: Lahdelma and Salminen (2001), Operations Research
    49(3).

    Examples
    --------
    Better on every criterion: first for all weights.

    >>> find_acceptability([[0.2, 0.5], [0.3, 0.9]], draws=100, seed=1)
    (0.0, 1.0)
    """
    matrix = np.asarray(values, dtype=float)
    weights = np.random.default_rng(seed).dirichlet(np.ones(matrix.shape[1]), size=draws)
    totals = weights @ matrix.T
    first = totals >= totals.max(axis=1, keepdims=True) - TIE
    shares = (first / first.sum(axis=1, keepdims=True)).mean(axis=0)
    return tuple(float(share) for share in shares)

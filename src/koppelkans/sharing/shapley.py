# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Shapley value: what each adds on average, over all orders in which partners could join.

Source: Shapley (1953), A value for n-person games, in Contributions to the theory of games II.
"""

from math import factorial

import numpy as np

from koppelkans.sharing.game import Floats, Game


def shapley(game: Game) -> Floats:
    r"""Return the Shapley value of a game, shape (n,), in the unit of its worths.

    .. math:: x_i = \sum_{S \not\ni i} \frac{s!\,(n-s-1)!}{n!}\,(v(S \cup i) - v(S))

    >>> shapley(Game.exact("ab", [0, 1, 2, 5]))
    array([2., 3.])
    """
    players = len(game.players)
    sizes = game.membership.sum(axis=1).astype(int)
    weights = np.array(
        [factorial(s) * factorial(players - s - 1) / factorial(players) for s in range(players)]
    )
    values = np.empty(players)
    for player in range(players):
        worth = game.worth.reshape(-1, 2, 1 << player)
        size = sizes.reshape(-1, 2, 1 << player)[:, 0]
        values[player] = np.sum(weights[size] * (worth[:, 1] - worth[:, 0]))
    return values

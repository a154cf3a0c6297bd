# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Shapley value of many partners: over orders drawn at random, with its uncertainty."""

from dataclasses import dataclass

import numpy as np

from koppelkans.sharing.game import TABLE_PLAYERS, Floats, Integers
from koppelkans.sharing.parts_game import PartsGame
from koppelkans.sharing.shapley import shapley

WORTHS = 400
"""How many worths are computed at the most, so that it ends within seconds."""
Z_95 = 1.959964
"""Of the normal distribution, for 95 % confidence on two sides."""


@dataclass(frozen=True)
class Value:
    """A Shapley value per player, with half the width of its 95 % interval (0: exact).

    ``draws`` is the number of orders drawn; 0 when all are counted.
    """

    gains: Floats
    half_width: Floats
    draws: int = 0


def shapley_of_parts(game: PartsGame, *, seed: int = 1) -> Value:
    """Return the Shapley value: exact up to 14 players, beyond that from random orders.

    What is drawn is only the difference with the game in which every coalition takes part as a
    whole, whose value has a closed form: when nobody would rather stay out, the interval is zero.

    Parameters
    ----------
    seed
        Seed of the drawing.
    """
    players = len(game.players)
    if players <= TABLE_PLAYERS:
        return Value(shapley(game.write_out()), np.zeros(players))
    draws = max(2, WORTHS // (2 * players)) * 2
    generator = np.random.default_rng(seed)
    differences = np.zeros((draws // 2, players))
    for draw in range(draws // 2):
        order = generator.permutation(players)
        # Each order and its reverse: their errors partly cancel out.
        pair = _differences(game, order) + _differences(game, order[::-1])
        differences[draw] = pair / 2
    spread = differences.std(axis=0, ddof=1) / np.sqrt(len(differences))
    gains = game.shapley_when_all_follow() + differences.mean(axis=0)
    return Value(gains, Z_95 * spread, draws)


def _differences(game: PartsGame, order: Integers) -> Floats:
    """Return per player what it adds in this order beyond what it adds when all take part."""
    added = np.zeros(len(order))
    coalition: frozenset[int] = frozenset()
    before = 0.0
    for number, player in enumerate(order, start=1):
        coalition |= {int(player)}
        last = number == len(order)
        worth = game.total if last else game.worth(coalition)
        after = worth - game.following(coalition)
        added[player] = after - before
        before = after
    return added

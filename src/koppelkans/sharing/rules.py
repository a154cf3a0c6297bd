# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sharing rules: each divides what a game yields over its players."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from koppelkans.language import N_
from koppelkans.sharing.game import Floats, Game, Worths
from koppelkans.sharing.nucleolus import nucleolus
from koppelkans.sharing.parts_game import PartsGame
from koppelkans.sharing.sample import shapley_of_parts
from koppelkans.sharing.shapley import shapley


class Rule(StrEnum):
    """How a joint gain is divided."""

    EQUAL = "equal"
    STAND_ALONE_COST = "proportional_to_stand_alone_cost"
    BENEFIT = "proportional_to_benefit"
    SCRB = "scrb"
    SHAPLEY = "shapley"
    NUCLEOLUS = "nucleolus"
    OWN = "own"


RULE_LABELS: dict[Rule, str] = {
    Rule.EQUAL: N_("Everybody gains the same"),
    Rule.STAND_ALONE_COST: N_("In proportion to what each would pay alone"),
    Rule.BENEFIT: N_("In proportion to what each benefits"),
    Rule.SCRB: N_("Separable costs, remaining benefits"),
    Rule.SHAPLEY: N_("By what each adds on average (Shapley)"),
    Rule.NUCLEOLUS: N_("The least content group as content as can be (nucleolus)"),
    Rule.OWN: N_("The partners' own rule"),
}


@dataclass(frozen=True)
class Weights:
    """What proportional rules go by, per player, EUR, zero or more: shape (n,) each."""

    cost_alone: Floats
    benefit: Floats

    def leave(self, player: int) -> "Weights":
        """Return the weights of the others."""
        return Weights(np.delete(self.cost_alone, player), np.delete(self.benefit, player))


@dataclass(frozen=True)
class Division:
    """Gains per player beyond going alone, EUR, shape (n,).

    ``half_width`` is half of the 95 % interval of each (0: exact); ``complete`` says whether
    the nucleolus was followed to its last level.
    """

    gains: Floats
    half_width: Floats
    complete: bool = True


def divide(rule: Rule, game: Worths, weights: Weights, *, seed: int = 1) -> Division:
    """Return what each player gains under a rule; the gains add up to the total of the game.

    Parameters
    ----------
    rule
        Any but the own rule, which does not look at the game.
    weights
        For the proportional rules.
    seed
        For the Shapley value of many players.
    """
    exact = np.zeros(len(game.players))
    match rule:
        case Rule.EQUAL:
            return Division(in_proportion(game.total, np.zeros(len(game.players))), exact)
        case Rule.STAND_ALONE_COST:
            return Division(in_proportion(game.total, weights.cost_alone), exact)
        case Rule.BENEFIT:
            return Division(in_proportion(game.total, weights.benefit), exact)
        case Rule.SCRB:
            return Division(separable(game), exact)
        case Rule.SHAPLEY:
            return _shapley(game, seed)
        case Rule.NUCLEOLUS:
            found = nucleolus(game)
            return Division(found.gains, exact, found.complete)
        case Rule.OWN:
            raise ValueError("the own rule divides items of a valuation, not a game")


def in_proportion(total: float, weights: Floats) -> Floats:
    """Return a total divided in proportion to weights; equally when all are zero.

    >>> in_proportion(10.0, np.array([1.0, 4.0]))
    array([2., 8.])
    """
    whole = weights.sum()
    parts = weights / whole if whole > 0 else np.full(len(weights), 1 / len(weights))
    return np.asarray(total * parts)


def separable(game: Worths) -> Floats:
    r"""Return separable costs-remaining benefits, seen as a division of what is saved.

    With :math:`m_i` the separable cost of i (what all together pay more because of i), each pays
    :math:`m_i` and the rest is divided in proportion to the remaining benefit, what i pays alone
    minus :math:`m_i`. That is the same as dividing the savings in proportion to what each adds
    to them as the last one in:

    .. math:: x_i = v(i) + \frac{M_i - v(i)}{\sum_j (M_j - v(j))} (v(N) - \sum_j v(j)),
              \quad M_i = v(N) - v(N \setminus i)

    Where somebody adds less than it has alone, its remaining benefit counts as zero.

    Source: Federal Inter-Agency River Basin Committee (1950), Proposed practices for economic
    analysis of river basin projects; Young, Okada and Hashimoto (1982).
    """
    added = np.maximum(game.total - game.without - game.alone, 0.0)
    return np.asarray(game.alone + in_proportion(game.total - float(game.alone.sum()), added))


def _shapley(game: Worths, seed: int) -> Division:
    if isinstance(game, Game):
        return Division(shapley(game), np.zeros(len(game.players)))
    if isinstance(game, PartsGame):
        value = shapley_of_parts(game, seed=seed)
        return Division(value.gains, value.half_width)
    raise TypeError(type(game).__name__)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same weights through four ways of ranking, to see whether they agree."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from koppelkans.framework.outranking import outrank
from koppelkans.framework.promethee import Preference, Shape, rank_by_preference
from koppelkans.framework.rank import Floats, rank_additive, rank_by_ideal
from koppelkans.framework.robustness import Reversal, find_reversals
from koppelkans.framework.types import PartnerRanking

INDIFFERENT, PREFERRED = 0.05, 0.25
"""Differences in value that do not matter, and that count in full, for PROMETHEE."""


class Method(StrEnum):
    """A way of ranking."""

    ADDED_VALUE = "added_value"
    IDEAL = "ideal"
    """TOPSIS."""
    PREFERENCE = "preference"
    """PROMETHEE II."""
    OUTRANKING = "outranking"
    """ELECTRE I with a veto: keeps or drops, does not order."""


@dataclass(frozen=True)
class MethodRanking:
    """What one way of ranking says, for one partner.

    Attributes
    ----------
    method
        The way of ranking.
    scores
        By alternative, higher is better: added value and TOPSIS 0 to 1, net flow -1 to 1, for
        outranking 1 when kept and 0 when dropped.
    best
        The alternatives with the highest score.
    reversals
        Names of alternatives: when the first leaves, the second and third change places.
    """

    method: Method
    scores: dict[str, float]
    best: tuple[str, ...]
    reversals: tuple[tuple[str, str, str], ...]


def rank_by_methods(ranking: PartnerRanking) -> tuple[MethodRanking, ...]:
    """Return how four ways of ranking judge, by a partner's own weights and curves.

    All work on values from 0 to 1 on its own curves, so that units do not matter: TOPSIS as it
    is; PROMETHEE II with a preference that rises from a difference of 0.05 to one of 0.25;
    outranking with a majority of 65 % of the weight and a veto above a disadvantage of 0.5.
    """
    names = list(ranking.values)
    ids = list(ranking.weights)
    matrix = np.array([[ranking.values[name][id_] for id_ in ids] for name in names])
    weights = np.array([ranking.weights[id_] for id_ in ids])
    shape = Preference(Shape.LINEAR, INDIFFERENT, PREFERRED)

    def by_preference(figures: Floats) -> Floats:
        return rank_by_preference(figures, weights, [shape] * len(weights)).net

    def by_outranking(figures: Floats) -> Floats:
        kept = outrank(figures, weights).kept
        return np.array([float(number in kept) for number in range(len(figures))])

    ways = {
        Method.ADDED_VALUE: lambda figures: rank_additive(figures, weights),
        Method.IDEAL: lambda figures: rank_by_ideal(figures, weights),
        Method.PREFERENCE: by_preference,
        Method.OUTRANKING: by_outranking,
    }
    found = []
    for method, rank in ways.items():
        scores = dict(zip(names, (float(score) for score in rank(matrix)), strict=True))
        highest = max(scores.values())
        found.append(
            MethodRanking(
                method,
                scores,
                tuple(name for name in names if scores[name] >= highest - 1e-9),
                tuple(_named(reversal, names) for reversal in find_reversals(matrix, rank)),
            )
        )
    return tuple(found)


def _named(reversal: Reversal, names: list[str]) -> tuple[str, str, str]:
    return names[reversal.removed], names[reversal.first], names[reversal.second]

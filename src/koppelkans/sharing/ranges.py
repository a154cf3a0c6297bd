# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
r"""Costs that are given as a range: what holds wherever in it they turn out to lie.

The payments are agreed on now, at the figures as given; what a partner that gave a range gains
by them moves along with its own costs. With :math:`f_i` the most its gain can fall, a group
:math:`S` in which only :math:`R` take part gains by leaving at most

.. math:: w(R) - x(S) + \sum_{i \in S \setminus R} f_i

because what a member loses in the programme and by itself alike makes no difference to leaving.
The price of a budget that is stretched is taken at the figures as given.
"""

from dataclasses import dataclass

import numpy as np

from koppelkans.case import Case, Schedule, Variant, Work
from koppelkans.sharing.game import Floats
from koppelkans.sharing.parts_game import Part, PartsGame
from koppelkans.value.start_values import find_streams


@dataclass(frozen=True)
class Swings:
    """How far the gain of each player may lie below and above the figures as given; EUR."""

    falls: Floats
    rises: Floats

    def __bool__(self) -> bool:
        return bool(np.any(self.falls) or np.any(self.rises))


def has_range(variant: Variant) -> bool:
    """Whether the investment of a variant is given as a range."""
    return variant.investment_low_eur is not None or variant.investment_high_eur is not None


def find_swings(
    case: Case, players: tuple[str, ...], baseline: Schedule, programme: Schedule
) -> Swings:
    """Return how far gains may move when investments lie elsewhere in their ranges.

    Each investment moves by itself; it counts in the baseline, in the programme, or in both,
    where only the difference in moment is left.
    """
    falls, rises = np.zeros(len(players)), np.zeros(len(players))
    number = {player: index for index, player in enumerate(players)}
    for variant in filter(has_range, case.variants):
        player = number.get(case.task[variant.task_id].partner_id)
        per_euro = _per_euro(case, programme, variant) - _per_euro(case, baseline, variant)
        ends = (variant.investment_low_eur, variant.investment_high_eur)
        moves = [per_euro * (end - variant.investment_eur) for end in ends if end is not None]
        if player is not None:
            falls[player] += max(0.0, *(-move for move in moves))
            rises[player] += max(0.0, *moves)
    return Swings(falls, rises)


def _per_euro(case: Case, schedule: Schedule, variant: Variant) -> float:
    """Return what one euro of investment changes to the value of a schedule; 0 when not done."""
    work = schedule.works.get(variant.task_id)
    if work is None or work.variant.id != variant.id:
        return 0.0
    return _worth(case, work, 1.0) - _worth(case, work, 0.0)


def _worth(case: Case, work: Work, investment_eur: float) -> float:
    variant = work.variant.model_copy(update={"investment_eur": investment_eur})
    start = np.array([work.start - case.first_quarter])
    return sum(float(stream.eur[0]) for stream in find_streams(case, work.task, variant, start))


def shift_gains(game: PartsGame, amounts: Floats) -> PartsGame:
    """Return the game in which each player has this much more when it takes part; EUR."""
    own = [Part(float(eur), frozenset([player])) for player, eur in enumerate(amounts)]
    shifted = PartsGame.of(game.players, [*game.parts, *own])
    return PartsGame(shifted.players, shifted.parts, game.everybody)

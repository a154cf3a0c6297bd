# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tests of a division: who would rather go alone, which group would rather leave, who loses."""

from enum import StrEnum

import numpy as np
from pydantic import BaseModel, ConfigDict

from koppelkans.sharing.game import TABLE_PLAYERS, Floats, Game, Worths, who_is_in
from koppelkans.sharing.nucleolus import nucleolus
from koppelkans.sharing.rules import Rule, Weights, divide

HALF_A_CENT = 0.005


class Verdict(StrEnum):
    """What can be said about a statement when worths are known within an interval."""

    PROVEN = "proven"
    REFUTED = "refuted"
    NOT_PROVEN = "not_proven"


class GroupTest(BaseModel):
    """Whether no group of partners would do better by leaving: the core.

    The coalition is the most dissatisfied one, and the excess what it would gain by leaving, EUR;
    negative: what it would lose. With an interval the excess is what it reaches for certain, and
    ``excess_at_most_eur`` what it reaches at the most.
    """

    model_config = ConfigDict(frozen=True)

    verdict: Verdict
    coalition: tuple[str, ...]
    excess_eur: float
    excess_at_most_eur: float


class JoinTest(BaseModel):
    """Whether nobody loses when a partner joins: what each loses by whose joining, EUR."""

    model_config = ConfigDict(frozen=True)

    verdict: Verdict
    joining: str = ""
    loser: str = ""
    loss_eur: float = 0.0


def check_groups(game: Worths, gains: Floats) -> GroupTest:
    """Return whether any group, from one partner to all but one, would do better by leaving.

    >>> check_groups(Game.exact("ab", [0, 1, 2, 5]), np.array([0.5, 4.5])).coalition
    ('a',)
    """
    if len(game.players) < 2:
        return GroupTest(
            verdict=Verdict.PROVEN, coalition=(), excess_eur=0.0, excess_at_most_eur=0.0
        )
    worst, certain = game.most_dissatisfied(gains, frozenset())
    possible = certain
    if isinstance(game, Game) and game.upper is not game.worth:
        found, possible = game.worst(game.excesses(gains, at_most=True))
        worst = worst if certain > HALF_A_CENT else found
        certain = float(game.excesses(gains)[worst])
    verdict = verdict_of(certain, possible)
    return GroupTest(
        verdict=verdict,
        coalition=who_is_in(game.players, worst),
        excess_eur=certain,
        excess_at_most_eur=possible,
    )


def verdict_of(certain: float, possible: float) -> Verdict:
    """Return what can be said of "none has an excess" when the largest lies between these, EUR."""
    if certain > HALF_A_CENT:
        return Verdict.REFUTED
    return Verdict.PROVEN if possible <= HALF_A_CENT else Verdict.NOT_PROVEN


def stable_division_exists(game: Worths) -> Verdict:
    """Return whether any division at all keeps every group in: whether the core has one.

    With intervals: proven when it holds even if each group reaches its most, refuted when it
    fails even if each reaches no more than is certain.
    """
    if len(game.players) < 2:
        return Verdict.PROVEN
    if isinstance(game, Game) and game.upper is not game.worth:
        upper = game.upper.copy()
        upper[-1] = game.worth[-1]
        if _largest_excess(Game.exact(game.players, upper)) <= HALF_A_CENT:
            return Verdict.PROVEN
        certain = _largest_excess(Game.exact(game.players, game.worth))
        return Verdict.REFUTED if certain > HALF_A_CENT else Verdict.NOT_PROVEN
    return Verdict.REFUTED if _largest_excess(game) > HALF_A_CENT else Verdict.PROVEN


def _largest_excess(game: Worths) -> float:
    if game.alone.sum() > game.total + HALF_A_CENT:
        return float(game.alone.sum() - game.total)
    return nucleolus(game).largest_excess


def check_joining(rule: Rule, game: Worths, weights: Weights, gains: Floats) -> JoinTest:
    """Return whether nobody gets less because somebody joined.

    For every partner the same rule divides what the others reach without it. Beyond 16 partners
    the rules that take long are not tested, and it says that it is not proven.
    """
    players = len(game.players)
    slow = rule in (Rule.SHAPLEY, Rule.NUCLEOLUS)
    if players < 2:
        return JoinTest(verdict=Verdict.PROVEN)
    if slow and players > TABLE_PLAYERS:
        return JoinTest(verdict=Verdict.NOT_PROVEN)
    worst = (0.0, 0, 0)
    for joining in range(players):
        before = divide(rule, game.leave(joining), weights.leave(joining)).gains
        others = [player for player in range(players) if player != joining]
        losses = before - gains[others]
        loser = int(np.argmax(losses))
        worst = max(worst, (float(losses[loser]), joining, others[loser]))
    loss, joining, loser = worst
    if loss <= HALF_A_CENT:
        return JoinTest(verdict=Verdict.PROVEN)
    return JoinTest(
        verdict=Verdict.REFUTED,
        joining=game.players[joining],
        loser=game.players[loser],
        loss_eur=loss,
    )

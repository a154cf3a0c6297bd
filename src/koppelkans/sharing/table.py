# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rules side by side: what each partner gains and pays under each, and whether it holds."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from pydantic import BaseModel, ConfigDict

from koppelkans.case import Case, Schedule
from koppelkans.opportunity.types import JointEffect
from koppelkans.sharing.agreed import Given, given_payments
from koppelkans.sharing.fairness import (
    GroupTest,
    JoinTest,
    Verdict,
    check_groups,
    check_joining,
    stable_division_exists,
    verdict_of,
)
from koppelkans.sharing.game import TABLE_PLAYERS, Floats, Worths
from koppelkans.sharing.occupation_game import (
    Accounts,
    OccupationGame,
    account_of,
    occupation_game,
)
from koppelkans.sharing.own_rule import own_payments
from koppelkans.sharing.parts_game import Part, PartsGame
from koppelkans.sharing.ranges import Swings, find_swings, shift_gains
from koppelkans.sharing.rules import Division, Rule, Weights, divide
from koppelkans.value.types import Category, Valuation


class RuleResult(BaseModel):
    """One rule, on one programme: present values in EUR by partner, in the order of the players.

    Attributes
    ----------
    gains
        What each is better off than alone.
    payments
        What each receives (negative: pays), besides the payments that stand already.
    half_width
        Half the 95 % interval of each gain; zeros when exact.
    balance_eur
        Sum of the payments: zero to rounding, or the rule does not balance.
    nobody_worse_off
        Individual rationality: whether nobody is worse off than alone; and who is worst off.
        Like ``groups`` it holds wherever in their ranges costs lie, or says it is not proven.
    """

    model_config = ConfigDict(frozen=True)

    rule: Rule
    gains: tuple[float, ...]
    payments: tuple[float, ...]
    half_width: tuple[float, ...]
    complete: bool
    balance_eur: float
    nobody_worse_off: Verdict
    worst_off: str
    groups: GroupTest
    joining: JoinTest


class Bystander(BaseModel):
    """A partner without a budget: it gains or loses, but can neither pay nor be paid."""

    model_config = ConfigDict(frozen=True)

    partner_id: str
    alone_net_eur: float
    together_net_eur: float


class SharingTable(BaseModel):
    """All rules on one programme.

    Attributes
    ----------
    players
        Partners with a budget: among them money can move.
    total_eur
        What they gain together, after payments from outside that stand already.
    stable_division
        Whether there is any division that no group of partners would leave.
    bystanders
        Partners without a budget, with what they gain or lose. No payment changes that.
    """

    model_config = ConfigDict(frozen=True)

    players: tuple[str, ...]
    total_eur: float
    alone: tuple[float, ...]
    together: tuple[float, ...]
    given: tuple[float, ...]
    stable_division: Verdict
    rules: tuple[RuleResult, ...]
    bystanders: tuple[Bystander, ...]


@dataclass(frozen=True, eq=False)
class Situation:
    """What all of sharing starts from: the accounts alone and together, and the game.

    ``alone`` and ``together`` hold net present values by partner with the agreed payments in
    them, in EUR.
    """

    case: Case
    baseline: Valuation
    programme: Valuation
    alone_schedule: Schedule
    schedule: Schedule
    given: Given
    occupation: OccupationGame
    accounts: Accounts
    alone: dict[str, float]
    together: dict[str, float]
    swings: Swings

    @property
    def game(self) -> PartsGame:
        """What each group of partners reaches within this programme."""
        return self.occupation.game

    @property
    def players(self) -> tuple[str, ...]:
        """Partners with a budget."""
        return self.game.players

    def weights(self) -> Weights:
        """Return what the proportional rules go by."""
        cost = _sums(self.case, self.baseline, self.accounts, Category.COST)
        benefit = _sums(self.case, self.programme, self.accounts, Category.BENEFIT)
        return Weights(
            np.array([max(0.0, -cost[p]) for p in self.players]),
            np.array([max(0.0, benefit[p]) for p in self.players]),
        )


def situation(
    alone: Schedule,
    together: Schedule,
    baseline: Valuation,
    programme: Valuation,
    joint_effects: Iterable[JointEffect],
    accounts: Accounts = Accounts.MONEY,
) -> Situation:
    """Return what there is to share: see `Situation`.

    Parameters
    ----------
    alone, together
        The two schedules.
    baseline, programme
        Their valuations.
    joint_effects
        From ``koppelkans.opportunity.find_joint_effects``.
    accounts
        Whose gains count in the game.
    """
    case = together.case
    given = given_payments(case, alone, together)
    found = occupation_game(together, baseline, programme, joint_effects, accounts)
    number = {player: index for index, player in enumerate(found.game.players)}
    outside = [
        Part(given.together[p] - given.alone[p], frozenset([index])) for p, index in number.items()
    ]
    game = PartsGame.of(found.game.players, [*found.game.parts, *outside])
    return Situation(
        case=case,
        baseline=baseline,
        programme=programme,
        alone_schedule=alone,
        schedule=together,
        given=given,
        occupation=OccupationGame(game, found.common),
        accounts=accounts,
        alone=_add(_sums(case, baseline, accounts), given.alone),
        together=_add(_sums(case, programme, accounts), given.together),
        swings=find_swings(case, found.game.players, alone, together),
    )


def _add(amounts: dict[str, float], more: dict[str, float]) -> dict[str, float]:
    return {partner_id: eur + more[partner_id] for partner_id, eur in amounts.items()}


def _sums(
    case: Case, valuation: Valuation, accounts: Accounts, category: Category | None = None
) -> dict[str, float]:
    sums = {partner.id: 0.0 for partner in case.partners}
    for entry in valuation.entries:
        if category in (None, entry.category):
            sums[account_of(case, entry, accounts)] += entry.eur
    return sums


def compare_rules(found: Situation, *, seed: int = 1) -> SharingTable:
    """Return all rules side by side, each with its tests.

    The own rule is among them when the case has one. Exact up to 16 partners; beyond that the
    Shapley value comes with an interval, and what cannot be tested in time is not proven.
    """
    case, players = found.case, found.players
    alone = _sums(case, found.baseline, Accounts.MONEY)
    together = _sums(case, found.programme, Accounts.MONEY)
    bystanders = tuple(
        Bystander(
            partner_id=partner.id,
            alone_net_eur=alone[partner.id],
            together_net_eur=together[partner.id],
        )
        for partner in case.partners
        if not partner.has_budget
    )
    game = written_out(found.game)
    rules = [rule for rule in Rule if rule is not Rule.OWN] if players else []
    results = [_result(found, game, rule, divide_rule(found, game, rule, seed)) for rule in rules]
    own = _own(found)
    if own is not None:
        results.append(_result(found, game, Rule.OWN, own))
    return SharingTable(
        players=players,
        total_eur=game.total,
        alone=tuple(found.alone[p] for p in players),
        together=tuple(found.together[p] for p in players),
        given=tuple(found.given.together[p] for p in players),
        stable_division=_stable_division(found, game),
        rules=tuple(results),
        bystanders=bystanders,
    )


def written_out(game: PartsGame) -> Worths:
    """Return a game with its coalitions written out when there are few enough players."""
    return game.write_out() if len(game.players) <= TABLE_PLAYERS else game


def divide_rule(found: Situation, game: Worths, rule: Rule, seed: int) -> Division:
    """Return the gains under a rule that looks at the game."""
    return divide(rule, game, found.weights(), seed=seed)


def _own(found: Situation) -> Division | None:
    payments = own_payments(found.case, found.programme)
    if payments is None:
        return None
    gains = [found.together[p] + payments[p] - found.alone[p] for p in found.players]
    return Division(np.array(gains), np.zeros(len(gains)))


def _result(found: Situation, game: Worths, rule: Rule, division: Division) -> RuleResult:
    gains = division.gains
    payments = payments_for(found, gains)
    surely = gains + division.half_width + found.swings.rises
    at_least = gains - division.half_width - found.swings.falls
    better_off = verdict_of(float(-surely.min()), float(-at_least.min()))
    worst = int(np.argmin(surely if better_off is Verdict.REFUTED else at_least))
    if rule is Rule.OWN:
        joining = JoinTest(verdict=Verdict.NOT_PROVEN)
    else:
        joining = check_joining(rule, game, found.weights(), gains)
    return RuleResult(
        rule=rule,
        gains=tuple(gains.tolist()),
        payments=tuple(payments.tolist()),
        half_width=tuple(division.half_width.tolist()),
        complete=division.complete,
        balance_eur=float(payments.sum()),
        nobody_worse_off=better_off,
        worst_off=found.players[worst],
        groups=_test_groups(found, game, gains),
        joining=joining,
    )


def _stable_division(found: Situation, game: Worths) -> Verdict:
    """Return whether some payments keep every group in, wherever in their ranges costs lie."""
    if not found.swings:
        return stable_division_exists(game)
    at_best, at_worst = (
        stable_division_exists(written_out(shift_gains(found.game, amounts)))
        for amounts in (found.swings.rises, -found.swings.falls)
    )
    if at_worst is Verdict.PROVEN or at_best is Verdict.REFUTED:
        return at_worst
    return Verdict.NOT_PROVEN


def _test_groups(found: Situation, game: Worths, gains: Floats) -> GroupTest:
    """Return whether a group would leave, wherever in their ranges costs turn out to lie."""
    swings = found.swings
    if not swings:
        return check_groups(game, gains)
    least = written_out(shift_gains(found.game, swings.rises))
    most = written_out(shift_gains(found.game, -swings.falls))
    certain = check_groups(least, gains + swings.rises)
    possible = check_groups(most, gains - swings.falls)
    found_test = certain if certain.verdict is Verdict.REFUTED else possible
    return found_test.model_copy(
        update={
            "verdict": verdict_of(certain.excess_eur, possible.excess_eur),
            "excess_eur": certain.excess_eur,
            "excess_at_most_eur": possible.excess_eur,
        }
    )


def payments_for(found: Situation, gains: Floats) -> Floats:
    """Return what each receives (negative: pays) so that it gains this, EUR, adding up to zero.

    What rounding leaves (less than a millionth of a euro) is taken off the largest payment; a
    larger difference stays, for it is real.
    """
    alone = np.array([found.alone[p] for p in found.players])
    together = np.array([found.together[p] for p in found.players])
    payments = np.asarray(alone + gains - together)
    if len(payments) and abs(payments.sum()) < 1e-3:
        payments[int(np.argmax(np.abs(payments)))] -= payments.sum()
    return payments

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The occupation game: what each group of partners reaches within a programme that is fixed.

A group that stays takes its own tasks as the programme has them, and shares openings, closed
weeks and joint effects among its members only. Who would lose by that goes alone instead, as in
the baseline. Exact, and instant: see `parts_game`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from koppelkans.case import Case, Schedule
from koppelkans.opportunity.types import JointEffect
from koppelkans.sharing.common import Common, find_common, owner_of_nuisance
from koppelkans.sharing.parts_game import Part, PartsGame
from koppelkans.value.types import Entry, EntryKind, Valuation

SHARED_KINDS = frozenset(
    {EntryKind.OPENING, EntryKind.TRAFFIC, EntryKind.NUISANCE, EntryKind.JOINT_EFFECT}
    | {EntryKind.SAVING}
)


class Accounts(StrEnum):
    """Whose gains count."""

    MONEY = "money"
    """What falls on the account of the partners with a budget: what they can pay from."""
    SOCIETY = "society"
    """That, and what falls to those without a budget, counted for the owner of the task."""


@dataclass(frozen=True)
class OccupationGame:
    """The game, and the amounts that it consists of.

    Attributes
    ----------
    game
        Worths are present values in EUR beyond going alone. Players are the partners with a
        budget, with or without tasks.
    common
        Shared amounts behind it, for those who want to know where a number comes from.
    """

    game: PartsGame
    common: tuple[Common, ...]


def occupation_game(
    programme: Schedule,
    baseline: Valuation,
    valuation: Valuation,
    joint_effects: Iterable[JointEffect],
    accounts: Accounts = Accounts.MONEY,
) -> OccupationGame:
    """Return the game of a programme.

    Parameters
    ----------
    programme
        What is done when.
    baseline
        Valuation of everyone alone.
    valuation
        Valuation of the programme.
    joint_effects
        From ``koppelkans.opportunity.find_joint_effects``.
    accounts
        Whose gains count.

    Returns
    -------
    OccupationGame
        Its total is, to rounding, what the players gain together by the programme.
    """
    case = programme.case
    build = _Build(case, accounts)
    common = tuple(find_common(programme, joint_effects))
    for entry in baseline.entries:
        build.add_entry(entry, -1.0)
    for entry in valuation.entries:
        if not (entry.kind in SHARED_KINDS or _is_common_stretch(entry)):
            build.add_entry(entry, 1.0)
    for found in common:
        build.add_common(found)
    return OccupationGame(PartsGame.of(build.players, build.parts), common)


def account_of(case: Case, entry: Entry, accounts: Accounts) -> str:
    """Return whose gain an entry counts as: see `Accounts`."""
    if accounts is Accounts.MONEY or case.partner[entry.partner_id].has_budget:
        return entry.partner_id
    owner = case.task[entry.task_id].partner_id if entry.task_id else entry.partner_id
    return owner if case.partner[owner].has_budget else entry.partner_id


def _is_common_stretch(entry: Entry) -> bool:
    return entry.kind is EntryKind.STRETCH and entry.task_id is None


class _Build:
    """Collects parts; knows who is a player and who is not."""

    def __init__(self, case: Case, accounts: Accounts) -> None:
        self.case, self.accounts = case, accounts
        self.players = tuple(partner.id for partner in case.partners if partner.has_budget)
        self.number = {partner_id: number for number, partner_id in enumerate(self.players)}
        self.parts: list[Part] = []

    def add_entry(self, entry: Entry, sign: float) -> None:
        """Add what one task changes on one account: it takes its owner and the account."""
        owner = self.case.task[entry.task_id].partner_id if entry.task_id else entry.partner_id
        self._add(sign * entry.eur, [owner], entry.partner_id, once=False)

    def add_common(self, common: Common) -> None:
        """Add a shared amount, as far as it falls on players."""
        owners = [self.case.task[task_id].partner_id for task_id in common.task_ids]
        if common.partner_id is not None:
            self._add(common.eur, owners, common.partner_id, once=False)
        elif common.kind is EntryKind.NUISANCE and self._is_on_others(common):
            self._add_nuisance(common, owners)
        else:
            self._add_slice(common.eur, owners)

    def _add(self, eur: float, owners: Sequence[str], account: str, *, once: bool) -> None:
        who = [owner for owner in owners if owner in self.number]
        if account in self.number:
            who.append(account)
        elif self.accounts is Accounts.MONEY or not who:
            return
        self.parts.append(Part(eur, self._numbers(who), once))

    def _add_slice(self, eur: float, owners: Sequence[str]) -> None:
        """Add a slice that is paid once; who has no budget carries the part of its own tasks."""
        payers = [owner for owner in owners if owner in self.number]
        if payers:
            part = eur * len(payers) / len(owners)
            self.parts.append(Part(part, self._numbers(payers), once=True))

    def _is_on_others(self, common: Common) -> bool:
        return any(
            owner_of_nuisance(self.case, task_id) != self.case.task[task_id].partner_id
            for task_id in common.task_ids
        )

    def _add_nuisance(self, common: Common, owners: Sequence[str]) -> None:
        account = owner_of_nuisance(self.case, common.task_ids[0])
        if account not in self.number:
            if self.accounts is Accounts.SOCIETY:
                self._add_slice(common.eur, owners)
            return
        share: defaultdict[str, float] = defaultdict(float)
        for owner in owners:
            share[owner] += common.eur / len(owners)
        for owner, eur in share.items():
            self._add(eur, [owner], account, once=False)

    def _numbers(self, who: Iterable[str]) -> frozenset[int]:
        return frozenset(self.number[partner_id] for partner_id in who)

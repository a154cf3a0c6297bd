# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gains and who pays: costs and benefits by effect, account and beneficiary."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from koppelkans.case import Beneficiary, Case
from koppelkans.value.types import Category, Entry, EntryKind, Valuation


class Row(NamedTuple):
    """What a row of the matrix is about."""

    category: Category
    kind: EntryKind
    name: str
    key_figure_id: str | None


class Party(NamedTuple):
    """On whose account something counts, and who in the end gains or pays."""

    partner_id: str
    beneficiary: Beneficiary


class Matrix(NamedTuple):
    """Costs and benefits by row and party; every total is a sum over ``cells``.

    Attributes
    ----------
    cells
        EUR of present value, positive for a gain, by row and party; what is not there is zero.
    not_own
        The part of it that the partner may not count as its own benefit.
    """

    rows: tuple[Row, ...]
    parties: tuple[Party, ...]
    cells: dict[tuple[Row, Party], float]
    not_own: dict[tuple[Row, Party], float]

    def of_row(self, row: Row) -> float:
        """Return the sum of a row in EUR."""
        return sum(eur for (of, _), eur in self.cells.items() if of == row)

    def of_party(self, party: Party) -> float:
        """Return the sum of a column in EUR."""
        return sum(eur for (_, of), eur in self.cells.items() if of == party)

    def of_beneficiary(self, beneficiary: Beneficiary) -> float:
        """Return what a beneficiary gains on all accounts together, in EUR."""
        return sum(eur for (_, of), eur in self.cells.items() if of.beneficiary is beneficiary)

    @property
    def total(self) -> float:
        """The net value in EUR."""
        return sum(self.cells.values())


def counts_as_own(case: Case, entry: Entry) -> bool:
    """Whether the partner on whose account an entry stands may count it as its own.

    A regulated partner may not count as its own benefit what others gain: CO2 for later
    generations is no reason for a grid operator to spend more. Costs always count.
    """
    gained_by_others = (
        entry.category is Category.BENEFIT and entry.beneficiary is not Beneficiary.PARTNER
    )
    return not (gained_by_others and case.partner[entry.partner_id].regulated)


def distribute(case: Case, valuation: Valuation) -> Matrix:
    """Return the matrix of costs and benefits of a valuation, in the order of its entries."""
    cells: defaultdict[tuple[Row, Party], float] = defaultdict(float)
    not_own: defaultdict[tuple[Row, Party], float] = defaultdict(float)
    for entry in valuation.entries:
        cell = _row(entry), Party(entry.partner_id, entry.beneficiary)
        cells[cell] += entry.eur
        if not counts_as_own(case, entry):
            not_own[cell] += entry.eur
    return Matrix(_unique(row for row, _ in cells), _parties(case, cells), dict(cells),
                  dict(not_own))  # fmt: skip


def _row(entry: Entry) -> Row:
    # A key figure is one row, whatever each task calls its effect.
    name = "" if entry.key_figure_id else entry.name
    return Row(entry.category, entry.kind, name, entry.key_figure_id)


def _unique(rows: Iterable[Row]) -> tuple[Row, ...]:
    order = list(EntryKind)
    return tuple(sorted(dict.fromkeys(rows), key=lambda row: order.index(row.kind)))


def _parties(case: Case, cells: Iterable[tuple[Row, Party]]) -> tuple[Party, ...]:
    found = {party for _, party in cells}
    every = (Party(p.id, who) for p in case.partners for who in Beneficiary)
    return tuple(party for party in every if party in found)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whole euros that add up: the same partner has the same total on every sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from koppelkans.exchange import account_worth
from koppelkans.exchange.account import Row, Table
from koppelkans.plan.reading import Reading, sum_by
from koppelkans.plan.rounding import round_half_up, round_matrix, round_to_total
from koppelkans.result import AlternativeResult
from koppelkans.value.types import Category, EntryKind


@dataclass(frozen=True)
class Matrix:
    """Value by kind and partner, in whole euros; rows and columns add up to ``total``."""

    kinds: tuple[EntryKind, ...]
    cells: Sequence[Sequence[int]]
    """One row per kind, one column per partner."""
    kind_totals: Sequence[int]
    partner_totals: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.partner_totals)


def partner_totals(reading: Reading, outcome: AlternativeResult) -> list[int]:
    """Return the net value of each partner of the case in whole euros, together the net value."""
    sums = sum_by(outcome.entries, lambda entry: entry.partner_id)
    values = [sums.get(partner.id, 0.0) for partner in reading.case.partners]
    return round_to_total(values, total=round_half_up(outcome.net_value_eur))


def value_matrix(reading: Reading, outcome: AlternativeResult) -> Matrix:
    """Return the value of an alternative by kind of entry and partner, in whole euros."""
    sums = sum_by(outcome.entries, lambda entry: (entry.kind, entry.partner_id))
    found = {kind for kind, _ in sums}
    kinds = tuple(kind for kind in EntryKind if kind in found)
    exact = [
        [sums.get((kind, partner.id), 0.0) for partner in reading.case.partners] for kind in kinds
    ]
    by_partner = partner_totals(reading, outcome)
    by_kind = round_to_total([sum(row) for row in exact], total=sum(by_partner)) if kinds else []
    return Matrix(kinds, round_matrix(exact, by_kind, by_partner), by_kind, by_partner)


def balance(outcome: AlternativeResult) -> dict[Category, int]:
    """Return benefits, costs and nuisance in whole euros, signed: together the net value."""
    values = [outcome.benefit_eur, -outcome.cost_eur, -outcome.nuisance_eur]
    rounded = round_to_total(values, total=round_half_up(outcome.net_value_eur))
    return dict(zip(Category, rounded, strict=True))


def round_shares(reading: Reading) -> Table:
    """Return the shares in whole euros: payments add up to zero, together and payment to net."""
    table = account_worth.shares(reading)
    order = [partner.id for partner in reading.case.partners]
    alone = dict(zip(order, partner_totals(reading, reading.result.baseline), strict=True))
    together = dict(zip(order, partner_totals(reading, reading.result.programme), strict=True))
    payments = round_to_total([row["payment_eur"] for row in table.rows], total=0)
    rows: list[Row] = []
    for row, payment in zip(table.rows, payments, strict=True):
        partner_id = row["partner_id"]
        net = together[partner_id] + payment
        rows.append(
            row
            | {
                "alone_net_eur": alone[partner_id],
                "together_net_eur": together[partner_id],
                "payment_eur": payment,
                "net_eur": net,
                "gain_eur": net - alone[partner_id],
            }
        )
    return Table(table.fields, rows)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables of amounts that add up, both ways."""

from collections.abc import Iterable
from dataclasses import dataclass

from koppelkans.case import Beneficiary, Partner
from koppelkans.language import translate
from koppelkans.plan.reading import Reading, sum_by
from koppelkans.plan.rounding import round_matrix, round_to_total
from koppelkans.plan.words import name
from koppelkans.result import AlternativeResult
from koppelkans.value.types import Entry, EntryKind, Unpriced


@dataclass(frozen=True)
class Matrix:
    """Amounts by kind (rows) and partner (columns), with totals, in whole euros.

    Every amount of a column stands beside the id of its partner.
    """

    partners: tuple[Partner, ...]
    rows: tuple[tuple[EntryKind, tuple[tuple[int, str], ...], int], ...]
    column_totals: tuple[tuple[int, str], ...]
    total: int


def value_matrix(reading: Reading, alternative: AlternativeResult) -> Matrix:
    """Return what an alternative is worth by kind and partner.

    Rounded to whole euros such that every row and every column adds up to its total, and the
    totals to the net value.
    """
    cells = sum_by(alternative.entries, lambda entry: (entry.kind, entry.partner_id))
    kinds = [kind for kind in EntryKind if any(kind is key[0] for key in cells)]
    partners = reading.case.partners
    values = [[cells.get((kind, partner.id), 0.0) for partner in partners] for kind in kinds]
    row_totals = round_to_total([sum(row) for row in values])
    column_totals = round_to_total(
        [sum(column) for column in zip(*values, strict=True)], total=sum(row_totals)
    )
    rounded = round_matrix(values, row_totals, column_totals)
    ids = [partner.id for partner in partners]
    return Matrix(
        partners,
        tuple(
            (kind, tuple(zip(row, ids, strict=True)), total)
            for kind, row, total in zip(kinds, rounded, row_totals, strict=True)
        ),
        tuple(zip(column_totals, ids, strict=True)),
        sum(row_totals),
    )


@dataclass(frozen=True)
class ShareRow:
    """What a partner has alone, together and after payments, in whole euros."""

    partner: Partner
    alone: int
    together: int
    payment: int
    net: int
    gain: int


def share_rows(reading: Reading) -> tuple[list[ShareRow], dict[str, int]]:
    """Return the shares of all partners and their totals, rounded so that all adds up.

    Down every column, and in every row: together and payment make the net, and the net is as much
    better than alone as the gain says. Payments add up to nothing.
    """
    shares = reading.result.partners
    alone = round_to_total([share.alone_net_eur for share in shares])
    together = round_to_total([share.together_net_eur for share in shares])
    payments = round_to_total([share.payment_eur for share in shares], total=0)
    rows = [
        ShareRow(reading.case.partner[share.partner_id], a, t, p, t + p, t + p - a)
        for share, a, t, p in zip(shares, alone, together, payments, strict=True)
    ]
    names = ("alone", "together", "payment", "net", "gain")
    return rows, {name: sum(getattr(row, name) for row in rows) for name in names}


@dataclass(frozen=True)
class Quantity:
    """An effect without a price, added up over the tasks that bring it about."""

    name: str
    unit: str
    beneficiary: Beneficiary
    quantity: float
    tasks: int


def sum_unpriced(unpriced: Iterable[Unpriced]) -> list[Quantity]:
    """Return effects without a price: one line for each name, unit and beneficiary."""
    found: dict[tuple[str, str, Beneficiary], list[Unpriced]] = {}
    for item in unpriced:
        found.setdefault((item.name, item.unit, item.beneficiary), []).append(item)
    return [
        Quantity(*key, sum(item.quantity for item in items), len({i.task_id for i in items}))
        for key, items in sorted(found.items())
    ]


@dataclass(frozen=True)
class Amount:
    """One line of what a task is worth: alone and together, in EUR."""

    kind: str
    name: str
    alone: float
    together: float


def task_amounts(reading: Reading, task_id: str) -> list[Amount]:
    """Return what a task is worth, by kind and by what it is about."""

    def by_name(entries: Iterable[Entry]) -> dict[tuple[EntryKind, str], float]:
        own = (entry for entry in entries if entry.task_id == task_id)
        return sum_by(own, lambda entry: (entry.kind, entry.name))

    alone = by_name(reading.result.baseline.entries)
    together = by_name(reading.result.programme.entries)
    order = list(EntryKind)
    found = []
    for key in sorted({*alone, *together}, key=lambda key: (order.index(key[0]), key[1])):
        kind, about = name(key[0], reading.language), translate(key[1], reading.language)
        found.append(
            Amount(
                kind, "" if about == kind else about, alone.get(key, 0.0), together.get(key, 0.0)
            )
        )
    return found

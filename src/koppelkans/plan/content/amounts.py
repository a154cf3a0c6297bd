# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Amounts of tables in whole thousands of euros, rounded such that every table adds up.

Sums and differences in a table are those of the rounded amounts that stand beside them.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from koppelkans.language import N_
from koppelkans.plan.reading import Reading, sum_by
from koppelkans.plan.rounding import round_amounts, round_matrix, round_to_total
from koppelkans.plan.types import Table
from koppelkans.plan.words import figure
from koppelkans.value.types import Category, Entry

Key = TypeVar("Key", bound=Hashable)

THOUSAND = 1000.0


def compare(
    reading: Reading, key: Callable[[Entry], Key], order: Sequence[Key]
) -> dict[Key, tuple[int, int]]:
    """Return amounts alone and together by a key of their entries, in thousands of euros."""
    before = sum_by(reading.result.baseline.entries, key)
    after = sum_by(reading.result.programme.entries, key)
    keys = [k for k in order if k in before or k in after]
    alone = round_amounts({k: before.get(k, 0.0) for k in keys}, THOUSAND)
    together = round_amounts({k: after.get(k, 0.0) for k in keys}, THOUSAND)
    return {k: (alone[k], together[k]) for k in keys}


def comparison_table(
    reading: Reading, caption: str, first: str, rows: Mapping[str, tuple[int, int]]
) -> Table:
    """Return a table with what it is alone, together, and the difference."""
    total = (sum(a for a, _ in rows.values()), sum(t for _, t in rows.values()))
    lines = {**rows, reading.say(N_("Total")): total}
    return Table(
        caption=caption,
        header=(
            first,
            reading.say(N_("Alone")),
            reading.say(N_("Together")),
            reading.say(N_("Difference")),
        ),
        rows=tuple(
            (name, *(figure(n, reading.language) for n in (alone, together, together - alone)))
            for name, (alone, together) in lines.items()
        ),
        widths=(4, 1.5, 1.5, 1.5),
        figures=frozenset({1, 2, 3}),
        has_total=True,
    )


def partner_table(
    reading: Reading, caption: str, columns: Sequence[str], cells: Mapping[str, Sequence[int]]
) -> Table:
    """Return a table with a row of amounts for each partner id and their total below."""
    lines = [
        (reading.case.partner[partner_id].short_name, row) for partner_id, row in cells.items()
    ]
    return totalled_table(reading, caption, (reading.say(N_("Partner")), *columns), lines)


def totalled_table(
    reading: Reading,
    caption: str,
    header: Sequence[str],
    lines: Sequence[tuple[str, Sequence[int]]],
) -> Table:
    """Return a table of lines with whole numbers and their total below."""
    totals = [sum(column) for column in zip(*(row for _, row in lines), strict=True)]
    return Table(
        caption=caption,
        header=tuple(header),
        rows=tuple(
            (who, *(figure(number, reading.language) for number in row))
            for who, row in (*lines, (reading.say(N_("Total")), totals))
        ),
        widths=(2.4, *(1.4 for _ in header[1:])),
        figures=frozenset(range(1, len(header))),
        has_total=True,
    )


@dataclass(frozen=True)
class RoundedShare:
    """What one partner gains, in thousands of euros."""

    alone: int
    together: int
    payment: int

    @property
    def after(self) -> int:
        return self.together + self.payment

    @property
    def gain(self) -> int:
        return self.after - self.alone


def rounded_shares(reading: Reading) -> dict[str, RoundedShare]:
    """Return the shares by partner id, in thousands of euros; payments add up to nothing."""
    shares = reading.result.partners
    alone = round_to_total([s.alone_net_eur for s in shares], THOUSAND)
    together = round_to_total([s.together_net_eur for s in shares], THOUSAND)
    payments = round_to_total([s.payment_eur for s in shares], THOUSAND, total=0)
    return {
        s.partner_id: RoundedShare(*amounts)
        for s, *amounts in zip(shares, alone, together, payments, strict=True)
    }


def by_partner_and_category(reading: Reading) -> dict[str, list[int]]:
    """Return benefits, costs and nuisance of the programme by partner, in thousands of euros."""
    entries = reading.result.programme.entries
    cells = sum_by(entries, lambda entry: (entry.partner_id, entry.category))
    columns = compare(reading, lambda entry: entry.category, tuple(Category))
    shares = rounded_shares(reading)
    matrix = round_matrix(
        [[cells.get((p, c), 0.0) / THOUSAND for c in Category] for p in shares],
        [share.together for share in shares.values()],
        [columns.get(c, (0, 0))[1] for c in Category],
    )
    return dict(zip(shares, matrix, strict=True))


def spending_by_phase(reading: Reading) -> dict[str, list[int]]:
    """Return what the works of each partner cost in each phase, in thousands of euros."""
    cells = {
        partner_id: [sum(years[y] for y in phase.years) / THOUSAND for phase in reading.phases]
        for partner_id, years in reading.spending.items()
        if any(years.values())
    }
    rows = round_to_total([sum(row) for row in cells.values()])
    columns = round_to_total([sum(column) for column in zip(*cells.values(), strict=True)])
    return dict(zip(cells, round_matrix(list(cells.values()), rows, columns), strict=True))

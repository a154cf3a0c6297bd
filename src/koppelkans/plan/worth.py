# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""For whom it is worth what, and which key figures it rests on: for pages, sheets and the shell."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from koppelkans.case import Beneficiary, Partner
from koppelkans.language import translate
from koppelkans.plan.reading import Reading, sum_by
from koppelkans.plan.rounding import round_half_up, round_matrix, round_to_total
from koppelkans.plan.words import name
from koppelkans.result import AlternativeResult
from koppelkans.value import (
    FigureUse,
    GroupWorth,
    OutcomeWorth,
    counts_as_own,
    distribute,
    find_outcomes,
    list_figures,
    weigh_by_income,
)
from koppelkans.value.distribution import Party, Row
from koppelkans.value.types import Entry, EntryKind, Valuation

Key = TypeVar("Key", bound=Hashable)
Cell = tuple[Row, Party]

ENGINE_FIGURES = ("traffic_", "nuisance_")
"""Beginnings of the ids of key figures that every valuation uses."""


@dataclass(frozen=True)
class Line:
    """One effect or one partner over all beneficiaries, in whole euros.

    Attributes
    ----------
    cells
        By beneficiary, in the order of the table.
    not_own
        The part of it that a regulated partner may not count as its own benefit.
    """

    title: str
    row: Row | None
    partner: Partner | None
    cells: tuple[int, ...]
    total: int
    not_own: int


@dataclass(frozen=True)
class Table:
    """Lines that add up, both ways, to the net value; amounts whole, in euros or a unit of them."""

    beneficiaries: tuple[Beneficiary, ...]
    lines: tuple[Line, ...]
    totals: tuple[int, ...]
    total: int
    not_own: int


def valuation_of(alternative: AlternativeResult) -> Valuation:
    """Return the amounts of an alternative as a valuation."""
    return Valuation(entries=alternative.entries, unpriced=alternative.unpriced)


def by_effect(
    reading: Reading, alternative: AlternativeResult, partner_id: str = "", unit: float = 1
) -> Table:
    """Return costs and benefits by effect and beneficiary, of all partners or on one account.

    ``unit``: in how many euros the amounts are, such as 1000.
    """
    valuation = valuation_of(alternative)
    if partner_id:
        kept = tuple(e for e in valuation.entries if e.partner_id == partner_id)
        valuation = valuation.model_copy(update={"entries": kept})
    matrix = distribute(reading.case, valuation)
    sums = _sums(matrix.cells, lambda cell: (cell[0], cell[1].beneficiary))
    kept_out = _sums(matrix.not_own, lambda cell: cell[0])
    return _table(
        matrix.rows,
        sums,
        kept_out,
        lambda row, *amounts: Line(_title(reading, row), row, None, *amounts),
        unit,
    )


def by_kind(reading: Reading, alternative: AlternativeResult, unit: float = 1) -> Table:
    """Return the same by kind of cost or benefit: as many lines as there are kinds."""
    sums: dict[Hashable, float] = {
        **sum_by(alternative.entries, lambda entry: (entry.kind, entry.beneficiary))
    }
    there = {entry.kind for entry in alternative.entries}
    return _table(
        [kind for kind in EntryKind if kind in there],
        sums,
        {},
        lambda kind, *amounts: Line(name(kind, reading.language), None, None, *amounts),
        unit,
    )


def by_account(reading: Reading, alternative: AlternativeResult) -> Table:
    """Return the same by partner on whose account it stands, and beneficiary."""
    matrix = distribute(reading.case, valuation_of(alternative))
    sums = _sums(matrix.cells, lambda cell: (cell[1].partner_id, cell[1].beneficiary))
    kept_out = _sums(matrix.not_own, lambda cell: cell[1].partner_id)
    partners = reading.case.partner
    there = {party.partner_id for party in matrix.parties}
    ids = [p.id for p in reading.case.partners if p.id in there]
    return _table(
        ids,
        sums,
        kept_out,
        lambda id_, *amounts: Line(partners[id_].name, None, partners[id_], *amounts),
    )


def _sums(cells: dict[Cell, float], key: Callable[[Cell], Hashable]) -> dict[Hashable, float]:
    sums: dict[Hashable, float] = {}
    for cell, eur in cells.items():
        sums[key(cell)] = sums.get(key(cell), 0.0) + eur
    return sums


def _table(
    keys: Sequence[Key],
    sums: dict[Hashable, float],
    not_own: dict[Hashable, float],
    line: Callable[[Key, tuple[int, ...], int, int], Line],
    unit: float = 1,
) -> Table:
    who = tuple(b for b in Beneficiary if any((key, b) in sums for key in keys))
    values = [[sums.get((key, b), 0.0) / unit for b in who] for key in keys]
    totals = round_to_total([sum(row) for row in values])
    columns = round_to_total(
        [sum(row[n] for row in values) for n in range(len(who))], total=sum(totals)
    )
    rounded = round_matrix(values, totals, columns) if values else []
    kept_out = round_to_total([not_own.get(key, 0.0) / unit for key in keys])
    lines = (
        line(key, tuple(cells), total, out)
        for key, cells, total, out in zip(keys, rounded, totals, kept_out, strict=True)
    )
    return Table(who, tuple(lines), tuple(columns), sum(totals), sum(kept_out))


def _title(reading: Reading, row: Row) -> str:
    figure = reading.case.key_figure.get(row.key_figure_id or "")
    kind = name(row.kind, reading.language)
    about = figure.name if figure else translate(row.name, reading.language)
    return kind if about == kind or not about else f"{kind}: {about}"


def restricted(reading: Reading, alternative: AlternativeResult) -> dict[Partner, int]:
    """Return which partners carry benefits that they may not count as their own, and how much."""
    sums: dict[str, float] = {}
    for entry in alternative.entries:
        if not counts_as_own(reading.case, entry):
            sums[entry.partner_id] = sums.get(entry.partner_id, 0.0) + entry.eur
    return {reading.case.partner[id_]: round_half_up(eur) for id_, eur in sums.items()}


def outcomes(reading: Reading, *, together: bool) -> tuple[OutcomeWorth, ...]:
    """Return what changes in the lives of people."""
    found = reading.result.programme if together else reading.result.baseline
    schedule = reading.programme if together else reading.baseline
    return find_outcomes(schedule, valuation_of(found))


def incomes(reading: Reading, alternative: AlternativeResult) -> tuple[GroupWorth, ...]:
    """Return what income groups gain, also weighed; empty when the case has no incomes."""
    if reading.case.area.mean_income_eur is None or not reading.case.income_groups:
        return ()
    return weigh_by_income(reading.case, valuation_of(alternative))


def used_figures(reading: Reading) -> tuple[FigureUse, ...]:
    """Return the key figures that one of the alternatives uses, in the order of the case."""
    used: set[str | None] = set()
    for found in (reading.result.baseline, reading.result.programme):
        used |= {entry.key_figure_id for entry in found.entries}
        used |= {effect.key_figure_id for effect in found.unpriced}
    return tuple(
        use
        for use in list_figures(reading.case)
        if use.id in used or use.id.startswith(ENGINE_FIGURES)
    )


@dataclass(frozen=True)
class ChainRow:
    """What one effect of a task adds: amounts of the same kind, name and account together."""

    entries: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        return self.entries[0]

    @property
    def eur(self) -> float:
        """Present value in EUR."""
        return sum(entry.eur for entry in self.entries)


def chain_rows(alternative: AlternativeResult, task_id: str) -> tuple[ChainRow, ...]:
    """Return all that a task brings about, in the order of the kinds, the largest first."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in alternative.entries:
        if entry.task_id == task_id:
            key = (
                entry.kind, entry.name, entry.key_figure_id, entry.partner_id, entry.beneficiary,
            )  # fmt: skip
            groups.setdefault(key, []).append(entry)
    order = list(EntryKind)
    rows = (ChainRow(tuple(entries)) for entries in groups.values())
    return tuple(sorted(rows, key=lambda row: (order.index(row.first.kind), -abs(row.eur))))

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gains and who pays, with every number leading to the amounts behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from koppelkans.case import Beneficiary, Outcome
from koppelkans.language import translate
from koppelkans.plan import worth
from koppelkans.plan.reading import Reading
from koppelkans.plan.words import figure, name
from koppelkans.result import AlternativeResult
from koppelkans.value import Entry
from koppelkans.value.uncertainty import Input, InputKind
from koppelkans.web.present.worth import Lines, counted, explain


@dataclass(frozen=True)
class Linked:
    """A line of a table with what its cells are asked for by."""

    line: worth.Line
    asked: str
    cells: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class LinkedTable:
    """A table of `koppelkans.plan.worth` whose cells open to amounts."""

    table: worth.Table
    lines: tuple[Linked, ...]


def link(table: worth.Table) -> LinkedTable:
    """Return a table with the question that each cell is the answer to."""
    return LinkedTable(table, tuple(_linked(table, line) for line in table.lines))


def _linked(table: worth.Table, line: worth.Line) -> Linked:
    asked = {}
    if line.partner is not None:
        asked["partner"] = line.partner.id
    if line.row is not None:
        asked = {"kind": line.row.kind.value, "category": line.row.category.value}
        about = line.row.key_figure_id
        asked |= {"figure": about} if about else {"name": line.row.name}
    cells = (
        (eur, urlencode({**asked, "beneficiary": who.value}))
        for eur, who in zip(line.cells, table.beneficiaries, strict=True)
    )
    return Linked(line, urlencode(asked), tuple(cells))


def question_about(found: Input) -> str:
    """Return what to ask for to see the amounts that an uncertain figure stands in."""
    if found.kind is InputKind.KEY_FIGURE:
        return urlencode({"figure": found.id})
    return urlencode({"task": found.task_id}) if found.task_id else ""


@dataclass(frozen=True)
class OutcomeRow:
    """One outcome for people: in euros with its range, and beside them what has no price."""

    outcome: Outcome
    beneficiary: Beneficiary
    eur: float
    low_eur: float
    high_eur: float
    is_priced: bool
    beside: tuple[str, ...]


def outcome_rows(reading: Reading, *, together: bool) -> list[OutcomeRow]:
    """Return what changes in the lives of people."""
    return [
        OutcomeRow(
            found.outcome, found.beneficiary, found.eur, found.low_eur, found.high_eur,
            bool(found.eur or found.low_eur or found.high_eur),
            tuple(_beside(reading, id_, quantity) for id_, quantity in found.unpriced.items()),
        )
        for found in worth.outcomes(reading, together=together)
    ]  # fmt: skip


def _beside(reading: Reading, key_figure_id: str, quantity: float) -> str:
    known = reading.case.key_figure[key_figure_id]
    unit = known.unit.removeprefix("EUR/")
    return f"{known.name}: {figure(round(quantity, 2), reading.language)} {unit}"


@dataclass(frozen=True)
class ChainRow:
    """One way from the task to an amount: what changes, how it counts, for whom, how much."""

    entry: Entry
    title: str
    kind: str
    times: int
    formula: str
    counted: str
    beneficiary: str
    account: str
    eur: float
    number: int | None
    asked: str


def chain_rows(
    reading: Reading, found: AlternativeResult, lines: Lines, task_id: str
) -> list[ChainRow]:
    """Return all that a task brings about, each from cause to euro."""
    position = {id(entry): number for number, entry in enumerate(found.entries)}
    return list(_chain_rows(reading, found, lines, task_id, position))


def _chain_rows(
    reading: Reading, found: AlternativeResult, lines: Lines, task_id: str, position: dict[int, int]
) -> Iterator[ChainRow]:
    language = reading.language
    for row in worth.chain_rows(found, task_id):
        entry, alone = row.first, len(row.entries) == 1
        step = explain(lines, entry) if alone else None
        kind, about = name(entry.kind, language), translate(entry.name, language)
        partner = reading.case.partner.get(entry.partner_id)
        yield ChainRow(
            entry=entry, title=about, kind="" if kind == about else kind, times=len(row.entries),
            formula=step.formula.replace("*", "×") if step else "",
            counted=counted(step, language) if step else "",
            beneficiary=name(entry.beneficiary, language),
            account=partner.short_name if partner else "", eur=row.eur,
            number=position[id(entry)] if alone else None,
            asked=urlencode({
                "task": task_id, "kind": entry.kind.value, "name": entry.name,
                "partner": entry.partner_id, "beneficiary": entry.beneficiary.value,
            }),
        )  # fmt: skip

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every amount of a valuation: found by what it is about, and opened to formula and sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from koppelkans.case import Beneficiary
from koppelkans.case.labels import TABLE_LABELS
from koppelkans.language import translate
from koppelkans.opportunity import find_joint_effects
from koppelkans.plan.reading import Reading
from koppelkans.plan.words import figure, name
from koppelkans.result import AlternativeResult
from koppelkans.value import Category, Entry, EntryKind, Line, Step, find_lines

ALTERNATIVES = ("programme", "baseline")
FIELDS = ("kind", "partner", "task", "beneficiary", "category", "figure", "name")
CENT = 0.01
DIGITS = 6


@dataclass(frozen=True)
class Row:
    """One amount of an alternative, by its number in the result."""

    number: int
    entry: Entry
    title: str
    place: str


@dataclass(frozen=True)
class Asked:
    """Which amounts a reader wants to see; empty fields do not choose."""

    kind: str = ""
    partner: str = ""
    task: str = ""
    beneficiary: str = ""
    category: str = ""
    figure: str = ""
    name: str = ""

    def fits(self, entry: Entry) -> bool:
        """Whether an amount is one of them."""
        found = (
            entry.kind, entry.partner_id, entry.task_id, entry.beneficiary, entry.category,
            entry.key_figure_id, entry.name,
        )  # fmt: skip
        wanted = (getattr(self, field) for field in FIELDS)
        return all(want in ("", have) for want, have in zip(wanted, found, strict=True))


def alternative_of(reading: Reading, alternative: str) -> AlternativeResult | None:
    """Return an alternative of the result by its name; None when there is no such one."""
    both = {"programme": reading.result.programme, "baseline": reading.result.baseline}
    return both.get(alternative)


def list_rows(reading: Reading, found: AlternativeResult, asked: Asked) -> list[Row]:
    """Return the amounts that fit, the largest first."""
    rows = [_row(reading, n, e) for n, e in enumerate(found.entries) if asked.fits(e)]
    return sorted(rows, key=lambda row: -abs(row.entry.eur))


def row_of(reading: Reading, found: AlternativeResult, number: int) -> Row | None:
    """Return one amount by its number; None when there is no such one."""
    if not 0 <= number < len(found.entries):
        return None
    return _row(reading, number, found.entries[number])


def _row(reading: Reading, number: int, entry: Entry) -> Row:
    place = reading.case.place.get(entry.place_id or "")
    title = reading.title(entry.task_id) if entry.task_id else ""
    return Row(number, entry, title, place.name if place else "")


Key = tuple[str, str, str | None, str | None, str | None, str | None]


def _key(entry: Entry) -> Key:
    return (
        entry.kind, entry.partner_id, entry.task_id, entry.place_id, entry.key_figure_id,
        entry.source_id,
    )  # fmt: skip


Lines = dict[Key, list[Line]]


def lines_of(reading: Reading, alternative: str) -> Lines:
    """Return how an alternative is valued in the case that the reader sees."""
    together = alternative == "programme"
    schedule = reading.programme if together else reading.baseline
    found: dict[Key, list[Line]] = {}
    for line in find_lines(schedule, find_joint_effects(reading.case), shared=together):
        if isinstance(line, Line):
            found.setdefault(_key(line.entry), []).append(line)
    return found


def explain(lines: Lines, entry: Entry) -> Step | None:
    """Return how an amount came about, computed anew from the case that the reader sees.

    None when the case as the reader sees it does not give this amount: it holds something that a
    partner keeps to itself.
    """
    near = [line for line in lines.get(_key(entry), ()) if abs(line.entry.eur - entry.eur) < CENT]
    return near[0].trace.step if near else None


@dataclass(frozen=True)
class StepRow:
    """One number of an explanation, as a row of a table."""

    depth: int
    symbol: str
    name: str
    number: str
    unit: str
    formula: str
    source: str
    where: str


def step_rows(step: Step, language: str) -> Iterator[StepRow]:
    """Yield the numbers of an explanation, each below the one that it goes into."""
    for depth, found in step.walk():
        reference = found.reference
        where = ""
        if reference is not None:
            table = translate(TABLE_LABELS[reference.table], language)
            where = f"{table}: {reference.id}"
        yield StepRow(
            depth=depth, symbol=found.symbol, name=translate(found.name, language),
            number=precise(found.number, language),
            unit=translate(found.unit, language) if found.unit else "",
            formula=found.formula, source=found.source, where=where,
        )  # fmt: skip


def precise(value: float, language: str) -> str:
    """Return a number with enough digits to compute on with.

    >>> precise(0.123456789, "en"), precise(-1234567.891, "nl"), precise(12.0, "nl")
    ('0.123457', '−1.234.567,89', '12')
    """
    size = abs(value)
    decimals = 2 if size >= 1000 else 4 if size >= 1 else DIGITS
    least = next((d for d in range(decimals) if abs(round(value, d) - value) < 1e-12), decimals)
    return figure(value, language, least)


@dataclass(frozen=True)
class Link:
    """One box of the chain from cause to euro."""

    kind: str
    title: str
    text: str


def chain(reading: Reading, row: Row, step: Step | None) -> list[Link]:
    """Return what leads to an amount: the work, what changes, the price, for whom, the euros."""
    case, entry, language = reading.case, row.entry, reading.language
    links = [Link(_("Cause"), row.title or entry.name, row.place)] if row.title or row.place else []
    links.append(Link(_("What changes"), translate(entry.name, language), ""))
    if step is not None and step.inputs:
        links.append(Link(_("Counted as"), step.formula.replace("*", "×"), counted(step, language)))
    partner = case.partner.get(entry.partner_id)
    beneficiary = name(entry.beneficiary, language)
    links.append(Link(_("For whom"), beneficiary, partner.name if partner else ""))
    return links


def counted(step: Step, language: str) -> str:
    """Return the numbers that a formula counts with, in words."""
    return "; ".join(
        f"{translate(i.name, language)}: {precise(i.number, language)}"
        + (f" {translate(i.unit, language)}" if i.unit else "")
        for i in step.inputs
    )


def describe(reading: Reading, asked: Asked) -> list[str]:
    """Return what is asked for, in words."""
    case, language = reading.case, reading.language
    partner, task = case.partner.get(asked.partner), case.task.get(asked.task)
    kind = next((k for k in EntryKind if k == asked.kind), None)
    beneficiary = next((b for b in Beneficiary if b == asked.beneficiary), None)
    category = next((c for c in Category if c == asked.category), None)
    known = case.key_figure.get(asked.figure)
    return [
        text
        for text in (
            reading.title(task.id) if task else "",
            name(kind, language) if kind else "",
            name(category, language) if category else "",
            partner.name if partner else "",
            name(beneficiary, language) if beneficiary else "",
            known.name if known else "",
            translate(asked.name, language) if asked.name else "",
        )
        if text
    ]

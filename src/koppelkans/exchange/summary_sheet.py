# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first sheet of a programme: what working together yields, and how sure that is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from koppelkans.case import Theme
from koppelkans.case.labels import label
from koppelkans.exchange import paper
from koppelkans.exchange.euros import balance
from koppelkans.language import N_, Message, show_euros, show_number, translate
from koppelkans.plan.reading import Reading
from koppelkans.result import AlternativeResult
from koppelkans.value.types import Category

LEAD = N_(
    "Together yields {gain} more than everybody alone. Streets are opened {times} times instead "
    "of {times_alone}, and closed {weeks} weeks instead of {weeks_alone}."
)
WEEKS = "#,##0.0"


def write_summary(sheet: Worksheet, reading: Reading) -> None:
    """Fill the summary: a sentence, the two alternatives side by side, and the settings."""
    language, result = reading.language, reading.result
    sheet.title = translate(N_("Summary"), language)
    sheet.sheet_view.showGridLines = False
    for column, width in (("A", 3), ("B", 44), ("C", 20), ("D", 20), ("E", 20)):
        sheet.column_dimensions[column].width = width
    paper.put(sheet["B2"], result.case.name).font = paper.TITLE_FONT
    _paragraph(sheet, 3, result.case.notice, paper.HELP_FONT)
    _paragraph(sheet, 4, _lead(reading), paper.STRONG_FONT)
    titles = ("", N_("Together"), N_("Everybody alone"), N_("Difference"))
    paper.header_row(sheet, 6, [translate(title, language) for title in titles], 2, range(1, 4))
    row = 6
    for figure in _figures(reading):
        row += 1
        paper.put(sheet.cell(row, 2), figure.name.in_language(language))
        values = (figure.together, figure.alone, figure.together - figure.alone)
        for number, value in enumerate(values, start=3):
            paper.put(sheet.cell(row, number), value, figure.number_format)
        for number in range(2, 6):
            cell = sheet.cell(row, number)
            cell.font = paper.STRONG_FONT if figure.name.text == NET else paper.PLAIN_FONT
            cell.border = paper.BELOW
            cell.alignment = paper.TOP if number > 2 else paper.WRAPPED
    row += 2
    for name, setting, number_format in _settings(reading):
        paper.put(sheet.cell(row, 2), translate(name, language))
        sheet.cell(row, 2).font, sheet.cell(row, 2).alignment = paper.PLAIN_FONT, paper.WRAPPED
        cell = paper.put(sheet.cell(row, 3), setting, number_format)
        cell.font, cell.alignment = paper.PLAIN_FONT, paper.LEFT
        row += 1
    paper.set_print(sheet, 0)


NET = N_("Net value")


def _lead(reading: Reading) -> str:
    language = reading.language
    programme, baseline = reading.result.programme, reading.result.baseline
    gain = sum(balance(programme).values()) - sum(balance(baseline).values())
    return Message(
        LEAD,
        {
            "gain": show_euros(gain, language),
            "times": show_number(programme.occupations, language),
            "times_alone": show_number(baseline.occupations, language),
            "weeks": show_number(programme.closed_weeks, language),
            "weeks_alone": show_number(baseline.closed_weeks, language),
        },
    ).in_language(language)


@dataclass(frozen=True)
class Figure:
    """One line of the comparison."""

    name: Message
    together: float
    alone: float
    number_format: str


def _figures(reading: Reading) -> Iterator[Figure]:
    together, alone = reading.result.programme, reading.result.baseline
    euros, euros_alone = balance(together), balance(alone)
    for category in Category:
        name = Message(label(category))
        yield Figure(name, euros[category], euros_alone[category], paper.EUROS)
    net, net_alone = sum(euros.values()), sum(euros_alone.values())
    yield Figure(Message(NET), net, net_alone, paper.EUROS)
    counts: tuple[tuple[str, Callable[[AlternativeResult], float], str], ...] = (
        (N_("How often streets are opened"), lambda o: o.occupations, paper.WHOLE),
        (N_("Weeks closed"), lambda o: o.closed_weeks, WEEKS),
        (N_("Tasks that are done"), _done, paper.WHOLE),
        (N_("People reached"), lambda o: o.people, paper.WHOLE),
    )
    for text, count, number_format in counts:
        yield Figure(Message(text), count(together), count(alone), number_format)
    for theme in Theme:
        homes, homes_alone = together.homes.get(theme, 0), alone.homes.get(theme, 0)
        if homes or homes_alone:
            name = Message(N_("Homes reached: {theme}"), {"theme": Message(label(theme))})
            yield Figure(name, homes, homes_alone, paper.WHOLE)


def _done(outcome: AlternativeResult) -> int:
    return sum(choice.start is not None for choice in outcome.tasks)


def _settings(reading: Reading) -> Iterator[tuple[str, Any, str | None]]:
    result = reading.result
    yield N_("Present values in euros, price level"), result.case.price_level, "0"
    yield N_("Discount rate"), result.case.discount_rate, paper.SHARE
    yield N_("No programme can be worth more than"), result.programme.bound_eur, paper.EUROS
    yield N_("Proven gap, of all cost and nuisance"), result.programme.gap, paper.SHARE
    status = translate(label(result.programme.status), reading.language)
    yield N_("How the search ended"), status, None
    yield N_("Seconds of search"), result.programme.seconds, "0.0"
    yield N_("Seed"), result.settings.seed, "0"
    yield N_("Version of Koppelkans"), result.settings.version, None
    yield N_("Digest of the case"), result.case.sha256, None


def _paragraph(sheet: Worksheet, row: int, text: str, font: Any) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=5)
    cell = paper.put(sheet.cell(row, 2), text or None)
    cell.font, cell.alignment = font, paper.WRAPPED
    sheet.row_dimensions[row].height = 34 if len(text) > 90 else 18

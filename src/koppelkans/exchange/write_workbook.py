# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Write a case to a workbook; a template is the workbook of nothing, with examples."""

import os
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from koppelkans.case import TABLES, Case, Quarter, Record
from koppelkans.case.labels import label, table_label
from koppelkans.exchange import paper
from koppelkans.exchange.columns import columns_of
from koppelkans.exchange.examples import example_case
from koppelkans.exchange.guide_sheet import write_guide
from koppelkans.exchange.record_sheet import Lists, write_sheet
from koppelkans.exchange.tables import META, meta_values
from koppelkans.exchange.whole import whole_file
from koppelkans.exchange.words import GUIDE, LISTS
from koppelkans.language import LANGUAGES, N_, translate

FIRST_YEAR, LAST_YEAR = 2025, 2060
"""Years in the drop-down of quarters; others can be typed."""


def write_workbook(case: Case, path: Path, language: str = "nl") -> None:
    """Write a case to a workbook for readers of ``language``; reading it gives the same case."""
    paper.save(_build(case, language, with_examples=False), path)


def write_template(path: str | os.PathLike[str], language: str) -> None:
    """Write an empty workbook to fill in, in Dutch ("nl") or English ("en").

    One sheet per kind of record with explanation, units, drop-downs and an example row. What the
    first column calls an example is left out on reading.

    Raises
    ------
    ValueError
        For another language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language is {language!r}, expected one of {', '.join(LANGUAGES)}")
    file = Path(path)
    with whole_file(file) as unfinished:
        paper.save(_build(example_case(language), language, with_examples=True), unfinished)


def _build(case: Case, language: str, *, with_examples: bool) -> Workbook:
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = translate(GUIDE, language)
    sheets = {name: book.create_sheet(translate(table_label(name), language)) for name in TABLES}
    lists = _write_lists(book.create_sheet(translate(LISTS, language)), language)
    write_guide(guide, {name: sheet.title for name, sheet in sheets.items()}, language)
    for name, sheet in sheets.items():
        records: Sequence[Record] = getattr(case, name)
        rows, examples = ((), records) if with_examples else (records, ())
        write_sheet(sheet, TABLES[name], language, lists, rows, examples)
    _write_meta(book.create_sheet(META), case)
    return book


def _write_lists(sheet: Worksheet, language: str) -> Lists:
    """Write what can be chosen, one column per list, and return the formulas for them."""
    choices = {
        type(column.choices[0]): [translate(label(choice), language) for choice in column.choices]
        for record_type in TABLES.values()
        for column in columns_of(record_type)
        if column.choices
    }
    first = Quarter.of(FIRST_YEAR, 1)
    quarters = [str(first + n) for n in range(Quarter.of(LAST_YEAR + 1, 1) - first)]
    yes_no = [translate(N_("yes"), language), translate(N_("no"), language)]
    formulas = []
    for number, words in enumerate([quarters, yes_no, *choices.values()], start=1):
        for row, word in enumerate(words, start=1):
            paper.put(sheet.cell(row, number), word)
        letter = get_column_letter(number)
        formulas.append(f"'{sheet.title}'!${letter}$1:${letter}${len(words)}")
    sheet.sheet_state = "hidden"
    sheet.protection.enable()
    return Lists(dict(zip(choices, formulas[2:], strict=True)), formulas[0], formulas[1])


def _write_meta(sheet: Worksheet, case: Case) -> None:
    values = meta_values(case.crs)
    paper.header_row(sheet, 1, list(values))
    for number, value in enumerate(values.values(), start=1):
        paper.put(sheet.cell(2, number), value)
        sheet.column_dimensions[get_column_letter(number)].width = 24
    sheet.protection.enable()

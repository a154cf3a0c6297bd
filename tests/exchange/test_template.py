# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A template can be filled in by somebody who has never seen the code."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from koppelkans.case import TABLES, CaseError
from koppelkans.case.labels import table_label
from koppelkans.exchange import read_case, write_template
from koppelkans.exchange.columns import Kind, columns_of
from koppelkans.exchange.examples import example_case
from koppelkans.exchange.record_sheet import FIRST_ROW, ID_COLUMN, MARK_COLUMN
from koppelkans.language import LANGUAGES, translate

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def template(folder: Path, language: str) -> tuple[Path, openpyxl.Workbook]:
    path = folder / f"{language}.xlsx"
    write_template(path, language)
    return path, openpyxl.load_workbook(path)


def sheets(book: openpyxl.Workbook, language: str) -> dict[str, Worksheet]:
    return {name: book[translate(table_label(name), language)] for name in TABLES}


def test_empty_template_says_what_is_missing(tmp_path: Path, language: str) -> None:
    path, _ = template(tmp_path, language)
    with pytest.raises(CaseError) as caught:
        read_case(path)
    tables = [problem.table for problem in caught.value.problems]
    assert tables == ["areas", "places", "partners", "tasks", "variants"]


def test_examples_are_a_correct_case_once_they_are_no_examples(
    tmp_path: Path, language: str
) -> None:
    path, book = template(tmp_path, language)
    for sheet in sheets(book, language).values():
        for row in range(FIRST_ROW, sheet.max_row + 1):
            sheet.cell(row, MARK_COLUMN).value = None
    book.save(path)
    assert read_case(path) == example_case(language)


def test_headers_are_locked_and_cells_below_are_open(tmp_path: Path, language: str) -> None:
    _, book = template(tmp_path, language)
    for sheet in sheets(book, language).values():
        assert sheet.protection.sheet
        assert all(cell.protection.locked for row in sheet["A1:B3"] for cell in row)
        for row in sheet.iter_rows(min_row=FIRST_ROW, max_row=sheet.max_row):
            assert not any(cell.protection.locked for cell in row if cell.value is not None)
        for column in range(1, sheet.max_column + 1):
            letter = openpyxl.utils.get_column_letter(column)
            assert not sheet.column_dimensions[letter].protection.locked


def test_choices_and_references_have_drop_downs(tmp_path: Path, language: str) -> None:
    _, book = template(tmp_path, language)
    for name, sheet in sheets(book, language).items():
        listed = {
            str(area).split(":")[0]
            for rule in sheet.data_validations.dataValidation
            if rule.type == "list"
            for area in rule.sqref.ranges
        }
        for number, column in enumerate(columns_of(TABLES[name]), start=ID_COLUMN):
            letter = openpyxl.utils.get_column_letter(number)
            single = column.refers_to and column.kind is Kind.TEXT
            if column.choices or single or column.kind in {Kind.YES_NO, Kind.QUARTER}:
                assert f"{letter}{FIRST_ROW}" in listed, (name, column.name)


def test_lists_of_drop_downs_hold_what_can_be_chosen(tmp_path: Path, language: str) -> None:
    _, book = template(tmp_path, language)
    for name, sheet in sheets(book, language).items():
        columns = dict(enumerate(columns_of(TABLES[name]), start=ID_COLUMN))
        for rule in sheet.data_validations.dataValidation:
            column = columns[min(area.min_col for area in rule.sqref.ranges)]
            if rule.type == "list" and column.choices:
                title, area = rule.formula1.replace("$", "").replace("'", "").split("!")
                assert len(book[title][area]) == len(column.choices)


def test_first_sheet_explains_and_links_to_the_others(tmp_path: Path, language: str) -> None:
    _, book = template(tmp_path, language)
    guide = book.worksheets[0]
    targets = {cell.hyperlink.location for row in guide.rows for cell in row if cell.hyperlink}
    assert targets == {f"'{sheet.title}'!A1" for sheet in sheets(book, language).values()}
    assert all(sheet.freeze_panes for sheet in sheets(book, language).values())


def test_titles_and_prompts_fit_in_excel(tmp_path: Path, language: str) -> None:
    _, book = template(tmp_path, language)
    assert all(len(title) <= 31 for title in book.sheetnames)
    for sheet in book.worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.promptTitle) <= 32
            assert len(rule.prompt) <= 255
            assert len(rule.formula1) <= 255

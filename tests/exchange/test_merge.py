# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workbooks of several partners make one case; what collides is asked, never guessed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from koppelkans.case import TABLES, Case
from koppelkans.exchange import write_case, write_template
from koppelkans.exchange.compare import diff_cases
from koppelkans.exchange.merge import describe_merger, merge_cases
from tests.factories import case_of, small_case, small_tables

OWN = {"tasks", "variants", "effects", "relations"}


@pytest.fixture
def keep(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook in which only some rows of the small case are left."""

    def write(name: str, rows: Callable[[str, str], bool], case: Case | None = None) -> Path:
        path = tmp_path / name
        write_case(case or small_case(), path)
        book = openpyxl.load_workbook(path)
        for sheet, table in zip(book.worksheets[1 : len(TABLES) + 1], TABLES, strict=True):
            for number in range(sheet.max_row, 3, -1):
                id_ = sheet.cell(number, 2).value
                if id_ is not None and not rows(table, str(id_)):
                    sheet.delete_rows(number)
        book.save(path)
        return path

    return write


def of_water(table: str, id_: str) -> bool:
    return table in OWN and id_.startswith("sewer") and id_ != "sewer-before-street"


def of_the_others(table: str, id_: str) -> bool:
    return not of_water(table, id_)


def changed(table: str, row: int, **values: Any) -> Case:
    tables = small_tables()
    tables[table][row] |= values
    return case_of(tables)


def test_partners_with_their_own_sheets_make_the_whole_case(keep: Callable[..., Path]) -> None:
    merger = merge_cases([keep("rest.xlsx", of_the_others), keep("water.xlsx", of_water)])
    assert merger.problems == ()
    assert merger.case is not None
    assert diff_cases(small_case(), merger.case) == ()
    lines = describe_merger(merger, "en")
    assert lines[1] == "water.xlsx: Tasks 2, Variants 2."


def test_an_empty_template_adds_nothing(keep: Callable[..., Path], tmp_path: Path) -> None:
    template = tmp_path / "leeg.xlsx"
    write_template(template, "nl")
    merger = merge_cases([keep("all.xlsx", lambda *_: True), template])
    assert merger.case == small_case()
    assert describe_merger(merger, "en")[1] == "leeg.xlsx: nothing new."


def test_the_same_record_in_workbook_and_geopackage_is_one(
    keep: Callable[..., Path], tmp_path: Path
) -> None:
    write_case(small_case(), tmp_path / "all.gpkg")
    merger = merge_cases([tmp_path / "all.gpkg", keep("all.xlsx", lambda *_: True)])
    assert merger.case == small_case()
    assert merger.brought[1].new == {}
    assert merger.brought[1].known["places"] == 4


def test_what_one_leaves_empty_another_fills_in(keep: Callable[..., Path]) -> None:
    with_reason = changed("tasks", 0, reason="Verzakt.")
    merger = merge_cases([
        keep("all.xlsx", lambda *_: True), keep("water.xlsx", of_water, with_reason),
    ])  # fmt: skip
    assert merger.case == with_reason
    assert describe_merger(merger, "en")[-1] == (
        "Tasks, “sewer-1”: Reason filled in from water.xlsx."
    )


def test_a_collision_is_asked_with_both_files(keep: Callable[..., Path]) -> None:
    cheaper = changed("variants", 0, investment_eur=250_000)
    merger = merge_cases([
        keep("all.xlsx", lambda *_: True), keep("water.xlsx", of_water, cheaper),
    ])  # fmt: skip
    assert merger.case is None
    (problem,) = merger.problems
    line = problem.in_language("en")
    assert line.startswith("water.xlsx, Varianten, row 4, “sewer-1-v”, field ")
    assert "found 250000" in line
    assert "all.xlsx says 300000 here" in line


def test_what_is_missing_leads_to_the_file_that_needs_it(keep: Callable[..., Path]) -> None:
    without_water = keep("rest.xlsx", lambda t, i: of_the_others(t, i) and i != "water")
    merger = merge_cases([without_water, keep("water.xlsx", of_water)])
    assert merger.case is None
    lines = [problem.in_language("en") for problem in merger.problems]
    assert any(line.startswith("water.xlsx, Opgaven, row 4, “sewer-1”") for line in lines)


def test_files_in_other_coordinate_systems_are_asked_about(keep: Callable[..., Path]) -> None:
    path = keep("water.xlsx", of_water)
    book = openpyxl.load_workbook(path)
    book["meta"]["B2"] = "EPSG:25831"
    book.save(path)
    merger = merge_cases([keep("all.xlsx", lambda *_: True), path])
    assert merger.case is None
    assert [problem.in_language("en") for problem in merger.problems] == [
        "water.xlsx, field crs: found EPSG:25831; "
        "expected EPSG:28992, as in all.xlsx; convert one of the two first"
    ]

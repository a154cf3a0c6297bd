# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programme files say what the result says, add up, and give nothing away."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pyogrio
import pytest
from defusedxml import ElementTree

from koppelkans.case import Case, CaseError, Visibility
from koppelkans.exchange import (
    read_case,
    write_programme_geopackage,
    write_programme_workbook,
)
from koppelkans.exchange.value_sheet import EXPLANATION
from koppelkans.language import LANGUAGES
from koppelkans.result import Result
from tests.factories import small_case, small_tables
from tests.plan.results import small_result

HIDDEN = "Geheime opgave"


@pytest.fixture(scope="module")
def case() -> Case:
    """A case in which names look like formulas and one task is private."""
    tables = small_tables()
    tables["tasks"][0]["title"] = '=HYPERLINK("http://example.org")'
    tables["tasks"][4] |= {"title": HIDDEN, "visibility": Visibility.OWN}
    tables["variants"][6]["name"] = HIDDEN
    tables["partners"][1]["short_name"] = "@Water"
    return small_case(**tables)


@pytest.fixture(scope="module")
def result(case: Case) -> Result:
    return small_result(case)


@pytest.fixture(scope="module")
def geopackage(case: Case, result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("programme") / "programme.gpkg"
    write_programme_geopackage(case, result, path)
    return path


@pytest.fixture(scope="module", params=LANGUAGES)
def book(
    case: Case,
    result: Result,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("programme") / "programme.xlsx"
    write_programme_workbook(case, result, path, request.param)
    return openpyxl.load_workbook(path)


def rows_of(path: Path, query: str) -> list[sqlite3.Row]:
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    rows = database.execute(query).fetchall()
    database.close()
    return rows


def fids(path: Path, table: str, condition: str) -> list[int]:
    """Return the rows that a filter of a style draws."""
    query = f'SELECT fid FROM "{table}" WHERE {condition}'  # noqa: S608  # our own styles
    return [row["fid"] for row in rows_of(path, query)]


def texts(book: openpyxl.Workbook) -> Iterator[str]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell.value for cell in row if isinstance(cell.value, str))


def test_layers_have_kind_and_coordinate_system(geopackage: Path, case: Case) -> None:
    layers = dict(pyogrio.list_layers(geopackage))
    for name in ("places", "tasks", "occupations", "opportunities"):
        assert layers[name] == "MultiLineString"
        assert pyogrio.read_info(geopackage, layer=name)["crs"] == case.crs
    assert layers["value_entries"] is None


def test_tasks_have_their_days_as_dates(geopackage: Path, result: Result) -> None:
    info = pyogrio.read_info(geopackage, layer="tasks")
    types = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert types["first_day"] == types["last_day"] == "datetime64[D]"
    rows = rows_of(geopackage, "SELECT * FROM tasks WHERE alternative = 'programme'")
    starts = {choice.task_id: choice.start for choice in result.programme.tasks}
    assert {row["task_id"]: row["start"] for row in rows} == {
        task_id: str(start) if start else None for task_id, start in starts.items()
    }
    (sewer,) = (row for row in rows if row["task_id"] == "sewer-1")
    assert (sewer["first_day"], sewer["last_day"]) == ("2029-07-01", "2029-12-31")
    assert sewer["shift_quarters"] == 2


def test_both_alternatives_are_there_with_all_occupations(geopackage: Path, result: Result) -> None:
    counts = rows_of(
        geopackage, "SELECT alternative, count(*) AS n FROM occupations GROUP BY alternative"
    )
    assert {row["alternative"]: row["n"] for row in counts} == {
        "baseline": result.baseline.occupations, "programme": result.programme.occupations,
    }  # fmt: skip


def test_entries_add_up_to_the_net_value(geopackage: Path, result: Result) -> None:
    sums = rows_of(
        geopackage, "SELECT alternative, sum(eur) AS eur FROM value_entries GROUP BY alternative"
    )
    found = {row["alternative"]: row["eur"] for row in sums}
    assert found["programme"] == pytest.approx(result.programme.net_value_eur)
    assert found["baseline"] == pytest.approx(result.baseline.net_value_eur)


def test_styles_are_well_formed_and_filter_on_fields_that_exist(geopackage: Path) -> None:
    styles = rows_of(geopackage, "SELECT * FROM layer_styles")
    assert {row["f_table_name"] for row in styles} == {
        "places", "tasks", "occupations", "opportunities",
    }  # fmt: skip
    for row in styles:
        assert row["useAsDefault"]
        assert row["f_geometry_column"] == "geometry"
        document = ElementTree.fromstring(row["styleQML"], forbid_dtd=False)
        conditions = [rule.attrib["filter"] for rule in document.iter("rule") if rule.attrib]
        for condition in filter(None, conditions):
            fids(geopackage, row["f_table_name"], condition)
        symbols = {symbol.attrib["name"] for symbol in document.iter("symbol")}
        assert {rule.attrib["symbol"] for rule in document.iter("rule")} == symbols


def test_every_place_is_drawn_by_one_rule(geopackage: Path, case: Case) -> None:
    (row,) = rows_of(geopackage, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'places'")
    document = ElementTree.fromstring(row["styleQML"], forbid_dtd=False)
    drawn: list[int] = []
    for rule in document.iter("rule"):
        if rule.attrib:
            drawn += fids(geopackage, "places", rule.attrib["filter"])
    assert sorted(drawn) == list(range(1, len(case.places) + 1))


def test_programme_is_no_case(geopackage: Path) -> None:
    with pytest.raises(CaseError, match="is this a case"):
        read_case(geopackage)


def blocks(book: openpyxl.Workbook) -> list[list[list[Any]]]:
    """Return the three matrices: header, rows, totals."""
    sheet = book.worksheets[3]
    found: list[list[list[Any]]] = [[]]
    for row in sheet.iter_rows(min_row=3, values_only=True):
        if row[0] is None:
            found.append([])
        else:
            found[-1].append([cell for cell in row if cell is not None])
    return [block for block in found if block]


def test_matrices_add_up_both_ways_and_to_the_net_value(
    book: openpyxl.Workbook, result: Result
) -> None:
    together, alone, difference = blocks(book)
    for block, net in (
        (together, result.programme.net_value_eur),
        (alone, result.baseline.net_value_eur),
        (difference, together[-1][-1] - alone[-1][-1]),
    ):
        numbers = [row[1:] for row in block[1:]]
        assert all(sum(row[:-1]) == row[-1] for row in numbers)
        assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
        assert numbers[-1][-1] == pytest.approx(net, abs=0.5)


def test_summary_shares_and_matrix_tell_the_same(book: openpyxl.Workbook, result: Result) -> None:
    together, alone, _ = blocks(book)
    summary = {
        row[1]: row[2:5]
        for row in book.worksheets[0].iter_rows(min_row=7, max_row=20, values_only=True)
    }
    net = next(row for row in summary.values() if row[0] == together[-1][-1])
    assert net[1] == alone[-1][-1]
    figures = list(summary.values())
    assert sum(row[0] for row in figures[:3]) == figures[3][0]
    shares = [row[:6] for row in book.worksheets[6].iter_rows(min_row=2, values_only=True)]
    *partners, total = shares
    assert [sum(column) for column in zip(*(row[1:] for row in partners), strict=True)] == list(
        total[1:]
    )
    assert [row[1] for row in partners] == alone[-1][1:-1]
    assert [row[2] for row in partners] == together[-1][1:-1]
    assert total[3] == 0
    assert all(row[2] + row[3] == row[4] and row[4] - row[1] == row[5] for row in shares)


def test_sheets_are_ready_to_work_with(book: openpyxl.Workbook) -> None:
    for number, sheet in enumerate(book.worksheets):
        if number not in {0, 3}:
            assert sheet.freeze_panes == "B2"
            assert sheet.auto_filter.ref
    assert EXPLANATION
    money = book.worksheets[3]["B4"]
    assert "€" in money.number_format


def test_text_is_never_a_formula(book: openpyxl.Workbook) -> None:
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    risky = [c for c in cells if isinstance(c.value, str) and c.value.startswith(("=", "@"))]
    assert risky
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in risky)


def test_private_task_is_not_told(book: openpyxl.Workbook, geopackage: Path) -> None:
    assert HIDDEN not in "\n".join(texts(book))
    assert HIDDEN.encode() not in geopackage.read_bytes()
    (row,) = rows_of(
        geopackage,
        "SELECT * FROM tasks WHERE task_id = 'heat-1' AND alternative = 'programme'",
    )
    assert row["investment_eur"] is None
    assert row["variant"] is None


def test_same_result_gives_the_same_bytes(
    case: Case, result: Result, geopackage: Path, tmp_path: Path
) -> None:
    write_programme_geopackage(case, result, tmp_path / "again.gpkg")
    assert (tmp_path / "again.gpkg").read_bytes() == geopackage.read_bytes()

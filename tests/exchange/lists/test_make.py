# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A partner's own list becomes tasks, variants and streets; nothing is made up without saying."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from koppelkans.case import TABLES, CaseError
from koppelkans.exchange.lists import (
    ListChoice,
    Made,
    Tables,
    guess_columns,
    is_case_workbook,
    make_records,
    read_list,
)
from tests.factories import small_tables

ROWS: list[list[Any]] = [
    ["Meerjarenplanning"],
    [],
    ["Nr.", "Omschrijving", "Straat", "Jaar", "Raming (EUR)"],
    [1, "Leiding vervangen", "Langstraat 2-40", 2029, "120.000,50"],
    [2, "Leiding vervangen", "Lindelaan en Plein", "Q3 2030", 80_000],
    [3, "Brandkranen", "Plein", "ooit", None],
]


@pytest.fixture
def tables() -> Tables:
    rows = small_tables()
    return {name: {str(r["id"]): r for r in rows.get(name, [])} for name in TABLES}


def bring(tmp_path: Path, tables: Tables, rows: list[list[Any]] = ROWS) -> Made:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "lijst.xlsx"
    book.save(path)
    found = read_list(path)
    return make_records(found, ListChoice(guess_columns(found.headers), "water"), tables)


def of(made: Made, table: str) -> dict[str, Any]:
    return {r.key: r.values for r in made.records if r.table == table}


def test_rows_become_tasks_at_known_and_new_streets(tmp_path: Path, tables: Tables) -> None:
    for area in tables["areas"].values():
        assert isinstance(area, dict)
        area.pop("geometry")
    for place in tables["places"].values():
        assert isinstance(place, dict)
        place.pop("geometry")
    made = bring(tmp_path, tables)
    tasks = of(made, "tasks")
    assert [t["title"] for t in tasks.values()] == [
        "Leiding vervangen, Langstraat", "Leiding vervangen, Lindelaan, Plein", "Brandkranen",
    ]  # fmt: skip
    assert tasks["water-1"]["place_ids"] == ["place-4"]
    assert tasks["water-2"]["place_ids"] == ["lindelaan", "plein"]
    assert tasks["water-1"]["preferred_start"] == "2029-Q1"
    assert tasks["water-1"]["earliest_start"] == "2027-Q1"
    assert tasks["water-2"]["preferred_start"] == "2030-Q3"
    assert of(made, "variants")["water-1-v"]["investment_eur"] == 120_000.5
    assert made.new_streets == ["Lindelaan", "Plein"]
    assert not any(place["located"] for place in of(made, "places").values())
    notice = next(iter(of(made, "areas").values()))["notice"]
    assert "Lindelaan, Plein" in notice
    assert notice.startswith("Verzonnen opgaven.")


def test_what_is_not_known_is_said_and_stays_open(tmp_path: Path, tables: Tables) -> None:
    rows = [*ROWS[:3], [3, "Brandkranen", "Langstraat", "ooit", None]]
    made = bring(tmp_path, tables, rows)
    assert [(p.row, p.header, p.found) for p in made.problems] == [(4, "Jaar", "ooit")]
    assert "preferred_start" not in of(made, "tasks")["water-3"]
    assert "investment_eur" not in of(made, "variants")["water-3-v"]


def test_second_time_only_what_the_list_says_is_offered(tmp_path: Path, tables: Tables) -> None:
    rows = [*ROWS[:3], [1, "Leiding vervangen", "Langstraat", 2031, 1000]]
    first = bring(tmp_path, tables, rows)
    kept = {name: {**records, **of(first, name)} for name, records in tables.items()}
    again = bring(tmp_path, kept, rows)
    assert "confidence" not in of(again, "tasks")["water-1"]
    assert set(of(again, "variants")["water-1-v"]) == {
        "id", "task_id", "name", "is_baseline", "investment_eur",
    }  # fmt: skip


def test_sheet_without_headers_is_refused_and_a_case_is_known(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append([1, 2, 3])
    book.save(tmp_path / "leeg.xlsx")
    with pytest.raises(CaseError):
        read_list(tmp_path / "leeg.xlsx")
    assert not is_case_workbook(tmp_path / "leeg.xlsx")
    book.create_sheet("meta")
    book.save(tmp_path / "case.xlsx")
    assert is_case_workbook(tmp_path / "case.xlsx")


def test_row_that_does_not_say_what_to_do_is_named(tmp_path: Path, tables: Tables) -> None:
    rows = [ROWS[2], [1, "Brandkranen", "Langstraat", 2029, 5_000]]
    made = bring(tmp_path, tables, [*rows, [4, None, "Kerkstraat", 2030, 70_000], [None] * 5])
    assert len(of(made, "tasks")) == 1
    assert "Kerkstraat" not in made.new_streets
    lost = [problem for problem in made.problems if problem.row == 3]
    assert [p.in_language("nl") for p in lost] == [
        "Sheet, rij 3, veld Omschrijving: gevonden: Kerkstraat, 2030, 70000, 4;"
        " verwacht wat er moet gebeuren; zonder dat blijft deze rij liggen"
    ]

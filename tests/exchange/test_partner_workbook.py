# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A partner gets its own tasks back with what was found, and nothing that others hide."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from koppelkans.case import Case, Visibility
from koppelkans.exchange.partner_workbook import write_partner_workbook
from koppelkans.language import LANGUAGES
from koppelkans.opportunity import detect_opportunities, find_joint_effects
from tests.factories import small_case, small_tables
from tests.plan.results import small_result

HIDDEN = "Geheime opgave"
FORMULA = '=HYPERLINK("http://example.org")'


@pytest.fixture(scope="module")
def case() -> Case:
    tables = small_tables()
    tables["tasks"][0]["title"] = FORMULA
    tables["tasks"][4] |= {"title": HIDDEN, "visibility": Visibility.OWN}
    for number in (5, 6):
        tables["variants"][number]["name"] = HIDDEN
    return small_case(**tables)


def read(path: Path) -> tuple[list[list[Any]], list[list[Any]]]:
    book = openpyxl.load_workbook(path)
    tasks, opportunities = (
        [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets
    )
    assert all(
        cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows()
        for cell in row
    )  # fmt: skip
    return tasks, opportunities


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_partner_gets_its_own_tasks_and_all_their_opportunities(
    case: Case, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "water.xlsx"
    write_partner_workbook(case, "water", path, language)
    tasks, opportunities = read(path)
    assert [row[0] for row in tasks[1:]] == [FORMULA, "Sewer-2"]
    found = detect_opportunities(case, find_joint_effects(case))
    expected = sum(len({"sewer-1", "sewer-2"} & set(o.task_ids)) for o in found)
    assert expected
    assert len(opportunities) - 1 == expected == sum(row[6] for row in tasks[1:])
    gains = [row[10] for row in opportunities[1:] if row[0] == FORMULA]
    assert gains == sorted(gains, reverse=True)
    assert tasks[1][8] == gains[0]


def test_what_others_hide_stays_hidden(case: Case, tmp_path: Path) -> None:
    result = small_result(case)
    for partner, shown in (("water", False), ("city", False), ("heat", True)):
        path = tmp_path / f"{partner}.xlsx"
        write_partner_workbook(case, partner, path, "nl", result)
        tasks, opportunities = read(path)
        assert (HIDDEN in str(tasks)) == shown
        assert shown or HIDDEN not in str(opportunities)


def test_with_a_result_the_programme_is_in_it(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "water.xlsx"
    result = small_result(case)
    write_partner_workbook(case, "water", path, "en", result)
    tasks, opportunities = read(path)
    header, sewer, _ = tasks
    row = dict(zip(header, sewer, strict=True))
    assert (row["Start together"], row["Quarters later than preferred"]) == ("2029-Q3", 2)
    assert row["In the street at the same time"].startswith("Task that Warmte keeps to itself")
    taken = [row[-1] for row in opportunities[1:]]
    own = [o for o in result.opportunities for t in ("sewer-1", "sewer-2") if t in o.task_ids]
    assert taken.count("yes") == sum(o.taken for o in own)


def test_a_task_that_is_not_done_says_so(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "heat.xlsx"
    result = small_result(case, together={"sewer-1": ("sewer-1-v", "2029-Q1")})
    write_partner_workbook(case, "heat", path, "en", result)
    tasks, _ = read(path)
    assert "not done" in tasks[1]


def test_titles_as_long_as_they_may_be_fit(tmp_path: Path) -> None:
    tables = small_tables()
    for task in tables["tasks"]:
        task["title"] = "תחזוקה " * 1_400
    path = tmp_path / "water.xlsx"
    write_partner_workbook(small_case(**tables), "water", path, "nl")
    _, opportunities = read(path)
    assert max(len(row[2]) for row in opportunities) == 2_000

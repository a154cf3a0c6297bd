# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""One mistake in a row hides no other, and causes no other."""

import pytest

from koppelkans.case import CaseError, Problem, Row, build_case
from koppelkans.case.rows import Doubtful
from koppelkans.language import Message
from tests.factories import case_of, small_tables


def problems_of(tables: dict[str, list[dict[str, object]]]) -> list[tuple[str, str]]:
    with pytest.raises(CaseError) as caught:
        case_of(tables)
    return [(problem.table, problem.field) for problem in caught.value.problems]


def test_dangling_reference_in_a_row_with_another_mistake_is_found_as_well() -> None:
    tables = small_tables()
    tables["tasks"][0] |= {"homes": -3, "partner_id": "nobody", "place_ids": "place-1; nowhere"}
    assert sorted(problems_of(tables)) == [
        ("tasks", "homes"), ("tasks", "partner_id"), ("tasks", "place_ids"),
    ]  # fmt: skip


def test_broken_variant_still_counts_as_variant_of_its_task() -> None:
    tables = small_tables()
    tables["variants"][0]["investment_eur"] = "veel"
    assert problems_of(tables) == [("variants", "investment_eur")]


def test_variant_without_task_blames_no_task() -> None:
    tables = small_tables()
    tables["variants"][0]["task_id"] = ""
    assert problems_of(tables) == [("variants", "task_id")]


def test_reference_to_a_broken_row_is_no_second_problem() -> None:
    tables = small_tables()
    tables["partners"][1]["kind"] = "waterstaat"
    assert problems_of(tables) == [("partners", "kind")]


def test_task_without_variant_is_found_beside_a_broken_variant_of_another() -> None:
    tables = small_tables()
    tables["variants"][0]["investment_eur"] = "veel"
    tables["variants"] = [v for v in tables["variants"] if v["task_id"] != "coaches"]
    tables["effects"] = [e for e in tables["effects"] if e["variant_id"] != "coaches-v"]
    assert sorted(problems_of(tables)) == [("tasks", "id"), ("variants", "investment_eur")]


def test_doubtful_value_is_a_problem_and_not_a_missing_one() -> None:
    tables = small_tables()
    doubt = Doubtful("1.234", Message("write 1234 or 1,234"))
    tables["variants"][0]["investment_eur"] = doubt
    with pytest.raises(CaseError) as caught:
        case_of(tables)
    (problem,) = caught.value.problems
    assert (problem.row, problem.field, problem.found) == (2, "investment_eur", "1.234")
    assert "write 1234" in str(caught.value)


def test_problems_of_the_reader_are_named_with_the_others() -> None:
    rows = {name: [Row(2, row) for row in rows] for name, rows in small_tables().items()}
    rows["tasks"] = []
    with pytest.raises(CaseError) as caught:
        build_case(rows, problems=[Problem(Message("the sheet is torn"), table="effects")])
    assert caught.value.problems[0].table == "effects"
    assert "tasks" in {problem.table for problem in caught.value.problems}


def test_text_keeps_its_line_ends_and_refuses_control_characters() -> None:
    tables = small_tables()
    tables["tasks"][0]["reason"] = "eerst\r\ndan\rtoen"
    assert case_of(tables).tasks[0].reason == "eerst\ndan\ntoen"
    tables["tasks"][0]["reason"] = "riool\x00"
    tables["partners"][0]["name"] = " "
    assert sorted(problems_of(tables)) == [("partners", "name"), ("tasks", "reason")]

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed since a decision: every task, every euro, and why."""

import pytest

from koppelkans.case import Case
from koppelkans.plan import build_plan
from koppelkans.plan.content.since import Former, since_decided, with_changes
from koppelkans.plan.difference import find_difference
from koppelkans.plan.docx import set_plan
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Bullets, Paragraph, Table
from koppelkans.result import Result
from tests.plan.results import TOGETHER, small_result


@pytest.fixture(scope="module")
def later(case: Case) -> Result:
    """The same case with one task later, one in another variant and one left out."""
    chosen = TOGETHER | {
        "sewer-1": ("sewer-1-v", "2030-Q1"),
        "heat-1": ("heat-1-mt", "2029-Q3"),
    }
    del chosen["coaches"]
    return small_result(case, together=chosen)


def test_nothing_changed_says_so(case: Case, result: Result) -> None:
    reading = Reading(case, result, "nl")
    assert find_difference(reading, reading).is_nothing
    section = since_decided(reading, Former(reading, "Besloten op 3 maart 2026."))
    assert [type(block) for block in section.blocks] == [Paragraph, Paragraph]


def test_every_task_that_is_done_otherwise_is_named_once(
    case: Case, result: Result, later: Result
) -> None:
    found = find_difference(Reading(case, result, "nl"), Reading(case, later, "nl"))
    assert {change.task_id for change in found.tasks} == {"sewer-1", "heat-1", "coaches"}


def test_euros_per_partner_and_kind_add_up_to_the_change_of_the_whole(
    case: Case, result: Result, later: Result
) -> None:
    found = find_difference(Reading(case, result, "nl"), Reading(case, later, "nl"))
    before, after = found.net_eur
    total = sum(sum(change.kinds.values()) for change in found.partners)
    assert total == pytest.approx(after - before, abs=0.01)
    assert sum(change.payment_eur for change in found.partners) == pytest.approx(0, abs=0.01)


def test_tables_add_up_and_reasons_stand_below(case: Case, result: Result, later: Result) -> None:
    reading = Reading(case, later, "en")
    former = Former(Reading(case, result, "en"), "Decided.", ("the budget was cut.",))
    blocks = since_decided(reading, former).blocks
    for table in (block for block in blocks if isinstance(block, Table) and block.has_total):
        for column in range(1, len(table.header)):
            cells = [int(row[column].replace(",", "").replace("−", "-")) for row in table.rows]
            assert sum(cells[:-1]) == cells[-1], table.caption
    assert isinstance(blocks[-1], Bullets)
    assert "The budget was cut." in blocks[-1].items


def test_a_search_that_found_something_else_is_the_reason_when_there_is_no_other(
    case: Case, result: Result, later: Result
) -> None:
    section = since_decided(
        Reading(case, later, "en"), Former(Reading(case, result, "en"), "Decided.")
    )
    told = section.blocks[-1]
    assert isinstance(told, Bullets)
    assert told.items[0] == "The case is the same: a new search found another programme."
    assert told.items[1].startswith("The costs are shared by another rule")


def test_task_and_partner_that_are_gone_are_named_from_the_former_case(
    case: Case, result: Result
) -> None:
    without = [t for t in case.tasks if t.id != "coaches"]
    kept = {"tasks": tuple(without)} | {
        table: tuple(r for r in getattr(case, table) if getattr(r, "task_id", "") != "coaches")
        for table in ("variants", "relations", "conditions", "struggles")
    }
    variants = {v.id for v in kept["variants"]}
    kept["effects"] = tuple(e for e in case.effects if e.variant_id in variants)
    smaller = case.model_copy(update=kept)
    smaller = Case.model_validate({name: getattr(smaller, name) for name in Case.model_fields})
    chosen = {key: value for key, value in TOGETHER.items() if key != "coaches"}
    reading = Reading(smaller, small_result(smaller, together=chosen), "en")
    section = since_decided(reading, Former(Reading(case, result, "en"), ""))
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert [row[-1] for row in table.rows] == ["gone"]
    plan = with_changes(
        build_plan(smaller, reading.result, "en"), reading, Former(Reading(case, result, "en"), "")
    )
    assert plan.sections[1].title.startswith("What changed since")
    assert set_plan(plan).startswith(b"PK")

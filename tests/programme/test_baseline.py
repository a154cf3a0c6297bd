# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.case import find_excesses
from koppelkans.programme import plan_alone
from tests.factories import case_of, small_case, small_tables
from tests.programme.cases import tiny_case


def test_without_limits_everybody_takes_its_own_variant_at_its_preferred_moment():
    case = small_case(boundaries=[], relations=[])
    schedule = plan_alone(case)
    for task in case.tasks:
        work = schedule.works[task.id]
        assert work.start == task.preferred_start
        assert work.variant == case.baseline_variant(task.id)


def test_relations_and_own_budgets_and_crews_are_kept_when_they_can_be():
    case = small_case()
    broken = [excess.id for excess in find_excesses(plan_alone(case)) if excess.broken]
    own = {"budget-city", "crews-water", *(r.id for r in case.relations), *case.task}
    assert not own & set(broken)


def test_others_in_the_street_are_no_reason_to_move():
    crowded = [{"id": "none", "kind": "closures", "name": "Niets dicht", "limit": 0}]
    alone, unlimited = (
        plan_alone(small_case(relations=[], boundaries=boundaries)) for boundaries in (crowded, [])
    )
    assert alone == unlimited


def test_a_budget_that_cannot_be_kept_is_gone_over_instead_of_failing():
    tables = small_tables()
    tables["boundaries"] = [
        {"id": "poor", "kind": "budget", "name": "Geen geld", "partner_id": "water", "limit": 1.0}
    ]
    schedule = plan_alone(case_of(tables))
    assert {excess.id for excess in find_excesses(schedule) if excess.broken} == {"poor"}
    assert schedule.works.keys() >= {"sewer-1", "sewer-2"}


@pytest.mark.parametrize("seed", range(8))
def test_same_case_gives_the_same_baseline(seed):
    case = tiny_case(seed)
    assert plan_alone(case) == plan_alone(case)

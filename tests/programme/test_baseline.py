# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from bench.city import generate_case
from koppelkans.case import find_excesses
from koppelkans.programme import plan_alone
from koppelkans.programme.baseline import MOST_TASKS_EXACT, OWN_LIMITS
from koppelkans.programme.vary import change_case
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


@pytest.fixture(scope="module")
def city():
    case = generate_case(MOST_TASKS_EXACT + 20, 1).case
    assert len(case.tasks) > MOST_TASKS_EXACT
    return case


def test_a_larger_case_keeps_own_limits_and_takes_own_variants_every_time(city):
    schedule = plan_alone(city)
    own = {b.id for b in city.boundaries if b.kind in OWN_LIMITS}
    own |= {relation.id for relation in city.relations} | city.task.keys()
    assert not own & {e.id for e in find_excesses(schedule) if e.broken}
    assert all(w.variant == city.baseline_variant(id_) for id_, w in schedule.works.items())
    assert schedule.works.keys() >= {task.id for task in city.tasks if not task.optional}
    assert plan_alone(city) == schedule


def test_a_larger_case_without_limits_stays_at_its_preferred_moments(city):
    free = change_case(city, boundaries=(), relations=())
    schedule = plan_alone(free)
    for task in free.tasks:
        first = free.starts(task.id, free.baseline_variant(task.id).id)
        nearest = min(max(task.preferred_start.index, first.start), first.stop - 1)
        assert schedule.works[task.id].start.index == nearest

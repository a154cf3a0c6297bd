# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What plainly cannot be: said at once, in a case of any size, and never of what can be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.city import City, generate_case
from koppelkans.case import Boundary, BoundaryKind, Case, Schedule, Variant, find_excesses
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import (
    NoProgrammeFound,
    Pin,
    SearchSettings,
    WishError,
    Wishes,
    find_programme,
    with_boundary,
)
from koppelkans.programme.questions.blocked import find_blocked
from koppelkans.programme.questions.feasibility import Impossible, Limits
from koppelkans.programme.vary import with_record
from koppelkans.programme.wishes import NOTHING
from tests.programme.cases import all_schedules
from tests.programme.drawn import DRAWN, tiny_cases

NO_SEARCH = SearchSettings(seconds=0.0)


@pytest.fixture(scope="module", params=[25, 65])
def city(request) -> City:
    """Below and above the number of tasks from which prices alone prove."""
    return generate_case(request.param, 1)


def pinned(city: City) -> Wishes:
    works = city.fits.works.items()
    return Wishes(pins=tuple(Pin.at(id_, w.start, w.variant.id) for id_, w in works))


def budgets(case: Case) -> list[Boundary]:
    return [b for b in case.boundaries if b.kind is BoundaryKind.BUDGET]


def cannot_be(case: Case, wishes: Wishes) -> bool:
    """Whether the model of limits, which counts otherwise, finds the same impossible."""
    blocked = find_blocked(case, wishes)
    assert blocked
    try:
        Limits(case, wishes, 1).solve(blocked, (), 60.0)
    except Impossible:
        return True
    return False


def test_a_programme_that_fits_blocks_nothing_however_much_of_it_is_pinned(city):
    assert find_blocked(city.case, NOTHING) == ()
    assert find_blocked(city.case, pinned(city)) == ()


def test_no_money_at_all(city):
    case = city.case
    for budget in budgets(case):
        case = with_boundary(case, budget.id, limit=0.0, stretch=0.0)
    assert cannot_be(case, NOTHING)


def test_a_task_of_a_billion_within_a_budget(city):
    must = next(t for t in city.case.tasks if not t.optional
                and t.partner_id in {b.partner_id for b in budgets(city.case)})  # fmt: skip
    case = city.case
    for variant in city.case.variants_of[must.id]:
        case = with_record(case, Variant.table, variant.id, {"investment_eur": 1e9})
    assert cannot_be(case, NOTHING)
    assert [limit.id for limit in find_blocked(case, NOTHING)][1:] == [must.id]


@pytest.mark.parametrize("kind", [BoundaryKind.CREWS, BoundaryKind.CLOSURES])
def test_a_limit_that_what_is_pinned_goes_over_already(city, kind):
    for limit in (b for b in city.case.boundaries if b.kind is kind):
        case = with_boundary(city.case, limit.id, limit=0, stretch=0)
        if any(
            e.broken and e.id == limit.id
            for e in find_excesses(Schedule(case, {c.task_id: c for c in city.fits}))
        ):
            assert cannot_be(case, pinned(city))
            return
    pytest.fail("no limit that is used")


def test_it_is_said_in_full_without_searching():
    case = generate_case(25, 1).case
    for budget in budgets(case):
        case = with_boundary(case, budget.id, limit=0.0, stretch=0.0)
    with pytest.raises(NoProgrammeFound) as failure:
        find_programme(case, find_joint_effects(case), NO_SEARCH)
    assert failure.value.proven
    assert failure.value.conflict is not None
    assert "budget" in str(failure.value)
    assert {limit.table for limit in failure.value.conflict.limits} == {"boundaries", "tasks"}


@settings(DRAWN, max_examples=60)
@given(tiny_cases(), st.data())
def test_what_is_blocked_no_schedule_keeps(case, data):
    fixed = [task for task in case.tasks if data.draw(st.booleans())]
    pins = []
    for task in fixed:
        variant = data.draw(st.sampled_from(case.variants_of[task.id]))
        starts = case.starts(task.id, variant.id)
        if starts:
            start = data.draw(st.sampled_from(list(starts)))
            pins.append(Pin.at(task.id, case.first_quarter + (start - case.first_quarter.index),
                               variant.id))  # fmt: skip
    wishes = Wishes(pins=tuple(pins))
    try:
        blocked = find_blocked(case, wishes)
    except WishError:
        return
    if not blocked:
        return
    names = {(limit.table, limit.id) for limit in blocked}
    for schedule in all_schedules(case):
        works = schedule.works
        if any(pin.task_id not in works
               or (works[pin.task_id].variant.id, works[pin.task_id].start)
               != (pin.variant_id, pin.first) for pin in pins):  # fmt: skip
            continue
        assert any(e.broken and (e.table, e.id) in names for e in find_excesses(schedule))

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.case import Quarter, Schedule, find_excesses
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import NoProgrammeFound, Pin, SearchSettings, Wishes, find_programme
from koppelkans.programme.answers import Limit
from koppelkans.programme.questions.conflict import find_conflict
from tests.factories import case_of, small_tables
from tests.programme.cases import all_schedules, tiny_case

IMPOSSIBLE, POSSIBLE = (0, 4, 5, 9), (2, 3)


def every_schedule(case) -> list[Schedule]:
    """Return all schedules in windows, also those in which tasks are left out."""
    tasks = tuple(task.model_copy(update={"optional": True}) for task in case.tasks)
    return [Schedule(case, {c.task_id: c for c in schedule}) for schedule in
            all_schedules(case.model_copy(update={"tasks": tasks}))]  # fmt: skip


def broken_by(case) -> list[set[Limit]]:
    """Return for every schedule which limits it breaks."""
    return [
        {
            Limit.model_validate({"table": excess.table, "id": excess.id})
            for excess in find_excesses(schedule)
            if excess.broken
        }
        for schedule in every_schedule(case)
    ]


@pytest.mark.parametrize("seed", IMPOSSIBLE)
def test_the_conflict_is_real_and_as_small_as_can_be(seed):
    case = tiny_case(seed)
    conflict = find_conflict(case)
    assert conflict.limits
    assert conflict.minimal
    broken = broken_by(case)
    limits = set(conflict.limits)
    assert all(limits & of_one for of_one in broken), "they can all be kept"
    for limit in limits:
        others = limits - {limit}
        assert any(not others & of_one for of_one in broken), f"{limit} is not needed"
    for limit, way_out in zip(conflict.limits, conflict.ways_out, strict=True):
        assert way_out
        assert all(give.limit == limit for give in way_out)
        assert all(give.amount is None or give.amount > 0 for give in way_out)
    assert conflict.repair


@pytest.mark.parametrize("seed", POSSIBLE)
def test_what_fits_has_no_conflict(seed):
    conflict = find_conflict(tiny_case(seed))
    assert not conflict.limits
    assert not conflict.repair


def test_a_way_out_makes_it_fit():
    tables = small_tables()
    tables["boundaries"] = [{"id": "none", "kind": "closures", "name": "Niets dicht", "limit": 0}]
    conflict = find_conflict(case_of(tables))
    (give, *_) = conflict.ways_out[[limit.id for limit in conflict.limits].index("none")]
    assert give.amount == 1
    assert len(conflict.limits) == 2
    most = max(give.amount or 0 for give in conflict.repair if give.limit.id == "none")
    tables["boundaries"][0]["limit"] = most
    assert not find_conflict(case_of(tables)).limits


def test_pins_that_conflict_are_named():
    tables = small_tables()
    tables["boundaries"] = []
    tables["relations"] = [
        {"id": "order", "kind": "before", "task_id": "sewer-1", "other_task_id": "street-1"}
    ]
    case = case_of(tables)
    sewer, street = case.task["sewer-1"], case.task["street-1"]
    wishes = Wishes(
        pins=(
            Pin(task_id="heat-1"),
            Pin.at("sewer-1", max(sewer.latest_start, street.earliest_start)),
            Pin.at("street-1", street.earliest_start),
        )
    )
    with pytest.raises(NoProgrammeFound) as failure:
        find_programme(case, find_joint_effects(case), SearchSettings(seconds=20), wishes=wishes)
    conflict = failure.value.conflict
    assert conflict is not None
    assert {limit.table for limit in conflict.limits} == {"pins", "relations"}
    assert {limit.id for limit in conflict.limits} == {"1", "2", "order"}
    assert street.title in failure.value.in_language("nl")


def test_without_time_nothing_is_claimed():
    conflict = find_conflict(tiny_case(IMPOSSIBLE[0]), seconds=0.0)
    assert not conflict.limits
    assert not conflict.minimal


def test_a_pin_is_told_with_its_distance():
    case = case_of({**small_tables(), "boundaries": [], "relations": [
        {"id": "t", "kind": "together", "task_id": "sewer-1", "other_task_id": "street-1"},
    ]})  # fmt: skip
    starts = [Quarter(case.starts(t, case.variants_of[t][0].id).start) for t in
              ("sewer-1", "street-1")]  # fmt: skip
    common = max(starts)
    wishes = Wishes(pins=(Pin.at("sewer-1", common), Pin.at("street-1", common + 1)))
    conflict = find_conflict(case, wishes)
    assert {limit.table for limit in conflict.limits} == {"pins", "relations"}
    assert [give.amount for way_out in conflict.ways_out for give in way_out] == [1, 1, 1]

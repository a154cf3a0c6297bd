# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.case import Choice, Schedule, find_excesses
from koppelkans.opportunity import detect_opportunities, find_joint_effects
from koppelkans.programme import (
    SearchSettings,
    WishError,
    explain_left,
    explain_task,
    find_programme,
    move_alone,
    tell_explanation,
    tell_left,
)
from koppelkans.programme.answers import WhyLeft
from koppelkans.value import value_schedule
from tests.factories import small_case

EXACT = SearchSettings(seconds=60, gap=0.0)


@pytest.fixture(scope="module")
def case():
    return small_case()


@pytest.fixture(scope="module")
def effects(case):
    return find_joint_effects(case)


@pytest.fixture(scope="module")
def schedule(case, effects):
    return find_programme(case, effects, EXACT).schedule


def test_every_start_is_valued_as_the_value_room_does(case, effects, schedule):
    now = value_schedule(schedule, effects).total()
    for task in case.tasks:
        explained = explain_task(case, schedule, effects, task.id)
        assert explained.starts
        for start in explained.starts[:: max(1, len(explained.starts) // 5)]:
            if not start.fits:
                continue
            choice = Choice(task_id=task.id, variant_id=start.variant_id, start=start.start)
            there = Schedule(case, {c.task_id: c for c in schedule} | {task.id: choice})
            assert not any(excess.broken for excess in find_excesses(there))
            assert value_schedule(there, effects).total() - now == pytest.approx(start.eur, abs=0.1)


def test_in_an_optimal_programme_no_move_alone_gains(case, effects, schedule):
    for task in case.tasks:
        explained = explain_task(case, schedule, effects, task.id)
        assert max(s.eur for s in explained.starts if s.fits) <= 0.5
        move = explained.to_preferred
        if move is not None:
            assert move.eur <= 0.5 or move.gives
            assert sum(move.kinds.values()) == pytest.approx(move.eur, abs=0.1)
            assert all(hold.eur > 0 for hold in explained.holds)


def test_a_move_names_the_limits_it_breaks(case, effects, schedule):
    street = case.task["street-1"]
    starts = case.starts(street.id, case.variants_of[street.id][0].id, stretched=False)
    broken = [
        move_alone(
            case,
            schedule,
            effects,
            Choice(
                task_id=street.id,
                variant_id=case.variants_of[street.id][0].id,
                start=case.first_quarter + (start - case.first_quarter.index),
            ),
        )
        for start in starts
    ]
    for move in broken:
        there = Schedule(case, {c.task_id: c for c in schedule} | {street.id: move.choice})
        assert bool(move.gives) == any(excess.broken for excess in find_excesses(there))


def test_opportunities_left_say_why(case, effects, schedule):
    opportunities = detect_opportunities(case, effects)
    left = explain_left(case, schedule, effects, opportunities)
    for one in left:
        assert one.why is not WhyLeft.NOT_LOOKED_AT, "the programme is optimal"
        if one.why is WhyLeft.LIMIT:
            assert one.gives
        if one.why is WhyLeft.LOSES:
            assert one.eur is not None
            assert one.eur <= 0.5
            assert sum(one.kinds.values()) == pytest.approx(one.eur, abs=0.1)
        assert tell_left(case, one).in_language("nl")


def test_words_name_the_task_and_the_preference(case, effects, schedule):
    for task in case.tasks:
        explained = explain_task(case, schedule, effects, task.id)
        first, *_more = [m.in_language("nl") for m in tell_explanation(case, explained)]
        assert task.title in first


def test_an_unknown_task_is_refused(case, effects, schedule):
    with pytest.raises(WishError, match="nothing"):
        explain_task(case, schedule, effects, "nothing")

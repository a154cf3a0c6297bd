# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
from dataclasses import replace

import pytest

from koppelkans.case import Schedule, find_excesses
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import (
    NoProgrammeFound,
    Pin,
    SearchSettings,
    WhatIf,
    WishError,
    compare_programmes,
    find_answer,
    find_programme,
    pinned,
    start_later,
    tell_comparison,
    withdraw,
    without_limit,
)
from koppelkans.programme.answers import Comparison
from koppelkans.programme.questions.compare import keeps_to
from koppelkans.programme.wishes import Wishes
from koppelkans.value import value_schedule
from tests.factories import small_case
from tests.programme.cases import tiny_case

EXACT = SearchSettings(seconds=60, gap=0.0)


@pytest.fixture(scope="module")
def case():
    return small_case()


@pytest.fixture(scope="module")
def effects(case):
    return find_joint_effects(case)


@pytest.fixture(scope="module")
def before(case, effects):
    return find_programme(case, effects, EXACT)


def test_a_programme_compared_with_itself_differs_in_nothing(before, effects):
    found = compare_programmes(before.schedule, before.schedule, effects)
    assert (found.eur, found.moved, found.partners, found.kinds) == (0, (), (), {})


def test_partners_and_kinds_add_up_to_the_difference(case, before, effects):
    other = Schedule(case, {c.task_id: c for c in before.schedule if c.task_id != "sewer-1"})
    found = compare_programmes(before.schedule, other, effects)
    worth = [value_schedule(s, effects).total() for s in (before.schedule, other)]
    assert found.eur == pytest.approx(worth[1] - worth[0])
    assert sum(change.eur for change in found.partners) == pytest.approx(found.eur, abs=0.1)
    assert sum(found.kinds.values()) == pytest.approx(found.eur, abs=0.1)
    assert [moved.task_id for moved in found.moved] == ["sewer-1"]
    assert found.moved[0].quarters is None


def test_a_partner_that_starts_later_does_and_never_gains_the_whole_anything(case, before, effects):
    question = start_later(case, "water", 2)
    after, found = find_answer(question, before, effects, EXACT)
    for task in case.tasks:
        if task.partner_id == "water" and task.id in after.schedule.works:
            assert after.schedule.works[task.id].start >= task.earliest_start + 2
    assert question.narrows
    assert found.eur <= 0.5
    assert found.eur <= found.at_most_eur <= 0.5
    assert Comparison.model_validate_json(found.model_dump_json()) == found
    assert next(iter(tell_comparison(case, found))).in_language("nl")


@pytest.mark.parametrize("seed", [2, 3])
def test_pinning_never_gains(seed):
    case = tiny_case(seed)
    effects = find_joint_effects(case)
    before = find_programme(case, effects, EXACT)
    for task in case.tasks:
        work = before.schedule.works.get(task.id)
        if work is None:
            continue
        same = pinned(case, Pin.at(task.id, work.start, work.variant.id))
        _after, found = find_answer(same, before, effects, EXACT)
        assert found.eur == pytest.approx(0, abs=0.5)
        try:
            _after, found = find_answer(
                pinned(case, Pin.at(task.id, task.latest_start)), before, effects, EXACT
            )
        except (NoProgrammeFound, WishError):
            continue
        assert found.eur <= 0.5


def test_letting_go_of_a_limit_never_loses(case, before, effects):
    for boundary in case.boundaries[2:4]:
        freer = WhatIf(without_limit(case, "boundaries", boundary.id))
        _after, found = find_answer(freer, before, effects, EXACT)
        assert found.eur >= -0.5


def test_a_partner_that_withdraws_does_nothing(case, before, effects):
    after, found = find_answer(withdraw(case, "people"), before, effects, EXACT)
    assert not [t for t in case.tasks if t.partner_id == "people" and t.id in after.schedule.works]
    assert found.moved or found.eur == 0


def test_unknown_partners_are_refused(case):
    for ask in (lambda: start_later(case, "nobody", 1), lambda: withdraw(case, "nobody")):
        with pytest.raises(WishError, match="nobody"):
            ask()


def test_what_is_better_without_the_question_as_well_is_not_put_down_to_it(case, before, effects):
    work = before.schedule.works["sewer-1"]
    start = next(
        start
        for start in case.starts("sewer-1", work.variant.id)
        if start != work.start.index
        and not any(e.broken for e in find_excesses(moved(before.schedule, "sewer-1", start)))
    )
    worse = replace(before, schedule=moved(before.schedule, "sewer-1", start))
    question = pinned(case, Pin.at("sewer-1", work.start))
    _, found = find_answer(question, worse, effects, EXACT)
    assert found.eur > 1
    assert found.anyway
    told = [line.in_language("en") for line in tell_comparison(case, found)]
    assert any("keeps to everything" in line for line in told)
    elsewhere = Wishes(pins=(Pin(task_id="sewer-1", last=work.start + -1),))
    _, found = find_answer(question, worse, effects, EXACT, asked_before=elsewhere)
    assert not found.anyway, "the earlier question asks for another quarter"
    assert not keeps_to(case, before.schedule.choices, elsewhere)
    assert keeps_to(case, before.schedule.choices)


def moved(schedule: Schedule, task_id: str, start: int) -> Schedule:
    choices = {choice.task_id: choice for choice in schedule}
    quarter = schedule.case.first_quarter + (start - schedule.case.first_quarter.index)
    choices[task_id] = choices[task_id].model_copy(update={"start": quarter})
    return Schedule(schedule.case, choices)

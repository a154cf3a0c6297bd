# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.case import Schedule, find_excesses
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import (
    Pin,
    SearchSettings,
    StretchSettings,
    Wishes,
    apply_stretch,
    find_programme,
    find_stretches,
    find_yields,
    tell_yield,
)
from koppelkans.programme.answers import Limit, StretchTable
from koppelkans.programme.model.problem import make_problem
from koppelkans.programme.proof.certificate import Certificate
from koppelkans.programme.questions import stretch as stretch_module
from koppelkans.programme.questions.stretch_bounds import Bounds
from koppelkans.programme.streets.carried import make_bound, read_prices
from koppelkans.programme.trying import better
from koppelkans.value import value_schedule
from tests.factories import small_case
from tests.programme.cases import best_of_all, tiny_case

EXACT = SearchSettings(seconds=60, gap=0.0)
LONG = StretchSettings(seconds=300)


@pytest.fixture(scope="module")
def case():
    return small_case()


@pytest.fixture(scope="module")
def effects(case):
    return find_joint_effects(case)


@pytest.fixture(scope="module")
def present(case, effects):
    return find_programme(case, effects, EXACT)


@pytest.mark.parametrize("seed", [2, 3])
def test_yields_of_small_cases_are_what_trying_everything_finds(seed):
    case = tiny_case(seed)
    effects = find_joint_effects(case)
    present = find_programme(case, effects, EXACT)
    table = find_yields(case, effects, present, LONG)
    assert table.yields
    for found in table.yields:
        changed, _ = apply_stretch(case, Wishes(), found.stretches[0])
        best = best_of_all(changed)
        assert best is not None
        assert found.exact
        assert found.at_least_eur == pytest.approx(
            max(0.0, best[0] - present.objective_eur), abs=1.5
        )


def test_a_stretch_allows_whatever_was_allowed(case, present):
    for stretch in find_stretches(case):
        changed, _ = apply_stretch(case, Wishes(), stretch)
        same = Schedule(changed, {choice.task_id: choice for choice in present.schedule})
        assert not any(excess.broken for excess in find_excesses(same)), stretch


@pytest.fixture(params=[False, True], ids=["polished", "annealed"])
def large(request, monkeypatch):
    """Take the small case for a large one, improved in one of both ways."""
    monkeypatch.setattr(stretch_module, "SMALL", 0)
    monkeypatch.setattr(better, "SMALL", 0 if request.param else 10**6)


@pytest.mark.usefixtures("large")
def test_large_cases_give_a_range_that_holds(case, effects, present):
    table = find_yields(case, effects, present, LONG)
    assert len(table.yields) == len(find_stretches(case))
    assert StretchTable.model_validate_json(table.model_dump_json()) == table
    for found in table.yields[:2]:
        changed, _ = apply_stretch(case, Wishes(), found.stretches[0])
        best = find_programme(changed, effects, EXACT, start=present.schedule)
        truth = best.objective_eur - present.objective_eur
        assert found.at_least_eur <= truth + 1
        assert found.at_most_eur is not None
        assert found.at_most_eur >= truth - 1
        assert tell_yield(case, found).in_language("nl")


@pytest.mark.usefixtures("large")
def test_what_was_found_is_there(case, effects, present):
    table = find_yields(case, effects, present, LONG)
    for found in (*table.yields, *table.pairs):
        choices = {choice.task_id: choice for choice in present.schedule}
        choices |= {moved.task_id: moved.after for moved in found.moved}
        changed = case
        for stretch in found.stretches:
            changed, _ = apply_stretch(changed, Wishes(), stretch)
        there = Schedule(changed, choices)
        assert not any(excess.broken for excess in find_excesses(there))
        worth = value_schedule(there, effects).total() - present.objective_eur
        assert worth == pytest.approx(found.at_least_eur, abs=1)
        assert sum(p.eur for p in found.partners) == pytest.approx(found.at_least_eur, abs=1)


def test_a_pin_costs_what_letting_go_of_it_yields(case, effects, present):
    task = case.task["street-1"]
    wishes = Wishes(pins=(Pin.at(task.id, task.latest_start),))
    worse = find_programme(case, effects, EXACT, wishes=wishes)
    (stretch,) = [s for s in find_stretches(case, wishes) if s.limit.table == "pins"]
    assert stretch.limit == Limit(table="pins", id="0")
    table = find_yields(case, effects, worse, LONG, wishes=wishes, stretches=[stretch])
    (found,) = table.yields
    assert found.asked_of == (task.partner_id,)
    assert found.at_least_eur == pytest.approx(present.objective_eur - worse.objective_eur, abs=1.5)


def test_without_time_it_says_that_it_did_not_look(case, effects, present):
    table = find_yields(case, effects, present, StretchSettings(seconds=0.0))
    assert table.yields
    assert not any(found.searched or found.at_least_eur for found in table.yields)


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 5, 8])
def test_bounds_from_one_set_of_parts_hold_for_every_limit_that_gives(seed):
    case = tiny_case(seed)
    if best_of_all(case) is None:
        return
    problem = make_problem(case, find_joint_effects(case))
    bound = make_bound(problem)
    for _ in range(8):
        bound.improve()
        bound.follow()
    certificate = Certificate(0, {}, read_prices(bound, problem))
    asked = find_stretches(case)
    bounds = Bounds(problem, Wishes(), find_joint_effects(case), asked, certificate)
    quick = 0
    for stretch in asked:
        found = bounds.find_quick(stretch)
        changed, _ = apply_stretch(case, Wishes(), stretch)
        best = best_of_all(changed)
        assert best is not None
        if found is not None:
            quick += 1
            assert found >= best[0] - 0.01, stretch
            # Taking what was there before back in is without a trace.
            assert found == pytest.approx(bounds.find_quick(stretch))
    assert quick

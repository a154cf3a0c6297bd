# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import numpy as np
import pytest

from koppelkans.case import Schedule
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import SearchSettings, find_programme, plan_alone
from koppelkans.sharing import planning_game
from koppelkans.sharing.restrict import restrict_case
from koppelkans.value import value_schedule
from tests.factories import small_case, small_tables

PLAYERS = ("city", "water", "heat")


@pytest.fixture(scope="module")
def planned():
    """Return the baseline, the programme, its bound and the planning game of the small case."""
    case = small_case()
    alone = plan_alone(case)
    solution = find_programme(case, find_joint_effects(case), SearchSettings(seconds=6))
    found = planning_game(alone, solution.schedule, solution.bound_eur, SearchSettings(seconds=12))
    return alone, solution, found


def test_every_group_is_planned_and_lies_within_its_interval(planned):
    _, _, found = planned
    assert len(found.plans) == 6
    assert not found.gaps
    assert np.all(found.game.worth <= found.game.upper + 1e-6)
    assert np.all(np.isfinite(found.game.upper))


def test_everybody_together_is_worth_what_the_programme_adds(planned):
    alone, solution, found = planned
    effects = find_joint_effects(alone.case)
    baseline = value_schedule(alone, effects, shared=False).total()
    assert found.game.total == pytest.approx(solution.objective_eur - baseline)


def test_worths_are_superadditive_below_everybody(planned):
    worth = planned[2].game.worth
    for one in range(1, 7):
        for other in range(1, 7):
            if one & other == 0 and one | other != 7:
                assert worth[one | other] >= worth[one] + worth[other] - 1e-6


def test_without_time_the_groups_are_gaps_that_follow_from_the_rest(planned):
    alone, solution, _ = planned
    found = planning_game(
        alone,
        solution.schedule,
        solution.bound_eur,
        SearchSettings(seconds=1),
        lambda *_: False,
    )
    assert len(found.gaps) == 6
    assert np.all(found.game.worth[1:-1] == 0)
    assert found.game.upper[1:-1] == pytest.approx(found.game.upper[-1])


def test_group_waits_for_what_the_others_do_alone():
    """The sewer of the water company lies in 2029 when alone; the street comes after it."""
    case = small_case()
    alone = plan_alone(case)
    restricted = restrict_case(case, frozenset({"city"}), alone)
    assert {task.partner_id for task in restricted.tasks} == {"city"}
    street = restricted.task["street-1"]
    assert street.earliest_start >= alone.works["sewer-1"].end
    assert street.preferred_start >= street.earliest_start


def test_task_that_needs_one_that_nobody_does_alone_is_left_out_when_optional():
    relation = {"id": "needs", "kind": "requires", "task_id": "coaches",
                "other_task_id": "heat-1"}  # fmt: skip
    case = small_case(relations=[relation])
    restricted = restrict_case(case, frozenset({"city"}), Schedule(case, {}))
    assert "coaches" not in restricted.task


def test_partners_without_tasks_have_nothing_to_plan():
    case = small_case()
    assert restrict_case(case, frozenset({"people"}), Schedule(case, {})) is None


def test_too_many_partners_for_a_table_are_refused():
    partners = small_tables()["partners"]
    more = [{"id": f"p{i}", "name": "P", "short_name": "P", "kind": "other"} for i in range(20)]
    case = small_case(partners=[*partners, *more])
    empty = Schedule(case, {})
    with pytest.raises(ValueError, match="23 partners"):
        planning_game(empty, empty, 0.0, SearchSettings(seconds=1))

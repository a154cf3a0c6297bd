# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.case import Schedule
from koppelkans.framework import (
    PRESET_LABELS,
    PRESETS,
    find_curve,
    make_criteria,
    objective_weights,
    rank_by_methods,
    weigh,
)
from koppelkans.opportunity import find_joint_effects
from koppelkans.value import value_schedule
from tests.factories import small_case, small_tables
from tests.framework.test_weigh import PLAN, alternatives

CRITERIA = {
    "worth": ("net_value_eur", -5e6, 5e6), "benefit": ("benefit_eur", 0, 5e6),
    "cost": ("cost_eur", 9e6, 0), "nuisance": ("nuisance_eur", 3e6, 0),
    "households": ("resident_benefit_eur", 0, 3e6), "often": ("occupations", 20, 0),
    "weeks": ("closed_weeks", 300, 0), "people": ("people", 0, 500),
    "co2": ("key_figure", 0, 9e6),
}  # fmt: skip
"""Measures that are sums, on curves that are wide enough."""


def wide_case(**more):
    return small_case(
        criteria=[
            {"id": id_, "name": id_, "measure": measure,
             "key_figure_id": "co2" if measure == "key_figure" else None}
            for id_, (measure, _, _) in CRITERIA.items()
        ],
        preference_curves=[
            {"id": id_, "criterion_id": id_, "worst": worst, "best": best}
            for id_, (_, worst, best) in CRITERIA.items()
        ],
        weights=[
            {"id": id_, "partner_id": "city", "criterion_id": id_, "weight": number}
            for number, id_ in enumerate(CRITERIA, start=1)
        ],
        **more,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["baseline", "programme"])
def test_points_of_the_objective_are_the_added_value(name):
    case = wide_case()
    chosen = alternatives(case)
    [ranking] = weigh(case, chosen, draws=10).rankings
    objective = objective_weights(case, ranking.weights)
    assert objective.left_out == {}
    schedule, valuation = chosen[name]
    points = objective.value(schedule, valuation, shared=name != "baseline")
    assert points == pytest.approx(ranking.totals[name])


def test_objective_follows_another_programme_too():
    case = wide_case()
    schedule = Schedule.of(case, {k: v for k, v in PLAN.items() if k != "coaches"})
    valuation = value_schedule(schedule, find_joint_effects(case))
    [ranking] = weigh(case, {"programme": (schedule, valuation)}, draws=10).rankings
    points = objective_weights(case, ranking.weights).value(schedule, valuation)
    assert points == pytest.approx(ranking.totals["programme"])


def test_what_is_no_sum_is_left_out_and_named():
    criteria = [
        {"id": "worst", "name": "Iedereen aan boord", "measure": "worst_partner_eur"},
        {"id": "homes", "name": "Woningen", "measure": "homes"},
        {"id": "calm", "name": "Rust", "measure": "closed_weeks"},
        {"id": "home", "name": "Thuis", "measure": "scored"},
    ]
    curves = [
        {"id": c["id"], "criterion_id": c["id"], "worst": 0, "best": 1, "kind": "linear"}
        for c in criteria
    ]
    curves[2] = {**curves[2], "kind": "threshold", "red_line": 0.5}
    case = small_case(criteria=criteria, weights=[], preference_curves=curves)
    objective = objective_weights(case, dict.fromkeys(("worst", "homes", "calm", "home"), 0.25))
    assert set(objective.left_out) == {"worst", "homes", "calm", "home"}
    assert (objective.constant, objective.euro_terms, objective.street_terms) == (0, (), ())
    [red_line] = objective.red_lines
    assert (red_line.at_least, red_line.at_most) == (0.5, None)


def test_red_line_on_what_should_be_small_is_a_maximum():
    case = small_case()
    [red_line] = objective_weights(case, {"worth": 1.0}).red_lines
    assert (red_line.criterion_id, red_line.at_least, red_line.at_most) == ("calm", None, 300)


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_preset_makes_a_case_that_is_complete(name, language):
    criteria = make_criteria(name, language)
    case = small_case(
        criteria=[c.model_dump() for c in criteria],
        weights=[],
        preference_curves=[
            {"id": c.id, "criterion_id": c.id, "worst": 0, "best": 1}
            for c in criteria if c.measure
        ],
    )  # fmt: skip
    assert all(find_curve(case, criterion) for criterion in case.criteria if criterion.measure)
    assert name in PRESET_LABELS


def test_ambition_web_has_twelve_themes_and_the_short_list_six():
    assert (len(PRESETS["ambitieweb"]), len(PRESETS["zes"])) == (12, 6)
    assert [c.name for c in make_criteria("ambitieweb", "nl")][:2] == [
        "Energie en klimaat", "Materialen",
    ]  # fmt: skip


def test_four_ways_of_ranking_agree_when_one_is_better_on_everything():
    case = small_case()
    for ranking in weigh(case, alternatives(case), draws=10).rankings:
        found = rank_by_methods(ranking)
        assert len(found) == 4
        assert all("programme" in way.best for way in found)
        assert all(way.reversals == () for way in found)


def test_intervals_and_meeting_points_come_with_the_weighing():
    case = small_case()
    weighing = weigh(case, alternatives(case), draws=100)
    assert weighing.ranks == {"baseline": (0, 1), "programme": (1, 0)}
    assert weighing.rankings[0].intervals == {"worth": (0, 1), "calm": (0, 1)}
    baseline, programme = weighing.meetings
    assert (baseline.weights, baseline.moves) == ({}, {})
    assert sum(programme.weights.values()) == pytest.approx(1)
    # 60/40 and 20/80 meet half way: each moves 20 of its 100 points.
    assert programme.moves == pytest.approx({"city": 0.2, "people": 0.2})
    assert list(weighing.central_weights) == ["programme"]


def test_weights_on_a_heading_are_spread_over_what_is_under_it():
    tables = small_tables()
    criteria = [{**c, "parent_id": "top"} for c in tables["criteria"]]
    case = small_case(
        criteria=[{"id": "top", "name": "Leefbaarheid"}, *criteria],
        weights=[{"id": "w", "partner_id": "city", "criterion_id": "top", "weight": 5}],
    )
    [ranking] = weigh(case, alternatives(case), draws=10).rankings
    assert ranking.weights == {"worth": 0.5, "calm": 0.5}

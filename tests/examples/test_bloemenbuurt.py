# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The example holds what it promises: real streets, eight partners, credible tasks."""

import doctest
import importlib
from collections import Counter, defaultdict
from itertools import combinations

import pytest
import shapely

from examples.bloemenbuurt.build import CASE_FILE, build_bloemenbuurt
from koppelkans import read_case
from koppelkans.case import (
    BoundaryKind,
    Case,
    PartnerKind,
    Place,
    Quarter,
    RelationKind,
    Schedule,
    Theme,
    TrafficClass,
    find_excesses,
    find_occupations,
)
from koppelkans.opportunity import find_joint_effects
from koppelkans.value import Origin, list_figures, place_week_costs, value_schedule

HOUSEHOLDS = {"Noord": 1_250, "Zuid": 1_190}
REAL_STREETS = {
    "Wingerdweg", "Kamperfoelieweg", "Floraweg", "Heggerankweg", "Aurikelstraat", "Mosplein",
    "Mosveld", "Hortensiastraat", "Ribesstraat", "Latherusstraat", "Nigellestraat",
    "Sneeuwbalstraat", "Korenbloemstraat", "Dotterbloemstraat", "Pinksterbloemstraat",
    "Ereprijsstraat", "Bitterzoetstraat", "Kalmoesstraat", "Berberisstraat", "Duindoornplein",
    "Andoornstraat", "Marjoleinstraat", "Wederikpad", "Akkerwindeweg", "Klaprozenweg",
    "Johan van Hasseltweg",
}  # fmt: skip


@pytest.fixture(scope="module")
def case() -> Case:
    return build_bloemenbuurt()


def ends(place: Place) -> set[tuple[float, float]]:
    """Return where a place can be entered: both ends of a line, the corners of a square."""
    if place.geometry.geom_type == "Polygon":
        return set(place.geometry.exterior.coords)
    return {place.geometry.coords[0], place.geometry.coords[-1]}


def test_case_file_equals_what_the_script_makes(case):
    assert read_case(CASE_FILE) == case


@pytest.mark.parametrize("module", ["costs", "streets", "tables"])
def test_examples_in_the_script_are_right(module):
    failed, tried = doctest.testmod(importlib.import_module(f"examples.bloemenbuurt.{module}"))
    assert tried
    assert not failed


# The neighbourhood


def test_area_says_that_its_tasks_are_illustrative(case):
    assert "verzonnen" in case.area.notice
    assert (case.area.first_year, case.area.last_year, case.area.price_level) == (2027, 2046, 2025)


def test_figures_of_both_neighbourhoods_have_their_source(case):
    figures = {figure.id: figure for figure in case.figures}
    assert figures["huishoudens-noord"].value == HOUSEHOLDS["Noord"]
    assert figures["huishoudens-zuid"].value == HOUSEHOLDS["Zuid"]
    assert all("CBS" in figure.source and figure.year == 2024 for figure in case.figures)


def test_places_are_sections_of_the_real_streets(case):
    assert len(case.places) >= 45
    assert {place.street for place in case.places} == REAL_STREETS


def test_addresses_add_up_to_the_households_of_both_neighbourhoods(case):
    addresses: Counter[str] = Counter()
    for place in case.places:
        addresses[place.district] += place.addresses
    assert addresses == HOUSEHOLDS


def test_streets_form_one_network_whose_ends_really_touch(case):
    reached, todo = set(), [case.places[0]]
    while todo:
        here = todo.pop()
        if here.id not in reached:
            reached.add(here.id)
            todo += [place for place in case.places if ends(place) & ends(here)]
    assert reached == set(case.place)


def test_streets_meet_only_where_they_end(case):
    for one, other in combinations(case.places, 2):
        shared = one.geometry.intersection(other.geometry)
        assert set(map(tuple, shapely.get_coordinates(shared))) <= ends(one) & ends(other)


def test_places_are_reached_through_the_places_that_they_touch(case):
    for place in case.places:
        touching = {other.id for other in case.places if other != place}
        touching = {other for other in touching if ends(case.place[other]) & ends(place)}
        assert set(place.reachable_via) in (touching, set())
    assert sum(bool(place.reachable_via) for place in case.places) >= 45


def test_places_lie_in_the_area_on_coordinates_rounded_to_five_metres(case):
    around = case.area.geometry.buffer(35)
    for place in case.places:
        assert around.covers(place.geometry), place.id
        assert not (shapely.get_coordinates(place.geometry) % 5).any()


def test_length_of_a_section_is_that_of_its_line(case):
    for place in case.places:
        if place.geometry.geom_type == "LineString":
            assert place.length_m == pytest.approx(place.geometry.length, abs=2.5)


def test_buses_and_through_traffic_take_the_main_streets(case):
    assert {place.traffic_class for place in case.places} == set(TrafficClass)
    on_route = {place.street for place in case.places if place.bus_route}
    assert on_route == {"Mosplein", "Kamperfoelieweg", "Floraweg"}


# Who is at the table


def test_eight_partners_of_which_the_residents_have_no_budget(case):
    assert Counter(partner.kind for partner in case.partners) == {
        PartnerKind.MUNICIPALITY: 1, PartnerKind.SOCIAL_DOMAIN: 1, PartnerKind.WATER: 1,
        PartnerKind.HEAT: 1, PartnerKind.GRID: 1, PartnerKind.HOUSING: 2, PartnerKind.RESIDENTS: 1,
    }  # fmt: skip
    assert [p.kind for p in case.partners if not p.has_budget] == [PartnerKind.RESIDENTS]


def test_people_appear_by_their_role(case):
    assert {person.partner_id for person in case.people} == set(case.partner)
    assert all(person.name.startswith(("De ", "Het ")) for person in case.people)


def test_every_partner_has_an_interest_and_says_where_it_stands(case):
    assert all(partner.interest for partner in case.partners)
    assert {commitment.partner_id for commitment in case.commitments} == set(case.partner)
    assert {commitment.stance for commitment in case.commitments} >= {"behind_it", "not_yet"}
    assert len(case.struggles) >= 7
    assert all(struggle.interest for struggle in case.struggles)
    assert case.conditions
    assert any(decision.day is None for decision in case.decisions)


def test_partners_weigh_six_criteria_each_in_their_own_way(case):
    assert len(case.criteria) == 6
    weights = defaultdict(dict)
    for weight in case.weights:
        weights[weight.partner_id][weight.criterion_id] = weight.weight
    assert set(weights) == set(case.partner)
    assert all(sum(points.values()) == 100 for points in weights.values())
    assert len({tuple(points.values()) for points in weights.values()}) == len(weights)
    assert {c.criterion_id for c in case.preference_curves} == {c.id for c in case.criteria}


# Tasks


def test_enough_tasks_of_every_theme(case):
    themes = Counter(task.theme for task in case.tasks)
    assert 90 <= sum(themes.values()) <= 140
    assert themes[Theme.SOCIAL] >= 12
    assert set(themes) == set(Theme) - {Theme.OTHER}
    assert {task.partner_id for task in case.tasks} == set(case.partner) - {"bewoners"}


def test_every_task_says_why_and_what_is_behind_it(case):
    assert len({task.title for task in case.tasks}) == len(case.tasks)
    assert all(task.reason and task.interest for task in case.tasks)


def test_windows_are_wide_and_most_can_stretch_at_a_price(case):
    years = [task.latest_start.year - task.earliest_start.year + 1 for task in case.tasks]
    assert min(years) >= 3
    stretching = [t for t in case.tasks if t.stretch_before or t.stretch_after]
    assert len(stretching) > 0.8 * len(case.tasks)
    assert all(task.stretch_eur_per_quarter > 0 for task in stretching)


def test_works_touch_one_to_five_places_for_one_to_four_quarters(case):
    for variant in case.variants:
        task = case.task[variant.task_id]
        assert 1 <= len(task.place_ids) <= 5
        assert 1 <= variant.duration_quarters <= (8 if task.theme is Theme.SOCIAL else 4)
        assert case.baseline_variant(task.id).is_baseline


def test_heat_clusters_choose_between_temperatures_and_all_electric(case):
    clusters = [t for t in case.tasks if t.id.startswith("warmte-")]
    kinds = [{v.id.rsplit("-", 1)[1] for v in case.variants_of[t.id]} for t in clusters]
    assert len(clusters) >= 6
    assert all({"mt", "lt"} <= found for found in kinds)
    assert sum("ae" in found for found in kinds) >= 3
    needed = {r.variant_id: r.other_task_id for r in case.relations if r.kind == "requires"}
    for task, found in zip(clusters, kinds, strict=True):
        assert case.task[needed[f"{task.id}-lt"]].theme is Theme.HOMES
        if "ae" in found:
            assert case.task[needed[f"{task.id}-ae"]].theme is Theme.ELECTRICITY


def test_streets_can_be_redesigned_with_greening_and_disconnection(case):
    tags = {tag for variant in case.variants for tag in variant.tags}
    assert {"groen", "afkoppelen", "bomen", "leerwerk", "leerwerkplek"} <= tags
    green = [v for v in case.variants if {"groen", "afkoppelen"} <= set(v.tags)]
    assert len(green) >= 10


# Limits and relations


def test_all_kinds_of_relation_and_boundary_occur(case):
    assert {relation.kind for relation in case.relations} == set(RelationKind)
    assert {boundary.kind for boundary in case.boundaries} == set(BoundaryKind)
    assert any(boundary.stretch for boundary in case.boundaries)
    assert any(not boundary.stretch for boundary in case.boundaries)
    budgets = [b for b in case.boundaries if b.kind is BoundaryKind.BUDGET]
    assert {b.partner_id for b in budgets} == {p.id for p in case.partners if p.has_budget}
    assert {b.carries_over for b in budgets} == {True, False}


def test_every_task_fits_its_limits_in_every_variant_somewhere_in_its_window(case):
    for variant in case.variants:
        task = case.task[variant.task_id]
        window = range(task.earliest_start.index, task.latest_start.index + 1)
        assert any(
            not [
                excess
                for excess in find_excesses(
                    Schedule.of(case, {task.id: (variant.id, Quarter(start))})
                )
                if excess.table == "boundaries" and excess.broken
            ]
            for start in window
        ), variant.id


def test_sewers_come_before_the_new_street(case):
    before = {(r.task_id, r.other_task_id) for r in case.relations if r.kind == "before"}
    for task in case.tasks:
        if task.theme is Theme.SEWER:
            street = task.id.replace("riool-", "straat-")
            assert (task.id, street) in before or street not in case.task


def test_everyone_at_its_preferred_moment_opens_streets_again_and_again(case):
    schedule = Schedule.of(
        case, {t.id: (case.baseline_variant(t.id).id, t.preferred_start) for t in case.tasks}
    )
    often = Counter(o.place_id for o in find_occupations(schedule, shared=False))
    assert sum(count >= 3 for count in often.values()) > len(case.places) / 2
    broken = Counter(excess.id for excess in find_excesses(schedule) if excess.broken)
    assert broken["rust"] > 20


# What it is worth


def test_every_effect_and_closed_week_finds_its_key_figure(case):
    assert len(place_week_costs(case)) > 50
    used = {e.key_figure_id for e in case.effects}
    used |= {rule.key_figure_id for rule in case.opportunity_rules}
    used |= {item.key_figure.id for cost in place_week_costs(case).values() for item in cost.items}
    assert used == set(case.key_figure)


def test_key_figures_have_source_and_range_and_what_is_assumed_is_not_sure(case):
    for use in list_figures(case):
        figure = use.priced.figure
        if figure.value is None:
            assert (figure.low, figure.high) == (None, None)
        else:
            assert figure.low < figure.value < figure.high
            assert figure.price_year == case.area.price_level
        if "Aanname" in figure.source:
            assert figure.confidence != "high"


def test_much_comes_from_the_library(case):
    origins = Counter(use.origin for use in list_figures(case))
    assert origins[Origin.LIBRARY] >= 15


def test_what_is_not_known_stays_empty(case):
    unknown = {figure.id for figure in case.key_figure.values() if figure.value is None}
    assert {"qaly", "heat_stress"} <= unknown


def test_bills_that_one_pays_to_another_add_up_to_nothing(case):
    for bill in ("heat_price", "heat_fixed", "heat_pump_rent"):
        paid: Counter[str] = Counter()
        for effect in case.effects:
            if effect.key_figure_id == bill:
                paid[effect.variant_id] += effect.quantity
        assert paid
        assert not any(paid.values())


def test_every_rule_finds_tasks_that_gain_together(case):
    found = Counter(effect.rule_id for effect in find_joint_effects(case))
    assert set(found) == {rule.id for rule in case.opportunity_rules}


def test_amounts_are_of_the_size_that_an_economist_expects(case):
    schedule = Schedule.of(
        case, {t.id: (case.baseline_variant(t.id).id, t.preferred_start) for t in case.tasks}
    )
    valuation = value_schedule(schedule, (), shared=False)
    sums = valuation.by(lambda entry: str(entry.kind))
    assert 60e6 < -sums["investment"] < 120e6
    assert 0.08 < sums["opening"] / sums["investment"] < 0.25
    assert 1e6 < -sums["nuisance"] < 10e6
    homes = sum(t.homes for t in case.tasks if t.id.startswith("warmte-"))
    heat = sum(
        case.baseline_variant(t.id).investment_eur for t in case.tasks if t.id.startswith("warmte-")
    )
    assert 10_000 < heat / homes < 30_000

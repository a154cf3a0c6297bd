# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2

import pytest
from hypothesis import given, settings

from koppelkans.case import (
    Beneficiary,
    Quarter,
    RelationKind,
    Schedule,
    find_excesses,
    find_occupations,
)
from koppelkans.opportunity import exists, find_joint_effects
from koppelkans.value import (
    Category,
    EntryKind,
    ValuationError,
    discount_factor,
    joint_effect_values,
    not_done_value,
    place_week_costs,
    start_values,
    value_schedule,
)
from tests.factories import small_case, small_tables
from tests.value.schedules import preferred_schedule, schedules


def rich_case():
    """Return the small case in which windows also stretch forward and an optional task can fail."""
    tables = small_tables()
    more = {
        "street-2": {"stretch_before": 3, "stretch_eur_per_quarter": 2_000},
        "heat-1": {"failure_rate": 0.01, "failure_growth": 0.05, "failure_eur": 50_000},
    }
    for task in tables["tasks"]:
        task.update(more.get(task["id"], {}))
    return small_case(**tables)


CASE = rich_case()
EFFECTS = find_joint_effects(CASE)


def at(**starts):
    """Return the small case with these tasks in their first variant, from these quarters."""
    return Schedule.of(
        CASE,
        {
            task.replace("_", "-"): (CASE.variants_of[task.replace("_", "-")][0].id, start)
            for task, start in starts.items()
        },
    )


def q(text):
    return Quarter.parse(text)


def pv(eur, quarter):
    return eur * discount_factor(0.0225, quarter - CASE.first_quarter)


def occupation_cost(case, occupation, week_costs):
    cost = reached = 0.0
    for start, _, eur in sorted(occupation.openings):
        cost += pv(max(0.0, eur - reached), start)
        reached = max(reached, eur)
    prices = week_costs[occupation.place_id].present_values[occupation.first - case.first_quarter :]
    weeks = [max(of_quarter.values()) for of_quarter in occupation.weeks]
    return cost + sum(w * price for w, price in zip(weeks, prices, strict=False))


def net_by_parts(schedule):
    """Net value put together from what the optimiser uses, occupations by hand."""
    case = schedule.case
    values, week_costs = start_values(case), place_week_costs(case)
    boundaries = {boundary.id for boundary in case.boundaries}
    net = 0.0
    for task in case.tasks:
        work = schedule.works.get(task.id)
        if work is None:
            net += not_done_value(case, task.id)
        else:
            first = case.starts(task.id, work.variant.id).start
            net += values[task.id, work.variant.id][work.start.index - first]
    net -= sum(occupation_cost(case, o, week_costs) for o in find_occupations(schedule))
    for effect in EFFECTS:
        if exists(effect, schedule):
            later = max(schedule.works[t].start for t in (effect.task_id, effect.other_task_id))
            net += joint_effect_values(case, effect)[later - case.first_quarter]
    for relation in case.relations:
        work = schedule.works.get(relation.task_id)
        other = schedule.works.get(relation.other_task_id)
        if relation.kind is RelationKind.PREPARES and work and other and work.end <= other.start:
            net += pv(relation.saving_eur, other.start)
    return net - sum(pv(e.eur, e.when) for e in find_excesses(schedule) if e.id in boundaries)


@settings(deadline=None, max_examples=40)
@given(schedules(CASE))
def test_what_the_optimiser_uses_adds_up_to_the_net_value(schedule):
    assert value_schedule(schedule, EFFECTS).total() == pytest.approx(net_by_parts(schedule))


@settings(deadline=None, max_examples=40)
@given(schedules(CASE))
def test_every_breakdown_adds_up_to_the_same_total(schedule):
    valuation = value_schedule(schedule, EFFECTS)
    net = valuation.total()
    for key in (lambda e: e.partner_id, lambda e: e.kind, lambda e: (e.task_id, e.place_id)):
        assert sum(valuation.by(key).values()) == pytest.approx(net, abs=1e-6)
    assert sum(valuation.total(category) for category in Category) == pytest.approx(net, abs=1e-6)


@settings(deadline=None, max_examples=40)
@given(schedules(CASE))
def test_working_together_never_costs_more_in_the_street(schedule):
    street = {EntryKind.OPENING, EntryKind.TRAFFIC, EntryKind.NUISANCE}
    together, apart = (
        sum(e.eur for e in value_schedule(schedule, EFFECTS, shared=s).entries if e.kind in street)
        for s in (True, False)
    )
    assert together >= apart - 1e-6


def test_one_opening_is_split_by_what_each_needs():
    """Place 3, 250 m: the sewer needs 250 EUR/m of opening, the street 120 EUR/m."""
    schedule = at(sewer_2=q("2030-Q1"), street_2=q("2030-Q1"))
    opening = value_schedule(schedule, EFFECTS).by(lambda e: (e.kind, e.task_id, e.place_id))
    d = discount_factor(0.0225, 12)
    street, sewer = 15_000 * d, (15_000 + 32_500) * d
    assert opening[EntryKind.OPENING, "street-2", "place-3"] == pytest.approx(-street)
    assert opening[EntryKind.OPENING, "sewer-2", "place-3"] == pytest.approx(-sewer)


def test_deeper_opening_is_paid_when_the_deeper_work_starts():
    schedule = at(street_2=q("2030-Q1"), sewer_2=q("2030-Q2"))
    opening = value_schedule(schedule, EFFECTS).by(lambda e: (e.kind, e.task_id, e.place_id))
    shared, deeper = 30_000 * discount_factor(0.0225, 12), 32_500 * discount_factor(0.0225, 13)
    sewer = opening[EntryKind.OPENING, "sewer-2", "place-3"]
    assert sewer == pytest.approx(-(shared / 2 + deeper))


def test_weeks_side_by_side_are_counted_once():
    """Place 3: sewer 7 and street 10 weeks in 2030-Q1, sewer 7 weeks in Q2; 1,700 EUR a week."""
    schedule = at(sewer_2=q("2030-Q1"), street_2=q("2030-Q1"))
    street = sum(
        e.eur
        for e in value_schedule(schedule, EFFECTS).entries
        if e.place_id == "place-3" and e.kind in (EntryKind.TRAFFIC, EntryKind.NUISANCE)
    )
    expected = 1_700 * (10 * discount_factor(0.0225, 12) + 7 * discount_factor(0.0225, 13))
    assert street == pytest.approx(-expected)


def test_apart_both_pay_for_their_own_opening():
    schedule = at(sewer_2=q("2030-Q1"), street_2=q("2030-Q1"))
    valuation = value_schedule(schedule, EFFECTS, shared=False)
    opening = valuation.by(lambda e: (e.kind, e.task_id, e.place_id))
    d = discount_factor(0.0225, 12)
    assert opening[EntryKind.OPENING, "street-2", "place-3"] == pytest.approx(-30_000 * d)
    assert opening[EntryKind.OPENING, "sewer-2", "place-3"] == pytest.approx(-62_500 * d)


def test_nuisance_is_on_the_account_of_the_residents():
    valuation = value_schedule(preferred_schedule(CASE), EFFECTS)
    nuisance = [e for e in valuation.entries if e.category is Category.NUISANCE]
    assert {e.partner_id for e in nuisance} == {"people"}
    assert {e.beneficiary for e in nuisance} == {
        Beneficiary.RESIDENTS, Beneficiary.BUSINESSES, Beneficiary.CITY,
    }  # fmt: skip


def test_without_residents_at_the_table_nuisance_is_for_the_owner():
    tables = small_tables()
    for partner in tables["partners"]:
        if partner["kind"] == "residents":
            partner["kind"] = "other"
    case = small_case(**tables)
    entries = value_schedule(preferred_schedule(case), EFFECTS).entries
    nuisance = [e for e in entries if e.category is Category.NUISANCE]
    assert nuisance
    assert all(e.partner_id == case.task[e.task_id].partner_id for e in nuisance)


def test_window_stretch_is_counted_once_and_paid_by_its_owner():
    valuation = value_schedule(at(sewer_2=q("2033-Q2")), EFFECTS)
    stretch = [e for e in valuation.entries if e.kind is EntryKind.STRETCH]
    assert [(e.partner_id, e.task_id) for e in stretch] == [("water", "sewer-2")]
    assert stretch[0].eur == pytest.approx(-2 * 5_000 * discount_factor(0.0225, 25))


def test_budget_stretch_is_paid_by_its_partner_and_closures_by_the_municipality():
    tables = small_tables()
    for boundary in tables["boundaries"]:
        if boundary["id"] == "closures":
            boundary["limit"] = 1
    case = small_case(**tables)
    schedule = Schedule.of(
        case, {"sewer-1": ("sewer-1-v", q("2029-Q1")), "street-2": ("street-2-plain", q("2032-Q1"))}
    )
    stretch = [e for e in value_schedule(schedule, ()).entries if e.kind is EntryKind.STRETCH]
    assert {(e.name, e.partner_id) for e in stretch} == {("Afsluitingen", "city")}
    d = [discount_factor(0.0225, n) for n in (8, 9)]
    assert sum(e.eur for e in stretch) == pytest.approx(-20_000 * sum(d))


def test_joint_effect_between_owners_exists_only_together():
    schedule = at(coaches=q("2030-Q1"), heat_1=q("2031-Q1"))
    gains = [
        value_schedule(schedule, EFFECTS, shared=shared).by(lambda e: e.kind).get(
            EntryKind.JOINT_EFFECT, 0.0
        )
        for shared in (True, False)
    ]  # fmt: skip
    assert gains == [pytest.approx(20 * 450 * discount_factor(0.0225, 16)), 0]


def test_joint_effect_needs_starts_close_together():
    schedule = at(coaches=q("2029-Q4"), heat_1=q("2031-Q1"))
    kinds = {entry.kind for entry in value_schedule(schedule, EFFECTS).entries}
    assert EntryKind.JOINT_EFFECT not in kinds


def test_saving_counts_when_the_preparing_work_has_ended():
    ready = value_schedule(at(street_2=q("2030-Q1"), heat_1=q("2030-Q2")), EFFECTS)
    late = value_schedule(at(street_2=q("2030-Q2"), heat_1=q("2030-Q2")), EFFECTS)
    saving = [e for e in ready.entries if e.kind is EntryKind.SAVING]
    assert [e.partner_id for e in saving] == ["heat"]
    assert saving[0].eur == pytest.approx(12_000 * discount_factor(0.0225, 13))
    assert all(e.kind is not EntryKind.SAVING for e in late.entries)


def test_effect_without_a_price_stays_in_its_own_unit():
    schedule = Schedule.of(CASE, {"street-1": ("street-1-green", q("2029-Q1"))})
    unpriced = value_schedule(schedule, EFFECTS).unpriced
    assert [(u.name, u.quantity, u.unit) for u in unpriced] == [("cool", 400, "m2 koele plek")]


def test_nuisance_without_a_price_is_counted_in_weeks_and_homes():
    tables = small_tables()
    for figure in tables["key_figures"]:
        if figure["id"] == "nuisance_household":
            figure.update(value=None, low=None, high=None)
    case = small_case(**tables)
    schedule = Schedule.of(case, {"sewer-1": ("sewer-1-v", q("2029-Q1"))})
    unpriced = value_schedule(schedule, ()).unpriced
    assert sum(u.quantity for u in unpriced) == pytest.approx(2 * 12 * 40)


def test_missing_key_figure_is_an_error():
    tables = small_tables()
    figures = [f for f in tables["key_figures"] if f["id"] != "nuisance_bus"]
    case = small_case(key_figures=figures)
    with pytest.raises(ValuationError, match="nuisance_bus"):
        value_schedule(preferred_schedule(case), ())


def test_doubling_all_euros_of_tasks_doubles_what_they_cost():
    tables = small_tables()
    for variant in tables["variants"]:
        variant["investment_eur"] *= 2
    doubled = value_schedule(preferred_schedule(small_case(**tables)), EFFECTS)
    single = value_schedule(preferred_schedule(CASE), EFFECTS)
    kind = EntryKind.INVESTMENT
    assert doubled.by(lambda e: e.kind)[kind] == pytest.approx(
        2 * single.by(lambda e: e.kind)[kind]
    )

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settings of the area: evaluation period, residual value, VAT and rates."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koppelkans.case import CaseError, Schedule
from koppelkans.opportunity import find_joint_effects
from koppelkans.value import EntryKind, discount_factor, start_values, value_schedule
from tests.factories import small_case, small_tables
from tests.value.schedules import preferred_schedule


def with_area(**changes):
    tables = small_tables()
    reclaims = changes.pop("reclaims", ())
    tables["areas"][0].update(changes)
    for partner in tables["partners"]:
        partner["reclaims_vat"] = partner["id"] in reclaims
    return small_case(**tables)


def by_kind(case, *task_ids):
    schedule = Schedule.of(
        case, {t: (case.variants_of[t][0].id, case.task[t].preferred_start) for t in task_ids}
    )
    return value_schedule(schedule, ()).by(lambda entry: (entry.task_id, entry.kind))


def test_residual_value_is_the_part_of_the_life_that_is_left():
    """Heat-1: 900,000 EUR, 40 years; after two quarters of work and 30 years a quarter is left."""
    eur = by_kind(with_area(), "heat-1")["heat-1", EntryKind.RESIDUAL]
    assert eur == pytest.approx(900_000 / 4 * discount_factor(0.0225, 16 + 2 + 120))


def test_nothing_is_left_after_a_period_as_long_as_the_life():
    assert ("heat-1", EntryKind.RESIDUAL) not in by_kind(with_area(evaluation_years=40), "heat-1")
    assert ("heat-1", EntryKind.RESIDUAL) not in by_kind(with_area(residual_value=False), "heat-1")


def test_renewal_has_no_residual_value_because_its_timing_holds_all_later_ones():
    kinds = by_kind(with_area(evaluation_years=5), "sewer-1")
    assert ("sewer-1", EntryKind.RESIDUAL) not in kinds
    assert ("sewer-1", EntryKind.TIMING) in kinds


def test_operation_and_effects_end_with_the_evaluation_period():
    long, short = by_kind(with_area(), "heat-1"), by_kind(with_area(evaluation_years=1), "heat-1")
    for kind in (EntryKind.OPERATION, EntryKind.EFFECT):
        assert abs(short["heat-1", kind]) < abs(long["heat-1", kind]) / 15


def test_partners_that_cannot_reclaim_pay_vat_on_top():
    plain, vat = with_area(), with_area(vat="excluded", reclaims=("heat",))
    before, after = (by_kind(case, "heat-1", "street-2") for case in (plain, vat))
    for (task, kind), eur in before.items():
        taxed = kind in (EntryKind.INVESTMENT, EntryKind.OPERATION, EntryKind.RESIDUAL)
        factor = 1.21 if task == "street-2" and taxed else 1.0
        if kind is not EntryKind.OPENING:
            assert after[task, kind] == pytest.approx(eur * factor), (task, kind)


def test_partners_that_reclaim_pay_without_vat_when_costs_are_with_it():
    plain, vat = with_area(), with_area(vat="included", reclaims=("heat",), vat_rate=0.09)
    before, after = (by_kind(case, "heat-1", "street-2") for case in (plain, vat))
    investment = EntryKind.INVESTMENT
    assert after["heat-1", investment] == pytest.approx(before["heat-1", investment] / 1.09)
    assert after["street-2", investment] == pytest.approx(before["street-2", investment])


def test_costs_can_have_a_rate_of_their_own():
    case = with_area(cost_discount_rate=0.016)
    kinds = by_kind(case, "street-2")
    expected = -160_000 * discount_factor(0.016, 20)
    assert kinds["street-2", EntryKind.INVESTMENT] == pytest.approx(expected)


BAD = [
    ("areas", 0, {"discount_rate": -1}, "discount_rate"),
    ("areas", 0, {"cost_discount_rate": -1}, "cost_discount_rate"),
    ("areas", 0, {"evaluation_years": 0}, "evaluation_years"),
    ("areas", 0, {"vat_rate": -0.1}, "vat_rate"),
    ("areas", 0, {"mean_income_eur": 0}, "mean_income_eur"),
    ("key_figures", 9, {"growth": -1}, "growth"),
    ("key_figures", 9, {"discount_rate": -1}, "discount_rate"),
    ("key_figures", 9, {"low": 5, "high": 1}, "low, value and high"),
    ("variants", 0, {"life_years": 0}, "life_years"),
    ("effects", 0, {"quantity_low": 99, "quantity": 1}, "between at least and at most"),
    ("effects", 0, {"years": 0}, "years"),
]


@pytest.mark.parametrize(("table", "row", "changes", "said"), BAD, ids=[str(b[2]) for b in BAD])
def test_impossible_figures_are_refused_by_name(table, row, changes, said):
    tables = small_tables()
    tables[table][row].update(changes)
    with pytest.raises(CaseError, match=said) as caught:
        small_case(**tables)
    assert caught.value.problems[0].id == tables[table][row]["id"]


@settings(deadline=None, max_examples=25)
@given(
    rate=st.floats(-0.5, 1), growth=st.floats(-0.9, 1), years=st.integers(1, 200),
    life=st.floats(0.01, 1000), price=st.floats(-1e6, 1e9), delay=st.integers(0, 100),
)  # fmt: skip
def test_extreme_but_valid_figures_give_finite_results(rate, growth, years, life, price, delay):
    tables = small_tables()
    tables["areas"][0].update(discount_rate=rate, evaluation_years=years)
    tables["key_figures"][9].update(value=price, low=None, high=None, growth=growth)
    for variant in tables["variants"]:
        variant["life_years"] = life
    tables["effects"][0].update(years=years, delay_quarters=delay)
    case = small_case(**tables)
    assert all(math.isfinite(v) for values in start_values(case).values() for v in values)
    valuation = value_schedule(preferred_schedule(case), find_joint_effects(case))
    assert math.isfinite(valuation.total())

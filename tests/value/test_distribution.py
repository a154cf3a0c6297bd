# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gains, who pays, what a regulated partner may not count, and what incomes would weigh."""

import pytest
from hypothesis import given, settings

from koppelkans.case import Beneficiary, Outcome
from koppelkans.opportunity import find_joint_effects
from koppelkans.value import (
    Category,
    ValuationError,
    counts_as_own,
    distribute,
    find_outcomes,
    value_schedule,
    weigh_by_income,
    welfare_weight,
)
from tests.factories import small_case, small_tables
from tests.value.schedules import preferred_schedule, schedules


def rich_case():
    tables = small_tables()
    tables["areas"][0]["mean_income_eur"] = 30_000
    tables["partners"][2]["regulated"] = True
    tables["income_groups"] = [
        {"id": "low", "name": "Laag", "income_eur": 15_000, "beneficiary": "residents",
         "source": "verzonnen"},
        {"id": "tenants", "name": "Huurders", "income_eur": 20_000, "source": "verzonnen"},
    ]  # fmt: skip
    for effect in tables["effects"]:
        if effect["id"] == "co2-mt":
            effect["partner_id"] = "heat"
        if effect["id"] == "coaching":
            effect |= {"income_group_id": "tenants", "outcome": "energy_poverty",
                       "quantity_low": 30, "quantity_high": 80}  # fmt: skip
        if effect["id"] == "cool":
            effect["outcome"] = "health"
    tables["key_figures"][11] |= {"low": 300, "high": 600}
    return small_case(**tables)


CASE = rich_case()
EFFECTS = find_joint_effects(CASE)


@settings(deadline=None, max_examples=20)
@given(schedules(CASE))
def test_rows_and_columns_of_the_matrix_add_up_to_the_net_value(schedule):
    valuation = value_schedule(schedule, EFFECTS)
    matrix = distribute(CASE, valuation)
    net = pytest.approx(valuation.total(), abs=1e-6)
    assert matrix.total == net
    assert sum(matrix.of_row(row) for row in matrix.rows) == net
    assert sum(matrix.of_party(party) for party in matrix.parties) == net
    assert sum(matrix.of_beneficiary(who) for who in Beneficiary) == net


def test_regulated_partner_may_not_count_what_others_gain():
    valuation = value_schedule(preferred_schedule(CASE), EFFECTS)
    matrix = distribute(CASE, valuation)
    co2 = sum(e.eur for e in valuation.entries if e.key_figure_id == "co2")
    assert co2 > 0
    assert sum(matrix.not_own.values()) == pytest.approx(co2)
    assert {party.partner_id for _, party in matrix.not_own} == {"heat"}
    costs = [e for e in valuation.entries if e.category is Category.COST]
    assert all(counts_as_own(CASE, entry) for entry in costs)


def test_weighing_by_income_stands_beside_the_euros():
    valuation = value_schedule(preferred_schedule(CASE), EFFECTS)
    worth = weigh_by_income(CASE, valuation)
    assert sum(group.eur for group in worth) == pytest.approx(valuation.total())
    low, tenants, rest = worth
    assert (low.weight, tenants.weight, rest.weight) == pytest.approx((2**1.3, 1.5**1.3, 1))
    coaching = sum(e.eur for e in valuation.entries if e.source_id == "coaching")
    assert tenants.eur == pytest.approx(coaching)
    assert tenants.weighed_eur == pytest.approx(coaching * 1.5**1.3)


def test_weighing_needs_a_mean_income():
    with pytest.raises(ValuationError, match="mean_income_eur"):
        weigh_by_income(small_case(), value_schedule(preferred_schedule(small_case()), ()))


def test_green_book_example_of_weights():
    """A pound at 20,000 is worth twice as much as one at 40,000 with an elasticity of 1."""
    ratio = welfare_weight(30_000, 20_000, 1) / welfare_weight(30_000, 40_000, 1)
    assert ratio == pytest.approx(2)


def test_outcomes_for_people_have_ranges_and_keep_what_has_no_price():
    schedule = preferred_schedule(CASE)
    choices = {c.task_id: (c.variant_id, c.start) for c in schedule}
    choices["street-1"] = ("street-1-green", choices["street-1"][1])
    schedule = type(schedule).of(CASE, choices)
    poverty, health = find_outcomes(schedule, value_schedule(schedule, EFFECTS))
    assert (poverty.outcome, health.outcome) == (Outcome.ENERGY_POVERTY, Outcome.HEALTH)
    assert poverty.low_eur == pytest.approx(poverty.eur * 30 * 300 / (60 * 450))
    assert poverty.high_eur == pytest.approx(poverty.eur * 80 * 600 / (60 * 450))
    assert (health.eur, health.unpriced) == (0, {"heat_stress": 400})

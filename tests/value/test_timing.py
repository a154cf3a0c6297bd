# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koppelkans.value.timing import failure_costs, is_renewal, timing_cost
from tests.factories import small_case, small_tables


@given(st.floats(0.001, 0.1), st.integers(0, 80), st.integers(0, 80), st.floats(5, 100))
def test_moving_a_renewal_is_worth_the_difference_of_both_endless_chains(
    rate, preferred, chosen, life
):
    """First renewal plus later ones, summed until they no longer count."""
    d = 1 / (1 + rate)
    cycles = range(int(40 / (rate * life)) + 2)

    def chain(quarter):
        return sum(d ** (quarter / 4 + life * cycle) for cycle in cycles)

    first = d ** (chosen / 4) - d ** (preferred / 4)
    moved = timing_cost(rate, preferred, np.array([chosen]), life)[0]
    assert first + moved == pytest.approx(chain(chosen) - chain(preferred), abs=1e-9)


def test_formula_of_the_method_page():
    d = 1 / 1.0225
    expected = (d**8 - d**10) * d**60 / (1 - d**60)
    assert timing_cost(0.0225, 40, np.array([32]), 60)[0] == pytest.approx(expected)


def test_without_discounting_the_wasted_share_of_the_life_counts():
    assert timing_cost(0.0, 40, np.array([32, 40, 44]), 60) == pytest.approx([2 / 60, 0, -1 / 60])


def test_rate_near_zero_comes_near_the_limit():
    assert timing_cost(1e-9, 40, np.array([32]), 60)[0] == pytest.approx(2 / 60, rel=1e-6)


def case_with_failure(**changes):
    tables = small_tables()
    tables["tasks"][0].update(changes)
    return small_case(**tables)


def test_risk_of_failure_by_hand():
    """Sewer-1: 2 % in 2029 and 10 % more each year, of 80,000 EUR; 2027 is two years before."""
    case = small_case()
    costs = failure_costs(case, case.task["sewer-1"])
    chance_2027 = 0.02 * 1.1**-2
    first_quarter = chance_2027 / 4 * 80_000
    assert costs[0] == 0
    assert costs[1] == pytest.approx(first_quarter)
    assert costs[2] == pytest.approx(first_quarter * (1 + 1.0225**-0.25))
    assert costs[5] - costs[4] == pytest.approx(0.02 * 1.1**-1 / 4 * 80_000 / 1.0225)


def test_chance_is_never_more_than_one():
    case = case_with_failure(failure_rate=0.9, failure_growth=5, failure_eur=400)
    costs = failure_costs(case, case.task["sewer-1"])
    last_year = np.diff(costs)[-4:] * 1.0225 ** (np.arange(28, 32) / 4)
    assert last_year == pytest.approx([100] * 4)


def test_only_what_wears_out_is_a_renewal():
    case = small_case()
    assert [task.id for task in case.tasks if is_renewal(task)] == ["sewer-1"]

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koppelkans.value import annuity, discount_factor, price_factor

RATES = st.floats(-0.05, 0.2)

# (1.0225)^-t, to four decimals by hand.
DUTCH_TABLE = {0: 1.0, 1: 0.9780, 2: 0.9565, 3: 0.9354, 4: 0.9148, 5: 0.8947, 10: 0.8005}
# Green Book 2022, table 7: 3.5 % for years 0 to 30.
GREEN_BOOK_TABLE = {1: 0.9662, 2: 0.9335, 5: 0.8420, 10: 0.7089, 20: 0.5026, 30: 0.3563}


@pytest.mark.parametrize(("rate", "table"), [(0.0225, DUTCH_TABLE), (0.035, GREEN_BOOK_TABLE)])
def test_discount_factors_are_those_of_the_printed_tables(rate, table):
    assert {year: round(discount_factor(rate, 4 * year), 4) for year in table} == table


def test_array_of_quarters_gives_the_same_factors():
    quarters = np.arange(-4, 80)
    one_by_one = [discount_factor(0.0225, int(quarter)) for quarter in quarters]
    assert discount_factor(0.0225, quarters) == pytest.approx(one_by_one)


def test_price_that_grows_as_fast_as_the_rate_keeps_its_value():
    assert price_factor(0.016, 0.016, 79) == 1


@given(RATES, RATES, st.integers(0, 60))
def test_annuity_is_the_sum_of_its_terms(rate, growth, years):
    terms = sum(price_factor(rate, growth, 4 * year) for year in range(years))
    assert annuity(rate, years, growth) == pytest.approx(terms, rel=1e-6)


def test_part_of_a_year_is_part_of_one_more_term():
    assert annuity(0.0225, 2.5) == pytest.approx(
        1 + discount_factor(0.0225, 4) + 0.5 * discount_factor(0.0225, 8)
    )


def test_rate_next_to_the_growth_gives_a_finite_annuity():
    assert annuity(0.02, 30, 0.02 + 1e-14) == pytest.approx(30)

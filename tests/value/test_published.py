# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Published worked examples, to the printed digits: see docs/method/validation.md."""

import numpy as np
import numpy_financial as npf
import pytest

from koppelkans.value import annuity, discount_factor


def at_year_ends(rate, years):
    """Return what one euro at the end of each year is worth: ours begins at once."""
    return annuity(rate, years) * discount_factor(rate, 4)


def test_compound_interest_factors():
    assert round(at_year_ends(0.08, 10), 4) == 6.7101
    assert round(discount_factor(0.08, 40), 4) == 0.4632
    assert round(1 / at_year_ends(0.08, 10), 5) == 0.14903
    assert round(1 / at_year_ends(0.08, 5), 5) == 0.25046


def test_backup_generator():
    worth = -25_000 - 500 * at_year_ends(0.08, 10) + 2_000 * discount_factor(0.08, 40)
    assert round(worth) == -27_429


def test_rates_that_change():
    """100 a year at 14 % for five years, then 160 a year at 10 % for three; tabled factors."""
    first, then, wait = (
        round(factor, 4)
        for factor in (at_year_ends(0.14, 5), at_year_ends(0.10, 3), discount_factor(0.14, 20))
    )
    assert round(-100 * first - 160 * then * wait, 2) == -549.98


def test_annuity_of_twenty_years():
    assert round(12_000 * at_year_ends(0.07, 20), 2) == 127_128.17


def test_documented_rate_of_return_leaves_nothing():
    flows = (-250_000, 100_000, 150_000, 200_000, 250_000, 300_000)
    rate = 0.5672303344358536
    net = sum(eur * discount_factor(rate, 4 * year) for year, eur in enumerate(flows))
    assert net == pytest.approx(0, abs=0.001)


def test_present_values_are_those_of_numpy_financial():
    """1,000 random cases: other yearly flows, another rate, and a yearly amount that lasts."""
    random = np.random.default_rng(20)
    for _ in range(1_000):
        rate, years = random.uniform(-0.2, 0.5), int(random.integers(1, 80))
        flows = random.normal(0, 1e6, years)
        ours = sum(eur * discount_factor(rate, 4 * year) for year, eur in enumerate(flows))
        assert ours == pytest.approx(npf.npv(rate, flows), rel=1e-9, abs=1e-4)
        lasting = -npf.pv(rate, years, 1, when="begin")
        assert annuity(rate, years) == pytest.approx(lasting, rel=1e-9)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.case import Quarter
from koppelkans.value import annuity, discount_factor, not_done_value, start_values
from tests.factories import small_case

CASE = small_case()
VALUES = start_values(CASE)


def test_there_is_a_value_for_every_possible_start_of_every_variant():
    assert {key: len(values) for key, values in VALUES.items()} == {
        (v.task_id, v.id): len(CASE.starts(v.task_id, v.id)) for v in CASE.variants
    }


def test_heat_network_by_hand():
    """Investment over two quarters; upkeep 30 of its 40 years; CO2 for 30 years after the end.

    After these 30 years a quarter of its life is left.
    """
    start = Quarter.of(2028, 1).index - CASE.starts("heat-1", "heat-1-mt").start
    n = 4
    investment = 450_000 * (discount_factor(0.0225, n) + discount_factor(0.0225, n + 1))
    upkeep = 9_000 * annuity(0.0225, 30) * discount_factor(0.0225, n + 2)
    ratio = 1.02 / 1.0225
    co2 = 90_000 * 0.13 * sum(ratio ** ((n + 2) / 4 + year) for year in range(30))
    left = 900_000 * 10 / 40 * discount_factor(0.0225, n + 2 + 4 * 30)
    assert VALUES["heat-1", "heat-1-mt"][start] == pytest.approx(co2 - investment - upkeep + left)


def test_stretching_its_window_costs_by_quarter():
    starts = CASE.starts("sewer-2", "sewer-2-v")
    latest = CASE.task["sewer-2"].latest_start.index
    n = latest - CASE.first_quarter.index
    inside, outside = (
        VALUES["sewer-2", "sewer-2-v"][q - starts.start] for q in (latest, latest + 3)
    )
    d = discount_factor(0.0225, 3)
    assert outside == pytest.approx(inside * d - 3 * 5_000 * discount_factor(0.0225, n + 3))


def test_renewing_a_year_early_by_hand():
    """Sewer-1: the endless chain of renewals every 60 years moves, and a year of risk is gone."""
    starts = CASE.starts("sewer-1", "sewer-1-v")
    preferred = CASE.task["sewer-1"].preferred_start.index - starts.start
    values = VALUES["sewer-1", "sewer-1-v"]
    d = 1 / 1.0225
    n = CASE.task["sewer-1"].preferred_start - CASE.first_quarter
    investment = 300_000 * (1 + d**0.25) / 2
    chain = investment * (d ** ((n - 4) / 4) - d ** (n / 4)) / (1 - d**60)
    risk = sum(0.02 / 1.1 / 4 * 80_000 * d ** (quarter / 4) for quarter in range(n - 4, n))
    assert values[preferred - 4] - values[preferred] == pytest.approx(risk - chain)


def test_effect_without_value_adds_nothing():
    plain, green = (VALUES["street-1", f"street-1-{kind}"][0] for kind in ("plain", "green"))
    assert green / plain == pytest.approx(190 / 150)


def test_leaving_a_task_out_costs_its_risk_of_failure():
    assert not_done_value(CASE, "coaches") == 0
    assert not_done_value(CASE, "sewer-1") < -80_000 * 0.02

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import numpy as np
import pytest

from koppelkans.value import ValuationError, WeekPart, place_week_costs
from koppelkans.value.figures import find_key_figure
from koppelkans.value.key_figures import present_value
from tests.factories import small_case, small_tables


def case_with_figure(key_figure_id, **changes):
    tables = small_tables()
    for figure in tables["key_figures"]:
        if figure["id"] == key_figure_id:
            figure.update(changes)
    return small_case(**tables)


def test_week_of_a_residential_street_by_hand():
    cost = place_week_costs(small_case())["place-1"]
    assert cost.traffic_eur == 900
    assert cost.nuisance_eur == 40 * 15 + 200
    assert cost.present_values[0] == 1700
    assert cost.present_values[4] == pytest.approx(1700 / 1.0225)


def test_week_of_a_collector_with_bus_and_shops_by_hand():
    cost = place_week_costs(small_case())["place-4"]
    assert cost.traffic_eur == 2500
    assert cost.nuisance_eur == 40 * 15 + 4 * 300 + 2000 + 2000


def test_growth_and_own_rate_of_a_key_figure_count():
    case = case_with_figure("traffic_residential", growth=0.01, discount_rate=0.03)
    cost = place_week_costs(case)["place-1"]
    expected = 900 * (1.01 / 1.03) ** 2 + 800 / 1.0225**2
    assert cost.present_values[8] == pytest.approx(expected)


def test_present_values_cover_every_planned_quarter():
    assert place_week_costs(small_case())["place-1"].present_values.shape == (32,)


def test_figure_without_value_is_left_unknown():
    case = case_with_figure("nuisance_household", value=None, low=None, high=None)
    cost = place_week_costs(case)["place-1"]
    unknown = [item for item in cost.items if item.eur is None]
    assert [(item.part, item.quantity) for item in unknown] == [(WeekPart.HOUSEHOLD, 40)]
    assert cost.nuisance_eur == 200


def test_missing_key_figure_is_named():
    tables = small_tables()
    figures = [f for f in tables["key_figures"] if f["id"] != "traffic_residential"]
    with pytest.raises(ValuationError, match="traffic_residential"):
        place_week_costs(small_case(key_figures=figures))


def test_key_figure_that_no_place_needs_may_be_missing():
    tables = small_tables()
    figures = [f for f in tables["key_figures"] if f["id"] != "traffic_main"]
    assert place_week_costs(small_case(key_figures=figures))


def test_flow_of_years_counts_each_year_with_relative_price_change():
    case = small_case()
    figure = find_key_figure(case, "co2")
    values = present_value(case, figure, np.array([0, 6]), years=3)
    by_hand = [
        sum(0.13 * (1.02 / 1.0225) ** (start / 4 + year) for year in range(3)) for start in (0, 6)
    ]
    assert values == pytest.approx(by_hand)


def test_figure_without_value_has_no_present_value():
    case = small_case()
    with pytest.raises(ValuationError, match="heat_stress"):
        present_value(case, find_key_figure(case, "heat_stress"), np.array([0]))

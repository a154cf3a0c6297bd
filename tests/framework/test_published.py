# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Published worked examples, to the printed digits; docs/method/validation.md lists them."""

import numpy as np
import pytest

from koppelkans.framework import (
    Agreed,
    Preference,
    Shape,
    compare_pairs,
    compare_with_extremes,
    draw_weights,
    outrank,
    principal_eigenvector,
    rank_by_ideal,
    rank_by_preference,
    rank_order_centroid,
)
from koppelkans.framework.best_worst import solve_linear_model


def printed(values, decimals=3):
    """Allow what rounding to the printed digits takes away."""
    return pytest.approx(np.asarray(values), abs=0.5 * 10**-decimals + 1e-12)


def pairs_of(names, upper):
    """Return the pairs above the diagonal of a printed matrix."""
    return {
        (names[i], names[j]): ratio
        for i, row in enumerate(upper)
        for j, ratio in enumerate(row, start=i + 1)
    }


DRINKS = ("coffee", "wine", "tea", "beer", "sodas", "milk", "water")


def test_saaty_2008_table_2_drinks():
    """The printed row of tea says 2 against wine, the row of wine 1/3; with 3 all digits fit."""
    ratios = pairs_of(
        DRINKS,
        [[9, 5, 2, 1, 1, 1 / 2], [1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9], [1 / 3, 1 / 4, 1 / 3, 1 / 9],
         [1 / 2, 1, 1 / 3], [2, 1 / 2], [1 / 3]],
    )  # fmt: skip
    found = compare_pairs(DRINKS, ratios)
    weights = [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]
    assert np.array(list(found.weights.values())) == printed(weights)
    assert found.inconsistency == printed(0.022)
    assert found.remarks == ()


def test_saaty_2008_table_3_choosing_a_job():
    names = ("flexibility", "opportunities", "security", "reputation", "salary")
    ratios = pairs_of(names, [[1 / 4, 1 / 6, 1 / 4, 1 / 8], [1 / 3, 3, 1 / 7], [4, 1 / 2], [1 / 7]])
    found = compare_pairs(names, ratios)
    assert np.array(list(found.weights.values())) == printed([0.036, 0.122, 0.262, 0.075, 0.506])


def test_saaty_2008_table_4_flexibility():
    found = compare_pairs("abc", {("a", "b"): 1 / 3, ("a", "c"): 1 / 6, ("b", "c"): 1 / 4})
    assert np.array(list(found.weights.values())) == printed([0.091, 0.218, 0.691])


def test_saaty_1990_size_of_house_is_inconsistent():
    matrix = np.array([[1, 6, 8], [1 / 6, 1, 4], [1 / 8, 1 / 4, 1]])
    _, largest = principal_eigenvector(matrix)
    assert largest == printed(3.136)
    assert (largest - 3) / 2 == printed(0.068)
    found = compare_pairs("abc", {("a", "b"): 6, ("a", "c"): 8, ("b", "c"): 4})
    assert found.inconsistency == printed(0.117)
    assert "12 %" in str(found.remarks[0])


def test_saaty_2005_where_to_live_over_a_hierarchy():
    """Five criteria, four cities: weights of the criteria times those of the cities."""
    cities = ("Bethesda", "Boston", "Pittsburgh", "Santa Fe")
    goal = compare_pairs(
        ("culture", "family", "housing", "jobs", "transportation"),
        pairs_of(
            ("culture", "family", "housing", "jobs", "transportation"),
            [[1 / 5, 3, 1 / 2, 5], [7, 1, 7], [1 / 4, 3], [7]],
        ),
    )
    below = {
        "culture": [[1 / 2, 1, 1 / 2], [2.5, 1], [1 / 2.5]],
        "family": [[2, 1 / 3, 4], [1 / 8, 2], [9]],
        "housing": [[5, 1 / 2, 2.5], [1 / 9, 1 / 4], [7]],
        "jobs": [[1 / 2, 3, 4], [6, 8], [1]],
        "transportation": [[1.5, 1 / 2, 4], [1 / 3.5, 2.5], [9]],
    }
    total = np.zeros(4)
    for name, upper in below.items():
        weights = compare_pairs(cities, pairs_of(cities, upper)).weights
        total += goal.weights[name] * np.array(list(weights.values()))
    assert total == printed([0.229, 0.275, 0.385, 0.111])


CAR = ("quality", "price", "comfort", "safety", "style")


@pytest.mark.parametrize(
    ("to_others", "to_worst", "weights", "left"),
    [
        pytest.param((2, 1, 4, 2, 8), (4, 8, 2, 4, 1), (0.2105, 0.4211, 0.1053, 0.2105, 0.0526),
                     0.0, id="table 2, consistent"),
        pytest.param((2, 1, 4, 3, 8), (4, 8, 2, 3, 1), (0.2295, 0.4481, 0.1148, 0.1530, 0.0546),
                     0.0109, id="table 3, nearly"),
    ],
)  # fmt: skip
def test_rezaei_2016_buying_a_car(to_others, to_worst, weights, left):
    found = compare_with_extremes(
        dict(zip(CAR, to_others, strict=True)), dict(zip(CAR, to_worst, strict=True))
    )
    assert np.array(list(found.weights.values())) == printed(weights, 4)
    _, deviation = solve_linear_model(1, 4, list(to_others), list(to_worst))
    assert deviation == printed(left, 4)
    assert found.remarks == ()


STATIONS = [[80, 90, 600, 54, 8, 5], [65, 58, 200, 97, 1, 1], [83, 60, 400, 72, 4, 7],
            [40, 80, 1000, 75, 7, 10], [52, 72, 600, 20, 3, 8], [94, 96, 700, 36, 5, 6],
            ]  # fmt: skip
STATION_CRITERIA = (
    Preference(Shape.U_SHAPE, indifference=10, more_is_better=False),
    Preference(Shape.V_SHAPE, preference=30),
    Preference(Shape.LINEAR, 50, 500, more_is_better=False),
    Preference(Shape.LEVEL, 10, 60, more_is_better=False),
    Preference(Shape.USUAL, more_is_better=False),
    Preference(Shape.GAUSSIAN, preference=5),
)


def test_brans_1986_hydroelectric_power_stations():
    flows = rank_by_preference(STATIONS, [1] * 6, STATION_CRITERIA)
    indices = [[0, 0.296, 0.250, 0.268, 0.100, 0.185], [0.462, 0, 0.389, 0.333, 0.296, 0.500],
               [0.236, 0.180, 0, 0.333, 0.056, 0.429], [0.399, 0.505, 0.305, 0, 0.223, 0.212],
               [0.444, 0.515, 0.487, 0.380, 0, 0.448], [0.286, 0.399, 0.250, 0.432, 0.133, 0],
               ]  # fmt: skip
    # Some indices are printed cut off instead of rounded.
    assert flows.preferences == pytest.approx(np.array(indices), abs=1e-3)
    sums = [-0.728, 0.085, -0.447, -0.102, 1.466, -0.274]
    assert flows.net * 5 == pytest.approx(np.array(sums), abs=2e-3)
    assert np.argsort(-flows.net).tolist() == [4, 1, 3, 5, 2, 0]


@pytest.mark.parametrize(("heavy", "rest", "best"), [(1, (50, 10), 5), (4, (55, 9), 1)])
def test_mareschal_2019_stations_with_other_weights(heavy, rest, best):
    weights = [rest[1]] * 6
    weights[heavy] = rest[0]
    assert np.argmax(rank_by_preference(STATIONS, weights, STATION_CRITERIA).net) == best


def test_wang_triantaphyllou_2008_concordance_and_discordance():
    figures = [[1, 2, 1, 5, 2, 2, 4], [3, 5, 3, 5, 3, 3, 3], [3, 5, 3, 5, 3, 2, 2],
               [1, 2, 2, 5, 1, 1, 1], [1, 1, 3, 5, 4, 1, 5]]  # fmt: skip
    weights = [0.078, 0.118, 0.157, 0.314, 0.235, 0.039, 0.059]
    found = outrank(figures, weights, majority=0.75, veto=0.5, scale=None)
    concordance = [[1, 0.373, 0.412, 0.843, 0.549], [0.941, 1, 1, 1, 0.706],
                   [0.941, 0.902, 1, 1, 0.706], [0.667, 0.314, 0.314, 1, 0.549],
                   [0.843, 0.765, 0.765, 0.882, 1]]  # fmt: skip
    discordance = [[0, 0.75, 0.75, 0.25, 0.5], [0.25, 0, 0, 0, 0.5], [0.5, 0.25, 0, 0, 0.75],
                   [0.75, 0.75, 0.75, 0, 1], [0.25, 1, 1, 0.25, 0]]  # fmt: skip
    assert found.concordance == pytest.approx(np.array(concordance), abs=1e-9)
    assert found.discordance == pytest.approx(np.array(discordance), abs=1e-9)


def test_cebrian_porcar_2009_locating_a_firm():
    figures = np.array([[6, 5, 28, 5, 5], [4, 2, 25, 10, 9], [5, 7, 35, 9, 6], [6, 1, 27, 6, 7],
                        [6, 8, 30, 7, 9], [5, 6, 26, 4, 8]])  # fmt: skip
    shares = figures / figures.sum(axis=0) * [1, 1, -1, 1, 1]
    found = outrank(shares, [0.25, 0.25, 0.1, 0.2, 0.2], scale=None)
    concordance = [[1, 0.5, 0.35, 0.5, 0.35, 0.45], [0.5, 1, 0.5, 0.75, 0.5, 0.5],
                   [0.65, 0.5, 1, 0.45, 0.2, 0.7], [0.75, 0.25, 0.55, 1, 0.35, 0.45],
                   [0.9, 0.7, 0.8, 0.9, 1, 0.9], [0.55, 0.5, 0.55, 0.55, 0.1, 1]]  # fmt: skip
    discordance = [[0, 0.5052, 0.4042, 0.1883, 0.4286, 0.2825],
                   [0.4286, 0, 0.7143, 0.2589, 0.8571, 0.5714],
                   [0.1696, 0.2825, 0, 0.1938, 0.2825, 0.2180],
                   [0.5714, 0.4042, 0.8571, 0, 1.0, 0.7143],
                   [0.0485, 0.3031, 0.2021, 0.0727, 0, 0.0969],
                   [0.1295, 0.6063, 0.5052, 0.2021, 0.3031, 0]]  # fmt: skip
    assert found.concordance == pytest.approx(np.array(concordance), abs=1e-9)
    assert found.discordance == pytest.approx(np.array(discordance), abs=1e-3)
    assert found.kept == (4,)


def test_tzeng_huang_2011_topsis():
    found = rank_by_ideal([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], [0.3, 0.4, 0.3])
    assert found == printed([0.5037, 0.6581, 0.7482, 0.3340], 4)


@pytest.mark.parametrize(
    ("count", "weights"),
    [
        (3, [0.6111, 0.2778, 0.1111]),
        (4, [0.5208, 0.2708, 0.1458, 0.0625]),
        (5, [0.4567, 0.2567, 0.1567, 0.0900, 0.0400]),
    ],
)
def test_barron_barrett_1996_centre_of_all_weights_in_an_order(count, weights):
    """By formula to the printed digits, and as the mean of what is drawn for SMAA."""
    names = [str(number) for number in range(count)]
    assert np.array(list(rank_order_centroid(names).values())) == printed(weights, 4)
    drawn = draw_weights(count, 40_000, seed=1, agreed=Agreed.ranked(range(count)))
    assert drawn.mean(axis=0) == pytest.approx(np.array(weights), abs=0.003)

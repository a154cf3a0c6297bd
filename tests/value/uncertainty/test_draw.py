# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Draws follow the distributions and correlations that the case gives."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from koppelkans.case import Distribution
from koppelkans.value.uncertainty.draw import draw_inputs, quantile
from koppelkans.value.uncertainty.types import Input, InputKind
from tests.factories import small_case, small_tables

CHANCES = (np.arange(200_000) + 0.5) / 200_000
LOW, VALUE, HIGH = 40.0, 100.0, 220.0


def figure(distribution: Distribution, id_: str = "f") -> Input:
    return Input(
        kind=InputKind.KEY_FIGURE, id=id_, name=id_, unit="EUR", value=VALUE, low=LOW, high=HIGH,
        distribution=distribution,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("distribution", "mean"),
    [
        (Distribution.TRIANGULAR, (LOW + VALUE + HIGH) / 3),
        (Distribution.PERT, (LOW + 4 * VALUE + HIGH) / 6),
        (Distribution.UNIFORM, (LOW + HIGH) / 2),
        (Distribution.NORMAL, VALUE),
    ],
)
def test_the_mean_is_that_of_the_formula(distribution: Distribution, mean: float) -> None:
    values = quantile(figure(distribution), CHANCES)
    assert values.mean() == pytest.approx(mean, rel=1e-4)
    assert np.all(np.diff(values) >= 0)


@pytest.mark.parametrize(
    "distribution", [Distribution.TRIANGULAR, Distribution.PERT, Distribution.UNIFORM]
)
def test_nothing_lies_outside_the_range(distribution: Distribution) -> None:
    ends = quantile(figure(distribution), np.array([0.0, 1.0]))
    assert ends == pytest.approx([LOW, HIGH])


def test_nine_tenths_of_a_normal_or_lognormal_lie_as_wide_as_the_range() -> None:
    at = np.array([0.05, 0.5, 0.95])
    low, middle, high = quantile(figure(Distribution.NORMAL), at)
    assert (middle, high - low) == pytest.approx((VALUE, HIGH - LOW))
    low, middle, high = quantile(figure(Distribution.LOGNORMAL), at)
    assert (middle, high / low) == pytest.approx((VALUE, HIGH / LOW))


def test_a_figure_without_a_range_does_not_move() -> None:
    known = figure(Distribution.TRIANGULAR).model_copy(update={"low": None, "high": None})
    assert set(quantile(known, CHANCES[:10])) == {VALUE}


def test_the_rank_correlation_of_the_draws_is_the_one_declared() -> None:
    figures = [
        f | ({"low": 0.5 * f["value"], "high": 3 * f["value"]} if "nuisance" in f["id"] else {})
        for f in small_tables()["key_figures"]
    ]
    case = small_case(
        key_figures=figures,
        correlations=[
            {"id": "a", "first": "nuisance_bus", "second": "nuisance_business", "coefficient": 0.7},
            {"id": "b", "first": "nuisance_bus", "second": "co2", "coefficient": -0.4},
        ],
    )
    ids = ("nuisance_business", "co2", "nuisance_bus", "nuisance_household")
    inputs = [figure(Distribution.TRIANGULAR, id_) for id_ in ids]
    [drawn] = draw_inputs(case, inputs, 40_000, seed=3)
    ranks = spearmanr(drawn).statistic
    assert ranks[0, 2] == pytest.approx(0.7, abs=0.02)
    assert ranks[1, 2] == pytest.approx(-0.4, abs=0.02)
    assert ranks[0, 1] == pytest.approx(0.0, abs=0.02)
    assert ranks[3, :3] == pytest.approx(0.0, abs=0.02)


def test_figures_with_a_correlation_of_one_move_as_one() -> None:
    case = small_case(
        key_figures=[
            f | ({"low": 0.5 * f["value"], "high": 3 * f["value"]} if "traffic" in f["id"] else {})
            for f in small_tables()["key_figures"]
        ],
        correlations=[
            {"id": "a", "first": "traffic_main", "second": "traffic_collector", "coefficient": 1.0}
        ],
    )
    inputs = [figure(Distribution.UNIFORM, f"traffic_{road}") for road in ("main", "collector")]
    [drawn] = draw_inputs(case, inputs, 100, seed=1)
    assert drawn[:, 0] == pytest.approx(drawn[:, 1], abs=1e-4)


def test_the_same_seed_gives_the_same_draws_in_as_many_pieces_as_memory_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inputs = [figure(Distribution.PERT), figure(Distribution.NORMAL, "g")]
    whole = np.concatenate(list(draw_inputs(small_case(), inputs, 1000, seed=5)))
    monkeypatch.setattr("koppelkans.value.uncertainty.draw.NUMBERS_AT_ONCE", 600)
    pieces = list(draw_inputs(small_case(), inputs, 1000, seed=5))
    assert len(pieces) > 1
    assert np.array_equal(np.concatenate(pieces), whole)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koppelkans.framework import (
    FrameworkError,
    compare_pairs,
    compare_with_extremes,
    normalise,
    weigh_swings,
)

POINTS = st.dictionaries(
    st.sampled_from("abcdef"), st.floats(0, 100, allow_subnormal=False), min_size=1
).filter(lambda points: max(points.values()) > 0)


@given(POINTS)
def test_weights_add_up_to_one_and_keep_their_proportions(points):
    weights = normalise(points)
    assert sum(weights.values()) == pytest.approx(1)
    largest = max(points, key=points.get)
    for name, value in points.items():
        assert weights[name] * points[largest] == pytest.approx(value * weights[largest])


def test_very_large_points_stay_finite():
    assert normalise({"a": 1.5e308, "b": 1.5e308}) == {"a": 0.5, "b": 0.5}


@pytest.mark.parametrize(
    ("points", "text"),
    [({}, "no criterion"), ({"a": 0.0}, "all weights are zero"), ({"a": -1.0, "b": 2.0}, "“a”"),
     ({"a": float("nan")}, "“a”"), ({"a": float("inf")}, "“a”")],
)  # fmt: skip
def test_points_that_make_no_weights_are_refused(points, text):
    with pytest.raises(FrameworkError, match=text):
        normalise(points)


def test_swing_above_the_most_valued_one_is_refused():
    with pytest.raises(FrameworkError, match="120"):
        weigh_swings({"a": 120, "b": 100})


def test_swings_without_a_hundred_and_without_weight_are_remarked_on():
    remarks = [str(remark) for remark in weigh_swings({"calm": 80, "cost": 0}).remarks]
    assert len(remarks) == 2
    assert "cost" in remarks[1]


@given(st.lists(st.floats(1, 3), min_size=3, max_size=6))
def test_consistent_ratios_give_the_weights_back(importance):
    names = [str(number) for number in range(len(importance))]
    found = compare_pairs(
        names,
        {
            (names[i], names[j]): importance[i] / importance[j]
            for i in range(len(names))
            for j in range(i)
        },
    )
    expected = np.array(importance) / sum(importance)
    assert np.array(list(found.weights.values())) == pytest.approx(expected)
    assert found.inconsistency == pytest.approx(0, abs=1e-9)
    assert found.remarks == ()


def test_going_round_in_a_circle_is_named():
    ratios = {("calm", "cost"): 3, ("cost", "green"): 3, ("green", "calm"): 3}
    found = compare_pairs(("calm", "cost", "green"), ratios)
    assert found.inconsistency > 1
    contradiction, circle = (str(remark) for remark in found.remarks)
    assert "at most 10 %" in contradiction
    assert [circle.index(f"“{name}”") for name in ("calm", "cost", "green")] == sorted(
        circle.index(f"“{name}”") for name in ("calm", "cost", "green")
    )


def test_judgement_that_differs_most_from_the_others_is_named():
    """By the other judgements a is 4 times b, and 8 times c; said is that b is 9 times a."""
    ratios = {("b", "a"): 9, ("a", "c"): 8, ("b", "c"): 2}
    [contradiction] = compare_pairs("abc", ratios).remarks
    assert "“b” against “a”" in str(contradiction) or "“a” against “c”" in str(contradiction)


@pytest.mark.parametrize(
    ("ratios", "text"),
    [
        ({("a", "b"): 2}, "not compared"),
        ({("a", "b"): 2, ("b", "a"): 1, ("a", "c"): 1, ("b", "c"): 1}, "twice"),
        ({("a", "b"): 12, ("a", "c"): 1, ("b", "c"): 1}, "1/9"),
        ({("a", "b"): 0, ("a", "c"): 1, ("b", "c"): 1}, "1/9"),
        ({("b", "a"): 0, ("a", "c"): 1, ("b", "c"): 1}, "1/9"),
    ],
)
def test_comparisons_that_cannot_be_used_are_refused(ratios, text):
    with pytest.raises(FrameworkError, match=text):
        compare_pairs("abc", ratios)


def test_more_criteria_than_can_be_compared_are_refused():
    with pytest.raises(FrameworkError, match="16"):
        compare_pairs([str(number) for number in range(16)], {})


def test_best_worst_asks_to_look_again_at_the_judgement_that_fits_least():
    found = compare_with_extremes({"a": 1, "b": 4, "c": 8}, {"a": 8, "b": 6, "c": 1})
    assert found.inconsistency == pytest.approx((24 - 8) / 56)
    assert "“b”" in str(found.remarks[0])


@pytest.mark.parametrize(
    ("to_others", "to_worst", "text"),
    [
        ({"a": 1, "b": 2}, {"a": 2}, "both"),
        ({"a": 1, "b": 12}, {"a": 12, "b": 1}, "12"),
        ({"a": 2, "b": 2}, {"a": 2, "b": 1}, "with a 1"),
        ({"a": 1, "b": 3}, {"a": 4, "b": 1}, "“a” against “b”"),
    ],
)
def test_extremes_that_contradict_themselves_are_refused(to_others, to_worst, text):
    with pytest.raises(FrameworkError, match=text):
        compare_with_extremes(to_others, to_worst)


def test_criteria_that_matter_the_same_get_the_same_weight():
    found = compare_with_extremes({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1, "c": 1})
    assert list(found.weights.values()) == pytest.approx([1 / 3] * 3)

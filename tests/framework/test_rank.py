# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from koppelkans.framework import (
    FrameworkError,
    Preference,
    Shape,
    find_intervals,
    find_meeting,
    find_reversals,
    outrank,
    rank_additive,
    rank_by_ideal,
    rank_by_preference,
)

VALUES = st.floats(0, 1, allow_subnormal=False)


def tables(alternatives=(2, 5), criteria=3):
    return st.lists(
        st.lists(VALUES, min_size=criteria, max_size=criteria),
        min_size=alternatives[0], max_size=alternatives[1],
    ).map(np.array)  # fmt: skip


WEIGHTS = st.lists(st.floats(0.01, 1), min_size=3, max_size=3)


@given(tables(), WEIGHTS)
def test_net_flows_add_up_to_zero_and_lie_between_minus_one_and_one(table, weights):
    shapes = [Preference(), Preference(Shape.LINEAR, 0.1, 0.4), Preference(Shape.GAUSSIAN, 0, 0.2)]
    net = rank_by_preference(table, weights, shapes).net
    assert net.sum() == pytest.approx(0, abs=1e-9)
    assert (np.abs(net) <= 1 + 1e-9).all()


@given(tables(), WEIGHTS)
def test_what_is_better_on_everything_is_never_ranked_lower(table, weights):
    better = np.vstack([table, table[0] + 0.1])
    shape = [Preference(Shape.LINEAR, 0.02, 0.3)] * 3
    assert rank_additive(better, weights)[-1] > rank_additive(better, weights)[0]
    assert rank_by_ideal(better, weights)[-1] >= rank_by_ideal(better, weights)[0]
    net = rank_by_preference(better, weights, shape).net
    assert net[-1] >= net[0]
    assert outrank(better, weights).outranks[-1, 0]


@given(tables(), WEIGHTS)
def test_topsis_does_not_depend_on_the_unit_of_a_criterion(table, weights):
    other_unit = table * [1.0, 1000.0, 0.001]
    assert rank_by_ideal(other_unit, weights) == pytest.approx(rank_by_ideal(table, weights))


def test_extreme_figures_give_finite_results():
    assert np.isfinite(rank_by_ideal([[1e300, -1e300], [-1e300, 0]], [1, 1])).all()
    assert rank_by_ideal([[0, 0], [0, 0]], [1, 1]).tolist() == [0.5, 0.5]
    assert rank_by_preference([[3.0]], [1], [Preference()]).net.tolist() == [0]


@pytest.mark.parametrize(
    ("figures", "weights", "text"),
    [([], [], "no alternatives"), ([[1, 2]], [1], "finite figure"),
     ([[1, float("nan")]], [1, 1], "finite figure"), ([[1, 2]], [0, 0], "above zero"),
     ([[1, 2]], [-1, 2], "above zero")],
)  # fmt: skip
def test_tables_that_cannot_be_ranked_are_refused(figures, weights, text):
    with pytest.raises(FrameworkError, match=text):
        rank_additive(figures, weights)


@pytest.mark.parametrize(
    "limits",
    [(Shape.V_SHAPE, 0, 0), (Shape.LINEAR, 3, 2), (Shape.LEVEL, 2, 2), (Shape.USUAL, -1, 0)],
)
def test_limits_that_make_no_preference_are_refused(limits):
    with pytest.raises(FrameworkError):
        Preference(*limits)


def test_a_majority_of_less_than_half_is_refused():
    with pytest.raises(FrameworkError, match="majority"):
        outrank([[1, 2]], [1, 1], majority=0.5)


def test_alternatives_that_outrank_each_other_in_a_circle_are_kept_together():
    """a beats b on two of three criteria, b beats c, c beats a."""
    values = [[0.6, 0.5, 0.4], [0.4, 0.6, 0.5], [0.5, 0.4, 0.6], [0.1, 0.1, 0.1]]
    found = outrank(values, [1, 1, 1], majority=0.6)
    assert found.kept == (0, 1, 2)


@given(tables(), WEIGHTS)
def test_added_value_knows_no_rank_reversal(table, weights):
    assert find_reversals(table, lambda left: rank_additive(left, weights)) == ()


def test_topsis_can_turn_round_when_an_alternative_leaves():
    """The third is far ahead on one criterion, and by leaving makes the first two swap."""
    table, weights = [[0.9, 0.30], [0.60, 0.85], [0.1, 8.0]], [0.5, 0.5]
    found = find_reversals(table, lambda left: rank_by_ideal(left, weights))
    whole, without = rank_by_ideal(table, weights), rank_by_ideal(table[:2], weights)
    swapped = (whole[0] > whole[1]) != (without[0] > without[1])
    assert swapped == any(reversal.removed == 2 for reversal in found)
    assert swapped


@given(tables(), WEIGHTS, st.integers(0, 2), st.floats(0.001, 0.999))
def test_first_stays_first_inside_the_interval_and_nowhere_else(table, weights, which, place):
    shares = np.array(weights) / sum(weights)
    totals = table @ shares
    first = int(np.argmax(totals))
    # In a tie it is rounding that says who is first.
    assume(totals[first] - np.delete(totals, first).max() > 1e-9)
    interval = find_intervals(table, weights)[which]
    assert 0 <= interval.low <= interval.weight <= interval.high <= 1

    def lead(weight):
        others = np.delete(shares, which)
        changed = np.insert(others / others.sum() * (1 - weight), which, weight)
        totals = table @ changed
        return totals[first] - totals.max()

    inside = interval.low + place * (interval.high - interval.low)
    assert lead(inside) >= -1e-6
    if interval.high < 0.99:
        assert lead(interval.high + 0.01) <= 1e-6
    if interval.low > 0.01:
        assert lead(interval.low - 0.01) <= 1e-6


@given(tables(), st.lists(WEIGHTS, min_size=1, max_size=3), st.integers(0, 1))
def test_where_partners_meet_the_alternative_is_first_for_all(table, weights, alternative):
    meeting = find_meeting([table] * len(weights), weights, alternative)
    if meeting is None:
        # Then some other weights would not do either: draw a fine grid.
        grid = np.random.default_rng(1).dirichlet(np.ones(3), size=500)
        totals = grid @ table.T
        assert (totals[:, alternative] < totals.max(axis=1)).all()
        return
    totals = table @ np.array(meeting.weights)
    assert totals[alternative] >= totals.max() - 1e-6
    assert sum(meeting.weights) == pytest.approx(1)


def test_partners_who_agree_do_not_move():
    meeting = find_meeting([[[1, 0.2], [0, 1]]] * 2, [[0.7, 0.3], [0.7, 0.3]], 0)
    assert meeting.moves == pytest.approx((0, 0), abs=1e-9)


def test_no_weights_make_an_alternative_first_that_is_worse_on_everything():
    assert find_meeting([[[0.1, 0.1], [0.5, 0.5]]], [[0.5, 0.5]], 0) is None

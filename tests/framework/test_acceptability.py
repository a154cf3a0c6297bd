# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koppelkans.framework import find_acceptability

VALUES = st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=4)


def test_two_opposite_alternatives_each_get_the_weights_on_their_side():
    """First comes first when 0.75 w > 0.25 (1 - w), so for w above a quarter."""
    shares = find_acceptability([[1.0, 0.0], [0.25, 0.25]], draws=100_000, seed=1)
    assert shares == pytest.approx((0.75, 0.25), abs=0.01)


def test_three_criteria_each_alternative_best_on_one_share_equally():
    shares = find_acceptability([[1, 0, 0], [0, 1, 0], [0, 0, 1]], draws=50_000, seed=2)
    assert shares == pytest.approx([1 / 3] * 3, abs=0.01)


def test_ties_are_split():
    assert find_acceptability([[0.5, 0.5], [0.5, 0.5]], draws=10, seed=1) == (0.5, 0.5)


def test_the_same_seed_gives_the_same_shares():
    values = [[0.3, 0.9, 0.1], [0.8, 0.2, 0.4]]
    assert find_acceptability(values, 500, 7) == find_acceptability(values, 500, 7)
    assert find_acceptability(values, 500, 7) != find_acceptability(values, 500, 8)


@given(VALUES)
def test_shares_add_up_to_one(values):
    assert sum(find_acceptability(values, draws=50, seed=3)) == pytest.approx(1)


@given(VALUES)
def test_dominated_alternative_never_comes_first(values):
    worse = [value - 0.1 for value in values[0]]
    assert find_acceptability([*values, worse], draws=50, seed=4)[-1] == 0

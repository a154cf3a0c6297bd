# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koppelkans.value import split_maximum

NEEDS = st.dictionaries(st.text("abcdefg", min_size=1, max_size=3), st.floats(0, 1000), max_size=6)


def shapley(needs):
    """Brute force: the mean extra that each adds to the maximum, over all orders of arrival."""
    parts = dict.fromkeys(needs, 0.0)
    orders = list(permutations(needs))
    for order in orders:
        reached = 0.0
        for who in order:
            parts[who] += max(0.0, needs[who] - reached) / len(orders)
            reached = max(reached, needs[who])
    return parts


@given(NEEDS)
def test_split_is_the_shapley_value_of_the_maximum(needs):
    assert split_maximum(needs) == pytest.approx(shapley(needs), abs=1e-6)


@given(NEEDS)
def test_parts_add_up_to_the_maximum(needs):
    assert sum(split_maximum(needs).values()) == pytest.approx(max(needs.values(), default=0))


@given(NEEDS)
def test_nobody_pays_more_than_alone(needs):
    assert all(part <= needs[who] + 1e-9 for who, part in split_maximum(needs).items())


@given(NEEDS, st.floats(0, 1000))
def test_the_same_need_pays_the_same(needs, need):
    parts = split_maximum({**needs, "x": need, "y": need})
    assert parts["x"] == pytest.approx(parts["y"])


def test_published_airport_example():
    """Littlechild and Owen's rule on runway costs of 12, 20 and 33."""
    assert split_maximum({"small": 12, "middle": 20, "large": 33}) == {
        "small": 4,
        "middle": 8,
        "large": 21,
    }

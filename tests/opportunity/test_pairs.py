# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import tracemalloc
from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from koppelkans.opportunity.pairs import find_pairs


def brute_force(shapes, owners, first, last, distance_m):
    return [
        [i, j]
        for i, j in combinations(range(len(shapes)), 2)
        if owners[i] != owners[j]
        and first[i] <= last[j]
        and first[j] <= last[i]
        and shapely.dwithin(shapes[i], shapes[j], distance_m)
    ]


# Whole metres on a small field: many distances of exactly 5, and points on top of each other.
coordinate = st.integers(-12, 12) | st.floats(-12, 12)
point = st.builds(shapely.Point, coordinate, coordinate)
line = st.builds(
    shapely.LineString,
    st.lists(st.tuples(coordinate, coordinate), min_size=2, max_size=4),
)
square = st.builds(
    lambda x, y, size: shapely.box(x, y, x + size, y + size),
    coordinate, coordinate, st.integers(1, 20),
)  # fmt: skip
nothing = st.sampled_from([None, shapely.Point(), shapely.LineString()])
empty_point = st.sampled_from([None, shapely.Point()])


@st.composite
def tasks(draw, shapes):
    found = draw(st.lists(shapes, max_size=14))
    numbers = st.lists(st.integers(0, 6), min_size=len(found), max_size=len(found))
    owners, first, length = draw(numbers), draw(numbers), draw(numbers)
    last = [f + d for f, d in zip(first, length, strict=True)]
    return np.array(found, dtype=object), owners, first, last


@settings(deadline=None)
@given(tasks(point | empty_point), st.sampled_from([0, 1, 5, 5.5, 100]))
def test_points_give_the_same_pairs_as_trying_all(found, distance_m):
    assert find_pairs(*found, distance_m).tolist() == brute_force(*found, distance_m)


@settings(deadline=None)
@given(tasks(point | line | square | nothing), st.sampled_from([0, 1, 5, 5.5, 100]))
def test_other_geometries_give_the_same_pairs_as_trying_all(found, distance_m):
    assert find_pairs(*found, distance_m).tolist() == brute_force(*found, distance_m)


@settings(deadline=None)
@given(
    st.floats(-1e7, 1e7), st.floats(1e-3, 1e4),
    st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=2, max_size=10),
)  # fmt: skip
def test_points_on_the_edge_of_a_row_are_not_missed(origin, step, numbers):
    """A grid of points exactly a distance apart, anywhere: neighbours by the same arithmetic."""
    shapes = shapely.points(np.array(numbers) * step + origin)
    rest = np.arange(len(shapes)), np.zeros(len(shapes)), np.zeros(len(shapes))
    assert find_pairs(shapes, *rest, step).tolist() == brute_force(shapes, *rest, step)


def test_coordinates_are_points():
    points = np.array([[0.0, 0.0], [3, 4], [3, 5], [np.nan, 0]])
    windows = np.zeros(4), np.ones(4)
    assert find_pairs(points, ["a", "b", "c", "d"], *windows, 5).tolist() == [[0, 1], [1, 2]]


def test_windows_that_share_only_an_end_meet():
    assert len(find_pairs([(0, 0), (0, 0)], [1, 2], [1, 4], [4, 9], 1)) == 1
    assert len(find_pairs([(0, 0), (0, 0)], [1, 2], [1, 5], [4, 9], 1)) == 0


def test_no_tasks_give_no_pairs():
    assert find_pairs([], [], [], [], 50).shape == (0, 2)


@pytest.mark.parametrize("distance", [-1, float("nan")])
def test_distance_below_zero_is_refused(distance):
    with pytest.raises(ValueError, match="distance"):
        find_pairs([(0, 0)], [1], [1], [1], distance)


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="differ in length"):
        find_pairs([(0, 0)], [1, 2], [1], [1], 5)


def test_memory_stays_bounded_where_everything_lies_together():
    """Ten thousand works of one owner in one spot: fifty million near pairs, none to report."""
    count = 10_000
    points, same = np.zeros((count, 2)), np.zeros(count)
    tracemalloc.start()
    try:
        assert len(find_pairs(points, same, same, same, 50)) == 0
        assert tracemalloc.get_traced_memory()[1] < 60e6
    finally:
        tracemalloc.stop()

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which places a row belongs to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from koppelkans.exchange.layers.mapping import Match
from koppelkans.exchange.layers.match import Found, Places, Reason
from tests.exchange.layers.layers import line
from tests.factories import X, Y, small_case

CASE = small_case()


def find(geometry: BaseGeometry | None, name: str = "", **rules: float) -> Found:
    return Places(CASE.places, Match(**rules)).find(geometry, name)


def area(x: float, y: float, width: float, height: float) -> Polygon:
    return box(X + x, Y + y, X + x + width, Y + y + height)


def test_long_line_belongs_to_all_streets_that_it_follows() -> None:
    found = find(line((0, 255), (500, 255)))
    assert list(found.covered) == ["place-1", "place-2", "place-3"]
    assert sum(found.covered.values()) == pytest.approx(500, rel=0.02)


def test_line_that_only_crosses_a_street_is_not_in_it() -> None:
    assert list(find(line((255, 5), (255, 300))).covered) == ["place-4"]


def test_short_line_belongs_to_the_street_that_it_lies_in() -> None:
    assert list(find(line((20, 245), (23, 245))).covered) == ["place-1"]


def test_line_too_far_away_says_how_far_is_too_far() -> None:
    assert find(line((0, 280), (120, 280))).reason is Reason.FAR
    assert list(find(line((0, 280), (120, 280)), buffer_m=35).covered) == ["place-1"]


def test_line_that_mostly_lies_elsewhere_is_not_matched() -> None:
    assert find(line((0, 250), (20, 250), (20, 430))).reason is Reason.LITTLE
    assert list(find(line((0, 250), (20, 250), (20, 430)), share=0.1).covered) == ["place-1"]


def test_area_over_a_street_belongs_to_it() -> None:
    assert list(find(area(0, 240, 250, 20)).covered) == ["place-1", "place-2"]
    assert list(find(area(50, 245, 10, 10)).covered) == ["place-1"]
    assert find(area(50, 300, 10, 10)).reason is Reason.FAR


def test_point_belongs_to_the_nearest_place() -> None:
    assert list(find(Point(X + 30, Y + 255)).covered) == ["place-1"]
    assert find(Point(X + 30, Y + 300)).reason is Reason.FAR


def test_name_of_a_street_without_geometry_means_all_of_it() -> None:
    assert list(find(None, " LANGSTRAAT ").covered) == ["place-4"]
    assert list(find(None, "dwarsstraat").covered) == ["place-1", "place-2", "place-3"]
    assert list(find(None, "Dwarsstraat 2").covered) == ["place-2"]


def test_name_goes_before_geometry() -> None:
    corner = line((252, 150), (252, 252), (400, 252))
    assert list(find(corner).covered) == ["place-3", "place-4"]
    assert list(find(corner, "Langstraat").covered) == ["place-4"]


def test_name_and_geometry_that_disagree_are_asked_about() -> None:
    assert find(line((0, 255), (120, 255)), "Langstraat").reason is Reason.NAME_ELSEWHERE
    assert find(line((0, 255), (120, 255)), "Dwarsstraat 3").reason is Reason.NAME_ELSEWHERE


def test_unknown_name_leaves_it_to_the_geometry() -> None:
    found = find(line((0, 255), (120, 255)), "رطوبة شارع")
    assert list(found.covered) == ["place-1"]
    assert found.unknown_name


def test_row_with_nothing_to_go_by_says_so() -> None:
    assert find(None).reason is Reason.NO_GEOMETRY
    assert find(None, "Nergensstraat").reason is Reason.NAME_UNKNOWN


number = st.floats(-100, 600, allow_nan=False)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(number, number), min_size=2, max_size=6, unique=True))
def test_no_more_metres_are_given_out_than_there_are(points: list[tuple[float, float]]) -> None:
    geometry = line(*points)
    found = find(geometry)
    assert sum(found.covered.values()) <= geometry.length * (1 + 1e-9)
    assert bool(found.covered) != bool(found.reason)


@settings(deadline=None, max_examples=30)
@given(st.tuples(number, number), st.tuples(number, number))
def test_direction_of_a_line_does_not_matter(
    one: tuple[float, float], two: tuple[float, float]
) -> None:
    if one != two:
        there, back = find(line(one, two)), find(line(two, one))
        assert there.covered.keys() == back.covered.keys()

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString, box

from koppelkans.case import TrafficClass
from koppelkans.exchange.open_data import Manners, ServiceError
from koppelkans.exchange.open_data.names import name_places
from koppelkans.exchange.open_data.roads import (
    SHORT_M,
    Section,
    fetch_roads,
    find_neighbours,
    join_short,
    select_sections,
    simple_line,
    traffic_class,
)
from tests.exchange.open_data.pretend import Pretend
from tests.exchange.open_data.town import X, Y

AREA = box(X, Y, X + 400, Y + 300)
ASKED = box(X - 250, Y - 250, X + 650, Y + 550)


def section(
    id_: str,
    *points: tuple[float, float],
    junctions: str,
    street: str = "Lindelaan",
    kind: TrafficClass = TrafficClass.RESIDENTIAL,
    is_path: bool = False,
) -> Section:
    line = LineString([(X + x, Y + y) for x, y in points])
    return Section(id_, street, "", line, tuple(junctions), kind, is_path, (id_,))


@pytest.fixture
def network(town: Pretend, manners: Manners) -> list[Section]:
    return fetch_roads(town.services().roads, AREA, manners)


def test_places_are_the_streets_within_and_on_the_boundary(network: list[Section]) -> None:
    chosen = select_sections(network, AREA, ["Lindelaan", "Wilgenpad", "Lindepad"])
    assert {place.street for place in chosen.sections} == {
        "Lindelaan", "Beukstraat", "Elzenhof", "Ringweg", "Wilgenpad", "Lindepad"
    }  # fmt: skip


def test_a_path_is_a_place_only_when_homes_bear_its_name(network: list[Section]) -> None:
    chosen = select_sections(network, AREA, ["Wilgenpad"])
    assert "Lindepad" not in {place.street for place in chosen.sections}
    assert chosen.left_out_paths == 1


def test_a_path_along_a_carriageway_of_that_name_is_no_place() -> None:
    road = section("a", (0, 50), (100, 50), junctions="AB")
    path = section("b", (0, 55), (100, 55), junctions="CD", is_path=True)
    assert select_sections([road, path], AREA, ["Lindelaan"]).sections == (road,)


def test_a_short_section_joins_its_street_and_keeps_its_side_streets(
    network: list[Section],
) -> None:
    chosen = select_sections(network, AREA, [])
    lengths = {p.id: p.line.length for p in chosen.sections if p.street == "Lindelaan"}
    assert lengths == {"nwb-11": 160, "nwb-13": 240}
    neighbours = find_neighbours(chosen.sections, network, ASKED)
    assert set(neighbours["nwb-11"]) == {"nwb-13", "nwb-15", "nwb-16"}


def test_a_short_section_of_another_street_or_class_stays() -> None:
    short = section("a", (0, 0), (10, 0), junctions="AB")
    other = section("b", (10, 0), (90, 0), junctions="BC", street="Elzenhof")
    busy = section("c", (0, 0), (-90, 0), junctions="DA", kind=TrafficClass.MAIN)
    assert join_short([short, other, busy]) == [short, other, busy]


def test_two_sections_that_form_a_ring_are_not_joined_into_a_tangle() -> None:
    ring = section("a", (0, 0), (20, 0), (20, 20), (0, 20), (0, 0), junctions="AA")
    short = section("b", (0, 0), (-10, 0), junctions="AB")
    assert join_short([ring, short]) == [ring, short]


def test_places_between_the_same_junctions_are_not_joined() -> None:
    one = section("a", (0, 0), (10, 0), junctions="AB")
    two = section("b", (0, 0), (5, 5), (10, 0), junctions="AB")
    assert join_short([one, two]) == [one, two]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12))
def test_joining_loses_no_metre_and_no_junction(lengths: list[int]) -> None:
    ends = [0]
    for length in lengths:
        ends.append(ends[-1] + length)
    sections = [
        section(f"s{number}", (a, 0), (b, 0), junctions=chr(65 + number) + chr(66 + number))
        for number, (a, b) in enumerate(pairwise(ends))
    ]
    joined = join_short(sections)
    assert sum(part.line.length for part in joined) == pytest.approx(sum(lengths))
    assert {j for part in joined for j in part.junctions} == {
        j for part in sections for j in part.junctions
    }
    assert sorted(i for part in joined for i in part.ids) == sorted(s.id for s in sections)
    assert len(joined) == 1 or all(part.line.length >= SHORT_M for part in joined)


def test_a_place_with_a_way_out_of_the_area_is_always_reachable(network: list[Section]) -> None:
    places = select_sections(network, AREA, []).sections
    neighbours = find_neighbours(places, network, ASKED)
    assert neighbours["nwb-13"] == ()  # by Oostweg
    assert neighbours["nwb-15"] == ()  # by Beukstraat, outside
    assert set(neighbours["nwb-16"]) == {"nwb-11", "nwb-13"}


def test_a_place_beyond_what_was_asked_counts_as_having_a_way_out() -> None:
    one = section("a", (0, 0), (100, 0), junctions="AB")
    two = section("b", (100, 0), (900, 0), junctions="BC")
    neighbours = find_neighbours([one, two], [one, two], ASKED)
    assert neighbours == {"a": ("b",), "b": ()}


def test_cars_do_not_reach_a_street_by_a_footpath() -> None:
    street = section("a", (0, 0), (100, 0), junctions="AB")
    path = section("b", (100, 0), (100, 90), junctions="BC", is_path=True)
    assert find_neighbours([street, path], [street, path], ASKED) == {"a": (), "b": ("a",)}


@pytest.mark.parametrize(
    ("frc", "manager", "expected"),
    [
        ("0", "R", TrafficClass.MAIN),
        ("4", "G", TrafficClass.MAIN),
        ("5", "G", TrafficClass.COLLECTOR),
        ("6", "W", TrafficClass.RESIDENTIAL),
        ("7", "G", TrafficClass.RESIDENTIAL),
        ("6", "P", TrafficClass.MAIN),
        ("", "G", TrafficClass.RESIDENTIAL),
    ],
)
def test_traffic_class_follows_road_class_and_manager(
    frc: str, manager: str, expected: TrafficClass
) -> None:
    assert traffic_class(frc, manager) is expected


def test_a_line_in_parts_becomes_one_and_a_crossing_line_is_cut() -> None:
    assert (
        simple_line(MultiLineString([[(0, 0), (1, 0)], [(1, 0), (2, 0)]])).geom_type == "LineString"
    )
    cut = simple_line(LineString([(0, 0), (10, 0), (5, 5), (5, -5)]))
    assert cut.is_simple
    assert cut.length == pytest.approx(LineString([(0, 0), (10, 0), (5, 5), (5, -5)]).length)


def test_names_say_between_which_streets_and_differ(network: list[Section]) -> None:
    places = select_sections(network, AREA, []).sections
    names = name_places(places, network, "en")
    assert names["nwb-16"].place == "Elzenhof (Lindelaan)"
    assert names["nwb-13"].place == "Lindelaan (Elzenhof – Oostweg)"
    twice = [
        section("a", (0, 0), (1, 0), junctions="AB"),
        section("b", (1, 0), (2, 0), junctions="BC"),
    ]
    assert [name.place for name in name_places(twice, twice, "en").values()] == [
        "Lindelaan", "Lindelaan 2"
    ]  # fmt: skip


def test_a_street_without_a_name_gets_one(town: Pretend, manners: Manners) -> None:
    town.collections["wegvakken"][0]["properties"]["stt_naam"] = None
    network = fetch_roads(town.services().roads, AREA, manners)
    names = name_places(network, network, "en")
    assert names["nwb-11"].street == "Street without a name"


def test_no_road_at_all_is_nonsense(town: Pretend, manners: Manners) -> None:
    town.collections["wegvakken"] = []
    with pytest.raises(ServiceError, match="gives no road in this area"):
        fetch_roads(town.services().roads, AREA, manners)

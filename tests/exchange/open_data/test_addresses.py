# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from shapely.geometry import LineString, Point, box

from koppelkans.case import TrafficClass
from koppelkans.exchange.open_data import Manners
from koppelkans.exchange.open_data.addresses import Address, assign, fetch_addresses
from koppelkans.exchange.open_data.roads import Section
from koppelkans.exchange.open_data.width import fetch_buildings, measure_widths
from tests.exchange.open_data.pretend import Pretend
from tests.exchange.open_data.town import X, Y

AREA = box(X, Y, X + 400, Y + 300)


def street(name: str, y: float, street_id: str = "") -> Section:
    line = LineString([(0, y), (100, y)])
    return Section(
        name, name, street_id, line, ("A", "B"), TrafficClass.RESIDENTIAL, False, (name,)
    )


def address(name: str, y: float, street_id: str = "") -> Address:
    return Address("1", name, street_id, f"{name} 1", Point(50, y), is_home=True, is_firm=False)


def test_only_what_is_in_use_and_inside_counts(town: Pretend, manners: Manners) -> None:
    found = fetch_addresses(town.services().addresses, AREA, manners)
    labels = {found.label for found in found}
    assert "Lindelaan 10" not in labels  # withdrawn
    assert "Oostweg 11" not in labels  # outside
    assert "Ringweg 1" in labels  # a houseboat
    assert "Verdwenenstraat 8A-2" in labels


def test_homes_and_firms_are_told_apart(town: Pretend, manners: Manners) -> None:
    found = {a.label: a for a in fetch_addresses(town.services().addresses, AREA, manners)}
    both, office, garage = (found[n] for n in ("Lindelaan 3", "Elzenhof 5", "Elzenhof 6"))
    assert (both.is_home, both.is_firm) == (True, True)
    assert (office.is_home, office.is_firm) == (False, True)
    assert (garage.is_home, garage.is_firm) == (False, False)


def test_purposes_in_a_list_are_understood(town: Pretend, manners: Manners) -> None:
    town.collections["verblijfsobject"][0]["properties"]["gebruiksdoel"] = ["Winkelfunctie"]
    found = {a.label: a for a in fetch_addresses(town.services().addresses, AREA, manners)}
    assert (found["Lindelaan 1"].is_home, found["Lindelaan 1"].is_firm) == (False, True)


def test_own_street_goes_before_a_nearer_one() -> None:
    result = assign([address("lindelaan ", 60)], [street("Lindelaan", 0), street("Elzenhof", 80)])
    assert dict(result.homes) == {"Lindelaan": 1}
    assert not result.by_distance


def test_id_of_the_street_goes_before_its_name() -> None:
    roads = [street("Lindelaan", 0), street("Lindeln.", 80, "0363300000000001")]
    result = assign([address("Lindelaan", 60, "0363300000000001")], roads)
    assert dict(result.homes) == {"Lindeln.": 1}


def test_without_its_own_street_nearby_the_nearest_is_taken_and_told() -> None:
    far = address("Lindelaan", 400)
    result = assign([far], [street("Lindelaan", 0), street("Elzenhof", 380)])
    assert dict(result.homes) == {"Elzenhof": 1}
    assert result.by_distance == (far,)


def test_too_far_from_everything_is_told_and_not_counted() -> None:
    lost = address("Elders", 100)
    result = assign([lost], [street("Lindelaan", 0)])
    assert result.unmatched == (lost,)
    assert not result.homes


def test_width_is_measured_between_standing_buildings(town: Pretend, manners: Manners) -> None:
    buildings = fetch_buildings(town.services().addresses, AREA, manners)
    line = LineString([(X, Y + 150), (X + 150, Y + 150)])
    assert measure_widths([line], buildings) == [pytest.approx(19)]  # 10 north, 9 south


def test_width_is_unknown_with_buildings_on_one_side() -> None:
    assert measure_widths([LineString([(0, 0), (60, 0)])], [box(0, 5, 60, 15)]) == [None]
    assert measure_widths([LineString([(0, 0), (60, 0)])], []) == [None]


def test_width_does_not_look_beyond_its_reach() -> None:
    sides = [box(0, 5, 60, 15), box(0, -50, 60, -40)]
    assert measure_widths([LineString([(0, 0), (60, 0)])], sides) == [None]


def test_width_follows_a_bend() -> None:
    bend = LineString([(0, 0), (60, 0), (60, 60)])
    sides = [box(-5, 5, 55, 60), box(-5, -20, 80, -5), box(65, -20, 80, 65)]
    assert measure_widths([bend], sides) == [pytest.approx(10, abs=0.5)]

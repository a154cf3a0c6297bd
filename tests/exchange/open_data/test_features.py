# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import json
import math

import pytest

from koppelkans.exchange.open_data import Manners, ServiceError
from koppelkans.exchange.open_data.features import fetch_features
from tests.exchange.open_data.pretend import Failure, Pretend
from tests.exchange.open_data.town import X, Y, make_town, square

BOX = (X, Y, X + 400, Y + 300)


def page(features: object, **more: object) -> Failure:
    return Failure(body=json.dumps({"features": features, "links": [], **more}).encode())


@pytest.mark.parametrize("page_size", [1, 3, 1000])
def test_all_pages_are_read_once(town: Pretend, manners: Manners, page_size: int) -> None:
    town.page_size = page_size
    found = fetch_features(town.services().roads, "wegvakken", manners, bbox=BOX)
    numbers = [feature.text("wvk_id") for feature in found]
    assert numbers == ["11", "12", "13", "14", "15", "16", "18", "19"]
    assert town.times_asked("/wegvakken/") == math.ceil(8 / page_size)


def test_a_feature_that_comes_twice_counts_once(town: Pretend, manners: Manners) -> None:
    town.collections["pand"] += town.collections["pand"][:1]
    assert len(fetch_features(town.services().addresses, "pand", manners, bbox=BOX)) == 3


def test_an_empty_answer_is_no_feature(town: Pretend, manners: Manners) -> None:
    assert fetch_features(town.services().addresses, "standplaats", manners, bbox=BOX) == []


def test_trouble_on_a_later_page_is_waited_out(
    town: Pretend, manners: Manners, pauses: list[float]
) -> None:
    town.page_size = 5
    roads = town.services().roads
    town.failures["wegvakken"] = [None, Failure(503, headers={"Retry-After": "2"})]
    assert len(fetch_features(roads, "wegvakken", manners, bbox=BOX)) == 8
    assert pauses == [2]


@pytest.mark.parametrize(
    "href", ["{url}/bag/ogc/v2/collections/pand/items", "http://elsewhere.example/items"]
)
def test_pages_that_lead_nowhere_end(town: Pretend, manners: Manners, href: str) -> None:
    link = {"rel": "next", "href": href.format(url=town.url)}
    town.failures["pand"] = [page([], links=[link])] * 5
    with pytest.raises(ServiceError, match="leads nowhere"):
        fetch_features(town.services().addresses, "pand", manners, bbox=BOX)
    assert town.times_asked("/pand/") <= 2


def test_degrees_are_refused(town: Pretend, manners: Manners) -> None:
    for item in town.collections["pand"]:
        item["geometry"] = {"type": "Point", "coordinates": [4.91, 52.39]}
    with pytest.raises(ServiceError, match="do not lie in the Netherlands"):
        fetch_features(town.services().addresses, "pand", manners)


def test_another_coordinate_system_is_refused(town: Pretend, manners: Manners) -> None:
    town.crs = "http://www.opengis.net/def/crs/EPSG/0/3857"
    with pytest.raises(ServiceError, match="EPSG/0/3857 instead of RD New"):
        fetch_features(town.services().addresses, "pand", manners, bbox=BOX)


@pytest.mark.parametrize(
    ("features", "reason"),
    [
        (None, "without a list of features"),
        ({"a": 1}, "without a list of features"),
        ([1], "feature that cannot be read"),
        ([{"id": 1, "properties": None, "geometry": square(0, 0, 1, 1)}], "cannot be read"),
        ([{"id": 1, "properties": {}, "geometry": None}], "geometry that cannot be read"),
        ([{"id": 1, "properties": {}, "geometry": {"type": "Point", "coordinates": ["a", 1]}}],
         "geometry that cannot be read"),
        ([{"id": 1, "properties": {}, "geometry": {"type": "Polygon", "coordinates": []}}],
         "do not lie in the Netherlands"),
        ([{"id": 1, "properties": {},
           "geometry": {"type": "Point", "coordinates": [float("nan"), 1]}}],
         "do not lie in the Netherlands"),
    ],
)  # fmt: skip
def test_nonsense_is_refused(
    town: Pretend, manners: Manners, features: object, reason: str
) -> None:
    town.failures["pand"] = [page(features)]
    with pytest.raises(ServiceError, match=reason):
        fetch_features(town.services().addresses, "pand", manners, bbox=BOX)


def test_the_pretended_service_refuses_what_the_real_one_refuses(
    town: Pretend, manners: Manners
) -> None:
    with pytest.raises(ServiceError, match="status 400"):
        fetch_features(town.services().addresses, "pand", manners, no_such_property="1")
    assert make_town().page_size == 1000

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""OGC API Features, read by the programs that people use: GDAL (as QGIS does) and OWSLib."""

import base64
import json
import os
import subprocess
import sys
from typing import Any

import pyogrio
import pytest
from django.core.cache import cache
from django.test import Client
from owslib.ogcapi.features import Features

from koppelkans.case import Case
from koppelkans.result import Result
from koppelkans.web.access.models import AreaDoor, Membership, Role, User
from koppelkans.web.api.tokens import make_token
from koppelkans.web.models import Area
from tests.web.programmes import keep_result

RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
ROOT = "/ogc/testbuurt"
READ = f"""
import json, sys, pyogrio
address, box = "OAPIF:" + sys.argv[1], tuple(json.loads(sys.argv[2]))
meta, _index, shapes, values = pyogrio.raw.read(address, layer="places", CRS="{RD}")
near = pyogrio.raw.read(address, layer="places", bbox=box, CRS="{RD}")
print(json.dumps({{
    "layers": [name for name, _kind in pyogrio.list_layers(address)], "crs": meta["crs"],
    "ids": list(values[list(meta["fields"]).index("id")]), "near": len(near[2]),
}}))
"""


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def token(area: Area) -> str:
    user = User.objects.create_user("els@test.example", name="Els")
    Membership.objects.create(user=user, area=area, role=Role.FACILITATOR)
    return make_token(user, "QGIS", 1)[1]


def get(path: str, token: str = "", **query: str) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Client().get(f"{ROOT}{path}", query, headers=headers)


@pytest.mark.django_db(transaction=True)
def test_gdal_and_owslib_read_an_area_live(live_server: Any, case: Case, result: Result) -> None:
    area = keep_result(case, result)
    user = User.objects.create_user("els@test.example", name="Els")
    Membership.objects.create(user=user, area=area, role=Role.FACILITATOR)
    secret = make_token(user, "QGIS", 1)[1]
    address = f"{live_server.url}{ROOT}"
    assert pyogrio.list_drivers().get("OAPIF"), "this GDAL reads no OGC API: take Debian's"
    # In a process of its own: GDAL would hold the lock that the server waits for.
    box = case.places[0].geometry.bounds
    done = subprocess.run(
        [sys.executable, "-c", READ, address, json.dumps(box)],
        check=True,
        timeout=120,
        capture_output=True,
        env={**os.environ, "GDAL_HTTP_USERPWD": f"els:{secret}"},
    )
    found = json.loads(done.stdout)
    assert set(found["layers"]) == {"places", "tasks", "occupations", "opportunities"}
    assert found["crs"] == "EPSG:28992"
    assert set(found["ids"]) == set(case.place)
    assert 0 < found["near"] < len(case.place)
    service = Features(address, headers={"Authorization": f"Bearer {secret}"})
    assert set(service.feature_collections()) == set(found["layers"])
    items = service.collection_items("tasks", limit=1)
    assert items["numberReturned"] == 1
    assert items["numberMatched"] == 2 * len(case.tasks)


@pytest.mark.django_db
def test_pages_follow_each_other_and_single_features_are_found(token: str) -> None:
    whole = get("/collections/tasks/items", token, limit="1000").json()["features"]
    found, query = [], {"limit": "2"}
    while query:
        page = get("/collections/tasks/items", token, **query).json()
        found += page["features"]
        following = [link for link in page["links"] if link["rel"] == "next"]
        query = {"limit": "2", "offset": str(len(found))} if following else {}
    assert found == whole
    one = get(f"/collections/tasks/items/{whole[0]['id']}", token)
    assert one.json()["properties"] == whole[0]["properties"]
    assert one["Content-Crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    assert get("/collections/tasks/items/nowhere", token).status_code == 404
    assert get("/collections/nowhere/items", token).status_code == 404


@pytest.mark.django_db
def test_box_time_and_coordinates_are_what_was_asked(token: str, case: Case) -> None:
    place = case.places[0]
    rd = get("/collections/places/items", token, crs=RD).json()["features"]
    west, south, *_rest = place.geometry.bounds
    first = next(f for f in rd if f["id"] == place.id)
    assert first["geometry"]["coordinates"][0] == pytest.approx(
        list(next(iter(place.geometry.coords)))
    )
    degrees = get("/collections/places/items", token).json()["features"][0]["geometry"]
    assert 3 < degrees["coordinates"][0][0] < 8
    box = ",".join(str(x) for x in (west - 1, south - 1, west + 1, south + 1))
    near = get("/collections/places/items", token, **{"bbox": box, "bbox-crs": RD}).json()
    assert 0 < near["numberMatched"] <= len(rd)
    assert get("/collections/places/items", token, bbox="0,0,1,1").json()["numberMatched"] == 0
    years = [
        get("/collections/occupations/items", token, datetime=when).json()["numberMatched"]
        for when in ("1900-01-01/..", "1900-01-01/1901-01-01")
    ]
    assert years[0] > years[1] == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [{"limit": "0"}, {"limit": "x"}, {"bbox": "1,2,3"}, {"bbox": "a,b,c,d"}, {"crs": "EPSG:1"},
     {"datetime": "soon"}, {"datetime": "2030-01-01/2020-01-01"}, {"nonsense": "1"},
     {"f": "xml"}, {"bbox": "nan,0,1,1"}],
)  # fmt: skip
def test_what_cannot_be_asked_is_named(token: str, query: dict[str, str]) -> None:
    response = get("/collections/places/items", token, **query)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_every_resource_is_a_page_as_well_and_links_lead_on(token: str) -> None:
    for path in ("", "/conformance", "/collections", "/collections/tasks",
                 "/collections/tasks/items"):  # fmt: skip
        assert get(path, token, f="html")["Content-Type"].startswith("text/html")
        for link in get(path, token).json().get("links", ()):
            headers = {"Authorization": f"Bearer {token}"}
            assert Client().get(link["href"], headers=headers).status_code == 200
    assert get("/api", token).json()["openapi"] == "3.0.3"


@pytest.mark.django_db
def test_residents_see_what_comes_when_and_nothing_else(area: Area, token: str) -> None:
    assert get("").status_code == 401
    assert "Basic" in get("")["WWW-Authenticate"]
    assert get("", "kk_wrong").status_code == 401
    AreaDoor.objects.create(area=area, public=True)
    names = {c["id"] for c in get("/collections").json()["collections"]}
    assert names == {"places", "occupations"}
    assert get("/collections/tasks/items").status_code == 404
    seen = get("/collections/occupations/items").json()["features"]
    assert seen
    assert all(f["id"].startswith("programme:") for f in seen)
    assert not any("eur" in name for f in seen for name in f["properties"])
    assert len(get("/collections/occupations/items", token).json()["features"]) > len(seen)


@pytest.mark.django_db
def test_token_may_be_the_password_of_a_program_for_maps(area: Area, token: str) -> None:
    secret = base64.b64encode(f"els:{token}".encode()).decode()
    response = Client().get(ROOT, headers={"Authorization": f"Basic {secret}"})
    assert response.status_code == 200

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Records over the API: the same rules as in the pages, and nobody's change lost."""

from collections.abc import Callable

import pytest

from koppelkans.case import TABLES
from koppelkans.web.access.models import Role
from koppelkans.web.api.records import address_of
from koppelkans.web.models import Area, Record
from tests.web.api.conftest import AREA, Caller

pytestmark = pytest.mark.django_db


def test_every_table_can_be_listed_and_its_records_got(facilitator: Caller) -> None:
    for table in TABLES:
        page = facilitator.get(address_of(table))
        assert page.status_code == 200, page.content
        for item in page.json()["items"][:2]:
            one = facilitator.get(f"{address_of(table)}/{item['id']}")
            assert one.status_code == 200
            assert one.json() == item
            assert one["ETag"] == f'"{item["version"]}"'
            assert set(item) == {*TABLES[table].model_fields, "version"}


def test_lists_come_page_by_page(facilitator: Caller) -> None:
    whole = facilitator.get("tasks").json()
    found, address = [], f"{AREA}/tasks?limit=2"
    while address:
        page = facilitator.get(address)
        found += page.json()["items"]
        assert page.json()["total"] == whole["total"]
        address = page.json()["next"]
        assert ("Link" in page) == bool(address)
    assert found == whole["items"]


def test_lists_are_filtered_by_any_field(facilitator: Caller) -> None:
    found = facilitator.get("tasks?partner_id=heat&theme=heat").json()["items"]
    assert found
    assert all(item["partner_id"] == "heat" for item in found)
    place = facilitator.get("tasks").json()["items"][0]["place_ids"][0]
    assert all(
        place in item["place_ids"]
        for item in facilitator.get(f"tasks?place_ids={place}").json()["items"]
    )


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=x", "offset=-1", "offset=99999999999", "nonsense=1", "homes=many"]
)
def test_wrong_questions_are_named(facilitator: Caller, query: str) -> None:
    response = facilitator.get(f"tasks?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["field"] == query.split("=", maxsplit=1)[0]


def test_geometry_is_geojson_in_the_coordinates_of_the_area(facilitator: Caller) -> None:
    response = facilitator.get("places")
    assert response["Content-Crs"] == "<http://www.opengis.net/def/crs/EPSG/0/28992>"
    geometry = response.json()["items"][0]["geometry"]
    assert geometry["type"] in ("LineString", "Polygon", "MultiLineString", "MultiPolygon")


def test_record_is_changed_by_whoever_saw_it_last(facilitator: Caller, area: Area) -> None:
    first = facilitator.get("tasks/heat-1")
    changed = facilitator.ask(
        "PATCH", "tasks/heat-1", {"title": "Warmte"}, **{"If-Match": first["ETag"]}
    )
    assert changed.status_code == 200, changed.content
    assert changed.json()["title"] == "Warmte"
    assert changed["ETag"] != first["ETag"]
    stale = facilitator.ask(
        "PATCH", "tasks/heat-1", {"title": "Anders"}, **{"If-Match": first["ETag"]}
    )
    assert stale.status_code == 412
    assert stale["ETag"] == changed["ETag"]
    assert facilitator.ask("PATCH", "tasks/heat-1", {"title": "x"}).status_code == 428
    assert facilitator.get("tasks/heat-1").json()["title"] == "Warmte"
    history = facilitator.get("changes?table=tasks&record=heat-1").json()["items"]
    assert history[0]["records"] == [
        {"table": "tasks", "id": "heat-1", "before": {"title": first.json()["title"]},
         "after": {"title": "Warmte"}}
    ]  # fmt: skip


def test_unchanged_record_is_not_sent_again(facilitator: Caller) -> None:
    tag = facilitator.get("tasks/heat-1")["ETag"]
    response = facilitator.get("tasks/heat-1", **{"If-None-Match": tag})
    assert (response.status_code, response.content) == (304, b"")


def test_everything_that_is_wrong_is_named_at_its_field(facilitator: Caller, area: Area) -> None:
    response = facilitator.ask(
        "PATCH", "tasks/heat-1",
        {"homes": -1, "theme": "fun", "place_ids": ["nowhere"], "unknown": 1},
        **{"If-Match": "*", "Accept-Language": "en"},
    )  # fmt: skip
    assert response.status_code == 422
    errors = {error["field"]: error["detail"] for error in response.json()["errors"]}
    assert {"homes", "theme", "unknown"} <= errors.keys()
    assert response["Content-Language"] == "en"
    assert Area.objects.get().version == area.version


def test_record_is_made_and_removed(facilitator: Caller) -> None:
    new = {"name": "Waterschap", "short_name": "WS", "kind": "water"}
    made = facilitator.ask("POST", "partners", new)
    assert made.status_code == 201, made.content
    where = made["Location"]
    assert where.endswith("/v1/areas/testbuurt/partners/ws")
    assert facilitator.get(where).json() == made.json()
    assert facilitator.ask("POST", "partners", new | {"id": "ws"}).status_code == 409
    assert facilitator.ask("POST", "partners", new | {"id": "ws", "name": "x"}).status_code == 409
    assert facilitator.get(where).json() == made.json()
    gone = facilitator.ask("DELETE", "partners/ws", **{"If-Match": made["ETag"]})
    assert gone.status_code == 204
    assert facilitator.get(where).status_code == 404


def test_what_goes_along_is_named_before_it_does(facilitator: Caller) -> None:
    tag = facilitator.get("variants/heat-1-mt")["ETag"]
    asked = facilitator.ask("DELETE", "variants/heat-1-mt", **{"If-Match": tag})
    assert asked.status_code == 409
    assert {"table": "effects", "id": "co2-mt"} in asked.json()["errors"]
    assert Record.objects.filter(key="heat-1-mt").exists()


def test_task_with_its_variant_is_made_in_one_go(facilitator: Caller, area: Area) -> None:
    task = facilitator.get("tasks/heat-1").json()
    variant = facilitator.get("variants/heat-1-mt").json()
    for record in (task, variant):
        del record["version"]
    response = facilitator.ask(
        "POST", "changes",
        {
            "based_on": area.version,
            "records": [
                {"table": "tasks", "id": "heat-9", "values": task | {"id": "heat-9"}},
                {"table": "variants", "id": "heat-9-a",
                 "values": variant | {"id": "heat-9-a", "task_id": "heat-9"}},
            ],
        },
    )  # fmt: skip
    assert response.status_code == 201, response.content
    version = response.json()["version"]
    assert facilitator.get("tasks/heat-9").json()["geometry"] == task["geometry"]
    assert facilitator.get(response["Location"]).json() == response.json()
    back = facilitator.ask("POST", "changes", {"based_on": version, "undoes": version})
    assert back.status_code == 201
    assert back.json()["undoes"] == version
    assert facilitator.get("tasks/heat-9").status_code == 404
    again = facilitator.ask("POST", "changes", {"based_on": version, "undoes": version})
    assert again.status_code == 409
    put_back = facilitator.ask("POST", "changes", {"based_on": version + 1, "restores": version})
    assert put_back.status_code == 201
    assert facilitator.get("tasks/heat-9").status_code == 200


def test_two_who_change_the_same_field_both_hear_of_it(facilitator: Caller, area: Area) -> None:
    def change(title: str, **more: object) -> object:
        record = {"table": "tasks", "id": "heat-1", "values": {"title": title}, **more}
        return facilitator.ask("POST", "changes", {"based_on": area.version, "records": [record]})

    assert change("Eerste").status_code == 201
    second = change("Tweede")
    assert second.status_code == 409
    assert second.json()["clashes"][0]["theirs"] == "Eerste"


@pytest.mark.parametrize(
    ("role", "partner", "path", "status"),
    [
        (Role.LEAD, "heat", "tasks/heat-1", 200),
        (Role.LEAD, "city", "tasks/heat-1", 403),
        (Role.SPECIALIST, "", "tasks/heat-1", 403),
        (Role.GUEST, "", "tasks/heat-1", 404),
        (Role.LEAD, "heat", "tasks/not-there", 404),
    ],
)
def test_everybody_changes_what_is_theirs(
    caller: Callable[..., Caller], role: Role, partner: str, path: str, status: int
) -> None:
    program = caller(role, partner)
    response = program.ask("PATCH", path, {"reason": "Oud"}, **{"If-Match": "*"})
    assert response.status_code == status


def test_what_others_keep_is_nowhere(facilitator: Caller, caller: Callable[..., Caller]) -> None:
    for path, values in (
        ("tasks/sewer-1", {"visibility": "own", "title": "GEHEIM"}),
        ("partners/heat", {"costs_visible": "own"}),
        ("tasks/heat-1", {"failure_eur": 987654}),
    ):
        done = facilitator.ask("PATCH", path, values, **{"If-Match": "*"})
        assert done.status_code == 200, done.content
    other = caller(Role.SPECIALIST)
    assert other.get("tasks/sewer-1").status_code == 404
    assert all(v["task_id"] != "sewer-1" for v in other.get("variants").json()["items"])
    assert other.get("tasks/heat-1").json()["failure_eur"] is None
    assert other.get("tasks?failure_eur=987654").json()["items"] == []
    told = [other.get(path).content for path in (*map(address_of, TABLES), "changes")]
    told += [
        other.get(f"changes?table=tasks&record={key}").content for key in ("heat-1", "sewer-1")
    ]
    assert not any(b"GEHEIM" in text or b"987654" in text for text in told)
    assert other.get("changes?table=tasks&record=sewer-1").json()["total"] == 0
    assert caller(Role.LEAD, "heat").get("tasks/heat-1").json()["failure_eur"] == 987654
    assert b"GEHEIM" in facilitator.get("tasks").content


def test_tag_of_a_compressed_answer_does_as_well(facilitator: Caller) -> None:
    """Every program that takes compressed answers gets a weak tag."""
    first = facilitator.get("tasks/heat-1", **{"Accept-Encoding": "gzip"})
    assert first["ETag"].startswith("W/")
    changed = facilitator.ask(
        "PATCH", "tasks/heat-1", {"title": "Warmte"}, **{"If-Match": first["ETag"]}
    )
    assert changed.status_code == 200

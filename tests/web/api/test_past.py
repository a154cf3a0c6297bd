# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programs see how it was, put it back, and bring in files after a look at what they change."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from koppelkans.case import Case
from koppelkans.exchange import write_case
from tests.factories import case_of, small_tables
from tests.web.api.conftest import AREA, Caller

pytestmark = pytest.mark.django_db


def retitle(caller: Caller, key: str, title: str) -> None:
    tag = caller.get(f"tasks/{key}")["ETag"]
    response = caller.ask("PATCH", f"tasks/{key}", {"title": title}, **{"If-Match": tag})
    assert response.status_code == 200


def test_version_is_read_compared_and_put_back(facilitator: Caller) -> None:
    retitle(facilitator, "coaches", "Anders")
    retitle(facilitator, "heat-1", "Warmte")
    old = facilitator.get("versions/1/tasks/coaches").json()
    assert old["title"] == "Coaches"
    assert {t["id"]: t["title"] for t in facilitator.get("versions/2/tasks").json()["items"]}[
        "coaches"
    ] == "Anders"
    found = facilitator.get("versions/1/differences").json()["items"]
    assert [(d["id"], d["before"], d["after"]) for d in found] == [
        ("heat-1", {"title": "Heat-1"}, {"title": "Warmte"}),
        ("coaches", {"title": "Coaches"}, {"title": "Anders"}),
    ]
    assert facilitator.get("versions/1/differences?until=2").json()["total"] == 1
    back = {"based_on": 3, "restores": 1, "only": {"table": "tasks", "id": "coaches"}}
    assert facilitator.ask("POST", "changes", back).status_code == 201
    assert facilitator.get("tasks/coaches").json()["title"] == "Coaches"
    assert facilitator.get("tasks/heat-1").json()["title"] == "Warmte"
    for nowhere in ("versions/9/tasks", "versions/0/tasks", "versions/1/nothing"):
        assert facilitator.get(nowhere).status_code == 404


def test_kept_costs_of_an_old_version_stay_kept(facilitator: Caller, heat: Caller) -> None:
    tag = facilitator.get("partners/water")["ETag"]
    keeps = {"costs_visible": "own"}
    facilitator.ask("PATCH", "partners/water", keeps, **{"If-Match": tag})
    assert heat.get("versions/1/variants/sewer-1-v").status_code == 404
    assert heat.get("versions/1/variants/heat-1-mt").json()["investment_eur"] == 900_000
    ids = {v["id"] for v in heat.get("versions/1/variants").json()["items"]}
    assert "heat-1-mt" in ids
    assert "sewer-1-v" not in ids


def send(caller: Caller, name: str, content: bytes) -> object:
    file = SimpleUploadedFile(name, content)
    return caller.client.post(f"{AREA}/imports", {"file": file}, headers=caller.headers)


@pytest.fixture
def workbook(case: Case, tmp_path: Path) -> bytes:
    tables = small_tables()
    tables["tasks"][5] |= {"title": "Coaches in de buurt", "people": 150}
    path = tmp_path / "case.xlsx"
    write_case(case_of(tables), path)
    return path.read_bytes()


def test_file_is_looked_at_and_partly_taken(facilitator: Caller, workbook: bytes) -> None:
    made = send(facilitator, "lijst.xlsx", workbook)
    assert made.status_code == 201, made.content
    (offer,) = made.json()["offers"]
    assert (offer["id"], offer["is_new"], offer["why_not"]) == ("coaches", False, "")
    assert offer["values"] == {"title": "Coaches in de buurt", "people": 150}
    assert facilitator.get("tasks/coaches").json()["people"] == 120
    taken = {"take": [f"{offer['number']}:people"]}
    address = f"{made['Location']}/changes"
    done = facilitator.ask("POST", address, taken)
    assert done.status_code == 201
    assert (done.json()["kind"], done.json()["note"]) == ("import", "lijst.xlsx")
    now = facilitator.get("tasks/coaches").json()
    assert (now["people"], now["title"]) == (150, "Coaches")
    assert facilitator.ask("POST", address, taken).status_code == 200


def test_file_of_another_is_not_there_and_not_taken(
    facilitator: Caller, heat: Caller, workbook: bytes
) -> None:
    made = send(facilitator, "lijst.xlsx", workbook)
    assert heat.get(made["Location"]).status_code == 404
    (offer,) = send(heat, "lijst.xlsx", workbook).json()["offers"]
    assert offer["why_not"]
    assert send(heat, "lijst.exe", b"MZ").status_code == 422
    assert heat.ask("POST", "imports", {"file": "x"}).status_code == 415

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Alternatives, results and files over the API."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest

from koppelkans.result import Result
from koppelkans.web.access.models import Role
from koppelkans.web.jobs.models import Job
from koppelkans.web.models import Area
from koppelkans.web.records.author import Author
from koppelkans.web.records.change import RecordChange, change_records
from tests.web.api.conftest import AREA, Caller

pytestmark = pytest.mark.django_db
ONE = f"{AREA}/alternatives/1"
PIN = {"wishes": {"pins": [{"task_id": "heat-1"}]}}


def test_alternative_is_made_asked_and_computed(facilitator: Caller) -> None:
    made = facilitator.ask("POST", "alternatives", {"name": "Anders", "copy_of": 1})
    assert made.status_code == 201
    where = made["Location"]
    asked = facilitator.ask("PATCH", where, {"asked": PIN}, **{"If-Match": made["ETag"]})
    assert asked.status_code == 200, asked.content
    assert asked.json()["asked"]["wishes"]["pins"][0]["task_id"] == "heat-1"
    stale = facilitator.ask("PATCH", where, {"asked": {}}, **{"If-Match": made["ETag"]})
    assert stale.status_code == 412
    computing = facilitator.ask("POST", f"{where}/programmes", {})
    assert computing.status_code == 202
    assert computing.json()["state"] == "waiting"
    again = facilitator.ask("POST", f"{where}/programmes", {})
    assert again["Location"] == computing["Location"]
    assert Job.objects.count() == 1
    assert facilitator.get(computing["Location"]).json() == computing.json()
    assert facilitator.ask("POST", computing["Location"] + "/stops").status_code == 202
    assert Job.objects.get().stop_wanted


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"wishes": {"pins": [{"task_id": "nowhere"}]}}, 422),
        ({"wishes": {"pins": [{"task_id": "heat-1", "first": "2099-Q1"}]}}, 422),
        ({"seconds": 0}, 400),
        ({"nonsense": 1}, 400),
    ],
)
def test_what_cannot_be_asked_is_refused(
    facilitator: Caller, asked: dict[str, object], status: int
) -> None:
    response = facilitator.ask("PATCH", ONE, {"asked": asked}, **{"If-Match": "*"})
    assert response.status_code == status
    assert response.json()["title"]


def test_decision_freezes(facilitator: Caller, heat: Caller) -> None:
    tag = {"If-Match": facilitator.get(ONE)["ETag"]}
    text = {"text": "Zo doen we het."}
    assert heat.ask("POST", f"{ONE}/decisions", text, **tag).status_code == 403
    assert facilitator.ask("POST", f"{ONE}/decisions", text, **tag).status_code == 201
    assert facilitator.get(ONE).json()["decision"] == "Zo doen we het."
    anew = {"If-Match": "*"}
    assert facilitator.ask("PATCH", ONE, {"asked": PIN}, **anew).status_code == 409
    assert facilitator.ask("DELETE", ONE, **anew).status_code == 409
    assert facilitator.ask("POST", f"{ONE}/programmes", {}).status_code == 409


def test_result_and_files_are_as_the_caller_sees_them(
    facilitator: Caller, caller: Callable[..., Caller], result: Result
) -> None:
    assert facilitator.get(f"{ONE}/result").json()["programme"]["net_value_eur"] == (
        result.programme.net_value_eur
    )
    kinds = {item["id"] for item in facilitator.get("exports").json()["items"]}
    assert kinds == {"docx", "pdf", "xlsx", "gpkg", "json"}
    sheet = facilitator.get("exports/xlsx")
    assert openpyxl.load_workbook(BytesIO(sheet.getvalue())).sheetnames
    assert facilitator.get("exports/exe").status_code == 404
    assert facilitator.get("exports/json?alternative=9").status_code == 404
    guest = caller(Role.GUEST)
    assert guest.get(f"{ONE}/result").status_code == 404
    assert guest.get("exports/json").status_code == 404


def test_wish_about_a_hidden_task_stays_hidden_and_stays(
    facilitator: Caller, heat: Caller, area: Area
) -> None:
    change_records(
        area, Author("", "Test"), [RecordChange("tasks", "sewer-1", {"visibility": "own"})],
        based_on=area.version,
    )  # fmt: skip
    hidden = {"wishes": {"pins": [{"task_id": "sewer-1"}]}}
    assert facilitator.ask("PATCH", ONE, {"asked": hidden}, **{"If-Match": "*"}).status_code == 200
    seen = heat.get(ONE)
    assert b"sewer-1" not in seen.content
    refused = [
        heat.ask("PATCH", ONE, {"asked": {"wishes": {"pins": [{"task_id": key}]}}},
                 **{"If-Match": "*"}).json()
        for key in ("sewer-1", "nowhere")
    ]  # fmt: skip
    assert refused[0] == refused[1]
    assert heat.ask("PATCH", ONE, {"asked": PIN}, **{"If-Match": seen["ETag"]}).status_code == 200
    pins = facilitator.get(ONE).json()["asked"]["wishes"]["pins"]
    assert {pin["task_id"] for pin in pins} == {"heat-1", "sewer-1"}


def test_members_are_listed(facilitator: Caller, heat: Caller) -> None:
    roles = {item["role"] for item in heat.get("members").json()["items"]}
    assert roles == {"facilitator", "lead"}

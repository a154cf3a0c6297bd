# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programs keep files with records, give documents a template, and choose what they are told."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from koppelkans.web.access.models import Role
from koppelkans.web.plans.models import Template
from tests.web.api.conftest import AREA, Caller

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 plan"
ABOUT = {"table": "tasks", "record": "sewer-1"}


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path


def send(caller: Caller, path: str, content: bytes, name: str, **fields: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return caller.client.post(f"{AREA}/{path}", {"file": file, **fields}, headers=caller.headers)


def fetched(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_file_is_kept_listed_fetched_and_taken_away(facilitator: Caller, heat: Caller) -> None:
    made = send(heat, "attachments", PDF, "../Riool <1>.PDF", **ABOUT)
    assert made.status_code == 201
    found = made.json()
    assert (found["name"], found["size"]) == ("Riool 1.PDF", len(PDF))
    listed = facilitator.get("attachments?table=tasks&record=sewer-1").json()
    assert [one["id"] for one in listed["items"]] == [found["id"]]
    one = f"attachments/{found['id']}"
    answer = facilitator.get(one)
    assert fetched(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert heat.ask("DELETE", one).status_code == 204
    assert facilitator.get(one).status_code == 404
    assert heat.ask("DELETE", one).status_code == 404


def test_file_for_own_organisation_is_not_there_for_others(
    caller: Callable[..., Caller], heat: Caller
) -> None:
    water = caller(Role.LEAD, "water")
    made = send(heat, "attachments", PDF, "a.pdf", audience="own", **ABOUT)
    one = f"attachments/{made.json()['id']}"
    assert fetched(heat.get(one)) == PDF
    assert water.get(one).status_code == 404
    assert water.ask("DELETE", one).status_code == 404
    assert water.get("attachments?table=tasks&record=sewer-1").json()["total"] == 0


@pytest.mark.parametrize(
    ("name", "content", "fields", "status"),
    [("a.exe", PDF, ABOUT, 422), ("a.pdf", b"<html>", ABOUT, 422), ("a.pdf", b"", ABOUT, 422),
     ("a.pdf", PDF, {"table": "tasks", "record": "none"}, 404),
     ("a.pdf", PDF, {}, 404), ("a.pdf", PDF, {**ABOUT, "audience": "all"}, 400)],
)  # fmt: skip
def test_file_that_is_not_taken_says_why(
    heat: Caller, name: str, content: bytes, fields: dict[str, str], status: int
) -> None:
    answer = send(heat, "attachments", content, name, **fields)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert heat.get("attachments?table=tasks&record=sewer-1").json()["total"] == 0


def test_what_is_no_form_is_no_file(heat: Caller) -> None:
    assert heat.ask("POST", "attachments", {"file": "x"}).status_code == 415


def test_template_is_the_facilitators_to_give(facilitator: Caller, heat: Caller) -> None:
    kept = io.BytesIO()
    docx.Document().save(kept)
    content = kept.getvalue()
    assert send(heat, "template", content, "stijl.docx").status_code == 403
    assert facilitator.get("template").status_code == 404
    assert send(facilitator, "template", b"PK nee", "stijl.docx").status_code == 422
    assert send(facilitator, "template", content, "stijl.docx").json()["name"] == "stijl.docx"
    assert fetched(facilitator.get("template")) == content
    assert heat.get("template").status_code == 403
    assert heat.ask("DELETE", "template").status_code == 403
    assert facilitator.ask("DELETE", "template").status_code == 204
    assert not Template.objects.exists()


def test_how_much_is_told_and_mailed_is_chosen(heat: Caller) -> None:
    assert heat.ask("PUT", "telling", {"level": "few"}).status_code == 204
    assert heat.ask("PUT", "telling", {"level": "some"}).status_code == 400
    wanted = {"frequency": "never", "language": "en"}
    assert heat.ask("PUT", "/v1/notices/mail", wanted).json() == wanted
    assert heat.get("/v1/notices/mail").json() == wanted
    assert heat.ask("PUT", "/v1/notices/mail", {**wanted, "language": "xx"}).status_code == 400

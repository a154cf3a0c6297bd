# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files of a plan: made in the background, kept per viewer, cleared away, never half."""

import html
import json
import threading
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from docx import Document

from koppelkans.case import Case
from koppelkans.web.access.models import AreaDoor, Membership, Role, User
from koppelkans.web.access.second_step import DONE_ELSEWHERE
from koppelkans.web.alternatives import keep
from koppelkans.web.jobs.models import Job
from koppelkans.web.jobs.worker import do_next
from koppelkans.web.models import Area
from koppelkans.web.plans import files
from koppelkans.web.store import first_alternative
from tests.factories import small_case, small_tables
from tests.plan.results import small_result
from tests.web.programmes import keep_programme, keep_result

pytestmark = pytest.mark.django_db

PLAN = "/gebieden/testbuurt/plan/"
MOST_LOOKS = 40


@pytest.fixture(autouse=True)
def no_files() -> Any:
    for path in files.folder().glob("*-*.*"):
        path.unlink()


def member(area: Area, role: Role, partner: str = "", email: str = "m@test.example") -> Client:
    user, _ = User.objects.get_or_create(email=email, defaults={"name": "M"})
    Membership.objects.create(user=user, area=area, role=role, partner_id=partner)
    client = Client()
    client.force_login(user)
    session = client.session
    session[DONE_ELSEWHERE] = True
    session.save()
    return client


def work_all() -> None:
    while do_next(threading.Event()):
        pass


def fetch(client: Client, path: str) -> bytes:
    """Ask for a file, have it made, and return it."""
    for _ in range(MOST_LOOKS):
        response = client.get(path)
        assert response.status_code == 200, path
        if "attachment" in response.headers.get("Content-Disposition", ""):
            return b"".join(response.streaming_content)
        # Not there yet: whoever waits looks again, however the queue goes about it.
        work_all()
        time.sleep(0.05)
    raise AssertionError(f"{path} was not made: {list(Job.objects.values('state', 'message'))}")


def text_of(docx: bytes) -> str:
    document = Document(BytesIO(docx))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


STARTS = {
    "docx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>", "xlsx": b"PK", "xml": b"<?xml",
    "ics": b"BEGIN:VCALENDAR", "geojson": b"{", "gpkg": b"SQLite format 3", "json": b"{",
}  # fmt: skip


@pytest.mark.parametrize(
    "path",
    [
        "full/nl/docx",
        "full/en/html",
        "memo/en/docx",
        "permits/nl/html",
        "partner/nl/docx?voor=city",
        "street/en/html?voor=Langstraat",
        "programme/nl/xlsx",
        "gantt/en/xml",
        "calendar/nl/ics",
        "places/nl/geojson",
        "map/nl/gpkg",
        "result/nl/json",
    ],
)
def test_every_kind_comes_as_a_file(area: Area, client: Client, path: str) -> None:
    kind, _, query = path.partition("?")
    content = fetch(client, f"{PLAN}bestand/{kind}/?{query}")
    assert content.startswith(STARTS[kind.rsplit("/", 1)[1]])


@pytest.mark.parametrize(
    "path",
    [
        "full/nl/exe/",
        "full/de/docx/",
        "secret/nl/docx/",
        "partner/nl/docx/",
        "full/nl/docx/?voor=x",
        "programme/nl/docx/",
        "archive/nl/docx/",
    ],
)
def test_what_is_not_offered_is_not_found(area: Area, client: Client, path: str) -> None:
    assert client.get(f"{PLAN}bestand/{path}").status_code == 404
    assert not Job.objects.exists()


def test_page_says_how_far_a_document_is_and_then_fetches_it(area: Area, client: Client) -> None:
    path, part = f"{PLAN}bestand/memo/nl/docx/", {"HX-Request": "true"}
    waiting = client.get(path)
    assert "wordt voor u gemaakt" in waiting.content.decode()
    client.get(path, headers=part)
    assert Job.objects.count() == 1
    Job.objects.update(progress={"done": 1, "of": 2})
    text = client.get(path + "?stand=1", headers=part).content.decode()
    assert 'value="50"' in text
    work_all()
    ready = client.get(path + "?stand=1", headers=part)
    assert json.loads(ready["HX-Trigger"])["kk-download"]["url"] == path
    assert path in ready.content.decode()


def test_partner_or_street_that_is_not_there_is_said(area: Area, client: Client) -> None:
    path, part = f"{PLAN}bestand/partner/nl/docx/?voor=nobody", {"HX-Request": "true"}
    client.get(path)
    work_all()
    text = html.unescape(client.get(path + "&stand=1", headers=part).content.decode())
    assert "Deze partner of straat is er niet meer." in text
    assert not list(files.folder().glob("*.docx"))


def test_nobody_gets_the_file_of_somebody_who_sees_more() -> None:
    tables = small_tables()
    tables["tasks"][0] |= {"title": "Geheime riolering", "visibility": "own"}
    case = small_case(tasks=tables["tasks"])
    area = keep_result(case, small_result(case))
    owner = case.tasks[0].partner_id
    other = next(p.id for p in case.partners if p.id != owner)
    path = f"{PLAN}bestand/full/nl/docx/"
    own = fetch(member(area, Role.LEAD, owner, "own@test.example"), path)
    others = fetch(member(area, Role.LEAD, other, "other@test.example"), path)
    assert "Geheime riolering" in text_of(own)
    assert "Geheime riolering" not in text_of(others)
    assert len(list(files.folder().glob("*.docx"))) == 2


def test_archive_of_a_partner_has_nothing_of_others_and_says_so() -> None:
    tables = small_tables()
    tables["tasks"][0] |= {"title": "Geheime riolering", "visibility": "own"}
    secret = small_case(tasks=tables["tasks"])
    area = keep_result(secret, small_result(secret))
    other = next(p.id for p in secret.partners if p.id != secret.tasks[0].partner_id)
    client = member(area, Role.LEAD, other)
    archive = zipfile.ZipFile(BytesIO(fetch(client, f"{PLAN}bestand/archive/nl/zip/")))
    assert json.loads(archive.read("manifest.json"))["complete"] is False
    assert b"Geheime riolering" not in archive.read("result.json")
    assert b"Geheime riolering" not in archive.read("case.gpkg")
    assert "Geheime riolering" not in text_of(archive.read("nl/plan.docx"))


def test_old_files_go_and_those_of_a_decision_stay(area: Area, client: Client) -> None:
    fetch(client, f"{PLAN}bestand/memo/nl/html/")
    (kept,) = files.folder().glob("*.html")
    later = time.time() + 15 * 24 * 3600
    alternative = first_alternative(area)
    user = User.objects.get(email="member@test.example")
    assert keep.decide(alternative, user, "Zo doen we het.")
    assert files.clear_old(later) == 0
    type(alternative).objects.update(decided=None, decided_on=None)
    assert files.clear_old() == 0
    assert files.clear_old(later) == 1
    assert not kept.exists()


def test_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "1-a.docx"

    def break_off(fresh: Path) -> bool:
        fresh.write_bytes(b"half")
        return False

    assert not files.keep(path, break_off)
    with pytest.raises(OSError, match="full"):
        files.keep(path, lambda _fresh: (_ for _ in ()).throw(OSError("disk full")))
    assert not list(tmp_path.iterdir())


def test_changes_since_the_decision_are_in_the_document_and_on_the_page(case: Case) -> None:
    area = keep_result(case, small_result(case))
    facilitator = member(area, Role.FACILITATOR)
    decided = first_alternative(area)
    assert keep.decide(decided, User.objects.get(), "Zo doen we het.")
    other = keep.add_alternative(area, "Later", decided)
    assert facilitator.get(f"{PLAN}sinds-het-besluit/").status_code == 302
    changed = small_result(
        case,
        together={"sewer-1": ("sewer-1-v", "2030-Q1"), "street-1": ("street-1-plain", "2030-Q2")},
    )
    keep_programme(area, alternative=other, state="done", result=changed.to_json())
    facilitator.get(f"{PLAN}?alternatief={other.number}")
    page = html.unescape(facilitator.get(f"{PLAN}sinds-het-besluit/").content.decode())
    assert "Zo doen we het." in page
    assert case.task["sewer-1"].title in page
    document = text_of(fetch(facilitator, f"{PLAN}bestand/full/nl/docx/"))
    assert "Zo doen we het." in document


def test_residents_find_the_letter_of_their_street(area: Area) -> None:
    AreaDoor.objects.create(area=area, public=True)
    page = Client().get("/buurt/testbuurt/?straat=Langstraat").content.decode()
    path = "/buurt/testbuurt/brief/nl/pdf/?straat=Langstraat"
    assert path in html.unescape(page)
    assert fetch(Client(), path).startswith(b"%PDF")
    assert Client().get("/buurt/testbuurt/brief/nl/pdf/?straat=Niets").status_code == 404
    AreaDoor.objects.update(public=False)
    assert Client().get(path).status_code == 404

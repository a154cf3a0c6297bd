# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programs read what people are told, say something, search; and share, study and write plans."""

import threading

import pytest

from koppelkans.web.jobs.models import Job
from koppelkans.web.jobs.worker import do_next
from tests.web.api.conftest import Caller

pytestmark = pytest.mark.django_db
ONE = "alternatives/1"


def test_remark_is_made_told_changed_and_taken_away(facilitator: Caller, heat: Caller) -> None:
    follow = {"table": "tasks", "record": "sewer-1", "wanted": True}
    assert facilitator.ask("PUT", "follows", follow).status_code == 204
    said = {"table": "tasks", "record": "sewer-1", "text": "Kan dit eerder?"}
    made = heat.ask("POST", "comments", said)
    assert made.status_code == 201
    (notice,) = facilitator.get("/v1/notices").json()["items"]
    assert (notice["detail"], notice["is_read"]) == ("Kan dit eerder?", False)
    read = {"is_read": True}
    assert heat.ask("PATCH", f"/v1/notices/{notice['id']}", read).status_code == 404
    assert facilitator.ask("PATCH", f"/v1/notices/{notice['id']}", read).status_code == 204
    assert facilitator.get("/v1/notices").json()["items"][0]["is_read"]
    one = f"comments/{made.json()['id']}"
    assert facilitator.ask("PATCH", one, {"text": "Nee"}).status_code == 404
    assert heat.ask("PATCH", one, {"text": "Kan dit later?"}).json()["text"] == "Kan dit later?"
    (hit,) = facilitator.get("hits?q=kan+dit+later").json()["items"]
    assert hit["title"] == "Sewer-1"
    assert heat.ask("DELETE", one).status_code == 204
    (gone,) = facilitator.get("comments?table=tasks&record=sewer-1").json()["items"]
    assert (gone["removed"], gone["text"]) == (True, "")


def test_search_finds_what_the_caller_may_see(heat: Caller) -> None:
    found = heat.get("hits?q=coaches").json()
    assert "Coaches" in [hit["title"] for hit in found["items"]]
    assert heat.get("hits?q=coaches&limit=1").json()["next"]


def test_partner_page_and_stepping_out(heat: Caller) -> None:
    page = heat.get(f"{ONE}/partners/water").json()
    assert page["said"]
    assert page["total"]["alone"].startswith(("€", "-", "\N{MINUS SIGN}"))
    assert heat.get(f"{ONE}/partners/nobody").status_code == 404
    assert heat.get(f"{ONE}/departures?without=water").json()["said"]
    assert heat.get(f"{ONE}/departures?without=nobody").status_code == 400
    assert heat.get(f"{ONE}/departures").status_code == 400
    assert heat.get(f"{ONE}/groups").json() == {"state": "none", "said": []}
    assert heat.ask("POST", f"{ONE}/groups").json()["state"] == "waiting"


def test_study_is_asked_for_and_a_point_kept(heat: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("koppelkans.web.alternatives.studies.SECONDS", 2.0)
    wanted = {"objectives": ["value", "nuisance"]}
    assert heat.ask("POST", f"{ONE}/studies", {"objectives": ["value"]}).status_code == 400
    made = heat.ask("POST", f"{ONE}/studies", wanted)
    assert made.status_code == 202, made.content
    while do_next(threading.Event()):
        pass
    study = heat.get(made["Location"]).json()
    assert study["state"] == "done"
    assert study["points"][0]["reached"].keys() == set(wanted["objectives"])
    points = f"{made['Location']}/points"
    kept = heat.ask("POST", f"{points}/1/alternatives", {"name": "Rustig"})
    assert kept.status_code == 201
    assert heat.get(kept["Location"]).json()["name"] == "Rustig"
    assert heat.ask("POST", f"{points}/99/alternatives", {"name": "x"}).status_code == 404


def test_outlook_is_asked_for_and_a_candidate_kept(
    facilitator: Caller, heat: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("koppelkans.web.alternatives.outlook.MOST_SECONDS", 2.0)
    assert facilitator.ask("POST", f"{ONE}/outlooks", {"dearer_percent": 500}).status_code == 400
    assert facilitator.ask("POST", f"{ONE}/outlooks", {"without": "nobody"}).status_code == 400
    made = facilitator.ask("POST", f"{ONE}/outlooks", {"dearer_percent": 20})
    assert made.status_code == 202, made.content
    while do_next(threading.Event()):
        pass
    outlook = facilitator.get(made["Location"]).json()
    assert (outlook["state"], outlook["asked"]["dearer_percent"]) == ("done", 20)
    best = outlook["candidates"][0]
    assert {o["scenario"] for o in best["outcomes"]}
    assert best["worst_eur"] == min(o["net_value_eur"] for o in best["outcomes"])
    assert facilitator.get(f"{ONE}/outlooks").json()["items"] == [outlook]
    kept = facilitator.ask(
        "POST", f"{made['Location']}/candidates/1/alternatives", {"name": "Stevig"}
    )
    assert kept.status_code == 201
    assert facilitator.get(kept["Location"]).json()["asked"]["wishes"]["pins"]
    none = f"{made['Location']}/candidates/99/alternatives"
    assert facilitator.ask("POST", none, {"name": "x"}).status_code == 404


def test_why_a_task_is_there_is_told_in_the_language_asked_for(facilitator: Caller) -> None:
    told = facilitator.get(f"{ONE}/explanations/sewer-1").json()
    assert told["task_id"] == "sewer-1"
    assert told["said"]
    assert facilitator.get(f"{ONE}/explanations/nothing").status_code == 404


def test_document_comes_when_it_is_made(facilitator: Caller) -> None:
    address = f"{ONE}/documents/memo/nl/html"
    coming = facilitator.get(address)
    assert (coming.status_code, coming["Retry-After"]) == (202, "2")
    assert Job.objects.filter(kind="document").exists()
    while do_next(threading.Event()):
        pass
    file = facilitator.get(address)
    assert file.status_code == 200
    assert b"<html" in b"".join(file.streaming_content)
    table = facilitator.get(f"{ONE}/documents/gantt/nl/xml")
    assert b"<Project" in b"".join(table.streaming_content)
    assert facilitator.get(f"{ONE}/documents/nothing/nl/html").status_code == 404


def test_text_of_the_plan_is_written_once_by_two(facilitator: Caller, heat: Caller) -> None:
    address = f"{ONE}/texts/nl/summary"
    tag = heat.get(address)["ETag"]
    given = {"text": "In het kort."}
    assert heat.ask("PUT", address, given).status_code == 428
    first = heat.ask("PUT", address, given, **{"If-Match": tag})
    assert first.status_code == 200, first.content
    assert facilitator.ask("PUT", address, given, **{"If-Match": tag}).status_code == 412
    assert facilitator.get(address).json()["text"] == "In het kort."
    assert facilitator.get(f"{ONE}/texts").json()["total"] == 1

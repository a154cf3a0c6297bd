# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files and sheets: looked at first, errors by sheet, row and field, only what is chosen kept."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koppelkans.case import Case
from koppelkans.exchange import read_case, write_case
from koppelkans.web.access.models import Role, User
from koppelkans.web.models import Area
from koppelkans.web.records.state import state_of
from koppelkans.web.store import load_case
from tests.web.records.browsing import read_form

pytestmark = pytest.mark.django_db

BASE = "/gebieden/testbuurt/invullen/"
BRING = BASE + "binnenhalen/"
SHEET = BASE + "opgaven/blad/"


def upload(client: Client, name: str, content: bytes) -> object:
    return client.post(BRING, {"file": SimpleUploadedFile(name, content)}, follow=True)


def changed_workbook(case: Case, folder: Path) -> bytes:
    """Return the workbook of a case with a new title, a wrong number and a new decision."""
    path = folder / "partner.xlsx"
    write_case(case, path)
    book = openpyxl.load_workbook(path)
    sheet = book["Opgaven"]
    heads = {str(cell.value).strip(" *"): cell.column for cell in sheet[1]}
    sheet.cell(4, heads["Titel"]).value = "Uit de werkmap"
    sheet.cell(5, heads["Woningen"]).value = "veel"
    decisions = book["Besluiten"]
    heads = {str(cell.value).strip(" *"): cell.column for cell in decisions[1]}
    decisions.cell(5, heads["Id"]).value = "d9"
    decisions.cell(5, heads["Besluit"]).value = "Begin met het plein"
    book.save(path)
    return path.read_bytes()


def test_workbook_is_looked_at_first_and_only_what_is_chosen_is_kept(
    area: Area, anne: Client, case: Case, tmp_path: Path
) -> None:
    answer = upload(anne, "partner.xlsx", changed_workbook(case, tmp_path))
    text = answer.content.decode()
    assert "Uit de werkmap" in text
    assert "Begin met het plein" in text
    assert "Opgaven, rij 5" in text
    assert "Woningen" in text
    assert "verwacht een" in text
    assert load_case(Area.objects.get()) == case, "nothing is kept yet"
    form = read_form(text)
    assert len(form["take"]) == 2
    page = answer.redirect_chain[-1][0]
    anne.post(page, {**form, "take": [box for box in form["take"] if ":title" in box]})
    now = load_case(Area.objects.get())
    assert now.task["sewer-1"].title == "Uit de werkmap"
    assert now.decisions == case.decisions
    assert "partner.xlsx" in anne.get(BASE + "geschiedenis/").content.decode()


def test_what_somebody_changed_meanwhile_is_shown_again(
    area: Area, anne: Client, bram: Client, case: Case, tmp_path: Path
) -> None:
    answer = upload(anne, "partner.xlsx", changed_workbook(case, tmp_path))
    form = read_form(answer.content.decode())
    rows = [{"key": "sewer-1", "cells": {"title": {"text": "Van Bram"}}}]
    bram.post(SHEET, {"based_on": 1, "rows": json.dumps(rows)})
    again = anne.post(answer.redirect_chain[-1][0], form)
    assert again.status_code == 422
    assert load_case(Area.objects.get()).task["sewer-1"].title == "Van Bram"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ"), ("a.xlsx", b"PK\x03\x04 no workbook"), ("a.gpkg", b"no database"),
     ("a.geojson", b"[" * 100_000), ("a.json", b'{"features": 3}'), ("leeg.xlsx", b"")],
)  # fmt: skip
def test_file_that_is_none_is_refused_with_a_reason(
    area: Area, anne: Client, name: str, content: bytes
) -> None:
    answer = upload(anne, name, content)
    assert answer.status_code in (200, 422)
    assert 'role="alert"' in answer.content.decode()
    assert Area.objects.get().version == 1


def test_file_that_is_too_big_is_refused(
    area: Area, anne: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("koppelkans.web.records.upload.MOST_BYTES", 10)
    assert "groter dan" in upload(anne, "a.geojson", b"x" * 11).content.decode()


def test_geojson_of_tasks_comes_in(area: Area, anne: Client) -> None:
    feature = {
        "type": "Feature", "id": "x", "geometry": {"type": "Point", "coordinates": [4.9, 52.39]},
        "properties": {"kind": "task", "id": "sewer-1", "homes": 12, "place_ids": ["place-1"]},
    }  # fmt: skip
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    answer = upload(anne, "opgaven.geojson", content)
    anne.post(answer.redirect_chain[-1][0], read_form(answer.content.decode()))
    task = load_case(Area.objects.get()).task["sewer-1"]
    assert (task.homes, task.place_ids) == (12, ("place-1",))
    assert task.geometry is not None


def test_another_ones_upload_is_not_there(
    area: Area, anne: Client, bram: Client, case: Case, tmp_path: Path
) -> None:
    answer = upload(anne, "partner.xlsx", changed_workbook(case, tmp_path))
    assert bram.get(answer.redirect_chain[-1][0]).status_code == 404


def test_empty_workbook_to_fill_in_can_be_read_again(
    area: Area, anne: Client, tmp_path: Path
) -> None:
    content = b"".join(anne.get(BRING + "sjabloon/").streaming_content)
    answer = upload(anne, "koppelkans.xlsx", content)
    assert "Er is geen verschil" in answer.content.decode()


def check(client: Client, rows: list, address: str = SHEET) -> dict:
    answer = client.post(address + "controleren/", {"based_on": 1, "rows": json.dumps(rows)})
    assert answer.status_code == 200
    return answer.json()


def test_sheet_says_what_is_wrong_with_every_cell_before_it_is_kept(
    area: Area, anne: Client
) -> None:
    rows = [
        {"key": "sewer-1", "cells": {"homes": {"text": "1.234", "pasted": True},
                                     "theme": {"text": "riolering"}}},
        {"key": "sewer-2", "cells": {"title": {"text": ""}, "partner_id": {"text": "Warmte"}}},
    ]  # fmt: skip
    found = check(anne, rows)
    assert set(found["wrong"]["0"]) == {"homes", "theme"}
    assert "Riool" in found["wrong"]["0"]["theme"][0], "choices are named in Dutch"
    assert set(found["wrong"]) == {"0"}, "what is merely empty is asked when it is kept"
    assert anne.post(SHEET, {"based_on": 1, "rows": json.dumps(rows)}).status_code == 422
    assert Area.objects.get().version == 1


def test_sheet_takes_names_for_ids_and_new_rows(area: Area, anne: Client) -> None:
    rows = [
        {"key": "sewer-1", "cells": {"partner_id": {"text": "warmte"}, "homes": {"text": "1.234"},
                                     "place_ids": {"text": "Langstraat 4; place-1"}}},
    ]  # fmt: skip
    anne.post(SHEET, {"based_on": 1, "rows": json.dumps(rows)})
    task = load_case(Area.objects.get()).task["sewer-1"]
    assert (task.partner_id, task.homes) == ("heat", 1234)
    assert task.place_ids == ("place-4", "place-1")
    new = [{"key": "", "cells": {"text": {"text": "Eerst het plein"}}}]
    anne.post(BASE + "besluiten/blad/", {"based_on": 2, "rows": json.dumps(new)})
    assert load_case(Area.objects.get()).decisions[-1].id == "eerst-het-plein"


def test_two_in_the_same_cell_meet_on_the_merge_page(
    area: Area, anne: Client, bram: Client
) -> None:
    def rows(text: str) -> str:
        return json.dumps([{"key": "sewer-1", "cells": {"title": {"text": text}}}])

    anne.post(SHEET, {"based_on": 1, "rows": rows("Van Anne")})
    answer = bram.post(SHEET, {"based_on": 1, "rows": rows("Van Bram")})
    assert answer.status_code == 409
    form = read_form(answer.content.decode())
    bram.post(SHEET, {**form, "choose:0:title": ["mine"]})
    assert load_case(Area.objects.get()).task["sewer-1"].title == "Van Bram"


@pytest.mark.parametrize("rows", ["", "{}", "[1]", '[{"key": 1}]', "[" * 5000, "null"])
def test_sheet_that_is_none_is_refused(area: Area, anne: Client, rows: str) -> None:
    assert anne.post(SHEET, {"based_on": 1, "rows": rows}).status_code == 400


def test_timeline_moves_by_buttons_and_says_when_it_cannot(area: Area, anne: Client) -> None:
    page = BASE + "tijdlijn/"
    sent = {"task": "sewer-1", "based_on": 1, "move": "preferred_start:+1"}
    assert anne.post(page, sent).status_code == 302
    assert str(load_case(Area.objects.get()).task["sewer-1"].preferred_start) == "2029-Q2"
    answer = anne.post(
        page, {"task": "sewer-1", "based_on": 2, "preferred_start": "2034-Q1"},
        headers={"accept": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert answer.json()["task"]["preferred_start"] == 2029 * 4 + 1
    anne.post(page, {"task": "sewer-1", "based_on": 2, "earliest_start": "2029-Q4"})
    task = load_case(Area.objects.get()).task["sewer-1"]
    assert (str(task.earliest_start), str(task.preferred_start)) == ("2029-Q4", "2029-Q4")
    for bad in ({"move": "title:+1"}, {"preferred_start": "straks"}, {"move": "preferred_start:x"}):
        assert anne.post(page, {"task": "sewer-1", **bad}).status_code in (302, 422)


def test_new_area_starts_empty_and_becomes_complete(
    area: Area, sign_in: Callable[..., Client], case: Case, tmp_path: Path
) -> None:
    sent = {"name": "Nieuwe buurt", "first_year": "2027", "last_year": "2034", "codes": ""}
    lead = sign_in(Role.LEAD, "water", "Wil")
    assert lead.post("/gebieden/nieuw/", sent).status_code == 403
    client = sign_in(Role.FACILITATOR, "", "Fay")
    assert client.post("/gebieden/nieuw/", {**sent, "last_year": "2020"}).status_code == 422
    answer = client.post("/gebieden/nieuw/", sent, follow=True)
    text = answer.content.decode()
    assert "Wat er nog mist" in text
    assert "Begrenzing" in text
    new = Area.objects.get(slug="nieuwe-buurt")
    assert User.objects.get(name="Fay").memberships.get(area=new).role == Role.FACILITATOR
    base = "/gebieden/nieuwe-buurt/invullen/"
    for page in (
        "",
        "tijdlijn/",
        "opgaven/nieuw/",
        "gebied/bewerken/nieuwe-buurt/",
        "plekken/blad/",
    ):
        assert client.get(base + page).status_code == 200, page
    path = tmp_path / "lijst.xlsx"
    write_case(case.model_copy(update={"areas": (case.area.model_copy(
        update={"id": "nieuwe-buurt"}),)}), path)  # fmt: skip
    content = path.read_bytes()
    answer = client.post(base + "binnenhalen/", {"file": SimpleUploadedFile("lijst.xlsx", content)},
                         follow=True)  # fmt: skip
    form = read_form(answer.content.decode())
    assert client.post(answer.redirect_chain[-1][0], form).status_code == 302
    new.refresh_from_db()
    assert not state_of(new).is_draft
    assert load_case(new).tasks == read_case(path).tasks

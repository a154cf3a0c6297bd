# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every page answers, in both languages, safely, and shows only what may be seen."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from koppelkans.case import Case
from koppelkans.line import run
from koppelkans.programme.choices import Wanted
from koppelkans.web.alternatives.asked import Asked
from koppelkans.web.models import Area, State
from koppelkans.web.store import store_case
from tests.factories import small_case, small_tables
from tests.web.programmes import keep_programme, keep_result

pytestmark = pytest.mark.django_db

BASE = "/gebieden/testbuurt/"
SHEETS = ["", "opgaven/", "opgaven/sewer-1/", "koppelkansen/", "voor-en-na/", "waarde/", "afwegen/",
          "verdeling/", "plan/", "gesprek/"]  # fmt: skip


@pytest.fixture(params=["nl", "en"])
def reader(request: pytest.FixtureRequest, client: Client) -> Client:
    client.cookies["koppelkans_language"] = request.param
    return client


class Inline(HTMLParser):
    """Collects what a content security policy without unsafe-inline forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if "style" in values or any(name.startswith("on") for name in values):
            self.found.append(f"{tag} {attrs}")
        if tag == "style" or (
            tag == "script" and "src" not in values and values.get("type") != "application/json"
        ):
            self.found.append(tag)
        if tag == "h1":
            self.headings.append(tag)


@pytest.mark.parametrize("sheet", SHEETS)
def test_page_answers_with_its_notice_and_nothing_inline(
    area: Area, reader: Client, sheet: str
) -> None:
    response = reader.get(BASE + sheet)
    assert response.status_code == 200
    text = response.content.decode()
    assert "Verzonnen opgaven." in text
    assert f'<html lang="{response["Content-Language"]}">' in text
    parsed = Inline()
    parsed.feed(text)
    assert not parsed.found
    assert parsed.headings == ["h1"]


def test_list_of_areas_leads_to_each(area: Area, reader: Client) -> None:
    assert BASE in reader.get("/").content.decode()


def test_dutch_unless_the_reader_chose_english(area: Area, client: Client) -> None:
    def language() -> str:
        return client.get(BASE, headers={"accept-language": "en"})["Content-Language"]

    assert language() == "nl"
    client.post("/taal/", {"language": "en", "next": BASE})
    assert language() == "en"
    client.post("/taal/", {"language": "xx", "next": BASE})
    assert language() == "en"


def test_language_switch_needs_its_token(area: Area) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/taal/", {"language": "en"}).status_code == 403


def test_language_switch_leads_nowhere_else(area: Area, client: Client) -> None:
    response = client.post("/taal/", {"language": "en", "next": "https://example.org/"})
    assert response["Location"] == "/"


@pytest.mark.parametrize(
    "path", ["/niets/", "/gebieden/elders/", BASE + "opgaven/geen/", BASE + "plan/exe/",
             BASE + "plan/docx/", BASE + "plan/pdf/de/"]
)  # fmt: skip
def test_what_is_not_there_is_said_so(area: Area, client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "<h1" in response.content.decode()


def test_failure_on_our_side_shows_a_page(
    area: Area, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("koppelkans.web.views.area.state_of", lambda _: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500
    assert "ging iets mis" in response.content.decode()


def test_headers_keep_others_out(area: Area, client: Client) -> None:
    headers = client.get(BASE).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_host_that_is_not_ours_is_refused(area: Area, client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_page_is_compressed(area: Area, client: Client) -> None:
    response = client.get(BASE, headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"


def test_htmx_gets_only_the_part_that_changes(area: Area, client: Client) -> None:
    response = client.get(BASE + "opgaven/?partner=water", headers={"HX-Request": "true"})
    text = response.content.decode()
    assert "<html" not in text
    assert len(re.findall('class="kk-task"', text)) == 2


def test_filter_works_without_scripts(area: Area, client: Client) -> None:
    text = client.get(BASE + "opgaven/?text=coaches").content.decode()
    assert text.count('class="kk-task"') == 1
    assert '<option value="water"' in text


def test_opportunities_can_be_asked_for_in_any_way(area: Area, client: Client) -> None:
    for query in ("partner=water", "state=taken", "state=left", "place=place-1", "page=9",
                  "page=-1", "page=²", "partner=geen&state=geen"):  # fmt: skip
        assert client.get(f"{BASE}koppelkansen/?{query}").status_code == 200


def test_progress_is_shown_until_the_programme_is_there(case: Case, client: Client) -> None:
    programme = keep_programme(
        store_case(case), state=State.RUNNING,
        progress={"step": "Weighing and sharing", "search": {"gap": 0.0123, "seconds": 12.0}},
    )  # fmt: skip
    page = client.get(BASE + "waarde/").content.decode()
    assert BASE + "voortgang/" in page
    part = client.get(BASE + "voortgang/").content.decode()
    assert "Afwegen en verdelen" in part
    assert "1,23" in part
    assert "€" not in part
    programme.progress["search"] |= {"best_eur": 4_300_000.0, "bound_eur": 4_350_000.0}
    programme.save()
    part = client.get(BASE + "voortgang/").content.decode().replace("\xa0", " ")
    assert "Netto waarde tot nu toe: € 4,3 miljoen. Hooguit € 50.000 meer is mogelijk." in part
    programme.asked = Asked(wanted=Wanted(weighed_by="")).model_dump(mode="json")
    programme.save()
    assert "€" not in client.get(BASE + "voortgang/").content.decode(), "another goal, no euros"
    programme.state = State.DONE
    programme.save()
    assert client.get(BASE + "voortgang/").headers["HX-Refresh"] == "true"


def test_failure_of_the_computation_is_explained(case: Case, client: Client) -> None:
    keep_programme(
        store_case(case), state=State.FAILED,
        message={"nl": "Te weinig ploegen.", "en": "Too few crews."},
    )  # fmt: skip
    assert "Te weinig ploegen." in client.get(BASE + "voortgang/").content.decode()


def test_what_an_owner_keeps_to_itself_is_on_no_page(client: Client) -> None:
    tasks = small_tables()["tasks"]
    tasks[0] |= {"title": "Geheime leiding", "reason": "Geheime reden", "visibility": "own"}
    case = small_case(tasks=tasks)
    store(case)
    for sheet in SHEETS:
        text = client.get(BASE + sheet).content.decode()
        assert "Geheime" not in text, sheet


def test_script_in_a_text_stays_text(client: Client) -> None:
    tasks = small_tables()["tasks"]
    tasks[0] |= {"title": "<script>alert(1)</script>", "reason": "</script><img src=x>"}
    store(small_case(tasks=tasks))
    for sheet in SHEETS:
        text = client.get(BASE + sheet).content.decode()
        assert "<script>alert" not in text, sheet
        assert "<img src=x>" not in text, sheet


def store(case: Case) -> None:
    keep_result(case, run(case, seconds=1))

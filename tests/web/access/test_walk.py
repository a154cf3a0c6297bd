# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every route and every file, asked for as everybody: what each gets, and that nothing leaks.

`rights.csv` holds what is right: one row for each request, one column for each person. A route
without a row fails, so whoever adds one has to say who may use it. In an address and a form
what stands in braces is filled in; ``data`` is what a form sends.
"""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from koppelkans.case import Case
from koppelkans.line import run
from koppelkans.result import Result
from koppelkans.web.access.invite import invite
from koppelkans.web.access.models import AreaDoor, Membership, Role, User
from koppelkans.web.access.reader import reader_of
from koppelkans.web.access.second_step import DONE_ELSEWHERE
from koppelkans.web.api.tokens import make_token
from koppelkans.web.api.urls import api
from koppelkans.web.conversation.models import Impasse
from koppelkans.web.models import Area, State
from koppelkans.web.notices.comments import add_comment
from koppelkans.web.notices.files import keep_file
from koppelkans.web.notices.mailing import token_of
from koppelkans.web.notices.models import Notice
from koppelkans.web.notices.subjects import find_subject
from koppelkans.web.plans.downloads import DOWNLOADS
from koppelkans.web.records.author import Author
from koppelkans.web.records.change import RecordChange, change_records
from koppelkans.web.store import store_case
from koppelkans.web.workshop.lead import Opening, open_session, take_step
from tests.factories import small_case, small_tables
from tests.web.programmes import keep_programme

RIGHTS = Path(__file__).parent / "rights.csv"
WHO = ("facilitator", "owner", "other", "contributor", "specialist", "guest", "elsewhere",
       "former", "nobody")  # fmt: skip
TASK, STRUGGLE, COST = "ZEER-GEHEIME-OPGAVE", "ZEER-GEHEIME-WORSTELING", 912_345
CONFIDED, CHOSEN = "ZEER-VERTROUWELIJK", "ZEER-ONDER-ONS"
EARLIER = "TOEN-NOG-GEHEIM"
MAY_SEE = {
    "owner": {TASK, STRUGGLE, COST, CONFIDED, CHOSEN, EARLIER},
    "facilitator": {TASK, COST, CONFIDED, EARLIER},
    "other": {CHOSEN}, "contributor": {CHOSEN},
}  # fmt: skip
"""Of the secrets: the facilitator computes with them, but a struggle stays the partner's.

One is confided to the facilitator alone, and one is for the heat company and not the facilitator;
what is offered for that one tells of it too. What a task said before its owner opened it to all
stays between those who could read it then.
"""


NUMBERED = ("attachment", "comment", "invitation", "member", "question", "session")
"""What has a number of its own, counted over all areas."""


def rows() -> list[dict[str, str]]:
    with RIGHTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def routes(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[str]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == "api":
            continue  # Walked below.
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield pattern.name or str(pattern.pattern)


def secret_case() -> Case:
    """The small case, in which the water company keeps a task, a struggle and its costs."""
    tables = small_tables()
    tables["tasks"][0] |= {
        "title": TASK, "reason": TASK, "interest": TASK, "visibility": "own"
    }  # fmt: skip
    tables["tasks"][2]["visibility"] = "public"
    tables["variants"][0] |= {"name": TASK, "tags": TASK, "investment_eur": COST}
    tables["variants"][1] |= {"investment_eur": COST}
    tables["relations"][0]["reason"] = TASK
    tables["partners"][1]["costs_visible"] = "own"
    tables["struggles"] += [
        {"id": "s2", "partner_id": "water", "text": STRUGGLE, "interest": STRUGGLE,
         "visibility": "own", "task_ids": "sewer-2"},
        {"id": "s3", "partner_id": "water", "text": CONFIDED, "interest": CONFIDED,
         "visibility": "facilitator", "task_ids": "sewer-2"},
        {"id": "s4", "partner_id": "water", "text": CHOSEN, "interest": CHOSEN,
         "visibility": "chosen", "shown_to": "heat", "task_ids": "sewer-2"},
    ]  # fmt: skip
    tables["offers"] = [
        {"id": "o1", "partner_id": "heat", "struggle_id": "s4", "for_partner_ids": "water",
         "text": f"{CHOSEN} aanbod"},
    ]  # fmt: skip
    return small_case(**tables)


def case_elsewhere() -> Case:
    tables = small_tables()
    tables["areas"][0] |= {"id": "elders", "name": "Elders"}
    return small_case(**tables)


@pytest.fixture(scope="module")
def secret() -> tuple[Case, Result]:
    case = secret_case()
    return case, run(case, seconds=5)


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of our own: files that other tests had made must not be taken for ours."""
    return tmp_path_factory.mktemp("exports")


@pytest.fixture
def place(db: None, secret: tuple[Case, Result], exports: Path, settings) -> dict[str, str]:
    """The area, an area elsewhere, everybody, and what fills in the addresses."""
    case, result = secret
    area = store_case(case)
    for eur in (COST + 1, COST):  # There and back: the history holds the secret as well.
        price = RecordChange("variants", "sewer-1-v", {"investment_eur": eur})
        change_records(area, Author("x", "x"), [price], based_on=area.version)
    open_a_task(area)
    keep_programme(area, state=State.DONE, result=result.to_json())
    AreaDoor.objects.create(area=area, public=True, demo=True)
    settings.DEMO, settings.DATA = True, exports
    elsewhere = store_case(case_elsewhere())
    places = {
        "facilitator": (area, Role.FACILITATOR, ""), "owner": (area, Role.LEAD, "water"),
        "other": (area, Role.LEAD, "heat"), "contributor": (area, Role.CONTRIBUTOR, "heat"),
        "specialist": (area, Role.SPECIALIST, ""), "guest": (area, Role.GUEST, ""),
        "elsewhere": (elsewhere, Role.FACILITATOR, ""), "former": (area, Role.LEAD, "water"),
    }  # fmt: skip
    for who, (where, role, partner) in places.items():
        user = User.objects.create_user(f"{who}@test.example", "x" * 20, name=who)
        until = timezone.now() if who == "former" else None
        Membership.objects.create(user=user, area=where, role=role, partner_id=partner, until=until)
    member = Membership.objects.get(user__email="contributor@test.example")
    invitation, token = invite(area, "fresh@test.example", Role.LEAD, "water")
    return {
        "version": str(area.version),
        "earlier": str(area.version - 1),
        "member": str(member.pk),
        "invitation": str(invitation.pk),
        "token": token,
        **session_of(area),
        **talk_about_the_secret(area),
    }


def open_a_task(area: Area) -> None:
    """Let the history hold what a task and its variant said while its owner kept it."""
    for visibility, said in (("own", EARLIER), ("partners", "")):
        task = {"visibility": visibility, "reason": said}
        changes = [RecordChange("tasks", "sewer-2", task),
                   RecordChange("variants", "sewer-2-v", {"name": said or "Gewoon"})]  # fmt: skip
        change_records(area, Author("x", "x"), changes, based_on=area.version)


def session_of(area: Area) -> dict[str, str]:
    """A session of the facilitator in which something was asked and shown."""
    user = User.objects.get(email="facilitator@test.example")
    session = open_session(area, user, Opening("Sessie", False, (("text", 1, "Wat?"),)))
    for action in ("ask", "show"):
        session = take_step(session, user, action, version=session.version)
    return {
        "session": str(session.pk), "code": session.code, "question": str(session.current_id),
        "stand": str(session.version),
    }  # fmt: skip


def talk_about_the_secret(area: Area) -> dict[str, str]:
    """What the owner said of its secret task and put with it, and what the facilitator asked."""
    owner, facilitator = (
        reader_of(User.objects.get(email=f"{who}@test.example"), area)
        for who in ("owner", "facilitator")
    )
    subject = find_subject(owner, "tasks", "sewer-1")
    Impasse.objects.create(
        area=area, number=1, title=TASK, first_partner="water", second_partner="city"
    )
    file = SimpleUploadedFile(f"{TASK}.txt", TASK.encode())
    add_comment(facilitator, subject, f"{TASK}?", "table")
    return {
        "comment": str(add_comment(owner, subject, f"{TASK}!", "table").pk),
        "attachment": str(keep_file(owner, subject, file, "table").pk),
        "notice": str(Notice.objects.get(user=owner.user).pk),
        "no_mail": token_of(owner.user),
    }


def browser_of(who: str) -> Client:
    client = Client()
    if who != "nobody":
        client.force_login(User.objects.get(email=f"{who}@test.example"))
        session = client.session
        session[DONE_ELSEWHERE] = True
        session.save()
    return client


def ask(client: Client, row: dict[str, str], filled: dict[str, str]) -> HttpResponseBase:
    address = row["address"].format(**filled)
    if row["method"] == "GET":
        return client.get(address)
    return client.post(address, dict(parse_qsl(row["data"].format(**filled))))


def text_of(response: HttpResponseBase) -> str:
    """Everything that can be read in an answer, also within a file of some other kind."""
    parts = getattr(response, "streaming_content", None)
    content = b"".join(parts) if parts is not None else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b" ".join(packed.read(name) for name in packed.namelist())
    if content.startswith(b"%PDF") and shutil.which("pdftotext"):
        content = subprocess.run(
            ["pdftotext", "-", "-"], input=content, capture_output=True, check=True
        ).stdout
    # Words and figures may be broken up by markup.
    return re.sub(r"<[^>]+>", "", content.decode("utf-8", errors="ignore"))


def secrets_in(text: str) -> set[object]:
    plain = re.sub(r"[ .,\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", "", text)
    found: set[object] = {
        word for word in (TASK, STRUGGLE, CONFIDED, CHOSEN, EARLIER) if word in text
    }
    return found | ({COST} if str(COST) in plain else set())


def test_every_route_has_its_row() -> None:
    assert {row["route"] for row in rows()} == set(routes())


@pytest.mark.slow
@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_what_is_right_and_no_secret(place: dict[str, str], who: str) -> None:
    wrong, seen = [], set()
    for row in rows():
        with transaction.atomic():
            client = browser_of(who)
            response = ask(client, row, place)
            expected, label = row[who].format(**place), f"{row['method']} {row['address']}"
            found = str(response.status_code)
            if response.status_code in (301, 302):
                found += " " + response["Location"].split("?")[0]
            if found != expected:
                wrong.append(f"{label}: {found}, expected {expected}")
            secrets = secrets_in(text_of(response))
            seen |= secrets
            leaked = secrets - MAY_SEE.get(who, set())
            if leaked:
                wrong.append(f"{label} tells {leaked}")
            transaction.set_rollback(True)
    assert not wrong
    # The walk would find what is there: those who may see it do.
    assert seen == MAY_SEE.get(who, set())


def addresses_of_api() -> Iterator[str]:
    """Everything that a program can get, of everything that there is."""
    schema = api.get_openapi_schema(path_prefix="/v1/")
    area = Area.objects.get(slug="testbuurt")
    for path, operations in schema["paths"].items():
        if "get" not in operations:
            continue
        if "{table}" in path:
            for table in ("tasks", "variants", "struggles", "offers"):
                for key in area.records.filter(table=table).values_list("key", flat=True):
                    yield path.format(area="testbuurt", table=table, key=key, number=1,
                                      version=area.version - 1)  # fmt: skip
            continue
        if "{key}" in path:
            table = path.split("/")[4].replace("-", "_")
            keys = area.records.filter(table=table).values_list("key", flat=True)
        elif "{kind}" in path:
            keys = [download.kind for download in DOWNLOADS]
        elif "{task}" in path:
            keys = area.records.filter(table="tasks").values_list("key", flat=True)
        else:
            keys = [""]
        programme = area.programmes.get().pk
        for key in keys:
            yield path.format(area="testbuurt", key=key, kind=key, task=key, number=1,
                              version=area.version, programme=programme, study=1, outlook=1,
                              following=1, partner="water", language="nl", suffix="json",
                              name="nee", who=1)  # fmt: skip


@pytest.mark.slow
def test_programs_get_no_secret_either(place: dict[str, str]) -> None:
    addresses = list(addresses_of_api())
    assert len(addresses) > 100
    for who in ("facilitator", "owner", "other", "guest", "elsewhere", "former", "nobody"):
        seen, statuses = set(), set()
        headers = {}
        if who != "nobody":
            secret = make_token(User.objects.get(email=f"{who}@test.example"), "test", 1)[1]
            headers["Authorization"] = f"Bearer {secret}"
        cache.clear()
        # To the ones outside every record is as closed as the list that it is in.
        is_outside = who in ("guest", "elsewhere", "former", "nobody")
        for address in addresses[::20] if is_outside else addresses:
            response = Client().get(address, headers=headers)
            found = secrets_in(text_of(response))
            assert found <= MAY_SEE.get(who, set()), f"{who} {address}"
            seen |= found
            if address != "/v1/areas":
                statuses.add(response.status_code)
        cache.clear()
        assert seen == MAY_SEE.get(who, set())
        if is_outside:
            assert statuses <= ({401, 429} if who == "nobody" else {404})


@pytest.mark.slow
def test_maps_of_programs_tell_no_secret(place: dict[str, str]) -> None:
    area = Area.objects.get(slug="testbuurt")
    tasks = area.records.filter(table="tasks").values_list("key", flat=True)
    addresses = [f"/ogc/testbuurt/collections/{name}/items?limit=1000" for name in
                 ("places", "tasks", "occupations", "opportunities")]  # fmt: skip
    addresses += [f"/ogc/testbuurt/collections/tasks/items/{key}" for key in tasks]
    for who in ("facilitator", "owner", "other", "guest", "elsewhere", "former", "nobody"):
        headers = {}
        if who != "nobody":
            secret = make_token(User.objects.get(email=f"{who}@test.example"), "test", 1)[1]
            headers["Authorization"] = f"Bearer {secret}"
        cache.clear()
        answers = [Client().get(address, headers=headers) for address in addresses]
        found = set().union(*(secrets_in(text_of(answer)) for answer in answers))
        assert found <= MAY_SEE.get(who, set()), who
        assert (TASK in found) == (who in ("facilitator", "owner")), who
        if who in ("guest", "elsewhere", "former"):
            assert {answer.status_code for answer in answers} == {404}


def test_ids_of_hidden_records_lead_nowhere(place: dict[str, str]) -> None:
    assert browser_of("owner").get("/gebieden/testbuurt/opgaven/sewer-1/").status_code == 200
    response = browser_of("other").get("/gebieden/testbuurt/opgaven/sewer-1/")
    assert response.status_code == 404


def test_numbers_of_another_area_lead_nowhere_on_any_route(place: dict[str, str]) -> None:
    """Whoever leads an area puts what belongs to another into every address of its own."""
    wrong, tried = [], set()
    for row in rows():
        named = {name for name in NUMBERED if f"{{{name}}}" in row["address"] + row["data"]}
        if not named or "/testbuurt/" not in row["address"]:
            continue
        tried |= named
        own = {**row, "address": row["address"].replace("/testbuurt/", "/elders/")}
        with transaction.atomic():
            response = ask(browser_of("elsewhere"), own, place)
            if response.status_code not in (400, 403, 404):
                wrong.append(f"{own['method']} {own['address']}: {response.status_code}")
            if found := secrets_in(text_of(response)):
                wrong.append(f"{own['address']} tells {found}")
            transaction.set_rollback(True)
    assert not wrong
    assert tried == set(NUMBERED)


def test_total_that_everybody_sees_does_not_give_the_costs_away(
    place: dict[str, str], secret: tuple[Case, Result]
) -> None:
    """Neither the net value of who keeps its costs, nor the exact totals, are anywhere."""
    _case, result = secret
    share = next(s for s in result.partners if s.partner_id == "water")
    exact = [share.alone_net_eur, share.together_net_eur, result.programme.cost_eur,
             result.programme.net_value_eur, result.baseline.net_value_eur]  # fmt: skip
    figures = {str(abs(round(eur))) for eur in exact}
    client = browser_of("other")
    for row in rows():
        if row["method"] == "GET" and row["other"] == "200":
            plain = re.sub(r"[ .,\N{NO-BREAK SPACE}]", "", text_of(ask(client, row, place)))
            told = [figure for figure in figures if figure in plain]
            assert not told, row["address"]

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept between requests: never stale, never somebody else's."""

from typing import Any

import pytest
from django.template import engines
from django.test import Client, RequestFactory

from koppelkans.case import Case
from koppelkans.line import run
from koppelkans.result import Result
from koppelkans.seen import Sight, Viewer
from koppelkans.web.access.models import Role
from koppelkans.web.access.second_step import DONE_ELSEWHERE
from koppelkans.web.models import Alternative, Area
from koppelkans.web.scene import scene_of
from koppelkans.web.store import first_alternative, store_case
from tests.factories import small_case, small_tables
from tests.web.access.persons import person
from tests.web.programmes import keep_result

pytestmark = pytest.mark.django_db
BASE = "/gebieden/testbuurt/"
MARK = "ZEER-GEHEIM"
HEAT, WATER, CITY = (Viewer(Sight.TABLE, partner) for partner in ("heat", "water", "city"))


@pytest.fixture(scope="module")
def kept_case() -> Case:
    tables = small_tables()
    tables["tasks"][0] |= {"title": MARK, "visibility": "own"}
    return small_case(**tables)


@pytest.fixture(scope="module")
def kept_result(kept_case: Case) -> Result:
    return run(kept_case, seconds=1)


@pytest.fixture
def kept_area(db: None, kept_case: Case, kept_result: Result) -> Area:
    return keep_result(kept_case, kept_result)


def _picture(alternative: Alternative, viewer: Viewer, language: str = "nl") -> Any:
    scene = scene_of(alternative, viewer, language)
    assert scene is not None
    assert scene.viewer == viewer
    return scene.picture


def test_who_sees_the_same_shares_a_picture_and_nobody_else(kept_area: Area) -> None:
    alternative = first_alternative(kept_area)
    heat, city, owner = (_picture(alternative, v) for v in (HEAT, CITY, WATER))
    assert heat is city
    assert heat is not owner
    assert heat is not _picture(alternative, HEAT, "en")
    assert MARK not in heat.case.model_dump_json(include={"tasks"})
    assert MARK in owner.case.model_dump_json(include={"tasks"})


@pytest.mark.parametrize("first", ["water", "heat"])
def test_what_the_owner_opened_is_not_shown_to_others(kept_area: Area, first: str) -> None:
    texts: dict[str, list[str]] = {}
    for partner in (first, {"water": "heat", "heat": "water"}[first]):
        client = Client()
        client.force_login(person(f"{partner}@example.org", kept_area, Role.LEAD, partner))
        session = client.session
        session[DONE_ELSEWHERE] = True
        session.save()
        answers = [client.get(BASE + page) for page in ("", "koppelkansen/", "voor-en-na/")]
        assert {answer.status_code for answer in answers} == {200}
        texts[partner] = [answer.content.decode() for answer in answers]
    assert all(MARK not in text for text in texts["heat"])
    assert MARK in texts["water"][0]


def test_changed_programme_and_other_name_are_shown_at_once(
    area: Area, client: Client, case: Case
) -> None:
    assert client.get(BASE).status_code == 200
    alternative = first_alternative(area)
    before = _picture(alternative, HEAT)
    Alternative.objects.filter(pk=alternative.pk).update(given_name="Anders")
    assert "Anders" in client.get(BASE).content.decode()
    tables = case.to_tables()
    tables["tasks"][0] = {**tables["tasks"][0], "title": "Nieuwe naam"}
    changed = Case.model_validate({"crs": case.crs, **tables})
    store_case(changed)
    keep_result(changed, run(changed, seconds=1))
    assert "Nieuwe naam" in client.get(BASE).content.decode()
    assert _picture(first_alternative(area), HEAT) is not before


def test_kept_part_knows_nothing_of_the_request(area: Area) -> None:
    scene = scene_of(first_alternative(area), HEAT, "nl")
    template = engines["django"].from_string(
        "{% kept %}[{{ request }}{{ csrf_token }}{{ messages }}{{ mine }}{{ area.slug }}]"
        "{% endkept %}"
    )
    request = RequestFactory().get("/")
    drawn = template.render({"scene": scene, "make": None, "mine": MARK}, request)
    assert drawn == "[testbuurt]"
    made = template.render({"scene": scene, "make": lambda _: {"mine": "!"}}, request)
    assert made == "[testbuurt]"

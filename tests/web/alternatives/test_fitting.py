# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking something else, keeping alternatives, deciding: nothing is lost, nothing leaks."""

import html
import threading

import pytest
from django.test import Client
from django.utils import translation

from koppelkans.case import Case
from koppelkans.line import run
from koppelkans.programme.wishes import Pin, Wishes
from koppelkans.result import Result
from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.alternatives import keep
from koppelkans.web.compute import find_start, make_programme
from koppelkans.web.jobs.models import Job
from koppelkans.web.jobs.worker import do_next
from koppelkans.web.models import Alternative, Area, Programme, State
from koppelkans.web.store import (
    first_alternative,
    latest_programme,
    load_case,
    load_programme_case,
    load_result,
    store_case,
)
from tests.factories import small_case, small_tables
from tests.web.access.persons import at_once
from tests.web.programmes import keep_programme, keep_result

pytestmark = pytest.mark.django_db

PAGE = "/gebieden/testbuurt/passen-en-meten/"


def post(client: Client, what: str, alternative: Alternative, **fields: object) -> str:
    alternative.refresh_from_db()
    fields = {"alternative": alternative.number, "version": alternative.version, **fields}
    response = client.post(f"{PAGE}{what}/", fields, follow=True)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def compute_all() -> None:
    while do_next(threading.Event()):
        pass


def quick(area: Area) -> Alternative:
    """Return the first alternative, which searches for a second only."""
    alternative = first_alternative(area)
    return keep.change_asked(
        alternative, alternative.version, lambda asked: asked.model_copy(update={"seconds": 1.0})
    )


def test_a_partner_that_starts_later_is_planned_and_compared(
    area: Area, facilitator: Client
) -> None:
    quick(area)
    copied = post(facilitator, "alternatief", first_alternative(area), do="copy")
    assert "Samen 2" in copied
    other = Alternative.objects.get(number=2)
    text = post(facilitator, "vraag", other, kind="later", partner="heat", quarters="4")
    assert "Warmtebedrijf begint alles 4 kwartalen later" in text
    compute_all()
    programme = latest_programme(other)
    assert programme is not None
    case = load_programme_case(programme)
    result = Result.model_validate_json(Programme.objects.get(pk=programme.pk).result)
    starts = {c.task_id: c.start for c in result.programme.tasks}
    for task in case.tasks:
        if task.partner_id == "heat" and starts[task.id] is not None:
            assert starts[task.id] >= task.earliest_start + 4
    page = facilitator.get(f"{PAGE}vergelijken/?links=1&rechts=2").content.decode()
    assert "dat is bewezen" in page
    assert "Samen 2" in page


def test_copies_are_numbered(area: Area) -> None:
    names = []
    for number in (1, 2, 1):
        source = Alternative.objects.get(area=area, number=number)
        name = keep.unused_name(area, source.name)
        names.append(keep.add_alternative(area, name, source).name)
    assert names == ["Samen 2", "Samen 3", "Samen 4"]
    assert keep.unused_name(area, "Plan 2030") == "Plan 2030"
    keep.add_alternative(area, "Plan 2030")
    assert keep.unused_name(area, "Plan 2030") == "Plan 2030 2"
    assert keep.unused_name(area, "x" * 120) == "x" * 100


def test_first_alternative_is_called_in_the_language_of_who_reads(area: Area) -> None:
    for language, name in (("nl", "Samen"), ("en", "Together")):
        with translation.override(language):
            assert first_alternative(area).name == name


def test_a_better_programme_that_fits_without_the_question_is_not_put_down_to_it(
    area: Area, facilitator: Client
) -> None:
    quick(area)
    first = first_alternative(area)
    post(facilitator, "reken", first)
    compute_all()
    best = load_result(latest_programme(first))
    assert best is not None
    post(facilitator, "alternatief", first, do="copy")
    other = Alternative.objects.get(number=2)
    start = next(c.start for c in best.programme.tasks if c.task_id == "sewer-1")
    assert start is not None
    window = load_case(area).task["sewer-1"]
    side = {"first": start + 1} if start < window.latest_start else {"last": start + -1}
    update = {"wishes": Wishes(pins=(Pin(task_id="sewer-1", **side),))}
    keep.change_asked(other, other.version, lambda asked: asked.model_copy(update=update))
    post(facilitator, "reken", other)
    compute_all()
    with_pin = facilitator.get(f"{PAGE}vergelijken/?links=2&rechts=1").content.decode()
    assert "opnieuw passen" not in with_pin
    other.refresh_from_db()
    keep.change_asked(other, other.version, lambda asked: asked.model_copy(
        update={"wishes": Wishes()}))  # fmt: skip
    page = facilitator.get(f"{PAGE}vergelijken/?links=2&rechts=1").content.decode()
    assert "opnieuw passen" in page
    assert "Het verschil komt dus niet door de vraag" in page
    programme = make_programme(Alternative.objects.get(number=2))
    begin = find_start(programme, load_programme_case(programme))
    assert begin is not None
    assert begin.choices == best.programme.tasks


def test_a_pin_says_at_once_what_it_rules_out(area: Area, facilitator: Client) -> None:
    alternative = quick(area)
    text = post(facilitator, "vraag", alternative, kind="pin", task="sewer-1", first="2031-Q1")
    assert "Wat daardoor niet meer kan" in text
    assert "kan dan alleen nog beginnen van" in text
    assert Job.objects.filter(state=State.WAITING).count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "pin", "task": "geen", "first": "2029-Q1"}, "Kies een opgave"),
        ({"kind": "pin", "task": "sewer-1"}, "Vul in vanaf wanneer"),
        ({"kind": "pin", "task": "sewer-1", "first": "2029"}, "Kies een kwartaal"),
        ({"kind": "pin", "task": "sewer-1", "first": "2031-Q1", "last": "2030-Q1"}, "vóór het"),
        ({"kind": "pin", "task": "sewer-1", "first": "1999-Q1", "last": "1999-Q4"}, "Dat kan niet"),
        ({"kind": "later", "partner": "heat", "quarters": "0"}, "1 tot en met 40"),
        ({"kind": "later", "partner": "geen", "quarters": "4"}, "Kies een partner"),
        ({"kind": "limit", "boundary": "geen", "limit": "4"}, "Kies een grens"),
        ({"kind": "seconds", "seconds": "10000000"}, "1 tot en met 600"),
        ({"kind": "<script>", "task": "sewer-1"}, "kan hier niet worden gesteld"),
    ],
)
def test_what_is_no_question_is_said_and_nothing_changes(
    area: Area, facilitator: Client, fields: dict[str, str], said: str
) -> None:
    alternative = quick(area)
    before = alternative.asked
    assert said in post(facilitator, "vraag", alternative, **fields)
    alternative.refresh_from_db()
    assert alternative.asked == before
    assert not Job.objects.exists()


def test_asked_twice_at_once_the_second_is_told_to_look_again(
    area: Area, facilitator: Client
) -> None:
    alternative = quick(area)
    stale = alternative.version
    post(facilitator, "vraag", alternative, kind="seconds", seconds="2")
    text = facilitator.post(
        f"{PAGE}vraag/",
        {"alternative": 1, "version": stale, "kind": "seconds", "seconds": "3"},
        follow=True,
    ).content.decode()
    assert "Kijk nog eens" in text
    alternative.refresh_from_db()
    assert alternative.asked["seconds"] == 2.0


def test_the_same_is_not_computed_twice(area: Area, facilitator: Client) -> None:
    alternative = quick(area)
    for _ in range(3):
        post(facilitator, "reken", alternative)
    assert Job.objects.count() == 1
    assert alternative.programmes.exclude(state=State.DONE).count() == 1


def test_decided_is_frozen_with_its_programme(area: Area, facilitator: Client) -> None:
    alternative = quick(area)
    decided_on = latest_programme(alternative)
    text = post(facilitator, "besluit", alternative, text="Wij doen het zo. De stuurgroep.")
    assert "Wij doen het zo." in text
    before = Alternative.objects.get(pk=alternative.pk).asked
    assert "al besloten" in post(facilitator, "vraag", alternative, kind="seconds", seconds="9")
    post(facilitator, "reken", alternative)
    post(facilitator, "alternatief", alternative, do="copy")
    assert "blijft staan" in post(facilitator, "alternatief", alternative, do="remove")
    alternative.refresh_from_db()
    assert alternative.asked == before
    assert latest_programme(alternative) == decided_on
    assert not Job.objects.exists()


def test_one_proposal_at_most_and_pages_are_about_it(area: Area, facilitator: Client) -> None:
    first = quick(area)
    post(facilitator, "alternatief", first, do="copy")
    second = Alternative.objects.get(number=2)
    for alternative in (first, second):
        post(facilitator, "alternatief", alternative, do="propose")
    assert list(Alternative.objects.filter(is_proposal=True)) == [second]
    fresh = at_once(User.objects.get(email="f@test.example"))
    assert "Samen 2" in fresh.get("/gebieden/testbuurt/").content.decode()


def test_only_the_facilitator_proposes_decides_and_removes(area: Area, client: Client) -> None:
    alternative = quick(area)
    for what, fields in (
        ("alternatief", {"do": "propose"}), ("alternatief", {"do": "remove"}),
        ("besluit", {"text": "x"}),
    ):  # fmt: skip
        sent = {"alternative": alternative.number, **fields}
        assert client.post(f"{PAGE}{what}/", sent).status_code == 403
    alternative.refresh_from_db()
    assert not alternative.is_proposal
    assert alternative.decided is None


def test_an_alternative_of_another_area_is_not_found(area: Area, facilitator: Client) -> None:
    assert facilitator.post(f"{PAGE}reken/", {"alternative": 99}).status_code == 404
    assert facilitator.post(f"{PAGE}reken/", {"alternative": "x"}).status_code == 404
    assert facilitator.get(f"{PAGE}?alternatief=99").status_code == 200


def test_names_of_hidden_tasks_are_told_to_nobody_else(case: Case, client: Client) -> None:
    tasks = small_tables()["tasks"]
    tasks[0] |= {"title": "Geheime leiding", "visibility": "own"}
    hidden = small_case(tasks=tasks)
    area = keep_result(hidden, run(hidden, seconds=1))
    alternative = quick(area)
    keep.change_asked(
        alternative,
        alternative.version,
        lambda asked: asked.model_copy(
            update={
                "wishes": asked.wishes.model_validate(
                    {
                        "pins": [{"task_id": tasks[0]["id"], "first": "1999-Q1",
                                  "last": "1999-Q4"}],
                    }
                )
            }
        ),
    )  # fmt: skip
    page = html.unescape(client.get(PAGE).content.decode())
    assert "Geheime" not in page
    assert "voor zich houdt" in page
    assert "kan zien wat er in de weg zit" in page


def test_why_nothing_fits_names_no_hidden_task_to_others(case: Case, client: Client) -> None:
    tasks = small_tables()["tasks"]
    tasks[0] |= {"title": "Geheime leiding", "visibility": "own"}
    keep_programme(
        store_case(small_case(tasks=tasks)), state=State.FAILED,
        message={"nl": "“Geheime leiding” zit in de weg.", "en": "..."},
    )  # fmt: skip
    part = client.get("/gebieden/testbuurt/voortgang/").content.decode()
    assert "Geheime" not in part
    assert "kan zien wat er in de weg zit" in part
    Membership.objects.update(role=Role.FACILITATOR)
    assert "Geheime" in client.get("/gebieden/testbuurt/voortgang/").content.decode()


def test_every_limit_is_asked_when_wanted(area: Area, facilitator: Client, monkeypatch) -> None:
    monkeypatch.setattr("koppelkans.web.compute.SECONDS_OF_STRETCH", 4.0)
    alternative = quick(area)
    assert "Onderzoek elke grens" in post(facilitator, "reken", alternative, with_stretch="1")
    compute_all()
    programme = latest_programme(alternative)
    assert programme is not None
    result = Result.model_validate_json(Programme.objects.get(pk=programme.pk).result)
    assert result.stretch is not None
    good = [one for one in result.stretch.yields if one.at_least_eur > 1]
    page = html.unescape(facilitator.get(PAGE).content.decode())
    assert ("Levert ten minste op" in page) == bool(good)


def test_why_a_task_is_there_is_told(area: Area, facilitator: Client) -> None:
    for headers in ({}, {"HX-Request": "true"}):
        page = facilitator.get("/gebieden/testbuurt/waarom/sewer-1/", headers=headers)
        assert page.status_code == 200
        assert "eigenaar" in page.content.decode()
    assert facilitator.get("/gebieden/testbuurt/waarom/geen/").status_code == 404


def test_what_was_found_so_far_is_for_whom_knows_all_it_is_made_of(db: None) -> None:
    tables = small_tables()
    tables["partners"][1]["costs_visible"] = "own"
    area = store_case(small_case(**tables))
    search = {"gap": 0.01, "seconds": 3.0, "best_eur": 2e6, "bound_eur": 2.1e6}
    keep_programme(area, state=State.RUNNING, progress={"step": "", "search": search})
    for name, role, partner, knows in (
        ("fac", Role.FACILITATOR, "", True), ("guest", Role.SPECIALIST, "", False),
        ("heat", Role.LEAD, "heat", False),
    ):  # fmt: skip
        user = User.objects.create_user(f"{name}@test.example", name=name)
        Membership.objects.create(user=user, area=area, role=role, partner_id=partner)
        text = at_once(user).get("/gebieden/testbuurt/voortgang/").content.decode()
        assert "1,00" in text, name
        assert ("€" in text) == knows, name

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Notices: of what others do with what one follows, and of tasks that meet one's own."""

import pytest
from django.utils import timezone

from koppelkans.case import Visibility
from koppelkans.web.access.models import Membership
from koppelkans.web.alternatives.keep import decide, propose
from koppelkans.web.jobs.models import Job
from koppelkans.web.models import Alternative, State
from koppelkans.web.notices.changes import tell_changes
from koppelkans.web.notices.comments import add_comment, change_comment, remove_comment
from koppelkans.web.notices.listen import CHANGES
from koppelkans.web.notices.models import AreaFollow, Level, Notice, RecordFollow
from koppelkans.web.notices.reading import Told, count_unread, notices_of, read_notices
from koppelkans.web.notices.subjects import find_subject
from koppelkans.web.store import first_alternative
from tests.web.notices.conftest import HIDDEN, Person
from tests.web.programmes import keep_programme


def told(person: Person) -> list[Told]:
    return read_notices(person.user, notices_of(person.user))


def texts(person: Person) -> list[str]:
    return [f"{notice.what} {notice.detail}".strip() for notice in told(person)]


def spread(person: Person) -> None:
    """Do what the worker does after a change."""
    person.area.refresh_from_db()
    tell_changes(person.area, person.area.version)


def subject_of(person: Person, key: str, table: str = "tasks"):
    found = find_subject(person.reader, table, key)
    assert found is not None
    return found


def test_lead_is_told_of_changes_of_its_tasks_by_others_only(
    anne: Person, city: Person, heat: Person
) -> None:
    anne.change("tasks", "street-1", title="Nieuwe straat")
    spread(anne)
    assert texts(city) == ["Anne Regie heeft “Nieuwe straat” gewijzigd."]
    assert texts(heat) == texts(anne) == []
    city.change("tasks", "street-1", title="Anders")
    spread(city)
    assert count_unread(city.user) == 1, "not of one's own change"


def test_change_of_a_variant_is_one_of_its_task(anne: Person, city: Person) -> None:
    variant = next(
        k for k, v in anne.area.records.filter(table="variants").values_list("key", "data")
        if v.get("task_id") == "street-1"
    )  # fmt: skip
    anne.change("variants", variant, investment_eur=123_456)
    spread(anne)
    assert texts(city) == ["Anne Regie heeft “Street-1” gewijzigd."]


def test_nobody_is_told_twice_and_what_a_killed_job_left_is_told(
    anne: Person, city: Person
) -> None:
    RecordFollow.objects.create(
        user=city.user, area=anne.area, table="places", key="place-1", wanted=True
    )
    anne.change("tasks", "street-1", title="Een")
    spread(anne)
    anne.change("places", "place-1", name="Twee")  # its job is lost
    anne.change("tasks", "street-2", title="Drie")
    spread(anne)
    spread(anne)
    assert sorted(texts(city)) == [
        f"Anne Regie heeft “{name}” gewijzigd." for name in ("Drie", "Een", "Twee")
    ]


def test_follower_stops_and_may_follow_everything(anne: Person, city: Person, heat: Person) -> None:
    RecordFollow.objects.create(
        user=city.user, area=anne.area, table="tasks", key="street-1", wanted=False
    )
    AreaFollow.objects.create(user=heat.user, area=anne.area, level=Level.ALL)
    anne.change("tasks", "street-1", title="Stil")
    spread(anne)
    assert texts(city) == []
    assert texts(heat) == ["Anne Regie heeft “Stil” gewijzigd."]


def test_hidden_task_is_in_no_notice(water: Person, city: Person, anne: Person) -> None:
    AreaFollow.objects.create(user=city.user, area=anne.area, level=Level.ALL)
    RecordFollow.objects.create(
        user=city.user, area=anne.area, table="tasks", key="sewer-1", wanted=True
    )
    water.change("tasks", "sewer-1", reason="Nog geheimer", earliest_start="2027-Q2")
    spread(water)
    assert Notice.objects.filter(user=city.user).count() == 0
    water.change("tasks", "sewer-2", title="Straks geheim")
    spread(water)
    assert count_unread(city.user) == 1
    water.change("tasks", "sewer-2", visibility="own")
    assert texts(city) == [], "hidden since, so no longer told"
    assert count_unread(city.user) == 0
    assert HIDDEN not in city.browser.get("/meldingen/").content.decode()


def test_removed_record_is_named_to_who_could_see_it(
    anne: Person, water: Person, city: Person
) -> None:
    for person in (water, city):
        AreaFollow.objects.create(user=person.user, area=anne.area, level=Level.ALL)
    anne.change("conditions", "k1")
    spread(anne)
    assert texts(city) == ["Anne Regie heeft “Mits de gemeente in 2029 mee kan.” weggehaald."]


@pytest.fixture
def apart(city: Person, heat: Person) -> None:
    """The streets early and the heat late, so that they do not meet in time."""
    for key, quarter in (("street-1", "2027-Q2"), ("street-2", "2027-Q1")):
        moments = dict.fromkeys(["preferred_start", "earliest_start", "latest_start"], quarter)
        city.change("tasks", key, **moments)
    heat.change("tasks", "heat-1", earliest_start="2031-Q1", preferred_start="2031-Q1")
    spread(heat)
    assert texts(city) == texts(heat) == []


def test_moved_task_that_meets_ones_own_alerts_once(
    city: Person, heat: Person, apart: None
) -> None:
    heat.change("tasks", "heat-1", earliest_start="2027-Q1", preferred_start="2028-Q1")
    spread(heat)
    assert sorted(texts(city)) == [
        f"Een opgave van een andere partner raakt “{name}”: dezelfde plek, in dezelfde tijd. Heat-1"
        for name in ("Street-1", "Street-2")
    ]
    heat.change("tasks", "heat-1", preferred_start="2029-Q2")
    spread(heat)
    assert len(texts(city)) == 2, "it met already"
    assert count_unread(heat.user) == 0, "who moved it, knows"


def test_owner_is_alerted_when_others_move_its_task(
    city: Person, heat: Person, anne: Person, apart: None
) -> None:
    anne.change("tasks", "heat-1", earliest_start="2027-Q1")
    spread(anne)
    assert {n.kind for n in told(heat)} == {"change", "overlap"}
    assert any("Street-1, Street-2" in text for text in texts(heat))


def test_task_alerts_when_it_comes_into_sight_and_not_before(city: Person, water: Person) -> None:
    water.change("tasks", "sewer-1", title="Verborgen riool", earliest_start="2028-Q1")
    spread(water)
    assert texts(city) == []
    water.change("tasks", "sewer-1", visibility=Visibility.PARTNERS)
    spread(water)
    assert len(texts(city)) == 2, "both of its streets, of which one is round the corner"
    assert all(text.endswith("Verborgen riool") for text in texts(city))
    water.change("tasks", "sewer-1", visibility="own")
    assert texts(city) == []


def test_remark_is_told_to_who_it_concerns(water: Person, city: Person, heat: Person) -> None:
    add_comment(city.reader, subject_of(city, "sewer-2"), "Kan dit later? @hans WARMTE", "table")
    assert texts(water) == ["Cato Stad zei iets over “Riool in de Vélodroomstraat”. "
                            "Kan dit later? @hans WARMTE"]  # fmt: skip
    assert told(heat)[0].kind == "mention"
    assert texts(city) == []
    add_comment(water.reader, subject_of(water, "sewer-2"), "Ja", "table")
    assert len(texts(city)) == 1, "who takes part, is told of the answer"


def test_remark_for_the_own_organisation_stays_there(
    water: Person, city: Person, anne: Person, seat
) -> None:
    colleague = seat("Willy Water", partner_id="water")
    made = add_comment(
        water.reader, subject_of(water, "sewer-2"), "Onder ons @Anne Regie @Willy Water", "own"
    )
    assert [n.kind for n in told(colleague)] == ["mention"]
    assert told(anne) == told(city) == []
    page = city.browser.get("/gebieden/testbuurt/opmerkingen/opgaven/sewer-2/").content.decode()
    assert "Onder ons" not in page
    assert change_comment(water.reader, made, "Anders gezegd")
    assert not change_comment(colleague.reader, made, "Van een ander"), "only one's own"
    assert remove_comment(water.reader, made)
    assert told(colleague) == []
    page = colleague.browser.get("/gebieden/testbuurt/opmerkingen/opgaven/sewer-2/")
    assert "Anders gezegd" not in page.content.decode()
    assert "weggehaald door wie hem schreef" in page.content.decode()


def test_programme_proposal_and_decision_are_told(anne: Person, city: Person) -> None:
    programme = keep_programme(anne.area)
    programme.state = State.FAILED
    alternative = first_alternative(anne.area)
    propose(alternative, anne.user)
    propose(alternative, anne.user)
    assert [n.kind for n in told(city)] == ["proposed"]
    assert told(anne) == []
    assert not decide(Alternative.objects.get(pk=alternative.pk), anne.user, "Ja")
    assert len(told(city)) == 1, "what could not be decided is not told"


def test_programme_that_is_ready_is_told(
    anne: Person, city: Person, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        keep_programme(anne.area, state=State.DONE)
    assert [n.kind for n in told(city)] == ["ready"]


def test_facilitator_is_told_who_joined(
    anne: Person, seat, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        seat("Nieuwe Partner", partner_id="heat")
    assert texts(anne) == ["Nieuwe Partner doet mee."]


def test_who_left_is_told_nothing_any_more(anne: Person, city: Person) -> None:
    anne.change("tasks", "street-1", title="Weg")
    spread(anne)
    Membership.objects.filter(user=city.user).update(until=timezone.now())
    assert texts(city) == []
    notice = Notice.objects.get(user=city.user)
    assert city.browser.get(f"/meldingen/{notice.pk}/").status_code == 404


def test_change_asks_the_worker_and_the_page_does_not_wait(
    anne: Person, city: Person, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        anne.change("tasks", "street-1", title="Snel")
    assert Job.objects.filter(kind=CHANGES).count() == 1
    assert Notice.objects.count() == 0


def test_reading_a_notice_leads_to_it_and_empties_the_bell(anne: Person, city: Person) -> None:
    anne.change("tasks", "street-1", title="Kijk")
    spread(anne)
    browser = city.browser
    assert "1 ongelezen" in browser.get("/meldingen/").content.decode()
    notice = Notice.objects.get(user=city.user)
    assert anne.browser.get(f"/meldingen/{notice.pk}/").status_code == 404, "another's"
    answer = browser.get(f"/meldingen/{notice.pk}/")
    assert answer.url == f"/gebieden/testbuurt/invullen/geschiedenis/{anne.area.version}/"
    assert browser.get(answer.url).status_code == 200
    assert count_unread(city.user) == 0


@pytest.mark.parametrize("path", ["opgaven/sewer-1", "niets/x", "alternatieven/99", "opgaven/x"])
def test_what_is_not_there_cannot_be_talked_about(city: Person, path: str) -> None:
    browser = city.browser
    for word in ("opmerkingen", "bijlagen", "volgen"):
        answer = browser.post(f"/gebieden/testbuurt/{word}/{path}/", {"text": "x", "wanted": "1"})
        assert answer.status_code == 404, word

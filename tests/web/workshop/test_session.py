# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A session from opening to closing: every answer counts once, nobody is given away."""

from collections.abc import Callable

import pytest
from django.test import Client

from koppelkans.web.access.models import Role
from koppelkans.web.workshop.answers import MOST_TRIES
from koppelkans.web.workshop.codes import MOST_WRONG
from koppelkans.web.workshop.counting import count_answers, newest_answers
from koppelkans.web.workshop.lead import NotNowError, SteppedOnError, make_room, take_step
from koppelkans.web.workshop.minutes import build_minutes
from koppelkans.web.workshop.models import Answer, Participant, Session, Stage
from koppelkans.web.workshop.outcome import find_outcome
from tests.web.access.persons import at_once, person
from tests.web.workshop.conftest import Lead


def test_answer_that_is_sent_twice_counts_once(lead: Lead) -> None:
    lead.do("ask")
    phone = lead.phone()
    first, second = (phone.answer("een-sleutel-1", text="De bus") for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert first["X-Answer"] == second["X-Answer"]
    assert Answer.objects.count() == 1


def test_newest_answer_of_somebody_counts(lead: Lead) -> None:
    question = lead.do("ask").current
    phones = [lead.phone() for _ in range(4)]
    for number, phone in enumerate(phones):
        phone.answer(text=f"eerst {number}")
    phones[0].answer(text="toch anders")
    lead.do("show")
    question.refresh_from_db()
    texts = {a.values["text"] for a in newest_answers(question)}
    assert texts == {"toch anders", "eerst 1", "eerst 2", "eerst 3"}
    assert count_answers(question) == 4


def test_nothing_is_shown_of_three_people(lead: Lead) -> None:
    lead.do("ask")
    phones = [lead.phone() for _ in range(3)]
    for phone in phones:
        phone.answer(text="GEHEIM")
    lead.do("show")
    pages = [phones[0].card(), lead.client.get(lead.address).content.decode(),
             lead.client.get(lead.address + "stand/").content.decode()]  # fmt: skip
    assert not any("GEHEIM" in page for page in pages)
    lead.phone().answer(text="GEHEIM")
    assert "GEHEIM" in lead.client.get(lead.address + "stand/").content.decode()


def test_late_answers_come_four_at_a_time(lead: Lead) -> None:
    """Otherwise whoever watches the screen sees what a single late one answered."""
    question = lead.do("ask").current
    for number in range(5):
        lead.phone().answer(text=f"tijdig {number}")
    lead.do("show")
    for number in range(3):
        lead.phone().answer(text=f"laat {number}")
        question.refresh_from_db()
        outcome = find_outcome(question)
        assert (len(outcome.texts), outcome.late) == (5, number + 1)
    lead.phone().answer(text="laat 3")
    question.refresh_from_db()
    assert len(find_outcome(question).texts) == 9


def test_taking_a_result_back_does_not_give_single_answers_away(lead: Lead) -> None:
    question = lead.do("ask").current
    for number in range(4):
        lead.phone().answer(text=f"tijdig {number}")
    lead.do("show", "undo")
    lead.phone().answer(text="de vijfde")
    lead.do("show")
    question.refresh_from_db()
    assert "de vijfde" not in dict(find_outcome(question).texts).values()
    assert len(find_outcome(question).texts) == 4


def test_undo_gives_the_question_back_with_its_answers(lead: Lead) -> None:
    lead.do("ask")
    phone = lead.phone()
    phone.answer(text="Parkeren")
    lead.do("undo")
    assert "Parkeren" not in phone.card()
    assert "begint" in phone.card() or "begins" in phone.card()
    lead.do("ask")
    assert "Parkeren" in phone.card()


def test_answer_under_way_counts_after_the_facilitator_went_on(lead: Lead) -> None:
    phone = lead.phone()
    question = lead.do("ask").current
    lead.do("show", "ask", "pause")
    sent = {"key": "onderweg-1", "text": "Eindelijk bereik"}
    response = phone.client.post(f"{phone.address}antwoord/{question.pk}/", sent)
    assert response.status_code == 302
    assert count_answers(question) == 1


def test_vote_after_closing_is_refused_and_explained(lead: Lead) -> None:
    phone = lead.phone()
    question = lead.do("ask").current
    lead.do("close")
    sent = {"key": "te-laat-1", "text": "nog iets"}
    response = phone.client.post(f"{phone.address}antwoord/{question.pk}/", sent)
    assert response.status_code == 410
    assert not Answer.objects.exists()
    assert (
        lead.client.post(lead.address + "stap/", {"do": "undo", "version": 99}).status_code == 409
    )


def test_closed_session_is_opened_again_with_every_answer(lead: Lead) -> None:
    question = lead.do("ask").current
    phones = [lead.phone() for _ in range(4)]
    for number, phone in enumerate(phones):
        phone.answer(text=f"tijdig {number}")
    lead.do("close")
    assert phones[0].answer(text="te laat").status_code == 410
    assert "Open de sessie weer" in lead.client.get(lead.address).content.decode()
    lead.do("reopen")
    assert lead.session.closed is None
    assert count_answers(question) == 4
    # Who was in goes on; a code on last month's wall lets nobody else in.
    assert phones[0].answer(text="toch nog").status_code == 200
    assert lead.phone().joined.status_code == 409
    lead.do("unshut")
    assert lead.phone().joined.status_code == 302
    told = str(build_minutes(lead.session, "nl"))
    assert told.index("sessie gesloten") < told.index("sessie weer geopend")


def test_opening_again_can_be_taken_back(lead: Lead) -> None:
    closed = lead.do("close").closed
    assert lead.do("reopen", "undo").closed == closed
    assert lead.session.stage == Stage.CLOSED


@pytest.mark.parametrize("before", [(), ("pause",)])
def test_only_a_closed_session_can_be_opened_again(lead: Lead, before: tuple[str, ...]) -> None:
    lead.do(*before)
    with pytest.raises(NotNowError):
        lead.do("reopen")


def test_answer_kept_before_closing_is_confirmed_when_it_is_sent_again(lead: Lead) -> None:
    phone = lead.phone()
    question = lead.do("ask").current
    sent = {"key": "zelfde-sleutel", "text": "op tijd"}
    address = f"{phone.address}antwoord/{question.pk}/"
    phone.client.post(address, sent)
    lead.do("close")
    assert phone.client.post(address, sent, headers={"X-Workshop": "1"}).status_code == 200


def test_two_facilitators_do_not_step_on_each_other(lead: Lead) -> None:
    seen = lead.session.version
    take_step(lead.session, lead.user, "ask", version=seen)
    with pytest.raises(SteppedOnError):
        take_step(lead.session, lead.user, "ask", version=seen)
    page = lead.client.post(lead.address + "stap/", {"do": "show", "version": seen})
    assert page.status_code == 409
    assert "net verder" in page.content.decode() or "just now" in page.content.decode()


def test_step_that_does_not_fit_is_refused(lead: Lead) -> None:
    for action in ("show", "resume", "unshut", "undo", "fly"):
        with pytest.raises(NotNowError):
            take_step(lead.session, lead.user, action, version=lead.session.version)


def test_all_steps_can_be_taken_back_one_by_one(lead: Lead) -> None:
    before = Session.objects.values("stage", "door_open", "current").get()
    lead.do("ask", "show", "ask", "pause", "resume", "shut", "show")
    lead.do(*["undo"] * 7)
    assert Session.objects.values("stage", "door_open", "current").get() == before


def test_session_is_full_at_its_number_of_places(opened: Callable[..., Lead]) -> None:
    lead = opened(most=3)
    phones = [lead.phone() for _ in range(3)]
    late = Client().post(f"/w/{lead.session.code}/")
    assert late.status_code == 409
    assert Participant.objects.count() == 3
    lead.do("ask")
    phones[0].answer(text="ik wel")
    assert make_room(lead.session) == 2
    assert lead.phone().joined.status_code == 302


def test_shut_door_keeps_out_and_lets_those_inside_go_on(lead: Lead) -> None:
    inside = lead.phone()
    lead.do("ask", "shut")
    assert Client().post(f"/w/{lead.session.code}/").status_code == 409
    assert inside.answer(text="binnen").status_code == 200


def test_guessing_codes_is_stopped(lead: Lead) -> None:
    lead.do("ask")
    inside = lead.phone()
    guesser = Client()
    for _ in range(MOST_WRONG):
        assert guesser.get("/w/AAAA-AAAA/").status_code == 404
    assert guesser.get("/w/AAAA-AAAB/").status_code == 429
    assert guesser.post("/w/", {"code": lead.session.code}).status_code == 429
    assert guesser.get(f"/w/{lead.session.code}/").status_code == 429
    # Whoever was in already, in the same hall, goes on.
    assert inside.answer(text="ik was er al").status_code == 200


def test_code_is_read_as_people_type_it(lead: Lead) -> None:
    typed = " " + lead.session.code.replace("-", " ").lower()
    response = Client().post("/w/", {"code": typed})
    assert response["Location"] == f"/w/{lead.session.code}/"


def test_cookie_of_somebody_else_or_by_hand_is_nobody(lead: Lead, area: object) -> None:
    phone = lead.phone()
    name, value = next(iter(phone.client.cookies.items()))
    forger = Client()
    forger.cookies[name] = "1"
    assert forger.get(phone.address + "nu/").status_code == 401
    assert value["httponly"]
    assert value["path"] == "/w/"


def test_anonymous_session_keeps_no_name(lead: Lead) -> None:
    lead.phone("Jan Jansen", "water")
    assert list(Participant.objects.values_list("name", "partner_id")) == [("", "")]


def test_by_name_names_are_asked_and_differ(opened: Callable[..., Lead]) -> None:
    lead = opened(by_name=True)
    assert lead.phone("").joined.status_code == 409
    assert lead.phone("Jan", "nobody").joined.status_code == 409
    assert lead.phone("Jan", "water").joined.status_code == 302
    again = lead.phone("Jan", "heat")
    assert again.joined.status_code == 409
    assert "Jan" in again.joined.content.decode()


def test_by_name_somebody_can_be_taken_out(opened: Callable[..., Lead]) -> None:
    lead = opened(by_name=True)
    phone = lead.phone("Jan", "water")
    question = lead.do("ask").current
    phone.answer(text="dubbel")
    jan = Participant.objects.get()
    lead.client.post(lead.address + "mensen/", {"who": jan.pk})
    assert count_answers(question) == 0
    assert phone.client.get(phone.address + "nu/").status_code == 401
    assert Answer.objects.count() == 1


def test_nobody_fills_the_disk_by_changing_an_answer(lead: Lead) -> None:
    lead.do("ask")
    phone = lead.phone()
    codes = [phone.answer(f"sleutel-{n}", text=f"{n}").status_code for n in range(MOST_TRIES + 1)]
    assert codes == [200] * MOST_TRIES + [422]


@pytest.mark.parametrize(
    ("steps", "fields"),
    [
        (1, {"text": "  "}),
        (3, {"score-0-0": "11"}),
        (3, {"score-0-0": "-1"}),
        (3, {"score-9-9": "5"}),
        (7, {"points-0": "0", "points-1": "0"}),
        (9, {"choice-0": "perhaps"}),
    ],
)
def test_answer_that_is_none_is_refused(lead: Lead, steps: int, fields: dict[str, str]) -> None:
    lead.do(*(["ask", "show"] * 5)[:steps])
    assert lead.phone().answer(**fields).status_code == 422
    assert not Answer.objects.exists()


def test_key_that_is_none_is_refused(lead: Lead) -> None:
    lead.do("ask")
    assert lead.phone().answer("kort", text="iets").status_code == 422


def test_who_signed_in_need_not_type_its_name_by_name_only(opened: Callable[..., Lead]) -> None:
    lead = opened(by_name=True)
    user = person("omar@test.example", lead.area, Role.LEAD, "heat")
    page = at_once(user).get(f"/w/{lead.session.code}/").content.decode()
    assert 'value="Omar"' in page
    assert '<option value="heat" selected>' in page
    private = opened()
    assert "Omar" not in at_once(user).get(f"/w/{private.session.code}/").content.decode()

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The conversation: who reads what, nothing closed by another, conditions tried and accepted."""

import pytest
from django.test import Client

from koppelkans.case import Quarter, State
from koppelkans.web.access.models import Role
from koppelkans.web.compute import compute
from koppelkans.web.conversation import trials
from koppelkans.web.conversation.again import compare
from koppelkans.web.conversation.joint_task import differences
from koppelkans.web.conversation.models import Trial
from koppelkans.web.models import Alternative, Area
from koppelkans.web.models import State as Done
from koppelkans.web.notices.changes import tell_changes
from koppelkans.web.notices.models import Notice
from koppelkans.web.plans.example import write_example
from koppelkans.web.plans.models import PlanText
from koppelkans.web.records.author import Author
from koppelkans.web.records.change import RecordChange, change_records
from koppelkans.web.store import latest_programme, load_case, load_result
from tests.web.access.persons import at_once, person
from tests.web.conversation.conftest import IN_CONFIDENCE

HOME = "/gebieden/testbuurt/gesprek/"
WORK = "/gebieden/testbuurt/invullen/"
PAGES = ("", "voorwaarden/", "wie-gaf-wat/", "afgesproken/", "afgesproken/opgave/", "besluiten/",
         "samen-uitkomen/")  # fmt: skip


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_there_for_who_sits_at_the_table(
    people: dict[str, Client], page: str
) -> None:
    for client in people.values():
        assert "<h1" in text(client, HOME + page)


SEEN = {
    "water": {"own", "facilitator", "chosen"}, "facilitator": {"facilitator"},
    "heat": {"chosen"}, "city": set(), "specialist": set(),
}  # fmt: skip


@pytest.mark.parametrize("who", SEEN)
def test_struggle_is_read_only_by_whom_it_is_meant_for(people: dict[str, Client], who: str) -> None:
    home = text(people[who], HOME)
    found = {c for c in ("own", "facilitator", "chosen") if f"{IN_CONFIDENCE} {c}" in home}
    assert found == SEEN[who]
    for circle in ("own", "facilitator", "chosen"):
        status = people[who].get(f"{HOME}worsteling/{circle}/").status_code
        assert status == (200 if circle in SEEN[who] else 404)
        assert people[who].get(f"{WORK}worstelingen/bewerken/{circle}/").status_code == status


def test_what_was_said_in_confidence_stays_so_when_it_is_opened(
    area: Area, people: dict[str, Client]
) -> None:
    """Neither the text of before nor what was said of it then is for who joins in later."""
    address = f"{WORK}worstelingen/bewerken/facilitator/"
    talk = "/gebieden/testbuurt/opmerkingen/worstelingen/facilitator/"
    people["facilitator"].post(talk, {"text": "TUSSEN-ONS-TWEE", "audience": "table"})
    for fields in ({"text": "Nu voor iedereen."}, {"visibility": "partners"}):
        form = {"block": "b0", "b0.table": "struggles", "b0.key": "facilitator", "b0.parent": "",
                "based_on": str(area.version)}  # fmt: skip
        response = people["water"].post(address, form | {f"b0:{k}": v for k, v in fields.items()})
        assert response.status_code == 303
        area.refresh_from_db()
    assert "Nu voor iedereen." in text(people["city"], HOME)
    assert "TUSSEN-ONS-TWEE" in text(people["water"], talk)
    told = text(people["city"], talk)
    assert "TUSSEN-ONS-TWEE" not in told
    for page in (f"{WORK}geschiedenis/", f"{WORK}geschiedenis/2/", f"{WORK}geschiedenis/3/",
                 f"{WORK}geschiedenis/vergelijken/?van=1&tot=3",
                 f"{WORK}worstelingen/geschiedenis/facilitator/",
                 "/gebieden/testbuurt/zoeken/?q=tussen", "/gebieden/testbuurt/plan/"):  # fmt: skip
        response = people["city"].get(page)
        found = response.content.decode()
        assert IN_CONFIDENCE not in found, page
        assert "TUSSEN-ONS-TWEE" not in found.replace("?q=", ""), page


def test_nobody_closes_or_removes_the_struggle_of_another(
    area: Area, people: dict[str, Client]
) -> None:
    state = f"{HOME}worsteling/s1/stand/"
    for who in ("facilitator", "water", "city"):
        assert people[who].post(state, {"state": "closed"}).status_code == 403
    form = {"block": "b0", "b0.table": "struggles", "b0.key": "s1", "b0.parent": "",
            "based_on": "1", "b0:state": "closed"}  # fmt: skip
    sent = people["facilitator"].post(f"{WORK}worstelingen/bewerken/s1/", form)
    assert sent.status_code == 403
    people["facilitator"].post(f"{WORK}worstelingen/verwijderen/s1/", {"based_on": "1"})
    assert load_case(area).struggles[0].state is State.OPEN
    assert people["heat"].post(state, {"state": "closed"}).status_code == 302
    area.refresh_from_db()
    assert load_case(area).struggles[0].state is State.CLOSED


def test_struggle_about_an_alternative_tells_what_it_yields_for_whom(
    area: Area, people: dict[str, Client]
) -> None:
    form = text(people["heat"], f"{WORK}worstelingen/nieuw/?partner_id=heat&alternative=1")
    name = area.alternatives.get(number=1).name
    assert f'value="1" selected>{name}' in " ".join(form.split())
    sent = {"block": "b0", "b0.table": "struggles", "b0.key": "", "b0.parent": "",
            "based_on": str(area.version), "b0:partner_id": "heat", "b0:text": "Te laat voor ons.",
            "b0:alternative": "1"}  # fmt: skip
    assert people["heat"].post(f"{WORK}worstelingen/nieuw/", sent).status_code == 303
    page = text(people["city"], f"{HOME}worsteling/te-laat-voor-ons/")
    assert f"<strong>{name}</strong>" in page
    assert "tegenover ieder voor zich" in page
    change = RecordChange("struggles", "te-laat-voor-ons", {"alternative": 9})
    change_records(area, Author("", "Warmte"), [change], based_on=area.version + 1)
    gone = text(people["city"], f"{HOME}worsteling/te-laat-voor-ons/")
    assert "alternatief dat intussen is verwijderd" in gone


def test_facilitator_mends_what_it_wrote_down_until_the_owner_does(
    area: Area, people: dict[str, Client]
) -> None:
    sent = {"block": "b0", "b0.table": "struggles", "b0.key": "", "b0.parent": "",
            "based_on": str(area.version), "b0:partner_id": "heat", "b0:text": "Gehoord",
            "b0:state": "open"}  # fmt: skip
    assert people["facilitator"].post(f"{WORK}worstelingen/nieuw/", sent).status_code == 303
    assert "U schreef dit voor hen op" in text(people["facilitator"], f"{HOME}worsteling/gehoord/")
    assert "U schreef dit" not in text(people["heat"], f"{HOME}worsteling/gehoord/")

    def change(who: str, **fields: str) -> int:
        area.refresh_from_db()
        form = {"block": "b0", "b0.table": "struggles", "b0.key": "gehoord", "b0.parent": "",
                "based_on": str(area.version)}  # fmt: skip
        form |= {f"b0:{name}": value for name, value in fields.items()}
        return people[who].post(f"{WORK}worstelingen/bewerken/gehoord/", form).status_code

    assert change("facilitator", text="Beter gehoord") == 303
    assert change("facilitator", state="closed") == 403  # Settled it is when its owner says so.
    assert change("facilitator", partner_id="water") == 403
    assert change("water", text="Van een ander") == 403
    assert change("heat", text="Zo zeggen wij het zelf") == 303
    assert change("facilitator", text="Toch nog anders") == 403


def test_task_that_a_hidden_struggle_names_can_go_and_the_struggle_stays(
    area: Area, people: dict[str, Client]
) -> None:
    address = f"{WORK}opgaven/verwijderen/sewer-2/"
    page = text(people["facilitator"], address)
    assert f"{IN_CONFIDENCE} facilitator" in page
    assert f"{IN_CONFIDENCE} own" not in page
    sent = people["facilitator"].post(address, {"based_on": "1", "allow_gaps": "1"})
    assert sent.status_code == 302
    area.refresh_from_db()
    own = next(s for s in load_case(area).struggles if s.id == "own")
    assert own.task_ids == ()


def test_condition_on_a_removed_task_stays_in_words_and_nothing_breaks(
    area: Area, people: dict[str, Client]
) -> None:
    people["facilitator"].post(f"{HOME}voorwaarden/late/aannemen/")
    area.refresh_from_db()
    sent = people["facilitator"].post(
        f"{WORK}opgaven/verwijderen/sewer-1/", {"based_on": str(area.version), "allow_gaps": "1"}
    )
    assert sent.status_code == 302
    area.refresh_from_db()
    late = next(c for c in load_case(area).conditions if c.id == "late")
    assert (late.text, late.task_ids, late.state) == ("Als we in 2030 mogen.", (), State.ACCEPTED)
    page = text(people["city"], f"{HOME}voorwaarden/")
    assert "Als we in 2030 mogen." in page
    assert "Geef opnieuw aan wat u vraagt" in page
    # It cannot be computed with any more, so it holds nobody; and the ledger keeps it.
    assert "Aangenomen, dus het geldt" not in text(
        people["facilitator"], "/gebieden/testbuurt/passen-en-meten/"
    )
    assert "Als we in 2030 mogen." in text(people["city"], f"{HOME}wie-gaf-wat/")


def test_commitment_of_somebody_who_left_stays_and_says_so(
    area: Area, people: dict[str, Client]
) -> None:
    changes = [
        RecordChange("people", "anne", {"partner_id": "water", "name": "Anne de Vries",
                                        "left_on": "2026-09-01"}),
        RecordChange("commitments", "anne-zei", {
            "partner_id": "water", "stance": "behind_it", "text": "Wij staan hierachter.",
            "person_id": "anne", "day": "2026-08-01"}),
    ]  # fmt: skip
    change_records(area, Author("", "Water"), changes, based_on=area.version)
    page = " ".join(text(people["city"], f"{HOME}afgesproken/").split())
    assert "Wij staan hierachter." in page
    assert "Anne de Vries" in page
    assert "vertrokken op 1 september 2026; wat gezegd is, blijft staan" in page
    assert "Anne de Vries" not in text(people["city"], HOME)  # Not at the table any more.


def test_recognition_without_a_name_is_counted_from_four_on(
    area: Area, people: dict[str, Client]
) -> None:
    address = f"{HOME}worsteling/s1/herkennen/"
    crowd = [
        at_once(person(f"p{n}@test.example", area, Role.SPECIALIST)) for n in range(4)
    ]  # fmt: skip
    for client in crowd[:3]:
        client.post(address, {"how": "nameless"})
        client.post(address, {"how": "nameless"})
    people["water"].post(address, {"how": "name"})
    page = text(people["city"], f"{HOME}worsteling/s1/")
    assert "Water" in page
    assert "anderen zonder naam" not in page
    crowd[3].post(address, {"how": "nameless"})
    assert "4 anderen zonder naam" in text(people["city"], f"{HOME}worsteling/s1/")
    crowd[0].post(address, {"how": ""})
    assert "anderen zonder naam" not in text(people["city"], f"{HOME}worsteling/s1/")
    assert people["heat"].post(address, {"how": "name"}).status_code == 403


def test_offer_to_a_struggle_is_seen_by_who_sees_the_struggle(
    area: Area, people: dict[str, Client]
) -> None:
    sent = people["heat"].post(
        f"{HOME}worsteling/chosen/aanbieden/", {"text": "Wij schuiven een jaar op."}
    )
    assert sent.status_code == 302
    assert "Wij schuiven een jaar op." in text(people["water"], f"{HOME}worsteling/chosen/")
    area.refresh_from_db()
    tell_changes(area, area.version)
    told = {notice.user.name for notice in Notice.objects.filter(kind="change")}
    assert told == {"Water"}
    for who in ("city", "facilitator", "specialist"):
        for page in ("", "wie-gaf-wat/"):
            assert "Wij schuiven" not in text(people[who], HOME + page)
    area.refresh_from_db()
    [offer] = load_case(area).offers
    assert people["city"].post(f"{HOME}aanbod/{offer.id}/aannemen/").status_code == 404
    assert people["water"].post(f"{HOME}aanbod/{offer.id}/aannemen/").status_code == 302
    assert "Wij schuiven een jaar op." in text(people["heat"], f"{HOME}wie-gaf-wat/")


def try_out(area: Area, *conditions: str) -> Trial:
    alternative = Alternative.objects.get(area=area)
    trial = trials.request_trial(alternative, conditions, "wie", seconds=10.0)
    assert trials.compute(trial.pk, lambda _progress: True, lambda: True) is None
    trial.refresh_from_db()
    assert trial.state == Done.DONE
    return trial


def test_condition_is_tried_out_and_accepted_with_what_it_was_worth(
    area: Area, people: dict[str, Client]
) -> None:
    sent = people["water"].post(f"{HOME}voorwaarden/proberen/", {"condition": ["late", "k1"]})
    assert sent.status_code == 302
    assert Trial.objects.get().conditions == ["k1", "late"]
    Trial.objects.all().delete()
    trial = try_out(area, "late", "k1", "gone")
    page = text(people["city"], f"{HOME}voorwaarden/")
    assert "Ze passen samen" in page
    assert "verwijderd" in page  # The variant that it named is not there.
    cost = trials.load_tried(trial).trial.costs[0]
    accept = f"{HOME}voorwaarden/late/aannemen/"
    assert people["heat"].post(accept).status_code == 403
    assert people["city"].post(accept).status_code == 302
    area.refresh_from_db()
    case = load_case(area)
    accepted = next(c for c in case.conditions if c.id == "late")
    assert accepted.state is State.ACCEPTED
    assert accepted.worth_low_eur == -cost.at_most_eur
    assert sum(w.eur for w in case.worths) == pytest.approx(-cost.eur, abs=1)
    assert "Als we in 2030 mogen." in text(people["heat"], f"{HOME}wie-gaf-wat/")


def test_accepted_condition_holds_in_what_is_planned_from_then_on(
    area: Area, people: dict[str, Client]
) -> None:
    assert "Wel afgesproken" not in text(people["facilitator"], f"{HOME}voorwaarden/")
    people["city"].post(f"{HOME}voorwaarden/late/aannemen/")
    assert "nog niet in het programma" in text(people["facilitator"], f"{HOME}voorwaarden/")
    assert "Plan opnieuw" in text(people["facilitator"], f"{HOME}wie-gaf-wat/")
    sent = people["facilitator"].post(
        "/gebieden/testbuurt/passen-en-meten/reken/", {"alternative": "1"}
    )
    assert sent.status_code == 302
    programme = area.programmes.latest("pk")
    compute(programme.pk, lambda _progress: True, lambda: True)
    start = load_result(latest_programme(programme.alternative)).programme.tasks
    assert {c.task_id: c.start for c in start}["sewer-1"] >= Quarter.parse("2030-Q1")
    page = text(people["facilitator"], f"{HOME}voorwaarden/")
    assert "het programma voldoet eraan" in page
    assert "Plan opnieuw" not in page
    fitting = text(people["facilitator"], "/gebieden/testbuurt/passen-en-meten/")
    assert "Aangenomen, dus het geldt" in fitting
    # An alternative may try without; it says so, and who looks sees it.
    drop = {"alternative": "1", "version": "1", "kind": "accepted", "number": "0"}
    people["facilitator"].post("/gebieden/testbuurt/passen-en-meten/uit/", drop)
    fitting = text(people["facilitator"], "/gebieden/testbuurt/passen-en-meten/")
    assert "Hier losgelaten" in fitting
    assert area.alternatives.get().asked["leaves_out"] == ["late"]


def test_conditions_accepted_that_collide_are_told_and_not_planned(
    area: Area, people: dict[str, Client]
) -> None:
    for key in ("late", "early"):
        people["facilitator"].post(f"{HOME}voorwaarden/{key}/aannemen/")
    assert "laten daar niets van over" in text(
        people["facilitator"], "/gebieden/testbuurt/passen-en-meten/"
    )


def test_conditions_that_collide_are_named(area: Area, people: dict[str, Client]) -> None:
    try_out(area, "late", "early")
    page = text(people["city"], f"{HOME}voorwaarden/")
    assert "Ze passen niet samen" in page
    assert "kunnen niet allebei" in page


def test_joint_task_is_written_in_versions_and_nothing_is_lost(people: dict[str, Client]) -> None:
    address = f"{HOME}afgesproken/opgave/"
    assert (
        people["city"].post(address, {"text": "Samen één keer open.", "version": "0"}).status_code
        == 302
    )
    clash = people["water"].post(address, {"text": "Iets anders.", "version": "0"})
    assert clash.status_code == 409
    for both in ("Samen één keer open.", "Iets anders."):
        assert both in clash.content.decode()
    people["water"].post(address, {"text": "Samen één keer open, en dan goed.", "version": "1"})
    assert "<ins>" in text(people["heat"], address)
    assert "en dan goed" in text(people["heat"], f"{HOME}afgesproken/")
    assert people["specialist"].post(address, {"text": "x", "version": "2"}).status_code == 403


def test_example_begins_with_a_joint_task_and_what_people_write_stays(
    area: Area, people: dict[str, Client]
) -> None:
    write_example(area)
    write_example(area)
    page = text(people["city"], f"{HOME}afgesproken/opgave/")
    assert "Lage kosten zijn een middel en geen doel." in page
    assert PlanText.objects.filter(area=area, language="nl").count() == 2
    sent = {"text": "Van ons allen.", "version": "2"}
    assert people["city"].post(f"{HOME}afgesproken/opgave/", sent).status_code == 302
    write_example(area)
    assert "Van ons allen." in text(people["city"], f"{HOME}afgesproken/")


def test_differences_are_told_word_by_word() -> None:
    found = [(piece.kind, piece.text) for piece in differences("een twee drie", "een vier drie")]
    assert found == [("same", "een "), ("removed", "twee"), ("added", "vier"), ("same", " drie")]


def test_decision_keeps_what_was_known_and_who_did_not_agree(
    area: Area, people: dict[str, Client]
) -> None:
    voice = f"{HOME}besluiten/d1/stem/"
    said = {"choice": "against", "text": "Te snel voor ons."}
    assert people["heat"].post(voice, said).status_code == 302
    assert people["facilitator"].post(voice, said).status_code == 403
    take = f"{HOME}besluiten/d1/nemen/"
    assert people["heat"].post(take, {"alternative": "1"}).status_code == 403
    assert (
        people["facilitator"].post(take, {"alternative": "1", "reason": "Nu."}).status_code == 302
    )
    page = text(people["city"], f"{HOME}besluiten/")
    assert "Te snel voor ons." in page
    alternative = Alternative.objects.get(area=area)
    assert alternative.decided_on is not None
    area.refresh_from_db()
    assert load_case(area).decisions[0].case_sha256[:12] in page
    found = compare(alternative.decided_on.pk)
    assert found["same_case"]
    assert found["same_figures"]
    assert people["city"].post(f"{HOME}besluiten/d1/opnieuw/").status_code == 302
    assert "hx-get" in text(people["city"], f"{HOME}besluiten/d1/nagerekend/")


def test_stuck_partners_write_talk_and_only_then_send_a_memo(people: dict[str, Client]) -> None:
    begun = people["water"].post(
        f"{HOME}samen-uitkomen/", {"title": "Wie graaft eerst", "second": "heat"}
    )
    address = begun["Location"]
    assert people["city"].get(address).status_code == 404
    assert "Wie graaft eerst" not in text(people["city"], f"{HOME}samen-uitkomen/")
    assert people["city"].post(f"{address}kant/", {"interest": "x"}).status_code == 404
    assert people["facilitator"].post(f"{address}kant/", {"interest": "x"}).status_code == 403
    for who in ("water", "heat"):
        assert people[who].get(f"{address}memo/docx/").status_code == 302
        sent = people[who].post(
            f"{address}kant/",
            {"interest": f"Belang van {who}", "way_out": "Samen.", "version": "0"},
        )
        assert sent.status_code == 302
    late = people["heat"].post(f"{address}kant/", {"interest": "Ook dit.", "version": "0"})
    assert late.status_code == 409
    assert "Belang van water" in text(people["heat"], address)
    people["heat"].post(f"{address}gesprek/", {"do": "talked", "outcome": "Nog geen keuze."})
    for suffix, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        memo = people["water"].get(f"{address}memo/{suffix}/")
        assert memo.status_code == 200
        assert memo.content.startswith(start)

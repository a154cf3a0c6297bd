# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""An invitation lets one person in, once, for two weeks; the facilitator arranges who is there."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone

from koppelkans.web.access.invite import invite
from koppelkans.web.access.models import AuditEvent, Invitation, Membership, Role, User
from koppelkans.web.models import Area
from tests.web.access.persons import PASSWORD, person, signed_in

pytestmark = pytest.mark.django_db
PEOPLE = "/gebieden/testbuurt/mensen/"
NEW = {"name": "Els", "organisation": "Warmte BV", "new_password1": PASSWORD,
       "new_password2": PASSWORD}  # fmt: skip


@pytest.fixture
def facilitator(area: Area) -> Client:
    return signed_in(person("fac@test.example", area, Role.FACILITATOR))


def test_story_from_invitation_to_the_own_area(area: Area, facilitator: Client) -> None:
    asked = {"email": "Els@test.example", "role": "lead", "partner_id": "heat"}
    page = facilitator.post(PEOPLE + "uitnodigen/", asked, follow=True).content.decode()
    link = next(part for part in str(mail.outbox[0].body).split() if "uitnodiging/" in part)
    assert link in page
    assert link not in facilitator.get(PEOPLE).content.decode(), "it is shown once"
    token = link.rstrip("/").rsplit("/", maxsplit=1)[1]
    assert token not in str(list(Invitation.objects.values()))
    path = link.removeprefix("http://testserver")
    client = Client()
    assert "els@test.example" in client.get(path).content.decode()
    weak = client.post(path, NEW | {"new_password1": "els", "new_password2": "els"})
    assert weak.status_code == 200
    assert not User.objects.filter(email="els@test.example").exists()
    assert client.post(path, NEW)["Location"] == "/gebieden/testbuurt/"
    member = Membership.objects.get(user__email="els@test.example")
    assert (member.role, member.partner_id) == ("lead", "heat")
    assert client.get("/gebieden/testbuurt/")["Location"] == "/account/tweede-stap/"
    again = Client().get(path)
    assert again.status_code == 410
    assert "al gebruikt" in again.content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires": timezone.now() - timedelta(days=1)}, "verlopen"),
        ({"withdrawn": timezone.now()}, "ingetrokken"),
        ({"used": timezone.now()}, "al gebruikt"),
    ],
)
def test_invitation_that_is_over_says_why(area: Area, change: dict, words: str) -> None:
    made, token = invite(area, "els@test.example", Role.LEAD, "heat")
    Invitation.objects.filter(pk=made.pk).update(**change)
    for response in (
        Client().get(f"/uitnodiging/{token}/"),
        Client().post(f"/uitnodiging/{token}/", NEW),
    ):
        assert response.status_code == 410
        assert words in response.content.decode()
    assert not User.objects.exists()


def test_guessed_invitations_are_locked_out(area: Area) -> None:
    client = Client()
    answers = [client.get(f"/uitnodiging/gok-{n}/").status_code for n in range(6)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_newer_invitation_replaces_the_older(area: Area) -> None:
    _, old = invite(area, "els@test.example", Role.GUEST)
    _, new = invite(area, "els@test.example", Role.LEAD, "heat")
    assert Client().get(f"/uitnodiging/{old}/").status_code == 410
    assert Client().get(f"/uitnodiging/{new}/").status_code == 200


def test_somebody_else_cannot_use_an_invitation(area: Area) -> None:
    person("els@test.example")
    _, token = invite(area, "els@test.example", Role.FACILITATOR)
    other = signed_in(person("piet@test.example"))
    assert other.post(f"/uitnodiging/{token}/", NEW).status_code == 200
    assert Client().post(f"/uitnodiging/{token}/", NEW).status_code == 200
    assert not Membership.objects.exists()
    els = signed_in(User.objects.get(email="els@test.example"))
    assert els.post(f"/uitnodiging/{token}/")["Location"] == "/gebieden/testbuurt/"
    assert Membership.objects.get().role == "facilitator"


def test_role_that_speaks_for_a_partner_needs_one(area: Area, facilitator: Client) -> None:
    asked = {"email": "els@test.example", "role": "lead", "partner_id": ""}
    assert facilitator.post(PEOPLE + "uitnodigen/", asked).status_code == 200
    wrong = {"email": "els@test.example", "role": "lead", "partner_id": "elders"}
    assert facilitator.post(PEOPLE + "uitnodigen/", wrong).status_code == 200
    assert not mail.outbox


def test_changing_and_ending_keep_history(area: Area, facilitator: Client) -> None:
    els = person("els@test.example", area, Role.LEAD, "heat")
    session = signed_in(els)
    first = Membership.objects.get(user=els)
    facilitator.post(f"{PEOPLE}{first.pk}/rol/", {"role": "contributor", "partner_id": "heat"})
    second = Membership.objects.get(user=els, until=None)
    assert second.role == "contributor"
    facilitator.post(f"{PEOPLE}{second.pk}/vertrek/")
    assert Membership.objects.filter(user=els, until=None).count() == 0
    assert Membership.objects.filter(user=els).count() == 2
    assert session.get("/gebieden/testbuurt/").status_code == 404
    assert "Els" in facilitator.get(PEOPLE).content.decode()
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {
        "membership.changed", "membership.ended"
    }  # fmt: skip


def test_last_facilitator_stays(area: Area, facilitator: Client) -> None:
    only = Membership.objects.get(role=Role.FACILITATOR)
    facilitator.post(f"{PEOPLE}{only.pk}/vertrek/")
    facilitator.post(f"{PEOPLE}{only.pk}/rol/", {"role": "guest", "partner_id": ""})
    assert Membership.objects.get(pk=only.pk).until is None


def test_members_arrange_nothing_but_their_own_leaving(area: Area) -> None:
    fac = person("fac@test.example", area, Role.FACILITATOR)
    els = person("els@test.example", area, Role.LEAD, "heat")
    client = signed_in(els)
    other = Membership.objects.get(user=fac)
    invitation, _ = invite(area, "x@test.example", Role.GUEST)
    page = client.get(PEOPLE).content.decode()
    assert "fac@test.example" not in page
    assert "x@test.example" not in page
    for path, data in (
        ("uitnodigen/", {"email": "y@test.example", "role": "guest", "partner_id": ""}),
        (f"uitnodiging/{invitation.pk}/intrekken/", {}),
        (f"{other.pk}/rol/", {"role": "guest", "partner_id": ""}),
    ):
        assert client.post(PEOPLE + path, data).status_code == 403
    assert client.post(f"{PEOPLE}{other.pk}/vertrek/").status_code == 404
    assert client.post("/gebieden/testbuurt/bewonerspagina/", {"public": "yes"}).status_code == 403
    own = Membership.objects.get(user=els)
    assert client.post(f"{PEOPLE}{own.pk}/vertrek/")["Location"] == "/"
    assert client.get("/gebieden/testbuurt/").status_code == 404


def test_numbers_of_another_area_are_not_found(area: Area, facilitator: Client) -> None:
    elsewhere = Area.objects.create(slug="elders", name="Elders", crs="EPSG:28992")
    theirs = Membership.objects.create(
        user=person("els@test.example"), area=elsewhere, role=Role.LEAD, partner_id="heat"
    )
    invitation, _ = invite(elsewhere, "x@test.example", Role.GUEST)
    for path in (
        f"{theirs.pk}/rol/",
        f"{theirs.pk}/vertrek/",
        f"uitnodiging/{invitation.pk}/intrekken/",
    ):
        data = {"role": "guest", "partner_id": ""}
        assert facilitator.post(PEOPLE + path, data).status_code == 404
    theirs.refresh_from_db()
    assert theirs.until is None


@override_settings(NEW_AREAS="everybody")
def test_partner_is_invited_to_an_area_that_is_still_empty(client: Client) -> None:
    facilitator = signed_in(person("fac@test.example"))
    begun = facilitator.post(
        "/gebieden/nieuw/", {"name": "Nieuwland", "first_year": "2027", "last_year": "2040"}
    )
    assert begun.status_code == 302
    people = "/gebieden/nieuwland/mensen/"
    assert facilitator.get(people).status_code == 200
    asked = {"email": "els@test.example", "role": "specialist", "partner_id": ""}
    facilitator.post(people + "uitnodigen/", asked)
    link = next(part for part in str(mail.outbox[0].body).split() if "uitnodiging/" in part)
    assert Client().get(link.removeprefix("http://testserver")).status_code == 200
    facilitator.post("/gebieden/nieuwland/bewonerspagina/", {"public": "yes"})
    assert Client().get("/buurt/nieuwland/").status_code == 200

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people write in the plan: kept in versions, clashes said, nothing lost."""

import html
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from koppelkans.plan.texts import LONGEST_TEXT
from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.access.second_step import DONE_ELSEWHERE
from koppelkans.web.alternatives import keep
from koppelkans.web.models import Area
from koppelkans.web.plans.models import PlanText, Template
from koppelkans.web.plans.texts import TextClashError, texts_of, write_text
from koppelkans.web.store import first_alternative

pytestmark = pytest.mark.django_db

TEXTS = "/gebieden/testbuurt/plan/teksten/"
WHY = f"{TEXTS}nl/summary_why/"


def member(area: Area, role: Role, partner: str = "", name: str = "Ans") -> Client:
    user = User.objects.create(email=f"{name}@test.example".lower(), name=name)
    Membership.objects.create(user=user, area=area, role=role, partner_id=partner)
    client = Client()
    client.force_login(user)
    session = client.session
    session[DONE_ELSEWHERE] = True
    session.save()
    return client


@pytest.fixture
def facilitator(area: Area) -> Client:
    return member(area, Role.FACILITATOR)


def test_text_is_kept_with_who_wrote_it_and_comes_in_the_plan(
    area: Area, facilitator: Client
) -> None:
    assert facilitator.post(WHY, {"text": "Omdat het kan.", "version": 0}).status_code == 302
    facilitator.post(WHY, {"text": "Omdat het moet.\r\n\r\n- echt", "version": 1})
    assert texts_of(first_alternative(area), "nl") == {"summary_why": "Omdat het moet.\n\n- echt"}
    assert texts_of(first_alternative(area), "en") == {}
    page = html.unescape(facilitator.get(WHY).content.decode())
    assert "Versie 2" in page
    assert "Versie 1" in page
    assert "Ans" in page
    assert "Omdat het kan." in html.unescape(facilitator.get(f"{WHY}?versie=1").content.decode())


def test_two_people_at_once_both_keep_their_words(area: Area, facilitator: Client) -> None:
    facilitator.post(WHY, {"text": "Van Ans.", "version": 0})
    other = member(area, Role.LEAD, "city", "Bo")
    response = other.post(WHY, {"text": "Van Bo.", "version": 0})
    assert response.status_code == 409
    page = html.unescape(response.content.decode())
    assert "Van Ans." in page
    assert "Van Bo." in page
    assert texts_of(first_alternative(area), "nl") == {"summary_why": "Van Ans."}
    assert other.post(WHY, {"text": "Van Ans en Bo.", "version": 1}).status_code == 302


def test_same_version_cannot_be_written_twice(area: Area) -> None:
    alternative, user = first_alternative(area), User.objects.create(email="a@b.example")
    write_text(alternative, "nl", "costs", "Een.", own=False, based_on=0, user=user)
    with pytest.raises(TextClashError):
        write_text(alternative, "nl", "costs", "Twee.", own=False, based_on=0, user=user)
    assert PlanText.objects.count() == 1


def test_alternative_may_have_a_text_of_its_own(area: Area) -> None:
    first, user = first_alternative(area), User.objects.create(email="a@b.example")
    second = keep.add_alternative(area, "Anders")
    write_text(first, "nl", "costs", "Voor allemaal.", own=False, based_on=0, user=user)
    write_text(second, "nl", "costs", "Alleen hier.", own=True, based_on=0, user=user)
    assert texts_of(first, "nl") == {"costs": "Voor allemaal."}
    assert texts_of(second, "nl") == {"costs": "Alleen hier."}
    write_text(second, "nl", "costs", "", own=True, based_on=1, user=user)
    assert texts_of(second, "nl") == {"costs": "Voor allemaal."}


def test_texts_of_what_is_decided_on_stay_as_they_were(area: Area, facilitator: Client) -> None:
    facilitator.post(WHY, {"text": "Toen.", "version": 0})
    alternative = first_alternative(area)
    keep.decide(alternative, User.objects.get(), "Akkoord.")
    alternative.refresh_from_db()
    other = keep.add_alternative(area, "Verder")
    user = User.objects.get()
    write_text(other, "nl", "summary_why", "Nu.", own=False, based_on=1, user=user)
    assert texts_of(alternative, "nl") == {"summary_why": "Toen."}
    assert texts_of(other, "nl") == {"summary_why": "Nu."}
    page = facilitator.post(WHY, {"text": "Anders.", "version": 1}, follow=True)
    assert "de teksten blijven zoals ze zijn" in html.unescape(page.content.decode())


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.CONTRIBUTOR])
def test_others_read_and_do_not_write(area: Area, role: Role) -> None:
    client = member(area, role, "city")
    assert client.get(TEXTS).status_code == 200
    assert "<textarea" not in client.get(WHY).content.decode()
    assert client.post(WHY, {"text": "Stiekem.", "version": 0}).status_code == 403
    assert not PlanText.objects.exists()


def test_what_cannot_be_a_text_is_refused_and_kept_in_view(facilitator: Client) -> None:
    response = facilitator.post(WHY, {"text": "x" * (LONGEST_TEXT + 1), "version": 0})
    assert response.status_code == 422
    assert "20001" in response.content.decode()
    assert facilitator.post(f"{TEXTS}nl/nothing/", {"text": "x"}).status_code == 404
    assert facilitator.post(f"{TEXTS}de/costs/", {"text": "x"}).status_code == 404
    facilitator.post(WHY, {"text": "<script>alert(1)</script>", "version": "x"})
    for page in (TEXTS, WHY):
        assert "<script>alert" not in facilitator.get(page).content.decode()


def template() -> bytes:
    document = Document()
    element = document.styles["Caption"].element
    element.getparent().remove(element)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def test_facilitator_brings_in_a_template_and_hears_what_it_lacks(
    area: Area, facilitator: Client
) -> None:
    path = "/gebieden/testbuurt/plan/sjabloon/"
    own = template()
    file = SimpleUploadedFile("huisstijl.docx", own)
    page = html.unescape(facilitator.post(path, {"file": file}, follow=True).content.decode())
    assert "Caption" in page
    assert "huisstijl.docx" in page
    assert facilitator.get(f"{path}ophalen/").content == own
    facilitator.post(path, {"do": "remove"})
    assert not Template.objects.exists()
    lead = member(area, Role.LEAD, "city", "Bo")
    assert lead.post(path, {"file": SimpleUploadedFile("a.docx", b"")}).status_code == 403


@pytest.mark.parametrize("content", [b"no zip", b"", template()[:500]])
def test_file_that_is_no_template_is_refused(facilitator: Client, content: bytes) -> None:
    file = SimpleUploadedFile("kapot.docx", content)
    page = facilitator.post("/gebieden/testbuurt/plan/sjabloon/", {"file": file}, follow=True)
    assert "utrecht-alert--error" in page.content.decode()
    assert not Template.objects.exists()

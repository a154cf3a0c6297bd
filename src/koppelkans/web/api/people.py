# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who belongs to an area: members, invitations, other roles, leaving."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from koppelkans.web import audit
from koppelkans.web.access.forms import Invite, Place
from koppelkans.web.access.invite import invite, is_last_facilitator, join
from koppelkans.web.access.models import Invitation, Membership, Role
from koppelkans.web.access.partners import partners_of
from koppelkans.web.access.reader import Reader
from koppelkans.web.access.views.people import mail_invitation
from koppelkans.web.api import answers, shapes
from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.door import reader_in, require_manager
from koppelkans.web.api.paging import LARGEST, PAGING, page
from koppelkans.web.api.reading import Given, read

router = Router(tags=["people"])
MEMBER = "/areas/{slug:area}/members/{int:number}"


class MemberShown(Schema):
    """Somebody's place in an area."""

    id: int
    name: str
    organisation: str
    role: str
    partner_id: str
    since: str


class MemberPage(Schema):
    """One page of members."""

    items: list[MemberShown]
    total: int
    next: str | None


class PlaceGiven(Given):
    """A role in an area (facilitator, lead, contributor, specialist, guest), and for whom."""

    role: str = Field(max_length=20)
    partner_id: str = Field(default="", max_length=100)


class InvitationNew(PlaceGiven):
    """Whom to invite, as what."""

    email: str = Field(max_length=254)


class InvitationShown(Schema):
    """An invitation that is open; ``link`` is given only once, when it is made."""

    id: int
    email: str
    role: str
    partner_id: str
    expires: str
    link: str | None


class InvitationPage(Schema):
    """One page of invitations."""

    items: list[InvitationShown]
    total: int
    next: str | None


def _show(member: Membership) -> dict[str, Any]:
    user = member.user
    return {
        "id": member.pk, "name": str(user), "role": member.role, "partner_id": member.partner_id,
        "organisation": user.organisation.name if user.organisation else "",
        "since": member.since.isoformat(),
    }  # fmt: skip


def _show_invitation(found: Invitation, link: str | None = None) -> dict[str, Any]:
    return {
        "id": found.pk, "email": found.email, "role": found.role, "link": link,
        "partner_id": found.partner_id, "expires": found.expires.isoformat(),
    }  # fmt: skip


def _member(reader: Reader, number: int) -> Membership:
    members = reader.area.memberships.filter(until=None).select_related("user__organisation")
    found = members.filter(pk=min(number, LARGEST)).first()
    if found is None:
        raise answers.not_found()
    return found


def _require_right(form: Place) -> None:
    """Hold a caller to what the form of the page takes."""
    if not form.is_valid():
        errors = [
            {"field": name, "detail": " ".join(map(str, texts))}
            for name, texts in form.errors.items()
        ]
        raise ProblemError(400, _("What you ask is not right."), errors=errors)


def _require_other_facilitator(found: Membership) -> None:
    if is_last_facilitator(found):
        raise ProblemError(
            409, _("Somebody has to stay facilitator: first give that role to someone else.")
        )


@router.get(
    "/areas/{slug:area}/members", operation_id="list_members", summary="List who is at the table",
    response={200: MemberPage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_members(request: HttpRequest, area: str) -> HttpResponse:
    reader = reader_in(request, area)
    members = reader.area.memberships.filter(until=None).select_related("user__organisation")
    return page(request, list(members), _show)


@router.patch(
    MEMBER, operation_id="change_member", summary="Give a member another role or partner",
    response={200: MemberShown},
    openapi_extra={"requestBody": shapes.body("PlaceGiven"),
                   "responses": shapes.responses(403, 409, 413, 415, ok=200)},
)  # fmt: skip
def change_member(request: HttpRequest, area: str, number: int) -> HttpResponse:
    """Give another place; the former one ends and stays on record, so the id is another."""
    reader = reader_in(request, area)
    require_manager(reader)
    wanted = read(request, PlaceGiven)
    found = _member(reader, number)
    _require_right(Place(partners_of(reader.area).values(), wanted.model_dump()))
    role = Role(wanted.role)
    if role is not Role.FACILITATOR:
        _require_other_facilitator(found)
    made = join(reader.area, found.user, role, wanted.partner_id)
    audit.note("membership.changed", request, area=reader.area, user=found.user.pk,
               role=role.value, partner=wanted.partner_id)  # fmt: skip
    return answers.answer(_show(made))


@router.delete(
    MEMBER, operation_id="end_membership", summary="Leave, or let a member go",
    response={204: None}, openapi_extra={"responses": shapes.responses(403, 409, ok=204)},
)  # fmt: skip
def end_membership(request: HttpRequest, area: str, number: int) -> HttpResponse:
    """End a membership: one's own, or as facilitator that of anybody."""
    reader = reader_in(request, area)
    found = _member(reader, number)
    if found.user != reader.user:
        require_manager(reader)
    _require_other_facilitator(found)
    Membership.objects.filter(pk=found.pk, until=None).update(until=timezone.now())
    audit.note("membership.ended", request, area=reader.area, user=found.user.pk)
    return HttpResponse(status=204)


@router.get(
    "/areas/{slug:area}/invitations", operation_id="list_invitations",
    summary="List who is invited and has not answered", response={200: InvitationPage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(403, ok=200)},
)  # fmt: skip
def list_invitations(request: HttpRequest, area: str) -> HttpResponse:
    reader = reader_in(request, area)
    require_manager(reader)
    found = reader.area.invitations.filter(used=None, withdrawn=None, expires__gt=timezone.now())
    return page(request, list(found), _show_invitation)


@router.post(
    "/areas/{slug:area}/invitations", operation_id="make_invitation", summary="Invite somebody",
    response={201: InvitationShown},
    openapi_extra={"requestBody": shapes.body("InvitationNew"),
                   "responses": shapes.responses(403, 413, 415, ok=201)},
)  # fmt: skip
def make_invitation(request: HttpRequest, area: str) -> HttpResponse:
    """Mail somebody a link that lets in once, for two weeks; the answer holds it as well."""
    reader = reader_in(request, area)
    require_manager(reader)
    wanted = read(request, InvitationNew)
    form = Invite(partners_of(reader.area).values(), wanted.model_dump())
    _require_right(form)
    made, token = invite(
        reader.area, form.cleaned_data["email"], Role(wanted.role), wanted.partner_id,
        by=reader.user,
    )  # fmt: skip
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    mail_invitation(made, link)
    audit.note("invitation.sent", request, area=reader.area, email=made.email, role=made.role,
               partner=made.partner_id)  # fmt: skip
    return answers.answer(_show_invitation(made, link), 201)


@router.delete(
    "/areas/{slug:area}/invitations/{int:number}", operation_id="withdraw_invitation",
    summary="Withdraw an invitation", response={204: None},
    openapi_extra={"responses": shapes.responses(403, ok=204)},
)  # fmt: skip
def withdraw_invitation(request: HttpRequest, area: str, number: int) -> HttpResponse:
    reader = reader_in(request, area)
    require_manager(reader)
    still_open = reader.area.invitations.filter(used=None, withdrawn=None)
    found = still_open.filter(pk=min(number, LARGEST)).first()
    if found is None:
        raise answers.not_found()
    still_open.filter(pk=found.pk).update(withdrawn=timezone.now())
    audit.note("invitation.withdrawn", request, area=reader.area, email=found.email)
    return HttpResponse(status=204)

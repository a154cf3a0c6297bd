# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who belongs to an area: everybody at the table sees it, the facilitator arranges it."""

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from koppelkans.case import Partner
from koppelkans.web import audit
from koppelkans.web.access.forms import Invite, Place
from koppelkans.web.access.gate import for_managers, for_readers, is_public
from koppelkans.web.access.invite import VALID, invite, is_last_facilitator, join
from koppelkans.web.access.models import AreaDoor, Invitation, Membership, Role
from koppelkans.web.access.partners import partners_of
from koppelkans.web.access.reader import Reader
from koppelkans.web.scene import SHEETS

LOG = logging.getLogger(__name__)
ON_THE_CONSOLE = "django.core.mail.backends.console.EmailBackend"


@never_cache
@for_readers
def people(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show who is at the table, partner by partner; whom the facilitator has invited as well."""
    return _page(request, reader)


def _page(request: HttpRequest, reader: Reader, **more: object) -> HttpResponse:
    area, partners = reader.area, partners_of(reader.area)
    members = list(area.memberships.select_related("user__organisation"))
    context: dict[str, Any] = {
        "area": area, "sheet": "people", "sheets": SHEETS, "reader": reader,
        "groups": _by_partner(partners, [m for m in members if m.until is None]),
        "former": [(m, partners.get(m.partner_id)) for m in members if m.until],
        "invite_form": Invite(partners.values(), initial=_first_wanted(partners, members)),
        "is_public": is_public(area), "days": VALID.days,
        "invitations": [
            (i, partners.get(i.partner_id), timezone.now() >= i.expires)
            for i in area.invitations.filter(used=None, withdrawn=None)
        ] if reader.may_manage() else [],
        "link": request.session.pop("invitation_link", "") if reader.may_manage() else "",
        **more,
    }  # fmt: skip
    return render(request, "koppelkans/access/people.html", context)


def _first_wanted(partners: dict[str, Partner], members: list[Membership]) -> dict[str, str]:
    """Return whom one most likely invites: a lead of the first partner that has nobody yet."""
    present = {member.partner_id for member in members if member.until is None}
    alone = next((id_ for id_ in partners if id_ not in present), None)
    return {"role": Role.LEAD, "partner_id": alone} if alone else {}


def _by_partner(partners: dict[str, Partner], members: list[Membership]) -> list[dict[str, Any]]:
    """Return the members by partner, each with a form to change its place; the others last."""
    groups = []
    for partner in (*partners.values(), None):
        own = [m for m in members if partners.get(m.partner_id) == partner]
        if own or partner:
            forms = [(member, _place(partners, member)) for member in own]
            since = min((member.since for member in own), default=None)
            groups.append({"partner": partner, "members": forms, "since": since})
    return groups


def _place(partners: dict[str, Partner], member: Membership) -> Place:
    now = {"role": member.role, "partner_id": member.partner_id}
    return Place(partners.values(), initial=now, auto_id=f"lid-{member.pk}-%s")


@require_POST
@for_managers
def invite_somebody(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Send somebody a link, and show it once to whoever invites."""
    form = Invite(partners_of(reader.area).values(), request.POST)
    if not form.is_valid():
        return _page(request, reader, invite_form=form)
    given = form.cleaned_data
    made, token = invite(
        reader.area, given["email"], Role(given["role"]), given["partner_id"], by=reader.user
    )
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    is_sent = mail_invitation(made, link)
    request.session["invitation_link"] = link
    audit.note("invitation.sent", request, area=reader.area, email=made.email, role=made.role,
               partner=made.partner_id)  # fmt: skip
    if settings.EMAIL_BACKEND == ON_THE_CONSOLE:
        messages.warning(request, _("This installation sends no mail: pass the link on yourself."))
    elif is_sent:
        messages.success(request, _("The invitation is on its way to %(to)s.") % {"to": made.email})
    else:
        messages.warning(
            request,
            _("The mail could not be sent. The invitation works: pass the link on yourself."),
        )
    return redirect("people", reader.area.slug)


def mail_invitation(made: Invitation, link: str) -> bool:
    """Mail the link, and return whether that worked; not by a worker, who would have to keep it."""
    context = {"invitation": made, "link": link, "role": Role(made.role).label, "days": VALID.days}
    try:
        send_mail(
            _("Invitation to %(area)s") % {"area": made.area.name},
            render_to_string("koppelkans/access/mail_invitation.txt", context),
            None, [made.email],
        )  # fmt: skip
    except (SMTPException, OSError) as error:
        LOG.warning("Invitation %s was not mailed: %s", made.pk, type(error).__name__)
        return False
    return True


@require_POST
@for_managers
def withdraw(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """Make an invitation worthless."""
    found = get_object_or_404(Invitation, pk=number, area=reader.area, used=None)
    found.withdrawn = found.withdrawn or timezone.now()
    found.save(update_fields=["withdrawn"])
    audit.note("invitation.withdrawn", request, area=reader.area, email=found.email)
    return redirect("people", reader.area.slug)


@require_POST
@for_managers
def change_place(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """Give a member another role or partner; the former one stays on record."""
    found = get_object_or_404(Membership, pk=number, area=reader.area, until=None)
    form = Place(partners_of(reader.area).values(), request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return redirect("people", reader.area.slug)
    role, partner_id = Role(form.cleaned_data["role"]), form.cleaned_data["partner_id"]
    if role is not Role.FACILITATOR and is_last_facilitator(found):
        return _keep_last(request, reader)
    join(reader.area, found.user, role, partner_id)
    audit.note("membership.changed", request, area=reader.area, user=found.user.pk,
               role=role.value, partner=partner_id)  # fmt: skip
    return redirect("people", reader.area.slug)


@require_POST
@for_readers
def leave(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """End a membership: one's own, or as facilitator that of anybody."""
    found = get_object_or_404(Membership, pk=number, area=reader.area, until=None)
    if found.user != reader.user and not reader.may_manage():
        raise Http404
    if is_last_facilitator(found):
        return _keep_last(request, reader)
    found.until = timezone.now()
    found.save(update_fields=["until"])
    audit.note("membership.ended", request, area=reader.area, user=found.user.pk)
    if found.user == reader.user:
        return redirect("areas")
    return redirect("people", reader.area.slug)


def _keep_last(request: HttpRequest, reader: Reader) -> HttpResponse:
    messages.error(
        request, _("Somebody has to stay facilitator: first give that role to someone else.")
    )
    return redirect("people", reader.area.slug)


@require_POST
@for_managers
def open_to_residents(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Open or close the page for residents."""
    public = request.POST.get("public") == "yes"
    AreaDoor.objects.update_or_create(area=reader.area, defaults={"public": public})
    audit.note("area.public", request, area=reader.area, public=public)
    return redirect("people", reader.area.slug)

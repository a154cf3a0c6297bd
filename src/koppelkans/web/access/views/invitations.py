# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page behind an invitation: who are you, and do you join."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache

from koppelkans.web import audit
from koppelkans.web.access import guessing
from koppelkans.web.access.forms import NewAccount
from koppelkans.web.access.invite import (
    InvitationError,
    Standing,
    accept,
    find_invitation,
    standing_of,
)
from koppelkans.web.access.models import Invitation, Role, User
from koppelkans.web.access.partners import partners_of

GUESSED = "invitation"
REFUSALS = {
    Standing.USED: gettext_noop("This invitation has been used. Sign in with your account."),
    Standing.EXPIRED: gettext_noop("This invitation is too old. Ask for a new one."),
    Standing.WITHDRAWN: gettext_noop(
        "This invitation was withdrawn, or a newer one was sent. Look for the latest in your mail."
    ),
}


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what somebody is invited to; it joins by making an account, or with the one it has."""
    if guessing.is_locked(request, GUESSED):
        return guessing.locked_out(request, credentials={"username": GUESSED})
    found = find_invitation(token)
    if found is None:
        guessing.count_wrong(request, GUESSED)
        audit.note("invitation.unknown", request)
        return _say(request, _("This is not the address of an invitation. Is it complete?"), 404)
    standing = standing_of(found)
    if standing is not Standing.OPEN:
        audit.note("invitation.refused", request, area=found.area, standing=standing.value)
        return _say(request, _(REFUSALS[standing]), 410)
    try:
        return _answer(request, found, token)
    except InvitationError:
        return _say(request, _(REFUSALS[Standing.USED]), 410)


def _answer(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    user = User.objects.filter(email=found.email).first()
    partner = partners_of(found.area).get(found.partner_id)
    context: dict[str, Any] = {
        "invitation": found, "partner": partner, "role": Role(found.role).label, "known": user,
        "is_me": request.user == user, "next": request.path, "token": token,
        "elsewhere": settings.OIDC,
    }  # fmt: skip
    if request.user.is_authenticated and user is not None and request.user == user:
        if request.method == "POST":
            return _join(request, found, user)
    elif user is None and not request.user.is_authenticated:
        form = NewAccount(found.email, request.POST or None)
        if request.method == "POST" and form.is_valid():
            return _start(request, found, form)
        context["form"] = form
    return render(request, "koppelkans/access/invitation.html", context)


def _start(request: HttpRequest, found: Invitation, form: NewAccount) -> HttpResponse:
    try:
        with transaction.atomic():
            user = form.save()
            response = _join(request, found, user)
    except IntegrityError:  # Twice at the same time: the other one was first.
        raise InvitationError from None
    login(request, user, backend="koppelkans.web.access.backends.AccountBackend")
    return response


def _join(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    accept(found, user)
    audit.note("invitation.accepted", request, actor=user, area=found.area, role=found.role)
    messages.success(request, _("You now belong to %(area)s. Welcome!") % {"area": found.area.name})
    return redirect("area", found.area.slug)


def _say(request: HttpRequest, text: str, status: int) -> HttpResponse:
    context = {"title": _("This invitation does not work"), "text": text}
    return render(request, "koppelkans/access/message.html", context, status=status)

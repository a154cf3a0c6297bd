# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of signing in with the account of one's organisation: there, back, and goodbye."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from koppelkans.web import audit
from koppelkans.web.access import elsewhere, link
from koppelkans.web.access.elsewhere import ElsewhereError, Told
from koppelkans.web.access.invite import InvitationError
from koppelkans.web.access.models import User
from koppelkans.web.access.second_step import DONE_ELSEWHERE

ASKED = "elsewhere_asked"
"""Key in the session: for what somebody went to the provider."""
ID_TOKEN = "elsewhere_id_token"  # noqa: S105  # the name of it
GOODBYE = "elsewhere_goodbye"


@never_cache
@require_safe
def go(request: HttpRequest) -> HttpResponse:
    """Lead to the provider; remember the page, or the invitation, that somebody came from."""
    if elsewhere.provider() is None:
        raise Http404
    request.session[ASKED] = {
        "next": _safe(request, request.GET.get("next", "")),
        "invitation": request.GET.get("uitnodiging", "")[:100],
        "user": request.user.pk if request.GET.get("koppelen") else None,
    }
    try:
        return elsewhere.begin(request, request.build_absolute_uri(reverse("elsewhere_back")))
    except ElsewhereError as error:
        return _refuse(request, str(error))


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Let in whom the provider sends back, if there is an account for it."""
    if elsewhere.provider() is None:
        raise Http404
    asked: dict[str, Any] = request.session.pop(ASKED, {})
    try:
        told = elsewhere.finish(request)
        if asked.get("user"):
            return _link_own(request, told, asked["user"])
        user = link.find_linked(told) or _first_time(request, told, asked.get("invitation", ""))
    except ElsewhereError as error:
        return _refuse(request, str(error))
    except InvitationError:
        return _refuse(request, _(
            "This invitation lets nobody in any more, or there is an account with its address."
            " Sign in with that one, and link it under My account."
        ))  # fmt: skip
    except link.TakenError:
        return _refuse(request, _("That account is linked with another one here."))
    if user is None:
        return _refuse(request, _(
            "There you are known, here not yet. Ask the facilitator of your area for an invitation."
        ), 403)  # fmt: skip
    login(request, user, backend="koppelkans.web.access.backends.AccountBackend")
    request.session[DONE_ELSEWHERE] = told.took_second_step
    request.session[ID_TOKEN] = told.id_token
    audit.note("sign_in.elsewhere", request, second_step=told.took_second_step)
    return redirect(asked.get("next") or "areas")


def _first_time(request: HttpRequest, told: Told, token: str) -> User | None:
    """Return the account of somebody who comes for the first time: its own, or an invited one."""
    if link.is_known(told):  # Of an account that was closed.
        return None
    user = link.link_by_address(told)
    if user is None and token:
        user, member = link.join_by_invitation(told, token)
        audit.note("invitation.accepted", request, actor=user, area=member.area, role=member.role)
    if user is not None:
        audit.note("identity.linked", request, actor=user, issuer=told.issuer)
    return user


def _link_own(request: HttpRequest, told: Told, user_id: int) -> HttpResponse:
    """Link the account of whoever is signed in, and was when it went."""
    user = request.user
    if not isinstance(user, User) or user.pk != user_id or user.is_demo:
        return _refuse(request, _("Sign in here first."))
    link.link(user, told)
    audit.note("identity.linked", request, issuer=told.issuer)
    messages.success(request, _("Linked. From now on you can sign in with it."))
    return redirect("account")


@login_required
@require_POST
def unlink(request: HttpRequest) -> HttpResponse:
    """Take the link away, unless nothing else would let this person in."""
    assert isinstance(request.user, User)  # noqa: S101  # login_required
    if request.user.has_usable_password():
        request.user.identities.all().delete()
        audit.note("identity.unlinked", request)
    else:
        messages.error(
            request, _("You have no password here: without the link you cannot sign in.")
        )
    return redirect("account")


@require_safe
def keys(_request: HttpRequest) -> HttpResponse:
    """Show our public key, as a provider reads it (a JWK set)."""
    known = elsewhere.provider()
    if known is None:
        raise Http404
    public = elsewhere.own_key(known).as_dict(private=False)
    return JsonResponse({"keys": [{**public, "use": "sig"}]})


def say_goodbye(request: HttpRequest, id_token: str) -> HttpResponse | None:
    """Offer to sign out at the provider as well; None when there is nothing to offer."""
    address = elsewhere.goodbye_address(id_token, request.build_absolute_uri(reverse("areas")))
    if not address:
        return None
    request.session[GOODBYE] = address
    return redirect("goodbye")


@never_cache
@require_safe
def goodbye(request: HttpRequest) -> HttpResponse:
    """Say that one is out here, and still in there."""
    address, known = request.session.pop(GOODBYE, ""), elsewhere.provider()
    if not address or known is None:
        return redirect("areas")
    context = {"address": address, "name": known.name}
    return render(request, "koppelkans/access/goodbye.html", context)


def _safe(request: HttpRequest, address: str) -> str:
    """Return an address of our own, or nothing."""
    own = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if own else ""


def _refuse(request: HttpRequest, text: str, status: int = 400) -> HttpResponse:
    audit.note("sign_in.elsewhere_refused", request)
    context = {"title": _("Signing in with your organisation did not work"), "text": text,
               "again": True}  # fmt: skip
    return render(request, "koppelkans/access/message.html", context, status=status)

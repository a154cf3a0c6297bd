# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody sees on the own phone: without an account, and without being known."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koppelkans.web.access.reader import reader_of
from koppelkans.web.audit import address_of
from koppelkans.web.workshop.answers import ClosedError, NotKeptError, keep_answer, read_answer
from koppelkans.web.workshop.codes import count_wrong, is_guessing, read_code
from koppelkans.web.workshop.join import (
    ELSEWHERE,
    CannotJoinError,
    join,
    participant_of,
    refuse,
    remember,
)
from koppelkans.web.workshop.models import Participant, Question, Session
from koppelkans.web.workshop.present import card_of
from koppelkans.web.workshop.stream import follow
from koppelkans.web.workshop.subject import room_case

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[HttpRequest, Session, Parameters], HttpResponseBase]
Page = Callable[Concatenate[HttpRequest, str, Parameters], HttpResponseBase]


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a session."""
    typed = request.POST.get("code", "")[:40]
    said, status = "", 200
    if request.method == "POST":
        address = address_of(request)
        if is_guessing(address):
            return _too_many(request)
        code = read_code(typed)
        if Session.objects.filter(code=code).exists():
            return redirect("workshop_join", code)
        count_wrong(address)
        said, status = _("There is no session with this code. Look once more at the screen."), 404
    return render(request, "koppelkans/workshop/enter.html", {"typed": typed, "said": said},
                  status=status)  # fmt: skip


def _too_many(request: HttpRequest) -> HttpResponse:
    said = _(
        "Too many wrong codes came from this network. Wait a quarter of an hour, or ask the"
        " facilitator to read the code to you."
    )
    context = {"typed": "", "said": said}
    return render(request, "koppelkans/workshop/enter.html", context, status=429)


def _of_session(view: View[Parameters]) -> Page[Parameters]:
    """Find the session of a code; guessing codes by their address counts as guessing."""

    @wraps(view)
    def page(
        request: HttpRequest, code: str, *args: Parameters.args, **options: Parameters.kwargs
    ) -> HttpResponseBase:
        address = address_of(request)
        session = (
            Session.objects.select_related("area", "current", "current__session")
            .filter(code=read_code(code))
            .first()
        )
        # Whoever is in already goes on, also when somebody beside them guesses.
        is_inside = session is not None and participant_of(request, session) is not None
        if is_guessing(address) and not is_inside:
            return _too_many(request)
        if session is None:
            count_wrong(address)
            raise Http404(_("There is no session with this code. Look once more at the screen."))
        return view(request, session, *args, **options)

    return page


@never_cache
@require_http_methods(["GET", "POST"])
@_of_session
def take_part(request: HttpRequest, session: Session) -> HttpResponse:
    """Let somebody join; afterwards show what is asked."""
    participant = participant_of(request, session)
    said = ""
    if participant is None and request.method == "POST":
        try:
            participant = join(session, request.POST.get("name", "")[:200],
                               request.POST.get("partner", ""))  # fmt: skip
        except CannotJoinError as error:
            said = str(error)
        else:
            response = redirect("workshop_join", session.code)
            remember(response, session, participant)
            return response
    if participant is not None:
        context = card_of(session, participant)
        return render(request, "koppelkans/workshop/phone.html", context)
    case = room_case(session.area, "nl") if session.by_name else None
    why_not = _why_not(session)
    context = {
        "session": session, "place": session.area, "said": said or why_not,
        "can_join": not why_not, "partners": case.partners if case else (),
        "elsewhere": ELSEWHERE, **_typed(request, session),
    }  # fmt: skip
    return render(request, "koppelkans/workshop/join.html", context, status=409 if said else 200)


def _typed(request: HttpRequest, session: Session) -> dict[str, str]:
    """Return what somebody filled in; by name, whoever signed in need not type it again."""
    if request.method == "POST" or not session.by_name:
        name, partner = request.POST.get("name", ""), request.POST.get("partner", "")
        return {"name": name[:60], "partner": partner}
    reader = reader_of(request.user, session.area)
    return {"name": str(reader.user or "")[:60], "partner": reader.partner_id}


def _why_not(session: Session) -> str:
    try:
        refuse(session)
    except CannotJoinError as error:
        return str(error)
    return ""


@never_cache
@require_safe
@_of_session
def card(request: HttpRequest, session: Session) -> HttpResponse:
    """Send the part of the page that changes."""
    participant = participant_of(request, session)
    if participant is None:
        return _not_in(request)
    return render(request, "koppelkans/workshop/card.html", card_of(session, participant))


def _not_in(request: HttpRequest) -> HttpResponse:
    """Say to a phone that it takes no part (any more); its page then starts anew."""
    del request
    return HttpResponse(status=401)


@never_cache
@require_POST
@_of_session
def answer(request: HttpRequest, session: Session, number: int) -> HttpResponse:
    """Keep an answer. A script gets the card back, with why the answer is not kept if so."""
    participant = participant_of(request, session)
    if participant is None:
        return _not_in(request)
    question = get_object_or_404(
        Question.objects.select_related("session"), pk=number, session=session
    )
    said, status, kept = "", 200, ""
    try:
        values = read_answer(question, request.POST)
        found = keep_answer(participant, question, request.POST.get("key", ""), values)
        kept = str(found.pk)
    except ClosedError as error:
        said, status = str(error), 410
    except NotKeptError as error:
        said, status = str(error), 422
    if request.headers.get("X-Workshop") != "1" and not said:
        return redirect("workshop_join", session.code)
    return _after(request, session, participant, said=said, status=status, kept=kept)


def _after(
    request: HttpRequest, session: Session, participant: Participant, *, said: str, status: int,
    kept: str,
) -> HttpResponse:  # fmt: skip
    context = card_of(session, participant) | {"said": said}
    whole = request.headers.get("X-Workshop") != "1"
    template = "koppelkans/workshop/phone.html" if whole else "koppelkans/workshop/card.html"
    response = render(request, template, context, status=status)
    if kept:
        response["X-Answer"] = kept
    return response


@require_safe
@_of_session
def live(request: HttpRequest, session: Session) -> HttpResponseBase:
    """Tell a phone when the facilitator goes on."""
    participant = participant_of(request, session)
    if participant is None:
        return _not_in(request)
    return follow(request, session, f"phone-{participant.pk}", steps_only=True)

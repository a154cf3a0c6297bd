# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sessions of an area: who is at the table sees them, the facilitator leads them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from koppelkans.case import Partner
from koppelkans.web import audit
from koppelkans.web.access.gate import for_managers, for_readers
from koppelkans.web.access.models import User
from koppelkans.web.access.reader import Reader
from koppelkans.web.scene import SHEETS
from koppelkans.web.workshop.lead import (
    LONGEST_TEXT,
    MOST_PEOPLE,
    USUAL_PEOPLE,
    NotNowError,
    Opening,
    SteppedOnError,
    add_question,
    last_step,
    make_room,
    next_question,
    next_round,
    open_session,
    remove,
    take_step,
)
from koppelkans.web.workshop.models import Kind, Question, Session, Stage
from koppelkans.web.workshop.present import (
    board_of,
    draw_link,
    is_out_of_reach,
    link_of,
    shown_of,
    title_of,
    told_of,
)
from koppelkans.web.workshop.stream import follow
from koppelkans.web.workshop.subject import MissingError, make_subject, room_case

USUAL = ("worry", "scores", "again", "weights", "vote")
"""What a session is opened with, unless the facilitator leaves some out."""


def why_missing(missing: MissingError) -> str:
    """Return why something cannot be asked yet, and what to do about it."""
    return {
        "programme": _("There is no programme yet to judge. Let it be computed first."),
        "criteria": _("There are no criteria yet. Fill in the framework first."),
        "difference": _(
            "The alternatives do not differ in any criterion. Make another alternative first."
        ),
    }[missing.what]


@for_readers
@require_safe
def sessions(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show the sessions of an area, and let the facilitator open one."""
    reasons = {}
    for kind in (Kind.SCORES, Kind.WEIGHTS, Kind.VOTE):
        try:
            make_subject(reader.area, kind, request.LANGUAGE_CODE or "nl")
        except MissingError as missing:
            reasons[kind.value] = why_missing(missing)
    return _show(
        request, reader, "sessions", sessions=reader.area.sessions.all(), reasons=reasons,
        most=MOST_PEOPLE, usual=USUAL_PEOPLE,
    )  # fmt: skip


def _show(
    request: HttpRequest, reader: Reader, template: str, status: int = 200, **more: object
) -> HttpResponse:
    context = {
        "area": reader.area, "reader": reader, "sheet": "workshops", "sheets": SHEETS, **more,
    }  # fmt: skip
    return render(request, f"koppelkans/workshop/{template}.html", context, status=status)


@require_POST
@for_managers
def begin(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Open a session as agreed."""
    sent = request.POST
    most = sent.get("most", "")
    if sent.get("by_name") not in ("yes", "no"):
        messages.error(request, _("Choose whether people take part by name or not."))
        return redirect("workshops", reader.area.slug)
    worry = " ".join(sent.get("worry", "").split())[:LONGEST_TEXT]
    planned = {
        "worry": (Kind.TEXT, 1, worry or _("What worries you about this area?")),
        "scores": (Kind.SCORES, 1, ""), "again": (Kind.SCORES, 2, ""),
        "weights": (Kind.WEIGHTS, 1, ""), "vote": (Kind.VOTE, 1, ""),
    }  # fmt: skip
    opening = Opening(
        title=" ".join(sent.get("title", "").split())[:120] or _("Workshop"),
        by_name=sent["by_name"] == "yes",
        planned=tuple(planned[name] for name in USUAL if name in sent.getlist("ask")),
        most=int(most) if most.isascii() and most.isdecimal() and len(most) < 6 else USUAL_PEOPLE,
    )
    session = open_session(reader.area, _user(reader), opening)
    audit.note("workshop.opened", request, area=reader.area, session=session.pk)
    return redirect("workshop", reader.area.slug, session.pk)


def _user(reader: Reader) -> User:
    assert reader.user is not None  # noqa: S101  # the door is for who signed in
    return reader.user


def session_of(reader: Reader, number: int) -> Session:
    """Return a session of an area; not found when it is of another."""
    found = Session.objects.select_related("area", "current", "current__session")
    return get_object_or_404(found, pk=number, area=reader.area)


@never_cache
@for_readers
@require_safe
def session(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """Show a session: what was asked, what came out, and the buttons to lead it."""
    found = session_of(reader, number)
    return _page(request, reader, found)


def _page(
    request: HttpRequest, reader: Reader, found: Session, said: str = "", status: int = 200
) -> HttpResponse:
    questions = list(found.questions.select_related("session"))
    context: dict[str, Any] = {
        "said": said, "questions": [_row(q) for q in questions],
        "link": link_of(request, found), "qr": draw_link(link_of(request, found)),
        "out_of_reach": is_out_of_reach(request), "round": next_round(found),
        "people": found.participants.filter(removed=False) if found.by_name else (),
        "steps": [(s, told_of(s)) for s in found.steps.select_related("question")],
        "partners": _partners(found, request.LANGUAGE_CODE or "nl"),
        **controls_of(found), **board_of(found),
    }  # fmt: skip
    return _show(request, reader, "session", status, **context)


def _partners(found: Session, language: str) -> tuple[Partner, ...]:
    case = room_case(found.area, language)
    return case.partners if case else ()


def _row(question: Question) -> dict[str, Any]:
    shown = shown_of(question) if question.state == "shown" else {}
    return {"question": question, "title": title_of(question), **shown}


def controls_of(found: Session) -> dict[str, Any]:
    """Return what the facilitator can do now."""
    question = found.current
    coming = next_question(found)
    is_asked = question is not None and question.state == "asked"
    return {
        "can_show": is_asked and found.stage == Stage.OPEN,
        "coming": title_of(coming) if coming and found.stage == Stage.OPEN else "",
        "last_step": last_step(found) if found.stage != Stage.CLOSED else None,
    }  # fmt: skip


@require_POST
@for_managers
def step(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """Lead the session one step on; of two who press at once the second looks first."""
    found = session_of(reader, number)
    said = ""
    version = request.POST.get("version", "")
    try:
        based_on = int(version) if version.isdecimal() and len(version) < 9 else 0
        take_step(found, _user(reader), request.POST.get("do", ""), version=based_on)
    except SteppedOnError:
        said = _("Somebody else led the session on just now. Look first, then go on.")
    except NotNowError:
        said = _("That cannot be done now.")
    except MissingError as missing:
        said = why_missing(missing)
    on_screen = request.POST.get("on") == "screen"
    if request.headers.get("X-Workshop") == "1":
        # The screen itself: it stays, so that it may fill the whole wall.
        context = _board(request, reader, number) | {"said": said}
        return render(
            request, "koppelkans/workshop/board.html", context, status=409 if said else 200
        )
    if said and not on_screen:
        return _page(request, reader, session_of(reader, number), said, 409)
    if said:
        messages.error(request, said)
    return redirect("workshop_screen" if on_screen else "workshop", reader.area.slug, number)


@require_POST
@for_managers
def plan(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """Plan one more question."""
    found = session_of(reader, number)
    kind = request.POST.get("kind", "")
    text = " ".join(request.POST.get("text", "").split())
    if kind not in Kind or (kind == Kind.TEXT and not text):
        return _page(request, reader, found, _("Say what you want to ask."), 422)
    round_number = next_round(found) if kind == Kind.SCORES else 1
    try:
        add_question(found, (kind, round_number, text))
    except NotNowError:
        return _page(request, reader, found, _("That cannot be done now."), 409)
    return redirect("workshop", reader.area.slug, number)


@require_POST
@for_managers
def people(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """Take out who is there twice, or everybody who never answered, so that there is room."""
    found = session_of(reader, number)
    who = request.POST.get("who", "")
    if who == "idle":
        messages.success(
            request, _("%(number)s places are free again.") % {"number": make_room(found)}
        )
    elif not who.isdecimal() or not remove(found, int(who[:18])):
        messages.error(request, _("That cannot be done now."))
    return redirect("workshop", reader.area.slug, number)


@never_cache
@for_readers
@require_safe
def screen(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """Show the screen that everybody in the room looks at."""
    return render(request, "koppelkans/workshop/screen.html", _board(request, reader, number))


@never_cache
@for_readers
@require_safe
def board(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """Send the part of the screen that changes."""
    return render(request, "koppelkans/workshop/board.html", _board(request, reader, number))


def _board(request: HttpRequest, reader: Reader, number: int) -> dict[str, Any]:
    found = session_of(reader, number)
    link = link_of(request, found)
    return {
        "place": reader.area, "reader": reader, "link": link, "qr": draw_link(link),
        **board_of(found), **controls_of(found),
    }  # fmt: skip


@for_readers
@require_safe
def live(request: HttpRequest, reader: Reader, number: int) -> HttpResponseBase:
    """Tell a screen whatever happens in a session."""
    found = session_of(reader, number)
    return follow(request, found, f"screen-{_user(reader).pk}", steps_only=False)

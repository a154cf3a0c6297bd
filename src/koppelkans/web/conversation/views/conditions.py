# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Conditions: what is asked, tried out together, and accepted with what it is worth."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koppelkans.case import ConditionKind, State
from koppelkans.programme.conditions import Trouble, read_rule
from koppelkans.web.alternatives import keep
from koppelkans.web.alternatives.held import held_in
from koppelkans.web.conversation.accept import accept_condition, may_accept
from koppelkans.web.conversation.given import ask, job_of, list_given
from koppelkans.web.conversation.ledger import find_balances, list_lines
from koppelkans.web.conversation.models import Trial
from koppelkans.web.conversation.room import Room, in_room, show
from koppelkans.web.conversation.trials import (
    MOST,
    SECONDS,
    SECONDS_LONG,
    key_of,
    load_tried,
    request_trial,
)
from koppelkans.web.conversation.words import TROUBLES, read_outcome, say_rule
from koppelkans.web.jobs import queue
from koppelkans.web.jobs.models import ACTIVE
from koppelkans.web.models import State as Done
from koppelkans.web.scene import chosen_alternative
from koppelkans.web.store import coming_programme


@in_room
def conditions(request: HttpRequest, room: Room) -> HttpResponse:
    """Show every condition with its rule, and what came of trying them out."""
    del request
    latest = room.area.trials.first()
    ready = room.area.trials.filter(state=Done.DONE).first()
    tried = load_tried(ready)
    rows = [
        (
            condition,
            room.case.partner[condition.partner_id],
            say_rule(room.case, condition, room.language),
            _trouble(room, condition.id),
            may_accept(room, condition) and condition.state is not State.ACCEPTED,
            [room.case.partner[p] for p in condition.asked_of if p in room.case.partner],
        )
        for condition in room.case.conditions
    ]
    chosen = set(ready.conditions) if ready else set()
    scene = room.scene
    held = held_in(scene.programme, room.whole) if scene else {}
    return show(
        room, "conditions", "conditions", rows=rows, chosen=chosen,
        coming=latest if latest and latest.state != Done.DONE else None,
        outcome=read_outcome(room, ready, tried) if ready and tried else None,
        is_dated=bool(ready and ready.area_version != room.area.version), most=MOST,
        held=held, **anew_of(room),
    )  # fmt: skip


def anew_of(room: Room) -> dict[str, object]:
    """Return whether something that was accepted is not in the programme yet, and in which."""
    scene = room.scene
    if scene is None or scene.alternative.decided or not room.reader.may_compute():
        return {}
    out = keep.asked_of(scene.alternative).leaves_out
    missing = [id_ for id_, is_in in held_in(scene.programme, room.whole).items()
               if not is_in and id_ not in out]  # fmt: skip
    return {"anew": scene.alternative if missing else None,
            "anew_coming": coming_programme(scene.alternative)}  # fmt: skip


def _trouble(room: Room, key: str) -> str:
    """Return why nothing can be computed with a condition, when it has a rule."""
    condition = next(c for c in room.whole.conditions if c.id == key)
    if condition.kind in (ConditionKind.WORDS, ConditionKind.SHARE):
        return ""
    found = read_rule(room.whole, condition)
    return _(TROUBLES[found]) if isinstance(found, Trouble) else ""


@require_POST
@in_room
def try_conditions(request: HttpRequest, room: Room) -> HttpResponse:
    """Ask to try out the conditions that were ticked."""
    known = [c.id for c in room.case.conditions]
    asked = [key for key in known if key in request.POST.getlist("condition")]
    if not asked:
        messages.error(request, _("Tick at least one condition."))
    elif len(asked) > MOST:
        messages.error(request, _("At most %(most)s at once, please.") % {"most": MOST})
    else:
        seconds = SECONDS_LONG if request.POST.get("long") else SECONDS
        request_trial(chosen_alternative(request, room.area), asked, str(room.user), seconds)
    return redirect("conditions", room.area.slug)


@in_room
def trial_progress(request: HttpRequest, room: Room, number: int) -> HttpResponse:
    """Say how far a trial is; once it is ready, the page loads anew."""
    trial = Trial.objects.filter(area=room.area, number=number).first()
    if trial is None:
        raise Http404
    context = {"trial": trial, "why": trial.message.get(room.language, "")}
    response = render(request, "conversation/trial_progress.html", context)
    if trial.state == Done.DONE:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@in_room
def trial_stop(request: HttpRequest, room: Room, number: int) -> HttpResponse:
    """Stop a trial: what was found so far is good enough."""
    del request
    trial = Trial.objects.filter(area=room.area, number=number).first()
    if trial is not None:
        queue.stop(key_of(trial))
    return redirect("conditions", room.area.slug)


@require_POST
@in_room
def condition_accept(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    """Record that a condition is accepted."""
    found = next((c for c in room.case.conditions if c.id == key), None)
    if found is None:
        raise Http404(_("This record is not there (any more)."))
    if found.state is not State.ACCEPTED:
        accept_condition(room, found)
        messages.success(request, _("Accepted, and written down with what it is worth."))
    return redirect("ledger", room.area.slug)


@in_room
def ledger(request: HttpRequest, room: Room) -> HttpResponse:
    """Show who gave what, worth how much to whom, and what each partner gave and got."""
    del request
    lines = list_lines(room.case)
    return show(
        room, "ledger", "ledger", lines=lines, balances=find_balances(room.case, lines),
        given=list_given(room), alternative=room.scene.alternative if room.scene else None,
        given_job=job_of(room.scene.programme) if room.scene else None, **anew_of(room),
        open_offers=[
            (o, room.case.partner[o.partner_id], may_accept(room, o))
            for o in room.case.offers
            if o.state in (State.OPEN, State.DISCUSSED)
        ],
    )  # fmt: skip


@in_room
def given_worth(request: HttpRequest, room: Room) -> HttpResponse:
    """Ask what it is worth that limits give; a part of the page then asks how far that is."""
    if room.scene is None:
        raise Http404
    job = job_of(room.scene.programme)
    is_busy = job is not None and job.state in ACTIVE
    if request.method == "POST":
        if not room.reader.may_compute():
            raise PermissionDenied
        if not is_busy:
            ask(room.scene.programme)
        return redirect("ledger", room.area.slug)
    response = render(request, "conversation/given_part.html", {"area": room.area, "job": job})
    if not is_busy:
        response["HX-Refresh"] = "true"
    return response

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Decisions: what, by whom, when, what was known then, and who did not agree."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koppelkans.case import Decision, State, VoteChoice
from koppelkans.line import case_digest
from koppelkans.web.access.models import Role
from koppelkans.web.alternatives import keep
from koppelkans.web.conversation import again
from koppelkans.web.conversation.room import Room, in_room, show
from koppelkans.web.jobs import queue
from koppelkans.web.jobs.models import ACTIVE
from koppelkans.web.models import Alternative
from koppelkans.web.records.change import RecordChange, change_records
from koppelkans.web.records.who import author_of
from koppelkans.web.store import latest_programme, load_programme_case

LONGEST = 2_000


@in_room
def decisions(request: HttpRequest, room: Room) -> HttpResponse:
    """Show what is to be decided and was decided, with every voice."""
    del request
    numbers = {d.alternative for d in room.case.decisions if d.alternative}
    frozen = {a.number: a for a in room.area.alternatives.filter(number__in=numbers)}
    rows = [
        (
            decision,
            [(v, room.case.partner[v.partner_id]) for v in room.case.voices
             if v.decision_id == decision.id],
            frozen.get(decision.alternative or 0),
            next((v for v in room.case.voices if v.decision_id == decision.id
                  and v.partner_id == room.mine), None),
        )
        for decision in room.case.decisions
    ]  # fmt: skip
    ready = [a for a in room.area.alternatives.all() if latest_programme(a) is not None]
    return show(
        room, "decisions", "decisions", rows=rows, choices=list(VoteChoice), alternatives=ready,
        may_speak=room.reader.role is Role.LEAD,
    )  # fmt: skip


def _find(room: Room, key: str) -> Decision:
    found = next((d for d in room.case.decisions if d.id == key), None)
    if found is None:
        raise Http404(_("This record is not there (any more)."))
    return found


@require_POST
@in_room
def voice(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    """Keep how the reader's partner stands towards a decision, in its own words."""
    found, choice = _find(room, key), request.POST.get("choice", "")
    if room.reader.role is not Role.LEAD or choice not in set(VoteChoice):
        raise PermissionDenied
    mine = next(
        (v for v in room.case.voices if v.decision_id == key and v.partner_id == room.mine), None
    )
    fields = {"choice": choice, "text": request.POST.get("text", "").strip()[:LONGEST]}
    if mine is None:
        fields |= {"decision_id": found.id, "partner_id": room.mine}
    change = RecordChange("voices", mine.id if mine else f"{key}-{room.mine}"[:100], fields)
    change_records(room.area, author_of(room.reader), [change], based_on=room.area.version)
    messages.success(request, _("Noted in your own words."))
    return redirect("decisions", room.area.slug)


@require_POST
@in_room
def take(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    """Take a decision: freeze the alternative that it is about, with what was known."""
    found = _find(room, key)
    if not room.reader.may_manage():
        raise PermissionDenied
    fields: dict[str, object] = {"day": timezone.localdate(), "state": State.ACCEPTED}
    reason = request.POST.get("reason", "").strip()[:LONGEST]
    if reason:
        fields["reason"] = reason
    number = request.POST.get("alternative", "")
    if number.isdecimal() and len(number) < 9:
        alternative = Alternative.objects.filter(area=room.area, number=int(number)).first()
        programme = latest_programme(alternative) if alternative else None
        if alternative is None or programme is None:
            messages.error(request, _("There is no programme to decide on yet."))
            return redirect("decisions", room.area.slug)
        if alternative.decided is None:
            keep.decide(alternative, room.user, found.text)
            alternative.refresh_from_db()
        frozen = alternative.decided_on or programme
        digest = case_digest(load_programme_case(frozen))
        fields |= {"alternative": alternative.number, "case_sha256": digest}
    room.keep(RecordChange("decisions", key, fields))
    messages.success(request, _("Decided. What was known today is kept as it was."))
    return redirect("decisions", room.area.slug)


def _programme_of(room: Room, key: str) -> int:
    decision = _find(room, key)
    alternative = Alternative.objects.filter(
        area=room.area, number=decision.alternative or 0, decided_on__isnull=False
    ).first()
    if alternative is None or alternative.decided_on_id is None:
        raise Http404
    return alternative.decided_on_id


@require_POST
@in_room
def run_again(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    """Compute what was decided on again, from what was known then."""
    del request
    programme = _programme_of(room, key)
    latest_job = queue.find(f"{again.KIND}-{programme}")
    if latest_job is None or latest_job.state not in ACTIVE:
        queue.ask(again.KIND, f"{again.KIND}-{programme}", {"programme": programme})
    return redirect("decision_again", room.area.slug, key)


@in_room
def decision_again(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    """Say what came of computing it again; a part of the page asks on by itself."""
    decision, job = _find(room, key), queue.find(f"{again.KIND}-{_programme_of(room, key)}")
    context = {"decision": decision, "job": job, "found": job.progress if job else {},
               "is_busy": bool(job and job.state in ACTIVE)}  # fmt: skip
    if request.headers.get("HX-Request"):
        return render(request, "conversation/again_part.html", context | {"area": room.area})
    return show(room, "decisions", "again", **context)

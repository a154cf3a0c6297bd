# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What has been agreed: the joint task, who stands behind it, what was accepted and decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koppelkans.case import Commitment, Condition, Partner, Person, State
from koppelkans.plan.texts import LONGEST_TEXT, read_text
from koppelkans.web import audit
from koppelkans.web.conversation.joint_task import KEY, differences, versions_of
from koppelkans.web.conversation.ledger import list_lines
from koppelkans.web.conversation.room import Room, in_room, show
from koppelkans.web.plans.models import PlanText
from koppelkans.web.plans.rights import may_write
from koppelkans.web.plans.texts import TextClashError, write_text
from koppelkans.web.store import first_alternative


@dataclass(frozen=True)
class Standing:
    """Where a partner stands, and what it said before."""

    partner: Partner
    now: Commitment | None
    person: Person | None
    conditions: tuple[Condition, ...]
    earlier: tuple[Commitment, ...]
    is_due: bool


def standings_of(room: Room) -> list[Standing]:
    """Return where each partner stands; what was said stays, also when who said it has left."""
    case, today = room.case, timezone.localdate()
    people = {person.id: person for person in case.people}
    known = {condition.id: condition for condition in case.conditions}
    standings = []
    for partner in case.partners:
        if partner.id not in room.whole.partner:
            continue
        said = [c for c in case.commitments if c.partner_id == partner.id]
        said.sort(key=lambda c: (c.day is not None, c.day or today))
        now = said[-1] if said else None
        standings.append(
            Standing(
                partner, now,
                people.get(now.person_id or "") if now else None,
                tuple(known[id_] for id_ in now.condition_ids if id_ in known) if now else (),
                tuple(reversed(said[:-1])),
                bool(now and now.return_on and now.return_on <= today),
            )
        )  # fmt: skip
    return standings


@in_room
def agreed(request: HttpRequest, room: Room) -> HttpResponse:
    """Show what was agreed and why, also for who joins later."""
    del request
    versions = versions_of(room)
    standings = standings_of(room)
    return show(
        room, "agreed", "agreed", text=read_text(versions[0].text) if versions else (),
        newest=versions[0] if versions else None, standings=standings,
        hours=sum(s.now.hours or 0.0 for s in standings if s.now),
        lines=list_lines(room.case),
        decisions=[d for d in room.case.decisions if d.day is not None],
        open_conditions=[
            (c, room.case.partner[c.partner_id])
            for c in room.case.conditions
            if c.state in (State.OPEN, State.DISCUSSED)
        ],
    )  # fmt: skip


@require_http_methods(["GET", "POST", "HEAD"])
@in_room
def joint_task(request: HttpRequest, room: Room) -> HttpResponse:
    """Show the joint task in versions, and take a new one."""
    if request.method == "POST":
        return _write(request, room)
    return _show(request, room)


def _write(request: HttpRequest, room: Room) -> HttpResponse:
    if not may_write(request):
        raise PermissionDenied
    text, version = request.POST.get("text", ""), request.POST.get("version", "")
    based_on = int(version) if version.isdecimal() and len(version) < 9 else 0
    if len(text) > LONGEST_TEXT:
        why = _("This text has %(found)s characters; at most %(most)s fit here.") % {
            "found": len(text), "most": LONGEST_TEXT,
        }  # fmt: skip
        return _show(request, room, {"draft": text, "error": why}, 422)
    try:
        write_text(
            first_alternative(room.area), room.language, KEY, text, own=False,
            based_on=based_on, user=room.user,
        )  # fmt: skip
    except TextClashError as clash:
        return _show(request, room, {"draft": text, "theirs": clash.theirs}, 409)
    audit.note("plan_text.written", request, area=room.area, key=KEY, language=room.language)
    messages.success(request, _("Kept. Everybody can see what changed."))
    return redirect("joint_task", room.area.slug)


def _show(
    request: HttpRequest, room: Room, more: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    versions = versions_of(room)
    newest = versions[0] if versions else None
    chosen = _chosen(request, versions)
    before = next((v for v in versions if chosen and v.version == chosen.version - 1), None)
    compared = list(differences(before.text if before else "", chosen.text)) if chosen else []
    given = dict(more or {})
    response = show(
        room, "agreed", "joint_task", versions=versions, newest=newest, chosen=chosen,
        before=before, compared=compared, longest=LONGEST_TEXT, may_write=may_write(request),
        text=given.pop("draft", newest.text if newest else ""), **given,
    )  # fmt: skip
    response.status_code = status
    return response


def _chosen(request: HttpRequest, versions: list[PlanText]) -> PlanText | None:
    asked = request.GET.get("versie", "")
    return next((v for v in versions if str(v.version) == asked), versions[0] if versions else None)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Working it out together: both sides, the facts, the options, the next talk; then a memo."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koppelkans.plan.content.impasse import OptionTold, SideTold, build_impasse
from koppelkans.plan.formats import Format, set_as
from koppelkans.web.access.models import Role
from koppelkans.web.conversation import impasses as stuck
from koppelkans.web.conversation.models import Impasse
from koppelkans.web.conversation.room import Room, in_room, show
from koppelkans.web.plans.wanted import MEDIA

LONGEST = 4_000
TEXTS = ("interest", "facts", "way_out")
MAY_BEGIN = (Role.FACILITATOR, Role.LEAD)


@require_http_methods(["GET", "POST", "HEAD"])
@in_room
def impasses(request: HttpRequest, room: Room) -> HttpResponse:
    """Show where partners are stuck, to whom it concerns, and take a new one."""
    if request.method == "POST":
        return _begin(request, room)
    return show(
        room, "impasses", "impasses", may_begin=room.reader.role in MAY_BEGIN,
        found=[(i, [room.case.partner[p] for p in i.partners if p in room.case.partner])
               for i in stuck.impasses_of(room.reader)],
    )  # fmt: skip


def _begin(request: HttpRequest, room: Room) -> HttpResponse:
    title = request.POST.get("title", "").strip()[:200]
    first = room.mine if room.mine in room.whole.partner else request.POST.get("first", "")
    second = request.POST.get("second", "")
    if not {first, second} <= set(room.whole.partner) or first == second or not title:
        messages.error(request, _("Say what it is about, and between which two partners."))
        return redirect("impasses", room.area.slug)
    if room.reader.role not in MAY_BEGIN:
        raise PermissionDenied
    made = stuck.begin(room, title, first, second)
    return redirect("impasse", room.area.slug, made.number)


def _find(room: Room, number: int) -> Impasse:
    found = Impasse.objects.filter(area=room.area, number=number).first()
    if found is None or not stuck.may_see(room.reader, found):
        raise Http404(_("There is no such page."))
    return found


@require_safe
@in_room
def impasse(request: HttpRequest, room: Room, number: int) -> HttpResponse:
    """Show both sides, the facts, what each option yields for whom, and the next talk."""
    del request
    return _show(room, _find(room, number))


def _show(room: Room, found: Impasse, status: int = 200, **more: object) -> HttpResponse:
    response = show(
        room, "impasses", "impasse", impasse=found, parties=stuck.parties_of(room, found),
        options=stuck.options_of(room, found), tasks=stuck.shared_tasks(room, found),
        may_memo=stuck.may_write_memo(found), may_speak=room.mine in found.partners
        and room.reader.role in (Role.LEAD, Role.CONTRIBUTOR), **more,
    )  # fmt: skip
    response.status_code = status
    return response


@require_POST
@in_room
def side(request: HttpRequest, room: Room, number: int) -> HttpResponse:
    """Keep what the reader's partner says, in its own words."""
    found = _find(room, number)
    if room.mine not in found.partners:
        raise PermissionDenied
    texts = {name: request.POST.get(name, "").strip()[:LONGEST] for name in TEXTS}
    if not texts["interest"]:
        messages.error(request, _("Say what you are really after: without it nobody can help."))
        return _show(room, found, 422, draft=texts)
    version = request.POST.get("version", "")
    based_on = int(version) if version.isdecimal() and len(version) < 9 else 0
    try:
        stuck.say(found, room.mine, texts, based_on, str(room.user))
    except stuck.SideClashError as clash:
        return _show(room, found, 409, draft=texts, theirs=clash.theirs)
    messages.success(request, _("Kept. The other side reads it as you wrote it."))
    return redirect("impasse", room.area.slug, number)


@require_POST
@in_room
def talk(request: HttpRequest, room: Room, number: int) -> HttpResponse:
    """Keep when and where both speak next, or that they did and what came of it."""
    found = _find(room, number)
    fields: dict[str, object] = {"next_talk": request.POST.get("next_talk", "").strip()[:300]}
    if request.POST.get("do") == "talked":
        if not all(stuck.side_of(found, id_) for id_ in found.partners):
            messages.error(request, _("First both write down what they are after."))
            return redirect("impasse", room.area.slug, number)
        outcome = request.POST.get("outcome", "").strip()[:LONGEST]
        fields |= {"talked": _day(request.POST.get("talked", "")), "outcome": outcome}
    Impasse.objects.filter(pk=found.pk).update(**fields)
    messages.success(request, _("Kept."))
    return redirect("impasse", room.area.slug, number)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()
    return min(day, timezone.localdate())


@require_safe
@in_room
def memo(request: HttpRequest, room: Room, number: int, suffix: str) -> HttpResponse:
    """Send the memo upward: only after the talk, and with the text of both sides."""
    found, scene = _find(room, number), room.scene
    if suffix not in [kind.value for kind in Format] or scene is None:
        raise Http404
    if not stuck.may_write_memo(found) or found.talked is None:
        messages.error(request, _("First talk, and both write: then a memo can go up."))
        return redirect("impasse", room.area.slug, number)
    first, second = (_told(found, id_) for id_ in found.partners)
    options = [
        OptionTold(option.scene.alternative.name, (a[1], b[1]), option.for_all)
        for option in stuck.options_of(room, found)
        if len(option.partners) == 2
        for a, b in [option.partners]
    ]
    plan = build_impasse(
        scene.reading, found.title, (first, second), options, found.talked, found.outcome
    )
    content = set_as(plan, Format(suffix))
    name = f"{room.area.slug}-memo-{number}-{room.language}.{suffix}"
    return HttpResponse(
        content, content_type=MEDIA[suffix],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


def _told(found: Impasse, partner_id: str) -> SideTold:
    said = stuck.side_of(found, partner_id)
    if said is None:
        raise Http404
    return SideTold(partner_id, said.interest, said.facts, said.way_out)

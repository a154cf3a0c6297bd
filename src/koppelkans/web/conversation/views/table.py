# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Around the table: what everybody is after, what blocks, and one struggle with all about it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koppelkans.case import Commitment, Condition, Offer, Partner, Person, State, Struggle
from koppelkans.web.conversation.accept import accept_offer, may_accept
from koppelkans.web.conversation.behind import find_behind
from koppelkans.web.conversation.options import option_of
from koppelkans.web.conversation.recognising import recognise, recognised, take_back
from koppelkans.web.conversation.room import Room, in_room, show
from koppelkans.web.conversation.words import say_rule
from koppelkans.web.records.blocks import fresh_key
from koppelkans.web.records.change import RecordChange, change_records
from koppelkans.web.records.state import state_of
from koppelkans.web.records.who import author_of, wrote_for

LONGEST = 2_000


@dataclass(frozen=True)
class Seat:
    """One partner at the table with what it says."""

    partner: Partner
    people: tuple[Person, ...]
    struggles: tuple[Struggle, ...]
    conditions: tuple[tuple[Condition, str], ...]
    offers: tuple[Offer, ...]
    commitments: tuple[Commitment, ...]


def seats_of(room: Room) -> list[Seat]:
    """Return everybody at the table, one's own partner first."""
    case = room.case
    seats = [
        Seat(
            partner,
            tuple(p for p in case.people if p.partner_id == partner.id and p.left_on is None),
            tuple(s for s in case.struggles if s.partner_id == partner.id),
            tuple(
                (c, say_rule(case, c, room.language))
                for c in case.conditions
                if c.partner_id == partner.id
            ),
            tuple(o for o in case.offers if o.partner_id == partner.id),
            tuple(c for c in case.commitments if c.partner_id == partner.id),
        )
        for partner in case.partners
        if partner.id in room.whole.partner
    ]
    return sorted(seats, key=lambda seat: seat.partner.id != room.mine)


@in_room
def conversation(request: HttpRequest, room: Room) -> HttpResponse:
    """Show what everybody is after, what blocks, who moves if, and who stands where."""
    del request
    return show(room, "conversation", "table", seats=seats_of(room))


def find_struggle(room: Room, key: str) -> Struggle:
    """Return a struggle that the reader may see; 404 otherwise."""
    found = next((s for s in room.case.struggles if s.id == key), None)
    if found is None:
        raise Http404(_("This record is not there (any more)."))
    return found


@in_room
def struggle(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    """Show a struggle: what is behind it, what would help, who recognises it, what is offered."""
    del request
    found = find_struggle(room, key)
    offers = [(o, may_accept(room, o)) for o in room.case.offers if o.struggle_id == key]
    return show(
        room, "conversation", "struggle", struggle=found,
        owner=room.case.partner[found.partner_id],
        chosen=[room.case.partner[p] for p in found.shown_to if p in room.case.partner],
        is_mine=bool(room.mine) and room.mine == found.partner_id,
        wrote=room.mine != found.partner_id and wrote_for(room.reader, key),
        about=option_of(room, found.alternative), behind=find_behind(room, found),
        recognised=recognised(room.reader, key),
        offers=offers, states=list(State), alternative=room.scene.alternative if room.scene
        else None,
    )  # fmt: skip


@require_POST
@in_room
def recognise_struggle(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    """Keep that the reader recognises a struggle, by name or without one; or take it back."""
    found = find_struggle(room, key)
    if room.mine == found.partner_id:
        raise PermissionDenied
    match request.POST.get("how"):
        case "name" if room.mine:
            recognise(room.reader, key, by_name=True)
        case "nameless":
            recognise(room.reader, key, by_name=False)
        case _:
            take_back(room.reader, key)
    return redirect("struggle", room.area.slug, key)


@require_POST
@in_room
def offer(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    """Keep what the reader's partner offers in answer to a struggle."""
    found = find_struggle(room, key)
    if not room.mine:
        raise PermissionDenied
    text = request.POST.get("text", "").strip()[:LONGEST]
    if not text:
        messages.error(request, _("Write something first."))
        return redirect("struggle", room.area.slug, key)
    tables = state_of(room.area).tables
    new_key = fresh_key("offers", {"text": [text[:40]]}, tables["offers"])
    fields = {"partner_id": room.mine, "text": text, "struggle_id": key,
              "for_partner_ids": [found.partner_id]}  # fmt: skip
    if request.POST.get("limit") in {b.id for b in room.case.boundaries}:
        fields["boundary_id"] = request.POST["limit"]
    change_records(
        room.area, author_of(room.reader), [RecordChange("offers", slugify(new_key), fields)],
        based_on=room.area.version,
    )  # fmt: skip
    messages.success(request, _("Your offer stands with it now."))
    return redirect("struggle", room.area.slug, key)


@require_POST
@in_room
def struggle_state(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    """Say where one's own struggle stands: nobody else does."""
    found = find_struggle(room, key)
    asked = request.POST.get("state", "")
    if room.mine != found.partner_id or asked not in set(State):
        raise PermissionDenied
    change_records(
        room.area, author_of(room.reader), [RecordChange("struggles", key, {"state": asked})],
        based_on=room.area.version,
    )  # fmt: skip
    return redirect("struggle", room.area.slug, key)


@require_POST
@in_room
def offer_accept(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    """Record that an offer is accepted."""
    found = next((o for o in room.case.offers if o.id == key), None)
    if found is None:
        raise Http404(_("This record is not there (any more)."))
    if found.state is not State.ACCEPTED:
        accept_offer(room, found)
        messages.success(request, _("Accepted, and written down with what it is worth."))
    return redirect("ledger", room.area.slug)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two partners that are stuck: who may see that, what each says, and what lies between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet

from koppelkans.case import Condition, Partner, Struggle, Task
from koppelkans.web.access.reader import Reader
from koppelkans.web.conversation.models import Impasse, Side
from koppelkans.web.conversation.options import Option, read_option
from koppelkans.web.conversation.room import Room
from koppelkans.web.models import Area


class SideClashError(Exception):
    """Somebody of the same partner wrote a version meanwhile; ``theirs`` is that one."""

    def __init__(self, theirs: Side) -> None:
        self.theirs = theirs
        super().__init__(str(theirs))


def may_see(reader: Reader, impasse: Impasse) -> bool:
    """Whether an impasse is for a reader: it is for both partners and the facilitator alone."""
    return reader.may_manage() or bool(reader.partner_id and reader.partner_id in impasse.partners)


def impasses_of(reader: Reader) -> list[Impasse]:
    """Return the impasses that a reader may see, the newest first."""
    found: QuerySet[Impasse] = Impasse.objects.filter(area=reader.area)
    return [impasse for impasse in found if may_see(reader, impasse)]


@transaction.atomic
def begin(room: Room, title: str, first: str, second: str) -> Impasse:
    """Keep that two partners are stuck."""
    Area.objects.select_for_update().get(pk=room.area.pk)
    last = Impasse.objects.filter(area=room.area).aggregate(last=Max("number"))["last"] or 0
    return Impasse.objects.create(
        area=room.area, number=last + 1, title=title, first_partner=first, second_partner=second,
        by=room.user,
    )  # fmt: skip


def say(impasse: Impasse, partner_id: str, texts: dict[str, str], based_on: int, by: str) -> Side:
    """Keep what one of both says, as a new version.

    Raises
    ------
    SideClashError
        When there is a newer version by now.
    """
    newest = side_of(impasse, partner_id)
    if newest is not None and newest.version != based_on:
        raise SideClashError(newest)
    try:
        with transaction.atomic():
            return Side.objects.create(
                impasse=impasse, partner_id=partner_id, version=based_on + 1, author_name=by,
                **texts,
            )  # fmt: skip
    except IntegrityError:
        found = side_of(impasse, partner_id)
        if found is None:
            raise
        raise SideClashError(found) from None


def side_of(impasse: Impasse, partner_id: str) -> Side | None:
    """Return what one of both says now."""
    return impasse.sides.filter(partner_id=partner_id).first()


@dataclass(frozen=True)
class Party:
    """One of both: what it says, and what it said at the table already."""

    partner: Partner
    side: Side | None
    struggles: tuple[Struggle, ...]
    conditions: tuple[Condition, ...]
    is_mine: bool


def parties_of(room: Room, impasse: Impasse) -> list[Party]:
    """Return both parties with what this reader may see of them."""
    case = room.case
    return [
        Party(
            case.partner[id_], side_of(impasse, id_),
            tuple(s for s in case.struggles if s.partner_id == id_),
            tuple(c for c in case.conditions if c.partner_id == id_),
            id_ == room.mine,
        )
        for id_ in impasse.partners
        if id_ in case.partner
    ]  # fmt: skip


def options_of(room: Room, impasse: Impasse) -> list[Option]:
    """Return what lies on the table: every alternative with a programme, with what both get."""
    found = (read_option(room, a) for a in room.area.alternatives.all())
    return [option.only(impasse.partners) for option in found if option is not None]


def shared_tasks(room: Room, impasse: Impasse) -> Sequence[tuple[Task, Task]]:
    """Return pairs of tasks of both that touch the same place: what it is about, mostly."""
    first, second = (
        [t for t in room.case.tasks if t.partner_id == id_] for id_ in impasse.partners
    )
    return [(a, b) for a in first for b in second if set(a.place_ids) & set(b.place_ids)][:12]


def may_write_memo(impasse: Impasse) -> bool:
    """Whether a memo upward may be made: after the talk, and with the text of both."""
    return impasse.talked is not None and all(side_of(impasse, id_) for id_ in impasse.partners)

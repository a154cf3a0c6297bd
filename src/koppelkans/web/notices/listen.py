# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens in the other rooms, heard here: each asks the worker, or tells at once."""

import uuid
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save

from koppelkans.web.access.models import Membership, Role
from koppelkans.web.alternatives.keep import alternative_marked
from koppelkans.web.jobs import queue
from koppelkans.web.models import Alternative, Area, Programme, State
from koppelkans.web.notices.members import table_of
from koppelkans.web.notices.models import Kind, Level
from koppelkans.web.notices.subjects import ALTERNATIVES
from koppelkans.web.notices.tell import Happening, tell
from koppelkans.web.records.change import records_changed
from koppelkans.web.records.models import ChangeSet

CHANGES = "notices-of-changes"
KINDS = {State.DONE: Kind.READY, State.FAILED: Kind.FAILED}


def start() -> None:
    """Begin to listen."""
    records_changed.connect(_ask_to_tell, dispatch_uid="notices")
    alternative_marked.connect(_tell_marked, dispatch_uid="notices")
    post_save.connect(_programme_saved, Programme, dispatch_uid="notices")
    post_save.connect(_joined, Membership, dispatch_uid="notices")


def _ask_to_tell(change_set: ChangeSet, **_more: Any) -> None:
    """Ask to work out whom a change concerns: not while somebody waits for the page."""
    area, version = change_set.area_id, change_set.version
    queue.ask(CHANGES, f"{CHANGES}-{area}-{version}", {"area": area, "version": version})


def _programme_saved(
    instance: Programme, *, created: bool, raw: bool = False, **_more: Any
) -> None:
    if not created and not raw and instance.state in KINDS:
        transaction.on_commit(partial(_tell_programme, instance), robust=True)


def _tell_programme(programme: Programme) -> None:
    alternative, kind = programme.alternative, KINDS[State(programme.state)]
    once = f"programme-{programme.pk}-{programme.state}"
    tell(
        _wanting(alternative.area),
        Happening(alternative.area, kind, once, ALTERNATIVES, str(alternative.number)),
    )


def _tell_marked(alternative: Alternative, by: Any, *, decided: bool, **_more: Any) -> None:
    """Tell everybody but whoever did it that there is a proposal or a decision."""
    kind = Kind.DECIDED if decided else Kind.PROPOSED
    once, key = f"{kind}-{alternative.pk}-{uuid.uuid4()}", str(alternative.number)
    tell(
        [user for user in _wanting(alternative.area) if user != getattr(by, "pk", None)],
        Happening(alternative.area, kind, once, ALTERNATIVES, key, str(by or "")),
    )


def _wanting(area: Area) -> list[int]:
    """Return who wants to know of programmes and decisions."""
    table = table_of(area)
    return [user for user in table.readers if table.level_of(user) != Level.FEW]


def _joined(instance: Membership, *, created: bool, raw: bool = False, **_more: Any) -> None:
    # What comes back from a backup (raw) was told when it happened.
    if created and not raw and not instance.user.is_demo and instance.until is None:
        transaction.on_commit(partial(_tell_joined, instance), robust=True)


def _tell_joined(membership: Membership) -> None:
    """Tell the facilitators that somebody has taken a seat."""
    readers = table_of(membership.area).readers
    facilitators = [u for u, r in readers.items() if r.role == Role.FACILITATOR]
    once, by = f"joined-{membership.pk}", str(membership.user)
    tell(
        [user for user in facilitators if user != membership.user_id],
        Happening(membership.area, Kind.JOINED, once, by=by),
    )

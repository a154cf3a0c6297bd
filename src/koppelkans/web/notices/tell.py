# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making notices: once for each person and happening, never of what somebody did themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from koppelkans.web.jobs import queue
from koppelkans.web.models import Area
from koppelkans.web.notices.models import Kind, Notice

LONGEST_ONCE = 200
COALESCED = (Kind.CHANGE, Kind.READY, Kind.FAILED, Kind.OVERLAP)
"""Of these only the newest is worth reading: an unread older one about the same makes place."""


@dataclass(frozen=True)
class Happening:
    """Something that people may want to know; see `Notice`."""

    area: Area
    kind: Kind
    once: str
    table: str = ""
    key: str = ""
    by: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def tell(users: Iterable[int], what: Happening) -> None:
    """Keep a notice for each of some people, unless they have it already."""
    wanted = list(dict.fromkeys(users))
    if not wanted:
        return
    once = f"{what.area.pk}-{what.once}"[:LONGEST_ONCE]
    had = set(Notice.objects.filter(user__in=wanted, once=once).values_list("user", flat=True))
    fresh = [user for user in wanted if user not in had]
    same = {"area": what.area, "kind": what.kind, "table": what.table, "key": what.key}
    with transaction.atomic():
        if what.kind in COALESCED:
            Notice.objects.filter(**same, user__in=fresh, read=None, mail=None).delete()
        Notice.objects.bulk_create(
            [
                Notice(**same, user_id=user, by=what.by[:200], facts=dict(what.facts), once=once)
                for user in fresh
            ],
            ignore_conflicts=True,
        )
        transaction.on_commit(ask_for_mail, robust=True)


def ask_for_mail() -> None:
    """Ask the worker to look whether somebody is to be mailed."""
    queue.ask_again("mail")

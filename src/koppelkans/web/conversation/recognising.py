# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who recognises a struggle: by name, or counted without names, and never in a group below four."""

from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from koppelkans.web.access.reader import Reader
from koppelkans.web.conversation.models import Recognition

SMALLEST_GROUP = 4
"""Fewer people without a name are not counted: a small number tells who they are."""


@dataclass(frozen=True)
class Recognised:
    """Who recognises a struggle, as all may know it; ``others`` is 0 below the smallest group."""

    partner_ids: tuple[str, ...]
    others: int
    mine: bool
    by_name: bool


def digest_of(reader: Reader, struggle: str) -> str:
    """Return what stands for a person at one struggle; other struggles give another."""
    person = reader.user.pk if reader.user else ""
    value = f"{reader.area.pk}-{struggle}-{person}"
    return salted_hmac("koppelkans.web.conversation", value, algorithm="sha256").hexdigest()


def recognise(reader: Reader, struggle: str, *, by_name: bool) -> None:
    """Keep that somebody recognises a struggle."""
    named = reader.partner_id if by_name else ""
    Recognition.objects.update_or_create(
        area=reader.area, struggle=struggle, who=digest_of(reader, struggle),
        defaults={"partner_id": named},
    )  # fmt: skip


def take_back(reader: Reader, struggle: str) -> None:
    """Forget that somebody recognises a struggle."""
    Recognition.objects.filter(
        area=reader.area, struggle=struggle, who=digest_of(reader, struggle)
    ).delete()


def recognised(reader: Reader, struggle: str) -> Recognised:
    """Return who recognises a struggle."""
    rows = list(Recognition.objects.filter(area=reader.area, struggle=struggle))
    me = digest_of(reader, struggle)
    mine = next((row for row in rows if row.who == me), None)
    nameless = sum(not row.partner_id for row in rows)
    return Recognised(
        tuple(sorted({row.partner_id for row in rows if row.partner_id})),
        nameless if nameless >= SMALLEST_GROUP else 0,
        mine is not None,
        bool(mine and mine.partner_id),
    )

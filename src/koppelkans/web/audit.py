# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The audit log: who did what, when and from where, kept in the database and written to the log.

Facts are short values that say what happened. Never a password, a secret link or what a record
says.
"""

import ipaddress
import logging

from django.http import HttpRequest

from koppelkans.web.access.models import AuditEvent, User
from koppelkans.web.models import Area

LOG = logging.getLogger("koppelkans.audit")

Fact = str | int | float | bool | None


def note(
    action: str,
    request: HttpRequest | None = None,
    *,
    actor: User | None = None,
    area: Area | None = None,
    **facts: Fact,
) -> None:
    """Keep one event.

    Parameters
    ----------
    action
        What happened, in English: "membership.ended".
    request
        In which request; its user is the actor, unless another is named.
    area
        About which area.
    facts
        What else is worth knowing, in short values.
    """
    if actor is None and request is not None and isinstance(request.user, User):
        actor = request.user
    address = address_of(request)
    event = AuditEvent.objects.create(
        action=action, actor=actor, area=area, address=address, facts=facts
    )
    told = {"at": event.at.isoformat(), "action": action, "actor": actor.pk if actor else None,
            "area": area.slug if area else None, "address": address, **facts}  # fmt: skip
    LOG.info("%s", action, extra={"facts": told})


def address_of(request: HttpRequest | None) -> str | None:
    """Return the network address that a request came from, when it has a proper one."""
    try:
        return str(ipaddress.ip_address((request.META if request else {}).get("REMOTE_ADDR", "")))
    except ValueError:
        return None

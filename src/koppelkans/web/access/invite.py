# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Inviting: a link that lets one person into one area, once, for two weeks."""

import hashlib
import secrets
from datetime import timedelta
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from koppelkans.web.access.models import Invitation, Membership, Role, User
from koppelkans.web.models import Area

VALID = timedelta(days=14)


class InvitationError(Exception):
    """An invitation that does not let anybody in any more."""


class Standing(StrEnum):
    """What has become of an invitation."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def digest_of(token: str) -> str:
    """Return what is kept of a secret: whoever reads the database cannot make a link of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(
    area: Area, email: str, role: Role, partner_id: str = "", by: User | None = None
) -> tuple[Invitation, str]:
    """Keep an invitation and return it with its secret, which is nowhere else.

    An earlier one for the same person that is still open is withdrawn.
    """
    now, token, address = timezone.now(), secrets.token_urlsafe(32), email.strip().lower()
    earlier = area.invitations.filter(email=address, used=None, withdrawn=None)
    earlier.update(withdrawn=now)
    made = Invitation.objects.create(
        area=area, email=address, role=role, partner_id=partner_id, digest=digest_of(token),
        invited_by=by, created=now, expires=now + VALID,
    )  # fmt: skip
    return made, token


def find_invitation(token: str) -> Invitation | None:
    """Return the invitation of a secret, whatever has become of it."""
    return Invitation.objects.select_related("area").filter(digest=digest_of(token)).first()


def standing_of(invitation: Invitation) -> Standing:
    """Return what has become of an invitation."""
    if invitation.used:
        return Standing.USED
    if invitation.withdrawn:
        return Standing.WITHDRAWN
    return Standing.OPEN if timezone.now() < invitation.expires else Standing.EXPIRED


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Membership:
    """Let somebody in; an invitation lets in once, also when two ask at the same time.

    Raises
    ------
    InvitationError
        When it has been used, withdrawn or has expired in the meantime.
    """
    now = timezone.now()
    still_open = Invitation.objects.filter(
        pk=invitation.pk, used=None, withdrawn=None, expires__gt=now
    )
    if not still_open.update(used=now):
        raise InvitationError
    return join(invitation.area, user, Role(invitation.role), invitation.partner_id)


@transaction.atomic
def join(area: Area, user: User, role: Role, partner_id: str = "") -> Membership:
    """Give somebody a place in an area; a former one ends and stays on record."""
    now = timezone.now()
    Membership.objects.filter(user=user, area=area, until=None).update(until=now)
    return Membership.objects.create(
        user=user, area=area, role=role, partner_id=partner_id, since=now
    )


def is_last_facilitator(membership: Membership) -> bool:
    """Whether nobody would be left to let people in."""
    others = Membership.objects.filter(
        area=membership.area, role=Role.FACILITATOR, until=None
    ).exclude(pk=membership.pk)
    return membership.role == Role.FACILITATOR and not others.exists()

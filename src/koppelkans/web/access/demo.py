# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Trying out: an area in which anybody signs in by one click, as whoever they want to be.

Both have to say so: the installation (``KOPPELKANS_DEMO``, never in production) and the area.
"""

from dataclasses import dataclass

from django.conf import settings

from koppelkans.case import Case, Partner
from koppelkans.web.access.models import AreaDoor, Membership, Role, User
from koppelkans.web.models import Area


@dataclass(frozen=True)
class Persona:
    """Somebody that one can be in a demo: a role, and the partner that goes with it."""

    role: Role
    partner: Partner | None = None

    @property
    def key(self) -> str:
        """What stands in the address of the button."""
        return self.partner.id if self.partner else self.role.value


def is_demo(area: Area) -> bool:
    """Whether anybody may sign in to this area by one click."""
    return settings.DEMO and AreaDoor.objects.filter(area=area, demo=True).exists()


def open_door(area: Area, *, demo: bool) -> None:
    """Let an area be tried out, or not any more; whether residents may look is left as it is."""
    if demo:
        AreaDoor.objects.update_or_create(area=area, defaults={"demo": True, "public": True})
    else:
        AreaDoor.objects.filter(area=area).update(demo=False)


def personas(case: Case) -> list[Persona]:
    """Return whom one can be: the facilitator, each partner's lead, and a specialist."""
    leads = [Persona(Role.LEAD, partner) for partner in case.partners]
    return [Persona(Role.FACILITATOR), *leads, Persona(Role.SPECIALIST)]


def become(area: Area, persona: Persona) -> User:
    """Return the demo account of a persona, made when it is needed for the first time."""
    email = f"{persona.role.value}.{persona.partner.id if persona.partner else 'x'}.{area.pk}"
    name = persona.partner.short_name if persona.partner else ""  # The role, as one reads it.
    user, fresh = User.objects.get_or_create(
        email=f"{email}@demo.invalid".lower(), defaults={"name": name, "is_demo": True}
    )
    if fresh:
        user.set_unusable_password()
        user.save()
    Membership.objects.get_or_create(
        user=user, area=area, until=None,
        defaults={
            "role": persona.role, "partner_id": persona.partner.id if persona.partner else "",
        },
    )  # fmt: skip
    return user

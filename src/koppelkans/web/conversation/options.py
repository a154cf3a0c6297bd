# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an alternative yields, for whom: what lies on the table when people talk about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from koppelkans.case import Partner
from koppelkans.web.conversation.room import Room
from koppelkans.web.models import Alternative
from koppelkans.web.scene import Scene, scene_of


@dataclass(frozen=True)
class Option:
    """An alternative with a programme: what it yields beside everyone alone, EUR."""

    scene: Scene
    partners: tuple[tuple[Partner, float], ...]
    for_all: float

    def only(self, partner_ids: Sequence[str]) -> "Option":
        """Return the same with these partners alone, in this order."""
        gains = {partner.id: (partner, eur) for partner, eur in self.partners}
        return replace(self, partners=tuple(gains[id_] for id_ in partner_ids if id_ in gains))


def read_option(room: Room, alternative: Alternative) -> Option | None:
    """Return what an alternative yields as this reader may know it; None without a programme."""
    scene = scene_of(alternative, room.reader.viewer, room.language)
    if scene is None:
        return None
    partners = tuple(
        (scene.case.partner[share.partner_id], share.together_net_eur - share.alone_net_eur)
        for share in scene.result.partners
        if share.partner_id in scene.case.partner
    )
    return Option(scene, partners, scene.reading.difference_eur)


@dataclass(frozen=True)
class Named:
    """An alternative that is named by its number; None when it is not there any more."""

    alternative: Alternative | None
    option: Option | None


def option_of(room: Room, number: int | None) -> Named | None:
    """Return the alternative that something is about; None when it is about none."""
    if number is None:
        return None
    found = room.area.alternatives.filter(number=number).first()
    return Named(found, read_option(room, found) if found else None)

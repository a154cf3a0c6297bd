# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Through whose eyes a case is seen."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from koppelkans.case import Circle, Partner, Struggle, Task, Visibility


class Sight(StrEnum):
    """How much of a case somebody sees, besides what is its own."""

    ALL = "all"
    """The facilitator: everything that the computation needs."""
    TABLE = "table"
    """Somebody at the table: what is for all partners."""
    PUBLIC = "public"
    """Everybody else: what is for everybody."""


@dataclass(frozen=True)
class Viewer:
    """A pair of eyes: how much they see, and of which partner they are ("": of none)."""

    sight: Sight
    partner_id: str = ""

    def sees_task(self, task: Task) -> bool:
        """Whether what the task is may be known; that something happens there always is."""
        return self.may_know(task.visibility, task.partner_id)

    def sees_costs_of(self, partner: Partner) -> bool:
        """Whether the costs of a partner may be known."""
        return self.may_know(partner.costs_visible, partner.id)

    def sees_struggle(self, struggle: Struggle) -> bool:
        """Whether a struggle is meant for these eyes: not even the facilitator sees all of them.

        >>> own = Struggle(id="s", partner_id="heat", text="...", visibility="own")
        >>> Viewer(Sight.ALL).sees_struggle(own), Viewer(Sight.TABLE, "heat").sees_struggle(own)
        (False, True)
        """
        return self.is_in_circle(struggle.visibility, struggle.partner_id, struggle.shown_to)

    def is_in_circle(self, circle: Circle, owner_id: str, chosen: Collection[str]) -> bool:
        """Whether these eyes are among those that an owner means by a circle.

        >>> heat, grid = (Viewer(Sight.TABLE, partner) for partner in ("heat", "grid"))
        >>> heat.is_in_circle(Circle.CHOSEN, "water", ["heat"])
        True
        >>> grid.is_in_circle(Circle.CHOSEN, "water", ["heat"])
        False
        >>> Viewer(Sight.ALL).is_in_circle(Circle.FACILITATOR, "water", [])
        True
        """
        if self.sight is Sight.PUBLIC:
            return circle is Circle.PUBLIC
        if self.partner_id and self.partner_id == owner_id:
            return True
        match circle:
            case Circle.OWN:
                return False
            case Circle.FACILITATOR:
                return self.sight is Sight.ALL
            case Circle.CHOSEN:
                return bool(self.partner_id) and self.partner_id in chosen
            case _:
                return True

    def may_know(self, visibility: str, owner_id: str) -> bool:
        """Whether what an owner shows to so many may be known.

        >>> Viewer(Sight.TABLE, "heat").may_know(Visibility.OWN, "water")
        False
        """
        if self.sight is Sight.ALL:
            return True
        if self.sight is Sight.PUBLIC:
            return visibility == Visibility.PUBLIC
        return visibility != Visibility.OWN or owner_id == self.partner_id

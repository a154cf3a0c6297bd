# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who reads an area, and what this reader may see and do: the one place where that is decided.

Pages, files, the API and what is computed ask here and nowhere else.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from koppelkans.case import Case, Partner, Record, Struggle, Task
from koppelkans.seen import Sight, Viewer, owner_of
from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.models import Area

OF_PARTNER = frozenset(
    ["people", "tasks", "variants", "effects", "relations", "boundaries", "struggles", "conditions",
     "offers", "judgements", "votes"]
)  # fmt: skip
"""Tables in which a contributor keeps the records of its partner."""

OF_LEAD = OF_PARTNER | frozenset(
    ["partners", "weights", "preference_curves", "curve_points", "commitments", "voices",
     "agreed_payments", "payment_limits"]
)  # fmt: skip
"""Tables in which a lead speaks for its partner as well."""

OF_SPECIALIST = frozenset(
    ["figures", "key_figures", "opportunity_rules", "price_changes", "income_groups"]
)
"""Tables with figures that everybody counts with."""

AT_THE_TABLE = frozenset([Role.FACILITATOR, Role.LEAD, Role.CONTRIBUTOR, Role.SPECIALIST])


@dataclass(frozen=True)
class Reader:
    """Somebody in an area: role and partner from the membership; without a role the public."""

    area: Area
    user: User | None = None
    role: Role | None = None
    partner_id: str = ""
    viewer: Viewer = field(init=False)

    def __post_init__(self) -> None:
        sight = Sight.PUBLIC
        if self.role in AT_THE_TABLE:
            sight = Sight.ALL if self.role is Role.FACILITATOR else Sight.TABLE
        partner_id = self.partner_id if sight is not Sight.PUBLIC else ""
        object.__setattr__(self, "viewer", Viewer(sight, partner_id))

    @property
    def is_at_the_table(self) -> bool:
        """Whether the pages of the area are for this reader, beside the one for residents."""
        return self.role in AT_THE_TABLE

    def may_manage(self) -> bool:
        """Whether this reader says who belongs to the area, and sets it up."""
        return self.role is Role.FACILITATOR

    def may_compute(self) -> bool:
        """Whether this reader may ask for a programme."""
        return self.is_at_the_table

    def may_see(self, record: Record) -> bool:
        """Whether a record, as it is kept, may be shown to this reader in full."""
        if not self.is_at_the_table:
            return isinstance(record, Task) and self.viewer.sees_task(record)
        if isinstance(record, Task):
            return self.viewer.sees_task(record)
        if isinstance(record, Struggle):
            return self.viewer.sees_struggle(record)
        return True

    def sees_costs_of(self, partner: Partner) -> bool:
        """Whether this reader may know the costs of a partner."""
        return self.viewer.sees_costs_of(partner)

    def may_edit(self, table: str, record: Record | None = None, case: Case | None = None) -> bool:
        """Whether this reader may change a record, or (None) add one of its own to a table.

        Parameters
        ----------
        table
            Name of the table of the case.
        record
            The record, as it was and as it becomes: ask twice, so that nobody gives or takes one.
        case
            The case as it is kept: it says whose a variant, an effect or a vote is.
        """
        if self.role is Role.FACILITATOR:
            return record is None or self.may_see(record)
        if record is not None and case is None:
            raise ValueError("to know whose a record is, its case is needed")
        if record is not None and case is not None:
            return self.may_edit_of(table, owner_of(case, record))
        return self.may_edit_of(table, self.partner_id) and table != "partners"

    def may_edit_of(self, table: str, owner_id: str | None) -> bool:
        """Whether this reader may change what a partner (None: the area) has in a table.

        That the reader may see them is another matter; see `may_see`.
        """
        if self.role is Role.FACILITATOR:
            return True
        if self.role is Role.SPECIALIST and table in OF_SPECIALIST:
            return True
        if table == "worths":
            return False  # What was agreed is worth what was computed, also to who gains by it.
        own = {Role.LEAD: OF_LEAD, Role.CONTRIBUTOR: OF_PARTNER}.get(self.role or Role.GUEST)
        if not own or table not in own or not self.partner_id:
            return False
        return owner_id == self.partner_id


def reader_of(user: User | AnonymousUser, area: Area) -> Reader:
    """Return who somebody is in an area; the public when not, or no longer, a member."""
    if not isinstance(user, User) or not user.is_active:
        return Reader(area)
    found = Membership.objects.filter(user=user, area=area, until__isnull=True).first()
    if found is None:
        return Reader(area, user)
    return Reader(area, user, Role(found.role), found.partner_id)


def areas_of(user: User | AnonymousUser) -> list[Area]:
    """Return the areas in which somebody sits at the table, by name."""
    if not isinstance(user, User) or not user.is_active:
        return []
    mine = Membership.objects.filter(user=user, until__isnull=True, role__in=AT_THE_TABLE)
    return list(Area.objects.filter(pk__in=mine.values("area")))


def may_begin(user: User | AnonymousUser) -> bool:
    """Whether somebody may begin an area.

    Facilitators may, unless the installation lets everybody who has an account. The facilitator
    of the first area is invited from the machine itself.
    """
    if not isinstance(user, User) or not user.is_active:
        return False
    if settings.NEW_AREAS == "everybody":
        return True
    return Membership.objects.filter(user=user, until=None, role=Role.FACILITATOR).exists()

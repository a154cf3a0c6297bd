# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works in an area: what that person sees of what is kept, and may change.

The accounts decide (`koppelkans.web.access`); here their answers are asked for records as they
are stored, also of an area that is no case yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from koppelkans.case import BoundaryKind, Circle, Visibility
from koppelkans.seen import Sight
from koppelkans.web.access.reader import Reader
from koppelkans.web.records.author import Author
from koppelkans.web.records.models import Change
from koppelkans.web.records.state import Tables
from koppelkans.web.records.values import Values, differing

PART_OF: Mapping[str, tuple[str, str]] = {
    "variants": ("task_id", "tasks"), "relations": ("task_id", "tasks"),
    "effects": ("variant_id", "variants"), "curve_points": ("curve_id", "preference_curves"),
    "judgements": ("person_id", "people"), "votes": ("person_id", "people"),
}  # fmt: skip
"""Tables whose records are whose the record is that they refer to."""

OWNER_FIELD = {"partners": "id", "agreed_payments": "from_partner_id", "opportunity_rules": ""}
"""Where it is not ``partner_id`` that says whose a record is; empty: it is the area's."""

COSTS = {"tasks": frozenset({"failure_eur", "stretch_eur_per_quarter"}),
         "relations": frozenset({"saving_eur"})}  # fmt: skip
"""Fields that are costs, in tables that hold more than costs."""


def owner_in(tables: Tables, table: str, values: Values) -> str | None:
    """Return the id of the partner whose a record is; None when it is the area's."""
    if table in PART_OF:
        field, target = PART_OF[table]
        of = tables[target].get(str(values.get(field) or ""))
        return None if of is None else owner_in(tables, target, of)
    owner: str | None = values.get(OWNER_FIELD.get(table, "partner_id"))
    return owner


@dataclass(frozen=True)
class Eyes:
    """What a reader sees of records as they are stored."""

    reader: Reader
    tables: Tables

    def __call__(self, table: str, values: Values) -> bool:
        """Whether a record may be shown."""
        if table == "worths":
            return self._sees_worth(values)
        if table in ("struggles", "offers"):
            about = self._named("struggles", values.get("struggle_id"))
            struggle = values if table == "struggles" else about
            return self._is_own(table, values) or self._sees_struggle(struggle)
        # What most records are comes before whose they are: a page asks this thousands of times.
        if self._sees_all or (table == "tasks" and values.get("visibility") != Visibility.OWN):
            return True
        return self._is_own(table, values) or self._sees_of_others(table, values)

    def _sees_of_others(self, table: str, values: Values) -> bool:
        if table == "tasks":
            return False
        if table == "effects":
            variant = self.tables["variants"].get(str(values.get("variant_id") or ""))
            return variant is None or self("variants", variant)
        named = (values.get(field) for field in ("task_id", "other_task_id"))
        is_cost = table in ("variants", "payment_limits") or (
            table == "boundaries" and values.get("kind") == BoundaryKind.BUDGET
        )
        owner = owner_in(self.tables, table, values)
        return all(map(self._sees_task, named)) and (not is_cost or self._sees_costs(owner))

    def sees_field(self, table: str, values: Values, field: str) -> bool:
        """Whether a field of a record that may be shown is not a cost that is kept."""
        if field not in COSTS.get(table, ()):
            return True
        return self._sees_costs(owner_in(self.tables, table, values))

    @property
    def _sees_all(self) -> bool:
        return self.reader.viewer.sight is Sight.ALL

    def _is_own(self, table: str, values: Values) -> bool:
        mine = self.reader.viewer.partner_id
        return bool(mine) and owner_in(self.tables, table, values) == mine

    def _named(self, table: str, key: object) -> Values | None:
        return self.tables[table].get(str(key or ""))

    def _sees_struggle(self, values: Values | None) -> bool:
        """Whether a struggle is for the reader; one that is not there any more tells nothing."""
        if values is None:
            return True
        circle = Circle(values.get("visibility") or Circle.PARTNERS)
        owner, chosen = str(values.get("partner_id") or ""), values.get("shown_to") or ()
        return self.reader.viewer.is_in_circle(circle, owner, chosen)

    def _sees_worth(self, values: Values) -> bool:
        """Whether a worth may be shown: it is a total, in which what is hidden is counted."""
        offer = self._named("offers", values.get("offer_id"))
        if offer is not None and not self("offers", offer):
            return False
        if self._is_own("worths", values):
            return True
        partner_id = values.get("partner_id")
        tasks = (t for t in self.tables["tasks"].values() if t.get("partner_id") == partner_id)
        return self._sees_costs(partner_id) and all(self("tasks", task) for task in tasks)

    def _sees_task(self, task_id: object) -> bool:
        task = self.tables["tasks"].get(str(task_id or ""))
        return task is None or self("tasks", task)

    def _sees_costs(self, partner_id: str | None) -> bool:
        partner = self.tables["partners"].get(partner_id or "")
        hidden = partner is not None and partner.get("costs_visible") == Visibility.OWN
        return not hidden or self._sees_all or partner_id == self.reader.viewer.partner_id


ONLY_NAMES = frozenset({"task_ids", "boundary_id"})
"""Of a struggle: what it merely names, so that it may go when what it names goes."""

OF_ITS_OWNER = frozenset({"partner_id", "state"})
"""Of a struggle: what nobody else changes, not even who wrote it down for its owner."""


def wrote_for(reader: Reader, key: str) -> bool:
    """Whether a struggle was written down by the reader for another, who left it as it is.

    Who leads a meeting often does: it may then still be put otherwise, until its owner does so.
    """
    changes = list(
        Change.objects.filter(change_set__area=reader.area, table="struggles", key=key)
        .order_by("change_set__version")
        .values_list("change_set__author", "before")
    )
    if reader.user is None or not changes or changes[0][1] is not None:
        return False
    return {author for author, _ in changes} == {str(reader.user.pk)}


def author_of(reader: Reader) -> Author:
    """Return somebody as the author of changes."""

    def may_edit(table: str, values: Values, tables: Tables) -> bool:
        sees = Eyes(reader, tables)(table, values)
        return sees and reader.may_edit_of(table, owner_in(tables, table, values))

    def forbids(table: str, before: Values, after: Values | None, tables: Tables) -> bool:
        """Whether it is a struggle or voice of another: nothing is closed by somebody else."""
        owner = before.get("partner_id")
        if table not in ("struggles", "voices") or owner == reader.viewer.partner_id:
            return False
        if after is None and owner not in tables["partners"]:
            return False
        changed = frozenset() if after is None else frozenset(differing(before, after))
        if after is not None and changed <= ONLY_NAMES:
            return False
        mended = table == "struggles" and not changed & OF_ITS_OWNER
        return not (mended and wrote_for(reader, str(before.get("id"))))

    user = reader.user
    return Author(
        str(user.pk) if user else "", str(user) if user else "", may_edit, reader.may_edit,
        forbids,
    )  # fmt: skip

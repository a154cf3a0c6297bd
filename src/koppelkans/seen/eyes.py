# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which records a viewer may see: the rule, for a case and for records that are no case yet.

Pages where records are filled in, their history, the API, notices and search ask it of each
record; what is computed asks it for a whole case (`koppelkans.seen.hidden`), and shows something
in the place of what it hides. So nobody sees in one place what is kept in another.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from koppelkans.case import TABLES, BoundaryKind, Circle, Record, Visibility
from koppelkans.programme.wishes import OF_CONDITION
from koppelkans.seen.owners import Row, Rows, owner_in
from koppelkans.seen.viewer import Sight, Viewer

ONLY_COSTS = frozenset({"variants", "payment_limits"})
"""Tables of which nothing is shown without the costs."""


def amounts_of(record: type[Record]) -> frozenset[str]:
    """Return the names of the fields of a kind of record that are in euros.

    >>> sorted(amounts_of(TABLES["tasks"]))
    ['failure_eur', 'stretch_eur_per_quarter']
    """
    return frozenset(
        name
        for name, field in record.model_fields.items()
        if str((field.json_schema_extra or {}).get("unit")).startswith("EUR")  # type: ignore[union-attr]
    )


COSTS: Mapping[str, frozenset[str]] = {
    table: amounts_of(TABLES[table]) for table in ("tasks", "relations")
}
"""Fields that are costs, in tables that hold more than costs."""


@dataclass(frozen=True)
class Eyes:
    """A viewer, and the records by which it is decided what this viewer sees.

    Attributes
    ----------
    tables
        Every record, also what is hidden; a record that is asked about need not be among them.
    """

    viewer: Viewer
    tables: Rows

    def __call__(self, table: str, row: Row) -> bool:
        """Whether a record may be shown, but for its fields that `sees_field` denies."""
        if table == "worths":
            return self._sees_worth(row)
        if table in ("struggles", "offers"):
            about = self._named("struggles", row.get("struggle_id"))
            struggle = row if table == "struggles" else about
            return self._is_own(table, row) or self._sees_struggle(struggle)
        if table == "tasks":
            return self._sees(row.get("visibility"), row.get("partner_id"))
        # What most records are comes before whose they are: a page asks this thousands of times.
        return (
            self.viewer.sight is Sight.ALL
            or self._is_own(table, row)
            or self._sees_of_others(table, row)
        )

    def _sees_of_others(self, table: str, row: Row) -> bool:
        if table == "effects":
            variant = self._named("variants", row.get("variant_id"))
            return variant is None or self("variants", variant)
        if self.viewer.sight is Sight.PUBLIC and is_of_condition(table, row):
            return False
        named = (row.get(field) for field in ("task_id", "other_task_id"))
        owner = owner_in(self.tables, table, row)
        return all(map(self._sees_task, named)) and (
            not is_cost(table, row) or self.sees_costs_of(owner)
        )

    def sees_field(self, table: str, row: Row, field: str) -> bool:
        """Whether a field of a record that may be shown is not a cost that is kept.

        What a relation saves tells of the costs of both its tasks.
        """
        if field not in COSTS.get(table, ()):
            return True
        owners = {owner_in(self.tables, table, row)}
        if other := self._named("tasks", row.get("other_task_id")):
            owners.add(other.get("partner_id"))
        return self._is_own(table, row) or all(map(self.sees_costs_of, owners))

    def sees_costs_of(self, partner_id: str | None) -> bool:
        """Whether the costs of a partner may be known; those of nobody always are."""
        partner = self._named("partners", partner_id)
        return partner is None or self._sees(partner.get("costs_visible"), partner_id)

    def _sees(self, visibility: str | None, owner_id: str | None) -> bool:
        # What was not filled in yet is what it is by default: for all at the table.
        return self.viewer.may_know(visibility or Visibility.PARTNERS, owner_id or "")

    def _is_own(self, table: str, row: Row) -> bool:
        mine = "" if self.viewer.sight is Sight.PUBLIC else self.viewer.partner_id
        return bool(mine) and owner_in(self.tables, table, row) == mine

    def _named(self, table: str, key: object) -> Row | None:
        return self.tables[table].get(str(key or ""))

    def _sees_task(self, task_id: object) -> bool:
        task = self._named("tasks", task_id)
        return task is None or self("tasks", task)

    def _sees_struggle(self, row: Row | None) -> bool:
        """Whether a struggle is for the viewer; one that is not there any more tells nothing."""
        if row is None:
            return True
        circle = Circle(row.get("visibility") or Circle.PARTNERS)
        chosen: Collection[str] = row.get("shown_to") or ()
        return self.viewer.is_in_circle(circle, str(row.get("partner_id") or ""), chosen)

    def _sees_worth(self, row: Row) -> bool:
        """Whether a worth may be shown: it is a total, in which what is hidden is counted."""
        offer = self._named("offers", row.get("offer_id"))
        if offer is not None and not self("offers", offer):
            return False
        if self._is_own("worths", row):
            return True
        partner_id = row.get("partner_id")
        tasks = (t for t in self.tables["tasks"].values() if t.get("partner_id") == partner_id)
        return self.sees_costs_of(partner_id) and all(self("tasks", task) for task in tasks)


def is_cost(table: str, row: Row) -> bool:
    """Whether a record as a whole tells what its owner spends."""
    return table in ONLY_COSTS or (table == "boundaries" and row.get("kind") == BoundaryKind.BUDGET)


def is_of_condition(table: str, row: Row) -> bool:
    """Whether a record is a limit that a condition asks: it says what was said at the table."""
    return table == "boundaries" and str(row.get("id")).startswith(OF_CONDITION)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whose a record is, in a case and among records that are no case yet."""

from collections.abc import Mapping
from typing import Any

from koppelkans.case import Case, Record

Row = Mapping[str, Any]
Rows = Mapping[str, Mapping[str, Row]]
"""The fields of records, by table and id."""

PART_OF: Mapping[str, tuple[str, str]] = {
    "variants": ("task_id", "tasks"), "relations": ("task_id", "tasks"),
    "effects": ("variant_id", "variants"), "curve_points": ("curve_id", "preference_curves"),
    "judgements": ("person_id", "people"), "votes": ("person_id", "people"),
}  # fmt: skip
"""Tables whose records are whose the record is that they refer to."""

OWNER_FIELD: Mapping[str, str] = {
    "partners": "id",
    # Who pays has to agree to it; without a payer the money comes from outside.
    "agreed_payments": "from_partner_id",
    # A rule of the area may name whom it counts for: that does not make it that partner's.
    "opportunity_rules": "",
}
"""Where it is not ``partner_id`` that says whose a record is; empty: it is the area's."""

DECISIVE = ("partners", "people", "tasks", "variants", "preference_curves", "struggles", "offers")
"""Tables that decide whose other records are, and who may see them."""


def owner_in(rows: Rows, table: str, row: Row) -> str | None:
    """Return the id of the partner whose a record is; None when it is the area's.

    What belongs to something else (a variant to its task, a vote to a person) has the owner of
    that; None when that is not there. The record itself need not be there yet.
    """
    if table in PART_OF:
        field, target = PART_OF[table]
        of = rows[target].get(str(row.get(field) or ""))
        return None if of is None else owner_in(rows, target, of)
    owner: str | None = row.get(OWNER_FIELD.get(table, "partner_id"))
    return owner


def owner_of(case: Case, record: Record) -> str | None:
    """Return the id of the partner whose a record of a case is; None when it is the area's."""
    return owner_in(rows_of(case), record.table, vars(record))


def rows_of(case: Case) -> Rows:
    """Return the records of a case that decide over others, as rows."""
    return {table: {record.id: vars(record) for record in getattr(case, table)}
            for table in DECISIVE}  # fmt: skip

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""New rows into a case: added, changed or the same; nobody's record is taken over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from koppelkans.case import TABLES, Case, CaseError, Problem, Record, Row, build_case
from koppelkans.language import N_, Message

OWNERS = ("partner_id", "task_id", "variant_id")
EXISTING = 0
"""Row number of what is in the case already."""


@dataclass(frozen=True)
class NewRow:
    """Values for one record, and the row of the layer that they come from."""

    table: str
    row: int
    values: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.values.get("id") or "")


@dataclass(frozen=True)
class Change:
    """A record that is in the case already and gets other values."""

    before: Record
    after: Record

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that differ."""
        names = type(self.before).model_fields
        return tuple(n for n in names if getattr(self.before, n) != getattr(self.after, n))


@dataclass(frozen=True)
class Merged:
    """The case as it would be, or without one what is wrong; and what differs."""

    case: Case | None
    problems: tuple[Problem, ...] = ()
    added: tuple[Record, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: int = 0


def merge(case: Case, rows: Sequence[NewRow]) -> Merged:
    """Put rows into a case: by id over what is there, or as new records.

    A field without a value in the row keeps the one that it has in the case.
    """
    rows, problems = _without_repeats(rows)
    tables = {name: [dict(record) for record in getattr(case, name)] for name in TABLES}
    numbers = {name: [EXISTING] * len(records) for name, records in tables.items()}
    where = {
        name: {record["id"]: position for position, record in enumerate(records)}
        for name, records in tables.items()
    }
    for row in rows:
        values = {name: value for name, value in row.values.items() if value is not None}
        position = where[row.table].get(row.id)
        if position is None:
            tables[row.table].append(values)
            numbers[row.table].append(row.row)
            continue
        there = tables[row.table][position]
        taken = _taken_over(row, there)
        if taken:
            problems.append(taken)
        else:
            tables[row.table][position] = there | values
            numbers[row.table][position] = row.row
    try:
        after = build_case(
            {
                name: [Row(n, v) for n, v in zip(numbers[name], tables[name], strict=True)]
                for name in TABLES
            },
            case.crs,
            problems,
        )
    except CaseError as error:
        return Merged(None, error.problems)
    return _compare(case, after, rows)


def _without_repeats(rows: Sequence[NewRow]) -> tuple[list[NewRow], list[Problem]]:
    """Leave out rows that say the same once more; two that differ are a problem."""
    kept: dict[tuple[str, str], NewRow] = {}
    nameless, problems = [], []
    for row in rows:
        first = kept.setdefault((row.table, row.id), row)
        if not row.id:
            nameless.append(row)
        elif first is not row and first.values != row.values:
            message = Message(
                N_("row {row} of the layer has this id too, with other values"), {"row": first.row}
            )
            problems.append(
                Problem(message, table=row.table, row=row.row, id=row.id, field="id", found=row.id)
            )
    return [row for row in kept.values() if row.id] + nameless, problems


def _taken_over(row: NewRow, there: Mapping[str, Any]) -> Problem | None:
    for field in OWNERS:
        new = row.values.get(field)
        if field in there and new is not None and new != there[field]:
            message = Message(
                N_("this id is in the case already, and belongs to {owner}; choose another id"),
                {"owner": there[field]},
            )
            return Problem(
                message, table=row.table, row=row.row, id=row.id, field=field, found=str(new)
            )
    return None


def _compare(before: Case, after: Case, rows: Sequence[NewRow]) -> Merged:
    added: list[Record] = []
    changed: list[Change] = []
    unchanged = 0
    old = {name: {record.id: record for record in getattr(before, name)} for name in TABLES}
    new = {name: {record.id: record for record in getattr(after, name)} for name in TABLES}
    for row in rows:
        record = new[row.table][row.id]
        there = old[row.table].get(row.id)
        if there is None:
            added.append(record)
        elif there != record:
            changed.append(Change(there, record))
        else:
            unchanged += 1
    return Merged(after, (), tuple(added), tuple(changed), unchanged)

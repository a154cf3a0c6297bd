# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The case with one limit changed: a wider window, more money, another crew, a shorter rest.

Each returns a new case, checked as always.
"""

from typing import Any

from koppelkans.case import Boundary, Case, Quarter, Record, Relation, Task


def change_case(case: Case, **tables: tuple[Record, ...]) -> Case:
    """Return the case with other tables; records that stay are not read anew.

    Raises
    ------
    CaseError
        When the result is no correct case.
    """
    return Case(**{name: getattr(case, name) for name in Case.model_fields} | tables)


def _changed(record: Record, changes: dict[str, Any]) -> Record:
    """Return a record with other fields, each checked."""
    return type(record).model_validate(dict(record) | changes)


def with_record(case: Case, table: str, record_id: str, changes: dict[str, Any]) -> Case:
    records: tuple[Record, ...] = getattr(case, table)
    if record_id not in {record.id for record in records}:
        raise KeyError(f"there is no record {record_id!r} in {table}")
    changed = tuple(_changed(r, changes) if r.id == record_id else r for r in records)
    return change_case(case, **{table: changed})


def with_task(case: Case, task_id: str, **fields: Any) -> Case:
    """Return the case with other fields of a task; KeyError when there is none.

    Raises
    ------
    CaseError
        When the case is not correct with them.
    """
    return with_record(case, Task.table, task_id, fields)


def with_boundary(case: Case, boundary_id: str, **fields: Any) -> Case:
    """Return the case with other fields of a boundary, as `with_task` does."""
    return with_record(case, Boundary.table, boundary_id, fields)


def with_relation(case: Case, relation_id: str, **fields: Any) -> Case:
    """Return the case with other fields of a relation, as `with_task` does."""
    return with_record(case, Relation.table, relation_id, fields)


def with_limit(case: Case, boundary_id: str, limit: float) -> Case:
    """Return the case in which a boundary has another limit, in its own unit."""
    return with_boundary(case, boundary_id, limit=limit)


def with_window(
    case: Case, task_id: str, first: Quarter | None = None, last: Quarter | None = None
) -> Case:
    """Return the case in which a task may start from ``first`` to ``last`` (empty: as it was).

    The preferred start stays, and with it when the task is due; it has to lie within the window.
    How far the window stretches is counted from its new sides.
    """
    sides = {"earliest_start": first, "latest_start": last}
    changes = {side: quarter for side, quarter in sides.items() if quarter is not None}
    return with_task(case, task_id, **changes)


def with_lag(case: Case, relation_id: str, quarters: int) -> Case:
    """Return the case in which a relation has another lag, in quarters."""
    return with_relation(case, relation_id, lag_quarters=quarters)


def without_limit(case: Case, table: str, record_id: str) -> Case:
    """Return the case without a boundary or relation; KeyError when there is none.

    A struggle about it stays, without saying about which limit it is.
    """
    records: tuple[Record, ...] = getattr(case, table)
    kept = tuple(record for record in records if record.id != record_id)
    if len(kept) == len(records):
        raise KeyError(f"there is no record {record_id!r} in {table}")
    struggles = tuple(
        s.model_copy(update={"boundary_id": None})
        if table == Boundary.table and s.boundary_id == record_id
        else s
        for s in case.struggles
    )
    return change_case(case, **{table: kept}, struggles=struggles)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How it was: any record, or the whole area, at any version that the changes reach back to."""

from collections.abc import Iterable, Sequence

from koppelkans.case import TABLES
from koppelkans.web.models import Area
from koppelkans.web.records.models import Change
from koppelkans.web.records.state import State, Tables, make_state, state_of
from koppelkans.web.records.values import Key, Values, filled


def former(values: Values | None, change: Change) -> Values | None:
    """Return a record as it was before a change."""
    if change.before is None:
        return None
    return filled(change.table, {**(values or {}), **change.before})


def later_changes(area: Area, version: int, keys: Iterable[Key] = ()) -> Sequence[Change]:
    """Return what changed after a version, the latest first; of some records, or of all."""
    found = Change.objects.filter(change_set__area=area, change_set__version__gt=version)
    wanted = set(keys)
    if wanted:
        found = found.filter(key__in={key for _, key in wanted})
    changes = found.order_by("-change_set__version", "-pk")
    return [c for c in changes if not wanted or (c.table, c.key) in wanted]


def records_at(area: Area, version: int, keys: Iterable[Key]) -> dict[Key, Values | None]:
    """Return some records as they were at a version; None for what was not there."""
    tables = state_of(area).tables
    found: dict[Key, Values | None] = {key: tables[key[0]].get(key[1]) for key in keys}
    if found and version < area.version:
        for change in later_changes(area, version, found):
            key = (change.table, change.key)
            found[key] = former(found[key], change)
    return found


def tables_at(area: Area, version: int) -> Tables:
    """Return all records as they were at a version, in the order of then."""
    now, changes = state_of(area).tables, later_changes(area, version)
    tables = take_back(now, changes)
    changed = {change.table for change in changes}
    rows = area.records.filter(table__in=changed).values_list("table", "key", "position")
    position = {(table, key): place for table, key, place in rows}
    for change in changes:
        position[change.table, change.key] = change.position
    return {
        table: {key: tables[table][key] for key in sorted(
            tables[table], key=lambda key, table=table: position[table, key]  # type: ignore[misc]
        )} if table in changed else tables[table]
        for table in TABLES
    }  # fmt: skip


def take_back(tables: Tables, changes: Sequence[Change]) -> Tables:
    """Return tables as they were before changes, the latest first; what did not change is shared.

    A record that is there again stands at the end of its table.
    """
    changed = {change.table: dict(tables[change.table]) for change in changes}
    for change in changes:
        rows: dict[str, Values] = changed[change.table]
        values = former(rows.get(change.key), change)
        if values is None:
            rows.pop(change.key, None)
        else:
            rows[change.key] = values
    return {**tables, **changed}


def state_at(area: Area, version: int) -> State:
    """Return an area as it was at a version: its rows, and the case that they made."""
    if version >= area.version:
        return state_of(area)
    return make_state(version, area.crs, tables_at(area, version))

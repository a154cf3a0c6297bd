# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two states of an area side by side: what would have to change to make the one the other."""

import shapely

from koppelkans.case import TABLES, Case
from koppelkans.web.records.change import RecordChange
from koppelkans.web.records.state import Tables
from koppelkans.web.records.values import Values, differing, filled


def tables_of(case: Case) -> dict[str, dict[str, Values]]:
    """Return the records of a case as they are stored."""
    found: dict[str, dict[str, Values]] = {}
    for table in TABLES:
        found[table] = {}
        for record in getattr(case, table):
            values = record.model_dump(mode="json", exclude={"geometry"})
            geometry = getattr(record, "geometry", None)
            if geometry is not None:
                values["geometry"] = shapely.to_wkb(geometry).hex()
            found[table][record.id] = filled(table, values)
    return found


def changes_between(before: Tables, after: Tables) -> list[RecordChange]:
    """Return the changes that make one state the other; of what stays only fields that differ."""
    changes = []
    for table in TABLES:
        old, new = before.get(table, {}), after.get(table, {})
        changes += [RecordChange(table, key, None) for key in old if key not in new]
        for key, values in new.items():
            if key not in old:
                changes.append(RecordChange(table, key, values))
            elif fields := differing(old[key], values):
                changes.append(RecordChange(table, key, {name: values[name] for name in fields}))
    return changes

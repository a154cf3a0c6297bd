# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes along when a record is removed: what is nothing without it."""

from koppelkans.case import TABLES
from koppelkans.case.record import reference_fields
from koppelkans.web.records.change import RecordChange
from koppelkans.web.records.state import Tables
from koppelkans.web.records.values import Key


def plan_removal(tables: Tables, table: str, key: str) -> list[RecordChange]:
    """Return the changes that remove a record.

    Records that need it go along, theirs too; records that merely name it stop doing so.
    """
    gone: dict[Key, None] = {(table, key): None}
    loosened: dict[Key, dict[str, object]] = {}
    queue = [(table, key)]
    while queue:
        target, target_key = queue.pop()
        for name, record_type in TABLES.items():
            for field, refers_to in reference_fields(record_type).items():
                if refers_to != target:
                    continue
                required = record_type.model_fields[field].is_required()
                for row_key, values in tables[name].items():
                    where, value = (name, row_key), values.get(field)
                    if where in gone:
                        continue
                    if isinstance(value, list) and target_key in value:
                        former = loosened.setdefault(where, {}).get(field, value)
                        assert isinstance(former, list)  # noqa: S101  # for the type checker
                        loosened[where][field] = [id_ for id_ in former if id_ != target_key]
                    elif value == target_key and required:
                        gone[where] = None
                        queue.append(where)
                    elif value == target_key:
                        loosened.setdefault(where, {})[field] = None
    return [
        *(RecordChange(*where, None) for where in reversed(gone)),
        *(
            RecordChange(*where, fields, loosens=True)
            for where, fields in loosened.items()
            if where not in gone
        ),
    ]

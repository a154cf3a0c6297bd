# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which records something was made from: it stays good for as long as none of these changes.

What is asked for is noted where it is asked, so that nobody has to say beforehand on which records
a name, a right or a text depends.
"""

from collections.abc import Iterator, Mapping

from koppelkans.case import TABLES
from koppelkans.web.records.state import Tables
from koppelkans.web.records.values import Key, Values

WHOLE = "*"
"""Stands for the id where a whole table was looked through."""


class Looked:
    """Records that note which of them are asked for, also of what is not there."""

    def __init__(self, tables: Tables) -> None:
        self._asked: set[Key] = set()
        # One of each key: what is made of thousands of records remembers the same ones.
        self._keys: dict[Key, Key] = {}
        self.tables: Tables = {t: _Table(t, rows, self) for t, rows in tables.items()}

    def note(self, table: str, key: str) -> None:
        """Remember that a record was asked for."""
        self._asked.add((table, key))

    def take(self) -> tuple[Key, ...]:
        """Return what was asked for since the last time, each once."""
        asked = tuple(self._keys.setdefault(key, key) for key in self._asked)
        self._asked.clear()
        return asked


class _Table(Mapping[str, Values]):
    def __init__(self, table: str, rows: Mapping[str, Values], looked: Looked) -> None:
        self._table, self._rows, self._looked = table, rows, looked

    def __getitem__(self, key: str) -> Values:
        self._looked.note(self._table, key)
        return self._rows[key]

    def __iter__(self) -> Iterator[str]:
        self._looked.note(self._table, WHOLE)
        return iter(self._rows)

    def __len__(self) -> int:
        self._looked.note(self._table, WHOLE)
        return len(self._rows)


def changed_between(before: Tables, after: Tables) -> set[Key]:
    """Return what is not the very same in two states: records, and the tables they are in."""
    changed: set[Key] = set()
    for table in TABLES:
        old, new = before[table], after[table]
        if old is new:
            continue
        changed.add((table, WHOLE))
        changed |= {(table, key) for key in old.keys() | new.keys()
                    if old.get(key) is not new.get(key)}  # fmt: skip
    return changed

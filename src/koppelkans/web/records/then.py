# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a reader may know of how records were: only what was for its eyes then, and is now.

A confidence stays one. When a partner opens a task, its costs or a struggle to others, what these
said before stays between those who could read it; what it takes back is gone from the past too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F

from koppelkans.seen.eyes import Eyes
from koppelkans.web.models import Area
from koppelkans.web.records.history import former
from koppelkans.web.records.models import Change
from koppelkans.web.records.state import Tables, state_of
from koppelkans.web.records.values import Values

AT_ONCE = 50
"""Versions of which the changes are read together: who looks back looks back further."""


@dataclass(frozen=True)
class Then:
    """The eyes of a reader on records as they were at some version."""

    now: Eyes
    tables: Tables

    def __call__(self, table: str, values: Values) -> bool:
        """Whether a record of then may be shown."""
        present = self.now.tables[table].get(str(values.get("id") or ""))
        return self._eyes(table, values) and self.now(table, present or values)

    def sees_field(self, table: str, values: Values, field: str) -> bool:
        """Whether a field of a record that may be shown is not a cost that was or is kept."""
        return all(eyes.sees_field(table, values, field) for eyes in (self._eyes, self.now))

    @property
    def _eyes(self) -> Eyes:
        return Eyes(self.now.viewer, self.tables)


class Walk:
    """An area at one version after another, the latest first: each change is read once."""

    def __init__(self, area: Area) -> None:
        self._area = area
        self._start()

    def _start(self) -> None:
        state = state_of(self._area)
        self._version: int = state.version
        self._tables: dict[str, Mapping[str, Values]] = dict(state.tables)
        # A change of many records asks for the same two versions for each of them.
        self._been: dict[int, Tables] = {state.version: self._tables}
        self._changes: dict[int, list[Change]] = {}
        self._read_to = state.version

    def to(self, version: int) -> Tables:
        """Return all records as they were at a version; an earlier one than before is quick."""
        if version in self._been:
            return self._been[version]
        if version > self._version:
            self._start()
        self._read(version)
        fresh: dict[str, dict[str, Values]] = {}
        for back in range(self._version, version, -1):
            for change in self._changes.pop(back, ()):
                # Copies: what was given out before stays as it was.
                rows = fresh.setdefault(change.table, dict(self._tables[change.table]))
                values = former(rows.get(change.key), change)
                if values is None:
                    rows.pop(change.key, None)
                else:
                    rows[change.key] = values
        self._tables = self._tables | fresh
        self._version = min(version, self._version)
        self._been[self._version] = self._tables
        return self._tables

    def _read(self, version: int) -> None:
        """Read the changes after a version, as far as that was not done, the latest first."""
        if version >= self._read_to:
            return
        down_to = min(version, self._read_to - AT_ONCE)
        for change in (
            Change.objects.filter(
                change_set__area=self._area, change_set__version__gt=down_to,
                change_set__version__lte=self._read_to,
            )
            .annotate(version=F("change_set__version"))
            .order_by("-version", "-pk")
        ):  # fmt: skip
            self._changes.setdefault(change.version, []).append(change)
        self._read_to = down_to

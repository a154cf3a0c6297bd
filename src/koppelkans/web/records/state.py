# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""An area as it is now, complete or not: its rows, its case when there is one, what is missing."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from koppelkans.case import TABLES, Case, Draft, Problem, Row, draft_case
from koppelkans.web.models import Area, Record
from koppelkans.web.records.models import Change, ChangeSet
from koppelkans.web.records.values import Values, for_case, values_of

Tables = Mapping[str, Mapping[str, Values]]
"""Stored values by table and id, in the order of the table."""


@dataclass(frozen=True, eq=False)
class State:
    """One version of an area.

    Attributes
    ----------
    version
        Version of the area.
    crs
        Its coordinate system.
    tables
        All records, as stored.
    given
        The same as a case takes them.
    draft
        What they make.
    made
        When the change was made that led to this version; None when that is not known.
    """

    version: int
    crs: str
    tables: Tables
    given: Tables
    draft: Draft
    made: datetime | None = None

    @property
    def case(self) -> Case | None:
        """The case that the records make; None while something is missing."""
        return self.draft.case

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps the records from being a case."""
        return self.draft.problems

    @property
    def is_draft(self) -> bool:
        """Whether nothing can be computed yet."""
        return self.draft.case is None


def make_state(version: int, crs: str, tables: Tables, former: State | None = None) -> State:
    """Return the state that tables make: a case, or what is missing.

    Parameters
    ----------
    former
        Another state. Records that are the very same objects in it are not read again; what comes
        out is what it would be without.
    """
    known = former if former is not None and former.crs == crs else None
    given = _given(tables, known)
    draft = draft_case(
        {table: [Row(n, values) for n, values in enumerate(rows.values(), 1)]
         for table, rows in given.items()},
        crs, known.draft if known else None,
    )  # fmt: skip
    return State(version, crs, tables, given, draft)


def _given(tables: Tables, former: State | None) -> Tables:
    """Return stored values as a case takes them; the same objects where nothing changed."""
    if former is None:
        return {table: {k: for_case(v) for k, v in rows.items()} for table, rows in tables.items()}
    return {
        table: former.given[table] if rows is former.tables[table] else {
            key: former.given[table][key] if former.tables[table].get(key) is values
            else for_case(values)
            for key, values in rows.items()
        }
        for table, rows in tables.items()
    }  # fmt: skip


_states: OrderedDict[tuple[int, int, datetime], State] = OrderedDict()
MOST_STATES = 16


def state_of(area: Area) -> State:
    """Return the present state of an area; made once for every version in every process.

    When the area was changed after it was read, this is the state that it was changed into.
    """
    found = _known(area)
    while found is None:
        now = Area.objects.only("version", "changed", "crs").get(pk=area.pk)
        found = _known(now) or _read(now)
    return found


def _read(now: Area) -> State | None:
    """Return the state of an area as it was just read; None when somebody changed it meanwhile."""
    former = _latest_state(now)
    tables = _read_since(now.pk, former) if former else read_tables(now.pk)
    made = _made(now, now.version)
    state = replace(make_state(now.version, now.crs, tables, former), made=made)
    again = Area.objects.filter(pk=now.pk, version=now.version, changed=now.changed)
    if not again.exists():
        return None
    remember_state(now, state)
    return state


def _known(area: Area) -> State | None:
    return _states.get((area.pk, area.version, area.changed))


def remember_state(area: Area, state: State) -> None:
    """Keep a state that is known to be the present one, so that it is not built again."""
    _states[area.pk, area.version, area.changed] = state
    while len(_states) > MOST_STATES:
        _states.popitem(last=False)


def _latest_state(area: Area) -> State | None:
    """Return the latest state that this process knows of an area and that led to the present one.

    That it did is seen by when its version was made: after a restore from a backup there may be
    another change of the same number.
    """
    known = [
        state for (pk, version, _changed), state in list(_states.items())
        if pk == area.pk and version <= area.version and state.made and state.crs == area.crs
    ]  # fmt: skip
    latest = max(known, key=lambda state: state.version, default=None)
    return latest if latest and latest.made == _made(area, latest.version) else None


def _made(area: Area, version: int) -> datetime | None:
    found = ChangeSet.objects.filter(area_id=area.pk, version=version)
    return found.values_list("made", flat=True).first()


def _read_since(area_id: int, former: State) -> Tables:
    """Return all records as stored; only what changed since a state is read."""
    since: dict[str, dict[str, Values | None]] = {}
    gone = Change.objects.filter(
        change_set__area_id=area_id, change_set__version__gt=former.version, after__isnull=True
    )
    for table, key in gone.values_list("table", "key"):
        since.setdefault(table, {})[key] = None
    for row in Record.objects.filter(area_id=area_id, version__gt=former.version):
        since.setdefault(row.table, {})[row.key] = values_of(row)
    return {
        table: _in_order(area_id, table, rows, since[table]) if table in since else rows
        for table, rows in former.tables.items()
    }


def _in_order(
    area_id: int, table: str, rows: Mapping[str, Values], since: Mapping[str, Values | None]
) -> dict[str, Values]:
    """Return the rows of a table with what changed; the order matters only when some are new."""
    changed = {k: v for k, v in {**rows, **since}.items() if v is not None}
    if all(key in rows for key, values in since.items() if values is not None):
        return changed
    order = Record.objects.filter(area_id=area_id, table=table).order_by("position", "pk")
    return {key: changed[key] for key in order.values_list("key", flat=True) if key in changed}


def read_tables(area_id: int) -> dict[str, dict[str, Values]]:
    """Return all records of an area as stored, by table and id."""
    tables: dict[str, dict[str, Values]] = {table: {} for table in TABLES}
    for row in Record.objects.filter(area_id=area_id).order_by("table", "position", "pk"):
        tables[row.table][row.key] = values_of(row)
    return tables

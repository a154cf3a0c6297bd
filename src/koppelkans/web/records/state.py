# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""An area as it is now, complete or not: its rows, its case when there is one, what is missing."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from koppelkans.case import TABLES, Case, CaseError, Problem, Row, build_case
from koppelkans.web.models import Area, Record
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
    case
        The case they make; None while something is missing.
    problems
        What keeps them from being a case.
    """

    version: int
    crs: str
    tables: Tables
    case: Case | None
    problems: tuple[Problem, ...]

    @property
    def is_draft(self) -> bool:
        """Whether nothing can be computed yet."""
        return self.case is None


def make_state(version: int, crs: str, tables: Tables) -> State:
    """Return the state that tables make: a case, or what is missing."""
    case: Case | None = None
    problems: tuple[Problem, ...] = ()
    try:
        case = build_case(
            {
                table: [Row(n, for_case(values)) for n, values in enumerate(rows.values(), 1)]
                for table, rows in tables.items()
            },
            crs,
        )
    except CaseError as error:
        problems = error.problems
    return State(version, crs, tables, case, problems)


_states: OrderedDict[tuple[int, int, datetime], State] = OrderedDict()
MOST_STATES = 8


def state_of(area: Area) -> State:
    """Return the present state of an area; built once for every version."""
    key = (area.pk, area.version, area.changed)
    found = _states.get(key)
    if found is None:
        crs = Area.objects.get(pk=area.pk).crs
        found = make_state(area.version, crs, read_tables(area.pk))
        remember_state(area, found)
    return found


def remember_state(area: Area, state: State) -> None:
    """Keep a state that is known to be the present one, so that it is not built again."""
    _states[area.pk, area.version, area.changed] = state
    while len(_states) > MOST_STATES:
        _states.popitem(last=False)


def read_tables(area_id: int) -> dict[str, dict[str, Values]]:
    """Return all records of an area as stored, by table and id."""
    tables: dict[str, dict[str, Values]] = {table: {} for table in TABLES}
    for row in Record.objects.filter(area_id=area_id).order_by("table", "position", "pk"):
        tables[row.table][row.key] = values_of(row)
    return tables

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The collections of an area: places, tasks, occupations, opportunities, as their reader sees them.

The rows are those of the tables that go along in files, so that a map says what a file says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext_noop
from shapely.geometry.base import BaseGeometry

from koppelkans.case import Case, Quarter
from koppelkans.exchange import account_street
from koppelkans.exchange.account import Alternative, Row, Table, first_day, last_day
from koppelkans.exchange.columns import Kind
from koppelkans.plan.reading import Reading
from koppelkans.seen import Sight
from koppelkans.web.api.crs import CRS84
from koppelkans.web.scene import Scene
from koppelkans.web.transform import transformer


@dataclass(frozen=True)
class Feature:
    """One thing on the map; geometry in the coordinate system of the area, days if it has any."""

    id: str
    geometry: BaseGeometry | None
    properties: dict[str, Any]
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Collection:
    """One kind of thing; ``public``: the fields that residents see as well, of the programme."""

    id: str
    title: str
    text: str
    table: Callable[[Reading], Table]
    key: Callable[[Row], str]
    geometry: Callable[[Case, Row], BaseGeometry | None]
    public: tuple[str, ...] = ()


def _places_together(case: Case, place_ids: Sequence[str]) -> BaseGeometry | None:
    known = [case.place[place_id].geometry for place_id in place_ids if place_id in case.place]
    return shapely.union_all(known) if known else None


def _of_task(case: Case, row: Row) -> BaseGeometry | None:
    task = case.task[row["task_id"]]
    return task.geometry or _places_together(case, task.place_ids)


COLLECTIONS = (
    Collection(
        "places", gettext_noop("Places"),
        gettext_noop("Street sections and squares, with how often they are opened"),
        account_street.places, lambda row: str(row["id"]),
        lambda case, row: case.place[row["id"]].geometry,
        public=("id", "name", "street"),
    ),
    Collection(
        "tasks", gettext_noop("Tasks"),
        gettext_noop("What comes when, in the programme and for everybody alone"),
        account_street.tasks, lambda row: f"{row['alternative']}:{row['task_id']}", _of_task,
    ),
    Collection(
        "occupations", gettext_noop("Occupations"),
        gettext_noop("Periods in which a place is broken up or closed"),
        account_street.occupations,
        lambda row: f"{row['alternative']}:{row['place_id']}:{row['first']}",
        lambda case, row: _places_together(case, [row["place_id"]]),
        public=("place", "street", "first", "last", "partners", "tasks", "closed_weeks"),
    ),
    Collection(
        "opportunities", gettext_noop("Opportunities"),
        gettext_noop("Tasks that gain from being done together"),
        account_street.opportunities, lambda row: str(row["id"]),
        lambda case, row: _places_together(case, row["place_ids"]),
    ),
)  # fmt: skip


@lru_cache(maxsize=64)
def features_of(scene: Scene, collection: Collection) -> tuple[Feature, ...]:
    """Return the features of a collection; made once for every state of an area and viewer."""
    table = collection.table(scene.reading)
    if scene.viewer.sight is Sight.PUBLIC:
        # Residents see what comes when in their street, and nothing else.
        table = table.only(
            *collection.public, where=lambda row: row.get("alternative") != Alternative.BASELINE
        )
    return tuple(
        Feature(
            collection.key(row), collection.geometry(scene.case, row),
            {field.name: _plain(row.get(field.name), field.kind) for field in table.fields},
            _day(row, ("first", "start"), first_day), _day(row, ("last", "end"), last_day),
        )
        for row in table.rows
    )  # fmt: skip


def _plain(value: Any, kind: Kind) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, Quarter | date) or kind is Kind.CHOICE:
        return str(value)
    if kind is Kind.SEVERAL:
        return "; ".join(map(str, value))
    return value


def _day(row: Row, names: Sequence[str], of: Callable[[Quarter], date]) -> date | None:
    found = next((row[name] for name in names if isinstance(row.get(name), Quarter)), None)
    return None if found is None else of(found)


def brought_over(geometry: BaseGeometry | None, crs_from: str, crs_to: str) -> BaseGeometry | None:
    """Return a geometry in another coordinate system."""
    if geometry is None or crs_from == crs_to:
        return geometry
    names = {CRS84: "OGC:CRS84"}
    change = transformer(names.get(crs_from, crs_from), names.get(crs_to, crs_to))

    def bring(points: np.ndarray) -> np.ndarray:
        return np.column_stack(change.transform(points[:, 0], points[:, 1]))

    return shapely.transform(geometry, bring)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The places and tasks of a case as GeoJSON (RFC 7946): for maps on the web."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from koppelkans.case import Case, Place, Record, Schedule, Task, Variant
from koppelkans.exchange.account import first_day, last_day
from koppelkans.exchange.titles import are_costs_hidden, is_hidden, title_for
from koppelkans.exchange.whole import whole_file
from koppelkans.result import Result

WGS84 = "OGC:CRS84"
DECIMALS = 7
"""About a centimetre."""

AMOUNTS = ("stretch_eur_per_quarter", "failure_eur")
"""Fields of a task that say what something costs its owner."""

ToWorld = Callable[[BaseGeometry], BaseGeometry]


def write_geojson(
    case: Case, path: str | os.PathLike[str], language: str, result: Result | None = None
) -> None:
    """Write the places and tasks of a case as one collection of features, in WGS 84.

    The property `kind` tells a place from a task; the others are named as in the case. With a
    result a task has the days and quarters in which the programme does it. A task without a
    geometry of its own has that of its places, or none. A task that its owner keeps to itself is
    in it with its owner, its theme and its places only.
    """
    to_world = _projection(case.crs)
    found = [
        {
            "type": "Feature",
            "id": feature.id,
            "geometry": None if feature.geometry is None else mapping(to_world(feature.geometry)),
            "properties": feature.properties,
        }
        for feature in features(case, language, result)
    ]
    text = json.dumps(
        {"type": "FeatureCollection", "name": case.area.name, "features": found},
        ensure_ascii=False,
        allow_nan=False,
        indent=1,
    )
    with whole_file(Path(path)) as unfinished:
        unfinished.write_text(text + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Feature:
    """A place or a task, with its geometry in the CRS of the case and its plain properties."""

    id: str
    geometry: BaseGeometry | None
    properties: dict[str, Any]


def features(case: Case, language: str, result: Result | None = None) -> Iterator[Feature]:
    """Yield the places and tasks of a case, without what an owner keeps to itself."""
    programme = _schedule(case, result) if result else None
    yield from _places(case)
    yield from _tasks(case, language, programme)


def _projection(crs: str) -> ToWorld:
    transformer = Transformer.from_crs(crs, WGS84, always_xy=True)

    def place(points: np.ndarray) -> np.ndarray:
        east, north = transformer.transform(points[:, 0], points[:, 1])
        return np.round(np.column_stack([east, north]), DECIMALS)

    def to_world(geometry: BaseGeometry) -> BaseGeometry:
        # Outer rings against the clock (RFC 7946, 3.1.6).
        return shapely.orient_polygons(shapely.transform(geometry, place))

    return to_world


def _schedule(case: Case, result: Result) -> Schedule:
    return Schedule(case, {choice.task_id: choice for choice in result.programme.tasks})


def _places(case: Case) -> Iterator[Feature]:
    for place in case.places:
        properties = _plain(place, leave_out=("geometry",))
        yield _feature(place, place.geometry, {"kind": "place", **properties})


def _tasks(case: Case, language: str, programme: Schedule | None) -> Iterator[Feature]:
    for task in case.tasks:
        properties: dict[str, Any] = {"kind": "task"}
        if is_hidden(case, task.id):
            properties |= {
                "id": task.id, "partner_id": task.partner_id, "theme": task.theme.value,
                "place_ids": list(task.place_ids),
            }  # fmt: skip
        else:
            amounts = AMOUNTS if are_costs_hidden(case, task.id) else ()
            properties |= _plain(task, leave_out=("geometry", *amounts))
        properties["title"] = title_for(case, task.id, language)
        properties["partner"] = case.partner[task.partner_id].short_name
        if programme is not None:
            properties |= _when(programme, task, hidden=is_hidden(case, task.id))
        yield _feature(task, _where(case, task), properties)


def _where(case: Case, task: Task) -> BaseGeometry | None:
    if task.geometry is not None or not task.place_ids:
        return task.geometry
    return shapely.union_all([case.place[place_id].geometry for place_id in task.place_ids])


def _when(programme: Schedule, task: Task, *, hidden: bool) -> dict[str, Any]:
    work = programme.works.get(task.id)
    if work is None:
        return {"done": False}
    variant: Variant = work.variant
    return {
        "done": True,
        "start": str(work.start),
        "end": str(work.end + -1),
        "first_day": first_day(work.start).isoformat(),
        "last_day": last_day(work.end + -1).isoformat(),
        **({} if hidden else {"variant_id": variant.id, "variant": variant.name}),
    }


def _plain(record: Place | Task, leave_out: tuple[str, ...]) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude=set(leave_out))


def _feature(record: Record, geometry: BaseGeometry | None, properties: dict[str, Any]) -> Feature:
    return Feature(f"{record.table}/{record.id}", geometry, properties)

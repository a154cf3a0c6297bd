# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which tasks of different partners meet in place and time, also in an area that is no case yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from koppelkans.case import Quarter
from koppelkans.opportunity import find_pairs
from koppelkans.web.records.state import Tables
from koppelkans.web.records.values import Values

NEAR_M = 25.0
"""As far as a work area in the street beside reaches."""

DECISIVE = frozenset(
    ["partner_id", "place_ids", "geometry", "earliest_start", "latest_start", "stretch_before",
     "stretch_after", "visibility"]
)  # fmt: skip
"""Fields of a task that say where and when it can be, and who knows of it."""


@dataclass(frozen=True)
class _Where:
    key: str
    owner: str
    first: int
    last: int
    places: frozenset[str]
    shape: shapely.Geometry | None


def meeting_tasks(tables: Tables, keys: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return for each of some tasks those of other partners that it can meet.

    Two tasks can meet when they have a place in common or lie within `NEAR_M`, and the windows in
    which they may be under way, stretch included, have a quarter in common. Tasks without place or
    window meet nobody.
    """
    wanted = set(keys)
    lasts = _durations(tables)
    known = [found for task in tables["tasks"].values() if (found := _where(tables, task, lasts))]
    met: dict[str, set[str]] = {key: set() for key in wanted}
    for one, other in [*_near(known), *_at_one_place(known)]:
        for a, b in ((one, other), (other, one)):
            if a.key in wanted:
                met[a.key].add(b.key)
    return {key: frozenset(found) for key, found in met.items()}


def _durations(tables: Tables) -> dict[str, int]:
    """Return how many quarters the longest variant of each task takes."""
    found: dict[str, int] = {}
    for variant in tables["variants"].values():
        task, quarters = (
            str(variant.get("task_id") or ""),
            int(variant.get("duration_quarters") or 1),
        )
        found[task] = max(found.get(task, 1), quarters)
    return found


def _where(tables: Tables, task: Values, lasts: Mapping[str, int]) -> _Where | None:
    key = str(task["id"])
    try:
        first = Quarter.parse(str(task.get("earliest_start"))).index
        last = Quarter.parse(str(task.get("latest_start"))).index
    except ValueError:
        return None
    first -= int(task.get("stretch_before") or 0)
    last += int(task.get("stretch_after") or 0) + lasts.get(key, 1) - 1
    places = [p for p in task.get("place_ids") or () if p in tables["places"]]
    drawn = [task.get("geometry")] if task.get("geometry") else [
        tables["places"][p].get("geometry") for p in places
        if tables["places"][p].get("located") is not False
    ]  # fmt: skip
    shapes = [shapely.from_wkb(text) for text in drawn if text]
    if not places and not shapes:
        return None
    shape = shapely.union_all(shapes) if shapes else None
    return _Where(key, str(task.get("partner_id")), first, last, frozenset(places), shape)


def _near(known: list[_Where]) -> list[tuple[_Where, _Where]]:
    drawn = [task for task in known if task.shape is not None]
    shapes = np.array([task.shape for task in drawn], dtype=object)
    pairs = find_pairs(
        shapes, [t.owner for t in drawn], [t.first for t in drawn], [t.last for t in drawn], NEAR_M
    )
    return [(drawn[i], drawn[j]) for i, j in pairs.tolist()]


def _at_one_place(known: list[_Where]) -> list[tuple[_Where, _Where]]:
    """Return those with a place in common; where places are not drawn, nothing else tells it."""
    at: dict[str, list[_Where]] = {}
    for task in known:
        for place in task.places:
            at.setdefault(place, []).append(task)
    return [
        (one, other)
        for tasks in at.values()
        for number, one in enumerate(tasks)
        for other in tasks[number + 1 :]
        if one.owner != other.owner and one.first <= other.last and other.first <= one.last
    ]

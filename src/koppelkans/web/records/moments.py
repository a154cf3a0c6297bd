# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""When tasks may start: what a timeline shows to be dragged, and what a drag asks."""

from collections.abc import Mapping
from typing import Any

from koppelkans.case import Quarter
from koppelkans.web.present.timeline import first_day
from koppelkans.web.records.desk import Desk
from koppelkans.web.records.values import Values
from koppelkans.web.records.wording import name_of

Json = dict[str, Any]

EARLIEST, PREFERRED, LATEST = "earliest_start", "preferred_start", "latest_start"
MOMENTS = (EARLIEST, PREFERRED, LATEST)


def list_moments(desk: Desk) -> list[Json]:
    """Return every task that the reader sees, with its window, stretch and preferred start."""
    durations: dict[str, int] = {}
    for variant in desk.tables["variants"].values():
        if variant.get("is_baseline") or variant["task_id"] not in durations:
            durations[variant["task_id"]] = variant.get("duration_quarters") or 1
    found = []
    for key, task in desk.tables["tasks"].items():
        if desk.sees("tasks", task) and all(task.get(name) for name in MOMENTS):
            found.append(_task(desk, key, task, durations.get(key, 1)))
    return found


def _task(desk: Desk, key: str, task: Values, duration: int) -> Json:
    partner = desk.tables["partners"].get(task.get("partner_id") or "", {})
    quarters = {name: Quarter.parse(task[name]) for name in MOMENTS}
    return {
        "id": key,
        "title": name_of(desk.tables, "tasks", task),
        "partner": partner.get("short_name") or task.get("partner_id") or "",
        "kind": partner.get("kind") or "other",
        "duration": duration,
        "before": task.get("stretch_before") or 0,
        "after": task.get("stretch_after") or 0,
        "editable": desk.may_edit("tasks", task),
        **{name: quarter.index for name, quarter in quarters.items()},
    }


def span_of(desk: Desk) -> tuple[Quarter, Quarter] | None:
    """Return the first quarter that is planned, and the one after the last."""
    area: Values = next(iter(desk.tables["areas"].values()), {})
    first, last = area.get("first_year"), area.get("last_year")
    if not isinstance(first, int) or not isinstance(last, int):
        return None
    return Quarter.of(first, 1), Quarter.of(last + 1, 1)


def first_days(desk: Desk) -> Json:
    """Return the span of the timeline as days."""
    span = span_of(desk)
    if span is None:
        return {}
    return {"start": first_day(span[0]), "end": first_day(span[1])}


def moved(task: Values, asked: Mapping[str, str]) -> dict[str, str]:
    """Return the moments that a task gets, of which quarters or a number of quarters are asked.

    A preferred start that a window leaves behind goes along to its edge.

    Raises
    ------
    ValueError
        When it is no quarter.
    """
    now = {name: Quarter.parse(task[name]) for name in MOMENTS}
    wanted = {
        name: now[name] + int(text) if text.startswith(("+", "-")) else Quarter.parse(text)
        for name, text in asked.items()
        if name in MOMENTS
    }
    after = {**now, **wanted}
    if PREFERRED not in wanted and after[EARLIEST] <= after[LATEST]:
        wanted[PREFERRED] = min(max(after[PREFERRED], after[EARLIEST]), after[LATEST])
    return {name: str(quarter) for name, quarter in wanted.items()}

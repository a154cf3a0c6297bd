# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The timeline: every partner with its tasks, their windows and the works that fill them."""

from datetime import date
from typing import Any

from koppelkans.case import Quarter, Task
from koppelkans.plan.reading import Reading
from koppelkans.plan.words import period

Json = dict[str, Any]


def timeline(reading: Reading) -> Json:
    """Return groups and items for the timeline, dates as ISO text."""
    case = reading.case
    groups: list[Json] = []
    items: list[Json] = []
    for partner in case.partners:
        tasks = reading.tasks_of(partner.id)
        if not tasks:
            continue
        groups.append(
            {"id": partner.id, "title": partner.short_name, "kind": partner.kind.value,
             "tasks": [task.id for task in tasks]}
        )  # fmt: skip
        for task in tasks:
            groups.append({"id": f"task:{task.id}", "task": task.id})
            items += _items(reading, task, partner.kind.value)
    return {
        "start": first_day(case.first_quarter),
        "end": first_day(case.last_quarter + 1),
        "groups": groups,
        "items": items,
    }


def _items(reading: Reading, task: Task, kind: str) -> list[Json]:
    case = reading.case
    group = f"task:{task.id}"
    first, end = case.first_quarter, case.last_quarter + 1
    earliest = max(first, task.earliest_start + -task.stretch_before)
    latest = min(end, task.latest_start + 1 + task.stretch_after)
    items: list[Json] = [
        {"group": group, "what": "window", "start": first_day(task.earliest_start),
         "end": first_day(min(end, task.latest_start + 1))},
    ]  # fmt: skip
    if earliest < task.earliest_start:
        items.append({"group": group, "what": "stretch", "start": first_day(earliest),
                      "end": first_day(task.earliest_start)})  # fmt: skip
    if latest > task.latest_start + 1:
        items.append({"group": group, "what": "stretch", "start": first_day(task.latest_start + 1),
                      "end": first_day(latest)})  # fmt: skip
    alone = reading.baseline.works.get(task.id)
    if alone:
        items.append({"group": group, "what": "alone", "start": first_day(alone.start),
                      "end": first_day(alone.end)})  # fmt: skip
    work = reading.programme.works.get(task.id)
    if work:
        items.append(
            {"group": group, "what": "work", "kind": kind, "task": task.id,
             "when": period(work.start, work.end + -1), "variant": work.variant.name,
             "start": first_day(work.start), "end": first_day(work.end)}
        )  # fmt: skip
    return items


def first_day(when: Quarter) -> str:
    """Return the first day of a quarter."""
    return date(when.year, 3 * when.number - 2, 1).isoformat()

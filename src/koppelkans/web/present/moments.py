# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Before and after: what is open in each quarter, and what has been done until then."""

from itertools import accumulate
from typing import Any

from koppelkans.case import Quarter, Schedule, find_occupations
from koppelkans.plan.reading import Reading
from koppelkans.plan.words import quarter

Json = dict[str, Any]


def moments(reading: Reading) -> Json:
    """Return everybody alone and the programme, quarter by quarter."""
    return sides(reading.baseline, reading.programme, left_shared=False)


def sides(before: Schedule, after: Schedule, *, left_shared: bool = True) -> Json:
    """Return two schedules, quarter by quarter.

    Parameters
    ----------
    left_shared
        Whether in the first one works in the same place share an occupation.
    """
    cases = (before.case, after.case)
    first = min(case.first_quarter for case in cases)
    count = max(case.last_quarter for case in cases) - first + 1
    return {
        "quarters": [quarter(first + offset) for offset in range(count)],
        "years": [(first + offset).year for offset in range(count)],
        "baseline": _side(first, before, count, shared=left_shared),
        "programme": _side(first, after, count, shared=True),
    }


def _side(first: Quarter, schedule: Schedule, count: int, *, shared: bool) -> Json:
    opened, weeks, homes, done, people = ([0.0] * (count + 1) for _ in range(5))
    open_now: list[Json] = []
    for occupation in find_occupations(schedule, shared=shared):
        start = occupation.first - first
        opened[start] += 1
        for offset, by_task in enumerate(occupation.weeks):
            weeks[start + offset] += max(by_task.values())
        open_now.append(
            {"place": occupation.place_id, "first": start, "last": occupation.last - first,
             "tasks": list(occupation.task_ids)}
        )  # fmt: skip
    for work in schedule.works.values():
        end = work.end - first
        done[end] += 1
        homes[end] += work.task.homes if work.task.theme.value == "heat" else 0
        people[end] += work.task.people if work.task.theme.value == "social" else 0
    return {
        "open": open_now,
        "opened": _until(opened, count),
        "weeks": _until(weeks, count),
        "homes": _until(homes, count),
        "people": _until(people, count),
        "done": _until(done, count),
    }


def _until(amounts: list[float], count: int) -> list[int]:
    """Return what has happened up to and including each quarter, in whole numbers."""
    return [round(amount) for amount in accumulate(amounts)][:count]

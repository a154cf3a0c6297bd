# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A home counts once per theme, however many tasks come by."""

from typing import Any

from koppelkans.case import Quarter, Schedule, homes_reached, people_helped
from tests.factories import small_case, small_tables


def reached(**homes: int) -> dict[str, int]:
    tasks: list[dict[str, Any]] = small_tables()["tasks"]
    for task in tasks:
        task["homes"] = homes.get(task["id"].replace("-", "_"), 0)
    case = small_case(tasks=tasks)
    start = Quarter.parse("2029-Q1")
    done = {task.id: (case.baseline_variant(task.id).id, start) for task in case.tasks}
    return homes_reached(Schedule.of(case, done))


def test_homes_add_up_over_places_that_differ() -> None:
    assert reached(sewer_1=50, sewer_2=60, heat_1=30) == {"heat": 30, "sewer": 110}


def test_two_tasks_in_one_street_reach_no_more_homes_than_it_has() -> None:
    assert reached(street_1=80, street_2=40) == {"street": 120}
    tasks = small_tables()["tasks"]
    tasks[3]["place_ids"] = "place-1; place-2"
    for task in tasks:
        task["homes"] = 60 if task["theme"] == "street" else 0
    case = small_case(tasks=tasks)
    start = Quarter.parse("2029-Q1")
    done = {task.id: (case.baseline_variant(task.id).id, start) for task in case.tasks}
    assert homes_reached(Schedule.of(case, done)) == {"street": 80}


def test_a_task_without_places_reaches_homes_everywhere() -> None:
    assert reached(coaches=500) == {"social": 160}


def test_people_are_those_whom_social_tasks_help() -> None:
    tasks = small_tables()["tasks"]
    tasks[0]["people"] = 900
    case = small_case(tasks=tasks)
    start = Quarter.parse("2029-Q1")
    done = {task.id: (case.baseline_variant(task.id).id, start) for task in case.tasks}
    assert people_helped(Schedule.of(case, done)) == 120

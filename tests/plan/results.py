# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A result of the small case: the line with two schedules made by hand instead of searched."""

from typing import Any
from unittest.mock import patch

from koppelkans import line
from koppelkans.case import Case, Quarter, Schedule
from koppelkans.programme.choices import wanted
from koppelkans.programme.types import Solution, Status
from koppelkans.result import Result
from koppelkans.value import value_schedule

ALONE = {
    "sewer-1": ("sewer-1-v", "2029-Q1"),
    "sewer-2": ("sewer-2-v", "2030-Q2"),
    "street-1": ("street-1-plain", "2029-Q4"),
    "street-2": ("street-2-plain", "2032-Q1"),
    "heat-1": ("heat-1-mt", "2031-Q1"),
}
TOGETHER = {
    "sewer-1": ("sewer-1-v", "2029-Q3"),
    "sewer-2": ("sewer-2-v", "2030-Q2"),
    "street-1": ("street-1-green", "2030-Q1"),
    "street-2": ("street-2-plain", "2030-Q4"),
    "heat-1": ("heat-1-lt", "2029-Q3"),
    "coaches": ("coaches-v", "2029-Q2"),
}


def small_result(
    case: Case,
    alone: dict[str, tuple[str, str]] = ALONE,
    together: dict[str, tuple[str, str]] = TOGETHER,
) -> Result:
    """Go down the line with given schedules; only the search is left out."""

    def solve(case: Case, joint_effects: Any, *_rest: Any, **_more: Any) -> Solution:
        schedule = _schedule(case, together)
        value = value_schedule(schedule, joint_effects)
        net = value.total()
        stake = -sum(e.eur for e in value.entries if e.category != "benefit")
        gap = 10_000 / stake if stake else 0.0
        return Solution(schedule, net, net + 10_000, gap, Status.FEASIBLE, 1.0)

    with (
        patch.object(line, "plan_alone", lambda case: _schedule(case, alone)),
        patch.object(wanted, "find_programme", solve),
    ):
        return line.run(case)


def _schedule(case: Case, chosen: dict[str, tuple[str, str]]) -> Schedule:
    return Schedule.of(
        case,
        {
            task_id: (variant_id, Quarter.parse(start))
            for task_id, (variant_id, start) in chosen.items()
            if task_id in case.task
        },
    )

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What it is worth that a limit gives: the best programme with it, less the best without.

A limit that does not give is asked as a condition is, so what it costs when it holds fast is what
it is worth that it gives; known between the same bounds.
"""

from collections.abc import Sequence

from koppelkans.case import Case, Schedule
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.answers import Limit
from koppelkans.programme.conditions.rules import Rule
from koppelkans.programme.conditions.try_out import Report, Searches, TrySettings
from koppelkans.programme.conditions.types import Cost
from koppelkans.programme.wishes import NOTHING, OF_CONDITION, Pin, Wishes


def price_giving(
    case: Case,
    limits: Sequence[Limit],
    joint_effects: Sequence[JointEffect],
    settings: TrySettings | None = None,
    *,
    start: Schedule | None = None,
    wishes: Wishes = NOTHING,
    report: Report = lambda _done, _of: True,
) -> tuple[Cost, ...]:
    """Return what each limit is worth because it gives, the others giving as they may.

    Parameters
    ----------
    limits
        Windows of tasks, and boundaries.
    start
        A programme to begin with.

    Returns
    -------
    tuple of Cost
        With `name_of_limit` for the id of a condition. Limits without which nothing fits at all
        are left out: there is no programme to compare with.

    Raises
    ------
    koppelkans.programme.NoProgrammeFound
        When nothing fits even with everything giving.
    """
    rules = [hold_fast(case, limit) for limit in limits]
    searches = Searches(
        case, joint_effects, settings or TrySettings(), wishes, report, len(rules)
    )  # fmt: skip
    return searches.costs_alone(rules, searches.search((), start))


def name_of_limit(limit: Limit) -> str:
    """Return by which id a limit stands in what is found."""
    return f"{limit.table}:{limit.id}"


def hold_fast(case: Case, limit: Limit) -> Rule:
    """Return a rule by which a limit does not give."""
    name = name_of_limit(limit)
    if limit.table == "tasks":
        task = case.task[limit.id]
        pin = Pin(task_id=task.id, first=task.earliest_start, last=task.latest_start,
                  if_done=task.optional)  # fmt: skip
        return Rule(name, Wishes(pins=(pin,)))
    boundary = next(b for b in case.boundaries if b.id == limit.id)
    firm = boundary.model_copy(update={"id": f"{OF_CONDITION}{limit.id}", "stretch": 0.0})
    return Rule(name, boundaries=(firm,))

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What if: ask one thing else of a programme, and see what moves and who gains and loses."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from koppelkans.case import Case, Task
from koppelkans.language import N_, Message
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.answers import Comparison
from koppelkans.programme.errors import WishError
from koppelkans.programme.questions.compare import compare_programmes
from koppelkans.programme.search import find_programme
from koppelkans.programme.types import Report, SearchSettings, Solution, Status
from koppelkans.programme.vary import change_case
from koppelkans.programme.wishes import NOTHING, Exclusion, Pin, Wishes


@dataclass(frozen=True)
class WhatIf:
    """A question: another case, other wishes, or both.

    ``narrows`` says that it only takes possibilities away, so that whatever is proven of the
    programme before holds for the one after as well.
    """

    case: Case
    wishes: Wishes = NOTHING
    narrows: bool = False


def find_answer(
    question: WhatIf,
    before: Solution,
    joint_effects: Sequence[JointEffect],
    settings: SearchSettings | None = None,
    report: Report | None = None,
    asked_before: Wishes = NOTHING,
) -> tuple[Solution, Comparison]:
    """Find the best programme with something else asked, and compare it with the one before.

    Parameters
    ----------
    before
        The programme as it is, with its bound.
    asked_before
        The wishes that it had to grant.

    Returns
    -------
    Solution
        The programme then, with its own bound.
    Comparison
        ``eur`` is what it differs from the programme before; ``at_most_eur`` is proven: however
        one plans, the difference is not larger.

    Raises
    ------
    NoProgrammeFound, WishError
        As `find_programme` does.
    """
    after = find_programme(
        question.case, joint_effects, settings, report,
        start=before.schedule, wishes=question.wishes,
    )  # fmt: skip
    if question.narrows and before.bound_eur < after.bound_eur:
        after = _with_bound(after, max(before.bound_eur, after.objective_eur))
    comparison = compare_programmes(
        before.schedule, after.schedule, joint_effects, after.bound_eur, asked_before
    )
    return after, comparison


def _with_bound(solution: Solution, bound_eur: float) -> Solution:
    old = solution.bound_eur - solution.objective_eur
    new = bound_eur - solution.objective_eur
    gap = solution.gap * new / old if old > 0 else 0.0
    status = Status.OPTIMAL if new <= 0 else solution.status
    return replace(solution, bound_eur=bound_eur, gap=gap, status=status)


def start_later(case: Case, partner_id: str, quarters: int, wishes: Wishes = NOTHING) -> WhatIf:
    """Ask what happens when this partner starts so many quarters later with everything.

    None of its tasks starts before its earliest start plus that. Where a window is too short for
    that, it is lengthened until it is not. When tasks are due stays as it is: being late costs
    what it costs.

    Raises
    ------
    WishError
        When there is no such partner, and at the search when a task that must be done would no
        longer end within the planned years.
    """
    _check_partner(case, partner_id)
    pins = tuple(
        Pin(task_id=task.id, first=task.earliest_start + quarters, if_done=task.optional)
        for task in case.tasks
        if task.partner_id == partner_id
    )
    tasks = tuple(
        _open_until(case, task, quarters) if task.partner_id == partner_id else task
        for task in case.tasks
    )
    return WhatIf(
        change_case(case, tasks=tasks),
        wishes.also(Wishes(pins=pins)),
        narrows=tasks == case.tasks,
    )


def _open_until(case: Case, task: Task, quarters: int) -> Task:
    """Return the task with a window in which it can start so much after its earliest start."""
    first = task.earliest_start + quarters
    short = first - (task.latest_start + task.stretch_after)
    if short <= 0 or first > case.last_quarter:
        return task
    return task.model_copy(update={"latest_start": task.latest_start + short})


def withdraw(case: Case, partner_id: str, wishes: Wishes = NOTHING) -> WhatIf:
    """Ask what happens when this partner does nothing here.

    Leaving out what must be done is a possibility that was not there before.
    """
    _check_partner(case, partner_id)
    mine = [task for task in case.tasks if task.partner_id == partner_id]
    out = Wishes(exclusions=tuple(Exclusion(task_id=task.id) for task in mine))
    return WhatIf(case, wishes.also(out), narrows=all(task.optional for task in mine))


def pinned(case: Case, pin: Pin, wishes: Wishes = NOTHING) -> WhatIf:
    """Ask what happens when this task is pinned here."""
    return WhatIf(case, wishes.also(Wishes(pins=(pin,))), narrows=True)


def _check_partner(case: Case, partner_id: str) -> None:
    if partner_id not in case.partner:
        message = Message(
            N_("Unknown partner {found}; expected one of {ids}."),
            {"found": partner_id, "ids": ", ".join(case.partner)},
        )
        raise WishError((message,))

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Conflicts that are plain before anything is searched, in a case of any size.

Two kinds: what is fixed (one variant, one start, and it must be done) breaks a limit already, or a
budget is too small for what its owner must do, in all years together. Both are proven by counting
alone: whatever else is done, no limit is kept better by it.
"""

from collections.abc import Iterator

from koppelkans.case import (
    Boundary,
    BoundaryKind,
    Case,
    Quarter,
    Relation,
    Schedule,
    Task,
    Work,
    find_excesses,
    yearly_spending,
)
from koppelkans.case.limits import TOLERANCE, applies_in
from koppelkans.programme.answers import Limit
from koppelkans.programme.wishes import Wishes, wished_case


def find_blocked(case: Case, wishes: Wishes) -> tuple[Limit, ...]:
    """Return limits that plainly cannot be kept together; empty when none are plain.

    Raises
    ------
    WishError
        When a wish cannot be granted by itself.
    """
    wished = wished_case(case, wishes)
    must = [task for task in wished.tasks if not task.optional]
    for boundary in wished.boundaries:
        if boundary.kind is BoundaryKind.BUDGET:
            needed = _too_dear(wished, boundary, must, wishes)
            if needed:
                return (_limit(Boundary.table, boundary.id), *_of_tasks(needed, wishes))
    return _broken_by_fixed(wished, must, wishes)


def _limit(table: str, id_: str) -> Limit:
    return Limit.model_validate({"table": table, "id": id_})


def _of_tasks(tasks: list[Task], wishes: Wishes) -> Iterator[Limit]:
    """Yield what says that tasks are done, and when: their windows, and wishes about them."""
    ids = {task.id for task in tasks}
    yield from (_limit("tasks", task.id) for task in tasks)
    for table, rows in (("exclusions", wishes.exclusions), ("pins", wishes.pins)):
        yield from (_limit(table, str(n)) for n, wish in enumerate(rows) if wish.task_id in ids)


def _starts(case: Case, task: Task, wishes: Wishes) -> list[tuple[str, range]]:
    """Return in which variants a task may be done, and from which quarters (by index)."""
    narrowed = [
        (variant.id, wishes.narrow(task.id, variant.id, case.starts(task.id, variant.id)))
        for variant in case.variants_of[task.id]
    ]
    return [(variant_id, starts) for variant_id, starts in narrowed if starts]


def _too_dear(case: Case, budget: Boundary, must: list[Task], wishes: Wishes) -> list[Task]:
    """Return tasks that ask more than a budget has in all its years, the dearest first."""
    years = range(case.area.first_year, case.area.last_year + 1)
    if not all(applies_in(budget, year) for year in years):
        # What is spent in other years does not count.
        return []
    # A year that goes over spends its limit and its stretch at the most; what it saves, later.
    room = len(years) * (budget.limit + budget.stretch)
    rounding = TOLERANCE * len(years) * (max(1.0, budget.limit) + max(1.0, budget.stretch))
    mine = [task for task in must if task.partner_id == budget.partner_id]
    asked = sorted(
        ((_least_spent(case, task, wishes), n) for n, task in enumerate(mine)), reverse=True
    )
    found, total = [], 0.0
    for eur, n in asked:
        found.append(mine[n])
        total += eur
        if total > room + rounding:
            return found
    return []


def _least_spent(case: Case, task: Task, wishes: Wishes) -> float:
    """Return what a task counts for in its owner's budget at the least, EUR in all years."""
    amounts = [
        sum(
            yearly_spending(case, Work(task, case.variant[variant_id], Quarter(starts[0]))).values()
        )
        for variant_id, starts in _starts(case, task, wishes)
    ]
    return min(amounts, default=0.0)


def _broken_by_fixed(case: Case, must: list[Task], wishes: Wishes) -> tuple[Limit, ...]:
    """Return a limit that what is fixed breaks, with what fixes it; empty when there is none."""
    fixed: dict[str, tuple[str, Quarter]] = {}
    for task in must:
        possible = _starts(case, task, wishes)
        if len(possible) == 1 and len(possible[0][1]) == 1:
            variant_id, starts = possible[0]
            fixed[task.id] = variant_id, Quarter(starts[0])
    if not fixed:
        return ()
    relations = {relation.id: relation for relation in case.relations}
    owners = {boundary.id: boundary.partner_id for boundary in case.boundaries}
    for excess in find_excesses(Schedule.of(case, fixed)):
        if not excess.broken or excess.table == Task.table:
            continue
        concerned = set(fixed)
        if excess.table == Relation.table:
            relation = relations[excess.id]
            concerned = {relation.task_id, relation.other_task_id}
            if not concerned <= set(fixed):
                # The other one may still be done.
                continue
        elif partner_id := owners[excess.id]:
            concerned = {id_ for id_ in fixed if case.task[id_].partner_id == partner_id}
        tasks = [task for task in must if task.id in concerned]
        return (_limit(excess.table, excess.id), *_of_tasks(tasks, wishes))
    return ()

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which limits one could ask to give, how far, and of whom."""

from collections.abc import Iterator

from koppelkans.case import (
    QUARTERS_PER_YEAR,
    Boundary,
    BoundaryKind,
    Case,
    Relation,
    RelationKind,
    Task,
)
from koppelkans.programme.answers import Limit, Side, Stretch
from koppelkans.programme.model.problem import Problem
from koppelkans.programme.questions.tell import find_boundary, find_relation
from koppelkans.programme.vary import with_boundary, with_lag, with_task, without_limit
from koppelkans.programme.wishes import NOTHING, Wishes
from koppelkans.value import boundary_partner

BUDGET_SHARE = 0.1
"""Part of a yearly budget that is asked for."""


def find_stretches(case: Case, wishes: Wishes = NOTHING) -> tuple[Stretch, ...]:
    """Return everything that one could ask: each limit that can give, by a step of its own.

    A window opens a year earlier or later, a budget grows by a tenth, one crew more, one closure
    more, a rest is a year shorter, a closed season is lifted, a lag is a quarter shorter, an order
    to start together is lifted, a pin or exclusion is let go. That everybody stays reachable is
    not asked to give.
    """
    found: list[Stretch] = []
    for task in case.tasks:
        found += _of_window(case, task)
    for boundary in case.boundaries:
        found += _of_boundary(boundary)
    for relation in (*case.relations, *wishes.relations):
        found += _of_relation(relation)
    for table, wished in (("pins", wishes.pins), ("exclusions", wishes.exclusions)):
        for number in range(len(wished)):
            limit = Limit.model_validate({"table": table, "id": str(number)})
            found.append(Stretch(limit=limit))
    return tuple(found)


def _of_window(case: Case, task: Task) -> Iterator[Stretch]:
    limit = Limit(table="tasks", id=task.id)
    starts = [case.starts(task.id, variant.id) for variant in case.variants_of[task.id]]
    shortest = min(variant.duration_quarters for variant in case.variants_of[task.id])
    before = min(run.start for run in starts) - case.first_quarter.index
    after = case.last_quarter.index - shortest + 2 - max(run.stop for run in starts)
    for side, room in ((Side.EARLIER, before), (Side.LATER, after)):
        if room > 0:
            yield Stretch(limit=limit, side=side, by=min(QUARTERS_PER_YEAR, room))


def _of_boundary(boundary: Boundary) -> Iterator[Stretch]:
    limit = Limit(table="boundaries", id=boundary.id)
    match boundary.kind:
        case BoundaryKind.BUDGET if boundary.limit > 0:
            yield Stretch(limit=limit, by=BUDGET_SHARE * boundary.limit)
        case BoundaryKind.CREWS | BoundaryKind.CLOSURES:
            yield Stretch(limit=limit, by=1)
        case BoundaryKind.REST if boundary.limit > 0:
            yield Stretch(limit=limit, by=min(1.0, boundary.limit))
        case BoundaryKind.CLOSED_SEASON:
            yield Stretch(limit=limit)
        case _:
            pass


def _of_relation(relation: Relation) -> Iterator[Stretch]:
    limit = Limit(table="relations", id=relation.id)
    if relation.kind is RelationKind.TOGETHER:
        yield Stretch(limit=limit)
    elif relation.kind in (RelationKind.BEFORE, RelationKind.REQUIRES) and relation.lag_quarters:
        yield Stretch(limit=limit, by=1)


def apply_stretch(case: Case, wishes: Wishes, stretch: Stretch) -> tuple[Case, Wishes]:
    """Return the case and the wishes in which a limit has given."""
    limit = stretch.limit
    match limit.table:
        case "tasks":
            return _widen(case, case.task[limit.id], stretch), wishes
        case "boundaries":
            return _loosen(case, find_boundary(case, limit.id), stretch), wishes
        case "relations" if limit.id not in {relation.id for relation in case.relations}:
            return case, _loosen_wished(wishes, stretch)
        case "relations" if stretch.by is None:
            return without_limit(case, "relations", limit.id), wishes
        case "relations":
            lag = find_relation(case, limit.id).lag_quarters - int(stretch.by or 0)
            return with_lag(case, limit.id, lag), wishes
        case _:
            kept = getattr(wishes, limit.table)
            number = int(limit.id)
            fewer = kept[:number] + kept[number + 1 :]
            return case, wishes.model_copy(update={limit.table: fewer})


def _widen(case: Case, task: Task, stretch: Stretch) -> Case:
    """Move a side of the window, what it stretches beyond that along with it."""
    quarters = int(stretch.by or 0)
    if stretch.side is Side.EARLIER:
        first = max(case.first_quarter, task.earliest_start + -quarters)
        return with_task(case, task.id, earliest_start=first)
    last = min(case.last_quarter, task.latest_start + quarters)
    return with_task(case, task.id, latest_start=last)


def _loosen(case: Case, boundary: Boundary, stretch: Stretch) -> Case:
    if stretch.by is None:
        return without_limit(case, "boundaries", boundary.id)
    sign = -1 if boundary.kind is BoundaryKind.REST else 1
    return with_boundary(case, boundary.id, limit=max(0.0, boundary.limit + sign * stretch.by))


def _loosen_wished(wishes: Wishes, stretch: Stretch) -> Wishes:
    kept = []
    for relation in wishes.relations:
        if relation.id != stretch.limit.id:
            kept.append(relation)
        elif stretch.by is not None:
            lag = relation.lag_quarters - int(stretch.by)
            kept.append(relation.model_copy(update={"lag_quarters": lag}))
    return wishes.model_copy(update={"relations": tuple(kept)})


def asked_of(case: Case, wishes: Wishes, stretch: Stretch) -> tuple[str, ...]:
    """Return the partners whose limit it is: they would have to give."""
    limit = stretch.limit
    match limit.table:
        case "tasks":
            task_ids = [limit.id]
        case "boundaries":
            boundary = find_boundary(case, limit.id)
            return (boundary_partner(case, boundary.kind, boundary.partner_id),)
        case "relations":
            relation = find_relation(case, limit.id, wishes)
            task_ids = [relation.task_id, relation.other_task_id]
        case _:
            task_ids = [getattr(wishes, limit.table)[int(limit.id)].task_id]
    return tuple(dict.fromkeys(case.task[task_id].partner_id for task_id in task_ids))


def find_concerned(problem: Problem, stretch: Stretch, wishes: Wishes) -> list[int]:
    """Return the tasks that have something to gain directly when a limit gives."""
    number, limit, case = problem.task_number, stretch.limit, problem.case
    match limit.table:
        case "tasks":
            return [number[limit.id]]
        case "relations":
            relation = next(r for r in (*case.relations, *wishes.relations) if r.id == limit.id)
            return [number[relation.task_id], number[relation.other_task_id]]
        case "boundaries":
            partners = {b.id: b.partner_id for b in case.boundaries}
            partner = partners.get(limit.id)
            tasks = [t for t in case.tasks if partner in (None, t.partner_id)]
            return [number[task.id] for task in tasks]
        case _:
            return [number[getattr(wishes, limit.table)[int(limit.id)].task_id]]

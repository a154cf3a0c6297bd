# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What wishes leave of the possible starts, at once: windows narrowed along orders and lags.

Only windows, pins and relations are looked at, so what is still possible here may yet be made
impossible by budgets, crews or closures; what is not possible here is so for certain.
"""

from dataclasses import dataclass

from koppelkans.case import Case, Quarter, RelationKind, Task
from koppelkans.case.task import Relation
from koppelkans.programme.wishes import NOTHING, Wishes, wished_case


@dataclass(frozen=True)
class Room:
    """From when to when a task can start; both empty: it cannot be done at all."""

    first: Quarter | None
    last: Quarter | None


@dataclass(frozen=True)
class Narrowed:
    """A task whose room wishes make smaller."""

    task_id: str
    before: Room
    after: Room


def find_narrowed(case: Case, wishes: Wishes) -> tuple[Narrowed, ...]:
    """Return the tasks that can start at fewer moments because of wishes, in order of the case.

    Raises
    ------
    WishError
        When a wish cannot be granted by itself.
    """
    if wishes == NOTHING:
        return ()
    before, after = (find_rooms(case, asked) for asked in (NOTHING, wishes))
    return tuple(
        Narrowed(task.id, before[task.id], after[task.id])
        for task in case.tasks
        if before[task.id] != after[task.id]
    )


def find_rooms(case: Case, wishes: Wishes = NOTHING) -> dict[str, Room]:
    """Return from when to when each task can start, given windows, wishes and relations.

    Orders of tasks that must both be done narrow each other's windows until nothing changes.
    """
    wished = wished_case(case, wishes)
    rooms = {task.id: _own_room(wished, task, wishes) for task in wished.tasks}
    for _ in wished.tasks:
        changed = False
        for relation in wished.relations:
            if _binds(wished, relation):
                changed |= _narrow(wished, relation, rooms)
        if not changed:
            break
    return rooms


def _own_room(case: Case, task: Task, wishes: Wishes) -> Room:
    runs = [
        wishes.narrow(task.id, variant.id, case.starts(task.id, variant.id))
        for variant in case.variants_of[task.id]
    ]
    possible = [run for run in runs if run]
    if not possible:
        return Room(None, None)
    return Room(
        Quarter(min(run.start for run in possible)), Quarter(max(run.stop for run in possible) - 1)
    )


def _binds(case: Case, relation: Relation) -> bool:
    """Whether both tasks of an order are done for certain, in whatever variant."""
    ends = (case.task[relation.task_id], case.task[relation.other_task_id])
    whatever = relation.variant_id is None and relation.other_variant_id is None
    ordered = relation.kind in (RelationKind.BEFORE, RelationKind.REQUIRES, RelationKind.TOGETHER)
    return ordered and whatever and not any(task.optional for task in ends)


def _narrow(case: Case, relation: Relation, rooms: dict[str, Room]) -> bool:
    first_id, second_id = relation.task_id, relation.other_task_id
    if relation.kind is RelationKind.REQUIRES:
        first_id, second_id = second_id, first_id
    first, second = rooms[first_id], rooms[second_id]
    if first.first is None or first.last is None or second.first is None or second.last is None:
        return False
    if relation.kind is RelationKind.TOGETHER:
        low, high = max(first.first, second.first), min(first.last, second.last)
        new = (_room(low, high), _room(low, high))
    else:
        apart = min(v.duration_quarters for v in case.variants_of[first_id])
        apart += relation.lag_quarters
        new = (
            _room(first.first, min(first.last, second.last + -apart)),
            _room(max(second.first, first.first + apart), second.last),
        )
    changed = new != (first, second)
    rooms[first_id], rooms[second_id] = new
    return changed


def _room(first: Quarter, last: Quarter) -> Room:
    return Room(first, last) if first <= last else Room(None, None)

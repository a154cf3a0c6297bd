# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""In which quarters a group of tasks can meet, and how far windows must stretch for it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from koppelkans.case import Case, Relation, RelationKind, Task, Variant

Starts = Mapping[str, int]
"""Start by task id, as the index of a quarter."""

Order = Sequence[tuple[str, str, int]]
"""(earlier task, later task, lag in quarters)."""


@dataclass(frozen=True)
class Part:
    """A task in one variant, with the quarters in which it may start, stretch included."""

    task: Task
    variant: Variant
    starts: range

    def stretch(self, start: int) -> int:
        """Return by how many quarters a start lies outside the window."""
        task = self.task
        return max(0, task.earliest_start.index - start, start - task.latest_start.index)


@dataclass(frozen=True)
class Meeting:
    """How a group of tasks can meet with as little stretch as possible.

    ``first`` and ``last``: first and last quarter, as index, in which the last of them can start
    with that stretch. ``starts`` are those that go with ``first``.
    """

    first: int
    last: int
    starts: Starts


def find_part(case: Case, task: Task, variant: Variant) -> Part:
    """Return a task in a variant with its possible starts."""
    return Part(task, variant, case.starts(task.id, variant.id))


def find_meeting(
    parts: Sequence[Part], relations: Sequence[Relation], meets: Callable[[Starts], bool]
) -> Meeting | None:
    """Return how tasks can meet, or None when they cannot.

    Parameters
    ----------
    relations
        Those between these tasks.
    meets
        Whether starts make them meet.
    """
    if any(part.starts.stop <= part.starts.start for part in parts) or _excluded(parts, relations):
        return None
    order = _order(parts, relations)
    joined = [r for r in _holding(parts, relations) if r.kind is RelationKind.TOGETHER]

    def allowed(starts: Starts) -> bool:
        together = all(starts[r.task_id] == starts[r.other_task_id] for r in joined)
        return together and _in_order(parts, order, starts) and meets(starts)

    best: list[tuple[int, Starts]] = []
    least = -1
    for quarter in range(
        max(part.starts.start for part in parts),
        max(part.starts.stop for part in parts),
    ):
        starts = _as_late_as_possible(parts, order, quarter)
        if starts is None or max(starts.values()) < quarter or not allowed(starts):
            continue
        starts = _stretch_less(parts, starts, allowed)
        stretch = sum(part.stretch(starts[part.task.id]) for part in parts)
        if least < 0 or stretch < least:
            best, least = [], stretch
        if stretch == least:
            best.append((quarter, starts))
    return Meeting(best[0][0], best[-1][0], best[0][1]) if best else None


def _as_late_as_possible(parts: Sequence[Part], order: Order, quarter: int) -> Starts | None:
    """Return starts in a quarter, or as late before it as windows and relations allow."""
    latest = {part.task.id: min(quarter, part.starts.stop - 1) for part in parts}
    duration = {part.task.id: part.variant.duration_quarters for part in parts}
    for _ in parts:  # as often as a chain of relations can be long
        for earlier, later, lag in order:
            latest[earlier] = min(latest[earlier], latest[later] - lag - duration[earlier])
    return latest if all(latest[p.task.id] >= p.starts.start for p in parts) else None


def _stretch_less(
    parts: Sequence[Part], starts: Starts, allowed: Callable[[Starts], bool]
) -> Starts:
    """Return starts in which those after their window come back to it as far as is allowed."""
    for part in parts:
        latest, start = part.task.latest_start.index, starts[part.task.id]
        for earlier in range(latest, start):
            moved = {**starts, part.task.id: earlier}
            if allowed(moved):
                starts = moved
                break
    return starts


def _in_order(parts: Sequence[Part], order: Order, starts: Starts) -> bool:
    duration = {part.task.id: part.variant.duration_quarters for part in parts}
    return all(
        starts[earlier] + duration[earlier] + lag <= starts[later] for earlier, later, lag in order
    )


def _holding(parts: Sequence[Part], relations: Sequence[Relation]) -> Iterator[Relation]:
    variants = {part.task.id: part.variant.id for part in parts}
    for relation in relations:
        if (
            relation.task_id in variants
            and relation.other_task_id in variants
            and relation.variant_id in (None, variants[relation.task_id])
            and relation.other_variant_id in (None, variants[relation.other_task_id])
        ):
            yield relation


def _excluded(parts: Sequence[Part], relations: Sequence[Relation]) -> bool:
    return any(r.kind is RelationKind.EXCLUDES for r in _holding(parts, relations))


def _order(parts: Sequence[Part], relations: Sequence[Relation]) -> Order:
    order = []
    for relation in _holding(parts, relations):
        if relation.kind is RelationKind.BEFORE:
            order.append((relation.task_id, relation.other_task_id, relation.lag_quarters))
        elif relation.kind is RelationKind.REQUIRES:
            order.append((relation.other_task_id, relation.task_id, relation.lag_quarters))
    return order


def can_stand(chosen: Sequence[tuple[Part, int]], relations: Sequence[Relation]) -> bool:
    """Whether tasks may start as chosen, as far as relations between them say."""
    parts = [part for part, _ in chosen]
    starts = {part.task.id: start for part, start in chosen}
    holding = list(_holding(parts, relations))
    return (
        not any(r.kind is RelationKind.EXCLUDES for r in holding)
        and all(
            starts[r.task_id] == starts[r.other_task_id]
            for r in holding
            if r.kind is RelationKind.TOGETHER
        )
        and _in_order(parts, _order(parts, relations), starts)
    )


def form_one_occupation(parts: Sequence[Part], starts: Starts) -> bool:
    """Whether works at one place follow each other without an empty quarter in between."""
    runs = sorted(
        (starts[p.task.id], starts[p.task.id] + p.variant.duration_quarters) for p in parts
    )
    end = runs[0][1]
    for start, stop in runs[1:]:
        if start > end:
            return False
        end = max(end, stop)
    return True

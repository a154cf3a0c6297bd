# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which groups of tasks can share an occupation of a place."""

from collections.abc import Iterator, Sequence
from functools import partial

from koppelkans.case import Case, Relation, RelationKind, Task, Variant
from koppelkans.opportunity.meet import (
    Meeting,
    Part,
    find_meeting,
    find_part,
    form_one_occupation,
)

Bundles = dict[tuple[str, ...], tuple[Meeting, list[str]]]
"""By task ids: how they meet, and at which places."""


def find_bundles(case: Case) -> Bundles:
    """Return every largest group of tasks that can be in one occupation of a place.

    At each place, the groups of tasks whose works can touch the same moment, windows stretched.
    A group that a relation keeps apart (they exclude each other, or the one comes too long after
    the other) gives way to its largest parts that can meet. The same group at several places is
    one bundle.
    """
    relations = [r for r in case.relations if r.kind is not RelationKind.PREPARES]
    known: dict[frozenset[str], Meeting | None] = {}
    bundles: Bundles = {}
    for place_id, parts in _parts_by_place(case).items():
        found: list[frozenset[str]] = []
        for group in _overlapping(parts):
            for bundle in _meeting_groups(group, relations, known):
                if not any(bundle <= larger for larger in found):
                    found = [*(smaller for smaller in found if not smaller <= bundle), bundle]
        for bundle in found:
            meeting = known[bundle]
            task_ids = tuple(part.task.id for part in parts if part.task.id in bundle)
            if meeting is not None:
                bundles.setdefault(task_ids, (meeting, []))[1].append(place_id)
    return bundles


def closing_variant(case: Case, task: Task) -> Variant | None:
    """Return the variant in which a task closes its places: that of the owner alone, if it does."""
    baseline = case.baseline_variant(task.id)
    closing = [v for v in (baseline, *case.variants_of[task.id]) if v.closed_weeks > 0]
    return closing[0] if closing else None


def _parts_by_place(case: Case) -> dict[str, list[Part]]:
    by_place: dict[str, list[Part]] = {place.id: [] for place in case.places}
    for task in case.tasks:
        variant = closing_variant(case, task)
        if variant is not None:
            part = find_part(case, task, variant)
            for place_id in dict.fromkeys(task.place_ids):
                by_place[place_id].append(part)
    return by_place


def _overlapping(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Yield the largest groups whose works can all touch one moment.

    A work can touch every moment from its first possible start to its last possible end. Such
    spans that meet two by two have a moment in common, and it is enough to look where one begins.
    """
    possible = [part for part in parts if part.starts.stop > part.starts.start]
    groups: list[list[Part]] = []
    for moment in sorted({part.starts.start for part in possible}):
        group = [
            part
            for part in possible
            if part.starts.start <= moment <= part.starts.stop - 1 + part.variant.duration_quarters
        ]
        ids = {part.task.id for part in group}
        if len(group) > 1:
            groups = [g for g in groups if not {part.task.id for part in g} <= ids]
            groups.append(group)
    yield from groups


def _meeting_groups(
    group: Sequence[Part],
    relations: Sequence[Relation],
    known: dict[frozenset[str], Meeting | None],
) -> list[frozenset[str]]:
    """Return the group when it can meet, or else the parts of it that can."""
    waiting = [list(group)]
    found: list[frozenset[str]] = []
    seen: set[frozenset[str]] = set()
    while waiting:
        parts = waiting.pop(0)
        ids = frozenset(part.task.id for part in parts)
        if len(parts) < 2 or ids in seen or any(ids <= larger for larger in found):
            continue
        seen.add(ids)
        if ids not in known:
            known[ids] = find_meeting(parts, relations, partial(form_one_occupation, parts))
        if known[ids] is not None:
            found.append(ids)
        else:
            out = _excluding_pair(parts, relations) or [part.task.id for part in parts]
            waiting += [[part for part in parts if part.task.id != task_id] for task_id in out]
    return found


def _excluding_pair(parts: Sequence[Part], relations: Sequence[Relation]) -> tuple[str, str] | None:
    """Return two tasks that exclude each other, so that only one of them has to go."""
    ids = {part.task.id for part in parts}
    for relation in relations:
        if (
            relation.kind is RelationKind.EXCLUDES
            and relation.variant_id is None
            and relation.other_variant_id is None
            and {relation.task_id, relation.other_task_id} <= ids
        ):
            return relation.task_id, relation.other_task_id
    return None

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The case as a group of partners faces it when the others go alone and stay out of its way."""

from koppelkans.case import Case, CaseError, Quarter, Relation, RelationKind, Schedule, Task, Work


def restrict_case(case: Case, members: frozenset[str], alone: Schedule) -> Case | None:
    """Return the case with only the tasks of these partners; None when nothing is left to plan.

    What the others do when they go alone is taken as it is: a relation with one of their tasks
    becomes a limit on the window of the own task. Their closures and works in the same street do
    not count: nobody shares with them, and nobody waits for them.

    Parameters
    ----------
    alone
        What everybody does when going alone.
    """
    tasks = {task.id: task for task in case.tasks if task.partner_id in members}
    for relation in case.relations:
        _apply(relation, case, tasks, alone)
    if not tasks:
        return None
    variants = tuple(variant for variant in case.variants if variant.task_id in tasks)
    kept = {variant.id for variant in variants}
    try:
        return case.__class__(
            **{
                **{name: getattr(case, name) for name in KEPT},
                "people": (),
                "tasks": tuple(tasks.values()),
                "variants": variants,
                "relations": tuple(
                    relation
                    for relation in case.relations
                    if relation.task_id in tasks and relation.other_task_id in tasks
                ),
                "boundaries": tuple(
                    boundary
                    for boundary in case.boundaries
                    if boundary.partner_id is None or boundary.partner_id in members
                ),
                "effects": tuple(e for e in case.effects if e.variant_id in kept),
            }
        )
    except CaseError:
        # The others leave no room within a window: then this group has no plan of its own.
        return None


KEPT = (
    "crs", "areas", "figures", "places", "partners", "key_figures", "price_changes",
    "income_groups", "opportunity_rules",
)  # fmt: skip


def _apply(relation: Relation, case: Case, tasks: dict[str, Task], alone: Schedule) -> None:
    """Turn a relation between an own task and one of the others into a limit on the own task."""
    first, second = relation.task_id in tasks, relation.other_task_id in tasks
    if first == second or relation.kind is RelationKind.PREPARES:
        return
    own = tasks[relation.task_id if first else relation.other_task_id]
    work = alone.works.get(relation.other_task_id if first else relation.task_id)
    limited = _limited(relation, case, own, work, first=first)
    if limited is None:
        del tasks[own.id]
    else:
        tasks[own.id] = limited


def _limited(
    relation: Relation, case: Case, own: Task, work: Work | None, *, first: bool
) -> Task | None:
    """Return the own task within its new window; None when it may be left out and must be."""
    if work is None:
        lost = relation.kind in (RelationKind.REQUIRES, RelationKind.TOGETHER) and first
        return None if lost and own.optional else own
    if relation.kind is RelationKind.EXCLUDES:
        return None if own.optional else own
    if relation.kind is RelationKind.TOGETHER:
        return own.model_copy(
            update={
                "earliest_start": work.start, "latest_start": work.start,
                "preferred_start": work.start, "stretch_before": 0, "stretch_after": 0,
            }
        )  # fmt: skip
    lag = relation.lag_quarters
    if relation.kind is RelationKind.BEFORE and first:
        shortest = min(variant.duration_quarters for variant in case.variants_of[own.id])
        latest = min(own.latest_start, work.start + (-lag - shortest))
        return _window(own, own.earliest_start, latest)
    if first == (relation.kind is RelationKind.REQUIRES):
        return _window(own, max(own.earliest_start, work.end + lag), own.latest_start)
    return own


def _window(own: Task, earliest: Quarter, latest: Quarter) -> Task:
    changed: dict[str, object] = {
        "earliest_start": earliest,
        "latest_start": latest,
        "preferred_start": min(max(own.preferred_start, earliest), latest),
    }
    if earliest != own.earliest_start:
        changed["stretch_before"] = 0
    if latest != own.latest_start:
        changed["stretch_after"] = 0
    return own.model_copy(update=changed)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Limits, and by how much they give, in the words of the people whose limits they are."""

from collections.abc import Iterator, Sequence

from koppelkans.case import Boundary, BoundaryKind, Case, Relation, RelationKind, Task
from koppelkans.language import N_, Euros, Message
from koppelkans.programme.answers import Conflict, Give, Limit
from koppelkans.programme.errors import NoProgrammeFound
from koppelkans.programme.wishes import NOTHING, Wishes


def nothing_fits(case: Case, wishes: Wishes, conflict: Conflict) -> NoProgrammeFound:
    """Return the error that says which limits are in each other's way."""
    message = Message(N_("No programme keeps all limits at the same time."))
    reasons = tuple(tell_conflict(case, wishes, conflict))
    return NoProgrammeFound(message, reasons, proven=True, conflict=conflict)


def tell_conflict(case: Case, wishes: Wishes, conflict: Conflict) -> Iterator[Message]:
    """Yield the limits in conflict, how each alone would solve it, and what makes all fit."""
    if conflict.limits:
        yield Message(
            N_("These cannot be kept together; any one of them that gives is enough:")
            if conflict.minimal
            else N_("These cannot be kept together (perhaps fewer of them cannot either):")
        )
    for limit, way_out in zip(conflict.limits, conflict.ways_out, strict=True):
        told = tell_limit(case, limit, wishes)
        if way_out:
            gives = listed([tell_give(case, give, wishes) for give in way_out])
            yield Message(N_("- {limit}. Way out: {gives}"), {"limit": told, "gives": gives})
        else:
            yield Message(N_("- {limit}"), {"limit": told})
    if conflict.repair:
        yield Message(N_("Everything fits when these give:"))
    for give in conflict.repair:
        values = {
            "limit": tell_limit(case, give.limit, wishes),
            "give": tell_give(case, give, wishes),
        }
        yield Message(N_("- {limit} → {give}"), values)


def listed(messages: Sequence[Message]) -> Message:
    """Return messages one after another, with commas in between."""
    found = messages[0]
    for message in messages[1:]:
        found = Message(N_("{first}, {second}"), {"first": found, "second": message})
    return found


def tell_limit(case: Case, limit: Limit, wishes: Wishes = NOTHING) -> Message:
    """Return what a limit asks."""
    match limit.table:
        case "tasks":
            return _tell_task(case, case.task[limit.id])
        case "relations":
            return _tell_relation(case, find_relation(case, limit.id, wishes))
        case "boundaries":
            return _tell_boundary(find_boundary(case, limit.id))
        case _:
            return _tell_wish(case, limit, wishes)


def _tell_task(case: Case, task: Task) -> Message:
    first = max(task.earliest_start + -task.stretch_before, case.first_quarter)
    last = min(task.latest_start + task.stretch_after, case.last_quarter)
    return Message(
        N_("“{task}” is done, starting from {first} to {last}"),
        {"task": task.title, "first": first.shown, "last": last.shown},
    )


def find_boundary(case: Case, boundary_id: str) -> Boundary:
    """Return a boundary of the case by its id."""
    return next(boundary for boundary in case.boundaries if boundary.id == boundary_id)


def find_relation(case: Case, relation_id: str, wishes: Wishes = NOTHING) -> Relation:
    """Return a relation of the case, or of the wishes, by its id."""
    return next(r for r in (*case.relations, *wishes.relations) if r.id == relation_id)


LAGGING = (RelationKind.BEFORE, RelationKind.REQUIRES)

RELATIONS = {
    RelationKind.BEFORE: N_("“{task}” ends before “{other}” starts"),
    RelationKind.REQUIRES: N_("“{task}” starts after “{other}” has ended"),
    RelationKind.EXCLUDES: N_("“{task}” and “{other}” are not both done"),
    RelationKind.TOGETHER: N_("“{task}” and “{other}” start together"),
    RelationKind.PREPARES: N_("“{task}” prepares “{other}”"),
}

BOUNDARIES = {
    BoundaryKind.BUDGET: N_("“{name}”: {euros} a year"),
    BoundaryKind.CREWS: N_("“{name}”: at most {limit} at the same time"),
    BoundaryKind.CLOSURES: N_("“{name}”: at most {limit}"),
    BoundaryKind.REACHABILITY: N_("“{name}”"),
    BoundaryKind.REST: N_("“{name}”: {limit} years"),
    BoundaryKind.CLOSED_SEASON: N_("“{name}”"),
}


def _tell_relation(case: Case, relation: Relation) -> Message:
    values = {
        "task": case.task[relation.task_id].title,
        "other": case.task[relation.other_task_id].title,
    }
    told = Message(RELATIONS[relation.kind], values)
    if not relation.lag_quarters or relation.kind not in LAGGING:
        return told
    return Message(
        N_("{relation}, with {lag} in between"),
        {"relation": told, "lag": count_quarters(relation.lag_quarters)},
    )


def _tell_boundary(boundary: Boundary) -> Message:
    return Message(
        BOUNDARIES[boundary.kind],
        {
            "name": boundary.name,
            "limit": f"{boundary.limit:g}",
            "euros": Euros(boundary.limit),
        },
    )


def _tell_wish(case: Case, limit: Limit, wishes: Wishes) -> Message:
    if limit.table == "exclusions":
        exclusion = wishes.exclusions[int(limit.id)]
        title = case.task[exclusion.task_id].title
        if exclusion.variant_id is None:
            return Message(N_("wish: “{task}” is left out"), {"task": title})
        name = case.variant[exclusion.variant_id].name
        return Message(N_("wish: “{task}” not as “{variant}”"), {"task": title, "variant": name})
    pin = wishes.pins[int(limit.id)]
    first = pin.first or case.first_quarter
    last = pin.last or case.last_quarter
    values = {"task": case.task[pin.task_id].title, "first": first.shown, "last": last.shown}
    if first == last:
        told = Message(N_("wish: “{task}” starts in {first}"), values)
    else:
        told = Message(N_("wish: “{task}” starts from {first} to {last}"), values)
    if pin.variant_id is None:
        return told
    return Message(
        N_("{wish}, as “{variant}”"),
        {"wish": told, "variant": case.variant[pin.variant_id].name},
    )


def count_quarters(number: float) -> Message:
    """Return a number of quarters, in words that fit one and many."""
    text = N_("1 quarter") if number == 1 else N_("{number} quarters")
    return Message(text, {"number": f"{number:g}"})


GIVE_ONE = {
    BoundaryKind.CREWS: N_("1 crew more in {when}"),
    BoundaryKind.CLOSURES: N_("1 place more closed in {when}"),
    BoundaryKind.REACHABILITY: N_("1 place cut off in {when}"),
    BoundaryKind.REST: N_("1 quarter less rest in {when}"),
    BoundaryKind.CLOSED_SEASON: N_("1 place closed in {when}"),
}
GIVE_MANY = {
    BoundaryKind.BUDGET: N_("{euros} more in {year}"),
    BoundaryKind.CREWS: N_("{amount} crews more in {when}"),
    BoundaryKind.CLOSURES: N_("{amount} places more closed in {when}"),
    BoundaryKind.REACHABILITY: N_("{amount} places cut off in {when}"),
    BoundaryKind.REST: N_("{amount} quarters less rest in {when}"),
    BoundaryKind.CLOSED_SEASON: N_("{amount} places closed in {when}"),
}


def tell_give(case: Case, give: Give, wishes: Wishes = NOTHING) -> Message:
    """Return by how much a limit would have to give."""
    if give.amount is None:
        return _tell_letting_go(give, wishes)
    quarters = {"quarters": count_quarters(give.amount)}
    match give.limit.table:
        case "tasks":
            return Message(N_("start {quarters} outside the window"), quarters)
        case "relations":
            return Message(N_("{quarters} closer"), quarters)
        case "boundaries":
            return _tell_boundary_give(find_boundary(case, give.limit.id).kind, give, give.amount)
        case _:
            return Message(N_("{quarters} elsewhere"), quarters)


def _tell_boundary_give(kind: BoundaryKind, give: Give, amount: float) -> Message:
    texts = GIVE_ONE if amount == 1 and kind in GIVE_ONE else GIVE_MANY
    values = {
        "amount": f"{amount:,.6g}",
        "euros": Euros(amount),
        "when": give.when.shown if give.when else "",
    }
    return Message(texts[kind], values | {"year": str(give.when)[:4]})


def _tell_letting_go(give: Give, wishes: Wishes) -> Message:
    match give.limit.table:
        case "tasks":
            return Message(N_("leave it out"))
        case "pins" if wishes.pins[int(give.limit.id)].variant_id is not None:
            return Message(N_("another variant, or leave it out"))
        case _:
            return Message(N_("let go of it"))

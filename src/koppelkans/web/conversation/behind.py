# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is behind a struggle: the limit, how far it gives, and what that would yield."""

from dataclasses import dataclass

from koppelkans.case import Boundary, Case, Offer, Partner, Struggle, Task
from koppelkans.programme.answers import Limit, Yield
from koppelkans.programme.questions.tell_answers import tell_stretch
from koppelkans.programme.wishes import Wishes
from koppelkans.web.conversation.room import Room
from koppelkans.web.scene import Scene


@dataclass(frozen=True)
class Yielding:
    """What it yields when a limit gives; EUR: found, and proven at most."""

    asked: str
    at_least: float
    at_most: float | None
    is_proven: bool
    partners: tuple[tuple[Partner, float], ...]


@dataclass(frozen=True)
class Behind:
    """The limits behind a struggle; ``asked`` says whether limits were asked what they yield."""

    boundary: Boundary | None
    tasks: tuple[Task, ...]
    yields: tuple[Yielding, ...]
    asked: bool


def find_behind(room: Room, struggle: Struggle) -> Behind:
    """Return the limits behind a struggle, with what the programme in view says of them."""
    case = room.case
    boundary = next((b for b in case.boundaries if b.id == struggle.boundary_id), None)
    tasks = tuple(case.task[id_] for id_ in struggle.task_ids if id_ in case.task)
    limits = {Limit(table="tasks", id=task.id) for task in tasks}
    if boundary is not None:
        limits.add(Limit(table="boundaries", id=boundary.id))
    scene = room.scene
    table = scene.result.stretch if scene else None
    found = () if table is None or scene is None else tuple(
        _say(scene, one) for one in table.yields
        if one.at_least_eur > 1 and any(s.limit in limits for s in one.stretches)
    )  # fmt: skip
    return Behind(boundary, tasks, found, table is not None)


def _say(scene: Scene, found: Yield) -> Yielding:
    wishes = Wishes.model_validate(scene.programme.wishes)
    told = (tell_stretch(scene.case, s, wishes).in_language(scene.language)
            for s in found.stretches)  # fmt: skip
    partners = scene.case.partner
    return Yielding(
        "; ".join(told), found.at_least_eur, found.at_most_eur, found.exact,
        tuple((partners[c.partner_id], c.eur) for c in found.partners if c.partner_id in partners),
    )  # fmt: skip


def yield_of(scene: Scene | None, offer: Offer, case: Case) -> Yield | None:
    """Return what the programme in view says that the limit of an offer yields, if anything."""
    table = scene.result.stretch if scene else None
    if table is None:
        return None
    limits = set()
    if offer.boundary_id:
        limits.add(Limit(table="boundaries", id=offer.boundary_id))
    if offer.task_id in case.task:
        limits.add(Limit(table="tasks", id=offer.task_id))
    fitting = [one for one in table.yields if limits & {s.limit for s in one.stretches}]
    return max(fitting, key=lambda one: one.at_least_eur, default=None)

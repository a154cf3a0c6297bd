# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What already gives in a programme: the limits that it stretches, whose they are, what it costs.

Nobody had to accept these: their owners said beforehand how far they may stretch. They belong in
the ledger all the same, because somebody gives them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from koppelkans.case import Partner, Schedule
from koppelkans.language import LANGUAGES
from koppelkans.opportunity import find_joint_effects
from koppelkans.plan.content.limits import how_far, limit_moment, limit_name
from koppelkans.plan.reading import Reading
from koppelkans.programme import ProgrammeError, SearchSettings
from koppelkans.programme.answers import Limit
from koppelkans.programme.conditions import Cost, TrySettings, name_of_limit, price_giving
from koppelkans.programme.wishes import Wishes
from koppelkans.result import ExcessResult
from koppelkans.web.conversation.room import Room
from koppelkans.web.conversation.trials import SECONDS
from koppelkans.web.jobs import queue
from koppelkans.web.jobs.models import Job
from koppelkans.web.models import Programme
from koppelkans.web.scene import Scene
from koppelkans.web.store import load_programme_case, load_result

KIND = "given"
MOST = 8
"""Limits of which it is looked up what they are worth."""


@dataclass(frozen=True)
class Given:
    """A limit that a programme stretches; ``giver`` is None when it is everybody's."""

    giver: Partner | None
    name: str
    moments: tuple[tuple[str, str], ...]
    """When, and how far."""
    eur: float
    """The price that its owner put on it, undiscounted."""
    table: str
    id: str
    worth: "Worthy | None" = None


@dataclass(frozen=True)
class Worthy:
    """What it is worth to all that a limit gives, EUR, and what it changes for whom."""

    eur: float
    at_least: float
    at_most: float
    partners: tuple[tuple[Partner, float], ...]


def list_given(room: Room) -> list[Given]:
    """Return the limits that the programme in view stretches, in the order of the case."""
    scene = room.scene
    if scene is None:
        return []
    worths = _worths(room, scene)
    reading = scene.reading
    found: dict[tuple[str, str], list[ExcessResult]] = {}
    for excess in scene.result.programme.excesses:
        if not excess.broken:
            found.setdefault((excess.table, excess.id), []).append(excess)
    case = scene.case
    owners = {b.id: b.partner_id for b in case.boundaries}
    rows = []
    for (table, id_), excesses in found.items():
        owner = case.task[id_].partner_id if table == "tasks" else owners.get(id_)
        rows.append(
            Given(
                case.partner[owner] if owner else None,
                *_said(reading, excesses),
                sum(e.eur for e in excesses),
                table, id_, worths.get(name_of_limit(Limit(table=table, id=id_))),
            )
        )  # fmt: skip
    return rows


def _said(
    reading: Reading, excesses: Sequence[ExcessResult]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return what a limit is called, and when and how far it gives; by place if there are more."""
    names = dict.fromkeys(limit_name(reading, excess) for excess in excesses)
    if len(names) == 1:
        moments = ((limit_moment(reading, e), how_far(reading, e)) for e in excesses)
        return next(iter(names)), tuple(moments)
    limit = next(b.name for b in reading.case.boundaries if b.id == excesses[0].id)
    places = reading.case.place
    return limit, tuple(
        (f"{places[e.place_id].name}, {limit_moment(reading, e)}", how_far(reading, e))
        for e in excesses
    )


def job_of(programme: Programme) -> Job | None:
    """Return the job that looks up what the limits of a programme are worth, if asked for."""
    return queue.find(f"{KIND}-{programme.pk}")


def ask(programme: Programme) -> Job:
    """Ask what it is worth, and to whom, that the limits of a programme give."""
    key = f"{KIND}-{programme.pk}"
    return queue.ask(KIND, key, {"programme": programme.pk}, slow=True)


def compute(
    programme_id: int, keep: Callable[[dict[str, Any]], bool], seconds: float = SECONDS
) -> dict[str, Any] | None:
    """Look up what it is worth that the limits of a programme give; return why it is not known."""
    programme = Programme.objects.get(pk=programme_id)
    case, result = load_programme_case(programme), load_result(programme)
    if result is None:
        raise LookupError(f"programme {programme_id} has no result")
    named = {(e.table, e.id): e for e in result.programme.excesses if not e.broken}
    limits = [Limit(table=t, id=id_) for t, id_ in named if t in ("tasks", "boundaries")][:MOST]
    try:
        costs = price_giving(
            case, limits, find_joint_effects(case), TrySettings(SearchSettings(seconds=seconds)),
            start=Schedule(case, {c.task_id: c for c in result.programme.tasks}),
            wishes=Wishes.model_validate(programme.wishes),
            report=lambda done, of: keep({"done": done, "of": of - 1}),
        )  # fmt: skip
    except ProgrammeError as error:
        return {language: error.in_language(language) for language in LANGUAGES}
    keep({"costs": [cost.model_dump(mode="json") for cost in costs]})
    return None


def _worths(room: Room, scene: Scene) -> dict[str, Worthy]:
    """Return what was found, as far as the reader may know it."""
    job = job_of(scene.programme)
    costs = [Cost.model_validate(row) for row in (job.progress if job else {}).get("costs", ())]
    return {
        cost.condition_ids[0]: Worthy(
            room.amount(cost.eur), room.amount(cost.at_least_eur), room.amount(cost.at_most_eur),
            tuple(
                # What it costs them when it holds fast, it brings them that it gives.
                (partner, -change.eur)
                for change in cost.partners
                if (partner := room.partner(change.partner_id)) is not None
                and change.partner_id not in room.hidden.owners
            ),
        )
        for cost in costs
    }  # fmt: skip

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a question is about, as the area stands when it is asked.

Everybody in the room sees it, so it is made of what is for all partners: of no partner's own
figures. It is kept with the question: what people answered stays understandable whatever changes.
"""

from dataclasses import dataclass
from typing import Any

from koppelkans.case import Case, Criterion, Measure
from koppelkans.framework import BASELINE, FrameworkError, find_curve
from koppelkans.framework.together import SMALLEST_SPAN
from koppelkans.seen import Sight, Viewer, see
from koppelkans.web.models import Area
from koppelkans.web.records.state import state_of
from koppelkans.web.scene import Scene, scene_of
from koppelkans.web.store import shown_alternative
from koppelkans.web.workshop.models import Kind

ROOM = Viewer(Sight.TABLE)
"""The eyes of everybody in the room: what is for all partners, and of no partner's own."""

TOGETHER = "programme"
"""What the framework calls the proposal of the area; others have the number of the alternative."""

ALL_IN_ALL = ""
"""Criterion of a score for an alternative as a whole, where people score no criterion."""


@dataclass(frozen=True)
class MissingError(Exception):
    """Why something cannot be asked yet; ``what`` is "programme", "criteria" or "difference"."""

    what: str


def make_subject(area: Area, kind: str, language: str) -> dict[str, Any]:
    """Return what a question of a kind is about.

    Raises
    ------
    MissingError
        When there is nothing to score, weigh or vote on yet.
    """
    if kind == Kind.TEXT:
        return {}
    scenes = _scenes(area, language)
    if not scenes:
        raise MissingError("programme")
    alternatives = [{"key": BASELINE, "name": ""}]
    alternatives += [{"key": key, "name": scene.alternative.name} for key, scene in scenes.items()]
    if kind == Kind.VOTE:
        return {"alternatives": alternatives}
    case = room_case(area, language)
    if kind == Kind.SCORES:
        scored = [c for c in case.criteria if c.measure is Measure.SCORED] if case else []
        return {
            "alternatives": alternatives,
            "criteria": [_named(c) for c in scored] or [{"id": ALL_IN_ALL, "name": "", "text": ""}],
        }
    return {"criteria": _swings(scenes)}


def room_case(area: Area, language: str) -> Case | None:
    """Return the case of an area as everybody in the room may see it; None while it is no case."""
    whole = state_of(area).case
    return see(whole, None, ROOM, language)[0] if whole else None


def _scenes(area: Area, language: str) -> dict[str, Scene]:
    """Return the alternatives that have a programme, the proposal first."""
    proposal = shown_alternative(area)
    rest = area.alternatives.exclude(pk=proposal.pk)
    found = {}
    for alternative in (proposal, *rest):
        scene = scene_of(alternative, ROOM, language)
        if scene is not None:
            key = TOGETHER if alternative == proposal else str(alternative.number)
            found[key] = scene
    return found


def _named(criterion: Criterion) -> dict[str, Any]:
    return {"id": criterion.id, "name": criterion.name, "text": criterion.description}


def _swings(scenes: dict[str, Scene]) -> list[dict[str, Any]]:
    """Return the criteria in which the alternatives differ, from their worst to their best.

    Raises
    ------
    MissingError
        When there are no criteria, or the alternatives differ in none.
    """
    first = scenes[TOGETHER] if TOGETHER in scenes else next(iter(scenes.values()))
    swings, any_measured = [], False
    for criterion in first.case.criteria:
        figures = [
            score.figure
            for scene in scenes.values()
            for score in scene.result.weighing.scores
            if score.criterion_id == criterion.id
        ]
        if criterion.measure in (None, Measure.SCORED) or not figures:
            continue
        any_measured = True
        swing = _swing(first.case, criterion, figures)
        if swing:
            swings.append(_named(criterion) | swing)
    if not swings:
        raise MissingError("difference" if any_measured else "criteria")
    return swings


def _swing(case: Case, criterion: Criterion, figures: list[float]) -> dict[str, Any] | None:
    """Return from which figure to which a criterion goes, and how much of its curve that is."""
    try:
        curve = find_curve(case, criterion)
    except FrameworkError:
        return None
    worst, best = (choose(figures, key=curve.value) for choose in (min, max))
    span = curve.value(best) - curve.value(worst)
    if span < SMALLEST_SPAN:
        return None
    figure = case.key_figure.get(criterion.key_figure_id or "")
    return {
        "measure": criterion.measure, "worst": worst, "best": best, "span": span,
        "unit": figure.unit.removeprefix("EUR/") if figure else "",
    }  # fmt: skip

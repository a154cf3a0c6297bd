# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sharing an area as a precedent: what is told of it, and what is left out.

Names are replaced by kinds; figures are only those that residents may see, in round numbers, and
none in euros: a budget is never in them.
"""

import re
from math import floor, log10

from django.utils.translation import get_language

from koppelkans.case import Case
from koppelkans.case.labels import label
from koppelkans.language import translate
from koppelkans.result import Result
from koppelkans.seen import Sight, Viewer
from koppelkans.web.access.models import Membership
from koppelkans.web.models import Area
from koppelkans.web.scene import scene_of
from koppelkans.web.store import shown_alternative
from koppelkans.web.way.likeness import Situation
from koppelkans.web.workshop.subject import room_case

SHORTEST_NAME = 3


def situation_of(area: Area) -> Situation | None:
    """Return the situation of an area as it may be told; None while it is no case."""
    case = room_case(area, "en")
    if case is None:
        return None
    scene = scene_of(shown_alternative(area), Viewer(Sight.PUBLIC), "en")
    return Situation(
        themes=frozenset(task.theme.value for task in case.tasks),
        partner_kinds=frozenset(partner.kind.value for partner in case.partners),
        conflicts=_conflicts(scene.result, case) if scene else None,
        tasks=rounded(len(case.tasks)),
        figures=_figures(scene.result) if scene else (),
    )


def _conflicts(result: Result, case: Case) -> frozenset[str]:
    kinds = {boundary.id: boundary.kind.value for boundary in case.boundaries}
    return frozenset(
        "window" if excess.table == "tasks" else kinds.get(excess.id, "window")
        for excess in result.programme.excesses
    )


def _figures(result: Result) -> tuple[tuple[str, float | None, float], ...]:
    alone, together = result.baseline, result.programme
    return (
        ("occupations", rounded(alone.occupations), rounded(together.occupations)),
        ("closed_weeks", rounded(alone.closed_weeks), rounded(together.closed_weeks)),
    )


def rounded(number: float) -> int:
    """Return a number in two figures that tell something.

    >>> rounded(2055), rounded(127), rounded(8), rounded(0)
    (2100, 130, 8, 0)
    """
    if number <= 0:
        return 0
    step = 10 ** max(0, floor(log10(number)) - 1)
    return int(round(number / step) * step)


def without_names(text: str, area: Area) -> str:
    """Return a text in which names of partners are their kind, and those of people are nobody's."""
    language = get_language() or "nl"
    case = room_case(area, language)
    swaps: dict[str, str] = {area.name: "…"}
    if case is not None:
        for partner in case.partners:
            kind = translate(label(partner.kind), language).lower()
            swaps[partner.name] = swaps[partner.short_name] = kind
        swaps |= {person.name: "…" for person in case.people}
        swaps |= {street: "…" for street in {place.street for place in case.places} if street}
    members = Membership.objects.filter(area=area).select_related("user")
    swaps |= {str(member.user): "…" for member in members}
    names = sorted((n for n in swaps if len(n) >= SHORTEST_NAME), key=len, reverse=True)
    pattern = re.compile(
        r"\b(" + "|".join(map(re.escape, names)) + r")\b", re.IGNORECASE
    ) if names else None  # fmt: skip
    folded = {name.casefold(): kind for name, kind in swaps.items()}
    return pattern.sub(lambda m: folded[m[0].casefold()], text) if pattern else text

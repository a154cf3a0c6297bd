# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What comes out: opportunities, before and after, value, weighing."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from koppelkans.plan import charts
from koppelkans.plan.palette import LEFT, TAKEN
from koppelkans.web.present.conflicts import list_hindrances
from koppelkans.web.present.firmness import find_firmness
from koppelkans.web.present.framework import list_curves, list_weights
from koppelkans.web.present.maps import tasks
from koppelkans.web.present.moments import moments
from koppelkans.web.present.opportunities import (
    Chance,
    gains_by_place,
    list_chances,
    list_meetings,
)
from koppelkans.web.present.outcome import taken
from koppelkans.web.scene import Picture, Scene, ground_of, once, sheet, show

PER_PAGE = 20


@once
def _chances(picture: Picture) -> list[Chance]:
    return list_chances(picture.reading)


def _fixed(picture: Picture) -> dict[str, Any]:
    """Return what is the same whatever is asked for."""
    looks = {"taken": asdict(TAKEN), "left": asdict(LEFT)}
    return {
        "taken": taken(picture.reading), "meetings": list_meetings(picture.reading),
        "hindrances": list_hindrances(picture.reading),
        "map_data": {**ground_of(picture), "gains": gains_by_place(picture.reading), **looks},
    }  # fmt: skip


@sheet("opportunities")
def opportunities(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show where tasks meet: on the map and in a ranked list, twenty at a time."""
    asked = {name: request.GET.get(name, "")[:100] for name in ("partner", "state", "place")}
    found = [chance for chance in _chances(scene.picture) if _fits(chance, asked)]
    page = int(request.GET.get("page", "1")) if request.GET.get("page", "1").isdecimal() else 1
    start = PER_PAGE * (max(1, min(page, 1000)) - 1)
    context: dict[str, Any] = {
        "chances": found[start : start + PER_PAGE], "found": len(found), "asked": asked,
        "next": page + 1 if start + PER_PAGE < len(found) else None,
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        more = {"area": scene.area, "case": scene.case, "partial": True, "page": page, **context}
        return render(request, "koppelkans/chance_list.html", more)
    return show(
        request, scene, "opportunities", "opportunities", _fixed, **context,
        total=len(_chances(scene.picture)), page=page,
    )  # fmt: skip


def _fits(chance: Chance, asked: dict[str, str]) -> bool:
    found = chance.opportunity
    return (
        asked["partner"] in ("", *found.partner_ids)
        and asked["place"] in ("", *found.place_ids)
        and asked["state"] in ("", "taken" if found.taken else "left")
    )


@sheet("compare")
def compare(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show before and after, side by side through the quarters."""
    return show(request, scene, "compare", "compare", _compared)


def _compared(picture: Picture) -> dict[str, Any]:
    compared = moments(picture.reading)
    last_of_year = {year: index for index, year in enumerate(compared["years"])}
    rows = [
        {
            "year": year,
            "before": {name: compared["baseline"][name][index] for name in ("opened", "weeks")},
            "after": {name: compared["programme"][name][index] for name in ("opened", "weeks")},
        }
        for year, index in last_of_year.items()
    ]
    data = {**ground_of(picture), **compared, "tasks": tasks(picture.reading, picture.area.slug)}
    return {"map_data": data, "rows": rows}


@sheet("weighing")
def weighing(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show how everybody's own weights judge both alternatives."""
    arguments = (scene.case, scene.result, scene.language)
    partners, weights = list_weights(scene.reading)
    crossed = [
        (scene.case.partner[ranking.partner_id], alternative, criteria)
        for ranking in scene.result.weighing.rankings
        for alternative, criteria in ranking.red_lines_crossed.items()
        if criteria
    ]
    return show(
        request, scene, "weighing", "weighing",
        per_partner=charts.weighing_per_partner(*arguments),
        acceptability=charts.acceptability(*arguments),
        curves=list_curves(scene.reading), partners=partners, weights=weights,
        crossed=crossed, criteria={c.id: c for c in scene.case.criteria},
        firmness=find_firmness(scene.reading),
    )  # fmt: skip

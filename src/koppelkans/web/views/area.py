# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of areas, the first page of an area, and how far its programme is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koppelkans.language import translate
from koppelkans.plan.charts import closed_weeks_per_year
from koppelkans.plan.words import period
from koppelkans.programme.choices import Wanted
from koppelkans.seen import see
from koppelkans.web.access.demo import is_demo, personas
from koppelkans.web.access.gate import for_readers
from koppelkans.web.access.reader import Reader, areas_of, may_begin, reader_of
from koppelkans.web.alternatives.asked import Asked
from koppelkans.web.models import Area, Programme, State
from koppelkans.web.present.maps import occupations, phases, tasks
from koppelkans.web.present.outcome import gainers, outcomes, proof, taken
from koppelkans.web.present.silhouette import silhouette
from koppelkans.web.present.timeline import timeline
from koppelkans.web.records.state import state_of
from koppelkans.web.scene import (
    Picture,
    Scene,
    case_seen,
    chosen_alternative,
    ground_of,
    seen_case,
    sheet,
    show,
)
from koppelkans.web.store import (
    coming_programme,
    latest_programme,
    load_case,
    load_programme_case,
    shown_alternative,
)


def areas(request: HttpRequest) -> HttpResponse:
    """Show the areas of the reader, and those that anybody may look at or try out."""
    language = get_language() or "nl"
    cards: list[dict[str, object]] = []
    for area in areas_of(request.user):
        case = case_seen(state_of(area), reader_of(request.user, area).viewer, language)
        if case is None:
            cards.append({"area": area})
            continue
        cards.append(
            {"area": area, "case": case, "shape": silhouette(case),
             "programme": latest_programme(shown_alternative(area))}
        )  # fmt: skip
    open_areas = Area.objects.filter(door__public=True)
    demos = [
        {"area": area, "personas": personas(shown)}
        for area in Area.objects.filter(door__demo=True)
        if is_demo(area) and (shown := state_of(area).case)
    ]
    return render(
        request, "koppelkans/areas.html",
        {"cards": cards, "open_areas": open_areas, "demos": demos,
         "may_begin": may_begin(request.user)},
    )  # fmt: skip


@sheet("area")
def area(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show map, timeline and what working together yields."""
    return show(request, scene, "area", "area", _shown)


def _shown(picture: Picture) -> dict[str, object]:
    """Return what the first page shows."""
    reading = picture.reading
    names = tasks(reading, picture.area.slug)
    return {
        "outcomes": outcomes(reading), "gainers": gainers(reading), "proof": proof(reading),
        "taken": taken(reading), "phases": phases(reading), "street_rows": _street_rows(picture),
        "map_data": {
            **ground_of(picture), "phases": phases(reading), "tasks": names,
            "baseline": occupations(reading, picture.result.baseline),
            "programme": occupations(reading, picture.result.programme),
        },
        "timeline_data": {**timeline(reading), "tasks": names},
        "weeks": closed_weeks_per_year(picture.case, picture.result, picture.language),
    }  # fmt: skip


def _street_rows(picture: Picture) -> list[dict[str, object]]:
    """Return when every street opens: what the map shows, as a table."""
    reading, result = picture.reading, picture.result
    together = reading.occupations_at(result.programme)
    alone = reading.occupations_at(result.baseline)
    return [
        {
            "place": place,
            "together": [period(o.first, o.last) for o in together[place.id]],
            "alone": [period(o.first, o.last) for o in alone[place.id]],
        }
        for place in picture.case.places
    ]


@for_readers
def progress(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show how far the computation of the programme is: part of a page, asked again and again."""
    alternative = chosen_alternative(request, reader.area)
    coming = coming_programme(alternative)
    if coming is None and latest_programme(alternative) is not None:
        return HttpResponse(status=200, headers={"HX-Refresh": "true"})
    step = translate(coming.progress.get("step", ""), get_language() or "nl") if coming else ""
    context = {
        "area": reader.area, "programme": coming, "step": step, "why": _why(reader, coming),
        "found": _found(reader, coming),
    }  # fmt: skip
    return render(request, "koppelkans/progress.html", context)


def _found(reader: Reader, coming: Programme | None) -> dict[str, float] | None:
    """Return the net value found so far and what more is possible, to whom knows all it is made of.

    None as well where something else than net value is looked for.
    """
    search = coming.progress.get("search", {}) if coming else {}
    if coming is None or "best_eur" not in search:
        return None
    if Asked.model_validate(coming.asked).wanted != Wanted():
        return None
    if not reader.may_manage() and seen_case(reader) != load_case(reader.area):
        return None
    best = search["best_eur"]
    return {"best_eur": best, "more_eur": max(0.0, search["bound_eur"] - best)}


def _why(reader: Reader, failed: Programme | None) -> str:
    """Return why there is no programme, without names to whom they are not meant for."""
    if failed is None or failed.state != State.FAILED:
        return ""
    language = get_language() or "nl"
    told = str(failed.message.get(language, ""))
    whole = load_programme_case(failed)
    if reader.may_manage() or see(whole, None, reader.viewer, language)[0] == whole:
        return told
    return _("This does not fit together. The facilitator can see what is in the way.")

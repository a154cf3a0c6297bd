# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page for residents: what comes when in my street, and nothing else."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from koppelkans.plan.words import period
from koppelkans.seen import StreetWork, works_per_street
from koppelkans.seen.documents import RESIDENTS, Kind
from koppelkans.web.access.models import AreaDoor
from koppelkans.web.models import Area
from koppelkans.web.plans.views.documents import send
from koppelkans.web.plans.wanted import Wanted
from koppelkans.web.records.state import state_of
from koppelkans.web.store import (
    is_readable,
    latest_programme,
    load_programme_case,
    load_result,
    shown_alternative,
)

LONGEST_NAME = 100


def street_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all streets, or what comes in those that somebody looks for."""
    door = AreaDoor.objects.select_related("area").filter(area__slug=slug, public=True).first()
    if door is None:
        raise Http404(_("There is no such page."))
    asked = request.GET.get("straat", "").strip()[:LONGEST_NAME]
    works = _works(door.area)
    case = state_of(door.area).case  # Nothing yet, as long as the area is being filled in.
    streets = sorted({place.street for place in case.places}) if case else []
    wanted = [street for street in works if street and asked.casefold() in street.casefold()]
    shown = [*wanted, ""] if wanted and works.get("") else wanted
    context: dict[str, Any] = {
        "place": door.area, "asked": asked, "streets": streets, "ready": bool(works),
        "found": [(s, [_in_words(w) for w in works[s]]) for s in shown] if asked else [],
        "whole": _("In the whole neighbourhood"), "notice": case.area.notice if case else "",
    }  # fmt: skip
    return render(request, "koppelkans/access/streets.html", context)


@require_safe
def street_letter(request: HttpRequest, slug: str, language: str, suffix: str) -> HttpResponseBase:
    """Send the letter for one street, as everybody may read it; made when it is not there yet."""
    door = AreaDoor.objects.select_related("area").filter(area__slug=slug, public=True).first()
    street = request.GET.get("straat", "")
    alternative = shown_alternative(door.area) if door else None
    programme = latest_programme(alternative) if alternative else None
    if door is None or alternative is None or programme is None or not is_readable(programme):
        raise Http404(_("There is no such page."))
    wanted = Wanted(alternative.pk, programme.pk, RESIDENTS, Kind.STREET, street, language, suffix)
    streets = {place.street for place in load_programme_case(programme).places}
    if street not in streets or not wanted.is_possible:
        raise Http404(_("There is no such page."))
    return send(request, wanted, door.area)


def _works(area: Area) -> dict[str, tuple[StreetWork, ...]]:
    programme = latest_programme(shown_alternative(area))
    result = load_result(programme)
    if programme is None or result is None:
        return {}
    return works_per_street(load_programme_case(programme), result.programme)


def _in_words(work: StreetWork) -> dict[str, str]:
    weeks = round(work.closed_weeks)
    shut = ngettext(
        "the street is closed for about %(weeks)s week",
        "the street is closed for about %(weeks)s weeks",
        weeks,
    ) % {"weeks": weeks}
    return {
        "when": period(work.first, work.last), "title": work.title, "partner": work.partner,
        "theme": work.theme.value, "shut": shut if weeks else "",
    }  # fmt: skip

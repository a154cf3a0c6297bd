# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every page of an area starts from: the area, its case and its result, for one reader."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_noop

from koppelkans.case import Case
from koppelkans.plan.reading import Reading
from koppelkans.result import Result
from koppelkans.web.models import Area, Programme
from koppelkans.web.records.state import state_of
from koppelkans.web.store import latest_programme, load_case, load_result

Parameters = ParamSpec("Parameters")

SHEETS = (
    ("area", gettext_noop("Area")),
    ("records", gettext_noop("Fill in")),
    ("tasks", gettext_noop("Tasks")),
    ("opportunities", gettext_noop("Opportunities")),
    ("compare", gettext_noop("Before and after")),
    ("value", gettext_noop("Value")),
    ("weighing", gettext_noop("Weighing")),
    ("sharing", gettext_noop("Sharing")),
    ("plan", gettext_noop("Plan of approach")),
    ("conversation", gettext_noop("The conversation")),
)
"""The pages of an area in the order in which people read them: name of the route and title."""


@dataclass(frozen=True, eq=False)
class Scene:
    """An area as one reader sees it; the same object as long as nothing changes."""

    area: Area
    programme: Programme
    reading: Reading

    @property
    def case(self) -> Case:
        return self.reading.case

    @property
    def result(self) -> Result:
        return self.reading.result

    @property
    def language(self) -> str:
        return self.reading.language


@lru_cache(maxsize=32)
def _scene(
    area_id: int, _area_changed: datetime, programme_id: int, _changed: datetime, language: str
) -> Scene:
    area = Area.objects.get(pk=area_id)
    programme = Programme.objects.defer("result").get(pk=programme_id)
    result = load_result(programme)
    if result is None:
        raise LookupError(f"programme {programme_id} has no result")
    return Scene(area, programme, Reading(load_case(area), result, language))


def sheet(
    name: str,
) -> Callable[
    [Callable[Concatenate[HttpRequest, Scene, Parameters], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, str, Parameters], HttpResponseBase],
]:
    """Make a page of an area from a view that takes a scene.

    As long as there is no programme, the page says how far its computation is instead.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, Scene, Parameters], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, str, Parameters], HttpResponseBase]:
        @wraps(view)
        def page(
            request: HttpRequest, slug: str, *args: Parameters.args, **options: Parameters.kwargs
        ) -> HttpResponseBase:
            area = get_object_or_404(Area, slug=slug)
            if state_of(area).is_draft:
                # Nothing can be computed yet; this page says what is missing.
                return redirect("records", slug)
            programme = latest_programme(area)
            if programme is None or load_result(programme) is None:
                return _still_computing(request, area, programme, name)
            language = get_language() or "nl"
            scene = _scene(area.pk, area.changed, programme.pk, programme.changed, language)
            return view(request, scene, *args, **options)

        return page

    return decorate


def _still_computing(
    request: HttpRequest, area: Area, programme: Programme | None, name: str
) -> HttpResponse:
    case = load_case(area)
    context = {"area": area, "case": case, "programme": programme, "sheet": name, "sheets": SHEETS}
    return render(request, "koppelkans/computing.html", context)


def show(
    request: HttpRequest, scene: Scene, name: str, template: str, **more: object
) -> HttpResponse:
    """Return a page of the atlas."""
    context = {
        "area": scene.area, "case": scene.case, "result": scene.result,
        "programme": scene.programme, "scene": scene, "sheet": name, "sheets": SHEETS, **more,
    }  # fmt: skip
    return render(request, f"koppelkans/{template}.html", context)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every page of an area starts from: the area, its case and its result, for one reader."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_noop

from koppelkans.case import Case, CaseError, Circle
from koppelkans.plan.reading import Reading
from koppelkans.result import Result
from koppelkans.seen import Viewer, see
from koppelkans.seen.narrow import narrow
from koppelkans.web.access.gate import for_readers
from koppelkans.web.access.reader import Reader
from koppelkans.web.models import Alternative, Area, Programme
from koppelkans.web.present.maps import ground
from koppelkans.web.records.state import State, state_of
from koppelkans.web.store import (
    circles_now,
    coming_programme,
    is_readable,
    latest_programme,
    load_programme_case,
    load_result,
    shown_alternative,
)

Parameters = ParamSpec("Parameters")
Made = TypeVar("Made")

MOST_SCENES = 64
"""In one server process: of every area those of all its partners, in two languages."""

SHEETS = (
    ("area", gettext_noop("Area")),
    ("way", gettext_noop("The way")),
    ("records", gettext_noop("Fill in")),
    ("tasks", gettext_noop("Tasks")),
    ("opportunities", gettext_noop("Opportunities")),
    ("fitting", gettext_noop("Fitting")),
    ("compare", gettext_noop("Before and after")),
    ("value", gettext_noop("Value")),
    ("weighing", gettext_noop("Weighing")),
    ("workshops", gettext_noop("Weighing together")),
    ("sharing", gettext_noop("Sharing")),
    ("plan", gettext_noop("Plan of approach")),
    ("conversation", gettext_noop("The conversation")),
)
"""The pages of an area in the order in which people read them: name of the route and title."""


@dataclass(frozen=True, eq=False)
class Scene:
    """An area as a viewer sees it; the same object as long as nothing changes.

    Its case and result hold nothing that the viewer may not know.

    Attributes
    ----------
    kept
        What was made of it before; it goes when the scene goes.
    """

    area: Area
    alternative: Alternative
    programme: Programme
    reading: Reading
    viewer: Viewer
    kept: dict[object, Any] = field(default_factory=dict, repr=False)

    @property
    def case(self) -> Case:
        return self.reading.case

    @property
    def result(self) -> Result:
        return self.reading.result

    @property
    def language(self) -> str:
        return self.reading.language


def once(make: Callable[[Scene], Made]) -> Callable[[Scene], Made]:
    """Let something be made of a scene once, and kept with it."""

    @wraps(make)
    def found(scene: Scene) -> Made:
        if found not in scene.kept:
            scene.kept[found] = make(scene)
        made: Made = scene.kept[found]
        return made

    return found


@lru_cache(maxsize=MOST_SCENES)
def _scene(  # all that decides what is seen
    alternative_id: int, _version: int, _name: str, programme_id: int, _changed: datetime,
    language: str, viewer: Viewer, circles: tuple[tuple[str, tuple[Circle, tuple[str, ...]]], ...],
) -> Scene:  # fmt: skip
    alternative = Alternative.objects.select_related("area").get(pk=alternative_id)
    programme = Programme.objects.defer("result", "case").get(pk=programme_id)
    result = load_result(programme)
    if result is None:
        raise LookupError(f"programme {programme_id} has no result")
    shown = narrow(load_programme_case(programme), dict(circles))
    seen = see(shown, result, viewer, language)
    return Scene(alternative.area, alternative, programme, Reading(*seen, language), viewer)


def chosen_alternative(request: HttpRequest, area: Area) -> Alternative:
    """Return the alternative that somebody looks at: the one asked for, now or before.

    Without one asked for it is the proposal of the area.
    """
    key = f"alternative-{area.pk}"
    asked = request.GET.get("alternatief") or request.session.get(key)
    found = None
    if str(asked).isdecimal():
        found = Alternative.objects.filter(area=area, number=int(str(asked)[:9])).first()
    if found is None:
        return shown_alternative(area)
    if request.session.get(key) != found.number:
        request.session[key] = found.number
    return found


def scene_of(alternative: Alternative, viewer: Viewer, language: str) -> Scene | None:
    """Return an alternative with its programme, as a viewer sees it; None without a programme."""
    programme = latest_programme(alternative)
    if programme is None or not is_readable(programme):
        return None
    return _scene(
        alternative.pk, alternative.version, alternative.name, programme.pk, programme.changed,
        language, viewer,        tuple(circles_now(alternative.area_id).items()),
    )  # fmt: skip


def with_a_case(
    view: Callable[Concatenate[HttpRequest, Reader, Parameters], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Reader, Parameters], HttpResponseBase]:
    """Let a view be about a complete area only; elsewhere the reader sees what is missing."""

    @wraps(view)
    def whole(
        request: HttpRequest, reader: Reader, *args: Parameters.args, **options: Parameters.kwargs
    ) -> HttpResponseBase:
        if state_of(reader.area).is_draft:
            return redirect("records", reader.area.slug)
        return view(request, reader, *args, **options)

    return whole


def seen_case(reader: Reader) -> Case:
    """Return the case as it is now, as far as the reader sees it.

    Raises
    ------
    CaseError
        When it is not complete.
    """
    state = state_of(reader.area)
    case = case_seen(state, reader.viewer, get_language() or "nl")
    if case is None:
        raise CaseError(state.problems)
    return case


@lru_cache(maxsize=MOST_SCENES)
def case_seen(state: State, viewer: Viewer, language: str) -> Case | None:
    """Return the case of a state as a viewer sees it; None while something is missing."""
    return None if state.case is None else see(state.case, None, viewer, language)[0]


@once
def ground_of(scene: Scene) -> dict[str, object]:
    """Return what lies under everything on the maps of a scene."""
    return ground(scene.case)


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
        @with_a_case
        def page(
            request: HttpRequest,
            reader: Reader,
            *args: Parameters.args,
            **options: Parameters.kwargs,
        ) -> HttpResponseBase:
            area, language = reader.area, get_language() or "nl"
            alternative = chosen_alternative(request, area)
            scene = scene_of(alternative, reader.viewer, language)
            if scene is None:
                coming = coming_programme(alternative)
                return _still_computing(request, reader, coming, name)
            return view(request, scene, *args, **options)

        return for_readers(page)

    return decorate


def _still_computing(
    request: HttpRequest, reader: Reader, programme: Programme | None, name: str
) -> HttpResponse:
    area = reader.area
    case = seen_case(reader)
    context = {"area": area, "case": case, "programme": programme, "sheet": name, "sheets": SHEETS}
    return render(request, "koppelkans/computing.html", context)


def show(
    request: HttpRequest,
    scene: Scene,
    name: str,
    template: str,
    make: Callable[[Scene], dict[str, Any]] | None = None,
    **more: object,
) -> HttpResponse:
    """Return a page of the atlas.

    Parameters
    ----------
    make
        Returns what the parts of the template need that are drawn once for the scene
        (`koppelkans.web.templatetags.kept`).
    """
    context = {
        "area": scene.area, "case": scene.case, "result": scene.result,
        "programme": scene.programme, "scene": scene, "sheet": name, "sheets": SHEETS,
        "alternative": scene.alternative, "is_dated": is_dated(scene),
        "make": make, **more,
    }  # fmt: skip
    return render(request, f"koppelkans/{template}.html", context)


def is_dated(scene: Scene) -> bool:
    """Whether the case or what is asked has changed since the programme was computed."""
    if scene.alternative.decided is not None:
        return False
    now = Area.objects.only("version").get(pk=scene.area.pk).version
    asked = scene.alternative.asked != scene.programme.asked
    return asked or now != scene.programme.area_version

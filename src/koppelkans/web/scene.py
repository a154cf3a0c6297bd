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
from koppelkans.seen import Viewer
from koppelkans.seen.hidden import Hidden, find_hidden
from koppelkans.seen.narrow import narrow
from koppelkans.seen.see import see_without
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
class Picture:
    """An area as some viewers see it; the same object as long as nothing changes.

    Its case and result hold nothing that one of those viewers may not know. It does not say who
    they are, so what is made of it is right for each of them.

    Attributes
    ----------
    kept
        What was made of it before; it goes when the picture goes.
    """

    area: Area
    alternative: Alternative
    programme: Programme
    reading: Reading
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


@dataclass(frozen=True, eq=False)
class Scene:
    """A picture of an area, and who looks at it."""

    picture: Picture
    viewer: Viewer

    @property
    def area(self) -> Area:
        return self.picture.area

    @property
    def alternative(self) -> Alternative:
        return self.picture.alternative

    @property
    def programme(self) -> Programme:
        return self.picture.programme

    @property
    def reading(self) -> Reading:
        return self.picture.reading

    @property
    def case(self) -> Case:
        return self.reading.case

    @property
    def result(self) -> Result:
        return self.reading.result

    @property
    def language(self) -> str:
        return self.reading.language


def once(make: Callable[[Picture], Made]) -> Callable[[Picture], Made]:
    """Let something be made of a picture once, and kept with it."""

    @wraps(make)
    def found(picture: Picture) -> Made:
        if found not in picture.kept:
            picture.kept[found] = make(picture)
        made: Made = picture.kept[found]
        return made

    return found


@dataclass(frozen=True)
class Sight:
    """What is hidden of a case; equal for viewers who see the same of it."""

    key: tuple[object, ...]
    hidden: Hidden = field(compare=False)


def sight_of(case: Case, viewer: Viewer) -> Sight:
    """Return how a viewer sees a case."""
    hidden = find_hidden(case, viewer)
    return Sight(hidden.key, hidden)


@dataclass(frozen=True)
class Moment:
    """All that decides what an alternative looks like, besides who looks."""

    alternative_id: int
    version: int
    name: str
    programme_id: int
    changed: datetime
    language: str
    circles: tuple[tuple[str, tuple[Circle, tuple[str, ...]]], ...]


@lru_cache(maxsize=MOST_SCENES)
def _scene(moment: Moment, viewer: Viewer) -> Scene:
    programme = Programme.objects.defer("result", "case").get(pk=moment.programme_id)
    shown = narrow(load_programme_case(programme), dict(moment.circles))
    return Scene(_picture(moment, sight_of(shown, viewer)), viewer)


@lru_cache(maxsize=MOST_SCENES)
def _picture(moment: Moment, sight: Sight) -> Picture:
    alternative = Alternative.objects.select_related("area").get(pk=moment.alternative_id)
    programme = Programme.objects.defer("result", "case").get(pk=moment.programme_id)
    result = load_result(programme)
    if result is None:
        raise LookupError(f"programme {programme.pk} has no result")
    seen = see_without(sight.hidden, result, moment.language)
    reading = Reading(*seen, moment.language)
    return Picture(alternative.area, alternative, programme, reading)


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
    moment = Moment(
        alternative.pk, alternative.version, alternative.name, programme.pk, programme.changed,
        language, tuple(circles_now(alternative.area_id).items()),
    )  # fmt: skip
    return _scene(moment, viewer)


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
    if state.case is None:
        return None
    return _case_seen(state, sight_of(state.case, viewer), language)


@lru_cache(maxsize=MOST_SCENES)
def _case_seen(_state: State, sight: Sight, language: str) -> Case:
    return see_without(sight.hidden, None, language)[0]


@once
def ground_of(picture: Picture) -> dict[str, object]:
    """Return what lies under everything on the maps of a picture."""
    return ground(picture.case)


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
    make: Callable[[Picture], dict[str, Any]] | None = None,
    **more: object,
) -> HttpResponse:
    """Return a page of the atlas.

    Parameters
    ----------
    make
        Returns what the parts of the template need that are drawn once for the picture
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

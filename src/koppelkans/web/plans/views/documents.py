# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the plan, and the files to take along: made when asked for, with their progress."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koppelkans.seen.documents import RESIDENTS, Kind
from koppelkans.web.jobs import queue
from koppelkans.web.jobs.models import ACTIVE, Job, State
from koppelkans.web.models import Area
from koppelkans.web.plans import files, work
from koppelkans.web.plans.make import make
from koppelkans.web.plans.rights import may_write
from koppelkans.web.plans.wanted import ARCHIVE, MEDIA, Wanted
from koppelkans.web.scene import Scene, sheet, show

LONGEST_NAME = 200


@dataclass(frozen=True)
class Offer:
    """A kind of file as the page offers it."""

    kind: str
    title: str
    text: str
    suffixes: tuple[str, ...]
    languages: tuple[str, ...] = ("nl", "en")


WORD_PDF_WEB = ("docx", "pdf", "html")
DOCUMENTS = (
    Offer("full", gettext_noop("The whole plan"),
          gettext_noop("To read, discuss and decide on: everything, with maps and tables."),
          WORD_PDF_WEB),
    Offer("memo", gettext_noop("Memo for directors"),
          gettext_noop("Two pages: what it yields, what is asked, what is still open."),
          WORD_PDF_WEB),
    Offer("permits", gettext_noop("List of works for permits"),
          gettext_noop("Every period in which a street is broken up, year by year."),
          WORD_PDF_WEB),
)  # fmt: skip
ONE_BY_ONE = (
    Offer("partner", gettext_noop("Page for a partner"),
          gettext_noop("One page: what this plan means for one partner."), WORD_PDF_WEB),
    Offer("street", gettext_noop("Letter for a street"),
          gettext_noop("For residents: what is done in the street, and when."), WORD_PDF_WEB),
)  # fmt: skip
DATA = (
    Offer("programme", gettext_noop("Programme (Excel)"),
          gettext_noop("Every task with its quarter, variant and amounts; totals add up."),
          ("xlsx",)),
    Offer("gantt", gettext_noop("Planning (MS Project)"),
          gettext_noop("Tasks, their order and their partners, for planners."), ("xml",)),
    Offer("calendar", gettext_noop("Calendar (iCalendar)"),
          gettext_noop("Tasks and closed streets in your own agenda."), ("ics",)),
    Offer("map", gettext_noop("Programme (GeoPackage)"),
          gettext_noop("For QGIS: places, tasks and occupations with their dates."),
          ("gpkg",), ("nl",)),
    Offer("places", gettext_noop("Map (GeoJSON)"),
          gettext_noop("Places and tasks for a map on the web."), ("geojson",)),
    Offer("result", gettext_noop("Result (JSON)"),
          gettext_noop("For other programs: everything that was computed, with its settings."),
          ("json",), ("nl",)),
)  # fmt: skip
EVERYTHING = Offer(
    ARCHIVE, gettext_noop("Everything in one archive (zip)"),
    gettext_noop(
        "Every document in both languages, the tables, the case and the result, with a list by"
        " which anybody can check that nothing changed."
    ),
    ("zip",), ("nl",),
)  # fmt: skip


@sheet("plan")
def plan(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show what the plan holds, year by year, with the files to take along."""
    works = sorted(scene.reading.programme.works.values(), key=lambda w: (w.start, w.task.id))
    phases = [
        (phase, [(w, scene.reading.title(w.task.id)) for w in works if w.start in phase])
        for phase in scene.reading.phases
    ]
    left_out = [
        scene.reading.title(task.id)
        for task in scene.case.tasks
        if task.id not in scene.reading.programme.works
    ]
    return show(
        request, scene, "plan", "plan", phases=phases, left_out=left_out,
        documents=DOCUMENTS, one_by_one=ONE_BY_ONE, data=DATA, everything=EVERYTHING,
        streets=sorted({place.street for place in scene.case.places}),
        decided=wanted_file(scene, "full", "", scene.language, "docx").decided,
        may_write=may_write(request),
    )  # fmt: skip


@require_safe
@sheet("plan")
def document(
    request: HttpRequest, scene: Scene, kind: str, language: str, suffix: str
) -> HttpResponseBase:
    """Send a file; while it is being made, say how far that is."""
    about = request.GET.get("voor", "")[:LONGEST_NAME]
    wanted = wanted_file(scene, kind, about, language, suffix)
    if not wanted.is_possible:
        raise Http404
    return send(request, wanted, scene.area, scene)


def wanted_file(scene: Scene, kind: str, about: str, language: str, suffix: str) -> Wanted:
    """Return which file that is for who looks at a scene."""
    # A letter to residents is the same whoever sends it.
    viewer = RESIDENTS if kind == Kind.STREET else scene.viewer
    return Wanted(scene.alternative.pk, scene.programme.pk, viewer, kind, about, language, suffix)


def send(
    request: HttpRequest, wanted: Wanted, area: Area, scene: Scene | None = None
) -> HttpResponseBase:
    """Send a file when it is there; else ask for it, and say how far it is.

    A part of a page (htmx) gets a part that asks on by itself.
    """
    path = files.path_of(wanted)
    if not path.exists() and not wanted.is_long:
        files.keep(path, lambda fresh: make(wanted, fresh, lambda _done, _of: True))
    is_part = "HX-Request" in request.headers
    if path.exists() and not is_part:
        return _as_file(path, wanted, area)
    job = None if path.exists() else _job(wanted, is_asked="stand" not in request.GET)
    here = request.get_full_path().split("?")[0]
    query = request.GET.copy()
    query.pop("stand", None)
    link = f"{here}?{query.urlencode()}" if query else here
    query["stand"] = "1"
    context = {
        "link": link, "again": f"{here}?{query.urlencode()}", "job": job, "area": area,
        "percent": _percent(job), "why": why_not(job), "is_ready": path.exists(),
        "place": area,
    }  # fmt: skip
    if not is_part:
        if scene is None:
            return render(request, "koppelkans/plans/waiting.html", context | {"area": None})
        return show(request, scene, "plan", "plans/waiting", None, **context)
    response = render(request, "koppelkans/plans/progress.html", context)
    if path.exists():
        response["HX-Trigger"] = json.dumps({"kk-download": {"url": link}})
    return response


def ask_for_file(wanted: Wanted, area: Area) -> HttpResponseBase | tuple[Job, int | None]:
    """Return a file when it is there; else the job that makes it, and how far it is in percent."""
    path = files.path_of(wanted)
    if not path.exists() and not wanted.is_long:
        files.keep(path, lambda fresh: make(wanted, fresh, lambda _done, _of: True))
    if path.exists():
        return _as_file(path, wanted, area)
    job = _job(wanted, is_asked=False)
    return job, _percent(job)


def send_now(kind: str, suffix: str, scene: Scene, language: str) -> HttpResponseBase:
    """Send a file to a program: made while it waits."""
    wanted = wanted_file(scene, kind, "", language, suffix)
    path = files.path_of(wanted)
    if not path.exists():
        files.keep(path, lambda fresh: make(wanted, fresh, lambda _done, _of: True))
    return _as_file(path, wanted, scene.area)


def _as_file(path: Path, wanted: Wanted, area: Area) -> FileResponse:
    path.touch()
    return FileResponse(
        path.open("rb"), as_attachment=True, content_type=MEDIA[wanted.suffix],
        filename=_file_name(wanted, area),
    )  # fmt: skip


def _job(wanted: Wanted, *, is_asked: bool) -> Job:
    """Return the job that makes a file; asked for anew unless somebody only looks how far it is."""
    found = queue.find(wanted.key)
    if found is None or (is_asked and found.state not in ACTIVE):
        return work.ask_for(wanted)
    # Done, and yet no file: what decides it changed meanwhile, or the file was cleared away.
    return work.ask_for(wanted) if found.state == State.DONE else found


def _percent(job: Job | None) -> int | None:
    done, of = (job.progress.get(name) for name in ("done", "of")) if job else (None, None)
    return None if not of else round(100 * (done or 0) / of)


def why_not(job: Job | None) -> str:
    """Return why there is no file; empty as long as it may come."""
    if job is None or job.state != State.FAILED:
        return ""
    known = job.message.get(get_language() or "nl")
    return known or _("Something went wrong that we had not foreseen. It is in the log.")


def _file_name(wanted: Wanted, area: Area) -> str:
    alone = wanted.kind in {"map", "result", ARCHIVE}
    parts = [area.slug, "" if wanted.kind == Kind.FULL else wanted.kind, slugify(wanted.about)]
    return "-".join(filter(None, [*parts, "" if alone else wanted.language])) + f".{wanted.suffix}"

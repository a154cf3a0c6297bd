# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tasks: a list to search in, and a page for each."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from koppelkans.case import Quarter, Task, Theme, Visibility
from koppelkans.plan.reading import Reading
from koppelkans.web.present import tasks as present
from koppelkans.web.present.opportunities import chances_of
from koppelkans.web.present.strips import window_strip
from koppelkans.web.present.tables import task_amounts
from koppelkans.web.present.why import tell_why
from koppelkans.web.scene import Picture, Scene, ground_of, once, sheet, show


@once
def _rows(picture: Picture) -> list[present.Row]:
    return present.list_tasks(picture.reading)


@lru_cache(maxsize=32)
def _list(picture: Picture, asked: present.Filter) -> SafeString:
    """Return the list of what is asked for, as HTML: hundreds of tasks take a while to draw."""
    everything = _rows(picture)
    context = {
        "rows": present.find_tasks(picture.reading, everything, asked), "number": len(everything),
        "area": picture.area, "case": picture.case,
    }  # fmt: skip
    return render_to_string("koppelkans/task_list.html", context)


@sheet("tasks")
def tasks(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show the list; htmx asks only for the part that changes with the filter."""
    asked = present.Filter.of(request.GET)
    if request.headers.get("HX-Request"):
        return HttpResponse(_list(scene.picture, asked))
    everything = _rows(scene.picture)
    return show(
        request, scene, "tasks", "tasks", list=_list(scene.picture, asked), asked=asked,
        themes=[t for t in Theme if any(row.task.theme is t for row in everything)],
        streets=sorted({street for row in everything for street in row.streets}),
    )  # fmt: skip


@sheet("tasks")
def task(request: HttpRequest, scene: Scene, task_id: str) -> HttpResponse:
    """Show everything about one task that every partner may see."""
    reading = scene.reading
    found = scene.case.task.get(task_id)
    if found is None:
        raise Http404(_("There is no such task in this area."))
    if found.visibility is Visibility.OWN:
        return show(request, scene, "tasks", "task_private", title=reading.title(task_id))
    amounts = task_amounts(reading, task_id)
    return show(
        request, scene, "tasks", "task",
        task=found, owner=scene.case.partner[found.partner_id],
        places=[scene.case.place[place_id] for place_id in found.place_ids],
        strip=window_strip(reading, found), variants=present.list_variants(reading, found),
        a_year_later=_a_year_later(reading, found),
        alone=reading.baseline.works.get(task_id), planned=reading.programme.works.get(task_id),
        amounts=amounts,
        amount_totals=(sum(a.alone for a in amounts), sum(a.together for a in amounts)),
        unpriced=[u for u in scene.result.programme.unpriced if u.task_id == task_id],
        relations=present.list_relations(reading, found),
        chances=chances_of(reading, task_id),
        worries=present.list_worries(reading, found),
        map_data={**ground_of(scene.picture), "selected": list(found.place_ids)},
    )  # fmt: skip


def _a_year_later(reading: Reading, task: Task) -> Quarter | None:
    """Return a year after the start of a task in the programme; None when it cannot wait."""
    planned = reading.programme.works.get(task.id)
    latest = task.latest_start + task.stretch_after
    return planned.start + 4 if planned and planned.start + 4 <= latest else None


@sheet("tasks")
def why(request: HttpRequest, scene: Scene, task_id: str) -> HttpResponse:
    """Show why a task is where it is: part of its page, or a page of its own.

    It is computed with what the viewer may know, so where costs are kept it says that it cannot.
    """
    found = scene.case.task.get(task_id)
    if found is None:
        raise Http404(_("There is no such task in this area."))
    told = tell_why(scene.picture, task_id)
    if request.headers.get("HX-Request"):
        return render(request, "koppelkans/why.html", {"told": told})
    return show(
        request, scene, "tasks", "why_page", told=told, task_id=task_id,
        title=scene.reading.title(task_id),
    )  # fmt: skip

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The timeline to work on: windows and preferred starts, dragged or moved by a button."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koppelkans.web.records.change import ClashError, RecordChange, RefusedError, change_records
from koppelkans.web.records.desk import Desk, at_desk, desk_of, say_problem, show
from koppelkans.web.records.layout import address_of
from koppelkans.web.records.moments import MOMENTS, first_days, list_moments, moved

STEPS = ("-4", "-1", "+1", "+4")


@require_http_methods(["GET", "POST"])
@at_desk
def timeline(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the timeline, and keep what was moved on it."""
    if request.method == "POST":
        return _move(request, desk)
    return _show(request, desk)


def _show(request: HttpRequest, desk: Desk, said: str = "", status: int = 200) -> HttpResponse:
    tasks = list_moments(desk)
    chosen = request.POST.get("task") or request.GET.get("opgave", "")
    data = {
        **first_days(desk),
        "tasks": tasks,
        "version": desk.area.version,
        "address": reverse("record_table", args=[desk.area.slug, address_of("tasks")]),
    }
    return show(
        request, desk, "timeline", status, data=data, chosen=chosen, said=said, moments=MOMENTS,
        tasks=[task for task in tasks if task["editable"]],
    )  # fmt: skip


def _move(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep what was moved; a script gets the answer as JSON, a form a page."""
    key, sent = request.POST.get("task", ""), request.POST
    task = desk.tables["tasks"].get(key)
    if task is None or not desk.sees("tasks", task):
        return _answer(request, desk, _("Choose a task first."), 404)
    asked = {name: sent[name] for name in MOMENTS if sent.get(name)}
    if ":" in sent.get("move", ""):
        name, step = sent["move"].split(":", 1)
        asked = {name: step}
    try:
        values = moved(task, asked)
    except (ValueError, KeyError):
        return _answer(request, desk, _("This is no quarter."), 422)
    version = sent.get("based_on", "")
    based_on = int(version) if version.isdecimal() and len(version) < 10 else desk.area.version
    try:
        change_records(
            desk.area, desk.author, [RecordChange("tasks", key, values)], based_on=based_on
        )
    except RefusedError as error:
        texts = [say_problem(problem, desk.language) for problem in error.problems]
        return _answer(request, desk, " ".join(texts), 422)
    except ClashError:
        said = _("Somebody else moved this task meanwhile; this is where it is now.")
        return _answer(request, desk, said, 409)
    except PermissionDenied:
        return _answer(request, desk, _("You may read this, but not change it."), 403)
    return _answer(request, desk, _("Saved."), 200)


def _answer(request: HttpRequest, desk: Desk, said: str, status: int) -> HttpResponse:
    key = request.POST.get("task", "")
    now = desk_of(desk.reader)
    if request.headers.get("Accept") == "application/json":
        found = next((task for task in list_moments(now) if task["id"] == key), None)
        return JsonResponse(
            {"task": found, "version": now.area.version, "said": said}, status=status
        )
    if status != 200:
        return _show(request, now, said, status)
    address = reverse("record_timeline", args=[desk.area.slug])
    return redirect(f"{address}?{urlencode({'opgave': key, 'bewaard': str(now.area.version)})}")

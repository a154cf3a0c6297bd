# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fitting: ask something else of the programme, see what it does, keep alternatives, decide."""

from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koppelkans.case import Case, CaseError
from koppelkans.plan.words import quarter
from koppelkans.programme.choices import Wanted
from koppelkans.seen import Viewer
from koppelkans.web.access.gate import for_managers, for_readers
from koppelkans.web.access.models import User
from koppelkans.web.access.reader import Reader
from koppelkans.web.alternatives import held, keep, present, wants
from koppelkans.web.alternatives.asked import Asked, find_trouble
from koppelkans.web.alternatives.questions import (
    QuestionError,
    drop_question,
    read_question,
    read_replanning,
    replan_asked,
)
from koppelkans.web.alternatives.what_if import say_answer
from koppelkans.web.compute import stop_computing
from koppelkans.web.models import Alternative
from koppelkans.web.present.maps import ground
from koppelkans.web.present.maps import tasks as tasks_at
from koppelkans.web.present.moments import sides
from koppelkans.web.records.options import Option, draw_choices
from koppelkans.web.records.state import State, state_of
from koppelkans.web.scene import (
    MOST_SCENES,
    SHEETS,
    case_seen,
    chosen_alternative,
    is_dated,
    scene_of,
    seen_case,
    with_a_case,
)
from koppelkans.web.store import coming_programme, latest_programme, load_case, load_result


@for_readers
@with_a_case
def fitting(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show the alternatives, what the one in view asks, and what follows from it."""
    area, language = reader.area, get_language() or "nl"
    alternative = chosen_alternative(request, area)
    case = seen_case(reader)
    asked = keep.asked_of(alternative)
    trouble = _trouble(reader, asked)
    scene = scene_of(alternative, reader.viewer, language)
    coming = coming_programme(alternative)
    context: dict[str, Any] = {
        "area": area, "case": case, "sheet": "fitting", "sheets": SHEETS, "reader": reader,
        "alternative": alternative, "rows": _rows(reader, language), "coming": coming,
        "asked": [
            *present.list_asked(case, asked, language), *wants.list_wanted(case, asked),
            *held.list_accepted(load_case(area), case, asked),
        ],
        "seconds": asked.seconds,
        "trouble": trouble,
        "consequences": [] if trouble else present.list_consequences(case, _visible(case, asked)),
        **_choices(state_of(area), reader.viewer, language),
        "may_manage": reader.may_manage(),
        "wanted": asked.wanted, "is_wanted": asked.wanted != Wanted(), "scene": scene,
        "fair": wants.fair_choices(language),
        "yields": present.list_yields(scene.reading, scene.programme) if scene else [],
        "limits_asked": present.count_asked(scene.reading) if scene else None,
        "changes": wants.list_changes(scene) if scene else (),
        "red_lines": wants.list_red_lines(scene) if scene else (),
    }  # fmt: skip
    return render(request, "koppelkans/alternatives/fitting.html", context)


@lru_cache(maxsize=MOST_SCENES)
def _choices(state: State, viewer: Viewer, language: str) -> dict[str, SafeString]:
    """Return what can be chosen in the questions, as HTML; several of them offer all tasks."""
    case = case_seen(state, viewer, language)
    if case is None:
        raise CaseError(state.problems)
    tasks = [
        Option(task.id, task.title, group=partner.name)
        for partner in case.partners
        for task in case.tasks
        if task.partner_id == partner.id
    ]
    variants = [
        Option(variant.id, f"{case.task[variant.task_id].title}: {variant.name}")
        for variant in case.variants
        if len(case.variants_of[variant.task_id]) > 1
    ]
    quarters = [case.first_quarter + n for n in range(case.last_quarter - case.first_quarter + 1)]
    return {
        "tasks": draw_choices(tasks), "variants": draw_choices(variants),
        "quarters": draw_choices(Option(str(q), quarter(q)) for q in quarters),
    }  # fmt: skip


def _visible(case: Case, asked: Asked) -> Asked:
    """Return what is asked as far as it is about what the reader sees."""
    seen = {"tasks": set(case.task), "boundaries": {b.id for b in case.boundaries}}
    wishes = asked.wishes.model_copy(
        update={
            kind: tuple(w for w in getattr(asked.wishes, kind) if w.task_id in case.task)
            for kind in ("pins", "exclusions")
        }
        | {"relations": ()}
    )
    changes = tuple(c for c in asked.changes if c.id in seen.get(c.table, ()))
    wanted = asked.wanted
    if wanted.agreed is not None:
        slips = tuple(s for s in wanted.agreed.slips if s.task_id in case.task)
        agreed = wanted.agreed.model_copy(update={"slips": slips})
        wanted = wanted.model_copy(update={"agreed": agreed})
    return asked.model_copy(update={"wishes": wishes, "changes": changes, "wanted": wanted})


def _trouble(reader: Reader, asked: Asked) -> list[str]:
    """Return why what is asked cannot be; without names to whom they are not meant for."""
    whole, language = load_case(reader.area), get_language() or "nl"
    found = list(find_trouble(whole, asked, language))
    if found and seen_case(reader) != whole and not reader.may_manage():
        return [_("This does not fit together. The facilitator can see what is in the way.")]
    return found


def _rows(reader: Reader, language: str) -> list[present.Row]:
    rows = []
    for alternative in reader.area.alternatives.all():
        scene = scene_of(alternative, reader.viewer, language)
        rows.append(
            present.Row(
                alternative,
                scene.reading if scene else None,
                scene.programme if scene else None,
                bool(scene and is_dated(scene)),
            )
        )
    return rows


def _asked_for(request: HttpRequest, reader: Reader) -> Alternative:
    """Return the alternative that a form is about."""
    number = request.POST.get("alternative", "")
    if not reader.may_compute():
        raise PermissionDenied
    if not number.isdecimal():
        raise Http404
    found = Alternative.objects.filter(area=reader.area, number=int(number[:9])).first()
    if found is None:
        raise Http404
    return found


def _back(reader: Reader, alternative: Alternative, place: str = "") -> HttpResponse:
    address = reverse("fitting", args=[reader.area.slug])
    return redirect(f"{address}?alternatief={alternative.number}{place}")


@require_POST
@for_readers
@with_a_case
def ask(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Ask one thing more, and compute anew when it is possible."""
    alternative = _asked_for(request, reader)
    try:
        change = read_question(seen_case(reader), request.POST.get("kind", ""), request.POST.dict())
        changed = change(keep.asked_of(alternative))
    except QuestionError as error:
        messages.error(request, str(error))
        return _back(reader, alternative)
    trouble = _trouble(reader, changed)
    if trouble:
        messages.error(request, _("That is not possible: %(why)s") % {"why": " ".join(trouble)})
        return _back(reader, alternative)
    return _change(request, reader, alternative, change)


@require_POST
@for_readers
@with_a_case
def drop(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Take back one of the things asked, and compute anew."""
    alternative = _asked_for(request, reader)
    kind, number = request.POST.get("kind", ""), request.POST.get("number", "")
    place = int(number) if number.isdecimal() else -1
    if kind in ("accepted", "left_out"):
        case = load_case(reader.area)
        return _change(
            request, reader, alternative, lambda asked: held.toggle_accepted(case, asked, place)
        )
    return _change(request, reader, alternative, lambda asked: drop_question(asked, kind, place))


def _change(
    request: HttpRequest, reader: Reader, alternative: Alternative, change: Any
) -> HttpResponse:
    version = request.POST.get("version", "")
    try:
        keep.change_asked(alternative, int(version) if version.isdecimal() else 0, change)
    except keep.ChangedError:
        text = _("It is decided on, or somebody else changed it meanwhile. Look again, then ask.")
        messages.error(request, text)
    else:
        if not _trouble(reader, keep.asked_of(alternative)):
            keep.compute_alternative(alternative)
        # Where it says what that rules out, and how far the search is.
        return _back(reader, alternative, "#gekozen")
    return _back(reader, alternative)


@require_POST
@for_readers
@with_a_case
def replan(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Make an alternative that leaves as much as possible of this one as it was agreed."""
    source = _asked_for(request, reader)
    result = load_result(latest_programme(source))
    if result is None:
        messages.error(request, _("There is no programme yet to plan anew."))
        return _back(reader, source)
    try:
        replanning = read_replanning(seen_case(reader), request.POST.dict(), result.programme.tasks)
    except QuestionError as error:
        messages.error(request, str(error))
        return _back(reader, source)
    trouble = _trouble(reader, replan_asked(keep.asked_of(source), replanning))
    if trouble:
        messages.error(request, _("That is not possible: %(why)s") % {"why": " ".join(trouble)})
        return _back(reader, source)
    name = _("%(name)s, planned anew") % {"name": source.name}
    made = keep.add_alternative(reader.area, keep.unused_name(reader.area, name), source)
    keep.change_asked(made, made.version, lambda asked: replan_asked(asked, replanning))
    keep.compute_alternative(made)
    return _back(reader, made)


@require_POST
@for_readers
@with_a_case
def compute(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Compute an alternative anew, on the case as it is now."""
    alternative = _asked_for(request, reader)
    if alternative.decided is None and not _trouble(reader, keep.asked_of(alternative)):
        keep.compute_alternative(alternative, with_stretch="with_stretch" in request.POST)
    return _back(reader, alternative)


@require_POST
@for_readers
@with_a_case
def stop(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Stop the search: what was found so far is good enough."""
    alternative = _asked_for(request, reader)
    coming = coming_programme(alternative)
    if coming is not None:
        stop_computing(coming)
    return _back(reader, alternative)


@require_POST
@for_readers
@with_a_case
def change_alternative(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Copy an alternative, give it another name, make it the proposal, or remove it."""
    alternative = _asked_for(request, reader)
    match request.POST.get("do"):
        case "copy":
            name = keep.unused_name(reader.area, alternative.name)
            alternative = keep.add_alternative(reader.area, name, alternative)
        case "name":
            name = request.POST.get("name", "").strip()[:100]
            if name:
                Alternative.objects.filter(pk=alternative.pk).update(given_name=name)
        case "propose" if reader.may_manage():
            keep.propose(alternative, reader.user)
        case "remove" if reader.may_manage():
            if keep.remove(alternative):
                return redirect("fitting", reader.area.slug)
            messages.error(request, _("What is decided on, or is the only one, stays."))
        case _:
            raise PermissionDenied
    return _back(reader, alternative)


@require_POST
@for_managers
@with_a_case
def decide(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Freeze an alternative with its programme: this is what was decided on."""
    alternative = _asked_for(request, reader)
    user = reader.user
    text = request.POST.get("text", "").strip()[:2000]
    if not isinstance(user, User) or not text:
        messages.error(request, _("Say what is decided, and by whom."))
    elif not keep.decide(alternative, user, text):
        messages.error(request, _("There is no programme to decide on yet, or it is decided on."))
    return _back(reader, alternative)


@for_readers
@with_a_case
def compare(request: HttpRequest, reader: Reader) -> HttpResponseBase:
    """Show two alternatives side by side: figures, who gains, what moves, the map by quarter."""
    language = get_language() or "nl"
    rows = [row for row in _rows(reader, language) if row.reading is not None]
    if len(rows) < 2:
        messages.info(request, _("Keep at least two alternatives with a programme to compare."))
        return redirect("fitting", reader.area.slug)
    by_number = {str(row.alternative.number): row for row in rows}
    left = by_number.get(request.GET.get("links", ""), rows[0])
    right = by_number.get(request.GET.get("rechts", ""), rows[1])
    before, after = left.reading, right.reading
    if before is None or after is None:
        raise Http404
    data = sides(before.programme, after.programme)
    differences = present.list_differences(before, after)
    moves = present.list_moves(before, after)
    names = (left.alternative.name, right.alternative.name)
    context = {
        "area": reader.area, "case": after.case, "sheet": "fitting", "sheets": SHEETS,
        "rows": rows, "left": left, "right": right,
        "measures": present.list_measures(before, after),
        "differences": differences, "moves": moves,
        "told": say_answer(names, before, after, differences, len(moves)),
        "at_most": after.result.programme.bound_eur - before.result.programme.net_value_eur,
        "map_data": {**ground(after.case), **data, "tasks": tasks_at(after, reader.area.slug)},
    }  # fmt: skip
    return render(request, "koppelkans/alternatives/compare.html", context)

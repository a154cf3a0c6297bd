# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Choosing between objectives: the programmes of which none is better on all of them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koppelkans.case import Case, Choice, Partner, Schedule
from koppelkans.language import show_euros, show_number, translate
from koppelkans.plan.charts.frame import frame
from koppelkans.plan.palette import ACCENT, INK
from koppelkans.plan.types import Chart
from koppelkans.programme.choices import OBJECTIVES, Objective, ParetoSet, Point
from koppelkans.seen import Viewer, see
from koppelkans.seen.hidden import Hidden, find_hidden
from koppelkans.sharing.hide import two_digits
from koppelkans.web.access.gate import for_readers
from koppelkans.web.access.reader import Reader
from koppelkans.web.alternatives import studies
from koppelkans.web.alternatives.wants import LESS_IS_BETTER
from koppelkans.web.models import Alternative, State, Study
from koppelkans.web.present.maps import ground, tasks
from koppelkans.web.present.moments import sides
from koppelkans.web.scene import Scene, chosen_alternative, sheet, show, with_a_case
from koppelkans.web.store import unpack_case

MILLION = 1e6
IN_TOTALS = frozenset((Objective.VALUE, Objective.COST, Objective.NUISANCE))
"""Of these a viewer from whom amounts are kept may know two digits; of the others nothing."""


@dataclass(frozen=True)
class PointRow:
    """A programme to choose: figures in the order of the objectives, as text and as numbers."""

    number: int
    figures: tuple[str, ...]
    amounts: tuple[float | None, ...]
    gap: float
    is_chosen: bool


@dataclass(frozen=True)
class Account:
    """What a partner has more than in the first programme, before payments; EUR."""

    partner: Partner
    more: float


@sheet("fitting")
def pareto(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show the programmes to choose from, and one of them in full."""
    study = studies.latest_study(scene.alternative)
    context: dict[str, Any] = {
        "study": study, "objectives": [(o.value, _head(o)) for o in OBJECTIVES],
    }  # fmt: skip
    found = studies.load_set(study) if study else None
    if study is not None and found is not None:
        context |= _chosen(request, scene, study, found)
    return show(request, scene, "fitting", "alternatives/pareto", **context)


def _chosen(request: HttpRequest, scene: Scene, study: Study, found: ParetoSet) -> dict[str, Any]:
    asked = request.GET.get("punt", "1")
    number = min(max(1, int(asked[:4]) if asked.isdecimal() else 1), len(found.points))
    case, hidden = _seen(study.pk, scene)
    rows = [
        _row(found, n, point, hidden, scene.language, is_chosen=n == number)
        for n, point in enumerate(found.points, start=1)
    ]
    first, point = found.points[0], found.points[number - 1]
    before, after = (_schedule(case, hidden, p.tasks) for p in (first, point))
    names = tasks(scene.reading, scene.area.slug)
    return {
        "found": found, "rows": rows, "number": number,
        "heads": [_head(objective) for objective in found.objectives],
        "earlier": number - 1, "later": number + 1 if number < len(rows) else 0,
        "accounts": [] if hidden else _accounts(case, first, point), "kept": bool(hidden),
        "chart": _chart(found, rows, scene.language),
        "map_data": {**ground(case), **sides(before, after), "tasks": names}
        if all(id_ in names for id_ in case.task) else None,
    }  # fmt: skip


def amounts_of(study: Study, viewer: Viewer) -> list[tuple[dict[str, float | None], float]]:
    """Return what each programme of a study reaches by objective, as a viewer sees it, and its gap.

    An amount is None when it would tell what others keep.
    """
    found = studies.load_set(study)
    if found is None:
        return []
    hidden = find_hidden(unpack_case(study.case), viewer)
    return [
        (
            {objective.value: _amount(objective, point, hidden) for objective in found.objectives},
            round(point.gap, 3) if hidden else point.gap,
        )
        for point in found.points
    ]


@lru_cache(maxsize=8)
def _seen(study_id: int, scene: Scene) -> tuple[Case, Hidden]:
    whole = unpack_case(Study.objects.values_list("case", flat=True).get(pk=study_id))
    case, _nothing = see(whole, None, scene.viewer, scene.language)
    return case, find_hidden(whole, scene.viewer)


def _schedule(case: Case, hidden: Hidden, choices: tuple[Choice, ...]) -> Schedule:
    names = hidden.names
    shown = [
        choice.model_copy(
            update={
                "task_id": names.get(choice.task_id, choice.task_id),
                "variant_id": names.get(choice.variant_id or "", choice.variant_id),
            }
        )
        for choice in choices
    ]
    return Schedule(case, {choice.task_id: choice for choice in shown})


def _row(
    found: ParetoSet, number: int, point: Point, hidden: Hidden, language: str, *, is_chosen: bool
) -> PointRow:
    amounts = tuple(_amount(objective, point, hidden) for objective in found.objectives)
    figures = tuple(
        _("kept") if amount is None else show_euros(amount, language) for amount in amounts
    )
    gap = round(point.gap, 3) if hidden else point.gap
    return PointRow(number, figures, amounts, gap, is_chosen)


def _amount(objective: Objective, point: Point, hidden: Hidden) -> float | None:
    reached = point.reached[objective]
    amount = -reached if objective in LESS_IS_BETTER else reached
    if not hidden:
        return amount
    return two_digits(amount) if objective in IN_TOTALS else None


def _head(objective: Objective) -> str:
    return translate(OBJECTIVES[objective], get_language() or "nl")


def _accounts(case: Case, first: Point, point: Point) -> list[Account]:
    found = [
        Account(partner, point.partners_eur[partner.id] - first.partners_eur[partner.id])
        for partner in case.partners
    ]
    return sorted(found, key=lambda account: -account.more)


def _chart(found: ParetoSet, rows: list[PointRow], language: str) -> Chart | None:
    """Return the points over the first two objectives; None when those may not be known."""
    known = [(row, row.amounts[1], row.amounts[0]) for row in rows]
    values = [
        {"x": x / MILLION, "y": y / MILLION, "number": str(row.number), "chosen": row.is_chosen}
        for row, x, y in known
        if x is not None and y is not None
    ]
    if len(values) < len(rows):
        return None
    heads = [_head(objective) for objective in found.objectives]
    axes = {
        name: {
            "field": name, "type": "quantitative",
            "title": _("%(what)s, in millions of euros") % {"what": title},
            "scale": {"zero": False, "nice": True}, "axis": {"format": ",.3~f", "tickCount": 6},
        }
        for name, title in (("x", heads[1]), ("y", heads[0]))
    }  # fmt: skip
    colour = {"condition": {"test": "datum.chosen", "value": ACCENT}, "value": INK}
    mark = {"type": "point", "filled": True, "size": 110, "opacity": 1}
    spec = {
        "height": 300,
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "line", "color": INK, "strokeWidth": 1}, "encoding": axes},
            {"mark": mark, "encoding": {**axes, "color": colour}},
            {
                "mark": {"type": "text", "dy": -12, "fontSize": 12},
                "encoding": {**axes, "text": {"field": "number"}},
            },
        ],
    }
    said = [
        _("Programme %(number)s: %(figures)s.")
        % {"number": show_number(row.number, language), "figures": "; ".join(row.figures)}
        for row in rows
    ]
    title = _("%(one)s against %(other)s") % {"one": heads[0], "other": heads[1].lower()}
    return frame(spec, title, " ".join(said), language)


@for_readers
@with_a_case
def progress(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show how many programmes there are so far: part of the page."""
    study = studies.latest_study(chosen_alternative(request, reader.area))
    if study is None or study.state in (State.DONE, State.FAILED):
        return HttpResponse(status=200, headers={"HX-Refresh": "true"})
    points = study.progress.get("points", 0)
    context = {"points": points, "waiting": study.state == State.WAITING}
    return render(request, "koppelkans/alternatives/pareto_progress.html", context)


def _alternative(request: HttpRequest, reader: Reader) -> Alternative:
    if not reader.may_compute():
        raise PermissionDenied
    number = request.POST.get("alternative", "")
    found = Alternative.objects.filter(
        area=reader.area, number=int(number[:9]) if number.isdecimal() else -1
    ).first()
    if found is None:
        raise Http404
    return found


@require_POST
@for_readers
@with_a_case
def compute(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Ask for the programmes over two or three objectives."""
    alternative = _alternative(request, reader)
    names = dict.fromkeys(request.POST.getlist("objective"))
    objectives = [objective for objective in Objective if objective.value in names]
    if len(objectives) not in (2, 3):
        messages.error(request, _("Choose two or three of them."))
    else:
        studies.request_study(alternative, objectives)
    return _back(reader, alternative)


@require_POST
@for_readers
@with_a_case
def keep_point(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Keep one of the programmes as an alternative."""
    alternative = _alternative(request, reader)
    study = studies.latest_study(alternative)
    found = studies.load_set(study) if study else None
    number = request.POST.get("point", "")
    place = int(number[:4]) if number.isdecimal() else 0
    if study is None or found is None or not 1 <= place <= len(found.points):
        raise Http404
    name = _("%(name)s, choice %(number)s") % {"name": alternative.name, "number": place}
    made = studies.keep_as_alternative(study, found.points[place - 1], name)
    return redirect(f"{reverse('fitting', args=[reader.area.slug])}?alternatief={made.number}")


def _back(reader: Reader, alternative: Alternative) -> HttpResponse:
    address = reverse("pareto", args=[reader.area.slug])
    return redirect(f"{address}?alternatief={alternative.number}")

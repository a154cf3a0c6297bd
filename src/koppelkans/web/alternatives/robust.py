# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page about what may go otherwise: scenarios to fill in, and the regret in each."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from koppelkans.programme.choices import Robustness, StandardScenarios
from koppelkans.programme.choices.robust import Candidate
from koppelkans.seen import KEPT_PARTNER
from koppelkans.web.access.gate import for_readers
from koppelkans.web.access.reader import Reader
from koppelkans.web.alternatives import outlook
from koppelkans.web.models import Alternative, State
from koppelkans.web.records.fields import plain_number
from koppelkans.web.scene import Scene, chosen_alternative, sheet, show, with_a_case

BEST_IN = "best in "


@dataclass(frozen=True)
class Row:
    """A programme over the scenarios, EUR."""

    number: int
    name: str
    candidate: Candidate


@sheet("fitting")
def robust(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show which scenarios there are, and how every programme does in each of them."""
    latest = outlook.latest_outlook(scene.alternative)
    found = outlook.load(latest)
    asked = StandardScenarios.model_validate(latest.asked if latest else {})
    # Every amount holds the costs of all: nobody may take those that are kept out of it.
    kept = KEPT_PARTNER in scene.case.partner
    return show(
        request, scene, "fitting", "alternatives/robust",
        outlook=latest, asked=asked, found=None if kept else found, kept=kept,
        coming=latest is not None and latest.state in (State.WAITING, State.RUNNING),
        rows=_rows(scene, found) if found and not kept else [],
        scenarios=[o.scenario for o in found.candidates[0].outcomes] if found else [],
        partners=[p for p in scene.case.partners
                  if any(t.partner_id == p.id for t in scene.case.tasks)],
    )  # fmt: skip


def _rows(scene: Scene, found: Robustness) -> list[Row]:
    """Return the programmes; those that are the same share a row."""
    rows: dict[Any, Row] = {}
    for number, candidate in enumerate(found.candidates, start=1):
        name = name_candidate(scene.alternative, candidate.name)
        known = rows.get(candidate.tasks)
        if known is None:
            rows[candidate.tasks] = Row(number, name, candidate)
        else:
            rows[candidate.tasks] = Row(known.number, f"{known.name}; {name}", known.candidate)
    return list(rows.values())


def name_candidate(alternative: Alternative, name: str) -> str:
    """Return what people call a programme that was compared for an alternative."""
    if name == "programme":
        return alternative.name
    if name == "average":
        return _("Best on average, when only prices differ")
    if name.startswith(BEST_IN):
        return _("Best when %(scenario)s") % {"scenario": name.removeprefix(BEST_IN)}
    number = int(name.rpartition(" ")[2])
    other = Alternative.objects.filter(area=alternative.area_id, number=number).first()
    return other.name if other else _("An alternative that was removed")


def _alternative(request: HttpRequest, reader: Reader) -> Alternative:
    if not reader.may_compute():
        raise PermissionDenied
    return chosen_alternative(request, reader.area)


@require_POST
@for_readers
@with_a_case
def compute(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Ask how the programmes do in the scenarios that were filled in."""
    alternative, language = _alternative(request, reader), get_language() or "nl"
    given: dict[str, Any] = {
        name: plain_number(request.POST.get(name, "").strip() or "0", language)
        for name in ("dearer_percent", "longer_quarters", "less_heat_percent")
    }
    given["without"] = request.POST.get("without") or None
    try:
        scenarios = StandardScenarios.model_validate(given)
    except ValidationError:
        messages.error(request, _("Fill in percentages up to 200 and whole quarters up to 20."))
    else:
        outlook.request_outlook(alternative, scenarios, language)
    return redirect("robust", reader.area.slug)


@for_readers
@with_a_case
def progress(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show how many scenarios are done: part of the page."""
    latest = outlook.latest_outlook(chosen_alternative(request, reader.area))
    if latest is None or latest.state in (State.DONE, State.FAILED):
        return HttpResponse(status=200, headers={"HX-Refresh": "true"})
    done, of = latest.progress.get("done", 0), latest.progress.get("of", 0)
    text = _("Scenario %(done)s of %(of)s.") % {"done": done + 1, "of": of} if of else \
        _("Waiting for its turn.")  # fmt: skip
    return HttpResponse(f'<p class="kk-progress__step"><span class="kk-spinner" '
                        f'aria-hidden="true"></span> {text}</p>')  # fmt: skip


@require_POST
@for_readers
@with_a_case
def keep(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Keep one of the programmes as an alternative."""
    alternative = _alternative(request, reader)
    found = outlook.load(outlook.latest_outlook(alternative))
    number = request.POST.get("number", "")
    place = int(number[:4]) if number.isdecimal() else 0
    if found is None or not 1 <= place <= len(found.candidates):
        raise Http404
    name = _("%(name)s, robust %(number)s") % {"name": alternative.name, "number": place}
    made = outlook.keep_candidate(alternative, found.candidates[place - 1], name)
    return redirect(f"{reverse('fitting', args=[reader.area.slug])}?alternatief={made.number}")

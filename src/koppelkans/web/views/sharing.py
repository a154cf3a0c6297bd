# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gains and who pays whom, what happens when partners step out, and a page for each."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koppelkans.language import translate
from koppelkans.line import situation_of
from koppelkans.plan import charts
from koppelkans.plan.flows import payment_flows
from koppelkans.sharing import RULE_LABELS, Situation
from koppelkans.sharing.hide import hidden_partners
from koppelkans.sharing.table import RuleResult
from koppelkans.value import Valuation
from koppelkans.web.compute import ask_groups, groups_key
from koppelkans.web.jobs import queue
from koppelkans.web.jobs.models import ACTIVE, State
from koppelkans.web.present.fairness import (
    EVERYBODY,
    KEPT,
    PartnerSheet,
    find_fairness,
    may_read,
    partner_sheet,
)
from koppelkans.web.present.leaving import find_leaving, list_groups, payment_years
from koppelkans.web.present.outcome import gainers, payments
from koppelkans.web.present.tables import share_rows
from koppelkans.web.scene import Picture, Scene, once, sheet, show
from koppelkans.web.store import load_programme_case, load_result


@once
def whole_situation(picture: Picture) -> Situation:
    """Return what there is to share, as the viewer sees it."""
    return situation_of(picture.case, picture.result)


@once
def _own_situation(picture: Picture) -> Situation:
    """Return what a partner needs for its own page while others keep something.

    Its own bill follows from everything; the entries are those that it may see.
    """
    whole = load_result(picture.programme)
    if whole is None:
        raise LookupError(f"programme {picture.programme.pk} has no result")
    seen = (
        Valuation(entries=part.entries, unpriced=part.unpriced)
        for part in (picture.result.baseline, picture.result.programme)
    )
    baseline, programme = seen
    situation = situation_of(load_programme_case(picture.programme), whole)
    return replace(situation, baseline=baseline, programme=programme)


@sheet("sharing")
def sharing(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show who gains, who pays whom, and what happens when the partners asked for step out."""
    reading, picture = scene.reading, scene.picture
    rows, totals = share_rows(reading)
    return show(
        request, scene, "sharing", "sharing",
        rows=rows, totals=totals, gainers=gainers(reading), payments=payments(reading),
        gain=charts.gain_per_partner(scene.case, scene.result, scene.language),
        flows=payment_flows(scene.case, scene.result, scene.language),
        years=payment_years(reading),
        leaving=find_leaving(reading, whole_situation(picture), request.GET.getlist("without"))
        if may_read(reading) else None,
        groups=list_groups(reading), planning=_planning(scene),
        fairness=find_fairness(reading), kept=hidden_partners(scene.case, EVERYBODY),
        kept_word=_(KEPT),
    )  # fmt: skip


def _planning(scene: Scene) -> bool:
    """Whether groups are being planned now."""
    job = queue.find(groups_key(scene.programme))
    return job is not None and job.state in ACTIVE


@require_POST
@sheet("sharing")
def groups(_request: HttpRequest, scene: Scene) -> HttpResponse:
    """Ask what every group of partners would reach by a plan of its own."""
    whole = load_result(scene.programme)
    # What a reader does not see may be there all the same.
    if whole is not None and whole.groups is None:
        ask_groups(scene.programme)
    return redirect("sharing", scene.area.slug)


@sheet("sharing")
def groups_progress(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show how far that is: part of a page, asked again and again."""
    job = queue.find(groups_key(scene.programme))
    if job is None or job.state == State.DONE:
        return HttpResponse(status=200, headers={"HX-Refresh": "true"})
    return render(request, "koppelkans/groups_progress.html", {"job": job})


def find_sheet(
    scene: Scene, partner_id: str, asked: str
) -> tuple[RuleResult, PartnerSheet | None] | None:
    """Return a rule, and the page of a partner under it when the viewer may read that page.

    None when there is no such partner, or nothing to share. Without the rule that is asked for it
    is the first.
    """
    table = scene.result.sharing
    if partner_id not in scene.case.partner or table is None or not table.rules:
        return None
    wanted = asked or scene.result.sharing_rule
    rule = next((r for r in table.rules if r.rule.value == wanted), table.rules[0])
    everything = may_read(scene.reading)
    if not everything and partner_id != scene.viewer.partner_id:
        return rule, None
    situation = whole_situation(scene.picture) if everything else _own_situation(scene.picture)
    return rule, partner_sheet(scene.language, situation, rule, partner_id, with_leaving=everything)


@sheet("sharing")
def partner(request: HttpRequest, scene: Scene, partner_id: str) -> HttpResponse:
    """Show the page of one partner, under the rule of the result or another one."""
    found, table = find_sheet(scene, partner_id, request.GET.get("rule", "")), scene.result.sharing
    if found is None or table is None:
        raise Http404(_("There is no such page in this area."))
    rule, page = found
    return show(
        request, scene, "sharing", "partner_share", partner=scene.case.partner[partner_id],
        page=page, chosen=rule.rule.value, everything=may_read(scene.reading),
        rules=[(r.rule.value, translate(RULE_LABELS[r.rule], scene.language)) for r in table.rules],
    )  # fmt: skip

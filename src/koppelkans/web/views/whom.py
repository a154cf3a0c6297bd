# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""For whom it is worth what, and all that one task brings about, from cause to euro."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from koppelkans.case import Visibility
from koppelkans.plan import worth
from koppelkans.web.present import whom as present
from koppelkans.web.present import worth as amounts
from koppelkans.web.scene import Picture, Scene, sheet, show


@lru_cache(maxsize=16)
def _lines(picture: Picture, alternative: str) -> amounts.Lines:
    return amounts.lines_of(picture.reading, alternative)


@sheet("value")
def whom(request: HttpRequest, scene: Scene, alternative: str) -> HttpResponse:
    """Show costs and benefits by effect, account and beneficiary, for people and by income."""
    reading = scene.reading
    found = amounts.alternative_of(reading, alternative)
    if found is None:
        raise Http404(_("There is no such alternative."))
    partner = scene.case.partner.get(request.GET.get("partner", ""))
    incomes = worth.incomes(reading, found)
    return show(
        request, scene, "value", "worth_whom", alternative=alternative, partner=partner,
        effects=present.link(worth.by_effect(reading, found, partner.id if partner else "")),
        accounts=present.link(worth.by_account(reading, found)),
        restricted=worth.restricted(reading, found),
        regulated=[p for p in scene.case.partners if p.regulated],
        outcomes=present.outcome_rows(reading, together=alternative == "programme"),
        incomes=incomes, elasticity=scene.case.area.income_elasticity,
        income_totals=(sum(g.eur for g in incomes), sum(g.weighed_eur for g in incomes)),
    )  # fmt: skip


@sheet("value")
def chain(request: HttpRequest, scene: Scene, alternative: str, task_id: str) -> HttpResponse:
    """Show all that a task brings about in one picture: every effect from cause to euro."""
    found = amounts.alternative_of(scene.reading, alternative)
    task = scene.case.task.get(task_id)
    if found is None or task is None or task.visibility is Visibility.OWN:
        raise Http404(_("There is no such task in this area."))
    schedule = scene.reading.programme if alternative == "programme" else scene.reading.baseline
    rows = present.chain_rows(scene.reading, found, _lines(scene.picture, alternative), task_id)
    return show(
        request, scene, "value", "worth_chain", alternative=alternative, task=task, rows=rows,
        work=schedule.works.get(task_id), total=sum(row.eur for row in rows),
        unpriced=[
            (u, u.unit.removeprefix("EUR/")) for u in found.unpriced if u.task_id == task_id
        ],
    )  # fmt: skip

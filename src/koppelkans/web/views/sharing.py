# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""One page for each partner: what it brings, gets and pays, and what happens if it steps out."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from koppelkans.language import translate
from koppelkans.line import situation_of
from koppelkans.sharing import RULE_LABELS, Situation
from koppelkans.web.present.fairness import may_read, partner_sheet
from koppelkans.web.scene import Scene, sheet, show


@lru_cache(maxsize=16)
def _situation(scene: Scene) -> Situation:
    return situation_of(scene.case, scene.result)


@sheet("sharing")
def partner(request: HttpRequest, scene: Scene, partner_id: str) -> HttpResponse:
    """Show the page of one partner, under the rule of the result or another one."""
    found, table = scene.case.partner.get(partner_id), scene.result.sharing
    if found is None or table is None or not table.rules:
        raise Http404(_("There is no such page in this area."))
    asked = request.GET.get("rule", scene.result.sharing_rule)
    rule = next((r for r in table.rules if r.rule.value == asked), table.rules[0])
    page = (
        partner_sheet(scene.reading, _situation(scene), rule, partner_id)
        if may_read(scene.reading)
        else None
    )
    return show(
        request, scene, "sharing", "partner_share",
        partner=found, page=page, chosen=rule.rule.value,
        rules=[(r.rule.value, translate(RULE_LABELS[r.rule], scene.language)) for r in table.rules],
    )  # fmt: skip

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a swing is told: from the worst to the best alternative of this case, in its own terms."""

from typing import Any

from django.utils.translation import get_language, gettext, gettext_noop

from koppelkans.case import Measure
from koppelkans.language import show_number
from koppelkans.plan.words import amount

EUROS = {
    Measure.NET_VALUE_EUR: gettext_noop("society as a whole from %(worst)s to %(best)s"),
    Measure.BENEFIT_EUR: gettext_noop("benefits from %(worst)s to %(best)s"),
    Measure.COST_EUR: gettext_noop("costs from %(worst)s to %(best)s"),
    Measure.NUISANCE_EUR: gettext_noop("cost of nuisance from %(worst)s to %(best)s"),
    Measure.RESIDENT_BENEFIT_EUR: gettext_noop("benefits for residents from %(worst)s to %(best)s"),
    Measure.WORST_PARTNER_EUR: gettext_noop(
        "the partner that gains least from %(worst)s to %(best)s"
    ),
}
COUNTS = {
    Measure.OCCUPATIONS: gettext_noop("from %(worst)s to %(best)s times a street open"),
    Measure.CLOSED_WEEKS: gettext_noop("from %(worst)s to %(best)s weeks of closed streets"),
    Measure.HOMES: gettext_noop("from %(worst)s to %(best)s homes"),
    Measure.PEOPLE: gettext_noop("from %(worst)s to %(best)s people helped"),
    Measure.KEY_FIGURE: gettext_noop("from %(worst)s to %(best)s %(unit)s"),
}


def tell_swing(swing: dict[str, Any]) -> str:
    """Return a swing of `koppelkans.web.workshop.subject` in words."""
    measure, language = Measure(swing["measure"]), get_language() or "nl"
    ends = {}
    for end in ("worst", "best"):
        value = float(swing[end])
        if measure in EUROS:
            ends[end] = ("−\N{WORD JOINER}" if value < 0 else "") + amount(value, language)
        else:
            ends[end] = show_number(value, language)
    return gettext((EUROS | COUNTS)[measure]) % {**ends, "unit": swing["unit"]}


def alternative_name(alternative: dict[str, Any]) -> str:
    """Return what people call an alternative of a subject."""
    return str(alternative["name"]) or gettext("Everybody alone")


def criterion_name(criterion: dict[str, Any]) -> str:
    """Return what people call a criterion of a subject."""
    return str(criterion["name"]) or gettext("All in all")

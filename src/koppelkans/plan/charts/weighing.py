# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Charts about weighing: what each partner's own weights say, and how firm that is."""

from koppelkans.case import Case
from koppelkans.language import N_, show_number
from koppelkans.plan.charts.frame import frame, rows_height
from koppelkans.plan.palette import ACCENT
from koppelkans.plan.types import Chart, Spec
from koppelkans.plan.words import listing, say
from koppelkans.result import Result


def alternative_name(alternative: str, language: str) -> str:
    """Return what people call an alternative."""
    known = {
        "baseline": say(N_("Everybody alone"), language),
        "programme": say(N_("Together"), language),
    }
    return known.get(alternative, alternative)


def weighing_per_partner(case: Case, result: Result, language: str) -> Chart:
    """Return how each partner's own weights and curves judge the alternatives, 0 to 100."""
    names = {a: alternative_name(a, language) for a in result.weighing.alternatives}
    rows: list[Spec] = []
    words = []
    for ranking in result.weighing.rankings:
        partner = case.partner[ranking.partner_id].short_name
        rows += [
            {
                "partner": partner,
                "alternative": names[alternative],
                "points": 100 * total,
                "label": show_number(100 * total, language),
            }
            for alternative, total in ranking.totals.items()
        ]
        points = [f"{names[a]} {show_number(100 * t, language)}" for a, t in ranking.totals.items()]
        words.append(f"{partner}: {listing(points, language)}")
    alternatives = list(names.values())
    common = {
        "y": {"field": "partner", "type": "nominal", "sort": None, "title": None},
        "x": {
            "field": "points",
            "type": "quantitative",
            "scale": {"domain": [0, 105], "nice": False},
            "axis": {"values": [0, 20, 40, 60, 80, 100]},
            "title": say(N_("Points out of 100, by the partner’s own weights"), language),
        },
    }
    series = {
        "field": "alternative",
        "type": "nominal",
        "scale": {
            "domain": alternatives,
            "range": ["#8a8a8a", ACCENT, "#b5420b", "#14713f"][: len(alternatives)],
        },
    }
    shape = {
        "field": "alternative",
        "type": "nominal",
        "scale": {
            "domain": alternatives,
            "range": ["circle", "diamond", "square", "triangle-up"][: len(alternatives)],
        },
    }
    spec = {
        "height": rows_height(len(result.weighing.rankings), 34),
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "line", "color": "#c9c9c9", "strokeWidth": 3},
                "encoding": {**common, "detail": {"field": "partner"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 150, "opacity": 1},
                "encoding": {**common, "color": series, "shape": shape},
            },
            {
                "mark": {"type": "text", "dy": -12, "fontSize": 11},
                "encoding": {**common, "text": {"field": "label", "type": "nominal"}},
            },
        ],
    }
    title = say(N_("How each partner’s own weights judge both"), language)
    description = "; ".join(words) + "." if words else say(N_("No weights are given."), language)
    return frame(spec, title, description, language)


def acceptability(_case: Case, result: Result, language: str) -> Chart:
    """Return for which share of all weights each alternative comes first."""
    rows = [
        {
            "alternative": alternative_name(alternative, language),
            "share": 100 * share,
            "label": f"{show_number(100 * share, language)}\N{NO-BREAK SPACE}%",
        }
        for alternative, share in result.weighing.acceptability.items()
    ]
    common = {
        "y": {"field": "alternative", "type": "nominal", "sort": None, "title": None},
        "x": {
            "field": "share",
            "type": "quantitative",
            "scale": {"domain": [0, 110], "nice": False},
            "axis": {"values": [0, 25, 50, 75, 100]},
            "title": say(N_("Comes first in this part of all weights (%)"), language),
        },
    }
    spec = {
        "height": rows_height(len(rows), 34),
        "data": {"values": rows},
        "layer": [
            {"mark": {"type": "bar", "color": ACCENT, "height": {"band": 0.6}}, "encoding": common},
            {
                "mark": {"type": "text", "align": "left", "dx": 5},
                "encoding": {**common, "text": {"field": "label", "type": "nominal"}},
            },
        ],
    }
    title = say(N_("Which comes first, whatever the weights"), language)
    parts = [f"{row['alternative']} {row['label']}" for row in rows]
    description = say(
        N_("Of all possible weights, this part puts it first: {parts}."),
        language,
        parts=listing(parts, language) or "–",
    )
    return frame(spec, title, description, language)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Charts about weighing: what each partner's own weights say, and how firm that is."""

from koppelkans.case import Case
from koppelkans.language import N_, show_number
from koppelkans.plan.charts.frame import frame, rows_height
from koppelkans.plan.palette import ACCENT, ALONE, LEFT, LINE, TAKEN
from koppelkans.plan.types import Chart, Spec
from koppelkans.plan.words import listing, say
from koppelkans.result import Result

DOT_COLOURS = [ALONE, ACCENT, LEFT.colour, TAKEN.colour]
DOT_SHAPES = ["circle", "diamond", "square", "triangle-up"]


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
        points = {names[a]: 100 * total for a, total in ranking.totals.items()}
        shown = {alternative: show_number(n, language) for alternative, n in points.items()}
        rows += [
            {"partner": partner, "alternative": a, "points": n, "label": shown[a]}
            for a, n in points.items()
        ]
        words.append(f"{partner}: {listing([f'{a} {n}' for a, n in shown.items()], language)}")
    spec = {
        "height": rows_height(len(result.weighing.rankings), 34),
        "data": {"values": rows},
        "layer": _dots(list(names.values()), language),
    }
    title = say(N_("How each partner’s own weights judge both"), language)
    description = "; ".join(words) + "." if words else say(N_("No weights are given."), language)
    return frame(spec, title, description, language)


def _dots(alternatives: list[str], language: str) -> list[Spec]:
    """Return the layers: a line per partner with a dot per alternative, its points above it."""
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
    colour, shape = (
        {
            "field": "alternative",
            "type": "nominal",
            "scale": {"domain": alternatives, "range": looks[: len(alternatives)]},
        }
        for looks in (DOT_COLOURS, DOT_SHAPES)
    )
    return [
        {
            "mark": {"type": "line", "color": LINE, "strokeWidth": 3},
            "encoding": {**common, "detail": {"field": "partner"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 150, "opacity": 1},
            "encoding": {**common, "color": colour, "shape": shape},
        },
        {
            "mark": {"type": "text", "dy": -12, "fontSize": 11},
            "encoding": {**common, "text": {"field": "label", "type": "nominal"}},
        },
    ]


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
            "title": say(N_("Comes first with this share of all weights (%)"), language),
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
    title = say(N_("How often each comes first, over all weights"), language)
    parts = [f"{row['alternative']} {row['label']}" for row in rows]
    description = say(
        N_("Of all possible weights, this share puts it first: {parts}."),
        language,
        parts=listing(parts, language) or "–",
    )
    return frame(spec, title, description, language)

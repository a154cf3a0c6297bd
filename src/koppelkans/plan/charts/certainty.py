# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Charts about uncertainty: what moves the difference, and how sure its sign is."""

from koppelkans.case import Case
from koppelkans.language import N_
from koppelkans.plan.certainty import SwingRow, swing_rows, tell_in_words, tell_order
from koppelkans.plan.charts.frame import frame, rows_height
from koppelkans.plan.charts.money import MILLION, ZERO_AXIS
from koppelkans.plan.palette import ACCENT, GAIN, INK, LOSS
from koppelkans.plan.types import Chart, Spec
from koppelkans.plan.words import say
from koppelkans.result import Result
from koppelkans.value.uncertainty import Comparison, Uncertainty

MOST_BARS = 12


def tornado(_case: Case, result: Result, language: str) -> Chart:
    """Return what each input does by itself to the difference, the widest on top.

    Raises
    ------
    ValueError
        When the result is of before uncertainty was computed.
    """
    uncertainty, comparison = _compared(result)
    rows = [r for r in swing_rows(uncertainty, comparison) if r.swing.width_eur > 0]
    title = say(N_("What moves the difference most, one figure at a time"), language)
    spec = {
        "height": rows_height(min(len(rows), MOST_BARS), 34),
        "data": {
            "values": [bar for r in rows[:MOST_BARS] for bar in _bars(r, comparison, language)]
        },
        "layer": _tornado_layers(comparison, language),
    }
    return frame(spec, title, tell_in_words(comparison, rows, language), language)


def _compared(result: Result) -> tuple[Uncertainty, Comparison]:
    if result.uncertainty is None:
        raise ValueError("this result holds no uncertainty")
    return result.uncertainty, result.uncertainty.comparisons[0]


def _bars(row: SwingRow, comparison: Comparison, language: str) -> list[Spec]:
    """Return both halves of a bar: from the difference to each end."""
    ends = {
        say(N_("at its low end"), language): row.swing.at_low_eur or 0.0,
        say(N_("at its high end"), language): row.swing.at_high_eur or 0.0,
    }
    middle = comparison.difference.value_eur / MILLION
    return [
        {"name": row.input.name, "end": end, "from": middle, "to": eur / MILLION}
        for end, eur in ends.items()
    ]


def _tornado_layers(comparison: Comparison, language: str) -> list[Spec]:
    ends = [say(N_("at its low end"), language), say(N_("at its high end"), language)]
    bars: Spec = {
        "mark": {"type": "bar", "height": {"band": 0.62}},
        "encoding": {
            "y": {
                "field": "name", "type": "nominal", "sort": None, "title": None,
                "axis": {
                    # The name of a task and that of its variant stand below each other.
                    "orient": "left", "labelLimit": 135, "labelExpr": "split(datum.label, ': ')",
                },
            },
            "x": {
                "field": "from", "type": "quantitative", "axis": {**ZERO_AXIS, "tickCount": 6},
                "scale": {"zero": False},
                "title": say(N_("Better than alone (€ million)"), language),
            },
            "x2": {"field": "to"},
            "color": {
                "field": "end", "type": "ordinal", "scale": {"domain": ends, "range": [LOSS, GAIN]},
                "legend": {"columns": 1},
            },
            # In black and white the two colours look the same: the low end is light, with a line.
            "fillOpacity": {
                "field": "end", "type": "ordinal", "scale": {"domain": ends, "range": [0.35, 1]},
                "legend": {"columns": 1},
            },
            "stroke": {
                "field": "end", "type": "ordinal", "scale": {"domain": ends, "range": [LOSS, GAIN]},
                "legend": {"columns": 1},
            },
        },
    }  # fmt: skip
    middle: Spec = {
        "data": {"values": [{"at": comparison.difference.value_eur / MILLION}]},
        "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
        "encoding": {"x": {"field": "at", "type": "quantitative"}},
    }
    return [bars, middle]


def chances(_case: Case, result: Result, language: str) -> Chart:
    """Return how often the difference comes out at which amount, over all draws.

    Raises
    ------
    ValueError
        When the result is of before uncertainty was computed.
    """
    uncertainty, comparison = _compared(result)
    better, worse = (
        say(text, language) for text in (N_("better than alone"), N_("worse than alone"))
    )
    rows: list[Spec] = [
        {
            "from": b.from_eur / MILLION, "to": b.to_eur / MILLION, "share": 100 * b.share,
            "side": better if b.from_eur + b.to_eur >= 0 else worse,
        }
        for b in comparison.bins
    ]  # fmt: skip
    bars: Spec = {
        "mark": {"type": "bar", "binSpacing": 1},
        "encoding": {
            "x": {
                "field": "from", "type": "quantitative", "bin": {"binned": True},
                "axis": {**ZERO_AXIS, "tickCount": 6},
                "title": say(N_("Better than alone, in millions of euros"), language),
            },
            "x2": {"field": "to"},
            "y": {
                "field": "share", "type": "quantitative",
                "title": say(N_("Share of the draws (%)"), language),
            },
            "color": {
                "field": "side", "type": "nominal",
                "scale": {"domain": [better, worse], "range": [ACCENT, LOSS]},
            },
        },
    }  # fmt: skip
    value: Spec = {
        "data": {"values": [{"at": comparison.difference.value_eur / MILLION}]},
        "mark": {"type": "rule", "color": INK, "strokeWidth": 2, "strokeDash": [5, 3]},
        "encoding": {"x": {"field": "at", "type": "quantitative"}},
    }
    spec = {"height": 190, "data": {"values": rows}, "layer": [bars, value]}
    title = say(N_("How sure it is that together is better"), language)
    words = " ".join(tell_order(uncertainty, comparison, language))
    return frame(spec, title, words, language)

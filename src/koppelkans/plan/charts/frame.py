# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What all charts share: notation of numbers, letters, axes and colours."""

from typing import Any

from koppelkans.plan.palette import INK, LINE, PAPER, SOFT_INK
from koppelkans.plan.types import Chart, Spec

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "'Source Sans 3', 'Source Sans Pro', sans-serif"

LOCALES: dict[str, dict[str, Any]] = {
    "nl": {
        "decimal": ",",
        "thousands": ".",
        "grouping": [3],
        "currency": ["€\N{NO-BREAK SPACE}", ""],
    },
    "en": {
        "decimal": ".",
        "thousands": ",",
        "grouping": [3],
        "currency": ["€\N{NO-BREAK SPACE}", ""],
    },
}
"""Notation of numbers, as d3-format wants it."""


def frame(spec: Spec, title: str, description: str, language: str) -> Chart:
    """Return a chart: a specification in the letters, colours and notation of the house."""
    whole: Spec = {
        "$schema": SCHEMA,
        "description": f"{title}. {description}",
        "background": PAPER,
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
        **spec,
        "config": _config(language),
    }
    return Chart(whole, title, description)


def rows_height(rows: int, step: int = 24) -> int:
    """Return the height in pixels of a chart with one line per row."""
    return max(1, rows) * step


def _config(language: str) -> Spec:
    return {
        "font": FONT,
        "locale": {"number": LOCALES[language]},
        "view": {"stroke": None},
        "axis": {
            "labelColor": INK,
            "titleColor": INK,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": 600,
            "gridColor": "#e6e6e6",
            "domainColor": LINE,
            "tickColor": LINE,
            "labelLimit": 260,
            # Years that touch read as one number: then every other one is left out.
            "labelSeparation": 6,
            "titlePadding": 8,
        },
        "legend": {
            "labelColor": INK,
            "titleColor": INK,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "labelLimit": 320,
            "orient": "top",
            "title": None,
            "symbolStrokeColor": SOFT_INK,
        },
        "text": {"color": INK, "fontSize": 12},
    }

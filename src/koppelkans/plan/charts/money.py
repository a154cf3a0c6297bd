# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Charts about euros: where the gain comes from, who has it, who spends when."""

from koppelkans.case import Case
from koppelkans.language import N_, show_number
from koppelkans.plan.charts.frame import frame, rows_height
from koppelkans.plan.palette import ACCENT, GAIN, INK, LOSS, PAPER, PARTNERS
from koppelkans.plan.reading import Reading, sum_by
from koppelkans.plan.types import Chart, Spec
from koppelkans.plan.words import amount, listing, name, say, signed, within
from koppelkans.result import Result
from koppelkans.value.types import EntryKind

MILLION = 1e6
LABEL_ROOM = 36
"""Pixels beside the longest bar for its amount."""
ZERO_AXIS = {
    "format": ",.2~f",
    "gridColor": {"condition": {"test": "datum.value == 0", "value": INK}, "value": "#e6e6e6"},
}


def value_waterfall(case: Case, result: Result, language: str) -> Chart:
    """Return how the net value changes, kind by kind, from going alone to going together."""
    reading = Reading(case, result, language)
    changes = changes_by_kind(reading)
    together = say(N_("Together, in all"), language)
    rows: list[Spec] = []
    level = 0.0
    for kind, eur in changes.items():
        rows.append(_step(name(kind, language), level, level + eur, eur, language))
        level += eur
    rows.append(_step(together, 0.0, level, level, language) | {"side": "total"})
    bars = {
        "mark": {"type": "bar", "height": {"band": 0.7}},
        "encoding": {
            "x": {
                "field": "from",
                "type": "quantitative",
                "title": say(N_("Better than alone, in millions of euros"), language),
                "axis": ZERO_AXIS,
                "scale": {"padding": LABEL_ROOM},
            },
            "x2": {"field": "to"},
            "color": {
                "field": "side",
                "type": "nominal",
                "scale": {"domain": ["gain", "loss", "total"], "range": [GAIN, LOSS, ACCENT]},
                "legend": None,
            },
        },
    }
    labels = {
        "mark": {"type": "text", "align": "left", "dx": 5},
        "encoding": {
            "x": {"field": "end", "type": "quantitative"},
            "text": {"field": "label", "type": "nominal"},
        },
    }
    spec: Spec = {
        "height": rows_height(len(rows)),
        "data": {"values": rows},
        "encoding": {"y": {"field": "row", "type": "nominal", "sort": None, "title": None}},
        "layer": [bars, labels],
    }
    title = say(N_("Where the value of working together comes from"), language)
    return frame(spec, title, _waterfall_in_words(reading, changes), language)


def millions(eur: float, language: str) -> str:
    """Return a signed amount in millions, for beside a bar whose axis names the unit.

    >>> millions(12_376_522, "nl"), millions(-93_100, "en")
    ('+12,4', '−0.09')
    """
    size = abs(eur) / MILLION
    return ("−" if eur < 0 else "+") + show_number(size, language, 1 if size >= 1 else 2)


def changes_by_kind(reading: Reading) -> dict[EntryKind, float]:
    """Return the difference between programme and baseline by kind of amount, in EUR."""
    before = sum_by(reading.result.baseline.entries, lambda entry: entry.kind)
    after = sum_by(reading.result.programme.entries, lambda entry: entry.kind)
    return {
        kind: after.get(kind, 0.0) - before.get(kind, 0.0)
        for kind in EntryKind
        if kind in before or kind in after
    }


def _step(row: str, start: float, end: float, eur: float, language: str) -> Spec:
    return {
        "row": row,
        "from": start / MILLION,
        "to": end / MILLION,
        "end": max(start, end) / MILLION,
        "side": "gain" if eur >= 0 else "loss",
        "label": millions(eur, language),
    }


def _waterfall_in_words(reading: Reading, changes: dict[EntryKind, float]) -> str:
    language = reading.language
    parts = [f"{within(kind, language)} {signed(eur, language)}" for kind, eur in changes.items()]
    return say(
        N_("Compared with everybody going alone: {parts}. Together {total}."),
        language,
        parts=listing(parts, language) or "–",
        total=signed(sum(changes.values()), language),
    )


def gain_per_partner(case: Case, result: Result, language: str) -> Chart:
    """Return what each partner is better or worse off than alone, before and after payments."""
    before = say(N_("Together, before payments"), language)
    after = say(N_("Together, after payments"), language)
    rows: list[Spec] = []
    words = []
    for share in result.partners:
        partner = case.partner[share.partner_id].short_name
        for series, eur in (
            (before, share.together_net_eur - share.alone_net_eur),
            (after, share.gain_eur),
        ):
            rows.append(
                {
                    "partner": partner,
                    "series": series,
                    "gain": eur / MILLION,
                    "label": millions(eur, language),
                    "left": eur < 0,
                }
            )
        words.append(f"{partner} {signed(share.gain_eur, language)}")
    spec = {
        "height": rows_height(len(result.partners), 44),
        "data": {"values": rows},
        "layer": _pairs_of_bars([before, after], language),
    }
    title = say(N_("What each partner gains by going together"), language)
    description = say(
        N_("After payments, compared with going alone: {parts}."),
        language,
        parts=listing(words, language),
    )
    return frame(spec, title, description, language)


def _pairs_of_bars(series: list[str], language: str) -> list[Spec]:
    """Return the layers: two bars per partner, each with its amount on the outside."""
    common: Spec = {
        "y": {"field": "partner", "type": "nominal", "sort": None, "title": None},
        "yOffset": {"field": "series", "sort": series, "type": "nominal"},
        "x": {
            "field": "gain",
            "type": "quantitative",
            "title": say(N_("Better than alone, in millions of euros"), language),
            "axis": ZERO_AXIS,
            "scale": {"padding": LABEL_ROOM},
        },
    }
    colour = {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": series, "range": ["#b8c4d0", ACCENT]},
    }
    text = {"field": "label", "type": "nominal"}
    amounts: list[Spec] = [
        {
            "transform": [{"filter": f"datum.left == {left}"}],
            "mark": {"type": "text", "align": align, "dx": shift, "fontSize": 11},
            "encoding": {**common, "text": text},
        }
        for left, align, shift in (("false", "left", 4), ("true", "right", -4))
    ]
    bars: Spec = {
        "mark": {"type": "bar", "stroke": ACCENT, "strokeWidth": 0.7},
        "encoding": {**common, "color": colour},
    }
    return [bars, *amounts]


def spending_per_year(case: Case, result: Result, language: str) -> Chart:
    """Return what the works of each partner cost in each year of the programme."""
    reading = Reading(case, result, language)
    spenders = [p for p in case.partners if any(reading.spending[p.id].values())]
    rows = [
        {"partner": p.short_name, "year": year, "million": eur / MILLION, "order": order}
        for order, p in enumerate(spenders)
        for year, eur in reading.spending[p.id].items()
    ]
    spec = {
        "height": 260,
        "data": {"values": rows},
        "mark": {"type": "bar", "stroke": PAPER, "strokeWidth": 1.5},
        "encoding": {
            "x": {
                "field": "year",
                "type": "ordinal",
                "title": None,
                "axis": {"labelAngle": 0, "labelOverlap": True},
            },
            "y": {
                "field": "million",
                "type": "quantitative",
                "stack": "zero",
                "title": say(N_("Millions of euros in the year"), language),
                "axis": {"format": ",.2~f"},
            },
            "order": {"field": "order", "type": "quantitative"},
            "color": {
                "field": "partner",
                "type": "nominal",
                "scale": {
                    "domain": [p.short_name for p in spenders],
                    "range": [PARTNERS[p.kind].colour for p in spenders],
                },
                "legend": {"columns": 4},
            },
        },
    }
    totals = [
        f"{p.short_name} {amount(sum(reading.spending[p.id].values()), language)}" for p in spenders
    ]
    title = say(N_("What the works cost in each year, by partner"), language)
    description = say(
        N_("Over all years: {parts}."), language, parts=listing(totals, language) or "–"
    )
    return frame(spec, title, description, language)


def distribution_matrix(case: Case, result: Result, language: str) -> Chart:
    """Return the change of each kind of amount for each partner, as a matrix."""
    reading = Reading(case, result, language)
    before = sum_by(result.baseline.entries, lambda entry: (entry.partner_id, entry.kind))
    after = sum_by(result.programme.entries, lambda entry: (entry.partner_id, entry.kind))
    kinds = list(changes_by_kind(reading))
    largest = 0.0
    rows: list[Spec] = []
    words = []
    for partner in case.partners:
        for kind in kinds:
            key = (partner.id, kind)
            eur = after.get(key, 0.0) - before.get(key, 0.0)
            if abs(eur) < 500:
                continue
            largest = max(largest, abs(eur))
            rows.append(
                {
                    "partner": partner.short_name,
                    "kind": name(kind, language),
                    "eur": eur,
                    "thousand": eur / 1000,
                }
            )
            words.append(f"{partner.short_name}, {within(kind, language)}: {signed(eur, language)}")
    return frame(
        _matrix(case, [name(kind, language) for kind in kinds], rows, largest),
        say(N_("Who gains what: the change by partner, in thousands of euros"), language),
        "; ".join(words) + "." if words else say(N_("Nothing changes."), language),
        language,
    )


def _matrix(case: Case, kinds: list[str], rows: list[Spec], largest: float) -> Spec:
    x = {
        "field": "partner",
        "type": "nominal",
        "scale": {"domain": [p.short_name for p in case.partners]},
        "title": None,
        "axis": {"orient": "top", "labelAngle": -35, "domain": False, "ticks": False},
    }
    y = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": kinds},
        "title": None,
        "axis": {"domain": False, "ticks": False},
    }
    dark = f"abs(datum.eur) > {0.7 * largest:.0f}"
    return {
        "height": rows_height(len(kinds), 28),
        "data": {"values": rows},
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "mark": {"type": "rect", "stroke": PAPER},
                "encoding": {
                    "color": {
                        "field": "eur",
                        "type": "quantitative",
                        "legend": None,
                        "scale": {
                            "domain": [-largest, 0, largest],
                            "range": [LOSS, "#f6f3ec", GAIN],
                            "interpolate": "lab",
                        },
                    }
                },
            },
            {
                "mark": {"type": "text", "fontSize": 11},
                "encoding": {
                    "text": {"field": "thousand", "type": "quantitative", "format": "+,.0f"},
                    "color": {"condition": {"test": dark, "value": PAPER}, "value": INK},
                },
            },
        ],
    }

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the layers of a programme look in QGIS: its own XML, in the table where it looks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr  # only writes

from koppelkans.case import Theme
from koppelkans.case.labels import label
from koppelkans.exchange.account import Alternative
from koppelkans.language import N_, translate
from koppelkans.plan import palette

STYLES = "layer_styles"
LANGUAGE = "nl"
NO_CLOCK = "2000-01-01T00:00:00Z"

THEME_COLOURS: Mapping[Theme, str] = {
    Theme.SEWER: "#8c5a2b", Theme.DRINKING_WATER: "#1c7ed6", Theme.HEAT: "#b5420b",
    Theme.ELECTRICITY: "#8a6a00", Theme.STREET: "#5f5f5f", Theme.GREEN: "#14713f",
    Theme.HOMES: "#5b4a8a", Theme.SCHOOL: "#c2571a", Theme.SOCIAL: "#a3195b",
    Theme.OTHER: "#1f6f8b",
}  # fmt: skip
TIMES_COLOURS = ("#d9d5ca", "#9fb8cf", "#3f7cac", "#123c69")
"""Streets opened never, once, twice, three times or more."""


@dataclass(frozen=True)
class StyleRows:
    """Columns of the table of styles, and the types of those that are not text."""

    columns: dict[str, list[Any]]
    dtypes: dict[str, str]


@dataclass(frozen=True)
class Symbol:
    """One rule of a layer: which features, how they are called and drawn."""

    name: str
    condition: str
    colour: str
    width_mm: float
    dash: str = ""


def style_rows(geometry: str) -> StyleRows:
    """Return the rows of the table of styles, for layers with this geometry column."""
    styles = {name: _style(name) for name in ("places", "tasks", "occupations", "opportunities")}
    count = len(styles)
    columns: dict[str, list[Any]] = {
        "f_table_catalog": [""] * count,
        "f_table_schema": [""] * count,
        "f_table_name": list(styles),
        "f_geometry_column": [geometry] * count,
        "styleName": [f"koppelkans {name}" for name in styles],
        "styleQML": list(styles.values()),
        "styleSLD": [""] * count,
        "useAsDefault": [True] * count,
        "description": ["Koppelkans"] * count,
        "owner": [""] * count,
        "ui": [None] * count,
        "update_time": [NO_CLOCK] * count,
    }
    return StyleRows(columns, {"useAsDefault": "bool"})


def _style(layer: str) -> str:
    rules = {
        "places": _place_rules,
        "tasks": _task_rules,
        "occupations": _occupation_rules,
        "opportunities": _opportunity_rules,
    }[layer]()
    dated = layer in {"tasks", "occupations"}
    label_field = "name" if layer == "places" else ""
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.34.0" styleCategories="Symbology|Labeling|Temporal"'
        f' labelsEnabled="{int(bool(label_field))}">'
        f"{_temporal() if dated else ''}{_renderer(rules)}{_labels(label_field)}</qgis>"
    )


def _place_rules() -> Sequence[Symbol]:
    names = (N_("Not opened"), N_("Opened once"), N_("Opened twice"), N_("Opened more often"))
    conditions = (
        "times_together = 0", "times_together = 1", "times_together = 2", "times_together > 2",
    )  # fmt: skip
    return [
        Symbol(translate(name, LANGUAGE), condition, colour, 1.0 + 0.4 * number)
        for number, (name, condition, colour) in enumerate(
            zip(names, conditions, TIMES_COLOURS, strict=True)
        )
    ]


def _task_rules() -> Sequence[Symbol]:
    programme = f"alternative = '{Alternative.PROGRAMME}' AND done"
    return [
        Symbol(translate(label(theme), LANGUAGE), f"{programme} AND theme = '{theme}'", colour, 0.9)
        for theme, colour in THEME_COLOURS.items()
    ]


def _occupation_rules() -> Sequence[Symbol]:
    alone, together = Alternative.BASELINE, Alternative.PROGRAMME
    return [
        Symbol(_name(alone), f"alternative = '{alone}'", palette.ALONE, 2.6, "3;2"),
        Symbol(_name(together), f"alternative = '{together}'", palette.TOGETHER, 1.4),
    ]


def _name(alternative: Alternative) -> str:
    return translate(label(alternative), LANGUAGE)


def _opportunity_rules() -> Sequence[Symbol]:
    return [
        Symbol(translate(N_("In the programme"), LANGUAGE), "taken", palette.TAKEN.colour, 1.6),
        Symbol(
            translate(N_("Not in the programme"), LANGUAGE), "NOT taken", palette.LEFT.colour, 1.0,
            "3;2",
        ),
    ]  # fmt: skip


def _renderer(symbols: Sequence[Symbol]) -> str:
    rules = "".join(
        f'<rule key="rule{number}" symbol="{number}" label={quoteattr(symbol.name)}'
        f" filter={quoteattr(symbol.condition)}/>"
        for number, symbol in enumerate(symbols)
    )
    drawn = "".join(_line(number, symbol) for number, symbol in enumerate(symbols))
    return (
        '<renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">'
        f'<rules key="rules">{rules}</rules><symbols>{drawn}</symbols></renderer-v2>'
    )


def _line(number: int, symbol: Symbol) -> str:
    red, green, blue = (int(symbol.colour[start : start + 2], 16) for start in (1, 3, 5))
    options = {
        "line_color": f"{red},{green},{blue},255",
        "line_style": "solid",
        "line_width": f"{symbol.width_mm:g}",
        "line_width_unit": "MM",
        "capstyle": "round" if not symbol.dash else "flat",
        "joinstyle": "round",
        "use_custom_dash": "1" if symbol.dash else "0",
        "customdash": symbol.dash or "5;2",
        "customdash_unit": "MM",
    }
    listed = "".join(
        f'<Option type="QString" name="{name}" value={quoteattr(value)}/>'
        for name, value in options.items()
    )
    return (
        f'<symbol type="line" name="{number}" alpha="1" clip_to_extent="1" force_rhr="0">'
        '<layer class="SimpleLine" enabled="1" locked="0" pass="0">'
        f'<Option type="Map">{listed}</Option></layer></symbol>'
    )


def _temporal() -> str:
    """Let the time slider of QGIS show what goes on in a period."""
    return (
        '<temporal enabled="1" mode="2" startField="first_day" endField="last_day" limitMode="1"'
        ' accumulate="0" durationField="" durationUnit="d" fixedDuration="0" startExpression=""'
        ' endExpression=""><fixedRange><start></start><end></end></fixedRange></temporal>'
    )


def _labels(field: str) -> str:
    if not field:
        return ""
    return (
        '<labeling type="simple"><settings calloutType="simple">'
        f'<text-style fieldName="{field}" isExpression="0" fontFamily="Sans" fontSize="7"'
        ' fontSizeUnit="Point" textColor="26,26,26,255" textOpacity="1">'
        '<text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM"'
        ' bufferColor="255,255,255,255" bufferOpacity="1"/></text-style>'
        '<placement placement="2" placementFlags="10" dist="0.5" distUnits="MM"/>'
        '<rendering scaleVisibility="1" scaleMin="5000" scaleMax="1" obstacle="0"/>'
        "</settings></labeling>"
    )

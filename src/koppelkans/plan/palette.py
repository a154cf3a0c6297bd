# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""One look for every kind of partner, amount and period: in documents and on pages.

Every colour stands out from white by 3 to 1 or more (WCAG 1.4.11). No colour says anything alone:
partners also have a symbol and a pattern, amounts a sign, years a line style and a width, so that
it all can be read in black and white and by people who do not see all colours.
"""

from dataclasses import dataclass

from koppelkans.case import PartnerKind

INK = "#1a1a1a"
SOFT_INK = "#555555"
PAPER = "#ffffff"
LINE = "#c9c9c9"
LAND = "#f4f2ec"
ACCENT = "#123c69"

GAIN = "#1f6f8b"
LOSS = "#c2571a"
ALONE = "#8a8a8a"
TOGETHER = ACCENT


@dataclass(frozen=True)
class Look:
    """How a partner is drawn.

    Attributes
    ----------
    colour
        Fill, with white text readable on it.
    symbol
        Vega shape of a point.
    pattern
        SVG path of one tile of 8 by 8, to be stroked over the fill; empty for a plain fill.
    """

    colour: str
    symbol: str
    pattern: str


PARTNERS: dict[PartnerKind, Look] = {
    PartnerKind.MUNICIPALITY: Look("#123c69", "square", ""),
    PartnerKind.SOCIAL_DOMAIN: Look("#a3195b", "circle", "M0 4H8"),
    PartnerKind.WATER: Look("#1c7ed6", "triangle-down", "M-2 2L2 -2M0 8L8 0M6 10L10 6"),
    PartnerKind.HEAT: Look("#b5420b", "triangle-up", "M-2 6L2 10M0 0L8 8M6 -2L10 2"),
    PartnerKind.GRID: Look("#8a6a00", "diamond", "M0 0L8 8M0 8L8 0"),
    PartnerKind.HOUSING: Look("#14713f", "cross", "M4 0V8"),
    PartnerKind.RESIDENTS: Look("#5b4a8a", "triangle-right", "M3 4H5"),
    PartnerKind.OTHER: Look("#5f5f5f", "triangle-left", "M0 4H8M4 0V8"),
}


@dataclass(frozen=True)
class LineLook:
    """How a line on a map is drawn: width and dashes in units of a thousandth of the map."""

    colour: str
    width: float
    dash: str = ""


YEARS = (
    LineLook("#0b2545", 13),
    LineLook("#7a1f5c", 13, "22 7"),
    LineLook("#c2571a", 13, "11 5"),
    LineLook("#1f6f8b", 13, "3 5"),
    LineLook("#6b6b00", 13, "24 5 4 5"),
)
"""The years of one phase, in order."""

TAKEN = LineLook("#14713f", 14)
LEFT = LineLook("#c2571a", 7, "10 7")
STREET = LineLook("#b9b4a7", 5)
MAIN_STREET = LineLook("#a09a8a", 10)
BUS_ROUTE = LineLook("#123c69", 4, "3 6")
UNKNOWN = LineLook("#555555", 20, "2 7")
"""Ticks across a street of which only the name is known; they stick out from under a mark."""
BOUNDARY = LineLook("#555555", 3, "14 6 3 6")


def contrast(colour: str, background: str = PAPER) -> float:
    """Return the contrast ratio of two colours as WCAG 2.2 defines it.

    >>> contrast("#000000")
    21.0
    """
    light, dark = sorted((_luminance(colour), _luminance(background)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 6)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

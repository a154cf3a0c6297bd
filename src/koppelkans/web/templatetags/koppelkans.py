# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How templates write names, amounts, quarters and icons."""

from enum import StrEnum
from functools import cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop

from koppelkans.case import Case, PartnerKind, Place, Quarter
from koppelkans.language import show_euros, show_number, translate
from koppelkans.plan import words
from koppelkans.plan.palette import PARTNERS
from koppelkans.web.icons import ICONS

register = template.Library()

ENDINGS = {
    "docx": "Word", "pdf": "PDF", "xlsx": "Excel", "html": gettext_noop("Web page"),
    "xml": "XML", "ics": "iCal", "gpkg": "GeoPackage", "geojson": "GeoJSON", "json": "JSON",
}  # fmt: skip


def reader() -> str:
    """Return the language of the reader."""
    return get_language() or "nl"


@register.filter
def label(choice: StrEnum) -> str:
    """Return what people call a choice."""
    return words.name(choice, reader())


@register.filter
def sheet_title(title: str) -> str:
    """Return the title of a page in the reader's language."""
    return gettext(title)


@register.filter
def ending(suffix: str) -> str:
    """Return what people call a kind of file."""
    return gettext(ENDINGS[suffix]) if suffix in ENDINGS else suffix


@register.filter
def euros(value: float) -> str:
    """Return whole euros."""
    return show_euros(value, reader()).replace("-", "−")


@register.filter
def rough(value: float) -> str:
    """Return an amount as people say it: € 4,2 miljoen; with a minus when negative."""
    return ("−" if value < 0 else "") + words.amount(value, reader())


@register.filter
def rough_size(value: float) -> str:
    """Return an amount as people say it, without its sign."""
    return words.amount(value, reader())


@register.filter
def signed(value: float) -> str:
    """Return an amount as people say it, with its sign."""
    return words.signed(value, reader())


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """Return a number in the notation of the language; nothing for what is unknown."""
    return "" if value is None else show_number(value, reader(), decimals).replace("-", "−")


@register.filter
def figure(value: float | None) -> str:
    """Return a figure with as many decimals as it needs, two at the most."""
    if value is None:
        return ""
    decimals = next((d for d in (0, 1) if abs(value - round(value, d)) < 1e-9), 2)
    if abs(value) >= 1000:
        decimals = 0
    return number(value, decimals)


@register.filter
def percent(value: float, decimals: int = 0) -> str:
    """Return a fraction as a percentage."""
    return f"{number(100 * value, decimals)}\N{NO-BREAK SPACE}%"


@register.filter
def quarter(when: Quarter | None) -> str:
    """Return a quarter, Q3 2029."""
    return "" if when is None else words.quarter(when)


@register.filter
def weeks(value: float) -> str:
    """Return a number of weeks."""
    return words.weeks(value, reader())


@register.filter
def quarters(value: float) -> str:
    """Return a number of quarters."""
    return words.quarters(value, reader())


@register.filter
def said(text: str) -> str:
    """Return a text of the line in the language of the reader; what a record is called stays."""
    return translate(text, reader())


@register.filter
def get(mapping: dict[Any, Any], key: object) -> object:
    """Return the value of a key; nothing when it is not there."""
    return mapping.get(key, "")


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw an icon of our own; it says nothing that the text beside it does not."""
    return format_html(
        '<svg class="kk-icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"'
        ' focusable="false">{}</svg>',
        ICONS.get(name, ICONS["other"]),
    )


@register.filter
def unlocated(case: Case) -> list[Place]:
    """Return the places of which it is not known where they lie."""
    return [place for place in case.places if not place.located]


@register.simple_tag
def partner_mark(partner: Any) -> SafeString:
    """Draw the mark of a partner: its colour and its symbol."""
    return _mark(partner.kind)


@cache
def _mark(kind: PartnerKind) -> SafeString:
    look = PARTNERS[kind]
    return format_html(
        '<svg class="kk-mark" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"'
        ' focusable="false"><path d="{}" fill="{}"/></svg>',
        SYMBOLS[look.symbol], look.colour,
    )  # fmt: skip


SYMBOLS = {
    "square": "M-6-6H6V6H-6Z",
    "circle": "M-6.5 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0Z",
    "triangle-down": "M-7-6H7L0 7Z",
    "triangle-up": "M-7 6H7L0-7Z",
    "diamond": "M0-7.5L7.5 0L0 7.5L-7.5 0Z",
    "cross": "M-2.5-7H2.5V-2.5H7V2.5H2.5V7H-2.5V2.5H-7V-2.5H-2.5Z",
    "triangle-right": "M-6-7L7 0L-6 7Z",
    "triangle-left": "M6-7L-7 0L6 7Z",
}
"""Paths of the symbols that charts know by name."""

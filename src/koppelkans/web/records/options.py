# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Options as HTML: there may be hundreds in a list, and several such lists on a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen."""

    value: str
    label: str
    is_chosen: bool = False
    group: str = ""


def draw_choices(options: Iterable[Option]) -> SafeString:
    """Return what stands in a select; options that follow each other share the title of a group.

    >>> draw_choices([Option("a", "A & B", True), Option("c", "C", group="more")])
    '<option value="a" selected>A &amp; B</option><optgroup label="more"><option value="c">C</option></optgroup>'
    """  # noqa: E501  # one line of HTML
    parts = []
    for group, some in groupby(options, key=lambda option: option.group):
        inside = "".join(
            f'<option value="{escape(option.value)}"{" selected" if option.is_chosen else ""}>'
            f"{escape(option.label)}</option>"
            for option in some
        )
        parts.append(f'<optgroup label="{escape(group)}">{inside}</optgroup>' if group else inside)
    return SafeString("".join(parts))


def draw_ticks(name: str, options: Iterable[Option]) -> SafeString:
    """Return boxes to tick, as many as one likes.

    >>> draw_ticks("f", [Option("a", "A", True)])
    '<label class="kk-tick"><input type="checkbox" name="f" value="a" checked> <span>A</span></label>'
    """  # noqa: E501  # as above
    shown = escape(name)
    return SafeString(
        "".join(
            f'<label class="kk-tick"><input type="checkbox" name="{shown}"'
            f' value="{escape(option.value)}"{" checked" if option.is_chosen else ""}>'
            f" <span>{escape(option.label)}</span></label>"
            for option in options
        )
    )

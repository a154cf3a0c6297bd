# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fields of a form: made from what a record says of itself, read in the notation of the reader."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from koppelkans.case import TABLES, Quarter
from koppelkans.exchange.cells import read_cell
from koppelkans.exchange.columns import Column, Kind, columns_of
from koppelkans.exchange.record_sheet import LONG_TEXTS
from koppelkans.language import translate
from koppelkans.web.records.options import Option, draw_choices, draw_ticks
from koppelkans.web.records.values import Values
from koppelkans.web.records.wording import (
    Tables,
    choices_of,
    column_of,
    name_of,
    number_text,
    title_of,
)

Typed = Mapping[str, Sequence[str]]
"""What somebody typed, by field: as a browser sends it."""

GROUPED = {
    "nl": re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d*)?"),
    "en": re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?"),
}
PLAIN = {"nl": re.compile(r"[+-]?\d+,\d+"), "en": re.compile(r"[+-]?\d+\.\d+")}
MARKS = {"nl": (".", ","), "en": (",", ".")}
"""Of thousands and of decimals."""

UNDRAWN, TAKEN_OFF = "", "-"
"""What a map sends when nothing was drawn, and when what was there is taken off."""

MANY = 12
"""Options from which a list gets a field to search in."""

LONG = LONG_TEXTS | {"worry", "reservation", "wished_change", "applicability"}


@dataclass(frozen=True)
class FieldView:
    """A field as a form shows it.

    Attributes
    ----------
    widget
        Which part of the template draws it.
    text
        What stands in it.
    options
        What can be chosen in it.
    errors
        What is wrong with it, in the reader's language.
    """

    html_name: str
    field: str
    title: str
    help: str
    unit: str
    widget: str
    is_required: bool
    text: str = ""
    options: tuple[Option, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def has_search(self) -> bool:
        return len(self.options) > MANY

    @property
    def choices(self) -> SafeString:
        return draw_choices(self.options)

    @property
    def ticks(self) -> SafeString:
        return draw_ticks(self.html_name, self.options)


def widget_of(column: Column) -> str:
    """Return which widget suits a column."""
    if column.refers_to:
        return "several" if column.kind is Kind.SEVERAL else "choice"
    if column.name == "quarters":
        return "several"
    if is_alternative(column):
        return "choice"
    by_kind = {
        Kind.CHOICE: "choice", Kind.YES_NO: "yes_no", Kind.QUARTER: "choice", Kind.DATE: "date",
        Kind.INTEGER: "number", Kind.NUMBER: "number", Kind.GEOMETRY: "geometry",
    }  # fmt: skip
    return by_kind.get(column.kind, "long" if column.name in LONG else "text")


def is_alternative(column: Column) -> bool:
    """Whether a column holds the number of an alternative of the area."""
    return column.name == "alternative" and column.kind is Kind.INTEGER


def type_values(table: str, values: Values, language: str) -> dict[str, list[str]]:
    """Return stored values as somebody would type them."""
    return {
        column.name: _typed(column, values.get(column.name), language)
        for column in columns_of(TABLES[table])
    }


def _typed(column: Column, value: Any, language: str) -> list[str]:
    if value is None or column.kind is Kind.GEOMETRY:
        return [""]
    if column.kind is Kind.YES_NO:
        return ["yes" if value else "no"]
    if isinstance(value, list):
        several = [str(part) for part in value]
        return several if widget_of(column) == "several" else ["; ".join(several)]
    if isinstance(value, int | float):
        return [number_text(column, value, language)]
    return [str(value)]


def read_field(table: str, field_name: str, typed: Sequence[str], language: str) -> Any:
    """Return what was typed as a value for the field; doubtful or wrong ones as they are."""
    column = column_of(table, field_name)
    if widget_of(column) == "several":
        return tuple(part for part in typed if part)
    text = typed[-1].strip() if typed else ""
    if column.kind in (Kind.NUMBER, Kind.INTEGER):
        text = plain_number(text, language)
    return read_cell(column, text)


def plain_number(text: str, language: str) -> str:
    """Return a number without the marks of a notation, when it is one in that notation.

    >>> plain_number("1.234,5", "nl"), plain_number("1,234", "nl"), plain_number("0.5", "nl")
    ('1234.5', '1.2340', '0.5')
    """
    bare = text.replace("€", "").replace("\N{NO-BREAK SPACE}", " ").strip()
    sign = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    thousands, decimals = MARKS[language]
    if GROUPED[language].fullmatch(bare):
        bare = bare.replace(thousands, "").replace(decimals, ".")
    elif PLAIN[language].fullmatch(bare):
        bare = bare.replace(decimals, ".")
        if re.fullmatch(r".*\.\d{3}", bare):
            # One digit more, so that nobody takes the point for one of thousands.
            bare += "0"
    else:
        return text
    return f"{bare}%" if sign else bare


def view_field(
    column: Column,
    typed: Sequence[str],
    html_name: str,
    options: Callable[[Column], Sequence[tuple[str, str, str]]],
    errors: Sequence[str],
    language: str,
) -> FieldView:
    """Return how a form shows a field with what is typed in it."""
    widget = widget_of(column)
    chosen = set(typed)
    offered = [
        Option(value, label, value in chosen, group) for value, label, group in options(column)
    ]
    known = {option.value for option in offered}
    offered += [Option(v, v, is_chosen=True) for v in typed if v and v not in known]
    return FieldView(
        html_name=html_name,
        field=column.name,
        title=title_of(column, language),
        help=_help(column, language),
        unit=_unit(column, language),
        widget=widget,
        is_required=column.required,
        text=typed[-1] if typed else "",
        options=tuple(offered) if widget in ("choice", "several") else (),
        errors=tuple(errors),
    )


def _help(column: Column, language: str) -> str:
    text = translate(column.description, language)
    if column.kind is Kind.SEVERAL and widget_of(column) == "several":
        # It says how to separate ids in a cell; here they are ticked.
        text = re.sub(r",[^,]*;$", "", text)
    return text


def _unit(column: Column, language: str) -> str:
    if column.unit == "1/year":
        return _("per year, such as 2,25 %") if language == "nl" else _("per year, such as 2.25 %")
    return translate(column.unit, language)


def options_for(
    tables: Tables,
    language: str,
    may_see: Callable[[str, Values], bool],
    alternatives: Callable[[], Mapping[int, str]],
) -> Callable[[Column], list[tuple[str, str, str]]]:
    """Return a function that lists what can be chosen in a column: value, label, group."""
    known: dict[str, list[tuple[str, str, str]]] = {}

    def options(column: Column) -> list[tuple[str, str, str]]:
        if is_alternative(column):
            return [(str(number), name, "") for number, name in alternatives().items()]
        if column.choices:
            return [(value, text, "") for value, text in choices_of(column, language)]
        if column.kind is Kind.QUARTER:
            return _quarters(tables)
        if column.name == "quarters":
            return [(str(number), f"Q{number}", "") for number in range(1, 5)]
        if column.refers_to:
            if column.refers_to not in known:
                known[column.refers_to] = _records(tables, column.refers_to, may_see)
            return known[column.refers_to]
        return []

    return options


def _records(
    tables: Tables, table: str, may_see: Callable[[str, Values], bool]
) -> list[tuple[str, str, str]]:
    found = []
    for key, values in tables[table].items():
        shown = may_see(table, values)
        name = name_of(tables, table, values) if shown else _("kept to itself by its owner")
        owner = tables["partners"].get(values.get("partner_id", ""))
        group = values.get("street") or (
            name_of(tables, "partners", owner) if owner and table == "tasks" else ""
        )
        found.append((key, name, str(group)))
    return sorted(found, key=lambda option: (option[2], option[1]))


def _quarters(tables: Tables) -> list[tuple[str, str, str]]:
    area: Values = next(iter(tables["areas"].values()), {})
    first, last = area.get("first_year"), area.get("last_year")
    if not isinstance(first, int) or not isinstance(last, int) or last - first > 200:
        return []
    return [
        (str(Quarter.of(year, number)), f"Q{number} {year}", str(year))
        for year in range(first, last + 1)
        for number in range(1, 5)
    ]

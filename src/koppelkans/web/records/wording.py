# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How records and their values are said to people."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from koppelkans.case import TABLES, Quarter
from koppelkans.case.labels import label, table_label
from koppelkans.case.record import reference_fields
from koppelkans.exchange.columns import Column, Kind, columns_of
from koppelkans.language import translate
from koppelkans.web.records.values import Values

NAMES = ("short_name", "title", "name", "text", "reason")
LONGEST_NAME = 80
ALL_DIGITS = "#,##0.#################"
PLAIN_DIGITS = "0.#################"

Tables = Mapping[str, Mapping[str, Values]]


def column_of(table: str, field: str) -> Column:
    """Return the column of a field."""
    return next(column for column in columns_of(TABLES[table]) if column.name == field)


def title_of(column: Column, language: str) -> str:
    """Return what a field is called."""
    return translate(column.title, language)


def table_name(table: str, language: str) -> str:
    """Return what a table is called."""
    return translate(table_label(table), language)


def name_of(tables: Tables, table: str, values: Values) -> str:
    """Return what people call a record: its name, or the names of what it is about."""
    fields = [name for name in NAMES if name != "short_name"] if table != "partners" else NAMES
    for field in fields:
        if text := str(values.get(field) or "").strip():
            line = " ".join(text.split())
            return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"
    parts = [
        name_of(tables, target, tables[target][values[field]])
        for field, target in reference_fields(TABLES[table]).items()
        if target != table and values.get(field) in tables.get(target, {})
        if isinstance(values.get(field), str)
    ]
    return " · ".join(parts) or str(values.get("id", ""))


def is_year(column: Column) -> bool:
    """Whether a number is a year, which nobody writes with thousands."""
    return column.name.endswith(("year", "level"))


def is_share(column: Column) -> bool:
    """Whether a fraction is shown as a percentage."""
    return column.unit == "1/year"


def number_text(column: Column, value: float, language: str, *, grouped: bool = True) -> str:
    """Return a number in the notation of the language, with all its digits."""
    exact, digits = Decimal(repr(value)), ALL_DIGITS if grouped else PLAIN_DIGITS
    if is_year(column):
        return str(int(exact)) if exact == exact.to_integral_value() else str(exact)
    if is_share(column):
        return _notation(exact * 100, digits, language) + " %"
    return _notation(exact, digits, language)


@lru_cache(maxsize=4096)
def _notation(exact: Decimal, digits: str, language: str) -> str:
    return format_decimal(exact, format=digits, locale=language)


def choices_of(column: Column, language: str) -> list[tuple[str, str]]:
    """Return what can be chosen in a field: values and what people call them."""
    return [(c.value, translate(label(c), language)) for c in column.choices]


def say_choice(column: Column, value: str, language: str) -> str:
    """Return what people call a choice."""
    found: StrEnum | None = next((c for c in column.choices if c.value == value), None)
    return translate(label(found), language) if found is not None else value


def say_value(tables: Tables, table: str, field: str, value: Any, language: str) -> str:
    """Return a stored value in words."""
    column = column_of(table, field)
    if value is None or value in ("", []):
        return _("empty")
    if column.refers_to:
        ids = value if isinstance(value, list) else [value]
        return ", ".join(_referred(tables, column.refers_to, id_) for id_ in ids)
    if column.choices:
        return say_choice(column, value, language)
    return _say_plain(column, value, language)


def _say_plain(column: Column, value: Any, language: str) -> str:
    if column.kind is Kind.GEOMETRY:
        return _("drawn on the map")
    if column.kind is Kind.YES_NO:
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if column.kind is Kind.QUARTER:
        return Quarter.parse(value).shown
    if isinstance(value, int | float):
        unit = "" if is_share(column) else translate(column.unit, language)
        return f"{number_text(column, value, language)} {unit}".rstrip()
    return str(value)


def _referred(tables: Tables, table: str, id_: str) -> str:
    values = tables.get(table, {}).get(id_)
    return id_ if values is None else name_of(tables, table, values)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people write in a cell, understood when it can mean only one thing; doubtful otherwise."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Literal

from babel.dates import get_month_names

from koppelkans.case import Doubtful, Quarter
from koppelkans.case.labels import label
from koppelkans.exchange.columns import Column, Kind
from koppelkans.exchange.wkb import is_shallow_wkb, is_shallow_wkt
from koppelkans.language import LANGUAGES, N_, Message, translate

WORDS = {
    True: ("true", "yes", "y", "ja", "j", "waar", "1"),
    False: ("false", "no", "n", "nee", "onwaar", "0"),
}
YES_NO = {word: answer for answer, words in WORDS.items() for word in words}

QUARTER = re.compile(
    r"(?P<year>\d{4})[\s/-]*(?:q|k|kw)\s?(?P<number>[1-4])"
    r"|(?:q|k|kw)\s?(?P<number2>[1-4])[\s/-]*(?P<year2>\d{4})"
    r"|(?P<number3>[1-4])e\s+kwartaal(?:\s+van)?\s+(?P<year3>\d{4})"
)
PLAIN_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,3})?")
GROUPED_NUMBER = re.compile(
    r"[+-]?[1-9]\d{0,2}((\.\d{3})+(,\d+)?|(,\d{3})+(\.\d+)?|( \d{3})+([.,]\d+)?)"
)
DAY_FIRST = re.compile(r"(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})")
THREE_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def read_cell(column: Column, value: object) -> object:
    """Return the value of a cell for its field, or `Doubtful`.

    What certainly does not fit is left as it is: the checks of the case say what is expected.
    """
    if isinstance(value, str):
        value = value.strip()
    if value is None or value == "":
        return None
    if isinstance(value, Doubtful):
        return value
    if isinstance(value, str) and column.unit == "%":
        # "30 %" is 30 where percentages are asked, and 0.3 elsewhere.
        value = value.removesuffix("%").strip()
    return _choice(column, value) if column.choices else READERS[column.kind](value)


def _text(value: object) -> object:
    # A name such as "2030" or an id such as "12" is a number to a spreadsheet.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _several(value: object) -> object:
    text = _text(value)
    return tuple(filter(None, map(str.strip, text.split(";")))) if isinstance(text, str) else text


def _number(value: object) -> object:
    number = _decimal(value)
    return float(number) if isinstance(number, Decimal) else number


def _integer(value: object) -> object:
    number = _decimal(value)
    if not isinstance(number, Decimal):
        return number
    return int(number) if number == number.to_integral_value() else float(number)


def _decimal(value: object) -> object:
    """Return the number that a text stands for; anything else comes back, or is doubtful."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return Doubtful(str(value), Message(N_("expected a number")))
    if not isinstance(value, str):
        return value
    text = " ".join(value.replace("€", " ").replace("\N{NO-BREAK SPACE}", " ").split()).lower()
    text = text.removeprefix("eur ").removesuffix(" eur").removesuffix(",-").replace("- ", "-")
    share = text.endswith("%")
    text = text.removesuffix("%").strip()
    if _is_ambiguous(text):
        whole = text.replace(".", "").replace(",", "")
        return Doubtful(
            value,
            Message(
                N_("this can mean two numbers; write {whole}, or {broken}"),
                {"whole": whole, "broken": text.replace(",", ".") + "0"},
            ),
        )
    if GROUPED_NUMBER.fullmatch(text):
        text = _without_groups(text)
    if not PLAIN_NUMBER.fullmatch(text):
        return value
    number = Decimal(text.replace(",", "."))
    return number / 100 if share else number


def _is_ambiguous(text: str) -> bool:
    """Whether one point or comma may divide thousands as well as decimals: "1.234"."""
    return re.fullmatch(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", text) is not None


def _without_groups(text: str) -> str:
    first = re.search(r"[., ]", text)
    return text.replace(first[0], "") if first else text


def _yes_no(value: object) -> object:
    if isinstance(value, str):
        return YES_NO.get(value.lower(), value)
    return value


def _date(value: object) -> object:
    if not isinstance(value, str):
        return value if isinstance(value, date) else str(value)
    text = value.lower()
    if match := DAY_FIRST.fullmatch(text):
        month = _months().get(match[2])
        return _as_date(match[3], month, match[1], value)
    if match := THREE_NUMBERS.fullmatch(text):
        day, month = int(match[1]), int(match[2])
        if day != month and day <= 12 and month <= 12:
            return Doubtful(
                value, Message(N_("day and month can be swapped; write a date such as 2029-07-01"))
            )
        return _as_date(match[3], min(day, month) if max(day, month) > 12 else month,
                        str(max(day, month)), value)  # fmt: skip
    return value


def _as_date(year: str, month: int | None, day: str, found: str) -> object:
    try:
        return date(int(year), month or 0, int(day))
    except ValueError:
        return found


@cache
def _months() -> dict[str, int]:
    widths: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
    return {
        name.lower().rstrip("."): number
        for language in LANGUAGES
        for width in widths
        for number, name in get_month_names(width, "format", language).items()
    }


def _quarter(value: object) -> object:
    if isinstance(value, date):
        return str(Quarter.of(value.year, (value.month + 2) // 3))
    if not isinstance(value, str):
        return str(value)
    if match := QUARTER.fullmatch(value.lower()):
        found = {key.rstrip("23"): text for key, text in match.groupdict().items() if text}
        return f"{found['year']}-Q{found['number']}"
    day = _date(value)
    if isinstance(day, date):
        return _quarter(day)
    return day if isinstance(day, Doubtful) else _iso_quarter(value)


def _iso_quarter(value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return str(Quarter.of(day.year, (day.month + 2) // 3))


def _choice(column: Column, value: object) -> object:
    if not isinstance(value, str):
        return str(value)
    for choice in column.choices:
        if value.casefold() in _names(type(choice))[choice.value]:
            return choice
    names = {f"n{number}": Message(label(choice)) for number, choice in enumerate(column.choices)}
    places = ", ".join(f"{{{name}}}" for name in names)
    listed = Message(places, names)
    return Doubtful(value, Message(N_("expected one of: {expected}"), {"expected": listed}))


@cache
def _names(choices: type[StrEnum]) -> dict[str, set[str]]:
    return {
        choice.value: {
            choice.value,
            *(translate(label(choice), language).casefold() for language in LANGUAGES),
        }
        for choice in choices
    }


def _geometry(value: object) -> object:
    shallow = (
        is_shallow_wkt(value) if isinstance(value, str)
        else isinstance(value, bytes) and is_shallow_wkb(value)
    )  # fmt: skip
    return value if shallow else Doubtful(_short(value), Message(N_("expected a geometry")))


def _short(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _plain_date(value: object) -> object:
    # A spreadsheet has days with a time; midnight is the day itself.
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date()
    return _date(value)


READERS: dict[Kind, Callable[[object], object]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _plain_date,
    Kind.QUARTER: _quarter,
    Kind.SEVERAL: _several,
    Kind.GEOMETRY: _geometry,
}

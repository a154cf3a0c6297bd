# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the columns of a layer to the value of a field, by the rules of a mapping."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from koppelkans.case import Doubtful, Quarter
from koppelkans.exchange.cells import read_cell
from koppelkans.exchange.columns import Column, Kind
from koppelkans.exchange.layers.mapping import Rule, plain, plain_names
from koppelkans.exchange.layers.types import Layer, refusal
from koppelkans.language import N_, Message

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ].*")
YEAR = re.compile(r"\d{4}(\.0)?")
NOT_IN_AN_ID = re.compile(r"[;\s\x00-\x1f\x7f]+")
LONGEST_LIST = 20
OWN_COLUMNS = ("@row", "@length_m", "@place_id", "@place", "@street", "@count")
"""What a rule can use besides the columns of the layer."""

Item = Mapping[str, Any]
"""One row by column: those of the layer and `OWN_COLUMNS`."""


@dataclass
class Reader:
    """Reads fields of one layer; remembers which values were not in the mapping.

    ``spelling`` gives the column of the layer for each name in the mapping.
    """

    layer: Layer
    first: Quarter
    last: Quarter
    spelling: Mapping[str, str]
    untranslated: dict[tuple[str, str], int] = field(default_factory=dict)
    clipped: int = 0


def spell_columns(layer: Layer, names: Sequence[str]) -> dict[str, str]:
    """Return the column of the layer for each name that a mapping uses.

    Case, blanks and underscores do not matter, unless two columns differ only in these.

    Raises
    ------
    LayerError
        With a column that the layer has not got.
    """
    alike = plain_names(dict.fromkeys(layer.columns))
    spelling = {}
    for name in dict.fromkeys(names):
        found = alike.get(plain(name), [])
        if name in layer.columns or name in OWN_COLUMNS:
            spelling[name] = name
        elif len(found) == 1:
            spelling[name] = found[0]
        else:
            raise refusal(
                layer.name,
                N_("the column {name} is not in this layer; it has: {columns}"),
                name=name, columns=", ".join(layer.columns[:100]),
            )  # fmt: skip
    return spelling


def columns_used(rule: Rule) -> list[str]:
    """Return the columns that a rule looks at.

    >>> columns_used(Rule(template="riool-{code} in {straat}"))
    ['code', 'straat']
    """
    names = [name for name in (rule.column, rule.since) if name is not None]
    return names + PLACEHOLDER.findall(rule.template or "")


def read_field(reader: Reader, rule: Rule, column: Column, items: Sequence[Item]) -> Any:
    """Return the value of a field for the rows that make one record; `Doubtful` when in doubt."""
    if rule.value is not None:
        found: Any = rule.value
    elif rule.template is not None:
        found = _fill(reader, rule.template, items, complete=column.name == "id")
    else:
        found = _together([_one(reader, rule, column, item) for item in items], rule)
    if isinstance(found, str) and (column.name == "id" or column.refers_to):
        parts = found.split(";") if column.kind is Kind.SEVERAL else [found]
        found = ";".join(as_identifier(part) for part in parts)
    value = read_cell(column, found)
    return _clip(reader, value) if rule.clip else value


def as_identifier(text: str) -> str:
    """Return a text as an id: blanks and semicolons become hyphens.

    >>> as_identifier(" Put 12; A ")
    'Put-12-A'
    """
    return NOT_IN_AN_ID.sub("-", text.strip())[:100]


def plain_value(value: Any) -> Any:
    """Return a value without what only a format adds: blanks around it, a time after a day."""
    if isinstance(value, str):
        text = value.strip()
        moment = MOMENT.fullmatch(text)
        return moment[1] if moment else text or None
    return value


def as_text(value: Any) -> str:
    """Return a value as people write it: 3.0 is 3."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _one(reader: Reader, rule: Rule, column: Column, item: Item) -> Any:
    name = rule.column or ""
    value = plain_value(item[reader.spelling[name]])
    if rule.values or rule.otherwise is not None:
        value = _translate(reader, rule, name, value)
    if value is None or isinstance(value, Doubtful):
        return value
    if rule.since is not None:
        first = _quarter(plain_value(item[reader.spelling[rule.since]]), rule)
        last = _quarter(value, rule)
        known = isinstance(first, Quarter) and isinstance(last, Quarter)
        return last - first + 1 if known else Doubtful(
            as_text(value), Message(N_("expected two dates, to count the quarters between them"))
        )  # fmt: skip
    if column.kind is Kind.QUARTER:
        return _quarter(value, rule)
    if rule.factor is not None or rule.of in {"sum", "min", "max"}:
        value = _number(value)
    if rule.factor is not None and isinstance(value, int | float):
        return value * rule.factor
    return value


def _translate(reader: Reader, rule: Rule, name: str, value: Any) -> Any:
    meaning = {key.strip().casefold(): found for key, found in rule.values.items()}
    key = as_text(value).casefold()
    if key in meaning:
        return meaning[key]
    if rule.otherwise is not None:
        seen = reader.untranslated
        seen[name, as_text(value)] = seen.get((name, as_text(value)), 0) + 1
        return rule.otherwise
    if value is None:
        return None
    return Doubtful(
        as_text(value),
        Message(N_("expected one of: {expected}"), {"expected": ", ".join(rule.values)}),
    )


def _quarter(value: Any, rule: Rule) -> Any:
    text = as_text(value) if not isinstance(value, date) else value
    if isinstance(text, str) and YEAR.fullmatch(text):
        if rule.in_quarter is None:
            message = Message(N_("only a year; say in the mapping which quarter, as in_quarter"))
            return Doubtful(text, message)
        quarter = Quarter.of(int(text[:4]), rule.in_quarter)
    else:
        found = read_cell(QUARTER, text)
        try:
            quarter = Quarter.parse(str(found))
        except ValueError:
            return found
    return quarter + 4 * (rule.add_years or 0) + (rule.shift_quarters or 0)


def _number(value: Any) -> Any:
    found = read_cell(NUMBER, value)
    if isinstance(found, Doubtful | int | float):
        return found
    return Doubtful(as_text(value), Message(N_("expected a number")))


def _together(values: Sequence[Any], rule: Rule) -> Any:
    """Make one value of those of a group."""
    doubtful = next((value for value in values if isinstance(value, Doubtful)), None)
    if doubtful is not None:
        return doubtful
    known = [value for value in values if value is not None]
    if rule.of in {"min", "max"} and known:
        return min(known) if rule.of == "min" else max(known)
    if rule.of == "first" and known:
        return known[0]
    if rule.of == "sum":
        # A row without the figure would make the sum too small.
        return sum(known) if known and len(known) == len(values) else None
    different = list(dict.fromkeys(known))
    if len(different) > 1:
        shown = ", ".join(as_text(value) for value in different[:5])
        return Doubtful(
            shown, Message(N_("the rows of this group differ; say in the mapping which, as of"))
        )
    return different[0] if different else None


def _fill(reader: Reader, template: str, items: Sequence[Item], *, complete: bool) -> str | None:
    """Fill in a text; of a group the different values, separated by commas."""
    texts: dict[str, str] = {}
    for name in PLACEHOLDER.findall(template):
        values = (as_text(plain_value(item[reader.spelling[name]])) for item in items)
        known = list(dict.fromkeys(filter(None, values)))
        if complete and len(known) != 1:
            return None
        more = ", ..." if len(known) > LONGEST_LIST else ""
        texts[name] = ", ".join(known[:LONGEST_LIST]) + more
    return " ".join(PLACEHOLDER.sub(lambda found: texts[found[1]], template).split())


def _clip(reader: Reader, value: Any) -> Any:
    try:
        quarter = value if isinstance(value, Quarter) else Quarter.parse(str(value))
    except ValueError:
        return value
    clipped = min(max(quarter, reader.first), reader.last)
    reader.clipped += clipped != quarter
    return str(clipped)


def _column(kind: Kind) -> Column:
    return Column("", kind, "", "", "", False, None, (), "", ())


NUMBER, QUARTER = _column(Kind.NUMBER), _column(Kind.QUARTER)

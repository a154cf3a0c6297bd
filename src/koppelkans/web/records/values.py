# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Values of records as they are stored: plain JSON by field, geometry as hexadecimal WKB.

One value has one form, so that two of them can be compared; a field without a value is not there.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import shapely
from pydantic import ConfigDict, TypeAdapter, ValidationError
from shapely.geometry.base import BaseGeometry

from koppelkans.case import TABLES, Doubtful, Problem
from koppelkans.case.geometry import AREAS, LINES, POINTS
from koppelkans.case.record import CONTROL_CHARACTERS
from koppelkans.case.rows import expect, explain
from koppelkans.exchange.wkb import is_shallow_wkb, is_shallow_wkt
from koppelkans.web.models import Record

Values = Mapping[str, Any]
Key = tuple[str, str]
"""Table and id of a record."""

HEXADECIMAL = re.compile(r"(?:[0-9A-Fa-f]{2})+")
NO_GEOMETRY = "?"


@cache
def _adapter(table: str, field: str) -> TypeAdapter[Any]:
    config = ConfigDict(arbitrary_types_allowed=True) if field == "geometry" else None
    return TypeAdapter(TABLES[table].model_fields[field].rebuild_annotation(), config=config)


@cache
def default_of(table: str, field: str) -> Any:
    """Return the stored form of what a field holds when it is left empty; None when required."""
    info = TABLES[table].model_fields[field]
    return None if info.is_required() else _stored(table, field, info.default)


def _stored(table: str, field: str, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, BaseGeometry):
        return shapely.to_wkb(value).hex()
    return _adapter(table, field).dump_python(value, mode="json")


def store_value(table: str, field: str, value: Any) -> Any:
    """Return the stored form of a value; None for an empty field that is required.

    Raises
    ------
    pydantic.ValidationError
        When the field does not take it.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return default_of(table, field)
    if field == "geometry":
        value = _guarded(value)
    checked = _adapter(table, field).validate_python(value)
    if type(checked) is str:
        # As the validator of every record does; here a record need not be whole.
        checked = checked.replace("\r\n", "\n").replace("\r", "\n")
    return _stored(table, field, checked)


def _guarded(value: Any) -> Any:
    """Return what a geometry is given as, unless reading it could crash: that reads as none."""
    if isinstance(value, str) and HEXADECIMAL.fullmatch(value):
        value = bytes.fromhex(value)
    if isinstance(value, str):
        return value if is_shallow_wkt(value) else NO_GEOMETRY
    if isinstance(value, bytes):
        return value if is_shallow_wkb(value) else NO_GEOMETRY
    if isinstance(value, Mapping):
        return value if value.get("type") in (*POINTS, *LINES, *AREAS) else NO_GEOMETRY
    return value


def read_values(table: str, key: str, given: Values) -> tuple[dict[str, Any], list[Problem]]:
    """Return the stored form of values that people or files give, and what is wrong with them."""
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    fields = TABLES[table].model_fields
    for field, value in given.items():
        where = Problem(expect("extra_forbidden"), table=table, id=key, field=field)
        if field not in fields:
            problems.append(where)
        elif isinstance(value, Doubtful):
            problems.append(replace(where, expected=value.expected, found=value.found))
        elif isinstance(value, str) and CONTROL_CHARACTERS.search(value):
            problems.append(replace(where, expected=expect("control_characters")))
        else:
            try:
                found[field] = store_value(table, field, value)
            except ValidationError as error:
                problems += [
                    replace(where, expected=p.expected, found=p.found)
                    for p in (explain(details) for details in error.errors()[:1])
                ]
    return found, problems


def filled(table: str, values: Values) -> dict[str, Any]:
    """Return values with every field of the table, in its order; None where there is none."""
    return {
        field: values[field] if values.get(field) is not None else default_of(table, field)
        for field in TABLES[table].model_fields
    }


def values_of(row: Record) -> dict[str, Any]:
    """Return the stored form of a row of the database."""
    values = dict(row.data)
    if row.geometry is not None:
        values["geometry"] = bytes(row.geometry).hex()
    return filled(row.table, values)


def put_values(row: Record, values: Values) -> None:
    """Lay stored values into a row of the database."""
    row.data = {k: v for k, v in values.items() if k != "geometry" and v is not None}
    wkb = values.get("geometry")
    row.geometry, bounds = None, (None, None, None, None)
    if wkb is not None:
        row.geometry = bytes.fromhex(wkb)
        bounds = shapely.bounds(shapely.from_wkb(row.geometry)).tolist()
    row.min_x, row.min_y, row.max_x, row.max_y = bounds


def for_case(values: Values) -> dict[str, Any]:
    """Return stored values as `build_case` takes them."""
    found = {k: v for k, v in values.items() if v is not None}
    if "geometry" in found:
        found["geometry"] = bytes.fromhex(found["geometry"])
    return found


def differing(before: Values, after: Values) -> list[str]:
    """Return the fields of which two states of a record differ."""
    fields: Iterable[str] = dict.fromkeys((*before, *after))
    return [field for field in fields if before.get(field) != after.get(field)]

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The columns of a table, derived from the fields of its record: no format knows a table."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from shapely.geometry.base import BaseGeometry

from koppelkans.case import Quarter, Record


class Kind(Enum):
    """What a column holds."""

    TEXT = auto()
    INTEGER = auto()
    NUMBER = auto()
    YES_NO = auto()
    DATE = auto()
    QUARTER = auto()
    CHOICE = auto()
    SEVERAL = auto()
    """Several ids, or several quarter numbers."""
    GEOMETRY = auto()


KINDS: dict[type, Kind] = {
    bool: Kind.YES_NO, int: Kind.INTEGER, float: Kind.NUMBER, str: Kind.TEXT, date: Kind.DATE,
    Quarter: Kind.QUARTER, BaseGeometry: Kind.GEOMETRY, tuple: Kind.SEVERAL,
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of a table, with what the one who fills it in should know.

    ``title``, ``description`` and ``unit`` are in English, to be translated where they are shown.
    """

    name: str
    kind: Kind
    title: str
    description: str
    unit: str
    required: bool
    default: Any
    choices: tuple[StrEnum, ...]
    refers_to: str
    limits: tuple[tuple[str, float], ...]
    """Names and values of "ge", "gt", "le" and "lt"."""


@cache
def columns_of(record_type: type[Record]) -> tuple[Column, ...]:
    """Return the columns of the table of a record; the id first.

    >>> from koppelkans.case import Task
    >>> [column.name for column in columns_of(Task)][:3]
    ['id', 'partner_id', 'theme']
    """
    return tuple(_column(name, info) for name, info in record_type.model_fields.items())


def _column(name: str, info: FieldInfo) -> Column:
    plain = _plain(info.annotation)
    choices: tuple[StrEnum, ...] = tuple(plain) if issubclass(plain, StrEnum) else ()
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    return Column(
        name=name,
        kind=Kind.CHOICE if choices else KINDS[plain],
        title=info.title or name,
        description=info.description or "",
        unit=str(extra.get("unit", "")),
        required=info.is_required(),
        default=None if info.is_required() else info.default,
        choices=choices,
        refers_to=str(extra.get("refers_to", "")),
        limits=tuple(
            (bound, getattr(limit, bound))
            for limit in info.metadata
            for bound in ("ge", "gt", "le", "lt")
            if hasattr(limit, bound)
        ),
    )


def _plain(annotation: Any) -> type:
    """Return the class behind ``X | None``, ``Annotated[X, ...]`` and ``tuple[X, ...]``."""
    if isinstance(annotation, type) and not get_args(annotation):
        return annotation
    if get_origin(annotation) is tuple:
        return tuple
    if get_origin(annotation) in (Union, UnionType):
        (annotation,) = (part for part in get_args(annotation) if part is not type(None))
        return _plain(annotation)
    return _plain(get_args(annotation)[0])

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked of a collection: which part of the map, which time, in which coordinates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.crs import CRS84, crs_address
from koppelkans.web.features.collections import Feature, brought_over

USUAL, MOST = 100, 10_000
EVER = (date.min, date.max)
NAMES = ("bbox", "bbox-crs", "crs", "datetime", "f", "limit", "offset")


@dataclass(frozen=True)
class Asked:
    """Which features somebody wants; ``box`` in the coordinate system of the area."""

    crs: str
    limit: int
    offset: int
    box: BaseGeometry | None
    days: tuple[date, date]

    def takes(self, feature: Feature) -> bool:
        """Whether a feature is one of them; what has no days is always there."""
        first, last = feature.first or date.min, feature.last or date.max
        if last < self.days[0] or first > self.days[1]:
            return False
        if self.box is None:
            return True
        return feature.geometry is not None and bool(self.box.intersects(feature.geometry))


def crs_of(address: str, own: str) -> str:
    """Return the coordinate system of an address: CRS84, or that of the area.

    Raises
    ------
    ProblemError
        When it is another one.
    """
    known = {CRS84: CRS84, crs_address(own): own}
    if address not in known:
        raise ProblemError(400, _("This coordinate system is not offered here."))
    return known[address]


def read_asked(query: Mapping[str, str], own: str) -> Asked:
    """Read what is asked, for an area with its own coordinate system.

    Raises
    ------
    ProblemError
        With what cannot be read.
    """
    unknown = [name for name in query if name not in NAMES]
    if unknown:
        raise ProblemError(400, _("What you ask is not right."), errors=[
            {"field": name, "detail": _("There is no such parameter.")} for name in unknown
        ])  # fmt: skip
    return Asked(
        crs_of(query.get("crs", CRS84), own),
        min(_number(query.get("limit", str(USUAL)), "limit", 1), MOST),
        _number(query.get("offset", "0"), "offset", 0),
        _box(query["bbox"], crs_of(query.get("bbox-crs", CRS84), own), own)
        if "bbox" in query else None,
        _days(query["datetime"]) if "datetime" in query else EVER,
    )  # fmt: skip


def _wrong(field: str, detail: str) -> ProblemError:
    return ProblemError(
        400, _("What you ask is not right."), errors=[{"field": field, "detail": detail}]
    )


def _number(text: str, field: str, least: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10) or int(text) < least:
        raise _wrong(field, _("expected a whole number from %(least)s") % {"least": least})
    return int(text)


def _box(text: str, crs: str, own: str) -> BaseGeometry:
    try:
        numbers: Sequence[float] = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = ()
    if len(numbers) == 6:  # With heights, which nothing here has.
        numbers = (*numbers[:2], *numbers[3:5])
    if len(numbers) != 4 or not all(map(isfinite, numbers)) or numbers[1] > numbers[3]:
        raise _wrong("bbox", _("expected west, south, east, north"))
    west, south, east, north = numbers
    box = brought_over(shapely.box(west, south, east, north), crs, own)
    if box is None or not all(map(isfinite, box.bounds)):
        # So much of the world that this projection has no place for it.
        return shapely.box(-1e9, -1e9, 1e9, 1e9)
    return box


def _days(text: str) -> tuple[date, date]:
    ends = text.split("/")
    if len(ends) > 2 or text in ("/", "../..", ""):
        raise _wrong("datetime", _("expected a moment, or two with a slash between them"))
    first, last = (ends[0], ends[-1])
    found = (_day(first, date.min), _day(last, date.max))
    if found[0] > found[1]:
        raise _wrong("datetime", _("The end comes before the beginning."))
    return found


def _day(text: str, otherwise: date) -> date:
    if text in ("", ".."):
        return otherwise
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise _wrong("datetime", _("expected a day such as 2028-01-31")) from None

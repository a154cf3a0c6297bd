# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which places a line, area or point belongs to: by name, then by where it lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from koppelkans.case import Place
from koppelkans.exchange.layers.mapping import Match
from koppelkans.exchange.words import simplify
from koppelkans.language import N_

SAMPLE_EVERY_M = 2.0
MOST_SAMPLES = 5_000


class Reason(StrEnum):
    """Why a row has no place."""

    NO_GEOMETRY = "no_geometry"
    BROKEN = "broken"
    NAME_UNKNOWN = "name_unknown"
    NAME_ELSEWHERE = "name_elsewhere"
    FAR = "far"
    LITTLE = "little"


REASONS: Mapping[Reason, str] = {
    Reason.NO_GEOMETRY: N_("it has no geometry, and no name that a place or street has"),
    Reason.BROKEN: N_("its geometry cannot be read"),
    Reason.NAME_UNKNOWN: N_("no place or street has this name, and it has no geometry"),
    Reason.NAME_ELSEWHERE: N_("it does not lie at the place or street that it names"),
    Reason.FAR: N_("it lies farther than {buffer_m} m from every place"),
    Reason.LITTLE: N_("too small a part of it, and of any place, lies together"),
}


@dataclass(frozen=True)
class Found:
    """Places of a row, with how much of it lies at each: in metres, or square metres of an area.

    Without a place ``reason`` says why.
    """

    covered: Mapping[str, float]
    reason: Reason | None = None
    unknown_name: bool = False


class Places:
    """The places of a case, ready to be found.

    - A name goes first: that of a place, or of a street, without regard to case and blanks. The
      geometry then only has to agree; a row without geometry gets the whole street. A name that
      nobody has is passed over.
    - Each metre of a line goes to the nearest place within ``buffer_m``. The line belongs to the
      places that get at least ``share`` of the line, or of their own length, this way.
    - An area belongs to the places whose surface (centre line and width) it shares: at least
      ``share`` of the area, or of that surface.
    - A point belongs to the nearest place within ``buffer_m``.
    """

    def __init__(self, places: Sequence[Place], match: Match) -> None:
        self._places = places
        self._match = match
        self._shapes = np.array([place.geometry for place in places], dtype=object)
        self._surfaces = np.array([_surface(place) for place in places], dtype=object)
        self._shape_tree, self._surface_tree = STRtree(self._shapes), STRtree(self._surfaces)
        self._named: dict[str, list[int]] = {}
        self._streets: dict[str, list[int]] = {}
        for number, place in enumerate(places):
            self._named.setdefault(simplify(place.name), []).append(number)
            self._streets.setdefault(simplify(place.street), []).append(number)

    def find(self, geometry: BaseGeometry | None, name: str = "") -> Found:
        """Return the places of one row."""
        key = simplify(name)
        named = self._named.get(key) or self._streets.get(key) or []
        if geometry is None:
            return self._whole(named, key)
        unknown = bool(key) and not named
        covered = self._cover(geometry)
        enough = {n for n, amount in covered.items() if self._is_enough(n, amount, geometry)}
        if named and len(self._named.get(key, ())) == 1:
            near = self._match.buffer_m + self._places[named[0]].width_m / 2
            if shapely.distance(self._shapes[named[0]], geometry) <= near:
                return Found({self._places[named[0]].id: covered.get(named[0], 0.0)})
            return Found({}, Reason.NAME_ELSEWHERE)
        if named:
            enough &= set(named)
        if enough:
            amounts = {self._places[n].id: covered[n] for n in sorted(enough)}
            return Found(amounts, unknown_name=unknown)
        reason = Reason.NAME_ELSEWHERE if named else Reason.LITTLE if covered else Reason.FAR
        return Found({}, reason, unknown)

    def _whole(self, named: Sequence[int], key: str) -> Found:
        if named:
            return Found({self._places[n].id: self._places[n].length_m for n in named})
        return Found({}, Reason.NAME_UNKNOWN if key else Reason.NO_GEOMETRY)

    def _cover(self, geometry: BaseGeometry) -> dict[int, float]:
        """Return metres, square metres or 1 by the number of the place."""
        dimension = shapely.get_dimensions(geometry)
        if dimension == 2:
            return self._cover_by_area(geometry)
        points, weights = _samples(geometry) if dimension == 1 else _points(geometry)
        samples, nearest = self._shape_tree.query_nearest(
            points, max_distance=self._match.buffer_m, all_matches=False
        )
        amounts = np.bincount(nearest, weights=weights[samples], minlength=len(self._places))
        return {int(n): float(amounts[n]) for n in np.flatnonzero(amounts)}

    def _cover_by_area(self, area: BaseGeometry) -> dict[int, float]:
        touched = self._surface_tree.query(area, predicate="intersects")
        shared = shapely.area(shapely.intersection(self._surfaces[touched], area))
        return {int(n): float(m2) for n, m2 in zip(touched, shared, strict=True) if m2 > 0}

    def _is_enough(self, number: int, amount: float, geometry: BaseGeometry) -> bool:
        dimension = shapely.get_dimensions(geometry)
        if dimension == 0:
            return True
        own = geometry.area if dimension == 2 else geometry.length
        place = self._surfaces[number].area if dimension == 2 else self._places[number].length_m
        # The last bit of a sum may not decide.
        return amount >= self._match.share * min(own, place) * (1 - 1e-9)


def _surface(place: Place) -> BaseGeometry:
    if shapely.get_dimensions(place.geometry) == 2:
        whole: BaseGeometry = place.geometry
        return whole
    surface: BaseGeometry = shapely.buffer(place.geometry, place.width_m / 2, cap_style="flat")
    return surface


def _samples(line: BaseGeometry) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Return points in the middle of equal pieces of a line, and the metres of each piece."""
    points, weights = [], []
    step = max(SAMPLE_EVERY_M, line.length / MOST_SAMPLES)
    for part in shapely.get_parts(line):
        pieces = max(3, int(np.ceil(part.length / step)))
        middles = (np.arange(pieces) + 0.5) / pieces
        points.append(shapely.line_interpolate_point(part, middles, normalized=True))
        weights.append(np.full(pieces, part.length / pieces))
    return np.concatenate(points), np.concatenate(weights)


def _points(geometry: BaseGeometry) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    points = shapely.get_parts(geometry)
    return points, np.ones(len(points))

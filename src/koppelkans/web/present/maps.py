# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What maps draw: the area and its places in degrees, and what happens at each place."""

import math
from typing import Any

import numpy as np
import shapely
from django.urls import reverse
from django.utils.translation import gettext
from numpy.typing import NDArray
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from koppelkans.case import Case, Place
from koppelkans.plan.palette import PARTNERS, YEARS
from koppelkans.plan.reading import Reading
from koppelkans.plan.words import period
from koppelkans.result import AlternativeResult
from koppelkans.web.transform import transformer

Json = dict[str, Any]

DECIMALS = 6
"""Of a degree: about ten centimetres."""


class ToDegrees:
    """Turns geometries of a case into GeoJSON in degrees (WGS 84)."""

    decimals = DECIMALS

    def __init__(self, crs: str) -> None:
        self._transformer = transformer(crs, "EPSG:4326")

    def __call__(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return the geometry in degrees, longitude first."""
        return shapely.transform(geometry, self._in_degrees)

    def _in_degrees(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points of shape (n, 2), x and y, as longitude and latitude."""
        return np.column_stack(self._transformer.transform(points[:, 0], points[:, 1]))

    def feature(self, geometry: BaseGeometry, **properties: object) -> Json:
        """Return a GeoJSON feature."""
        rounded = shapely.transform(self(geometry), lambda xy: xy.round(self.decimals))
        return {"type": "Feature", "properties": properties, "geometry": mapping(rounded)}


def ground(case: Case) -> Json:
    """Return the area and its places: the ground of every map."""
    to_degrees = ToDegrees(case.crs)
    west, south, east, north = to_degrees(case.area.geometry).bounds
    places = [
        to_degrees.feature(
            place.geometry, id=place.id, name=place.name, street=place.street,
            kind=place.traffic_class.value, bus=place.bus_route, located=place.located,
        )
        for place in case.places
    ]  # fmt: skip
    return {
        "bounds": [west, south, east, north],
        "area": to_degrees.feature(case.area.geometry, name=case.area.name),
        "places": {"type": "FeatureCollection", "features": places},
        "labels": {"type": "FeatureCollection", "features": _labels(case, to_degrees)},
    }


def _labels(case: Case, to_degrees: ToDegrees) -> list[Json]:
    """Return a point for the name of every street: the middle of its longest section, turned."""
    unknown = gettext("place not known")
    longest: dict[str, Place] = {}
    for place in case.places:
        if place.street not in longest or place.length_m > longest[place.street].length_m:
            longest[place.street] = place
    return [
        to_degrees.feature(
            place.geometry.interpolate(0.5, normalized=True)
            if place.geometry.geom_type == "LineString"
            else place.geometry.representative_point(),
            street=street if place.located else f"{street} ({unknown})",
            turn=_turn(place),
            order=-round(place.length_m),
        )
        for street, place in longest.items()
    ]


def _turn(place: Place) -> int:
    """Return by how many degrees, clockwise, a name turns to lie along a street, readable."""
    if place.geometry.geom_type != "LineString":
        return 0
    (x1, y1), (x2, y2) = place.geometry.coords[0], place.geometry.coords[-1]
    turn = -math.degrees(math.atan2(y2 - y1, x2 - x1))
    return round((turn + 90) % 180 - 90)


def phases(reading: Reading) -> list[Json]:
    """Return the phases with how their lines are drawn, as documents draw them too."""
    found = []
    for number, phase in enumerate(reading.phases):
        look = YEARS[number % len(YEARS)]
        # Dashes of the palette are lengths; the map wants them in widths of the line.
        dash = [round(float(length) / look.width * 1.4, 2) for length in look.dash.split()]
        svg_dash = [round(float(length) / 3) or 1 for length in look.dash.split()]
        found.append(
            {
                "label": str(phase),
                "colour": look.colour,
                "dash": dash,
                "svg_dash": svg_dash,
                "together": sum(o.first in phase for o in reading.result.programme.occupation_list),
                "alone": sum(o.first in phase for o in reading.result.baseline.occupation_list),
            }
        )
    return found


def occupations(reading: Reading, alternative: AlternativeResult) -> list[Json]:
    """Return when which places are open, for whom, in which phase."""
    first = reading.case.first_quarter
    phase_of = {year: phase.number - 1 for phase in reading.phases for year in phase.years}
    return [
        {
            "place": occupation.place_id,
            "phase": phase_of.get(occupation.first.year, 0),
            "first": occupation.first - first,
            "last": occupation.last - first,
            "when": period(occupation.first, occupation.last),
            "tasks": list(occupation.task_ids),
        }
        for occupation in alternative.occupation_list
    ]


def tasks(reading: Reading, slug: str) -> Json:
    """Return what maps and timelines say of every task."""
    return {
        task.id: {
            "title": reading.title(task.id),
            "partner": reading.case.partner[task.partner_id].short_name,
            "colour": PARTNERS[reading.case.partner[task.partner_id].kind].colour,
            "url": reverse("task", args=[slug, task.id]),
        }
        for task in reading.case.tasks
    }

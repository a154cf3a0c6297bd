# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shape of an area as a small drawing: an SVG path of the boundary, one of the streets."""

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from koppelkans.case import Case

SIZE = 1000


@dataclass(frozen=True)
class Silhouette:
    """Paths in a square of 1000."""

    boundary: str
    streets: str


def silhouette(case: Case) -> Silhouette:
    """Return the shape of an area, north up."""
    west, south, east, north = case.area.geometry.bounds
    scale = 0.94 * SIZE / max(east - west, north - south)
    left = (SIZE - scale * (east - west)) / 2
    top = (SIZE - scale * (north - south)) / 2

    def path(geometry: BaseGeometry) -> str:
        lines = []
        for part in shapely.get_parts(geometry.boundary if geometry.area else geometry):
            points = [
                f"{round(left + scale * (x - west))} {round(top + scale * (north - y))}"
                for x, y in shapely.get_coordinates(part)
            ]
            lines.append("M" + "L".join(points))
        return "".join(lines)

    return Silhouette(
        path(case.area.geometry), "".join(path(place.geometry) for place in case.places)
    )

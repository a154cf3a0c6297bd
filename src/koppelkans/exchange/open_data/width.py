# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How wide a street is from front to front, measured between the buildings on both sides."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from koppelkans.exchange.open_data.features import fetch_features
from koppelkans.exchange.open_data.fetch import Manners
from koppelkans.exchange.open_data.services import Service

STANDING = frozenset(
    {
        "pand in gebruik",
        "pand in gebruik (niet ingemeten)",
        "verbouwing pand",
        "pand buiten gebruik",
        "sloopvergunning verleend",
    }
)
EVERY_M = 5.0
REACH_M = 30.0
FEWEST_SAMPLES = 3


def fetch_buildings(service: Service, area: BaseGeometry, manners: Manners) -> list[BaseGeometry]:
    """Return the outlines of the buildings that stand in and just around an area."""
    xmin, ymin, xmax, ymax = shapely.buffer(area, 2 * REACH_M).bounds
    return [
        feature.geometry
        for feature in fetch_features(service, "pand", manners, bbox=(xmin, ymin, xmax, ymax))
        if feature.text("status").casefold() in STANDING
    ]


def measure_widths(
    lines: Sequence[BaseGeometry], buildings: Sequence[BaseGeometry]
) -> list[float | None]:
    """Return the width of each street in metres, None where it cannot be measured.

    Across the line, every ``EVERY_M`` metres, to the first building within ``REACH_M`` on either
    side; the median of the crossings with buildings on both sides, of which there must be
    ``FEWEST_SAMPLES``.

    >>> from shapely.geometry import LineString, box
    >>> street = LineString([(0, 0), (60, 0)])
    >>> measure_widths([street], [box(0, 6, 60, 15), box(0, -15, 60, -5)])
    [11.0]
    """
    tree = STRtree(list(buildings))
    return [_measure(line, tree) for line in lines]


def _measure(line: BaseGeometry, tree: STRtree) -> float | None:
    widths = []
    for at in np.arange(EVERY_M / 2, line.length, EVERY_M):
        middle = np.asarray(line.interpolate(at).coords[0])
        ahead = np.asarray(line.interpolate(min(at + 1, line.length)).coords[0])
        behind = np.asarray(line.interpolate(max(at - 1, 0)).coords[0])
        along = ahead - behind
        if not np.any(along):
            continue
        across = np.array([-along[1], along[0]]) / np.hypot(*along)
        left, right = (_reach(middle, side * across, tree) for side in (1, -1))
        if left is not None and right is not None:
            widths.append(left + right)
    return float(np.median(widths)) if len(widths) >= FEWEST_SAMPLES else None


def _reach(start: np.ndarray, direction: np.ndarray, tree: STRtree) -> float | None:
    """Return the distance to the first building in a direction; None when there is none."""
    ray = LineString([start, start + REACH_M * direction])
    hits = tree.geometries.take(tree.query(ray, predicate="intersects"))
    if not len(hits):
        return None
    distance = float(shapely.distance(shapely.points(start), shapely.intersection(hits, ray)).min())
    return distance or None

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of streets on a map: along the street, where they do not lie over one another."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shapely import STRtree
from shapely.affinity import rotate
from shapely.geometry import LineString, MultiLineString, box
from shapely.geometry.base import BaseGeometry

LETTER_WIDTH = 0.5
"""Average width of a letter of Source Sans, as a part of its size."""


@dataclass(frozen=True)
class Label:
    """A name on a map: its middle, in the units of the map, and its turn clockwise in degrees."""

    text: str
    x: float
    y: float
    degrees: float
    size: float


def place_labels(
    streets: Sequence[tuple[str, Sequence[BaseGeometry]]],
    size: float,
    frame: BaseGeometry,
    offset: float,
) -> tuple[Label, ...]:
    """Return a label for every street that has room for one.

    Parameters
    ----------
    streets
        Name and lines or surfaces of each street, the most important first: who comes first gets
        the best spot. In the units of the map, y downwards.
    size
        Height of the letters.
    frame
        Within which labels stay.
    offset
        Distance of the middle of a label to the line.
    """
    placed: list[Label] = []
    taken: list[BaseGeometry] = []
    for text, shapes in streets:
        for label in _candidates(text, shapes, size, offset):
            outline = _outline(label)
            tree = STRtree(taken)
            if frame.covers(outline) and not len(tree.query(outline, predicate="intersects")):
                placed.append(label)
                taken.append(outline)
                break
    return tuple(placed)


def _candidates(
    text: str, shapes: Sequence[BaseGeometry], size: float, offset: float
) -> Iterable[Label]:
    for shape in sorted(shapes, key=lambda s: -s.length):
        line = _line(shape)
        for part in (0.5, 0.35, 0.65, 0.2, 0.8):
            middle = line.interpolate(part, normalized=True)
            degrees = _direction(line, part)
            across = math.radians(degrees + 90)
            for side in (-1, 1, -2, 2):
                yield Label(
                    text,
                    middle.x + side * offset * math.cos(across),
                    middle.y + side * offset * math.sin(across),
                    degrees,
                    size,
                )


def _line(shape: BaseGeometry) -> LineString:
    """Return the line along which a name is written."""
    if shape.geom_type == "LineString":
        return LineString(shape.coords)
    if isinstance(shape, MultiLineString):
        return LineString(max(shape.geoms, key=lambda part: part.length).coords)
    low_x, low_y, high_x, high_y = shape.bounds
    middle = (low_y + high_y) / 2
    return LineString([(low_x, middle), (high_x, middle)])


def _direction(line: LineString, part: float) -> float:
    """Return the direction of a line near a point of it, such that text is not upside down."""
    before = line.interpolate(max(0.0, part - 0.1), normalized=True)
    after = line.interpolate(min(1.0, part + 0.1), normalized=True)
    degrees = math.degrees(math.atan2(after.y - before.y, after.x - before.x))
    return (degrees + 90) % 180 - 90


def _outline(label: Label) -> BaseGeometry:
    half_width = len(label.text) * label.size * LETTER_WIDTH / 2
    half_height = label.size * 0.55
    straight = box(
        label.x - half_width, label.y - half_height, label.x + half_width, label.y + half_height
    )
    return rotate(straight, label.degrees, origin=(label.x, label.y))

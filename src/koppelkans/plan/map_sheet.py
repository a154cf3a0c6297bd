# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""One sheet of a map as SVG: area, streets, marks, names, scale bar, north arrow, legend."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from shapely.affinity import affine_transform
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from koppelkans.case import Case, Place, TrafficClass
from koppelkans.language import show_number
from koppelkans.plan.map_labels import Label, place_labels
from koppelkans.plan.palette import (
    BOUNDARY,
    INK,
    LAND,
    MAIN_STREET,
    PAPER,
    SOFT_INK,
    STREET,
    UNKNOWN,
    LineLook,
)

WIDTH = 1000.0
TALLEST = 1150.0
MARGIN = 34.0
LETTERS = 18.0
LEGEND_LETTERS = 20.0
LEGEND_LINE = 32.0
FONT = "'Source Sans 3', sans-serif"


@dataclass(frozen=True)
class Mark:
    """What is drawn over one place, and the text of its legend line."""

    look: LineLook
    legend: str


@dataclass(frozen=True)
class _Sheet:
    """Where the area lies on the sheet: 1000 units wide, y downwards."""

    scale: float
    matrix: tuple[float, float, float, float, float, float]
    height: float

    def put(self, geometry: BaseGeometry) -> BaseGeometry:
        return affine_transform(geometry, self.matrix)


def draw_sheet(
    case: Case,
    marks: Mapping[str, Mark],
    language: str,
    *,
    plain: str,
    boundary: str,
    unknown: str,
    legend: Sequence[Mark] = (),
) -> str:
    """Return a map as SVG.

    Parameters
    ----------
    marks
        By place id.
    plain, boundary, unknown
        Legend of the other streets, of the boundary of the area, and of the streets of which only
        the name is known, which lie at a made-up spot.
    legend
        Legend lines in their order; by default those of the marks as they come.
    """
    sheet = _lay_out(case)
    entries = list(legend or dict.fromkeys(marks.values()))
    entries += [Mark(STREET, plain), Mark(BOUNDARY, boundary)]
    if not all(place.located for place in case.places):
        entries.append(Mark(UNKNOWN, unknown))
    columns = 2
    height = sheet.height + math.ceil(len(entries) / columns) * LEGEND_LINE + 24
    body = [
        f'<rect width="{WIDTH:.0f}" height="{height:.0f}" fill="{PAPER}"/>',
        _shape(sheet.put(case.area.geometry), BOUNDARY, fill=LAND),
        *_streets(case, sheet, marks),
        *(
            _shape(sheet.put(place.geometry), marks[place.id].look)
            for place in case.places
            if place.id in marks
        ),
        *_names(case, sheet, set(marks)),
        _scale_bar(sheet, language),
        _north_arrow(sheet),
        *_legend(entries, sheet.height, columns),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH:.0f} {height:.0f}" font-family="{FONT}" fill="none">'
        + "".join(body)
        + "</svg>"
    )


def _lay_out(case: Case) -> _Sheet:
    shapes = [case.area.geometry, *(place.geometry for place in case.places)]
    bounds = [shape.bounds for shape in shapes]
    west, south = min(b[0] for b in bounds), min(b[1] for b in bounds)
    east, north = max(b[2] for b in bounds), max(b[3] for b in bounds)
    room = WIDTH - 2 * MARGIN
    scale = min(room / max(east - west, 1.0), (TALLEST - 2 * MARGIN) / max(north - south, 1.0))
    left = (WIDTH - scale * (east - west)) / 2
    matrix = (scale, 0.0, 0.0, -scale, left - scale * west, MARGIN + scale * north)
    return _Sheet(scale, matrix, scale * (north - south) + 2 * MARGIN + 30)


def _streets(case: Case, sheet: _Sheet, marks: Mapping[str, Mark]) -> list[str]:
    """Draw all streets; under a mark that is wider than the street only a thin line."""

    def look(place: Place) -> LineLook:
        if not place.located:
            return UNKNOWN
        covered = place.id in marks and marks[place.id].look.width >= MAIN_STREET.width
        if covered or place.traffic_class is TrafficClass.RESIDENTIAL:
            return STREET
        return MAIN_STREET

    return [_shape(sheet.put(place.geometry), look(place)) for place in case.places]


def _shape(geometry: BaseGeometry, look: LineLook, fill: str = "") -> str:
    surface = geometry.geom_type in ("Polygon", "MultiPolygon")
    inside = f' fill="{fill or look.colour}"' if surface else ""
    if surface and not fill:
        inside += ' fill-opacity="0.35"'
    return f'<path d="{_path(geometry)}"{inside}{_stroke(look)}/>'


def _stroke(look: LineLook) -> str:
    dash = f' stroke-dasharray="{look.dash}"' if look.dash else ' stroke-linecap="round"'
    return f' stroke="{look.colour}" stroke-width="{look.width:g}" stroke-linejoin="round"{dash}'


def _path(geometry: BaseGeometry) -> str:
    if isinstance(geometry, BaseMultipartGeometry):
        return "".join(_path(part) for part in geometry.geoms)
    if isinstance(geometry, Polygon):
        rings = [geometry.exterior, *geometry.interiors]
        return "".join(_path(ring) for ring in rings)
    points = "L".join(f"{x:.1f} {y:.1f}" for x, y in geometry.coords)
    return f"M{points}" + ("Z" if geometry.geom_type == "LinearRing" else "")


def _names(case: Case, sheet: _Sheet, marked: set[str]) -> list[str]:
    shapes: dict[str, list[BaseGeometry]] = {}
    important: dict[str, float] = {}
    for place in case.places:
        shapes.setdefault(place.street, []).append(sheet.put(place.geometry))
        weight = place.length_m * (10 if place.id in marked else 1)
        important[place.street] = important.get(place.street, 0.0) + weight
    streets = sorted(shapes.items(), key=lambda item: (-important[item[0]], item[0]))
    frame = box(4, 4, WIDTH - 4, sheet.height - 50)
    labels = place_labels(
        [(_short(name), parts) for name, parts in streets], LETTERS, frame, offset=1.15 * LETTERS
    )
    return [_text(label) for label in labels]


def _short(name: str) -> str:
    return name if len(name) <= 32 else name[:30] + "…"


def _text(label: Label) -> str:
    return (
        f'<text transform="translate({label.x:.1f} {label.y:.1f}) rotate({label.degrees:.1f})" '
        f'y="{label.size * 0.33:.1f}" font-size="{label.size:g}" text-anchor="middle" '
        f'fill="{INK}" stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" '
        f'paint-order="stroke">{escape(label.text)}</text>'
    )


def _scale_bar(sheet: _Sheet, language: str) -> str:
    metres = max(
        (step * 10**power for power in range(6) for step in (1, 2, 5)
         if step * 10**power * sheet.scale <= 260),
        default=1,
    )  # fmt: skip
    width, y = metres * sheet.scale, sheet.height - 18
    half = width / 2
    return (
        f'<g font-size="{LETTERS:g}" fill="{INK}">'
        f'<rect x="{MARGIN:g}" y="{y:.1f}" width="{half:.1f}" height="7" fill="{INK}"/>'
        f'<rect x="{MARGIN + half:.1f}" y="{y:.1f}" width="{half:.1f}" height="7" '
        f'fill="{PAPER}" stroke="{INK}" stroke-width="1.5"/>'
        f'<text x="{MARGIN + width + 10:.1f}" y="{y + 9:.1f}">'
        f"{show_number(metres, language)} m</text></g>"
    )


def _north_arrow(sheet: _Sheet) -> str:
    x, y = WIDTH - MARGIN - 12, sheet.height - 50
    return (
        f'<g><path d="M{x:g} {y:g}l11 34l-11 -8l-11 8Z" fill="{INK}"/>'
        f'<text x="{x - 26:g}" y="{y + 30:g}" font-size="{LETTERS:g}" font-weight="600" '
        f'text-anchor="middle" fill="{INK}">N</text></g>'
    )


def _legend(entries: Sequence[Mark], top: float, columns: int) -> list[str]:
    rows = math.ceil(len(entries) / columns)
    lines = [
        f'<path d="M{MARGIN:g} {top + 6:.1f}H{WIDTH - MARGIN:g}" stroke="{SOFT_INK}" '
        'stroke-width="0.8"/>'
    ]
    for number, mark in enumerate(entries):
        x = MARGIN + (number // rows) * (WIDTH / columns)
        y = top + 30 + (number % rows) * LEGEND_LINE
        lines.append(
            f'<path d="M{x:.1f} {y:.1f}h64"{_stroke(mark.look)}/>'
            f'<text x="{x + 78:.1f}" y="{y + 7:.1f}" font-size="{LEGEND_LETTERS:g}" '
            f'fill="{INK}">{escape(mark.legend)}</text>'
        )
    return lines

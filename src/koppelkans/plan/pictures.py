# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Charts and maps drawn for documents: SVG for the PDF, PNG for Word."""

import struct
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import vl_convert

from koppelkans.plan.types import Chart, Map

VEGA_LITE = "6.4"
CHART_WIDTH = 620
"""Pixels of a chart as wide as the text; letters of 12 pixels come out at about 9 points."""
WORD_DPI = 220
LEAST_ROOM = 380
"""Pixels for a name beside an axis, at least."""
TEXT_WIDTH_INCH = 6.3


def font_folder() -> Path:
    """Return the folder in the package with the letters of documents (Source Sans 3)."""
    return Path(str(files("koppelkans"))) / "web" / "static" / "vendor" / "source-sans-ttf"


@cache
def _register_fonts(folder: Path) -> None:
    if folder.is_dir():
        vl_convert.register_font_directory(str(folder))


def to_svg(source: Chart | Map, fonts: Path | None = None) -> str:
    """Return a picture as SVG."""
    _register_fonts(fonts or font_folder())
    if isinstance(source, Map):
        return source.svg
    spec = {**_with_room(source.spec), "width": CHART_WIDTH}
    svg: str = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, show_warnings=False)
    return svg


def _with_room(spec: Any) -> Any:
    """Return a specification whose names are not cut off as they are on the screen of a phone."""
    if isinstance(spec, dict):
        return {
            key: max(value, LEAST_ROOM) if key == "labelLimit" else _with_room(value)
            for key, value in spec.items()
        }
    return [_with_room(part) for part in spec] if isinstance(spec, list) else spec


def to_png(svg: str, fonts: Path | None = None) -> bytes:
    """Return an SVG as PNG, sharp at the width of the text."""
    _register_fonts(fonts or font_folder())
    width = _svg_width(svg)
    png: bytes = vl_convert.svg_to_png(svg, scale=TEXT_WIDTH_INCH * WORD_DPI / width, ppi=72)
    return png


def png_size(png: bytes) -> tuple[int, int]:
    """Return width and height of a PNG in pixels."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _svg_width(svg: str) -> float:
    start = svg.index('width="') + len('width="')
    return float(svg[start : svg.index('"', start)])

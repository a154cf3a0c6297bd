# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Geometries between the browser, which knows degrees, and the case, which knows metres."""

import json
from typing import Any

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry import shape

from koppelkans.case import Doubtful
from koppelkans.case.geometry import AREAS, LINES, POINTS
from koppelkans.case.rows import expect
from koppelkans.web.transform import transformer

LONGEST_TEXT = 1_000_000
CENTIMETRES = 2


def from_degrees(text: str, crs: str) -> Any:
    """Return what was drawn, in the coordinate system of the case, rounded to centimetres.

    Doubtful when it is no geometry.
    """
    wrong = Doubtful(text[:60], expect("geometry"))
    if len(text) > LONGEST_TEXT:
        return wrong
    try:
        drawn = json.loads(text)
        if not isinstance(drawn, dict) or drawn.get("type") not in (*POINTS, *LINES, *AREAS):
            return wrong
        geometry = shape(drawn)
        to_case = transformer("EPSG:4326", crs)
        return shapely.transform(
            geometry,
            lambda xy: np.column_stack(to_case.transform(xy[:, 0], xy[:, 1])).round(CENTIMETRES),
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError,
            GEOSException):  # fmt: skip
        return wrong

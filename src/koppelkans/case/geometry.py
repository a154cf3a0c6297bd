# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Geometries as fields of a record: two dimensions, finite, valid, in the CRS of the case."""

from collections.abc import Mapping
from typing import Annotated, Any

import numpy as np
import shapely
from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError
from shapely.errors import GEOSException
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

LINES = ("LineString", "MultiLineString")
AREAS = ("Polygon", "MultiPolygon")
POINTS = ("Point", "MultiPoint")


def _read(value: object) -> BaseGeometry:
    if isinstance(value, BaseGeometry):
        return value
    try:
        with np.errstate(invalid="ignore"):
            if isinstance(value, bytes):
                return shapely.from_wkb(value)
            if isinstance(value, str):
                return shapely.from_wkt(value)
            if isinstance(value, Mapping):
                return shape(dict(value))
    except (GEOSException, ValueError, TypeError, KeyError, AttributeError):
        pass
    raise PydanticCustomError("geometry", "expected a geometry")


def _checked(*kinds: str) -> Any:
    def check(value: object) -> BaseGeometry:
        geometry = shapely.force_2d(_read(value))
        if geometry.is_empty or geometry.geom_type not in kinds:
            expected = ", ".join(kinds)
            raise PydanticCustomError(
                "geometry_kind", "expected one of: {expected}", {"expected": expected}
            )
        if not np.isfinite(shapely.get_coordinates(geometry)).all():
            raise PydanticCustomError("geometry_finite", "expected finite coordinates")
        if not geometry.is_valid or not geometry.is_simple:
            raise PydanticCustomError(
                "geometry_valid", "expected a geometry that does not cross itself"
            )
        return geometry

    return check


def _geometry_field(*kinds: str) -> Any:
    return Annotated[
        BaseGeometry,
        BeforeValidator(_checked(*kinds)),
        PlainSerializer(mapping, return_type=dict),
        WithJsonSchema({"type": "object", "description": "GeoJSON geometry: " + ", ".join(kinds)}),
    ]


AreaGeometry = _geometry_field(*AREAS)
PlaceGeometry = _geometry_field(*LINES, *AREAS)
AnyGeometry = _geometry_field(*POINTS, *LINES, *AREAS)

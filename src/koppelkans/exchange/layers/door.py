# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The door: geometry comes in checked, in two dimensions and in the coordinate system of the case.

What lies outside the area is counted and left where it is, so that a layer of a whole town costs
no more memory than the neighbourhood in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.geometry import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from koppelkans.case import Case
from koppelkans.exchange.layers.types import Feature, Layer, refusal
from koppelkans.exchange.wkb import is_shallow_wkb
from koppelkans.language import N_

AT_ONCE = 2_000
MOST_IN_AREA = 100_000
FARTHEST_LONGITUDE, FARTHEST_LATITUDE = 180.0, 90.0


@dataclass(frozen=True)
class Located:
    """A feature in or near the area, or without a place on the map.

    ``geometry`` is in the CRS of the case; None when the feature has none, or (``broken``) one
    that cannot be used.
    """

    feature: Feature
    geometry: BaseGeometry | None
    broken: bool = False


@dataclass
class Count:
    """What happened at the door."""

    features: int = 0
    outside: int = 0
    mended: int = 0
    elsewhere: tuple[float, float] | None = field(default=None, repr=False)
    """A point of a feature that lies outside, to show when everything does."""


def bring_in(layer: Layer, case: Case, near_m: float, count: Count) -> Iterator[Located]:
    """Yield the features that lie in the area or within ``near_m`` of its places.

    Features without geometry come along: a name may say where they belong.

    Raises
    ------
    LayerError
        When the coordinate system is not known or cannot be right.
    """
    transformer = _transformer(layer, case)
    zone = _zone(case, near_m)
    found = 0
    while batch := list(islice(layer.features, AT_ONCE)):
        count.features += len(batch)
        for located in _locate(batch, layer, transformer, zone, count):
            found += 1
            if found > MOST_IN_AREA:
                raise refusal(
                    layer.name,
                    N_("more than {most} rows lie in the area; choose some with [only]"),
                    most=MOST_IN_AREA,
                )
            yield located
    if count.features and count.outside == count.features and count.elsewhere:
        x, y = count.elsewhere
        raise refusal(
            layer.name,
            N_(
                "no row lies in the area; one lies at ({x}, {y}). Is {crs} the right coordinate"
                " system?"
            ),
            x=f"{x:.6g}", y=f"{y:.6g}", crs=CRS.from_user_input(layer.crs).name,
        )  # fmt: skip


def _transformer(layer: Layer, case: Case) -> Transformer:
    if not layer.crs:
        raise refusal(
            layer.name,
            N_(
                "the file does not say in which coordinate system it is; name it in the mapping,"
                ' for example crs = "EPSG:28992"'
            ),
        )
    try:
        # Heights are left out: what is deep or high does not matter here.
        source = CRS.from_user_input(layer.crs).to_2d()
        return Transformer.from_crs(source, CRS.from_user_input(case.crs), always_xy=True)
    except CRSError:
        raise refusal(
            layer.name, N_("the coordinate system is not known; name it in the mapping, as crs")
        ) from None


def _zone(case: Case, near_m: float) -> BaseGeometry:
    parts = [case.area.geometry, *(place.geometry for place in case.places)]
    zone = shapely.union_all(shapely.buffer(np.array(parts, dtype=object), near_m))
    shapely.prepare(zone)
    return zone


def _locate(
    batch: Sequence[Feature], layer: Layer, transformer: Transformer, zone: BaseGeometry,
    count: Count,
) -> Iterator[Located]:  # fmt: skip
    geometries = _read(batch)
    source = transformer.source_crs
    if source is not None and source.is_geographic:
        _check_degrees(geometries, layer)
    geometries = _project(geometries, transformer)
    usable = ~shapely.is_missing(geometries) & ~shapely.is_empty(geometries) & _finite(geometries)
    sound = geometries.copy()
    sound[~usable] = None
    near = shapely.intersects(sound, zone)
    for feature, geometry, is_usable, is_near in zip(batch, geometries, usable, near, strict=True):
        if not feature.wkb or (geometry is not None and geometry.is_empty):
            yield Located(feature, None)
        elif not is_usable:
            yield Located(feature, None, broken=True)
        elif not is_near:
            count.outside += 1
            # Only a corner is needed, so that the message can show where it lies.
            count.elsewhere = count.elsewhere or (geometry.bounds[0], geometry.bounds[1])
        else:
            mended = mend(geometry)
            count.mended += mended is not None and mended is not geometry
            yield Located(feature, mended, broken=mended is None)


def _read(batch: Sequence[Feature]) -> NDArray[np.object_]:
    """Return geometries in two dimensions; None where there is none or it cannot be read."""
    wkbs = np.array(
        [feature.wkb if is_shallow_wkb(feature.wkb) else None for feature in batch], dtype=object
    )
    with np.errstate(invalid="ignore"):
        read: NDArray[np.object_] = shapely.from_wkb(wkbs, on_invalid="ignore")
        flat: NDArray[np.object_] = shapely.force_2d(read)
    return flat


def _check_degrees(geometries: NDArray[np.object_], layer: Layer) -> None:
    coordinates = shapely.get_coordinates(geometries)
    limits = np.array([FARTHEST_LONGITUDE, FARTHEST_LATITUDE])
    wrong = (np.isfinite(coordinates) & (np.abs(coordinates) > limits)).any(axis=1)
    if wrong.any():
        x, y = coordinates[wrong.argmax()]
        raise refusal(
            layer.name,
            N_(
                "expected degrees, found ({x}, {y}); if these are metres, name the coordinate"
                ' system in the mapping, for example crs = "EPSG:28992"'
            ),
            x=f"{x:.6g}", y=f"{y:.6g}",
        )  # fmt: skip


def _project(geometries: NDArray[np.object_], transformer: Transformer) -> NDArray[np.object_]:
    coordinates = shapely.get_coordinates(geometries)
    # Infinite where the projection does not reach; looked at afterwards.
    x, y = transformer.transform(coordinates[:, 0], coordinates[:, 1])
    with np.errstate(invalid="ignore"):
        projected: NDArray[np.object_] = shapely.set_coordinates(
            geometries.copy(), np.column_stack([x, y])
        )
    return projected


def _finite(geometries: NDArray[np.object_]) -> NDArray[np.bool_]:
    coordinates, owners = shapely.get_coordinates(geometries, return_index=True)
    finite = np.ones(len(geometries), dtype=bool)
    finite[owners[~np.isfinite(coordinates).all(axis=1)]] = False
    return finite


def mend(geometry: BaseGeometry) -> BaseGeometry | None:
    """Return a geometry that does not cross itself: as it is when it is sound, None without hope.

    >>> from shapely.geometry import LineString
    >>> mend(LineString([(0, 0), (2, 2), (2, 0), (0, 2)])).geom_type
    'MultiLineString'
    """
    if geometry.is_valid and geometry.is_simple:
        return geometry
    dimension = shapely.get_dimensions(geometry)
    whole = shapely.make_valid(geometry) if dimension == 2 else geometry
    parts = [
        part
        for part in shapely.get_parts(shapely.get_parts([whole]))
        if shapely.get_dimensions(part) == dimension
    ]
    return join(parts)


def join(parts: Sequence[BaseGeometry]) -> BaseGeometry | None:
    """Return parts of one kind as one geometry that does not cross itself; None without hope.

    Crossings are rounded to a millimetre: without that a crossing lies just beside its lines.
    """
    whole: BaseGeometry = shapely.union_all(parts, grid_size=0.001)
    if shapely.get_dimensions(whole) == 1:
        pieces = [piece for part in shapely.get_parts(whole) for piece in _open_ring(part)]
        whole = MultiLineString(pieces) if len(pieces) > 1 else whole
    return whole if not whole.is_empty and whole.is_valid and whole.is_simple else None


def _open_ring(line: BaseGeometry) -> list[LineString]:
    """Cut a ring in two: another line may meet a line only at its ends, and a ring has none."""
    points = shapely.get_coordinates(line)
    middle = len(points) // 2
    cut = [points[: middle + 1], points[middle:]] if line.is_closed else [points]
    return [LineString(piece) for piece in cut]

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""All pairs of different owners that lie near each other and whose windows meet, for many tasks.

Pairs are proposed by an index (a sorted grid for points, a tree of boxes for other geometries) and
then tested exactly, a bounded number at a time: memory grows with what is found, not with what is
tried, and time with the number of pairs nearby.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Shapes = NDArray[Any]
Candidates = Iterator[tuple[Integers, Integers]]
Test = Callable[[Integers, Integers, float], NDArray[np.bool_]]

CANDIDATES_AT_ONCE = 1 << 18
"""Small enough for the arrays of one round to stay in the cache of the processor."""

BOXES_AT_ONCE = 20_000
MAX_ROWS = 1e6


def find_pairs(
    geometries: ArrayLike,
    owners: ArrayLike,
    first: ArrayLike,
    last: ArrayLike,
    distance_m: float,
) -> Integers:
    """Return all pairs of different owners within a distance whose windows meet.

    Parameters
    ----------
    geometries
        Shapely geometries, shape (n,), or coordinates of points, shape (n, 2); in metres.
        What is missing, empty or without finite coordinates is near nothing.
    owners
        Who each belongs to, shape (n,): anything that can be compared.
    first, last
        Window of each, both ends included, shape (n,), in any one unit of time. Windows meet
        when they have a moment in common.
    distance_m
        How far apart they may lie at most, in metres; measured between nearest points.

    Returns
    -------
    ndarray of int64, shape (m, 2)
        Numbers (i, j) with i < j of each pair once, in order.

    Examples
    --------
    >>> points = [(0, 0), (30, 40), (30, 41), (0, 1)]
    >>> find_pairs(points, ["a", "b", "b", "a"], [1, 4, 1, 9], [4, 8, 9, 9], 50)
    array([[0, 1],
           [2, 3]])
    """
    if not distance_m >= 0:
        raise ValueError(f"distance is {distance_m}, expected zero or more")
    shapes: Shapes = np.asarray(geometries)
    owner = np.unique(np.asarray(owners), return_inverse=True)[1].astype(np.int32)
    begin: Shapes = np.asarray(first)
    end: Shapes = np.asarray(last)
    if not len(shapes) == len(owner) == len(begin) == len(end):
        raise ValueError("geometries, owners, first and last differ in length")
    if len(shapes) == 0:
        return np.empty((0, 2), np.int64)
    points = _points(shapes)
    order, candidates = (
        _near_boxes(shapes, distance_m) if points is None else _near_points(points, distance_m)
    )
    near = _boxes_test(shapes[order]) if points is None else _points_test(points[order])
    owner, begin, end = owner[order], begin[order], end[order]
    found = [np.empty((0, 2), np.int64)]
    for one, other in candidates:
        keep = (owner[one] != owner[other]) & (begin[one] <= end[other])
        keep &= begin[other] <= end[one]
        i, j = one[keep], other[keep]
        keep = near(i, j, distance_m)
        found.append(order[np.stack((i[keep], j[keep]), axis=1)])
    return _in_order(np.concatenate(found), len(shapes))


def _points(shapes: Shapes) -> Floats | None:
    """Return coordinates, shape (n, 2), when all are points; None when one is not."""
    if shapes.dtype != object:
        if shapes.ndim != 2 or shapes.shape[1] != 2:
            raise ValueError(f"coordinates have shape {shapes.shape}, expected (n, 2)")
        return shapes.astype(np.float64)
    kinds = shapely.get_type_id(shapes)
    if not np.isin(kinds, (-1, shapely.GeometryType.POINT)).all():
        return None
    return shapely.bounds(shapes)[:, :2]  # NaN where empty


def _points_test(points: Floats) -> Test:
    x, y = np.ascontiguousarray(points.T)

    def near(i: Integers, j: Integers, distance_m: float) -> NDArray[np.bool_]:
        # As GEOS computes it, so that what lies at the very distance is judged alike.
        apart: Floats = np.sqrt((x[j] - x[i]) ** 2 + (y[j] - y[i]) ** 2)
        return apart <= distance_m

    return near


def _boxes_test(shapes: Shapes) -> Test:
    def near(i: Integers, j: Integers, distance_m: float) -> NDArray[np.bool_]:
        return shapely.dwithin(shapes[i], shapes[j], distance_m)

    return near


def _in_order(pairs: Integers, size: int) -> Integers:
    low, high = pairs.min(axis=1), pairs.max(axis=1)
    both = low * size + high
    both.sort()
    return np.stack((both // size, both % size), axis=1)


def _near_points(points: Floats, distance_m: float) -> tuple[Integers, Candidates]:
    """Return an order of the points, and pairs of positions in it that may be near.

    Points are sorted by row, as high as the distance, and within a row by x. What lies near a
    point then stands in one stretch of its own row and one of the row above.
    """
    usable = np.flatnonzero(np.isfinite(points).all(axis=1))
    if len(usable) == 0:
        return usable, iter(())
    x, y = points[usable].T
    x, y = x - x.min(), y - y.min()
    # A hair more than the distance: rounding may not put two points two rows apart.
    reach = distance_m * (1 + 1e-6) + 1e-9 * max(1.0, float(np.abs(points[usable]).max()) * 1e-3)
    height = max(reach, y.max() / MAX_ROWS)
    row = np.floor(y / height)
    width = x.max() + 2 * reach + 1
    key = row * width + x
    sorting = np.argsort(key, kind="stable")
    key, x, row = key[sorting], x[sorting], row[sorting]
    slack = 4 * np.spacing(key[-1] + width)
    here = np.arange(len(key)) + 1
    end_here = np.searchsorted(key, key + reach + slack, side="right")
    above = (row + 1) * width + x
    start_above = np.searchsorted(key, above - reach - slack, side="left")
    end_above = np.searchsorted(key, above + reach + slack, side="right")
    ranges = ((here, end_here), (np.maximum(start_above, here), end_above))
    return usable[sorting], (pair for start, stop in ranges for pair in _spread(start, stop))


def _spread(start: Integers, stop: Integers) -> Candidates:
    """Yield (i, j) for each i and each j from start[i] to stop[i], in portions."""
    counts = np.maximum(stop - start, 0)
    ends = np.cumsum(counts)
    low = 0
    while low < len(counts):
        done = ends[low - 1] if low else 0
        high = max(low + 1, int(np.searchsorted(ends, done + CANDIDATES_AT_ONCE, side="right")))
        portion = counts[low:high]
        i = np.repeat(np.arange(low, high), portion)
        offset = start[low:high] - (ends[low:high] - portion - done)
        yield i, np.arange(len(i)) + np.repeat(offset, portion)
        low = high


def _near_boxes(shapes: Shapes, distance_m: float) -> tuple[Integers, Candidates]:
    """Return the usable geometries, and pairs of positions in it whose boxes may be near."""
    bounds = shapely.bounds(shapes)
    usable = np.flatnonzero(np.isfinite(bounds).all(axis=1))
    bounds = bounds[usable]
    reach = distance_m * (1 + 1e-6) + 1e-9 * np.abs(bounds).max(initial=1.0)
    return usable, _meeting_boxes(shapely.STRtree(shapes[usable]), bounds, reach)


def _meeting_boxes(tree: shapely.STRtree, bounds: Floats, reach: float) -> Candidates:
    for low in range(0, len(bounds), BOXES_AT_ONCE):
        left, bottom, right, top = bounds[low : low + BOXES_AT_ONCE].T
        boxes = shapely.box(left - reach, bottom - reach, right + reach, top + reach)
        number, j = tree.query(boxes)
        i = number + low
        later = j > i
        yield i[later], j[later]

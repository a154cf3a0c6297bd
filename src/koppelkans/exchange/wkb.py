# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Geometry as bytes: GeoPackage's wrapping, and a guard against nesting that crashes GEOS.

The geometry library reads collections within collections recursively; a small hostile file can
nest them until the process dies. No geometry of a case nests deeper than a multipolygon.
"""

import re
import struct

ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
"""By the code in the flags. Source: OGC 12-128r19, 2.1.3.1.1."""

DEEPEST_WKT = 3
FLAT = {1, 2, 3}
MULTI = {4, 5, 6}


def unwrap(blob: bytes) -> tuple[int, bytes]:
    """Return the srs id and the WKB of a GeoPackage geometry.

    Raises
    ------
    ValueError
        When the bytes are not a GeoPackage geometry.
    """
    if len(blob) < 8 or blob[:2] != b"GP":
        raise ValueError("no GeoPackage geometry")
    flags = blob[3]
    envelope = ENVELOPE_BYTES.get((flags >> 1) & 0b111)
    if envelope is None or flags & 0b100000:
        raise ValueError("no GeoPackage geometry of a known kind")
    (srs_id,) = struct.unpack_from("<i" if flags & 1 else ">i", blob, 4)
    return srs_id, blob[8 + envelope :]


def is_shallow_wkt(text: str) -> bool:
    """Whether brackets nest no deeper than in a multipolygon."""
    depth = 0
    for bracket in re.finditer(r"[()]", text):
        depth += 1 if bracket[0] == "(" else -1
        if depth > DEEPEST_WKT:
            return False
    return True


def is_shallow_wkb(wkb: bytes) -> bool:
    """Whether it is a simple geometry, or a multi geometry of simple ones, and not cut off."""
    try:
        order, kind, _, position = _head(wkb, 0)
        if kind in FLAT:
            return True
        if kind not in MULTI:
            return False
        (count,) = struct.unpack_from(order + "I", wkb, position)
        position += 4
        for _ in range(count):
            order, kind, dimensions, position = _head(wkb, position)
            if kind not in FLAT:
                return False
            position = _end(wkb, position, order, kind, dimensions)
    except (struct.error, IndexError):
        return False
    return True


def _head(wkb: bytes, position: int) -> tuple[str, int, int, int]:
    """Return byte order, kind (1 to 7), dimensions and where the contents start."""
    order = "<" if wkb[position] else ">"
    (code,) = struct.unpack_from(order + "I", wkb, position + 1)
    iso, kind = divmod(code & 0x1FFFFFFF, 1000)
    dimensions = 2 + bool(code & 0x80000000 or iso in {1, 3}) + bool(code & 0x40000000 or iso > 1)
    return order, kind, dimensions, position + 5 + (4 if code & 0x20000000 else 0)


def _end(wkb: bytes, position: int, order: str, kind: int, dimensions: int) -> int:
    """Return where a point, line or polygon ends that starts at ``position``."""
    if kind == 1:
        return position + 8 * dimensions
    lines = 1
    if kind == 3:
        (lines,) = struct.unpack_from(order + "I", wkb, position)
        position += 4
    for _ in range(lines):
        (points,) = struct.unpack_from(order + "I", wkb, position)
        position += 4 + 8 * dimensions * points
    return position

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Coordinate systems by their address, as OGC writes it: in the API and in OGC API Features."""

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
"""Longitude and latitude, in this order."""


def crs_address(crs: str) -> str:
    """Return the address of a coordinate system.

    >>> crs_address("EPSG:28992")
    'http://www.opengis.net/def/crs/EPSG/0/28992'
    """
    if crs == CRS84:
        return crs
    authority, _colon, code = crs.partition(":")
    return f"http://www.opengis.net/def/crs/{authority}/0/{code}"

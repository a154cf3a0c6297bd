# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""From one coordinate system to another; looking up how takes a tenth of a second, so once."""

from functools import lru_cache

from pyproj import Transformer


@lru_cache(maxsize=64)
def transformer(crs_from: str, crs_to: str) -> Transformer:
    """Return what brings coordinates over, always with east before north."""
    return Transformer.from_crs(crs_from, crs_to, always_xy=True)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new area out of open data: boundary, street sections, homes and figures.

Ask the national services with `new_area`; `write_start` writes what they know as a case file
that people fill further in QGIS.
"""

from koppelkans.exchange.open_data.errors import (
    OpenDataError,
    ServiceError,
    WrongNeighbourhoodError,
)
from koppelkans.exchange.open_data.fetch import Manners
from koppelkans.exchange.open_data.new_area import NewArea, Years, new_area
from koppelkans.exchange.open_data.services import Service, Services
from koppelkans.exchange.open_data.write import write_start

__all__ = [
    "Manners", "NewArea", "OpenDataError", "Service", "ServiceError", "Services",
    "WrongNeighbourhoodError", "Years", "new_area", "write_start",
]  # fmt: skip

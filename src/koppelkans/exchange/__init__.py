# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cases in, results out: GeoPackage and Excel."""

from koppelkans.exchange.files import read_case, write_case
from koppelkans.exchange.programme_geopackage import write_programme_geopackage
from koppelkans.exchange.programme_workbook import write_programme_workbook
from koppelkans.exchange.write_workbook import write_template

__all__ = [
    "read_case",
    "write_case",
    "write_programme_geopackage",
    "write_programme_workbook",
    "write_template",
]

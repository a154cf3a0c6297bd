# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Write the start of a case: the layers of a case file, with what is not known yet left empty."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from koppelkans.case.case import DUTCH_CRS
from koppelkans.exchange.whole import whole_file
from koppelkans.exchange.write_geopackage import write_rows


def write_start(tables: Mapping[str, Sequence[Mapping[str, Any]]], path: Path) -> None:
    """Write rows by table to a GeoPackage in RD New in the form of a case, complete or not.

    `koppelkans check` then says what is still to be filled in. A file that is there already is
    replaced once the new one is complete.
    """
    with whole_file(path) as unfinished:
        write_rows(tables, DUTCH_CRS, unfinished)

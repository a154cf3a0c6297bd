# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Write the start of a case: the layers of a case file, with what is not known yet left empty."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from koppelkans.case import TABLES
from koppelkans.case.case import DUTCH_CRS
from koppelkans.exchange.columns import Kind, columns_of
from koppelkans.exchange.tables import FORMAT_VERSION, META, META_FIELDS
from koppelkans.exchange.whole import whole_file
from koppelkans.exchange.write_geopackage import DTYPES, as_stored, gdal_settings, write_layer


def write_start(tables: Mapping[str, Sequence[Mapping[str, Any]]], path: Path) -> None:
    """Write rows by table to a GeoPackage in RD New in the form of a case, complete or not.

    Values are as the fields of the records hold them. One that is missing stays empty;
    `koppelkans check` then says what is still to be filled in. A file that is there already is
    replaced once the new one is complete.
    """
    with whole_file(path) as unfinished, gdal_settings():
        for name, record_type in TABLES.items():
            columns = columns_of(record_type)
            rows = tables.get(name, ())
            geometry = next((c.name for c in columns if c.kind is Kind.GEOMETRY), None)
            plain = [column for column in columns if column.kind is not Kind.GEOMETRY]
            write_layer(
                unfinished,
                name,
                {c.name: [as_stored(c.kind, row.get(c.name)) for row in rows] for c in plain},
                {c.name: DTYPES[c.kind] for c in plain if c.kind in DTYPES},
                [row.get(geometry) for row in rows] if geometry else None,
                DUTCH_CRS,
            )
        made_by = f"Koppelkans {version('koppelkans')}"
        values: tuple[int | str, ...] = (FORMAT_VERSION, DUTCH_CRS, made_by)
        meta = {name: [value] for name, value in zip(META_FIELDS, values, strict=True)}
        write_layer(unfinished, META, meta, {"format_version": "int64"})

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Write tables to a GeoPackage that GDAL and QGIS open, the same bytes for the same tables."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from koppelkans.case import TABLES, Case
from koppelkans.exchange.columns import Kind, columns_of
from koppelkans.exchange.tables import META, meta_values

GEOMETRY = "geometry"
GDAL_SETTINGS = {
    # Instead of the moment of writing: the same case gives the same file.
    "OGR_CURRENT_DATE": "2000-01-01T00:00:00Z",
    "OGR_SQLITE_SYNCHRONOUS": "OFF",
}

DTYPES = {
    Kind.INTEGER: "int64",
    Kind.NUMBER: "float64",
    Kind.YES_NO: "bool",
    Kind.DATE: "datetime64[D]",
}
EMPTY = {"int64": 0, "float64": 0.0, "bool": False, "datetime64[D]": np.datetime64("NaT")}


def write_geopackage(case: Case, path: Path) -> None:
    """Write a case: a layer or attribute table for every kind of record, and `meta`."""
    rows = {name: [dict(record) for record in getattr(case, name)] for name in TABLES}
    write_rows(rows, case.crs, path)


def write_rows(tables: Mapping[str, Sequence[Mapping[str, Any]]], crs: str, path: Path) -> None:
    """Write rows, with values as the fields of records hold them, in the form of a case.

    A value or table that is missing stays empty: the start of a case, which people fill further.
    """
    with gdal_settings():
        for name, record_type in TABLES.items():
            columns = columns_of(record_type)
            rows = tables.get(name, ())
            geometry = next((c.name for c in columns if c.kind is Kind.GEOMETRY), None)
            plain = [column for column in columns if column.kind is not Kind.GEOMETRY]
            write_layer(
                path, name,
                {c.name: [as_stored(c.kind, row.get(c.name)) for row in rows] for c in plain},
                {c.name: DTYPES[c.kind] for c in plain if c.kind in DTYPES},
                [row.get(geometry) for row in rows] if geometry else None,
                crs,
            )  # fmt: skip
        meta = {name: [value] for name, value in meta_values(crs).items()}
        write_layer(path, META, meta, {"format_version": "int64"})


def write_layer(
    path: Path,
    name: str,
    columns: Mapping[str, Sequence[Any]],
    dtypes: Mapping[str, str],
    geometries: Sequence[BaseGeometry | None] | None = None,
    crs: str | None = None,
    row_key: str = "fid",
) -> None:
    """Add a layer, or without geometries an attribute table, to a GeoPackage.

    Parameters
    ----------
    columns
        Values by column; None is empty.
    dtypes
        "int64", "float64", "bool" or "datetime64[D]" for columns that are not text.
    row_key
        Name of the column that numbers the rows.
    """
    named = {} if geometries is None else {"GEOMETRY_NAME": GEOMETRY}
    data, masks = [], []
    for header, values in columns.items():
        dtype = dtypes.get(header)
        mask = np.array([value is None for value in values], dtype=bool)
        filled = values if dtype is None else [EMPTY[dtype] if v is None else v for v in values]
        data.append(np.array(filled, dtype=dtype or object))
        masks.append(mask if dtype else None)
    pyogrio.raw.write(
        str(path),
        None if geometries is None else _as_wkb(geometries),
        data,
        list(columns),
        field_mask=masks,
        layer=name,
        driver="GPKG",
        append=path.exists(),
        geometry_type=None if geometries is None else _layer_kind(geometries),
        crs=None if geometries is None else crs,
        promote_to_multi=False,
        layer_options={"FID": row_key} | named,
    )


@contextmanager
def gdal_settings() -> Iterator[None]:
    """Keep the moment of writing out of the file, and do not wait for the disk at every table."""
    before = {name: pyogrio.get_gdal_config_option(name) for name in GDAL_SETTINGS}
    pyogrio.set_gdal_config_options(GDAL_SETTINGS)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)


def _as_wkb(geometries: Sequence[BaseGeometry | None]) -> NDArray[np.object_]:
    return np.array(
        [None if geometry is None else shapely.to_wkb(geometry) for geometry in geometries],
        dtype=object,
    )


def _layer_kind(geometries: Sequence[BaseGeometry | None]) -> str:
    kinds = {geometry.geom_type for geometry in geometries if geometry is not None}
    return kinds.pop() if len(kinds) == 1 else "Unknown"


def as_stored(kind: Kind, value: Any) -> Any:
    """Return the value of a field as files hold it: several joined, empty text as nothing."""
    if value is None or value in ("", ()):
        return None
    if kind is Kind.SEVERAL:
        return "; ".join(str(part) for part in value)
    if kind in {Kind.QUARTER, Kind.CHOICE}:
        return str(value)
    return value

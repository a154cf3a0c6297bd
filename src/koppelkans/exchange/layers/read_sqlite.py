# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read a layer of a GeoPackage, straight from SQLite as case files are read."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from koppelkans.exchange.layers.mapping import LayerMapping
from koppelkans.exchange.layers.types import Feature, Layer, refusal
from koppelkans.exchange.read_geopackage import MAGIC, opened_geopackage, quoted
from koppelkans.exchange.wkb import unwrap
from koppelkans.language import N_

SPATIAL_TABLES = {"gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"}
MIXED = N_("row {row} is in another coordinate system than the layer; save the layer in one")


@contextmanager
def open_geopackage(path: Path, mapping: LayerMapping) -> Iterator[Layer]:
    """Open a layer with geometry; the file itself is never changed."""
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise refusal(path.name, N_("this file is no GeoPackage"))
    try:
        with opened_geopackage(path) as database:
            yield _open(database, path, mapping)
    except sqlite3.Error:
        raise refusal(path.name, N_("this file is damaged or not complete")) from None


def _open(database: sqlite3.Connection, path: Path, mapping: LayerMapping) -> Layer:
    tables = {
        name
        for name, sql in database.execute("SELECT name, sql FROM sqlite_master WHERE type='table'")
        if not (sql or "").upper().startswith("CREATE VIRTUAL")
    }
    if not tables >= SPATIAL_TABLES:
        raise refusal(path.name, N_("this is a database, but no GeoPackage"))
    layers = {
        str(name): (str(geometry), srs_id)
        for name, geometry, srs_id in database.execute(
            "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns"
        )
        if name in tables
    }
    chosen = _choose(path.name, list(layers), mapping.layer)
    geometry, srs_id = layers[chosen]
    names = [str(row[1]) for row in database.execute(f"PRAGMA table_info({quoted(chosen)})")]
    if geometry not in names:
        raise refusal(path.name, N_("this file is damaged or not complete"))
    columns = [name for name in names if name != geometry]
    name = path.name if len(layers) == 1 else f"{path.name}, {chosen}"
    layer = Layer(name, columns, mapping.crs or _crs(database, srs_id), iter(()))
    layer.features = _features(database, chosen, layer, geometry, srs_id)
    return layer


def _choose(name: str, layers: list[str], wanted: str | None) -> str:
    if not layers:
        raise refusal(name, N_("this file has no layer with geometry"))
    if wanted is None and len(layers) == 1:
        return layers[0]
    if wanted is not None and wanted in layers:
        return wanted
    raise refusal(
        name,
        N_("this file has several layers; name one in the mapping, as layer: {names}")
        if wanted is None else N_("this layer does not exist; expected one of: {names}"),
        names=", ".join(layers[:50]),
    )  # fmt: skip


def _crs(database: sqlite3.Connection, srs_id: int) -> str:
    row = database.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys"
        " WHERE srs_id = ?",
        (srs_id,),
    ).fetchone()
    if row is None or srs_id in {0, -1}:
        return ""
    organization, number, definition = row
    return f"EPSG:{number}" if str(organization).upper() == "EPSG" else str(definition or "")


def _features(
    database: sqlite3.Connection, table: str, layer: Layer, geometry: str, srs_id: int
) -> Iterator[Feature]:
    columns = [*layer.columns, geometry]
    wanted = ", ".join(quoted(column) for column in columns)
    query = f"SELECT rowid, {wanted} FROM {quoted(table)} ORDER BY rowid"  # noqa: S608 - names of the schema, quoted
    for number, *values in database.execute(query):
        blob = values.pop()
        yield Feature(
            number,
            dict(zip(layer.columns, values, strict=True)),
            _wkb(blob, number, srs_id, layer) if blob is not None else b"",
        )


def _wkb(blob: object, number: int, srs_id: int, layer: Layer) -> bytes:
    """Return the bytes of a geometry; what cannot be unwrapped is looked at with the others."""
    try:
        found, wkb = unwrap(blob) if isinstance(blob, bytes) else (srs_id, b"?")
    except ValueError:
        return b"?"
    if found != srs_id:
        raise refusal(layer.name, MIXED, row=number)
    return wkb

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read a case from a GeoPackage.

Directly from SQLite and not through GDAL: what stands in a cell comes as it is (GDAL reads the
text "veel" in a column of numbers as 0), and a damaged or hostile file can do less.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyproj import CRS
from pyproj.exceptions import CRSError

from koppelkans.case import TABLES, CaseError, Doubtful, Problem, Record
from koppelkans.exchange.columns import Kind, columns_of
from koppelkans.exchange.tables import META, META_FIELDS, RawTable, read_crs
from koppelkans.exchange.wkb import unwrap
from koppelkans.language import N_, Message

MAGIC = b"SQLite format 3\0"
COMPANIONS = {"layer_styles", "qgis_projects"}
"""What QGIS keeps in a GeoPackage beside the data."""

LONGEST_VALUE = 50_000_000
SECONDS_OF_STEPS = 2_000_000_000
"""So many steps of SQLite's machine are far more than any real case takes."""


@dataclass(frozen=True)
class Layer:
    """What a GeoPackage says of one table."""

    name: str
    geometry: str
    """Column with the geometry; empty: an attribute table."""
    srs_id: int


def read_geopackage_tables(path: Path) -> tuple[list[RawTable], str, list[Problem]]:
    """Return the tables of a GeoPackage, its CRS and what is wrong with its layers.

    Raises
    ------
    CaseError
        With why it is no case file.
    """
    try:
        with opened_geopackage(path) as database:
            return _read(database)
    except (sqlite3.Error, UnicodeDecodeError):
        raise CaseError(
            [Problem(Message(N_("this file is damaged or not complete")), found=path.name)]
        ) from None


@contextmanager
def opened_geopackage(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a GeoPackage that somebody else made, to read only, and close it again."""
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise CaseError([Problem(Message(N_("this file is no GeoPackage")), found=path.name)])
    log = path.with_name(path.name + "-wal")
    with tempfile.TemporaryDirectory() as folder:
        if log.exists() and log.stat().st_size:
            # QGIS still has it open: what it has saved last stands in the file beside it.
            shutil.copy(log, folder)
            path = Path(shutil.copy(path, folder))
            uri = path.as_uri()
        else:
            # As if on a read-only disk: SQLite makes no file beside it.
            uri = path.absolute().as_uri() + "?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as database:
            _restrain(database)
            yield database


def _restrain(database: sqlite3.Connection) -> None:
    """Let a file that somebody else made do nothing but give its rows."""
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA query_only = ON")
    database.execute("PRAGMA cell_size_check = ON")
    database.text_factory = _text
    ticks = iter(range(SECONDS_OF_STEPS // 1_000_000))
    database.set_progress_handler(lambda: next(ticks, None) is None, 1_000_000)


def _text(value: bytes) -> str:
    return value.decode("utf-8", errors="replace")


def _read(database: sqlite3.Connection) -> tuple[list[RawTable], str, list[Problem]]:
    layers, others = _find_layers(database)
    meta = next((layer for layer in layers if layer.name == META), None)
    crs = read_crs(_read_meta(database, meta) if meta else None)
    srs_ids, problems = _check_layers(database, layers, crs)
    message = Message(N_("this is a view or a virtual table; expected a plain table"))
    problems += [Problem(message, table=name) for name in others]
    raw = [
        _read_table(database, layer, TABLES[layer.name], srs_ids)
        for layer in layers
        if layer.name in TABLES
    ]
    return raw, crs, problems


def _find_layers(database: sqlite3.Connection) -> tuple[list[Layer], list[str]]:
    """Return the layers and tables, and what only looks like one: it is not run."""
    made_by = {
        str(name): (kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL"))
        for name, kind, sql in database.execute(
            "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view')"
        )
    }
    tables = {name for name, is_plain in made_by.items() if is_plain}
    if not {"gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"} <= tables:
        raise CaseError([Problem(Message(N_("this is a database, but no GeoPackage")))])
    if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("damaged")
    geometries = {
        str(name): (str(column), srs_id)
        for name, column, srs_id in database.execute(
            "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns"
        )
    }
    contents = {
        str(name): None
        for (name,) in database.execute(
            "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes')"
        )
    }
    # A table that was made without GIS need not be listed in the contents.
    names = [name for name in (contents | dict.fromkeys((*TABLES, META))) if name in made_by]
    layers = [
        Layer(name, *geometries.get(name, ("", 0)))
        for name in names
        if name in tables and name not in COMPANIONS
    ]
    return layers, [name for name in names if name not in tables]


def _read_meta(database: sqlite3.Connection, layer: Layer) -> RawTable:
    rows = [
        (number, {name: values[name] for name in META_FIELDS if name in values})
        for number, values in _rows(database, layer)
    ]
    return RawTable(META, "", {}, rows)


def _check_layers(
    database: sqlite3.Connection, layers: list[Layer], crs: str
) -> tuple[set[int], list[Problem]]:
    """Return the srs ids that are the CRS of the case, and the layers that do not belong."""
    systems = {
        srs_id: (str(organization), number, str(definition))
        for srs_id, organization, number, definition in database.execute(
            "SELECT srs_id, organization, organization_coordsys_id, definition"
            " FROM gpkg_spatial_ref_sys"
        )
    }
    same = {srs_id for srs_id, system in systems.items() if _is_crs(crs, *system)}
    problems = []
    for layer in layers:
        if layer.name not in {*TABLES, META}:
            message = Message(
                N_("expected one of the tables: {names}"), {"names": ", ".join(TABLES)}
            )
            problems.append(Problem(message, table=layer.name))
        elif layer.geometry and layer.srs_id not in same:
            organization, number, _ = systems.get(layer.srs_id, ("", layer.srs_id, ""))
            message = Message(N_("expected {crs}, the coordinate system of the case"), {"crs": crs})
            found = f"{organization}:{number}"
            problems.append(Problem(message, table=layer.name, field=layer.geometry, found=found))
    return same, problems


def _is_crs(crs: str, organization: str, number: int, definition: str) -> bool:
    if crs.upper() == f"{organization}:{number}".upper():
        return True
    try:
        wanted = CRS.from_user_input(crs)
        if organization.upper() == "EPSG":
            return wanted == CRS.from_epsg(number)
        return bool(wanted.equals(CRS.from_wkt(definition), ignore_axis_order=True))
    except CRSError:
        return False


def _read_table(
    database: sqlite3.Connection, layer: Layer, record_type: type[Record], srs_ids: set[int]
) -> RawTable:
    columns = {column.name: column for column in columns_of(record_type)}
    geometry = next((c.name for c in columns.values() if c.kind is Kind.GEOMETRY), "")
    headers: dict[str, str] = {}
    problems = []
    key = _row_key(database, layer)
    for header in _column_names(database, layer):
        if header == layer.geometry and geometry:
            headers[geometry] = header
        elif header in columns and columns[header].kind is not Kind.GEOMETRY:
            headers[header] = header
        elif header != key:
            message = Message(N_("this field does not exist; expected a field of the template"))
            problems.append(Problem(message, table=layer.name, field=header))
    rows = [
        (number, _values(values, headers, geometry, srs_ids))
        for number, values in _rows(database, layer)
    ]
    return RawTable(layer.name, "", headers, rows, problems)


def _values(
    values: Mapping[str, Any], headers: Mapping[str, str], geometry: str, srs_ids: set[int]
) -> dict[str, Any]:
    read = {name: values[header] for name, header in headers.items()}
    if read.get(geometry) is not None:
        read[geometry] = _geometry(read[geometry], srs_ids)
    return read


def _geometry(value: object, srs_ids: set[int]) -> bytes | Doubtful:
    try:
        srs_id, wkb = unwrap(value) if isinstance(value, bytes) else (0, b"")
    except ValueError:
        wkb = b""
    if not wkb:
        return Doubtful(repr(value)[:60], Message(N_("expected a geometry")))
    if srs_id not in srs_ids:
        return Doubtful(
            f"srs_id {srs_id}",
            Message(N_("expected a geometry in the coordinate system of the case")),
        )
    return wkb


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _table_info(database: sqlite3.Connection, layer: Layer) -> list[tuple[str, int]]:
    """Return name of each column, and whether it is (part of) the key."""
    found = database.execute(f"PRAGMA table_info({quoted(layer.name)})").fetchall()
    return [(name, key) for _, name, _, _, _, key in found]


def _column_names(database: sqlite3.Connection, layer: Layer) -> list[str]:
    return [name for name, _ in _table_info(database, layer)]


def _row_key(database: sqlite3.Connection, layer: Layer) -> str:
    """Return the column that GIS programs number rows by: no field of the case."""
    return next((n for n, key in _table_info(database, layer) if key and n != "id"), "")


def _rows(database: sqlite3.Connection, layer: Layer) -> Iterator[tuple[int, dict[str, Any]]]:
    names = _column_names(database, layer)
    columns = ", ".join(quoted(name) for name in names)
    query = f"SELECT rowid, {columns} FROM {quoted(layer.name)} ORDER BY rowid"  # noqa: S608 - names of the schema, quoted
    for number, *values in database.execute(query):
        yield number, dict(zip(names, values, strict=True))

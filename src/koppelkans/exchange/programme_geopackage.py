# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A programme as GeoPackage: before and after, with dates and styles, for QGIS and other GIS."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from koppelkans.case import Case, Quarter
from koppelkans.exchange import account_street, account_worth
from koppelkans.exchange.account import Field, Row, Table
from koppelkans.exchange.columns import Kind
from koppelkans.exchange.qgis_styles import STYLES, style_rows
from koppelkans.exchange.whole import whole_file
from koppelkans.exchange.write_geopackage import DTYPES, GEOMETRY, gdal_settings, write_layer
from koppelkans.plan.reading import Reading
from koppelkans.result import Result

TABLES: dict[str, Callable[[Reading], Table]] = {
    "value_entries": account_worth.entries,
    "unpriced_effects": account_worth.unpriced,
    "shares": account_worth.shares,
    "stretched_limits": account_worth.excesses,
    "key_figures": account_worth.key_figures,
}
"""Attribute tables beside the layers."""


def write_programme_geopackage(case: Case, result: Result, path: str | os.PathLike[str]) -> None:
    """Write a programme, and what everybody would do alone, to a GeoPackage.

    The layers `places`, `tasks`, `occupations` and `opportunities` open styled in QGIS. Tasks and
    occupations have their days as dates, so that the time slider of QGIS works, and a column
    `alternative`: `baseline` or `programme`. Names of fields are in English, names of things are
    those of the case. Euros are present values at the price level of the case.
    """
    file = Path(path)
    reading = Reading(case, result, "nl")
    with whole_file(file) as unfinished, gdal_settings():
        _write_places(unfinished, reading)
        _write_tasks(unfinished, reading)
        for name, table, ids in (
            ("occupations", account_street.occupations(reading), lambda row: (row["place_id"],)),
            ("opportunities", account_street.opportunities(reading), lambda row: row["place_ids"]),
        ):
            geometries = [_places_together(case, ids(row)) for row in table.rows]
            _write(unfinished, name, table, geometries, case.crs)
        for name, tabulate in TABLES.items():
            _write(unfinished, name, tabulate(reading))
        _write(unfinished, "about", account_worth.about(reading))
        styles = style_rows(GEOMETRY)
        write_layer(unfinished, STYLES, styles.columns, styles.dtypes, row_key="id")


def _write_places(path: Path, reading: Reading) -> None:
    geometries = [place.geometry for place in reading.case.places]
    _write(path, "places", account_street.places(reading), geometries, reading.case.crs)


def _write_tasks(path: Path, reading: Reading) -> None:
    table = account_street.tasks(reading)
    of = reading.case.task
    geometries = [
        of[row["task_id"]].geometry or _places_together(reading.case, of[row["task_id"]].place_ids)
        for row in table.rows
    ]
    _write(path, "tasks", table, geometries, reading.case.crs)


def _places_together(case: Case, place_ids: Sequence[str]) -> BaseGeometry | None:
    if not place_ids:
        return None
    return shapely.union_all([case.place[place_id].geometry for place_id in place_ids])


def _write(
    path: Path,
    name: str,
    table: Table,
    geometries: Sequence[BaseGeometry | None] | None = None,
    crs: str | None = None,
) -> None:
    columns = {field.name: [_plain(row, field) for row in table.rows] for field in table.fields}
    dtypes = {field.name: DTYPES[field.kind] for field in table.fields if field.kind in DTYPES}
    if geometries is not None:
        geometries = _alike(geometries)
    write_layer(path, name, columns, dtypes, geometries, crs)


def _plain(row: Row, field: Field) -> Any:
    value = row.get(field.name)
    if value is None or value == "":
        return None
    if isinstance(value, Quarter) or field.kind is Kind.CHOICE:
        return str(value)
    return value


def _alike(geometries: Sequence[BaseGeometry | None]) -> list[BaseGeometry | None]:
    """Make multi geometries of all where that gives the layer one kind: GIS handle that best."""
    multi: dict[str, Callable[..., BaseGeometry]] = {
        "Point": shapely.multipoints,
        "LineString": shapely.multilinestrings,
        "Polygon": shapely.multipolygons,
    }
    kinds = {g.geom_type.removeprefix("Multi") for g in geometries if g is not None}
    if len(kinds) != 1 or not kinds <= multi.keys():
        return list(geometries)
    (kind,) = kinds
    return [
        multi[kind]([geometry]) if geometry is not None and geometry.geom_type == kind
        else geometry
        for geometry in geometries
    ]  # fmt: skip

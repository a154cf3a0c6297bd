# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The places and tasks of a case as GeoParquet 1.1, when PyArrow is installed."""

import json
import os
from pathlib import Path
from typing import Any

import shapely
from pyproj import CRS

from koppelkans.case import Case, CaseError, Problem
from koppelkans.exchange.geojson import Feature, features
from koppelkans.exchange.whole import whole_file
from koppelkans.language import N_, Message
from koppelkans.result import Result

GEOMETRY = "geometry"


def write_geoparquet(
    case: Case, path: str | os.PathLike[str], language: str, result: Result | None = None
) -> None:
    """Write the places and tasks of a case as one table, in the CRS of the case.

    Columns are those of `write_geojson`; several ids stand in one text, separated by semicolons.

    Raises
    ------
    CaseError
        When PyArrow is not installed.
    """
    file = Path(path)
    try:
        import pyarrow as pa  # noqa: PLC0415 - bigger than all the rest together
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        text = N_(
            'GeoParquet needs the package pyarrow: pip install "koppelkans[geoparquet]".'
            " Or write GeoJSON."
        )
        raise CaseError([Problem(Message(text), found=file.name)]) from None
    found = list(features(case, language, result))
    names = dict.fromkeys(name for feature in found for name in feature.properties)
    columns = {
        name: pa.array([_plain(feature.properties.get(name)) for feature in found])
        for name in names
    }
    # A column without any value has no kind; text is what every reader knows.
    columns = {
        name: column.cast(pa.string()) if pa.types.is_null(column.type) else column
        for name, column in columns.items()
    }
    shapes = [None if f.geometry is None else shapely.to_wkb(f.geometry) for f in found]
    columns[GEOMETRY] = pa.array(shapes, pa.binary())
    table = pa.table(columns).replace_schema_metadata({"geo": json.dumps(_geo(case, found))})
    with whole_file(file) as unfinished:
        pq.write_table(table, unfinished)


def _plain(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value


def _geo(case: Case, found: list[Feature]) -> dict[str, Any]:
    shapes = [feature.geometry for feature in found if feature.geometry is not None]
    column = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in shapes}),
        "crs": CRS.from_user_input(case.crs).to_json_dict(),
        "bbox": [float(side) for side in shapely.total_bounds(shapes)],
    }
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small layers to test with, around the streets of the small case."""

import json
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely
from pyproj import CRS, Transformer
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from koppelkans.case import Case
from koppelkans.exchange.layers import ImportPlan, LayerMapping, parse_mapping, plan_import
from koppelkans.exchange.layouts import open_layer
from tests.factories import X, Y, small_case

TO_DEGREES = Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True)

MAPPING = """
format_version = 1
[match]
name = "straat"
[tasks]
id = { template = "riool-{code}" }
partner_id = { value = "water" }
title = { template = "Riool {straat}" }
theme = { column = "soort", values = { "DWA" = "sewer" }, otherwise = "other" }
preferred_start = { column = "start" }
earliest_start = { column = "start", shift_quarters = -8, clip = true }
latest_start = { column = "start", shift_quarters = 8, clip = true }
[variants]
id = { template = "riool-{code}-v" }
task_id = { template = "riool-{code}" }
name = { value = "Vervangen" }
duration_quarters = { value = 2 }
investment_eur = { column = "kosten" }
life_years = { value = 60 }
closed_weeks = { value = 10 }
"""


def line(*points: tuple[float, float]) -> LineString:
    """Return a line in RD New, from points counted from the corner of the small case."""
    return LineString([(X + x, Y + y) for x, y in points])


def row(code: str = "1", geometry: BaseGeometry | None = None, **more: Any) -> dict[str, Any]:
    """Return one sewer: along the first two places, five metres beside them."""
    there = line((2, 255), (245, 255)) if geometry is None else geometry
    return {
        "code": code, "straat": "Dwarsstraat", "start": "2030-05-01", "kosten": 250_000.0,
        "soort": "DWA", "geometry": there,
    } | more  # fmt: skip


def write(path: Path, rows: Sequence[dict[str, Any]], crs: str | None = "EPSG:28992") -> Path:
    """Write rows in the format of the suffix; GeoJSON in degrees."""
    columns = [name for name in rows[0] if name != "geometry"]
    shapes = [r["geometry"] for r in rows]
    if path.suffix == ".geojson":
        features = [
            {"type": "Feature", "properties": {c: r[c] for c in columns},
             "geometry": None if s is None else shapely.geometry.mapping(degrees(s))}
            for r, s in zip(rows, shapes, strict=True)
        ]  # fmt: skip
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
        return path
    drivers = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".dxf": "DXF"}
    data = [
        np.array([r[c] for r in rows], dtype=object if isinstance(rows[0][c], str) else None)
        for c in columns
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # Some tests want a layer without CRS.
        pyogrio.raw.write(
            str(path), np.array([None if s is None else shapely.to_wkb(s) for s in shapes], object),
            data, columns, driver=drivers[path.suffix], crs=crs,
            geometry_type="LineString" if path.suffix == ".shp" else "Unknown",
            layer="werken" if path.suffix == ".gpkg" else None,
        )  # fmt: skip
    return path


def write_parquet(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """Write rows as GeoParquet 1.1."""
    table = pa.table({c: [r[c].wkb if c == "geometry" else r[c] for r in rows] for c in rows[0]})
    about = {"encoding": "WKB", "crs": CRS("EPSG:28992").to_json_dict(), "geometry_types": []}
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": about}}
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), path)
    return path


def degrees(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(geometry, TO_DEGREES.transform, interleaved=False)


def mapping(text: str = MAPPING, **changes: Any) -> LayerMapping:
    return parse_mapping(text, "mapping.toml").model_copy(update=changes)


def plan(path: Path, told: LayerMapping | None = None, case: Case | None = None) -> ImportPlan:
    told = told or mapping()
    with open_layer(path, told) as layer:
        return plan_import(case or small_case(), layer, told)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read GeoParquet, when PyArrow is installed: it is bigger than all the rest together."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyproj import CRS
from pyproj.exceptions import CRSError

from koppelkans.exchange.layers.mapping import LayerMapping
from koppelkans.exchange.layers.types import Feature, Layer, refusal
from koppelkans.language import N_

MAGIC = b"PAR1"
ROWS_AT_ONCE = 10_000
BIGGEST_GROUP_BYTES = 1_000_000_000
NO_CRS_SAID = "OGC:CRS84"
"""GeoParquet 1.1, Coordinate Reference System: the default when the key is missing."""


@contextmanager
def open_parquet(path: Path, mapping: LayerMapping) -> Iterator[Layer]:
    """Open a GeoParquet file whose geometry is in WKB."""
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            raise refusal(path.name, N_("this file is no GeoParquet"))
    try:
        import pyarrow as pa  # noqa: PLC0415 - only where it is used
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise refusal(
            path.name,
            N_(
                'GeoParquet needs the package pyarrow: pip install "koppelkans[geoparquet]".'
                " Or save the layer as GeoPackage."
            ),
        ) from None
    try:
        with pq.ParquetFile(path, memory_map=False) as source:
            yield _open(source, path, mapping)
    except (pa.ArrowException, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise refusal(
            path.name, N_("this file is damaged, or of another kind: {reason}"), reason=reason
        ) from None


def _open(source: Any, path: Path, mapping: LayerMapping) -> Layer:
    metadata = source.metadata
    geo = _geo(metadata.metadata or {}, path)
    geometry = str(geo.get("primary_column", ""))
    about = geo["columns"].get(geometry) if isinstance(geo.get("columns"), dict) else None
    names = list(source.schema_arrow.names)
    if not isinstance(about, dict) or geometry not in names:
        raise refusal(path.name, N_("this file is no GeoParquet"))
    if about.get("encoding") != "WKB":
        raise refusal(path.name, N_("expected geometry in WKB; save the layer again that way"))
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    if any(group.total_byte_size > BIGGEST_GROUP_BYTES for group in groups):
        raise refusal(path.name, N_("this file is too big when unpacked"))
    columns = [name for name in names if name != geometry]
    layer = Layer(path.name, columns, mapping.crs or _crs(about, path), iter(()))
    layer.features = _features(source, columns, geometry)
    return layer


def _geo(metadata: Mapping[bytes, bytes], path: Path) -> dict[str, Any]:
    try:
        geo = json.loads(metadata[b"geo"])
    except (KeyError, ValueError, RecursionError):
        geo = None
    if not isinstance(geo, dict):
        raise refusal(path.name, N_("this file is no GeoParquet"))
    return geo


def _crs(about: Mapping[str, Any], path: Path) -> str:
    if "crs" not in about:
        return NO_CRS_SAID
    if about["crs"] is None:
        return ""
    try:
        return CRS.from_user_input(about["crs"]).to_wkt()
    except (CRSError, ValueError, TypeError):
        raise refusal(
            path.name, N_("the coordinate system is not known; name it in the mapping, as crs")
        ) from None


def _features(source: Any, columns: list[str], geometry: str) -> Iterator[Feature]:
    number = 0
    for batch in source.iter_batches(batch_size=ROWS_AT_ONCE):
        for row in batch.to_pylist():
            number += 1
            wkb = row.pop(geometry)
            yield Feature(number, {name: row[name] for name in columns}, wkb or b"")

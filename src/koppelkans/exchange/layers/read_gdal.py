# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read GeoJSON, Shapefile and DXF with GDAL, which may open nothing but the format expected.

GDAL looks at the contents of a file to choose a driver, and some drivers open other files or
addresses that a file names. So the contents are looked at here first.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError

from koppelkans.exchange.layers.mapping import LayerMapping
from koppelkans.exchange.layers.types import Feature, Layer, refusal
from koppelkans.language import N_, Message

CHUNK = 20_000
"""Features that are in memory at the same time."""
CHUNK_OF_TEXT = 200_000
"""More for GeoJSON: GDAL goes through the text from the start for each chunk."""
MOST_FEATURES = 2_000_000
SHAPEFILE_MAGIC = b"\x00\x00\x27\x0a"
DXF_BINARY = b"AutoCAD Binary DXF"
GDAL_ERRORS = (DataSourceError, DataLayerError, FeatureError, FieldError, ValueError)


@contextmanager
def open_geojson(path: Path, mapping: LayerMapping) -> Iterator[Layer]:
    """Open a GeoJSON file; without a word about it, its coordinates are WGS84 (RFC 7946)."""
    with path.open("rb") as file:
        start = file.read(1000)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal(path.name, N_("expected a text file in UTF-8"))
    if not start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        raise refusal(path.name, N_("this file is no GeoJSON"))
    # With this prefix GDAL opens it as GeoJSON or not at all.
    yield _open(f"GeoJSON:{path}", path, mapping, CHUNK_OF_TEXT)


@contextmanager
def open_shapefile(path: Path, mapping: LayerMapping) -> Iterator[Layer]:
    """Open a Shapefile with the files that belong to it."""
    with path.open("rb") as file:
        if file.read(4) != SHAPEFILE_MAGIC:
            raise refusal(path.name, N_("this file is no Shapefile"))
    for suffix in (".shx", ".dbf"):
        if not _beside(path, suffix):
            raise refusal(
                path.name,
                N_("the file {name} belongs with it and is missing; ask for all files"),
                name=path.stem + suffix,
            )
    layer = _open(str(path), path, mapping)
    if mapping.encoding is None and not _beside(path, ".cpg"):
        layer.features = _with_sound_letters(layer.features, layer.name)
    yield layer


@contextmanager
def open_dxf(path: Path, mapping: LayerMapping) -> Iterator[Layer]:
    """Open a DXF drawing: its lines, with the layer of the drawing as a column."""
    with path.open("rb") as file:
        start = file.read(1000)
    words = start.removeprefix(b"\xef\xbb\xbf").split()
    if not (
        start.startswith(DXF_BINARY) or words[:2] == [b"0", b"SECTION"] or words[:1] == [b"999"]
    ):
        raise refusal(path.name, N_("this file is no DXF drawing"))
    layer = _open(str(path), path, mapping)
    layer.features = _only_lines(layer.features, layer.notices)
    yield layer


def _beside(path: Path, suffix: str) -> Path | None:
    wanted = (path.stem + suffix).casefold()
    return next((f for f in path.parent.iterdir() if f.name.casefold() == wanted), None)


def _open(source: str, path: Path, mapping: LayerMapping, chunk: int = CHUNK) -> Layer:
    notices: list[Message] = []
    with _explained(path.name, mapping, notices):
        names = [str(name) for name, _ in pyogrio.list_layers(source)]
        chosen = _choose(path.name, names, mapping.layer)
        info = pyogrio.read_info(source, layer=chosen, encoding=mapping.encoding)
    name = path.name if len(names) == 1 else f"{path.name}, {chosen}"
    columns = [str(column) for column in info["fields"]]
    layer = Layer(name, columns, mapping.crs or info["crs"] or "", iter(()), notices)
    layer.features = _features(source, chosen, layer, mapping, chunk)
    return layer


def _choose(name: str, layers: list[str], wanted: str | None) -> str:
    if wanted is None and len(layers) == 1:
        return layers[0]
    if wanted in layers and wanted is not None:
        return wanted
    raise refusal(
        name,
        N_("this file has several layers; name one in the mapping, as layer: {names}")
        if wanted is None else N_("this layer does not exist; expected one of: {names}"),
        names=", ".join(layers[:50]),
    )  # fmt: skip


def _features(
    source: str, name: str, layer: Layer, mapping: LayerMapping, chunk: int
) -> Iterator[Feature]:
    for start in range(0, MOST_FEATURES + 1, chunk):
        with _explained(layer.name, mapping, layer.notices):
            _, _, wkbs, columns = pyogrio.raw.read(
                source, layer=name, encoding=mapping.encoding, skip_features=start,
                max_features=chunk,
            )  # fmt: skip
        if wkbs is None:
            raise refusal(layer.name, N_("this layer has no geometry"))
        if start >= MOST_FEATURES and len(wkbs):
            raise refusal(
                layer.name, N_("this layer has more than {most} rows"), most=MOST_FEATURES
            )
        values = [_plain_values(column) for column in columns]
        for position, wkb in enumerate(wkbs):
            row = {c: v[position] for c, v in zip(layer.columns, values, strict=True)}
            yield Feature(start + position + 1, row, wkb or b"")
        if len(wkbs) < chunk:
            return


def _plain_values(column: NDArray[Any]) -> list[Any]:
    if np.issubdtype(column.dtype, np.datetime64):
        return [None if np.isnat(day) else day.astype("datetime64[D]").item() for day in column]
    if np.issubdtype(column.dtype, np.floating):
        return [None if np.isnan(value) else float(value) for value in column]
    return [value.tolist() if isinstance(value, np.ndarray) else value for value in column.tolist()]


@contextmanager
def _explained(name: str, mapping: LayerMapping, notices: list[Message]) -> Iterator[None]:
    """Turn what GDAL throws into something to act on, and pass on what it only remarks."""
    try:
        with warnings.catch_warnings(record=True) as remarks:
            warnings.simplefilter("always")
            yield
    except UnicodeDecodeError:
        raise refusal(
            name,
            N_(
                "the letters are not in the character set {encoding}; name the right one in the"
                " mapping, as encoding"
            ),
            encoding=mapping.encoding or "UTF-8",
        ) from None
    except GDAL_ERRORS as error:
        reason = " ".join(str(error).split())[:200]
        raise refusal(
            name, N_("this file is damaged, or of another kind: {reason}"), reason=reason
        ) from None
    for remark in remarks:
        notice = Message("GDAL: {remark}", {"remark": str(remark.message)[:200]})
        if notice not in notices:
            notices.append(notice)


def _with_sound_letters(features: Iterator[Feature], name: str) -> Iterator[Feature]:
    """Stop at UTF-8 that was read as Latin-1, for want of a file that says so: "CafÃ©"."""
    for feature in features:
        for value in feature.values.values():
            if isinstance(value, str) and _is_misread(value):
                raise refusal(
                    name,
                    N_(
                        "the letters look wrong (“{text}”); name the character set in the"
                        ' mapping, for example encoding = "UTF-8"'
                    ),
                    text=value[:60],
                )
        yield feature


def _is_misread(text: str) -> bool:
    try:
        return not text.isascii() and bool(text.encode("latin-1").decode("utf-8"))
    except UnicodeError:
        return False


def _only_lines(features: Iterator[Feature], notices: list[Message]) -> Iterator[Feature]:
    left_out = 0
    for feature in features:
        kind = feature.wkb[1] if feature.wkb[:1] == b"\x01" else 0
        if kind in {2, 5}:
            yield feature
        else:
            left_out += 1
    if left_out:
        notices.append(
            Message(
                N_("Points, texts and areas in the drawing, left out: {count}."),
                {"count": left_out},
            )
        )

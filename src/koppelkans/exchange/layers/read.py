# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Open an ordinary layer, whatever its format; unknown kinds and too big files are refused."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from koppelkans.case import Problem
from koppelkans.exchange.layers.mapping import LayerMapping
from koppelkans.exchange.layers.read_gdal import open_dxf, open_geojson, open_shapefile
from koppelkans.exchange.layers.read_parquet import open_parquet
from koppelkans.exchange.layers.read_sqlite import open_geopackage
from koppelkans.exchange.layers.types import Layer, LayerError, refusal
from koppelkans.language import N_, Message

MOST_BYTES = 500_000_000

Opener = Callable[[Path, LayerMapping], AbstractContextManager[Layer]]
OPENERS: dict[str, Opener] = {
    ".gpkg": open_geopackage,
    ".geojson": open_geojson,
    ".json": open_geojson,
    ".shp": open_shapefile,
    ".parquet": open_parquet,
    ".geoparquet": open_parquet,
    ".dxf": open_dxf,
}


@contextmanager
def open_table(path: Path, mapping: LayerMapping) -> Iterator[Layer]:
    """Open a layer of features with columns.

    Raises
    ------
    LayerError
        When it cannot be read; also while the features are gone through.
    """
    check_file(path)
    suffix = path.suffix.lower()
    if suffix not in OPENERS:
        raise refusal(
            path.name,
            N_("expected a layer: {suffixes}; a zip file is unpacked first"),
            suffixes=", ".join(OPENERS),
        )
    try:
        with OPENERS[suffix](path, mapping) as layer:
            yield layer
    except OSError as error:
        raise unreadable(path, error) from None


def check_file(path: Path) -> None:
    """Refuse what is no file, is empty or is too big."""
    text = ""
    if not path.exists():
        text = N_("this file does not exist")
    elif not path.is_file():
        text = N_("expected a file, not a folder")
    elif path.stat().st_size == 0:
        text = N_("this file is empty")
    elif path.stat().st_size > MOST_BYTES:
        text = N_("this file is too big; expected at most {megabytes} MB")
    if text:
        message = Message(text, {"megabytes": MOST_BYTES // 1_000_000})
        raise LayerError([Problem(message, sheet=path.name)])


def unreadable(path: Path, error: OSError) -> LayerError:
    """Return what to say of a file that the system does not give."""
    reason = error.strerror or str(error)
    return refusal(path.name, N_("this file cannot be read: {reason}"), reason=reason)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any bytes at all: a layer, or a message; never another exception."""

import contextlib
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koppelkans.case import Case
from koppelkans.exchange.layers import LayerError, LayerMapping
from tests.exchange.layers.layers import mapping, plan, row, write, write_parquet
from tests.exchange.layouts.files import write_hydx, write_imkl
from tests.exchange.layouts.test_layouts import filled_in
from tests.factories import small_case

many = settings(
    deadline=None, max_examples=25, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
FILES = ["a.geojson", "a.gpkg", "a.shp", "a.dbf", "a.shx", "a.dxf", "a.parquet", "levering.xml",
         "Verbinding.csv", "Knooppunt.csv"]  # fmt: skip


@cache
def samples() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for suffix in (".geojson", ".gpkg", ".shp"):
            write(folder / f"a{suffix}", [row("1"), row("2")])
        write(folder / "a.dxf", [{"Layer": "R", "geometry": row()["geometry"]}], crs=None)
        write_parquet(folder / "a.parquet", [row("1"), row("2")])
        write_imkl(folder / "levering.xml")
        write_hydx(folder)
        return {path.name: path.read_bytes() for path in folder.iterdir()}


@cache
def case() -> Case:
    return small_case()


def told(name: str) -> LayerMapping:
    if name.endswith(".csv"):
        return filled_in("hydx")
    return filled_in("imkl") if name.endswith(".xml") else mapping(crs="EPSG:28992")


@pytest.mark.parametrize("name", FILES)
@many
@given(data=st.data())
def test_damaged_file_gives_a_message_or_a_result(name: str, data: st.DataObject) -> None:
    content = bytearray(samples()[name])
    places = st.integers(0, len(content) - 1)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(places)] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del content[data.draw(places) :]
    with tempfile.TemporaryDirectory() as folder_name:
        folder = Path(folder_name)
        for other, bytes_ in samples().items():
            (folder / other).write_bytes(bytes_)
        (folder / name).write_bytes(bytes(content))
        main = "a.shp" if name in {"a.dbf", "a.shx"} else name
        with contextlib.suppress(LayerError):
            plan(folder / main, told(name), case())

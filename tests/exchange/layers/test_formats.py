# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same rows in any format give the same case."""

import sys
from pathlib import Path

import pyogrio
import pytest
import shapely

from koppelkans.exchange.layers import LayerError
from tests.exchange.layers.layers import line, mapping, plan, row, write, write_parquet

ROWS = [row("1"), row("2", line((255, 5), (255, 245)), straat="Langstraat")]


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".shp"])
def test_rows_become_tasks_at_their_places(tmp_path: Path, suffix: str) -> None:
    found = plan(write(tmp_path / f"werken{suffix}", ROWS))
    assert not found.problems
    case = found.merged.case
    assert case is not None
    assert case.task["riool-1"].place_ids == ("place-1", "place-2")
    assert case.task["riool-2"].place_ids == ("place-4",)
    assert str(case.task["riool-1"].preferred_start) == "2030-Q2"
    assert str(case.task["riool-1"].earliest_start) == "2028-Q2"
    assert case.variant["riool-1-v"].investment_eur == 250_000
    # From degrees back to metres to within a millimetre, where that was needed at all.
    assert case.task["riool-1"].geometry.hausdorff_distance(ROWS[0]["geometry"]) < 1e-3


def test_geoparquet_gives_the_same(tmp_path: Path) -> None:
    found = plan(write_parquet(tmp_path / "werken.parquet", ROWS))
    assert found.merged.case is not None
    assert found.merged.case.task["riool-1"].place_ids == ("place-1", "place-2")


def test_geoparquet_without_its_package_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    path = tmp_path / "werken.parquet"
    path.write_bytes(b"PAR1 and more")
    with pytest.raises(LayerError, match="koppelkans\\[geoparquet\\]"):
        plan(path)


def test_lines_of_a_drawing_come_in_by_their_layer(tmp_path: Path) -> None:
    path = tmp_path / "tekening.dxf"
    write(path, [{"Layer": "RIOOL", "geometry": line((2, 255), (245, 255))}], crs=None)
    told = mapping('''
format_version = 1
crs = "EPSG:28992"
only = { Layer = ["RIOOL"] }
[match]
[tasks]
id = { template = "{Layer}-{EntityHandle}" }
partner_id = { value = "water" }
theme = { value = "sewer" }
title = { template = "{Layer}" }
preferred_start = { value = "2030-Q1" }
earliest_start = { value = "2030-Q1" }
latest_start = { value = "2030-Q1" }
[variants]
id = { template = "{Layer}-{EntityHandle}-v" }
task_id = { template = "{Layer}-{EntityHandle}" }
name = { value = "Vervangen" }
duration_quarters = { value = 1 }
investment_eur = { column = "@length_m", factor = 100 }
life_years = { value = 60 }
''')  # fmt: skip
    found = plan(path, told)
    assert found.merged.case is not None
    (task, variant) = found.merged.added
    assert task.place_ids == ("place-1", "place-2")
    assert variant.investment_eur == 24_300


def test_layer_must_be_named_when_there_are_several(tmp_path: Path) -> None:
    path = write(tmp_path / "werken.gpkg", ROWS)
    pyogrio.raw.write(
        str(path), shapely.to_wkb([ROWS[0]["geometry"]]), [], [], layer="anders", driver="GPKG",
        geometry_type="LineString", crs="EPSG:28992", append=True,
    )  # fmt: skip
    with pytest.raises(LayerError, match=r"several layers.*werken, anders"):
        plan(path)
    with pytest.raises(LayerError, match="does not exist"):
        plan(path, mapping(layer="nergens"))
    assert plan(path, mapping(layer="werken")).merged.case is not None

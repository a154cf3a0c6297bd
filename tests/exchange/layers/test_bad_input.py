# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Damaged, strange and hostile layers: a clear message or a correct result, never half."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point, Polygon

from koppelkans.exchange.layers import LayerError, Reason, parse_mapping
from koppelkans.exchange.layers import read as reading
from tests.exchange.layers.layers import MAPPING, line, mapping, plan, row, write


def said(path: Path, **changes: Any) -> str:
    with pytest.raises(LayerError) as caught:
        plan(path, mapping(**changes))
    return str(caught.value)


def tamper(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change the geometry of the second row as no program would."""
    with closing(sqlite3.connect(path)) as database, database:
        triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        (blob,) = database.execute("SELECT geom FROM werken WHERE fid = 2").fetchone()
        database.execute("UPDATE werken SET geom = ? WHERE fid = 2", (change(blob),))


def test_shapefile_without_coordinate_system_asks_for_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.shp", [row()], crs=None)
    assert 'name it in the mapping, for example crs = "EPSG:28992"' in said(path)
    assert plan(path, mapping(crs="EPSG:28992")).merged.case is not None


@pytest.mark.parametrize("suffix", [".shx", ".dbf"])
def test_shapefile_with_a_file_missing_says_which(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / "a.shp", [row()])
    path.with_suffix(suffix).unlink()
    assert f"the file a{suffix} belongs with it and is missing" in said(path)


def test_letters_of_another_character_set_are_asked_about(tmp_path: Path) -> None:
    path = write(tmp_path / "a.shp", [row(straat="Reeënstraat")])
    path.with_suffix(".cpg").unlink()
    assert "the letters look wrong (“Ree" in said(path)
    found = plan(path, mapping(encoding="utf-8"))
    assert found.merged.case is not None
    assert found.merged.case.task["riool-1"].title == "Riool Reeënstraat"


def test_wrong_character_set_in_the_mapping_is_named(tmp_path: Path) -> None:
    with pytest.raises(LayerError, match="name of a character set"):
        parse_mapping('encoding = "klingon"\n' + MAPPING, "m.toml")


def test_metres_that_call_themselves_degrees_are_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    properties = {name: value for name, value in row().items() if name != "geometry"}
    feature = {
        "type": "Feature",
        "properties": properties,
        "geometry": line((2, 255), (245, 255)).__geo_interface__,
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert "expected degrees, found (123002, 490255)" in said(path)
    assert plan(path, mapping(crs="EPSG:28992")).merged.case is not None


def test_mixed_coordinate_systems_in_one_layer_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gpkg", [row("1"), row("2")])
    tamper(path, lambda blob: blob[:4] + bytes(4) + blob[8:])
    assert "row 2 is in another coordinate system" in said(path)


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        ([(np.nan, 490255), (123100, 490255)], Reason.BROKEN),
        ([(np.inf, 490255), (123100, 490255)], Reason.BROKEN),
        ([(123010, 490255), (123010, 490255)], Reason.BROKEN),
        ([], Reason.NO_GEOMETRY),
    ],
)
def test_geometry_that_is_none_is_listed(tmp_path: Path, points: Any, reason: Reason) -> None:
    with np.errstate(invalid="ignore"):
        path = write(tmp_path / "a.gpkg", [row("1"), row("2", LineString(points), straat="")])
    found = plan(path)
    assert [u.reason for u in found.gathered.unmatched] == [reason]
    assert [record.id for record in found.merged.added] == ["riool-1", "riool-1-v"]


def test_area_that_crosses_itself_is_mended(tmp_path: Path) -> None:
    bow = Polygon([(123000, 490240), (123120, 490260), (123120, 490240), (123000, 490260)])
    found = plan(write(tmp_path / "a.gpkg", [row("1", bow)]))
    assert found.merged.case is not None
    assert found.gathered.count.mended == 1


def test_nested_collections_do_not_bring_the_reader_down(tmp_path: Path) -> None:
    nested = b"\x01\x07\x00\x00\x00\x01\x00\x00\x00" * 200_000 + Point(0, 0).wkb
    path = write(tmp_path / "a.gpkg", [row("1"), row("2")])
    tamper(path, lambda blob: blob[:8] + nested)
    assert [u.reason for u in plan(path).gathered.unmatched] == [Reason.BROKEN]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.geojson",
            b'{"type":"gdal_streamed_alg","command_line":"gdal vector read /etc/passwd"}',
        ),
        (
            "a.geojson",
            b'<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/etc/passwd</SrcDataSource>',
        ),
        ("a.geojson", b'{"type":"FeatureCollection","features":[{"type":"Feature",'),
        ("a.geojson", b"\xff\xfe{\x00}\x00"),
        ("a.geojson", b"[" * 100_000),
        ("a.geojson", b'{"a":' * 100_000),
        ("a.shp", b"<OGRVRTDataSource/>"),
        ("a.dxf", b"<OGRVRTDataSource/>"),
        ("a.dxf", b"0\nSECTION\n2\nENTITIES\n0\nLINE\n"),
        ("a.gpkg", b"SQLite format 3\x00" + b"x" * 5000),
        ("a.gpkg", b"no database"),
        ("a.parquet", b"PAR1" + b"x" * 500),
        ("a.kml", b"<kml/>"),
        ("a.geojson", b""),
    ],
)
def test_what_is_no_layer_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert said(path, crs="EPSG:28992").startswith("a.")


def test_sqlite_that_is_no_geopackage_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.gpkg") as database:
        database.execute("CREATE TABLE a (b)")
    database.close()
    assert "no GeoPackage" in said(tmp_path / "a.gpkg")


def test_missing_and_too_big_files_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "does not exist" in said(tmp_path / "a.gpkg")
    path = write(tmp_path / "a.geojson", [row()])
    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    assert "too big" in said(path)


def test_names_of_any_script_come_through(tmp_path: Path) -> None:
    name = "رحوب\u200f 東京 Ålesund 🚧"
    for suffix in (".gpkg", ".geojson", ".shp"):
        found = plan(write(tmp_path / f"a{suffix}", [row("1", straat=name)]))
        assert found.merged.case is not None
        assert found.merged.case.task["riool-1"].title == f"Riool {name}"


def test_control_characters_are_named_not_kept(tmp_path: Path) -> None:
    found = plan(write(tmp_path / "a.geojson", [row("1", straat="a\x07b")]))
    assert "without control characters" in found.problems[0].in_language("en")


def test_curved_lines_are_listed_as_not_readable(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gpkg", [row("1"), row("2")])
    curve = (
        b"\x01\x08\x00\x00\x00\x03\x00\x00\x00" + shapely.to_wkb(line((0, 0), (1, 1), (2, 0)))[9:]
    )
    tamper(path, lambda blob: blob[:8] + curve)
    assert [u.reason for u in plan(path).gathered.unmatched] == [Reason.BROKEN]


HEAD = "format_version = 1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = ", "expected a mapping in TOML"),
        ("format_version = 2", "made for a newer Koppelkans"),
        ("format_version = 0", "expected format_version = 1"),
        ("format_version = 1", "expected at least one record"),
        (HEAD + "\n[tasks]\nid = { value = 1, column = 'a' }", "expected exactly one of"),
        (HEAD + "\n[tasks]\nid = {}", "expected exactly one of"),
        (HEAD + "\n[tasks]\nname = { value = 1 }", "this field does not exist"),
        (HEAD + "\n[tasks]\ntitle = { value = 'x' }", "needs a rule for its id"),
        (HEAD + "\ngroup = 'place'\n[tasks]\nid = { value = 1 }", "needs [match]"),
        (HEAD + "\ncolour = 'red'\n[tasks]\nid = { value = 1 }", "not known in a mapping"),
        (HEAD + "\ncrs = 'RD'\n[tasks]\nid = { value = 1 }", "a coordinate system"),
        (HEAD + "\nlayout = 'x'\n[tasks]\nid = { value = 1 }", "one of: 'table'"),
    ],
)  # fmt: skip
def test_wrong_mapping_says_what_is_wrong(text: str, expected: str) -> None:
    with pytest.raises(LayerError) as caught:
        parse_mapping(text, "m.toml")
    assert expected in str(caught.value)


def test_same_mistake_in_every_row_is_not_said_a_thousand_times(tmp_path: Path) -> None:
    rows = [row(str(number), kosten=-1.0) for number in range(300)]
    found = plan(write(tmp_path / "a.geojson", rows))
    assert len(found.problems) == 101
    assert found.problems[-1].in_language("en") == "a.geojson: 200 problems more"

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wrong files give every problem in one go, by sheet, row and field, and stay as they are."""

import io
import shutil
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import shapely

from koppelkans.case import CaseError, Problem
from koppelkans.exchange import files, grid, read_case, write_case
from koppelkans.exchange.write_workbook import write_workbook
from tests.factories import small_case

Sql = tuple[str, ...]


def problems_in(path: Path) -> tuple[Problem, ...]:
    """Read a wrong file; it and its folder must stay as they are."""
    before = {file: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    with pytest.raises(CaseError) as caught:
        read_case(path)
    assert {file: file.read_bytes() for file in path.parent.iterdir() if file.is_file()} == before
    for language in ("nl", "en"):
        assert caught.value.in_language(language)
    return caught.value.problems


@pytest.fixture(scope="module")
def good_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    write_case(small_case(), folder / "case.gpkg")
    write_workbook(small_case(), folder / "case.xlsx", "en")
    return folder


@pytest.fixture
def geopackage(tmp_path: Path, good_files: Path) -> Path:
    return Path(shutil.copy(good_files / "case.gpkg", tmp_path))


@pytest.fixture
def workbook(tmp_path: Path, good_files: Path) -> Path:
    return Path(shutil.copy(good_files / "case.xlsx", tmp_path))


def run_sql(path: Path, *statements: str, values: tuple[Any, ...] = ()) -> None:
    with sqlite3.connect(path) as database:
        # Those of GDAL call functions that only GDAL has.
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='trigger'"):
            database.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            database.execute(statement, values if "?" in statement else ())
    database.close()


def wrapped(geometry: shapely.Geometry, srs_id: int = 28992) -> bytes:
    return b"GP\0\1" + struct.pack("<i", srs_id) + shapely.to_wkb(geometry)


CROSSING = shapely.from_wkt(
    "LINESTRING (123000 490000, 123009 490009, 123000 490009, 123009 490000)"
)
IN_SQL = {
    "dangling reference": (
        "UPDATE tasks SET partner_id = 'nobody' WHERE fid = 1", "tasks", 1, "partner_id",
    ),
    "reversed window": (
        "UPDATE tasks SET latest_start = '2027-Q1', preferred_start = '2027-Q1',"
        " earliest_start = '2028-Q1' WHERE fid = 2", "tasks", 2, "latest_start",
    ),
    "negative cost": (
        "UPDATE variants SET investment_eur = -1 WHERE fid = 3", "variants", 3, "investment_eur",
    ),
    "number as text": (
        "UPDATE variants SET investment_eur = 'veel' WHERE fid = 3", "variants", 3,
        "investment_eur",
    ),
    "missing unit": ("UPDATE key_figures SET unit = NULL WHERE fid = 4", "key_figures", 4, "unit"),
    "date as text": (
        "UPDATE commitments SET day = 'na de zomer' WHERE fid = 1", "commitments", 1, "day",
    ),
    "infinite": ("UPDATE places SET length_m = 9e999 WHERE fid = 1", "places", 1, "length_m"),
    "no geometry": ("UPDATE places SET geometry = x'00' WHERE fid = 1", "places", 1, "geometry"),
    "duplicate id": ("UPDATE places SET id = 'place-1' WHERE fid = 2", "places", 2, "id"),
    "column too many": ("ALTER TABLE tasks ADD COLUMN kleur TEXT", "tasks", None, "kleur"),
    "column missing": ("ALTER TABLE tasks DROP COLUMN title", "tasks", None, "title"),
    "empty table": ("DELETE FROM partners", "partners", None, ""),
    "newer version": ("UPDATE meta SET format_version = 2", "meta", None, "format_version"),
    "no version": ("UPDATE meta SET format_version = NULL", "meta", None, "format_version"),
    "no meta": ("DELETE FROM meta", "meta", None, ""),
    "geographic CRS": ("UPDATE meta SET crs = 'EPSG:4326'", "meta", None, "crs"),
    "unknown CRS": ("UPDATE meta SET crs = 'EPSG:1'", "meta", None, "crs"),
    "layer in another CRS": (
        "UPDATE gpkg_geometry_columns SET srs_id = 4326 WHERE table_name = 'places'",
        "places", None, "geometry",
    ),
    "unknown table": (
        "INSERT INTO gpkg_contents (table_name, data_type, identifier)"
        " SELECT 'sqlite_sequence', 'attributes', 'x'", "sqlite_sequence", None, "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_SQL)
def test_mistake_in_a_geopackage_is_found_where_it_is(geopackage: Path, name: str) -> None:
    statement, table, row, field = IN_SQL[name]
    run_sql(geopackage, statement)
    assert (table, row, field) in {(p.table, p.row, p.field) for p in problems_in(geopackage)}


@pytest.mark.parametrize(
    "blob",
    [
        wrapped(CROSSING),
        wrapped(shapely.Point(123000, 490000)),
        b"GP\0\1" + struct.pack("<iBII4d", 28992, 1, 2, 2, 123000, float("nan"), 1, 2),
        wrapped(shapely.LineString([(4.9, 52.3), (4.91, 52.31)]), srs_id=4326),
        wrapped(shapely.LineString([(4.9, 52.3), (4.91, 52.31)])),
        b"GP\0\1" + struct.pack("<i", 28992)
        + b"".join(struct.pack("<BII", 1, 7, 1) for _ in range(200_000)),
        b"GP\0\1" + struct.pack("<i", 28992) + struct.pack("<BII", 1, 2, 2**31),
        b"GP\0\1",
    ],
    ids=["crossing", "point", "nan", "mixed CRS", "degrees", "nested", "cut off", "nothing"],
)  # fmt: skip
def test_wrong_geometry_is_a_problem(geopackage: Path, blob: bytes) -> None:
    run_sql(geopackage, "UPDATE places SET geometry = ? WHERE fid = 1", values=(blob,))
    assert ("places", 1, "geometry") in {(p.table, p.row, p.field) for p in problems_in(geopackage)}


def test_height_is_left_out(geopackage: Path) -> None:
    line = shapely.force_3d(small_case().places[0].geometry, 1.5)
    run_sql(geopackage, "UPDATE places SET geometry = ? WHERE fid = 1", values=(wrapped(line),))
    assert read_case(geopackage) == small_case()


def test_all_problems_come_in_one_go(geopackage: Path) -> None:
    names = ("dangling reference", "negative cost", "missing unit", "date as text", "no geometry")
    run_sql(geopackage, *(IN_SQL[name][0] for name in names))
    found = {(p.table, p.row, p.field) for p in problems_in(geopackage)}
    assert {IN_SQL[name][1:] for name in names} <= found


def test_problem_says_table_row_field_found_and_expected(geopackage: Path) -> None:
    run_sql(geopackage, IN_SQL["negative cost"][0])
    (problem,) = problems_in(geopackage)
    text = "variants, row 3, “street-1-plain”, field investment_eur: found -1; expected 0 or more"
    assert problem.in_language("en") == text


def test_rows_that_qgis_has_not_yet_merged_are_read(geopackage: Path) -> None:
    database = sqlite3.connect(geopackage)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("UPDATE partners SET name = 'Nieuwe naam' WHERE fid = 1")
    database.commit()
    try:
        before = {file.name for file in geopackage.parent.iterdir()}
        assert read_case(geopackage).partners[0].name == "Nieuwe naam"
        assert {file.name for file in geopackage.parent.iterdir()} == before
    finally:
        database.close()


def test_layers_that_qgis_keeps_beside_the_data_are_left_alone(geopackage: Path) -> None:
    run_sql(
        geopackage,
        "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, styleQML TEXT)",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles')",
    )
    assert read_case(geopackage) == small_case()


def test_view_is_not_run(geopackage: Path) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT * FROM n"
    run_sql(geopackage, "DROP TABLE decisions", f"CREATE VIEW decisions AS {endless}")
    (problem,) = problems_in(geopackage)
    assert problem.table == "decisions"
    assert "view" in problem.in_language("en")


def test_table_that_is_not_in_the_contents_is_read(geopackage: Path) -> None:
    run_sql(geopackage, "DELETE FROM gpkg_contents WHERE table_name = 'decisions'")
    assert read_case(geopackage) == small_case()


def put(path: Path, sheet: str, cell: str, value: object) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def header_of(path: Path, sheet: str, title: str) -> str:
    book = openpyxl.load_workbook(path)
    return next(c.column_letter for c in book[sheet][1] if c.value.rstrip(" *") == title)


IN_CELLS = {
    "dangling reference": ("Tasks", "Owner", 4, "nobody", "tasks", "partner_id"),
    "reversed window": ("Tasks", "Latest start", 5, "2027-Q1", "tasks", "latest_start"),
    "negative cost": ("Variants", "Investment", 6, -1, "variants", "investment_eur"),
    "ambiguous number": ("Variants", "Investment", 6, "1.234", "variants", "investment_eur"),
    "missing unit": ("Key figures", "Unit", 7, None, "key_figures", "unit"),
    "date as text": ("Commitments", "Date", 4, "na de zomer", "commitments", "day"),
    "ambiguous date": ("Commitments", "Date", 4, "1-7-2026", "commitments", "day"),
    "quarter that is a year": ("Tasks", "Latest start", 4, 2031, "tasks", "latest_start"),
    "unknown choice": ("Limits", "Kind", 4, "geld", "boundaries", "kind"),
    "maybe": ("Partners", "Core partner", 4, "misschien", "partners", "core"),
    "formula without result": ("Variants", "Investment", 6, "=1+1", "variants", "investment_eur"),
    "WKT": ("Places", "Geometry", 4, "LINESTRING (1 2", "places", "geometry"),
    "nested WKT": ("Places", "Geometry", 4, "(" * 9_000, "places", "geometry"),
    "self-crossing": ("Places", "Geometry", 4, CROSSING.wkt, "places", "geometry"),
    "control character": ("Tasks", "Reason", 4, "a_x0000_b", "tasks", "reason"),
}


@pytest.mark.parametrize("name", IN_CELLS)
def test_mistake_in_a_workbook_is_found_where_it_is(workbook: Path, name: str) -> None:
    sheet, header, row, value, table, field = IN_CELLS[name]
    put(workbook, sheet, f"{header_of(workbook, sheet, header)}{row}", value)
    problems = problems_in(workbook)
    assert (table, row, field) in {(p.table, p.row, p.field) for p in problems}
    assert f"{sheet}, row {row}" in "\n".join(problem.in_language("en") for problem in problems)


def test_sheet_without_a_cell_is_an_empty_table(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    del book["Partners"]
    book.create_sheet("Partners")
    book.save(workbook)
    assert ("partners", "Partners") in {(p.table, p.sheet) for p in problems_in(workbook)}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda book: book.create_sheet("Taken").append(["iets"]), "expected one of"),
        (lambda book: book.create_sheet(" tasks").append(["id"]), "occurs twice"),
        (lambda book: setattr(book["Tasks"]["D1"], "value", "Kleur"), "does not exist"),
        (lambda book: setattr(book["Tasks"]["D1"], "value", "Owner"), "occurs twice"),
        (lambda book: setattr(book["Tasks"]["A4"], "value", "misschien"), "expected nothing here"),
        (lambda book: book.remove(book["meta"]), "is this a case"),
        (lambda book: setattr(book["meta"]["A2"], "value", 7), "newer"),
    ],
    ids=["sheet", "twice", "header", "column twice", "row kind", "no meta", "newer"],
)
def test_wrong_layout_is_explained(
    workbook: Path, change: Callable[[openpyxl.Workbook], None], expected: str
) -> None:
    book = openpyxl.load_workbook(workbook)
    change(book)
    book.save(workbook)
    assert expected in "\n".join(problem.in_language("en") for problem in problems_in(workbook))


def test_sheet_with_too_many_rows_is_refused(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(workbook, "Tasks", "D200", "x")
    monkeypatch.setattr(grid, "MOST_ROWS", 100)
    assert "at most 100 rows" in problems_in(workbook)[0].in_language("en")


def rezip(path: Path, **parts: bytes | None) -> None:
    """Replace or add parts of a workbook."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents |= {name.replace("__", "/"): text for name, text in parts.items() if text is not None}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in contents.items():
            archive.writestr(name, text)


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData>'
    b"</worksheet>"
)


@pytest.mark.parametrize(
    ("part", "text", "expected"),
    [
        ("xl__vbaProject.bin", b"x", "macros"),
        ("xl__externalLinks__externalLink1.xml", b"<x/>", "refers to other files"),
        ("xl__media__bomb.xml", b"\0" * 150_000_000, "too big when unpacked"),
        ("xl__worksheets__sheet3.xml", ENTITIES, "damaged"),
        ("xl__workbook.xml", b"<workbook", "damaged"),
        ("xl__workbook.xml", b"", "damaged"),
        ("xl__styles.xml", ENTITIES, "damaged"),
    ],
    ids=["macros", "links", "bomb", "entities", "cut off", "empty part", "entities in styles"],
)
def test_workbook_that_may_do_harm_is_refused(
    workbook: Path, part: str, text: bytes, expected: str
) -> None:
    rezip(workbook, **{part: text})
    (problem,) = problems_in(workbook)
    assert expected in problem.in_language("en")


def zip_of_text() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    return stream.getvalue()


def plain_database(folder: Path) -> bytes:
    with sqlite3.connect(folder / "plain.db") as database:
        database.execute("CREATE TABLE tasks (id TEXT)")
    database.close()
    return (folder / "plain.db").read_bytes()


OTHER = {".gpkg": ".xlsx", ".xlsx": ".gpkg"}


@pytest.mark.parametrize("suffix", OTHER)
@pytest.mark.parametrize("kind", ["random", "zip", "database", "text", "empty", "other format"])
def test_file_that_is_no_case_is_refused(
    tmp_path: Path, good_files: Path, suffix: str, kind: str
) -> None:
    contents = {
        "random": bytes(range(256)) * 40,
        "zip": zip_of_text(),
        "database": plain_database(tmp_path),
        "text": b"id;naam\n1;riool\n",
        "empty": b"",
        "other format": (good_files / f"case{OTHER[suffix]}").read_bytes(),
    }
    path = tmp_path / f"case{suffix}"
    path.write_bytes(contents[kind])
    assert len(problems_in(path)) == 1


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_truncated_file_is_refused(geopackage: Path, workbook: Path, share: float) -> None:
    for path in (geopackage, workbook):
        whole = path.read_bytes()
        path.write_bytes(whole[: int(len(whole) * share)])
        assert "damaged" in problems_in(path)[0].in_language("en")


def test_path_that_is_no_file_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "folder.gpkg"
    folder.mkdir()
    for path, text in (
        (tmp_path / "missing.gpkg", "does not exist"),
        (folder, "not a folder"),
    ):
        with pytest.raises(CaseError, match=text):
            read_case(path)
    (tmp_path / "case.csv").write_text("id")
    with pytest.raises(CaseError, match=r"\.gpkg"):
        read_case(tmp_path / "case.csv")
    with pytest.raises(CaseError, match=r"\.gpkg"):
        write_case(small_case(), tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_file_that_is_too_big_is_refused(geopackage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 1000)
    assert "too big" in problems_in(geopackage)[0].in_language("en")


def test_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "case.gpkg"
    write_case(small_case(), path)
    before = path.read_bytes()
    broken = small_case().model_copy(update={"crs": "EPSG:1"})
    with pytest.raises(Exception, match=r"EPSG:1|CRS"):
        write_case(broken, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]

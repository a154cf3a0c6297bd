# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever is done to a file, it is read right or refused with a message; nothing else."""

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from koppelkans.case import CaseError
from koppelkans.exchange import read_case, write_case
from koppelkans.exchange.wkb import is_shallow_wkb, is_shallow_wkt, unwrap
from tests.factories import small_case

some = settings(
    deadline=None, max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
damages = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=40)), max_size=6
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    for suffix in (".gpkg", ".xlsx"):
        write_case(small_case(), folder / f"case{suffix}")
    return folder


def damaged(contents: bytes, damage: list[tuple[float, bytes]]) -> bytes:
    for place, piece in damage:
        start = int(place * len(contents))
        contents = contents[:start] + piece + contents[start + len(piece) :]
    return contents


def read_or_refuse(path: Path, contents: bytes) -> None:
    path.write_bytes(contents)
    with contextlib.suppress(CaseError):
        read_case(path)
    assert path.read_bytes() == contents


@some
@given(damage=damages)
def test_damaged_geopackage(whole: Path, tmp_path: Path, damage: list[tuple[float, bytes]]) -> None:
    read_or_refuse(tmp_path / "case.gpkg", damaged((whole / "case.gpkg").read_bytes(), damage))


@some
@given(damage=damages)
def test_damaged_workbook(whole: Path, tmp_path: Path, damage: list[tuple[float, bytes]]) -> None:
    read_or_refuse(tmp_path / "case.xlsx", damaged((whole / "case.xlsx").read_bytes(), damage))


@some
@given(number=st.integers(0, 100), damage=damages)
def test_damaged_part_of_a_workbook(
    whole: Path, tmp_path: Path, number: int, damage: list[tuple[float, bytes]]
) -> None:
    with zipfile.ZipFile(whole / "case.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = sorted(parts)[number % len(parts)]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, contents in parts.items():
            archive.writestr(part, damaged(contents, damage) if part == name else contents)
    read_or_refuse(tmp_path / "case.xlsx", stream.getvalue())


@given(st.binary(max_size=200))
@example(b"\1\6\0\0\0\377\377\377\377")
@example(b"\1\4\0\0\x20")
def test_any_bytes_are_a_geometry_or_not(blob: bytes) -> None:
    assert is_shallow_wkb(blob) in {True, False}
    with contextlib.suppress(ValueError):
        unwrap(b"GP\0\1" + blob)


@given(st.text("()01 ,POLYGNMUTICE", max_size=60))
def test_any_text_is_shallow_or_not(text: str) -> None:
    assert is_shallow_wkt(text) in {True, False}

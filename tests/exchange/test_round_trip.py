# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes into a file comes out of it again, whatever a case holds."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from koppelkans.case import Case
from koppelkans.exchange import read_case, write_case
from koppelkans.exchange.write_workbook import write_workbook
from tests.factories import small_case
from tests.strategies import cases

SUFFIXES = (".gpkg", ".xlsx")
quietly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=15)


def through(case: Case, *suffixes: str) -> Case:
    with tempfile.TemporaryDirectory() as folder:
        for suffix in suffixes:
            path = Path(folder) / f"case{suffix}"
            write_case(case, path)
            case = read_case(path)
    return case


@quietly
@given(case=cases())
def test_geopackage_round_trips_without_loss(case: Case) -> None:
    assert through(case, ".gpkg") == case


@quietly
@given(case=cases())
def test_workbook_round_trips_without_loss(case: Case) -> None:
    assert through(case, ".xlsx") == case


def test_small_case_goes_round_through_all_formats() -> None:
    case = small_case()
    assert through(case, ".gpkg", ".xlsx", ".gpkg") == case


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_same_case_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    paths = [tmp_path / f"{name}{suffix}" for name in ("one", "two")]
    for path in paths:
        write_case(small_case(), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_english_workbook_reads_as_the_dutch_one_does(tmp_path: Path) -> None:
    for language in ("nl", "en"):
        write_workbook(small_case(), tmp_path / f"{language}.xlsx", language)
    assert read_case(tmp_path / "nl.xlsx") == read_case(tmp_path / "en.xlsx") == small_case()


def test_boundary_that_is_too_long_for_a_cell_survives(tmp_path: Path) -> None:
    case = small_case()
    area = case.area.geometry.segmentize(0.3)
    long = small_case(areas=[case.area.model_dump() | {"geometry": area}])
    assert len(area.wkt) > 2 * 32_767
    assert through(long, ".xlsx") == long

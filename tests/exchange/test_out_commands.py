# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The commands that compare, convert, merge and export say what they did, and overwrite nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from koppelkans.cli import main
from koppelkans.exchange import read_case, write_case
from tests.factories import small_case, small_tables
from tests.plan.results import small_result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    case = small_case()
    write_case(case, tmp_path / "a.gpkg")
    (tmp_path / "result.json").write_text(small_result(case).to_json(), encoding="utf-8")
    return tmp_path


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", "en"])


def test_convert_loses_nothing_and_overwrites_nothing(folder: Path) -> None:
    assert invoke("convert", folder / "a.gpkg", folder / "b.xlsx").exit_code == 0
    assert read_case(folder / "b.xlsx") == small_case()
    assert invoke("convert", folder / "a.gpkg", folder / "b.xlsx").exit_code == 2


def test_diff_prints_what_changed_and_nothing_else(folder: Path) -> None:
    tables = small_tables()
    tables["boundaries"][0]["limit"] = 100_000
    write_case(small_case(**tables), folder / "b.gpkg")
    same = invoke("diff", folder / "a.gpkg", folder / "a.gpkg")
    assert (same.exit_code, same.output) == (0, "")
    changed = invoke("diff", folder / "a.gpkg", folder / "b.gpkg")
    assert changed.exit_code == 0
    assert "the budget was cut, from 220,000 to 100,000" in changed.output


def test_a_merger_that_collides_writes_nothing(folder: Path) -> None:
    tables = small_tables()
    tables["places"][0]["addresses"] = 41
    write_case(small_case(**tables), folder / "b.gpkg")
    found = invoke("merge", folder / "a.gpkg", folder / "b.gpkg", "-o", folder / "c.gpkg")
    assert found.exit_code == 2
    # Questions come in the language of who asks, not of what is written.
    (question,) = (line for line in found.output.splitlines() if line.startswith("b.gpkg, places"))
    assert "“place-1”" in question
    assert "41; a.gpkg" in question
    assert " 40;" in question
    assert not (folder / "c.gpkg").exists()


@pytest.mark.parametrize("suffix", ["xml", "ics", "geojson"])
def test_export_writes_by_suffix_with_the_result_of_this_case(folder: Path, suffix: str) -> None:
    out = folder / f"out.{suffix}"
    options = ("--result", folder / "result.json", "-o", out)
    assert invoke("export", folder / "a.gpkg", *options).exit_code == 0
    assert out.stat().st_size > 500


def test_the_result_of_another_case_is_refused(folder: Path) -> None:
    write_case(small_case(decisions=[]), folder / "b.gpkg")
    options = ("--result", folder / "result.json", "-o", folder / "out.xml")
    assert invoke("export", folder / "b.gpkg", *options).exit_code == 2
    assert not (folder / "out.xml").exists()


def test_every_partner_with_tasks_gets_a_workbook(folder: Path) -> None:
    assert invoke("partners", folder / "a.gpkg", "-o", folder / "back").exit_code == 0
    assert {path.name for path in (folder / "back").iterdir()} == {
        "1-city.xlsx", "2-water.xlsx", "3-heat.xlsx",
    }  # fmt: skip

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The commands import and mapping, as somebody types them."""

import re
from pathlib import Path
from textwrap import dedent

import pyogrio
import pytest
from click.testing import CliRunner, Result

from koppelkans.cli import common, main
from koppelkans.exchange import read_case, write_case
from koppelkans.exchange.layers import parse_mapping
from tests.exchange.layers.layers import MAPPING, line, row, write
from tests.factories import small_case


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(common, "READER", "en")
    write_case(small_case(), "case.gpkg")
    write(Path("a.geojson"), [row("1"), row("2", line((0, 400), (100, 400)), straat="")])
    Path("m.toml").write_text(MAPPING)


def run(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(main, [*arguments, "--lang", "en"], input=answer)


IMPORT = ("import", "a.geojson", "--into", "case.gpkg", "--mapping", "m.toml")


def test_preview_shows_and_leaves_the_case_as_it_is() -> None:
    before = Path("case.gpkg").read_bytes()
    shown = run(*IMPORT, "--preview", "--unmatched", "los.gpkg")
    assert shown.exit_code == 0
    assert "Added: 2" in shown.stdout
    assert "row 2: it lies farther than 15 m from every place" in shown.stdout
    assert "Nothing was written" in shown.stdout
    assert Path("case.gpkg").read_bytes() == before
    assert pyogrio.read_info("los.gpkg", layer="unmatched")["features"] == 1


def test_import_asks_before_it_writes() -> None:
    before = Path("case.gpkg").read_bytes()
    assert "Nothing was written" in run(*IMPORT, answer="n\n").stdout
    assert Path("case.gpkg").read_bytes() == before
    assert run(*IMPORT, answer="y\n").exit_code == 0
    assert "riool-1" in read_case("case.gpkg").task


def test_import_into_another_file_leaves_the_case_as_it_is() -> None:
    assert run(*IMPORT, "--yes", "-o", "new.xlsx").exit_code == 0
    assert read_case("case.gpkg") == small_case()
    assert "riool-1" in read_case("new.xlsx").task


def test_one_wrong_row_keeps_everything_out() -> None:
    before = Path("case.gpkg").read_bytes()
    write(Path("a.geojson"), [row("1"), row("2", kosten=-1.0)])
    failed = run(*IMPORT, "--yes")
    assert failed.exit_code == common.WRONG_INPUT
    assert "Nothing was brought in. Points to mend: 1." in failed.stderr
    assert "investment_eur (kosten)" in failed.stderr
    assert Path("case.gpkg").read_bytes() == before


def test_mapping_is_started_and_never_overwritten() -> None:
    assert run("mapping", "a.geojson", "-o", "new.toml").exit_code == 0
    assert "fill_in" in Path("new.toml").read_text()
    assert run("mapping", "--layout", "wior", "-o", "new.toml").exit_code == common.WRONG_INPUT
    assert run("mapping", "-o", "other.toml").exit_code == common.WRONG_INPUT
    assert run("mapping", "--layout", "hydx", "-o", "hydx.toml").exit_code == 0
    failed = run("import", "a.geojson", "--into", "case.gpkg", "--mapping", "hydx.toml")
    assert failed.exit_code == common.WRONG_INPUT
    assert "still to be filled in" in failed.stderr


PAGES = ("docs/guide/nl/kaartlagen.md", "docs/guide/en/gis.md")


@pytest.mark.parametrize("page", PAGES)
def test_mapping_of_the_guide_is_one(page: str) -> None:
    text = (Path(__file__).parents[3] / page).read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)
    assert parse_mapping("format_version = 1\n" + dedent(block), page).records

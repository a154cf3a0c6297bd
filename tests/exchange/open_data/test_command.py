# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from koppelkans.cli import area, common, main
from tests.exchange.open_data.pretend import Failure, Pretend
from tests.exchange.open_data.town import CODE


@pytest.fixture(autouse=True)
def asks_the_town(town: Pretend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(area, "Services", town.services)
    for module in (area, common):
        monkeypatch.setattr(module, "READER", "en")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["area", *arguments])


def test_new_area_can_be_checked_at_once(tmp_path: Path) -> None:
    path = tmp_path / "case.gpkg"
    made = run("--buurt", CODE, "-o", str(path), "--first-year", "2027", "--lang", "en")
    assert made.exit_code == 0, made.output
    assert "Places: 6. Homes: 7." in made.output
    assert f"Written: {path}" in made.output
    checked = CliRunner().invoke(main, ["check", str(path)])
    assert checked.exit_code == common.WRONG_INPUT
    assert "tasks" in checked.output
    assert "pavement" in checked.output


def test_when_a_service_refuses_nothing_is_written(town: Pretend, tmp_path: Path) -> None:
    path = tmp_path / "case.gpkg"
    path.write_bytes(b"what was there")
    town.failures["verblijfsobject"] = [Failure(403)]
    failed = run("--buurt", CODE, "-o", str(path))
    assert failed.exit_code == common.OTHER_TROUBLE
    assert "Basisregistratie Adressen en Gebouwen" in failed.output
    assert "By hand" in failed.output
    assert path.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [path]


def test_a_wrong_code_is_wrong_input(tmp_path: Path) -> None:
    failed = run("--buurt", "Bloemenbuurt", "-o", str(tmp_path / "case.gpkg"))
    assert failed.exit_code == common.WRONG_INPUT
    assert "BU0363NK01" in failed.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("-o", "case.xlsx"),
        ("-o", "no/such/folder/case.gpkg"),
        ("-o", "case.gpkg", "--first-year", "2030", "--last-year", "2029"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_asked(
    town: Pretend, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--buurt", CODE, *arguments).exit_code == common.WRONG_INPUT
    assert not town.asked

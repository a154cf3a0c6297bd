# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from click.testing import CliRunner

from koppelkans.cli import main
from koppelkans.exchange import write_case
from koppelkans.line import run
from tests.factories import small_case, small_tables


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return a case file and the result of it; one partner only wants calm, one only low cost."""
    folder = tmp_path_factory.mktemp("weigh")
    tables = small_tables()
    tables["criteria"].append({"id": "home", "name": "Je thuis voelen", "measure": "scored"})
    case = small_case(**tables)
    write_case(case, folder / "case.gpkg")
    (folder / "result.json").write_text(run(case, seconds=2).to_json(), encoding="utf-8")
    return folder


def weigh(folder, *arguments):
    return CliRunner().invoke(main, ["weigh", *(str(argument) for argument in arguments)])


def test_result_is_weighed_with_the_names_of_its_case(files):
    done = weigh(files, files / "result.json", "--case", files / "case.gpkg", "--lang", "en")
    assert done.exit_code == 0, done.output
    for title in ("CRITERIA", "PER PARTNER", "ALL WEIGHTS", "WHERE THEY WOULD MEET"):
        assert title in done.output
    assert "Rust in de straat" in done.output
    assert "Left out: “Je thuis voelen” waits for scores" in done.output
    assert "everybody puts it first already" in done.output


def test_result_without_its_case_has_ids(files):
    done = weigh(files, files / "result.json", "--lang", "en")
    assert done.exit_code == 0
    assert "calm" in done.output
    assert "Rust in de straat" not in done.output


def test_command_speaks_dutch(files):
    done = weigh(files, files / "result.json", "--lang", "nl")
    assert "PER PARTNER: punten van de 100" in done.output


def test_file_that_is_no_result_is_wrong_input(tmp_path):
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    done = weigh(tmp_path, tmp_path / "other.json")
    assert done.exit_code == 2
    assert "other.json" in done.output


def test_framework_that_makes_no_sense_is_wrong_input(tmp_path):
    curves = [{**curve, "best": curve["worst"]} for curve in small_tables()["preference_curves"]]
    write_case(small_case(preference_curves=curves), tmp_path / "case.gpkg")
    done = weigh(tmp_path, tmp_path / "case.gpkg", "--seconds", "1")
    assert done.exit_code == 2
    assert "Maatschappelijke waarde" in done.output

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command value tells totals, certainty and sources, and refuses what it cannot value."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result as Ran
from openpyxl import load_workbook

from koppelkans.cli import main
from koppelkans.exchange import write_case
from koppelkans.language import show_euros
from koppelkans.line import run
from koppelkans.result import Result
from tests.factories import small_case, small_tables


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Result]:
    figures = [
        row | ({"value": None} if row["id"] == "nuisance_bus" else {})
        for row in small_tables()["key_figures"]
    ]
    folder, case = tmp_path_factory.mktemp("value"), small_case(key_figures=figures)
    result = run(case, seconds=1)
    write_case(case, folder / "case.gpkg")
    (folder / "result.json").write_text(result.to_json(), encoding="utf-8")
    return folder / "case.gpkg", folder / "result.json", result


def value(*arguments: str | Path) -> Ran:
    return CliRunner().invoke(main, ["value", *map(str, arguments), "--lang", "en"])


def test_totals_are_those_of_the_result_and_the_figures_are_listed(
    made: tuple[Path, Path, Result],
) -> None:
    case, result_file, result = made
    ran = value(result_file, "--case", case, "--draws", "500")
    assert ran.exit_code == 0, ran.output
    for eur in (result.baseline.net_value_eur, result.programme.net_value_eur):
        assert show_euros(eur, "en") in ran.output
    for text in ("500", "MISSING KEY FIGURES", "nuisance bus", "KEY FIGURES USED"):
        assert text in ran.output


def test_a_task_is_told_down_to_the_sources(made: tuple[Path, Path, Result]) -> None:
    case, result_file, result = made
    task = next(e.task_id for e in result.programme.entries if e.key_figure_id == "energy_poverty")
    ran = value(result_file, "--case", case, "--task", str(task))
    assert ran.exit_code == 0, ran.output
    total = sum(e.eur for e in result.programme.entries if e.task_id == task)
    assert f"Together: {show_euros(total, 'en')}" in ran.output
    figure = small_case().key_figure["energy_poverty"]
    assert f"[{figure.source}]" in ran.output


def test_the_workbook_holds_every_amount_and_what_would_turn_it(
    made: tuple[Path, Path, Result], tmp_path: Path
) -> None:
    case, result_file, result = made
    ran = value(result_file, "--case", case, "--draws", "500", "--out", tmp_path / "value.xlsx")
    assert ran.exit_code == 0, ran.output
    book = load_workbook(tmp_path / "value.xlsx", read_only=True)
    assert book.sheetnames[0] == "Amounts"
    rows = list(book["Amounts"].iter_rows(values_only=True))
    column = rows[0].index("Present value")
    total = sum(row[column] for row in rows[1:] if isinstance(row[column], float))
    both = result.baseline.net_value_eur + result.programme.net_value_eur
    assert total == pytest.approx(both, abs=0.01)
    assert len(list(book["One figure at a time"].iter_rows())) > 5


@pytest.mark.parametrize("arguments", [("--task", "nothing"), ("--draws", "1")])
def test_what_cannot_be_is_refused(
    made: tuple[Path, Path, Result], arguments: tuple[str, str]
) -> None:
    ran = value(made[1], "--case", made[0], *arguments)
    assert ran.exit_code == 2


def test_a_result_without_its_case_is_refused(made: tuple[Path, Path, Result]) -> None:
    ran = value(made[1])
    assert ran.exit_code == 2
    assert "--case" in ran.output

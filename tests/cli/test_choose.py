# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Choosing between programmes and planning anew from a shell, in both languages."""

import pytest
from click.testing import CliRunner

from koppelkans.agree import Tried
from koppelkans.cli import main
from koppelkans.exchange import write_case
from koppelkans.programme.choices import ParetoSet
from koppelkans.programme.choices.replan import Cause, Replan
from koppelkans.result import Result
from tests.factories import small_case


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with a case and a result of it."""
    found = tmp_path_factory.mktemp("choose")
    write_case(small_case(), found / "case.gpkg")
    told = call(found, "programme", "--seconds", "3", "--out", found / "result.json")
    assert told.exit_code == 0, told.output
    return found


def call(folder, command, *arguments):
    parts = [command, folder / "case.gpkg", *arguments]
    return CliRunner().invoke(main, [str(part) for part in parts])


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "er kunnen er meer zijn"), ("en", "there may be others")]
)
def test_pareto_lists_points_and_says_whether_there_are_more(folder, language, said):
    out = folder / "pareto.json"
    told = call(folder, "pareto", "--seconds", "4", "--step", "0.5", "--lang", language,
                "--out", out)  # fmt: skip
    assert told.exit_code == 0, told.output
    found = ParetoSet.model_validate_json(out.read_bytes())
    assert found.points
    assert found.complete or said in told.output.lower()


@pytest.mark.parametrize(("language", "said"), [("nl", "loopt zelf uit"), ("en", "late itself")])
def test_replan_says_what_moves_and_why(folder, language, said):
    out = folder / "replan.json"
    told = call(
        folder, "replan", folder / "result.json", "--late", "sewer-1=2", "--seconds", "3",
        "--lang", language, "--out", out,
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    assert said in told.output
    found = Replan.model_validate_json(out.read_bytes())
    assert Cause.SLIP in [change.cause for change in found.changes]


@pytest.mark.parametrize(
    "wrong", [("--late", "sewer-1"), ("--late", "sewer-1=0"), ("--now", "2030"), ("--late", "x=2")]
)
def test_replan_names_what_is_wrong(folder, wrong):
    told = call(folder, "replan", folder / "result.json", *wrong)
    assert told.exit_code == 2
    assert wrong[1].split("=")[0] in told.output


def test_weighed_by_the_framework(folder):
    out = folder / "weighed.json"
    told = call(folder, "programme", "--weigh", "all", "--seconds", "2", "--out", out)
    assert told.exit_code == 0, told.output
    result = Result.model_validate_json(out.read_bytes())
    assert result.settings.wanted.weighed_by == ""
    assert result.programme.reached is not None
    assert call(folder, "programme", "--weigh", "nobody").exit_code == 2


def test_fair_names_every_partner(folder):
    told = call(folder, "fair", "--as", "worst_first", "--seconds", "4", "--lang", "en")
    assert told.exit_code == 0, told.output
    for partner in small_case().partners:
        assert partner.short_name in told.output


def test_conditions_are_tried_out_with_their_price(folder):
    out = folder / "tried.json"
    told = call(folder, "conditions", "--seconds", "1", "--lang", "nl", "--out", out)
    assert told.exit_code == 0, told.output
    assert "k1: niet berekend, alleen in woorden" in told.output
    assert Tried.model_validate_json(out.read_bytes()).trial.fits


def test_unknown_condition_is_named(folder):
    told = call(folder, "conditions", "--only", "nee")
    assert told.exit_code == 2
    assert "k1" in told.output


def test_robust_compares_standard_scenarios_and_refuses_an_unknown_partner(tmp_path):
    case = tmp_path / "case.gpkg"
    write_case(small_case(), case)
    options = ["robust", str(case), "--standard", "--seconds", "4", "--longer", "0"]
    done = CliRunner().invoke(main, [*options, "--lang", "en"])
    assert done.exit_code == 0, done.output
    assert "works cost 20 % more" in done.output
    assert "the programme; best for average prices; best if “as in the case”" in done.output
    assert "regret €\u00a00, at most €" in done.output
    assert "Proven: on average no programme is worth more than" in done.output
    wrong = CliRunner().invoke(main, [*options, "--without", "niemand"])
    assert wrong.exit_code == 2
    assert "heat" in wrong.output

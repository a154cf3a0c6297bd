# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command share, and the workbook that it writes."""

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from koppelkans.cli import main
from koppelkans.exchange import write_case
from koppelkans.line import run
from koppelkans.sharing import RULE_LABELS, Rule
from tests.factories import small_case


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return a result.json and the case that it is about."""
    folder, case = tmp_path_factory.mktemp("share"), small_case()
    write_case(case, folder / "case.gpkg")
    result = run(case, seconds=2)
    (folder / "result.json").write_text(result.to_json(), encoding="utf-8")
    return folder, result


def share(*arguments):
    return CliRunner().invoke(main, ["share", *map(str, arguments), "--lang", "en"])


def test_rules_of_a_result_are_told_with_their_tests(files):
    folder, result = files
    told = share(folder / "result.json")
    assert told.exit_code == 0
    for rule in Rule:
        assert (RULE_LABELS[rule] in told.output) == (rule is not Rule.OWN)
    assert result.sharing.players[0] in told.output


def test_page_of_a_partner_needs_the_case(files):
    folder, _ = files
    assert share(folder / "result.json", "--partner", "water").exit_code == 2
    told = share(folder / "result.json", "--case", folder / "case.gpkg", "--partner", "water")
    assert told.exit_code == 0
    assert "Waterbedrijf" in told.output
    assert "You bring 2 tasks" in told.output


def test_unknown_partner_and_wrong_file_are_wrong_input(files):
    folder, _ = files
    case = folder / "case.gpkg"
    assert share(folder / "result.json", "--case", case, "--partner", "x").exit_code == 2
    (folder / "other.json").write_text("{}", encoding="utf-8")
    assert share(folder / "other.json").exit_code == 2


def test_groups_are_planned_from_a_shell(files):
    folder, _ = files
    told = share(folder / "result.json", "--case", folder / "case.gpkg", "--groups", "6")
    assert told.exit_code == 0
    assert "When every group may plan anew" in told.output


def test_workbook_has_the_rules_and_a_sheet_per_partner_that_adds_up(files):
    folder, result = files
    out = folder / "shares.xlsx"
    told = share(folder / "result.json", "--case", folder / "case.gpkg", "--out", out)
    assert told.exit_code == 0
    book = load_workbook(out)
    assert {"Sharing", "Gains by rule", "Payments by rule", "Tests of the rules"} <= set(
        book.sheetnames
    )
    nets = {share.partner_id: share.net_eur for share in result.partners}
    for partner in small_case().partners:
        rows = {row[0]: row for row in book[partner.short_name].iter_rows(values_only=True)}
        assert rows["Net present value"][2] == pytest.approx(nets[partner.id], abs=0.005)
    for row in book["Payments by rule"].iter_rows(min_row=2, min_col=2, values_only=True):
        assert sum(row) == pytest.approx(0, abs=0.005)


def test_partners_step_out_in_a_shell(files):
    folder, _ = files
    case = ("--case", folder / "case.gpkg")
    told = share(folder / "result.json", *case, "--without", "water", "--without", "heat")
    assert told.exit_code == 0
    assert "the partners together gain" in told.output
    assert share(folder / "result.json", *case, "--without", "x").exit_code == 2
    assert share(folder / "result.json", "--without", "water").exit_code == 2

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from click.testing import CliRunner

from koppelkans.cli import main
from koppelkans.exchange import write_case
from tests.factories import small_case


@pytest.fixture
def case_file(tmp_path):
    path = tmp_path / "case.gpkg"
    write_case(small_case(), path)
    return path


def test_command_lists_gains_partners_and_conflicts(case_file):
    done = CliRunner().invoke(main, ["opportunities", str(case_file), "--lang", "en"])
    assert done.exit_code == 0
    _, partners, *conflicts = done.output.split("\n\n")[-5:]
    assert "Water – Gemeente" in partners or "Gemeente – Water" in partners
    assert "OPPORTUNITIES: 5, the largest first" in done.output
    assert [block.splitlines()[0].split(":")[0] for block in conflicts] == ["CONFLICTS"] * 3


def test_command_shows_no_more_than_asked(case_file):
    done = CliRunner().invoke(
        main, ["opportunities", str(case_file), "--most", "1", "--lang", "en"]
    )
    assert "   1." in done.output
    assert "   2." not in done.output


def test_command_speaks_dutch(case_file):
    done = CliRunner().invoke(main, ["opportunities", str(case_file), "--lang", "nl"])
    assert "KOPPELKANSEN: 5, de grootste eerst" in done.output


def test_broken_case_is_wrong_input(tmp_path):
    path = tmp_path / "case.gpkg"
    path.write_text("no case")
    assert CliRunner().invoke(main, ["opportunities", str(path)]).exit_code == 2

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command programme: wishes, questions and answers from a shell."""

import pytest
from click.testing import CliRunner

from koppelkans.case import Quarter
from koppelkans.cli import main
from koppelkans.cli.programme import read_pin
from koppelkans.exchange import write_case
from koppelkans.programme import Pin
from koppelkans.result import Result
from tests.factories import small_case

Q1, Q2 = Quarter.of(2030, 1), Quarter.of(2030, 2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with a case and a result of it."""
    found = tmp_path_factory.mktemp("programme")
    write_case(small_case(), found / "case.gpkg")
    told = programme(found, "--out", found / "result.json", "--stretch", "20", "--left")
    assert told.exit_code == 0, told.output
    assert "Ask this first:" in told.output
    assert "Opportunities taken:" in told.output
    return found


def programme(folder, *arguments):
    command = ["programme", folder / "case.gpkg", "--lang", "en", "--seconds", "20", *arguments]
    return CliRunner().invoke(main, [str(part) for part in command])


def result_of(path) -> Result:
    return Result.model_validate_json(path.read_bytes())


def test_result_holds_wishes_and_yields(folder):
    result = result_of(folder / "result.json")
    assert result.stretch is not None
    assert result.stretch.yields
    assert not result.settings.wishes.pins


def test_a_pin_is_kept_and_compared_with_the_result_before(folder):
    out = folder / "pinned.json"
    start = small_case().task["street-1"].latest_start
    told = programme(
        folder, "--pin", f"street-1={start}", "--start", folder / "result.json",
        "--explain", "street-1", "--out", out,
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    assert "Compared with the earlier result:" in told.output
    assert "less (proven)" in told.output or "more (proven)" in told.output
    result = result_of(out)
    assert result.settings.wishes.pins == (Pin.at("street-1", start),)
    (choice,) = [c for c in result.programme.tasks if c.task_id == "street-1"]
    assert choice.start == start


def test_what_if_a_partner_starts_later_or_stays_away(folder):
    later = programme(folder, "--later", "water=8", "--start", folder / "result.json")
    assert later.exit_code == 0, later.output
    assert "(proven)" in later.output
    without = programme(folder, "--without", "coaches", "--start", folder / "result.json")
    assert without.exit_code == 0, without.output
    assert "to not done" in without.output


@pytest.mark.parametrize(
    "option",
    [
        ("--pin", "street-1"),
        ("--pin", "nothing=2030-Q1"),
        ("--exclude", "nothing"),
        ("--without", "nothing"),
        ("--later", "water"),
        ("--later", "nobody=4"),
        ("--explain", "nothing"),
    ],
)
def test_wrong_questions_are_wrong_input(folder, option):
    told = programme(folder, *option, "--seconds", "2")
    assert told.exit_code == 2, told.output
    assert option[1].split("=")[0] in told.output


def test_a_pin_outside_the_window_says_what_is_possible(folder):
    told = programme(folder, "--pin", "street-1=2199-Q1", "--seconds", "2")
    assert told.exit_code == 2
    assert small_case().task["street-1"].title in told.output


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("t=2030-Q1", Pin.at("t", Quarter.of(2030, 1))),
        ("t=2030-Q1..", Pin(task_id="t", first=Quarter.of(2030, 1))),
        ("t=..2030-Q1", Pin(task_id="t", last=Quarter.of(2030, 1))),
        ("t=2030-Q1..2030-Q2", Pin(task_id="t", first=Q1, last=Q2)),
        ("t=v", Pin(task_id="t", variant_id="v")),
        ("t=v@2030-Q1", Pin.at("t", Quarter.of(2030, 1), "v")),
    ],
)  # fmt: skip
def test_pins_are_read(text, expected):
    assert read_pin(text) == expected

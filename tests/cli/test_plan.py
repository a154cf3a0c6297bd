# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command plan: a file for each reader, and a clear word for what is not there."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from koppelkans.cli import main
from koppelkans.exchange import write_case
from tests.factories import small_case
from tests.plan.results import small_result


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a result.json and its case."""
    made, case = tmp_path_factory.mktemp("plan"), small_case()
    write_case(case, made / "case.gpkg")
    (made / "result.json").write_text(small_result(case).to_json(), encoding="utf-8")
    return made


def plan(folder: Path, *arguments: str) -> Result:
    files = [str(folder / "result.json"), "--case", str(folder / "case.gpkg")]
    out = ["--out", str(folder / "out"), "--lang", "en"]
    return CliRunner().invoke(main, ["plan", *files, *out, *arguments])


def test_pages_of_two_partners_are_written(folder: Path) -> None:
    told = plan(folder, "--kind", "partner", "--partner", "water", "--partner", "heat",
                "--format", "html")  # fmt: skip
    assert told.exit_code == 0, told.output
    names = {path.name.split("-", 2)[2] for path in (folder / "out").glob("partner-*")}
    assert names == {"heat-en.html", "water-en.html"}


def test_memo_is_written_in_word(folder: Path) -> None:
    assert plan(folder, "--kind", "memo", "--format", "docx").exit_code == 0
    assert (folder / "out" / "memo-en.docx").read_bytes().startswith(b"PK")


def test_unknown_street_is_named_with_those_there_are(folder: Path) -> None:
    told = plan(folder, "--kind", "street", "--street", "Nowhere")
    assert told.exit_code == 2
    assert "Nowhere" in told.output
    assert small_case().places[0].street in told.output


def test_partner_goes_with_its_own_kind_only(folder: Path) -> None:
    told = plan(folder, "--kind", "memo", "--partner", "water")
    assert told.exit_code == 2
    assert "--kind partner" in told.output


def test_texts_of_people_come_in_and_what_is_wrong_with_them_is_said(folder: Path) -> None:
    texts = folder / "texts.toml"
    texts.write_text('summary_why = "For all."\n[en]\nsummary_why = "Because we can."\n', "utf-8")
    told = plan(folder, "--kind", "memo", "--format", "html", "--texts", str(texts))
    assert told.exit_code == 0, told.output
    assert "Because we can." in (folder / "out" / "memo-en.html").read_text("utf-8")
    texts.write_text('sumary = "x"\ncosts = 3\n', "utf-8")
    told = plan(folder, "--kind", "memo", "--texts", str(texts))
    assert told.exit_code == 2
    assert "sumary" in told.output
    assert "costs" in told.output
    texts.write_text("not toml", "utf-8")
    assert plan(folder, "--texts", str(texts)).exit_code == 2


def test_plan_says_what_changed_since_the_decision(folder: Path) -> None:
    later = small_result(small_case(), together={"sewer-1": ("sewer-1-v", "2030-Q1")})
    (folder / "before.json").write_text(later.to_json(), encoding="utf-8")
    since = ("--since", str(folder / "before.json"), "--decided", "Decided in May.")
    told = plan(folder, "--format", "html", *since)
    assert told.exit_code == 0, told.output
    page = (folder / "out" / "plan-en.html").read_text("utf-8")
    assert "Decided in May." in page
    assert small_case().task["sewer-1"].title in page
    assert plan(folder, "--kind", "memo", *since).exit_code == 2
    assert plan(folder, "--decided", "x").exit_code == 2

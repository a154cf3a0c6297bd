# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The commands around documents: an archive that checks out, a template that is refused."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from koppelkans.cli import main
from koppelkans.exchange import write_case
from tests.factories import small_case
from tests.plan.results import small_result


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, case = tmp_path_factory.mktemp("archive"), small_case()
    write_case(case, made / "case.gpkg")
    (made / "result.json").write_text(small_result(case).to_json())
    return made


def ask(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_archive_is_made_and_checks_out_until_it_is_cut_off(folder: Path) -> None:
    path = folder / "plan.zip"
    made = ask("archive", "make", folder / "case.gpkg", folder / "result.json", "--out", path)
    assert made.exit_code == 0, made.output
    assert ask("archive", "check", path).exit_code == 0
    path.write_bytes(path.read_bytes()[:-100])
    broken = ask("archive", "check", path)
    assert broken.exit_code == 2
    assert "plan.zip" in broken.output


def test_template_is_used_and_a_damaged_one_is_refused(folder: Path) -> None:
    path, plan = folder / "huisstijl.docx", [
        "plan", folder / "result.json", "--case", folder / "case.gpkg", "--kind", "memo",
        "--out", folder / "out", "--template", folder / "huisstijl.docx",
    ]  # fmt: skip
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Gemeente Voorbeeld"
    document.save(str(path))
    made = ask(*plan)
    assert made.exit_code == 0, made.output
    assert "Short Title" in made.output
    (memo,) = (folder / "out").glob("*.docx")
    assert Document(str(memo)).sections[0].header.paragraphs[0].text == "Gemeente Voorbeeld"
    assert ask(*plan, "--format", "pdf").exit_code == 0
    path.write_bytes(b"no template")
    refused = ask(*plan)
    assert refused.exit_code == 2
    assert "huisstijl.docx" in refused.output

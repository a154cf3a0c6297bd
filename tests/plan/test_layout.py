# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How documents lie on pages: headings with what follows, Word in LibreOffice, PDF in order."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from koppelkans.case import Case
from koppelkans.plan import build_plan, docx, pdf
from koppelkans.plan.content.memo import build_memo
from koppelkans.plan.content.partner_page import build_partner_page
from koppelkans.plan.content.street_letter import build_street_letter
from koppelkans.plan.numbering import outline
from koppelkans.plan.types import Plan
from koppelkans.result import Result

FOR_WORD = ("soffice", "pdfinfo")
MOST_PAGES = {"memo": 2, "partner": 1, "street": 2}
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler) is missing"
)


def _short(case: Case, result: Result, language: str) -> dict[str, Plan]:
    return {
        "memo": build_memo(case, result, language),
        "partner": build_partner_page(case, result, language, case.partners[0].id),
        "street": build_street_letter(case, result, language, case.places[0].street),
    }


def _pages(path: Path) -> int:
    told = subprocess.run(["pdfinfo", path], capture_output=True, check=True).stdout.decode()
    return int(next(line for line in told.splitlines() if line.startswith("Pages")).split()[1])


def _lines(made: bytes, folder: Path) -> list[str]:
    path = folder / "made.pdf"
    path.write_bytes(made)
    told = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return told.stdout.decode().splitlines()


def test_headings_and_captions_of_word_stay_with_what_follows(case: Case, result: Result) -> None:
    document = Document(BytesIO(docx.set_plan(build_plan(case, result, "nl"))))
    assert all(document.styles[f"Heading {n}"].paragraph_format.keep_with_next for n in (1, 2, 3))
    for element in document.element.body.iter(qn("w:tbl")):
        before = element.getprevious()
        if before is not None and "SEQ Table" in "".join(before.itertext()):
            assert before.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


@pytest.mark.skipif(
    any(shutil.which(name) is None for name in FOR_WORD), reason="LibreOffice is missing"
)
def test_word_opens_in_libreoffice_and_keeps_to_its_pages(
    case: Case, result: Result, tmp_path: Path
) -> None:
    plans = _short(case, result, "nl") | {"full": build_plan(case, result, "nl")}
    for kind, plan in plans.items():
        (tmp_path / f"{kind}.docx").write_bytes(docx.set_plan(plan))
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    subprocess.run([*command, *tmp_path.glob("*.docx")], capture_output=True, check=True)
    for kind, most in MOST_PAGES.items():
        assert _pages(tmp_path / f"{kind}.pdf") <= most, kind
    assert _pages(tmp_path / "full.pdf") > MOST_PAGES["memo"]


@needs_poppler
def test_pdf_keeps_to_its_pages_and_reads_in_order(
    case: Case, result: Result, tmp_path: Path
) -> None:
    for kind, plan in _short(case, result, "en").items():
        lines = [line.strip() for line in _lines(pdf.set_plan(plan), tmp_path)]
        places = [lines.index(text) for _, text in outline(plan)]
        assert places == sorted(places), kind
        assert _pages(tmp_path / "made.pdf") <= MOST_PAGES[kind], kind


@needs_poppler
def test_no_heading_of_the_pdf_ends_a_page(case: Case, result: Result, tmp_path: Path) -> None:
    plan = build_plan(case, result, "nl")
    headings = {text for _, text in outline(plan)}
    text = "\n".join(_lines(pdf.set_plan(plan), tmp_path))
    for page in text.split("\f"):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        # The last line is the foot of the page.
        assert not lines or lines[-2 if len(lines) > 1 else -1] not in headings


def test_pdf_says_that_it_is_accessible(case: Case, result: Result) -> None:
    """Typst refuses to write PDF/UA-1 where a document does not keep to it."""
    for plan in _short(case, result, "nl").values():
        assert b"pdfuaid" in pdf.set_plan(plan)

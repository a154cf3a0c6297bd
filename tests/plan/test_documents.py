# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The documents: same figures as the result, both languages, whatever people write in a case."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument

from koppelkans.case import Case
from koppelkans.plan import build_plan, docx, pdf, write_docx, write_pdf
from koppelkans.plan.formats import Format, set_as
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Picture, Plan, Section, Table
from koppelkans.result import Result
from tests.factories import small_case, small_tables
from tests.plan.results import ALONE, TOGETHER, small_result

NASTY = "#set text(1pt) $x^2$ *b* <b>=SUM(A1)</b> {name} %s \\n [x] שלום مرحبا @ref"


def _tables(section: Section) -> list[Table]:
    own = [block for block in section.blocks if isinstance(block, Table)]
    return own + [table for deeper in section.sections for table in _tables(deeper)]


def _all_tables(plan: Plan) -> list[Table]:
    return [table for section in plan.sections for table in _tables(section)]


def _number(text: str) -> int:
    return int(text.replace("−", "-").replace(".", "").replace(",", "") or 0)


def _word(plan: Plan) -> WordDocument:
    return Document(BytesIO(docx.set_plan(plan)))


def _texts(document: WordDocument) -> str:
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def _case_with(**changes: object) -> Case:
    return small_case(**{k: v for k, v in changes.items() if isinstance(v, list)})


@pytest.fixture(scope="module")
def plan(case: Case, result: Result) -> Plan:
    return build_plan(case, result, "nl")


@pytest.fixture(scope="module")
def document(plan: Plan) -> WordDocument:
    return _word(plan)


def _row(document: WordDocument, caption: str, first: str) -> list[str]:
    """Return the cells of a row of the Word table under a caption."""
    captions = [p.text for p in document.paragraphs if p.style and p.style.name == "Caption"]
    numbers = [text for text in captions if text.endswith(caption)]
    number = int(re.findall(r"\d+", numbers[0])[0])
    real = [t for t in document.tables if t.rows[0]._tr.trPr is not None]
    table = [t for t in real if "w:tblHeader" in t.rows[0]._tr.xml][number - 1]
    return next([c.text for c in row.cells] for row in table.rows if row.cells[0].text == first)


def test_word_has_the_figures_of_the_result(case: Case, result: Result) -> None:
    document = _word(build_plan(case, result, "en"))
    caption = "Benefits, costs and nuisance, in thousands of euros"
    alone, together = result.baseline, result.programme
    expected = {
        "Benefits": (alone.benefit_eur, together.benefit_eur),
        "Costs": (-alone.cost_eur, -together.cost_eur),
        "Nuisance": (-alone.nuisance_eur, -together.nuisance_eur),
        "Total": (alone.net_value_eur, together.net_value_eur),
    }
    for name, (before, after) in expected.items():
        shown = [_number(cell) for cell in _row(document, caption, name)[1:]]
        assert shown[0] == pytest.approx(before / 1000, abs=1), name
        assert shown[1] == pytest.approx(after / 1000, abs=1), name
        assert shown[2] == shown[1] - shown[0]
    for share in result.partners:
        row = _row(document, "Net value per partner, in thousands of euros",
                   case.partner[share.partner_id].short_name)  # fmt: skip
        shown = [_number(cell) for cell in row[1:]]
        exact = (share.alone_net_eur, share.together_net_eur, share.payment_eur, share.net_eur)
        assert shown[:4] == pytest.approx([eur / 1000 for eur in exact], abs=2)
    assert f"{together.closed_weeks:.0f} weeks" in _texts(document)


def test_every_total_is_the_sum_of_what_stands_above_it(plan: Plan) -> None:
    totalled = [table for table in _all_tables(plan) if table.has_total]
    assert len(totalled) >= 6
    for table in totalled:
        *rows, total = table.rows
        for column in table.figures:
            assert sum(_number(row[column]) for row in rows) == _number(total[column])


def test_net_value_of_all_tables_is_the_same(plan: Plan) -> None:
    totals = {
        _number(table.rows[-1][2])
        for table in _all_tables(plan)
        if table.has_total and table.header[2] in ("Samen", "Together")
    }
    assert len(totals) == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_both_documents_are_written_in_both_languages(
    language: str, case: Case, result: Result, tmp_path: Path
) -> None:
    write_pdf(case, result, tmp_path / "plan.pdf", language)
    write_docx(case, result, tmp_path / "plan.docx", language)
    made = (tmp_path / "plan.pdf").read_bytes()
    assert made.startswith(b"%PDF-")
    assert b"pdfuaid" in made or b"StructTreeRoot" in made
    assert Document(str(tmp_path / "plan.docx")).core_properties.language.startswith(language)


def test_notice_stands_on_every_page_of_word(document: WordDocument, case: Case) -> None:
    assert document.sections[0].header.paragraphs[0].text == case.area.notice


def test_word_has_headings_captions_contents_and_texts_for_pictures(
    plan: Plan, document: WordDocument
) -> None:
    styles = {p.style.name for p in document.paragraphs if p.style}
    assert {"Title", "Heading 1", "Heading 2", "Caption", "List Bullet", "TOC 1"} <= styles
    xml = document.element.xml
    assert " TOC \\o" in xml
    pictures = len(re.findall("<pic:pic>|<pic:pic ", xml))
    assert pictures == len(_pictures(plan))
    assert len(re.findall(r'<wp:docPr [^>]*descr="[^"]{20,}', xml)) == pictures


def _pictures(plan: Plan) -> list[Picture]:
    def walk(section: Section) -> list[Picture]:
        own = [block for block in section.blocks if isinstance(block, Picture)]
        return own + [picture for deeper in section.sections for picture in walk(deeper)]

    return [picture for section in plan.sections for picture in walk(section)]


def test_every_table_repeats_its_header_and_keeps_rows_whole(document: WordDocument) -> None:
    captioned = [t for t in document.tables if "w:tblHeader" in t.rows[0]._tr.xml]
    assert len(captioned) >= 15
    assert all("w:cantSplit" in row._tr.xml for table in captioned for row in table.rows)


def test_same_plan_gives_the_same_bytes(plan: Plan) -> None:
    assert docx.set_plan(plan) == docx.set_plan(plan)
    assert pdf.set_plan(plan) == pdf.set_plan(plan)


def test_nasty_and_long_texts_survive() -> None:
    tasks = [{**task, "title": NASTY, "reason": "W" * 300} for task in small_tables()["tasks"]]
    partners = [{**p, "name": f"{NASTY} {p['id']}"} for p in small_tables()["partners"]]
    case = _case_with(tasks=tasks, partners=partners)
    plan = build_plan(case, small_result(case), "en")
    assert NASTY in _texts(_word(plan))
    assert pdf.set_plan(plan).startswith(b"%PDF-")


def test_letters_without_a_font_do_not_stop_the_pdf() -> None:
    areas = [{**small_tables()["areas"][0], "name": "漢字 🏘️ ไทย"}]
    case = _case_with(areas=areas)
    assert pdf.set_plan(build_plan(case, small_result(case), "nl")).startswith(b"%PDF-")


def test_case_with_almost_nothing_makes_a_document() -> None:
    bare = small_case(
        figures=[], people=[], relations=[], boundaries=[], opportunity_rules=[], criteria=[],
        weights=[], preference_curves=[], struggles=[], conditions=[], commitments=[],
        decisions=[], effects=[],
    )  # fmt: skip
    result = small_result(bare, alone=ALONE, together=ALONE)
    assert not any(opportunity.taken for opportunity in result.opportunities)
    nothing = result.model_copy(update={"opportunities": ()})
    plan = build_plan(bare, nothing, "en")
    texts = _texts(_word(plan))
    assert "No tasks were found that gain from being done together" in texts
    assert "nothing was weighed" in texts
    assert pdf.set_plan(plan).startswith(b"%PDF-")


def test_programme_that_does_nothing_makes_a_document(case: Case) -> None:
    plan = build_plan(case, small_result(case, together={}), "nl")
    assert pdf.set_plan(plan).startswith(b"%PDF-")
    assert docx.set_plan(plan)


def test_what_a_partner_keeps_to_itself_is_not_in_the_plan() -> None:
    tasks = small_tables()["tasks"]
    tasks[0] |= {"title": "Secret sewer", "reason": "Secret", "visibility": "own"}
    struggles = [{**small_tables()["struggles"][0], "text": "Secret", "visibility": "own"}]
    case = small_case(tasks=tasks, struggles=struggles)
    plan = build_plan(case, small_result(case, ALONE, TOGETHER), "en")
    assert "Secret" not in str(plan)
    assert "Task that Water keeps to itself" in str(plan)


def test_word_has_what_is_spent_and_paid_in_each_year(case: Case, result: Result) -> None:
    document = _word(build_plan(case, result, "en"))
    reading = Reading(case, result, "en")
    for year in reading.years:
        spent = sum(years[year] for years in reading.spending.values())
        if spent:
            row = _row(document, "What the works cost per year, in thousands of euros", str(year))
            assert _number(row[-1]) == pytest.approx(spent / 1000, abs=1)
    assert result.payments is not None
    paid = sum(eur for t in result.payments.transfers for eur in t.years.values())
    if paid:
        captions = [p.text for p in document.paragraphs if p.style and p.style.name == "Caption"]
        caption = next(c for c in captions if "Payments per year" in c)
        number = int(re.findall(r"\d+", caption)[0])
        tables = [t for t in document.tables if "w:tblHeader" in t.rows[0]._tr.xml]
        shown = [_number(row.cells[3].text) for row in tables[number - 1].rows[1:]]
        assert sum(shown) == pytest.approx(paid, abs=len(shown))


def test_every_pointer_in_word_finds_what_it_points_at(document: WordDocument) -> None:
    xml = document.element.xml
    pointed = set(re.findall(r" REF (\w+) ", xml))
    assert len(pointed) >= 4
    assert pointed <= set(re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', xml))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is missing")
def test_pdf_is_read_in_the_order_of_the_plan(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf.set_plan(plan))
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
    # Headings stand on lines of their own; those of the contents end in dots and a number.
    lines = [line.strip() for line in text.replace("\f", "\n").splitlines()]
    places = [lines.index(section.title) for section in plan.sections]
    assert places == sorted(places)


def test_partner_without_costs_and_right_to_left_names_make_all_formats() -> None:
    partners = [
        {**p, "name": "שלום מרحبا", "short_name": "שלום"} for p in small_tables()["partners"]
    ]
    tasks = [{**task, "reason": "", "interest": ""} for task in small_tables()["tasks"]]
    case = _case_with(partners=partners, tasks=tasks)
    plan = build_plan(case, small_result(case, together={}), "nl")
    for file_format in Format:
        assert set_as(plan, file_format)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever people put in a case, every document is made, and what they wrote stays text."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from docx import Document

from koppelkans.case import Case
from koppelkans.plan import build_plan
from koppelkans.plan.content.memo import build_memo
from koppelkans.plan.content.partner_page import build_partner_page
from koppelkans.plan.content.permits import build_permits
from koppelkans.plan.content.street_letter import build_street_letter
from koppelkans.plan.formats import Format, set_as
from koppelkans.plan.types import Plan
from koppelkans.plan.word.template import read_template
from koppelkans.result import Result
from tests.factories import small_case, small_tables
from tests.plan.results import ALONE, small_result

MARKUP = "<script>alert(1)</script> & <b>bold</b> #set text(1pt) $x^2$ [x](y) =1+1 @SUM {name} %s"
RIGHT_TO_LEFT = "שלום עולם مرحبا بالعالم"
LONG = "Een heel lange titel die maar niet ophoudt " * 7


def documents(case: Case, result: Result, language: str = "nl") -> Iterator[Plan]:
    """Yield every kind of document, of the partners and streets the first."""
    yield build_plan(case, result, language)
    yield build_memo(case, result, language)
    yield build_partner_page(case, result, language, case.partners[0].id)
    yield build_street_letter(case, result, language, case.places[0].street)
    yield build_permits(case, result, language)


def set_all(plan: Plan) -> dict[Format, bytes]:
    made = {file_format: set_as(plan, file_format) for file_format in Format}
    assert made[Format.PDF].startswith(b"%PDF-")
    assert Document(BytesIO(made[Format.DOCX])).paragraphs
    assert made[Format.HTML].rstrip().endswith(b"</html>")
    return made


def _titled(title: str) -> Case:
    tables = small_tables()
    tasks = [{**task, "title": title[:300], "visibility": "public"} for task in tables["tasks"]]
    partners = [{**p, "name": f"{title[:200]} {p['id']}"} for p in tables["partners"]]
    return small_case(tasks=tasks, partners=partners)


def test_missing_texts_leave_no_hole() -> None:
    tables = small_tables()
    tasks = [{**task, "reason": "", "interest": ""} for task in tables["tasks"]]
    partners = [{**partner, "interest": ""} for partner in tables["partners"]]
    areas = [{**tables["areas"][0], "description": "", "notice": ""}]
    case = small_case(tasks=tasks, partners=partners, areas=areas, people=[], decisions=[])
    result = small_result(case)
    whole, *short = documents(case, result)
    assert "None" not in set_as(whole, Format.HTML).decode()
    for plan in short:
        assert "None" not in set_all(plan)[Format.HTML].decode()


@pytest.mark.parametrize(
    "title", [LONG[:300], RIGHT_TO_LEFT, MARKUP], ids=["long", "rtl", "markup"]
)
def test_names_that_are_long_right_to_left_or_markup_stay_text(title: str) -> None:
    case = _titled(title)
    result = small_result(case)
    for plan in list(documents(case, result))[1:]:
        made = set_all(plan)
        page = made[Format.HTML]
        assert b"<script>alert" not in page
        assert b"<b>bold" not in page
    letter = build_street_letter(case, result, "nl", case.places[0].street)
    word = Document(BytesIO(set_as(letter, Format.DOCX)))
    cells = " ".join(c.text for t in word.tables for row in t.rows for c in row.cells)
    assert title[:300].strip() in cells


def test_partner_without_costs_has_its_page() -> None:
    case = small_case()
    result = small_result(case, together={})
    for partner in case.partners:
        set_all(build_partner_page(case, result, "nl", partner.id))


def test_programme_without_an_opportunity_makes_every_document() -> None:
    case = small_case(opportunity_rules=[], relations=[])
    nothing = small_result(case, ALONE, ALONE).model_copy(update={"opportunities": ()})
    for plan in list(documents(case, nothing))[1:]:
        set_all(plan)


def test_template_without_the_styles_gets_them_and_names_them() -> None:
    bare = Document()
    for style in list(bare.styles):
        if style.name not in {"Normal", "Default Paragraph Font", "Normal Table", "No List"}:
            style.element.getparent().remove(style.element)
    saved = BytesIO()
    bare.save(saved)
    template = read_template(saved.getvalue())
    assert {"Title", "Caption", "List Bullet", "Table Text"} <= set(template.missing)
    case = small_case()
    for plan in list(documents(case, small_result(case)))[1:]:
        made = Document(BytesIO(set_as(plan, Format.DOCX, template=template)))
        used = {p.style.name for p in made.paragraphs if p.style}
        assert used <= {style.name for style in made.styles}

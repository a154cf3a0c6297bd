# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What PDF and web pages take from a Word template: what is there and can be used, no more."""

from io import BytesIO

import pytest
from docx import Document
from docx.shared import RGBColor

from koppelkans.case import Case
from koppelkans.plan import pdf
from koppelkans.plan.content.memo import build_memo
from koppelkans.plan.formats import Format, set_as
from koppelkans.plan.house import House, read_house
from koppelkans.plan.pictures import to_png
from koppelkans.plan.word.template import Template, read_template
from koppelkans.result import Result

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
    '<rect width="9" height="9"/></svg>'
)


def template(colour: str = "8A1538", logo: bytes | None = None) -> Template:
    document = Document()
    document.styles["Heading 1"].font.color.rgb = RGBColor.from_string(colour)
    if logo is not None:
        run = document.sections[0].header.paragraphs[0].add_run()
        run.add_picture(BytesIO(logo))
    for part in document.part.package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = b"<Properties><Company>Gemeente A &amp; B</Company></Properties>"
    file = BytesIO()
    document.save(file)
    return read_template(file.getvalue())


@pytest.fixture(scope="module")
def logo() -> bytes:
    return to_png(SQUARE)


def test_name_colour_and_logo_are_taken(logo: bytes) -> None:
    assert read_house(template(logo=logo)) == House("Gemeente A & B", "#8a1538", logo)


def test_colour_that_cannot_be_read_on_white_is_left() -> None:
    assert read_house(template("FFDD00")).accent == ""


def test_without_template_there_is_nothing() -> None:
    assert read_house(None) == House()


@pytest.mark.parametrize("file_format", [Format.PDF, Format.HTML])
def test_documents_have_the_look(
    case: Case, result: Result, logo: bytes, file_format: Format
) -> None:
    memo = build_memo(case, result, "nl")
    made = set_as(memo, file_format, template=template(logo=logo))
    assert made != set_as(memo, file_format)
    if file_format is Format.HTML:
        text = made.decode()
        assert "--accent: #8a1538" in text
        assert "Gemeente A &amp; B" in text
        assert "data:image/png;base64," in text


def test_logo_that_only_looks_whole_does_not_stop_the_pdf(
    case: Case, result: Result, logo: bytes
) -> None:
    broken = logo[:40] + bytes(len(logo) - 60) + logo[-20:]
    memo = build_memo(case, result, "nl")
    assert set_as(memo, Format.PDF, template=template(logo=logo)).startswith(b"%PDF")

    assert pdf.set_plan(memo, None, House("A", "", broken)).startswith(b"%PDF")

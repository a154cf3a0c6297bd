# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""An organisation's own template: kept as it is, completed where it must, refused when broken."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt

from koppelkans.case import Case
from koppelkans.plan import build_plan
from koppelkans.plan.docx import set_plan
from koppelkans.plan.word.template import MOST_BYTES, NEEDED, TemplateError, read_template
from koppelkans.result import Result


def odd_template() -> bytes:
    """Return a template with a style of its own, a changed one and three that are missing."""
    document = Document()
    document.add_paragraph("Text that does not belong in the plan")
    document.styles["Heading 1"].font.size = Pt(31)
    document.styles["Heading 1"].font.name = "Comic Neue"
    document.styles.add_style("Huisstijl kop", WD_STYLE_TYPE.PARAGRAPH)
    for name in ("List Bullet", "Caption", "Subtitle"):
        element = document.styles[name].element
        element.getparent().remove(element)
    document.sections[0].header.paragraphs[0].text = "Gemeente Voorbeeld"
    return saved(document)


def saved(document: object) -> bytes:
    file = BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def test_template_keeps_its_look_and_gets_what_it_lacks(case: Case, result: Result) -> None:
    template = read_template(odd_template())
    assert {"List Bullet", "Caption", "Subtitle", "Lead"} <= set(template.missing)
    assert "Heading 1" not in template.missing
    made = set_plan(build_plan(case, result, "nl"), template=template)
    document = Document(BytesIO(made))
    assert document.styles["Heading 1"].font.size == Pt(31)
    assert document.styles["Heading 1"].font.name == "Comic Neue"
    assert document.sections[0].header.paragraphs[0].text == "Gemeente Voorbeeld"
    names = [style.name for style in document.styles]
    assert len(names) == len(set(names))
    assert set(NEEDED) - {"Short Title"} <= set(names)
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "Text that does not belong in the plan" not in texts
    points = [p for p in document.paragraphs if p.style and p.style.name == "List Bullet"]
    numbered = document.styles["List Bullet"].element.pPr.numPr.numId.val
    known = [n.numId for n in document.part.numbering_part.element.num_lst]
    assert points
    assert numbered in known


def test_template_without_any_numbering_gets_points(case: Case, result: Result) -> None:
    source = BytesIO(odd_template())
    stripped = BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(stripped, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/numbering.xml":
                continue
            if name == "[Content_Types].xml":
                start = part.index(b'<Override PartName="/word/numbering.xml"')
                part = part[:start] + part[part.index(b"/>", start) + 2 :]
            if name == "word/_rels/document.xml.rels":
                at = part.index(b"relationships/numbering")
                start = part.rindex(b"<Relationship ", 0, at)
                part = part[:start] + part[part.index(b"/>", start) + 2 :]
            new.writestr(name, part)
    made = set_plan(build_plan(case, result, "nl"), template=read_template(stripped.getvalue()))
    document = Document(BytesIO(made))
    numbered = document.styles["List Bullet"].element.pPr.numPr.numId.val
    assert numbered in [n.numId for n in document.part.numbering_part.element.num_lst]


def test_same_plan_and_template_give_the_same_bytes(case: Case, result: Result) -> None:
    plan, template = build_plan(case, result, "en"), read_template(odd_template())
    assert set_plan(plan, template=template) == set_plan(plan, template=template)


def test_style_of_another_sort_is_named() -> None:
    document = Document()
    document.styles.add_style("Lead", WD_STYLE_TYPE.CHARACTER)
    with pytest.raises(TemplateError, match="Lead"):
        read_template(saved(document))


def broken(kind: str) -> bytes:
    whole = odd_template()
    match kind:
        case "cut off":
            return whole[: len(whole) // 2]
        case "no zip":
            return b"Dear all"
        case "too big":
            return b"PK" + bytes(MOST_BYTES)
        case "empty":
            return b""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            if kind == "no document" and name == "word/document.xml":
                continue
            bad = kind == "bad styles" and name == "word/styles.xml"
            new.writestr(name, b"<w:styles" if bad else old.read(name))
        if kind == "macros":
            new.writestr("word/vbaProject.bin", b"x")
    return file.getvalue()


@pytest.mark.parametrize(
    "kind", ["cut off", "no zip", "too big", "empty", "no document", "bad styles", "macros"]
)
def test_file_that_is_no_template_is_refused_with_the_reason(kind: str) -> None:
    with pytest.raises(TemplateError) as found:
        read_template(broken(kind))
    assert found.value.in_language("nl").strip()

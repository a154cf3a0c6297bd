# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plan of approach as a Word document that can be edited further."""

from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from koppelkans.case import Case
from koppelkans.plan.content import build_plan
from koppelkans.plan.numbering import number_captions, outline, pointed_at
from koppelkans.plan.palette import ACCENT, SOFT_INK
from koppelkans.plan.pictures import png_size, to_png, to_svg
from koppelkans.plan.texts import NO_TEXTS, PlanTexts
from koppelkans.plan.types import (
    Block,
    Bullets,
    Facts,
    Map,
    Paragraph,
    Picture,
    Plan,
    Section,
    Table,
    Tone,
)
from koppelkans.plan.word import fields, pages, tables
from koppelkans.plan.word.template import Look, Template
from koppelkans.result import Result

MAP_WIDTH_MM = 135
TALLEST_MM = 215
HEADING_SIZES = {1: 19, 2: 14, 3: 12}
SHORT_HEADING_SIZES = {1: 13.5, 2: 12, 3: 11}
TONES = {Tone.LEAD: "Lead", Tone.NOTE: "Note", Tone.BODY: "Normal"}


def write_docx(
    case: Case,
    result: Result,
    path: Path,
    language: str,
    fonts: Path | None = None,
    *,
    texts: PlanTexts = NO_TEXTS,
) -> None:
    """Write the plan of approach as a Word document.

    Parameters
    ----------
    language
        "nl" or "en".
    fonts
        Folder with the letters of charts and maps (Source Sans 3); by default that in the package.
    """
    path.write_bytes(set_plan(build_plan(case, result, language, texts), fonts))


def set_plan(plan: Plan, fonts: Path | None = None, template: Template | None = None) -> bytes:
    """Return the Word document of a plan; the same plan gives the same bytes.

    Parameters
    ----------
    template
        Whose styles, header and footer the document has instead of those of the product.
    """
    document = template.open() if template else Document()
    look = Look(document) if template else None
    pages.set_up(document, plan)
    _set_styles(document, whole=plan.whole)
    if look:
        look.put_back()
    writer = _Writer(document, plan, fonts)
    writer.cover()
    for section in plan.sections:
        writer.section(section, 1)
    file = BytesIO()
    document.save(file)
    return pages.without_clock(file.getvalue())


class _Writer:
    """Puts the blocks of a plan into a document, counting headings, tables and figures."""

    def __init__(self, document: WordDocument, plan: Plan, fonts: Path | None) -> None:
        self.document = document
        self.plan = plan
        self.fonts = fonts
        self.headings = 0
        self.captions = {"table": 0, "figure": 0}
        self.called = number_captions(plan)

    def cover(self) -> None:
        if not self.plan.whole:
            self.document.add_paragraph(self.plan.title, style="Short Title")
            if self.plan.subtitle:
                self.document.add_paragraph(self.plan.subtitle, style="Subtitle")
            return
        self.document.add_paragraph(self.plan.title, style="Title")
        self.document.add_paragraph(self.plan.subtitle, style="Subtitle")
        self.document.add_paragraph(self.plan.words["contents"], style="TOC Heading")
        fields.add_contents(self.document, outline(self.plan))

    def section(self, section: Section, level: int) -> None:
        if section.title:
            heading = self.document.add_heading(section.title, level)
            heading.paragraph_format.page_break_before = section.new_page
            fields.add_bookmark(heading, self.headings)
            self.headings += 1
        for block in section.blocks:
            self.block(block)
        for deeper in section.sections:
            self.section(deeper, level + 1)

    def block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self.paragraph(block)
            case Bullets():
                for item in block.items:
                    self.document.add_paragraph(item, style="List Bullet")
            case Facts():
                tables.add_facts(self.document, block, pages.text_width_mm(self.plan))
            case Table():
                caption = self.caption("table", block.caption, block.key)
                caption.paragraph_format.keep_with_next = True
                tables.add_table(self.document, block, pages.text_width_mm(self.plan))
            case Picture():
                self.picture(block)

    def paragraph(self, block: Paragraph) -> None:
        paragraph = self.document.add_paragraph(block.text, style=TONES[block.tone])
        if block.stays:
            paragraph.paragraph_format.keep_with_next = True
        see = pointed_at(block.see, self.called)
        for number, key in enumerate(see):
            paragraph.add_run(", " if number else " (")
            fields.add_field(paragraph, f"REF {fields.bookmark_of(key)} \\h", self.called[key])
        if see:
            paragraph.add_run(")")

    def caption(self, kind: str, text: str, key: str) -> WordParagraph:
        paragraph = self.document.add_paragraph(style="Caption")
        if not self.plan.whole:
            paragraph.add_run(text)
            return paragraph
        self.captions[kind] += 1
        paragraph.add_run(f"{self.plan.words[kind]}\N{NO-BREAK SPACE}")
        sequence = {"table": "Table", "figure": "Figure"}[kind]
        fields.add_field(paragraph, f"SEQ {sequence} \\* ARABIC", str(self.captions[kind]))
        if key:
            fields.name_what_is_there(paragraph, key, sum(self.captions.values()))
        paragraph.add_run(f". {text}")
        return paragraph

    def picture(self, picture: Picture) -> None:
        source = picture.source
        png = to_png(to_svg(source, self.fonts), self.fonts)
        width, height = png_size(png)
        widest = MAP_WIDTH_MM if isinstance(source, Map) else pages.TEXT_WIDTH_MM
        widest = min(widest, pages.text_width_mm(self.plan))
        shown = min(widest, TALLEST_MM * width / height)
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run().add_picture(BytesIO(png), width=Mm(shown))
        fields.describe_picture(paragraph, source.title, source.description)
        self.caption("figure", source.title, picture.key)


def _set_styles(document: WordDocument, *, whole: bool) -> None:
    accent = RGBColor.from_string(ACCENT[1:])
    for level, size in (HEADING_SIZES if whole else SHORT_HEADING_SIZES).items():
        style = pages.style(document, f"Heading {level}", size, bold=True, colour=accent)
        style.paragraph_format.space_before = Pt((18 if level == 1 else 14) if whole else 10)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.keep_with_next = True
    pages.style(document, "Title", 28, bold=True, colour=accent)
    pages.style(document, "Short Title", 21, bold=True, colour=accent)
    pages.style(document, "Subtitle", 14, colour=RGBColor.from_string(SOFT_INK[1:]))
    pages.style(document, "TOC Heading", 16, bold=True, colour=accent)
    pages.style(document, "Caption", 9, bold=True, colour=accent)
    pages.style(document, "Lead", 12)
    # Close together: the summary has to stay on its page with wider letters than Calibri as well.
    points = pages.style(document, "List Bullet", 10.5).paragraph_format
    points.space_after, points.line_spacing = Pt(1.5), 1.0
    document.styles["Normal"].paragraph_format.line_spacing = 1.05
    pages.style(document, "Note", 9, colour=RGBColor.from_string(SOFT_INK[1:]))
    cells = pages.style(document, "Table Text", 8.5)
    pages.set_hyphens(cells, allowed=True)
    cells.paragraph_format.space_after, cells.paragraph_format.line_spacing = Pt(0), 1.0
    pages.style(document, "Fact", 14, bold=True, colour=accent).paragraph_format.space_after = Pt(2)

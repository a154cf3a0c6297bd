# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables in a Word document: header on every page, rows in one piece, figures to the right."""

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Cell

from koppelkans.plan.palette import ACCENT
from koppelkans.plan.types import Facts, Table
from koppelkans.plan.word.fields import element
from koppelkans.plan.word.pages import TEXT_WIDTH_MM
from koppelkans.plan.words import printable

SHADE = "E9EEF3"
HAIR = "C9C9C9"
CELL_MARGINS = {"top": 45, "bottom": 45, "start": 70, "end": 70}


def add_table(document: Document, table: Table) -> None:
    """Add a table."""
    widths = [TEXT_WIDTH_MM * width / sum(table.widths) for width in table.widths]
    drawn = _empty_table(document, len(table.rows) + 1, widths)
    last = len(table.rows)
    for row_number, texts in enumerate((table.header, *table.rows)):
        row = drawn.rows[row_number]
        properties = row._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if row_number == 0:
            properties.append(element("w:tblHeader"))
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            strong = row_number == 0 or (table.has_total and row_number == last)
            _fill(cell, text, bold=strong, right=column in table.figures)
            if row_number == 0:
                _shade(cell)
    document.add_paragraph(style="Table Text")


def add_facts(document: Document, facts: Facts) -> None:
    """Add large figures side by side."""
    widths = [TEXT_WIDTH_MM / len(facts.facts)] * len(facts.facts)
    drawn = _empty_table(document, 1, widths)
    for cell, fact in zip(drawn.rows[0].cells, facts.facts, strict=True):
        _shade(cell)
        cell.paragraphs[0].style = document.styles["Fact"]
        cell.paragraphs[0].add_run(printable(fact.figure))
        cell.add_paragraph(printable(fact.label), style="Table Text")
    document.add_paragraph(style="Table Text")


def _empty_table(document: Document, rows: int, widths_mm: list[float]) -> WordTable:
    drawn: WordTable = document.add_table(rows, len(widths_mm))
    drawn.alignment = WD_TABLE_ALIGNMENT.LEFT
    drawn.autofit = False
    properties = drawn._tbl.tblPr
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        colour = ACCENT[1:] if side != "insideH" else HAIR
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=colour))
    properties.append(borders)
    margins = element("w:tblCellMar")
    for side in ("top", "start", "bottom", "end"):
        margins.append(element(f"w:{side}", w=str(CELL_MARGINS[side]), type="dxa"))
    properties.append(margins)
    for column, width in zip(drawn.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return drawn


def _fill(cell: _Cell, text: str, *, bold: bool, right: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Table Text"
    run = paragraph.add_run(printable(text))
    run.bold = bold or None
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _shade(cell: _Cell) -> None:
    shade = element("w:shd", val="clear", color="auto", fill=SHADE)
    cell._tc.get_or_add_tcPr().append(shade)

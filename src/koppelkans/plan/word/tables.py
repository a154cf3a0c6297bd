# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables in a Word document: header on every page, rows in one piece, figures to the right."""

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.table import CT_Row
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Cell

from koppelkans.plan.palette import ACCENT
from koppelkans.plan.types import Facts, Table
from koppelkans.plan.word.fields import element

SHADE = "E9EEF3"
HAIR = "C9C9C9"
ROWS_THAT_STAY = 3
"""At least so many rows of a long table stand under its header before the page ends."""
CELL_MARGINS = {"top": 45, "bottom": 45, "start": 70, "end": 70}


def add_table(document: Document, table: Table, wide_mm: float) -> None:
    """Add a table, as wide as the text."""
    widths = [wide_mm * width / sum(table.widths) for width in table.widths]
    drawn = _empty_table(document, len(table.rows) + 1, widths)
    last = len(table.rows)
    # By way of the XML: python-docx goes through the whole table for every row and column, and
    # through all styles for every paragraph.
    style_id = document.styles["Table Text"].style_id
    for number, (row, texts) in enumerate(
        zip(drawn._tbl.tr_lst, (table.header, *table.rows), strict=True)
    ):
        properties = row.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if number == 0:
            properties.append(element("w:tblHeader"))
        strong = number == 0 or (table.has_total and number == last)
        for column, (cell, text) in enumerate(zip(_cells(drawn, row), texts, strict=True)):
            cell.width = Mm(widths[column])
            if number == 0:
                _shade(cell)
            _fill(cell, text, style_id, bold=strong, right=column in table.figures)
            if number < (last if table.is_small else ROWS_THAT_STAY):
                cell.paragraphs[0].paragraph_format.keep_with_next = True
    document.add_paragraph(style="Table Text")


def add_facts(document: Document, facts: Facts, wide_mm: float) -> None:
    """Add large figures side by side."""
    widths = [wide_mm / len(facts.facts)] * len(facts.facts)
    drawn = _empty_table(document, 1, widths)
    for cell, fact in zip(_cells(drawn, drawn._tbl.tr_lst[0]), facts.facts, strict=True):
        _shade(cell)
        cell.paragraphs[0].style = document.styles["Fact"]
        cell.paragraphs[0].add_run(fact.figure)
        cell.add_paragraph(fact.label, style="Table Text")
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
    return drawn


def _cells(drawn: WordTable, row: CT_Row) -> list[_Cell]:
    return [_Cell(cell, drawn) for cell in row.tc_lst]


def _fill(cell: _Cell, text: str, style_id: str, *, bold: bool, right: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph._p.style = style_id
    run = paragraph.add_run(text)
    run.bold = bold or None
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _shade(cell: _Cell) -> None:
    shade = element("w:shd", val="clear", color="auto", fill=SHADE)
    cell._tc.get_or_add_tcPr().append(shade)

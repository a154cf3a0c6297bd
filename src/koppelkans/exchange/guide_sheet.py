# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first sheet of a workbook: what it is for and how to fill it in."""

from collections.abc import Mapping

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from koppelkans.case.check_ids import REQUIRED_TABLES
from koppelkans.exchange import paper
from koppelkans.exchange.words import EXAMPLE, ROW_KIND, TABLE_HELP
from koppelkans.language import N_, Message, translate

TITLE = N_("Everybody's tasks on one table")
LEAD = N_(
    "In this workbook the partners write down what they have to or want to get done in the "
    "neighbourhood. Koppelkans reads it and finds out what is best done together, and when."
)
STEPS = (
    N_("Fill in the sheets below, from the top to the bottom. A partner may keep to its own rows."),
    N_("Every row has an id: a short name without blanks, such as sewer-rose-street. "
       "Other sheets refer to it."),
    N_("Columns with a star are needed. What you leave empty elsewhere takes a usual value."),
    N_("Several ids in one cell are separated by a semicolon: place-1; place-2."),
    N_("A quarter is written 2029-Q3, a date 2029-07-01. Commas and euro signs are understood; "
       "what can mean two things comes back as a question."),
    N_("Rows with “{example}” in the column “{row_kind}” are left out on reading. "
       "Delete them, or keep them to look at."),
    N_("Check the workbook with: koppelkans check FILE. You get every question at once, with "
       "sheet, row and column."),
)  # fmt: skip
NEEDED, WISHED = N_("needed"), N_("if there is any")


def write_guide(sheet: Worksheet, titles: Mapping[str, str], language: str) -> None:
    """Fill the explanation sheet; ``titles`` names the sheets by table."""
    sheet.sheet_view.showGridLines = False
    for column, width in (("A", 3), ("B", 26), ("C", 16), ("D", 80)):
        sheet.column_dimensions[column].width = width
    paper.put(sheet["B2"], translate(TITLE, language)).font = paper.TITLE_FONT
    _paragraph(sheet, 3, translate(LEAD, language), 34)
    row = _write_steps(sheet, 5, language)
    _write_contents(sheet, row + 1, titles, language)
    paper.set_print(sheet, 0)
    sheet.protection.enable()


def _write_steps(sheet: Worksheet, row: int, language: str) -> int:
    words = {"example": translate(EXAMPLE, language), "row_kind": translate(ROW_KIND, language)}
    heading = translate(N_("How to fill it in"), language)
    paper.put(sheet.cell(row, 2), heading).font = paper.SUBTITLE_FONT
    for number, step in enumerate(STEPS, start=1):
        row += 1
        text = Message(step, words).in_language(language)
        _paragraph(sheet, row, f"{number}.  {text}", 34 if len(text) > 120 else 18)
    return row + 1


def _write_contents(sheet: Worksheet, row: int, titles: Mapping[str, str], language: str) -> None:
    heading = translate(N_("The sheets"), language)
    paper.put(sheet.cell(row, 2), heading).font = paper.SUBTITLE_FONT
    for table, title in titles.items():
        row += 1
        link = paper.put(sheet.cell(row, 2), title)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{title}'!A1")
        link.font = paper.LINK_FONT
        needed = NEEDED if table in REQUIRED_TABLES else WISHED
        paper.put(sheet.cell(row, 3), translate(needed, language)).font = paper.HELP_FONT
        paper.put(
            sheet.cell(row, 4), translate(TABLE_HELP[table], language)
        ).font = paper.PLAIN_FONT
        for column in (2, 3, 4):
            sheet.cell(row, column).border = paper.BELOW


def _paragraph(sheet: Worksheet, row: int, text: str, height: int) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=4)
    cell = paper.put(sheet.cell(row, 2), text)
    cell.font, cell.alignment = paper.PLAIN_FONT, paper.WRAPPED
    sheet.row_dimensions[row].height = height

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the workbooks look, and the one way to put a value in a cell: text is never a formula."""

import re
from collections.abc import Container, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from koppelkans.exchange.archive import forget_clock

INK, PAPER, QUIET = "1F2933", "FFFFFF", "5F6B76"
DEEP, SOFT, SAND, RULE = "123C69", "E8EEF5", "FFF6DC", "C9D3D6"

FONT = "Calibri"
HEADER_FONT = Font(name=FONT, bold=True, color=PAPER)
HEADER_FILL = PatternFill("solid", fgColor=DEEP)
HELP_FONT = Font(name=FONT, italic=True, size=9, color=QUIET)
HELP_FILL = PatternFill("solid", fgColor=SOFT)
EXAMPLE_FONT = Font(name=FONT, italic=True, color="7A5B00")
EXAMPLE_FILL = PatternFill("solid", fgColor=SAND)
TITLE_FONT = Font(name=FONT, bold=True, size=18, color=DEEP)
SUBTITLE_FONT = Font(name=FONT, bold=True, size=12, color=DEEP)
PLAIN_FONT = Font(name=FONT, color=INK)
STRONG_FONT = Font(name=FONT, bold=True, color=INK)
LINK_FONT = Font(name=FONT, color=DEEP, underline="single")
TOTAL_BORDER = Border(top=Side("thin", color=DEEP))
BELOW = Border(bottom=Side("thin", color=RULE))
WRAPPED = Alignment(horizontal="left", wrap_text=True, vertical="top", indent=1)
HEADER = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
NUMBER_HEADER = Alignment(horizontal="right", vertical="center", wrap_text=True)
TOP = Alignment(vertical="top")
LEFT = Alignment(horizontal="left", vertical="top", indent=1)
OPEN = Protection(locked=False)

EUROS = '"€ "#,##0;-"€ "#,##0;"–"'
EXACT_EUROS = '"€ "#,##0.00;-"€ "#,##0.00'
SHARE = "0.00%"
WHOLE = "#,##0"
DAY = "yyyy-mm-dd"

FIRST_DAY_OF_EXCEL = date(1901, 1, 1)
LONGEST_CELL = 32_000
LONGEST_SHOWN = 1_000
LINE_HEIGHT, MOST_LINES = 15, 6
FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def put(cell: Cell | MergedCell, value: Any, number_format: str | None = None) -> Cell:
    """Write a value as it is: text stays text, whatever sign it begins with."""
    if isinstance(cell, MergedCell):
        raise TypeError(f"{cell.coordinate} is inside a merged cell")
    if value is None:
        return cell
    if isinstance(value, date) and value < FIRST_DAY_OF_EXCEL:
        value = value.isoformat()
    if isinstance(value, str):
        if len(value) > LONGEST_CELL:
            raise ValueError(f"a text of {len(value)} characters does not fit in a cell")
        cell.value = LOOKS_ESCAPED.sub("_x005F_", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA_SIGNS)
    elif isinstance(value, float) and float(f"{value:.16g}") != value:
        # openpyxl writes 16 digits; a few numbers need 17 to come back as they were.
        cell.value = repr(value)
        cell.data_type = "n"
    else:
        cell.value = value
    if number_format:
        cell.number_format = number_format
    return cell


def header_row(
    sheet: Worksheet,
    row: int,
    titles: list[str],
    first_column: int = 1,
    numbers: Container[int] = (),
) -> None:
    """Write a row of column headers; those of ``numbers``, counted from 0, stand to the right."""
    for column, title in enumerate(titles, start=first_column):
        cell = put(sheet.cell(row, column), title)
        cell.font, cell.fill = HEADER_FONT, HEADER_FILL
        cell.alignment = NUMBER_HEADER if column - first_column in numbers else HEADER
    sheet.row_dimensions[row].height = 30


def fit_height(sheet: Worksheet, row: int, cells: Iterable[tuple[Any, float]]) -> None:
    """Make a row high enough for its texts, each with the width of its column in characters."""
    lines = max(
        (
            -(-len(part) // max(1, int(0.95 * width)))
            for value, width in cells
            if isinstance(value, str)
            for part in value[:LONGEST_SHOWN].split("\n")
        ),
        default=1,
    )
    sheet.row_dimensions[row].height = LINE_HEIGHT * min(max(1, lines), MOST_LINES) + 2


def set_print(sheet: Worksheet, header_rows: int) -> None:
    """Print a sheet lying down, as wide as the page, with its headers on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if header_rows:
        sheet.print_title_rows = f"1:{header_rows}"


def save(book: Workbook, path: Path) -> None:
    """Save a workbook: the same contents give the same file."""
    book.properties.creator = "Koppelkans"
    book.save(path)
    forget_clock(path)

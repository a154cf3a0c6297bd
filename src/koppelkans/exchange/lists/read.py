# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list in a workbook: the sheet with most rows, below the first row that looks like headers."""

from pathlib import Path

from koppelkans.case import CaseError, Doubtful, Problem
from koppelkans.exchange.archive import check_archive
from koppelkans.exchange.grid import Sheet, read_sheets
from koppelkans.exchange.lists.guess import guess_columns
from koppelkans.exchange.lists.types import OwnList
from koppelkans.exchange.tables import META
from koppelkans.exchange.words import simplify
from koppelkans.language import N_, Message

ROWS_ABOVE = 20
"""How far down the headers may stand: lists begin with a title, a date, a logo."""


def is_case_workbook(path: Path) -> bool:
    """Whether a workbook says of itself that it is a case of Koppelkans.

    Raises
    ------
    CaseError
        When it is damaged, or no workbook.
    """
    check_archive(path)
    return any(simplify(sheet.title) == simplify(META) for sheet in read_sheets(path))


def read_list(path: Path) -> OwnList:
    """Return the list in a workbook.

    Raises
    ------
    CaseError
        When it is damaged, or holds nothing with headers.
    """
    check_archive(path)
    sheets = sorted(read_sheets(path), key=lambda sheet: -len(sheet.rows))
    for sheet in sheets:
        header = _header(sheet)
        if header is not None and header + 1 < len(sheet.rows):
            names = ["" if c is None else _text(c) for c in sheet.rows[header][1]]
            return OwnList(sheet.title, names, sheet.rows[header + 1 :])
    message = Message(N_("expected a list: a row of headers, and a work on each row below it"))
    raise CaseError([Problem(message, found=path.name)])


def _header(sheet: Sheet) -> int | None:
    """Return the place of the row of headers: the one of which most columns are recognised."""
    ranked = []
    for place, (_number, cells) in enumerate(sheet.rows[:ROWS_ABOVE]):
        texts = [cell for cell in cells if isinstance(cell, str)]
        if len(texts) > 1:
            known = len(guess_columns([_text(cell or "") for cell in cells]))
            ranked.append((-known, place))
    return min(ranked)[1] if ranked else None


def _text(cell: object) -> str:
    text = cell.found if isinstance(cell, Doubtful) else str(cell)
    return " ".join(text.split())

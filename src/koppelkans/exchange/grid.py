# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cells of a workbook as plain values: nothing is computed, run or fetched."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from koppelkans.case import CaseError, Doubtful, Problem
from koppelkans.language import N_, Message

MOST_ROWS = 100_000
MOST_COLUMNS = 200
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

if not openpyxl.DEFUSEDXML:
    raise ImportError("openpyxl does not use defusedxml: a workbook could expand without end")


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet that are not empty, by their number in Excel."""

    title: str
    rows: list[tuple[int, list[Any]]]


def read_sheets(path: Path) -> list[Sheet]:
    """Return the sheets of a workbook, with the results of formulas as they were saved.

    Raises
    ------
    CaseError
        When the workbook is damaged or has too many rows.
    """
    try:
        sheets, formulas = _read(path, results=False)
        if formulas:
            results, _ = _read(path, results=True)
            sheets = [_fill_in(*pair, formulas) for pair in zip(sheets, results, strict=True)]
    except CaseError:
        raise
    except Exception:  # noqa: BLE001 - on a damaged workbook openpyxl raises nearly anything
        message = Message(N_("this file is damaged, or no Excel workbook"))
        raise CaseError([Problem(message, found=path.name)]) from None
    return sheets


Place = tuple[str, int, int]
"""Title of the sheet, number of the row, position in the row."""


def _read(path: Path, *, results: bool) -> tuple[list[Sheet], set[Place]]:
    """Return sheets with formulas, or with their results, and where the formulas are."""
    formulas: set[Place] = set()
    with warnings.catch_warnings():
        # About what openpyxl leaves out of a workbook: colours, pictures, validation.
        warnings.simplefilter("ignore")
        # Opened here, because openpyxl does not close what it cannot read.
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=results, keep_links=False)
            return [Sheet(s.title, list(_rows(s, formulas))) for s in book.worksheets], formulas


def _rows(sheet: Any, formulas: set[Place]) -> Iterator[tuple[int, list[Any]]]:
    # What a sheet says of its own size need not be true.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > MOST_ROWS:
            message = Message(N_("expected at most {most} rows"), {"most": MOST_ROWS})
            raise CaseError([Problem(message, sheet=sheet.title)])
        row = [_value(cell.value, cell.data_type) for cell in cells]
        formulas.update(
            (sheet.title, number, position)
            for position, cell in enumerate(cells)
            if cell.data_type == "f"
        )
        while row and row[-1] is None:
            row.pop()
        if row:
            yield number, row


def _value(value: Any, data_type: str) -> Any:
    if data_type == "e":
        return Doubtful(str(value), Message(N_("this cell holds an error; expected a value")))
    if data_type == "f":
        return str(getattr(value, "text", value))
    if isinstance(value, str):
        text = ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
        return text if text.strip() else None
    return value


def _fill_in(sheet: Sheet, result: Sheet, formulas: set[Place]) -> Sheet:
    """Put the saved results in the place of formulas; without a result there is doubt."""
    results = dict(result.rows)
    rows = []
    for number, row in sheet.rows:
        filled = list(row)
        saved = results.get(number, [])
        for position, cell in enumerate(row):
            if (sheet.title, number, position) in formulas:
                value = saved[position] if position < len(saved) else None
                filled[position] = _doubt(str(cell)) if value is None else value
        rows.append((number, filled))
    return Sheet(sheet.title, rows)


def _doubt(formula: str) -> Doubtful:
    return Doubtful(
        formula[:60], Message(N_("this formula has no saved result; put the value in its place"))
    )

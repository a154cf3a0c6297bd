# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read a case from an Excel workbook, with the headers of either language or of the machine."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from koppelkans.case import TABLES, Doubtful, Problem, Record
from koppelkans.case.labels import table_label
from koppelkans.exchange.archive import check_archive
from koppelkans.exchange.columns import Kind, columns_of
from koppelkans.exchange.grid import Sheet, read_sheets
from koppelkans.exchange.tables import META, META_FIELDS, RawTable, read_crs
from koppelkans.exchange.words import (
    EXAMPLE,
    EXPLANATION,
    GUIDE,
    LISTS,
    ROW_KIND,
    UNIT,
    simplify,
    spellings,
)  # fmt: skip
from koppelkans.language import N_, Message

ROW_KIND_FIELD = ":row kind"
CONTINUED = re.compile(r"(.+?)[ _]([2-9]|[1-9]\d)")


def read_workbook_tables(path: Path) -> tuple[list[RawTable], str, list[Problem]]:
    """Return the tables of a workbook, its CRS and what is wrong with its sheets.

    Sheets, headers and choices may be in Dutch, in English, or as the machine calls them. Rows
    that the first column calls explanation, unit or example are left out.

    Raises
    ------
    CaseError
        With why it is no case file.
    """
    check_archive(path)
    known: dict[str, Sheet] = {}
    problems = []
    for sheet in read_sheets(path):
        name = _table_names().get(simplify(sheet.title))
        if name in known:
            message = Message(N_("this sheet occurs twice; the other is {other}"),
                              {"other": known[name].title})  # fmt: skip
            problems.append(Problem(message, table=name, sheet=sheet.title))
        elif name is not None:
            known[name] = sheet
        elif sheet.rows and simplify(sheet.title) not in spellings(GUIDE, LISTS):
            message = Message(
                N_("this sheet is not one of a case; expected one of: {names}"),
                {"names": ", ".join(TABLES)},
            )
            problems.append(Problem(message, sheet=sheet.title))
    crs = read_crs(_read_meta(known[META]) if META in known else None)
    tables = [_read_table(known[name], name, TABLES[name]) for name in TABLES if name in known]
    return tables, crs, problems


@cache
def _table_names() -> dict[str, str]:
    names = {simplify(META): META}
    for name in TABLES:
        names |= dict.fromkeys({simplify(name), *spellings(table_label(name))}, name)
    return names


@cache
def _field_names(record_type: type[Record]) -> dict[str, str]:
    names = dict.fromkeys(spellings(ROW_KIND), ROW_KIND_FIELD)
    for column in columns_of(record_type):
        names |= dict.fromkeys(spellings(column.title), column.name)
    # What the machine calls a field goes before what people call another.
    return names | {simplify(column.name): column.name for column in columns_of(record_type)}


def _read_meta(sheet: Sheet) -> RawTable:
    (_, header), *rows = sheet.rows or [(1, [])]
    names = [simplify(cell) if isinstance(cell, str) else "" for cell in header]
    return RawTable(
        META,
        sheet.title,
        {},
        [
            (n, {k: v for k, v in zip(names, row, strict=False) if k in META_FIELDS})
            for n, row in rows
        ],
    )


def _read_table(sheet: Sheet, name: str, record_type: type[Record]) -> RawTable:
    if not sheet.rows:
        return RawTable(name, sheet.title, {}, [])
    (number, header), *rows = sheet.rows
    fields, problems = _read_header(header, number, record_type)
    headers: dict[str, str] = {}
    for position, field in fields.items():
        if field != ROW_KIND_FIELD:
            headers.setdefault(field, str(header[position]).strip())
    found: list[tuple[int, Mapping[str, Any]]] = []
    for row_number, row in rows:
        values, kind = _read_row(row, fields)
        if kind in spellings(EXPLANATION, UNIT, EXAMPLE):
            continue
        if kind:
            problems.append(Problem(
                Message(N_("expected nothing here, or one of: {expected}"),
                        {"expected": ", ".join(sorted(spellings(EXPLANATION, UNIT, EXAMPLE)))}),
                row=row_number, header=str(header[0]), found=kind,
            ))  # fmt: skip
        elif values:
            found.append((row_number, values))
    named = [_with_table(problem, name, sheet.title) for problem in problems]
    return RawTable(name, sheet.title, headers, found, named)


def _with_table(problem: Problem, name: str, title: str) -> Problem:
    return Problem(
        problem.expected, table=name, row=problem.row, found=problem.found,
        field=problem.field, header=problem.header, sheet=title,
    )  # fmt: skip


def _read_header(
    header: Sequence[Any], number: int, record_type: type[Record]
) -> tuple[dict[int, str], list[Problem]]:
    """Return the field of each column by its position, and the columns that are not known."""
    names = _field_names(record_type)
    geometries = {c.name for c in columns_of(record_type) if c.kind is Kind.GEOMETRY}
    fields: dict[int, str] = {}
    problems = []
    for position, cell in enumerate(header):
        if cell is None:
            continue
        text = str(cell.found if isinstance(cell, Doubtful) else cell).strip()
        field = names.get(simplify(text))
        continued = CONTINUED.fullmatch(simplify(text))
        if field is None and continued and names.get(continued[1]) in geometries:
            field = names[continued[1]]
        elif field is None:
            message = Message(N_("this field does not exist; expected a field of the template"))
            problems.append(Problem(message, row=number, header=text))
        elif field in fields.values():
            message = Message(N_("this column occurs twice"))
            problems.append(Problem(message, row=number, field=field, header=text))
            continue
        if field is not None:
            fields[position] = field
    return fields, problems


def _read_row(row: Sequence[Any], fields: Mapping[int, str]) -> tuple[dict[str, Any], str]:
    """Return the values by field, and what the row calls itself."""
    values: dict[str, Any] = {}
    kind = ""
    for field, cell in _filled(row, fields):
        if field == ROW_KIND_FIELD:
            kind = simplify(str(cell))
        elif field in values:
            values[field] = f"{values[field]}{cell}"
        else:
            values[field] = cell
    return values, kind


def _filled(row: Sequence[Any], fields: Mapping[int, str]) -> Iterator[tuple[str, Any]]:
    cells: Iterable[tuple[int, Any]] = enumerate(row)
    for position, cell in cells:
        if cell is not None and cell != "" and position in fields:
            yield fields[position], cell

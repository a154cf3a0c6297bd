# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the tables of a file, whatever its format, to a case: one road, one set of messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import Any

from koppelkans.case import TABLES, Case, CaseError, Problem, Record, Row, build_case
from koppelkans.exchange.cells import read_cell
from koppelkans.exchange.columns import columns_of
from koppelkans.language import N_, Message

FORMAT_VERSION = 1
META = "meta"
META_FIELDS = ("format_version", "crs", "made_by")


@dataclass(frozen=True)
class RawTable:
    """A table as it stands in a file.

    Attributes
    ----------
    name
        Name of the table in the case, or "meta".
    sheet
        What the file calls it, where that differs.
    headers
        What the file calls each column, by field; fields that are not in the file are missing.
    rows
        Number of the row in the file, and its values by field.
    """

    name: str
    sheet: str
    headers: Mapping[str, str]
    rows: Sequence[tuple[int, Mapping[str, Any]]]
    problems: Sequence[Problem] = field(default=())


def meta_values(crs: str) -> dict[str, Any]:
    """Return what a case file says of itself."""
    made_by = f"Koppelkans {version('koppelkans')}"
    return dict(zip(META_FIELDS, (FORMAT_VERSION, crs, made_by), strict=True))


def read_crs(meta: RawTable | None) -> str:
    """Return the CRS that a case file names.

    Raises
    ------
    CaseError
        When it is no case file, or of a newer version than this one.
    """
    if meta is None or len(meta.rows) != 1:
        raise CaseError([Problem(Message(N_(
            "expected one row with format_version and crs; is this a case of Koppelkans?"
        )), table=META)])  # fmt: skip
    ((_, values),) = meta.rows
    found = str(values.get("format_version") or "").removesuffix(".0")
    problems = []
    if not found.isdecimal() or not 1 <= int(found) <= FORMAT_VERSION:
        newer = found.isdecimal() and int(found) > FORMAT_VERSION
        text = (
            N_("this file is made by a newer Koppelkans; this one reads up to version {version}")
            if newer else N_("expected a version number from 1 to {version}")
        )  # fmt: skip
        message = Message(text, {"version": FORMAT_VERSION})
        problems.append(_meta_problem(message, "format_version", found))
    crs = values.get("crs")
    if not isinstance(crs, str) or not crs.strip():
        problems.append(_meta_problem(Message(N_("a value is required")), "crs", str(crs or "")))
    if problems:
        raise CaseError(problems)
    return str(crs).strip()


def _meta_problem(message: Message, name: str, found: str) -> Problem:
    return Problem(message, table=META, field=name, found=found)


def assemble(tables: Sequence[RawTable], crs: str, problems: Sequence[Problem] = ()) -> Case:
    """Make a case of the tables of a file.

    Raises
    ------
    CaseError
        With every problem, by sheet and header as the file has them.
    """
    found = list(problems)
    rows: dict[str, list[Row]] = {}
    missing: set[tuple[str, str]] = set()
    for table in tables:
        record_type = TABLES[table.name]
        found += table.problems
        if table.rows:
            lacking = _missing_columns(table, record_type)
            found += lacking
            missing |= {(problem.table, problem.field) for problem in lacking}
        rows[table.name] = _read_rows(table, record_type)
    try:
        return build_case(rows, crs, found)
    except CaseError as error:
        kept = [
            problem
            for problem in error.problems
            # A column that is missing is said once, not for every row.
            if problem.row is None or (problem.table, problem.field) not in missing
        ]
        raise CaseError(_in_words_of_the_file(kept, tables)) from None


def _missing_columns(table: RawTable, record_type: type[Record]) -> list[Problem]:
    return [
        Problem(Message(N_("this column is missing")), table=table.name, field=column.name)
        for column in columns_of(record_type)
        if column.required and column.name not in table.headers
    ]


def _read_rows(table: RawTable, record_type: type[Record]) -> list[Row]:
    columns = {column.name: column for column in columns_of(record_type)}
    return [
        Row(number, {name: read_cell(columns[name], value) for name, value in values.items()})
        for number, values in table.rows
    ]


def _in_words_of_the_file(problems: Sequence[Problem], tables: Sequence[RawTable]) -> list[Problem]:
    by_name = {table.name: table for table in tables}
    said = []
    for problem in problems:
        table = by_name.get(problem.table)
        sheet = table.sheet if table else ""
        header = table.headers.get(problem.field, "") if table else ""
        said.append(replace(problem, sheet=sheet or problem.sheet, header=header or problem.header))
    return said

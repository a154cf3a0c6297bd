# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows on their way to a case: read, checked as a whole, and soon checked again when few change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from koppelkans.case.case import DUTCH_CRS, TABLES, Case
from koppelkans.case.check import check_tables
from koppelkans.case.check_ids import BrokenRow
from koppelkans.case.findings import Findings, are_same
from koppelkans.case.problems import CaseError, Problem
from koppelkans.case.record import Record
from koppelkans.case.rows import Row, expect, is_empty, read_references, read_row


@dataclass(frozen=True, eq=False)
class ReadRow:
    """What could be made of the values of one row: a record, or what is wrong."""

    values: Mapping[str, Any]
    id: str
    record: Record | None
    broken: BrokenRow | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, eq=False)
class ReadTable:
    """The rows of one table as they were read; the same object as long as no row differs."""

    rows: tuple[ReadRow, ...] = ()
    records: tuple[Record, ...] = ()
    broken: tuple[BrokenRow, ...] = ()


@dataclass(frozen=True, eq=False)
class Draft:
    """What rows make: a case when they are complete and correct, else what is wrong.

    Attributes
    ----------
    crs
        Coordinate reference system of all geometries.
    tables
        What was read, by table.
    case
        The case; None when there are problems.
    problems
        Everything that is wrong, in all rows and between them.
    findings
        What the checks between records found.
    """

    crs: str
    tables: Mapping[str, ReadTable]
    case: Case | None
    problems: tuple[Problem, ...]
    findings: Findings


def build_case(
    tables: Mapping[str, Sequence[Row]],
    crs: str = DUTCH_CRS,
    problems: Sequence[Problem] = (),
) -> Case:
    """Make a case of rows.

    Parameters
    ----------
    tables
        Rows by table name. An empty value means: not filled in.
    crs
        Projected coordinate reference system of all geometries.
    problems
        What the reader of the rows already found; they are named together with the others.

    Raises
    ------
    CaseError
        With every problem of every row and of the case as a whole.
    """
    draft = draft_case(tables, crs)
    found = (*problems, *draft.problems)
    if found or draft.case is None:
        raise CaseError(found)
    return draft.case


def draft_case(
    tables: Mapping[str, Sequence[Row]], crs: str = DUTCH_CRS, former: Draft | None = None
) -> Draft:
    """Read rows and check them, as `build_case` does; what is wrong is no error but a part of it.

    Parameters
    ----------
    tables, crs
        As for `build_case`.
    former
        An earlier draft. Of a row whose values are the very same object as one there, nothing is
        read again, and a check runs only where something that it looks at differs. What comes out
        is what it would be without.
    """
    unknown = [
        Problem(expect("table", names=", ".join(TABLES)), table=name)
        for name in tables if name not in TABLES
    ]  # fmt: skip
    known = former.tables if former is not None and former.crs == crs else {}
    findings = Findings(former.findings if known and former else None)
    read = {
        name: _read_table(record_type, tables.get(name, ()), known.get(name, ReadTable()))
        for name, record_type in TABLES.items()
    }
    records = {name: table.records for name, table in read.items()}
    broken = {name: table.broken for name, table in read.items()}
    between = check_tables(records, crs, broken, findings)
    problems = (*unknown, *_in_rows(tables, read), *_number(tables, read, between))
    case = None
    if not problems:
        # Its own checks are those that were just done.
        case = Case.model_construct(crs=crs, **records)  # type: ignore[arg-type]
    return Draft(crs, read, case, problems, findings.closed())


def _read_table(record_type: type[Record], rows: Sequence[Row], known: ReadTable) -> ReadTable:
    before = {id(row.values): row for row in known.rows}
    read = tuple(before.get(id(row.values)) or _read(record_type, row.values) for row in rows)
    if are_same(read, known.rows):
        return known
    return ReadTable(
        read,
        tuple(row.record for row in read if row.record is not None),
        tuple(row.broken for row in read if row.broken is not None),
    )


def _read(record_type: type[Record], given: Mapping[str, Any]) -> ReadRow:
    values = {key: value for key, value in given.items() if not is_empty(value)}
    record_id = str(values.get("id", "")).strip()
    record, problems = read_row(record_type, values)
    broken = None
    if record is None:
        broken = BrokenRow(record_type, record_id, read_references(record_type, values))
    return ReadRow(given, record_id, record, broken, tuple(problems))


def _in_rows(tables: Mapping[str, Sequence[Row]], read: Mapping[str, ReadTable]) -> list[Problem]:
    return [
        replace(problem, table=name, row=row.number, id=found.id)
        for name, table in read.items() if table.broken
        for row, found in zip(tables[name], table.rows, strict=True)
        for problem in found.problems
    ]  # fmt: skip


def _number(
    tables: Mapping[str, Sequence[Row]], read: Mapping[str, ReadTable], problems: Sequence[Problem]
) -> list[Problem]:
    """Return problems between records with the row by which its owner finds the record."""
    numbers = {
        (name, found.id): row.number
        for name in {problem.table for problem in problems} & read.keys()
        for row, found in zip(tables.get(name, ()), read[name].rows, strict=True)
    }
    return [replace(problem, row=numbers.get((problem.table, problem.id), problem.row))
            for problem in problems]  # fmt: skip

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Several files into one case: each partner brings its own sheets, and nothing is guessed.

Rows with the same id are one record. What one file leaves empty, another may fill in; when two
files say different things of the same field, that is asked and no case is made.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import shapely
from pydantic import TypeAdapter, ValidationError
from shapely.errors import GEOSException

from koppelkans.case import TABLES, Case, CaseError, Doubtful, Problem, Row, build_case
from koppelkans.case.labels import table_label
from koppelkans.exchange.cells import read_cell
from koppelkans.exchange.columns import columns_of
from koppelkans.exchange.files import read_tables
from koppelkans.exchange.tables import RawTable
from koppelkans.language import N_, Message

Key = tuple[str, str]


@dataclass(frozen=True)
class _Source:
    """Where a row stands."""

    file: str
    table: RawTable
    number: int


@dataclass
class _Gathered:
    """A record as far as the files tell."""

    key: Key
    source: _Source
    values: dict[str, Any]
    also_in: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FilledIn:
    """A field that one file left empty and another filled in."""

    table: str
    id: str
    field: str
    file: str


@dataclass(frozen=True)
class Brought:
    """What came from one file: records by table, those that an earlier file had too apart."""

    file: str
    new: Mapping[str, int]
    known: Mapping[str, int]


@dataclass(frozen=True)
class Merger:
    """What merging yields: a case, or without one what is wrong or collides; and who brought what.

    ``problems`` name the file in front of the sheet.
    """

    case: Case | None
    problems: tuple[Problem, ...]
    brought: tuple[Brought, ...]
    filled_in: tuple[FilledIn, ...]


def merge_cases(paths: Sequence[Path]) -> Merger:
    """Merge case files, none of which needs to be complete by itself.

    Raises
    ------
    CaseError
        When a file is no case file.
    """
    files = [(path.name, *read_tables(path)) for path in paths]
    problems = list(_other_systems([(name, crs) for name, _, crs, _ in files]))
    gathered: list[_Gathered] = []
    by_key: dict[Key, _Gathered] = {}
    filled: list[FilledIn] = []
    brought = []
    for name, tables, _, wrong in files:
        problems += [_in_file(problem, name) for problem in wrong]
        new: Counter[str] = Counter()
        known: Counter[str] = Counter()
        for record in _records(name, tables):
            there = by_key.get(record.key) if record.key[1] else None
            # The same id twice in one file is for the checks of the case.
            if there is None or there.source.file == name:
                gathered.append(record)
                by_key.setdefault(record.key, record)
                new[record.key[0]] += 1
                continue
            known[record.key[0]] += 1
            there.also_in.append(name)
            problems += _lay_over(there, record, filled)
        for table in tables:
            problems += [_in_file(problem, name) for problem in table.problems]
        brought.append(Brought(name, new, known))
    case, asked = _build(gathered, files[0][2], problems)
    return Merger(case, asked, tuple(brought), tuple(filled))


def _other_systems(systems: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    (first, crs), *others = systems
    for name, other in others:
        if other != crs:
            message = Message(
                N_("expected {crs}, as in {file}; convert one of the two first"),
                {"crs": crs, "file": first},
            )
            yield Problem(message, sheet=name, field="crs", found=other)


def _records(name: str, tables: Sequence[RawTable]) -> Iterator[_Gathered]:
    for table in tables:
        columns = {column.name: column for column in columns_of(TABLES[table.name])}
        for number, row in table.rows:
            read = {key: read_cell(columns[key], value) for key, value in row.items()}
            values = {key: value for key, value in read.items() if value not in (None, "", ())}
            key = (table.name, str(values.get("id", "")).strip())
            yield _Gathered(key, _Source(name, table, number), values)


def _lay_over(there: _Gathered, other: _Gathered, filled: list[FilledIn]) -> Iterator[Problem]:
    """Fill what is empty in a record with what another file says; yield what collides."""
    table, id_ = there.key
    for name, value in other.values.items():
        if name not in there.values:
            there.values[name] = value
            filled.append(FilledIn(table, id_, name, other.source.file))
        elif _meaning(table, name, value) != _meaning(table, name, there.values[name]):
            message = Message(
                N_("{file} says {value} here; make them the same, or give one another id"),
                {"file": there.source.file, "value": _short(there.values[name])},
            )
            problem = Problem(
                message, table=table, row=other.source.number, id=id_, field=name,
                found=_short(value),
            )  # fmt: skip
            yield _in_words(problem, other.source)


@cache
def _reader(table: str, name: str) -> TypeAdapter[Any]:
    return TypeAdapter(TABLES[table].model_fields[name].rebuild_annotation())


def _meaning(table: str, name: str, value: Any) -> Any:
    """Return what a value comes to, so that 1 and 1.0, or WKT and WKB, are the same."""
    if isinstance(value, Doubtful):
        return value.found
    try:
        if name == "geometry":
            read = shapely.from_wkb if isinstance(value, bytes) else shapely.from_wkt
            return shapely.force_2d(read(value))
        return _reader(table, name).validate_python(value)
    except (ValidationError, GEOSException, TypeError):
        # The checks of the case say what is wrong with it.
        return value


def _short(value: Any) -> str:
    text = value.found if isinstance(value, Doubtful) else value
    if isinstance(text, tuple):
        text = "; ".join(map(str, text))
    if isinstance(text, bytes):
        text = str(shapely.from_wkb(text, on_invalid="ignore") or "…")
    text = str(text)
    return text if len(text) <= 60 else text[:59] + "…"


def _build(
    gathered: Sequence[_Gathered], crs: str, problems: Sequence[Problem]
) -> tuple[Case | None, tuple[Problem, ...]]:
    rows: dict[str, list[Row]] = {}
    # Rows of all files are numbered on, so that a problem leads back to its file.
    for number, record in enumerate(gathered):
        rows.setdefault(record.key[0], []).append(Row(number, record.values))
    try:
        case = build_case(rows, crs)
    except CaseError as error:
        found = [
            problem if problem.row is None
            else _in_words(
                replace(problem, row=gathered[problem.row].source.number),
                gathered[problem.row].source,
            )
            for problem in error.problems
        ]  # fmt: skip
        return None, (*problems, *found)
    return (None, tuple(problems)) if problems else (case, ())


def _in_words(problem: Problem, source: _Source) -> Problem:
    header = source.table.headers.get(problem.field, "")
    sheet = f"{source.file}, {source.table.sheet or source.table.name}"
    return replace(problem, sheet=sheet, header=header or problem.header)


def _in_file(problem: Problem, file: str) -> Problem:
    return replace(problem, sheet=", ".join(filter(None, (file, problem.sheet or problem.table))))


def describe_merger(merger: Merger, language: str) -> list[str]:
    """Return who brought what, one line per file, and what was filled in."""
    lines = []
    for source in merger.brought:
        text = N_("{file}: {new}.") if not source.known else (
            N_("{file}: {new}; already there: {known}.")
        )  # fmt: skip
        counts = {"new": _count(source.new, language), "known": _count(source.known, language)}
        lines.append(Message(text, {"file": source.file, **counts}).in_language(language))
    for filled in merger.filled_in:
        column = next(c for c in columns_of(TABLES[filled.table]) if c.name == filled.field)
        values = {
            "table": Message(table_label(filled.table)), "id": filled.id,
            "field": Message(column.title), "file": filled.file,
        }  # fmt: skip
        text = N_("{table}, “{id}”: {field} filled in from {file}.")
        lines.append(Message(text, values).in_language(language))
    return lines


def _count(counts: Mapping[str, int], language: str) -> str:
    parts = [
        f"{Message(table_label(table)).in_language(language)} {counts[table]}"
        for table in TABLES
        if counts.get(table)
    ]
    return ", ".join(parts) or Message(N_("nothing new")).in_language(language)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that people bring in: read by the doors of the exchange, compared with what is kept."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from koppelkans.case import TABLES, CaseError, Problem
from koppelkans.case.rows import expect
from koppelkans.exchange.cells import read_cell
from koppelkans.exchange.columns import columns_of
from koppelkans.exchange.files import read_tables
from koppelkans.exchange.tables import RawTable
from koppelkans.web.records.degrees import from_degrees
from koppelkans.web.records.desk import Desk
from koppelkans.web.records.values import Values, read_values

MOST_BYTES = 25_000_000
MOST_ROWS = 20_000
CASE_FILES = (".xlsx", ".gpkg")
GEOJSON = (".geojson", ".json")
KINDS = {"place": "places", "task": "tasks"}
"""What the features of a GeoJSON of Koppelkans are."""

Json = dict[str, Any]


class UploadError(Exception):
    """The file is not taken; the message says why, in the language of the reader."""


@dataclass(frozen=True)
class Found:
    """What stands in a file: records with the fields that it fills in, and what is wrong."""

    rows: Sequence[Json]
    problems: Sequence[str]


def read_upload(file: UploadedFile, desk: Desk) -> Found:
    """Read a file that somebody sends.

    Raises
    ------
    UploadError
        When it is too big, of another kind, or no case file at all.
    """
    suffix = Path(file.name or "").suffix.lower()
    if suffix not in (*CASE_FILES, *GEOJSON):
        raise UploadError(_("Bring in an Excel workbook (.xlsx), a GeoPackage (.gpkg) or GeoJSON."))
    if not file.size or file.size > MOST_BYTES:
        megabytes = MOST_BYTES // 1_000_000
        raise UploadError(_("The file is empty, or over %(most)s MB.") % {"most": megabytes})
    problems: list[Problem]
    if suffix in GEOJSON:
        tables, problems = _read_geojson(file.read(), desk.area.crs)
    else:
        tables, problems = _read_case_file(file, desk)
    if sum(len(table.rows) for table in tables) > MOST_ROWS:
        raise UploadError(_("The file has more than %(most)s rows.") % {"most": MOST_ROWS})
    rows: list[Json] = []
    for table in tables:
        problems += table.problems
        for row, wrong in _read_rows(table):
            rows.append(row)
            problems += wrong
    return Found(rows, [problem.in_language(desk.language) for problem in problems])


@contextmanager
def kept_upload(file: UploadedFile) -> Iterator[Path]:
    """Lay what somebody sends in a file of its own kind, as long as it is being read."""
    with tempfile.TemporaryDirectory(prefix="koppelkans-") as folder:
        path = Path(folder) / f"upload{Path(file.name or '').suffix.lower()}"
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        yield path


def _read_case_file(file: UploadedFile, desk: Desk) -> tuple[list[RawTable], list[Problem]]:
    with kept_upload(file) as path:
        try:
            tables, crs, problems = read_tables(path)
        except CaseError as error:
            raise UploadError(error.in_language(desk.language)) from None
    if crs != desk.area.crs:
        raise UploadError(
            _("The file is in the coordinate system %(theirs)s; this area is in %(ours)s.")
            % {"theirs": crs, "ours": desk.area.crs}
        )
    return tables, list(problems)


def _read_geojson(content: bytes, crs: str) -> tuple[list[RawTable], list[Problem]]:
    try:
        features = json.loads(content)["features"]
        assert isinstance(features, list)  # noqa: S101  # answered just below
    except (ValueError, KeyError, TypeError, AssertionError, RecursionError):
        raise UploadError(_("This is no GeoJSON with features.")) from None
    rows: dict[str, list[tuple[int, Mapping[str, Any]]]] = {name: [] for name in KINDS.values()}
    problems = []
    for number, feature in enumerate(features, start=1):
        found = feature.get("properties") if isinstance(feature, dict) else None
        properties = found if isinstance(found, dict) else {}
        table = KINDS.get(str(properties.get("kind")))
        if table is None:
            wrong = expect("enum", expected=", ".join(KINDS))
            problems.append(Problem(wrong, sheet="GeoJSON", row=number, header="kind"))
            continue
        names = TABLES[table].model_fields
        values = {k: _cell(v) for k, v in properties.items() if k in names}
        if feature.get("geometry"):
            values["geometry"] = from_degrees(json.dumps(feature["geometry"]), crs)
        rows[table].append((number, values))
    return [RawTable(name, "GeoJSON", {}, found) for name, found in rows.items()], problems


def _cell(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _read_rows(table: RawTable) -> Iterator[tuple[Json, list[Problem]]]:
    """Yield each row with the values that fit, and what is wrong with the others."""
    columns = {column.name: column for column in columns_of(TABLES[table.name])}
    for number, cells in table.rows:
        given = {
            name: value if name == "geometry" and not isinstance(value, str | bytes)
            else read_cell(columns[name], value)
            for name, value in cells.items()
        }  # fmt: skip
        given = {name: value for name, value in given.items() if value not in (None, "", ())}
        key = str(given.get("id", "")).strip()
        values, problems = read_values(table.name, key, given)
        if not key:
            problems.append(Problem(expect("missing"), table=table.name, field="id"))
        sheet = table.sheet or table.name
        located = [
            replace(p, row=number, sheet=sheet, header=table.headers.get(p.field, "").rstrip(" *"))
            for p in problems
        ]
        yield {
            "table": table.name, "key": key, "row": number, "sheet": sheet, "values": values,
            "wrong": bool(problems) and (not key or key not in {values.get("id")}),
        }, located  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """What a row of a file would change: fields from and to, or a record that is new.

    ``why_not`` says why it cannot be taken; empty when it can.
    """

    number: int
    table: str
    key: str
    row: int
    sheet: str
    before: Values | None
    after: Values
    fields: tuple[str, ...]
    why_not: str = ""


def list_offers(desk: Desk, rows: Iterable[Json]) -> tuple[list[Offer], int]:
    """Return what rows would change, and how many are in the area already, the same."""
    rows = list(rows)
    tables = {name: dict(records) for name, records in desk.tables.items()}
    for row in rows:
        former = tables[row["table"]].get(row["key"], {})
        tables[row["table"]][row["key"]] = {**former, **row["values"]}
    offers, same = [], 0
    for number, row in enumerate(rows):
        table, key, values = row["table"], row["key"], row["values"]
        before = desk.tables[table].get(key)
        fields = tuple(
            name for name, value in values.items()
            if name != "id" and (before is None or before.get(name) != value)
        )  # fmt: skip
        if before is not None and not fields:
            same += 1
            continue
        sides = [side for side in (before, tables[table][key]) if side is not None]
        own = row.get("of_area") or all(desk.author.may_edit(table, side, tables) for side in sides)
        why_not = "" if own else _("not yours to change")
        if row["wrong"]:
            why_not = _("without an id that fits")
        offers.append(
            Offer(number, table, key, row["row"], row["sheet"], before, values, fields, why_not)
        )
    return offers, same

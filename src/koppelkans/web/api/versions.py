# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the area was at an earlier version, and what differs between two versions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from koppelkans.case import TABLES
from koppelkans.web.api import answers, shapes
from koppelkans.web.api.changes import RecordChanged
from koppelkans.web.api.desk import Desk, desk_in
from koppelkans.web.api.paging import LARGEST, PAGING, page
from koppelkans.web.api.records import address_of
from koppelkans.web.records.compare import changes_between
from koppelkans.web.records.history import tables_at
from koppelkans.web.records.state import Tables
from koppelkans.web.records.then import Then
from koppelkans.web.records.values import Values, differing

router = Router(tags=["versions"])
VERSION = "/areas/{slug:area}/versions/{int:version}"
TABLE_AT = {address_of(table): table for table in TABLES}


class DifferencePage(Schema):
    """One page of records that differ between two versions."""

    items: list[RecordChanged]
    total: int
    next: str | None


class PastPage(Schema):
    """One page of records as they were."""

    items: list[dict[str, Any]]
    total: int
    next: str | None


class Past:
    """The records of a version as a caller may see them: what it may not see now, it may not."""

    def __init__(self, desk: Desk, version: int) -> None:
        if not 1 <= version <= desk.area.version:
            raise answers.not_found()
        self._desk = desk
        self.tables: Tables = tables_at(desk.area, version)
        self.sees = Then(desk.sees, self.tables)

    def show(self, table: str, values: Values) -> dict[str, Any]:
        """Return the fields of a record that the caller may see."""
        shown = self._desk.show(table, values)
        return {
            field: value if self.sees.sees_field(table, values, field) else None
            for field, value in shown.items()
        }


@router.get(
    VERSION + "/differences", operation_id="list_differences",
    summary="List what differs from a version", response={200: DifferencePage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_differences(
    request: HttpRequest, area: str, version: int, until: int | None = None
) -> HttpResponse:
    """Compare a version with another one (the present one, unless ``until`` names one)."""
    desk = desk_in(request, area)
    last = desk.area.version if until is None else until
    before, after = (Past(desk, min(number, LARGEST)) for number in (version, last))
    found = []
    for change in changes_between(before.tables, after.tables):
        sides = [(past, past.tables[change.table].get(change.key)) for past in (before, after)]
        if all(values is None or past.sees(change.table, values) for past, values in sides):
            found.append(_difference(change.table, change.key, sides))
    return page(request, found)


def _difference(table: str, key: str, sides: list[tuple[Past, Values | None]]) -> dict[str, Any]:
    shown = [None if values is None else past.show(table, values) for past, values in sides]
    old, new = shown
    if old is not None and new is not None:
        fields = differing(old, new)
        old, new = ({name: side[name] for name in fields} for side in (old, new))
    return {"table": table, "id": key, "before": old, "after": new}


@router.get(
    VERSION + "/{table}", operation_id="list_past_records",
    summary="List a table as it was at a version", response={200: PastPage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_past_records(request: HttpRequest, area: str, version: int, table: str) -> HttpResponse:
    """Return the records of a table (key-figures, tasks, ...) as they were."""
    desk = desk_in(request, area)
    name = TABLE_AT.get(table)
    if name is None:
        raise answers.not_found()
    past = Past(desk, min(version, LARGEST))
    rows = [values for values in past.tables[name].values() if past.sees(name, values)]
    return page(request, rows, lambda values: past.show(name, values))


@router.get(
    VERSION + "/{table}/{path:key}", operation_id="get_past_record",
    summary="Get a record as it was at a version", response={200: dict[str, Any]},
    openapi_extra={"responses": shapes.responses(ok=200)},
)  # fmt: skip
def get_past_record(
    request: HttpRequest, area: str, version: int, table: str, key: str
) -> HttpResponse:
    desk = desk_in(request, area)
    name = TABLE_AT.get(table)
    if name is None:
        raise answers.not_found()
    past = Past(desk, min(version, LARGEST))
    values = past.tables[name].get(key)
    if values is None or not past.sees(name, values):
        raise answers.not_found()
    return answers.answer(past.show(name, values))

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every table of the case: list, get, make, change, remove."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from koppelkans.case import TABLES
from koppelkans.web.api import answers, shapes
from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.desk import Desk, desk_in, keep
from koppelkans.web.api.paging import PAGING, page
from koppelkans.web.models import Area, Record
from koppelkans.web.records.blocks import fresh_key
from koppelkans.web.records.change import RecordChange
from koppelkans.web.records.removal import plan_removal
from koppelkans.web.records.values import store_value, values_of

router = Router(tags=["records"])


def address_of(table: str) -> str:
    """Return a table as it stands in an address.

    >>> address_of("key_figures")
    'key-figures'
    """
    return table.replace("_", "-")


def show(desk: Desk, row: Record) -> dict[str, Any]:
    """Return a record as the caller may see it."""
    return {**desk.show(row.table, values_of(row)), "version": row.version}


def find(desk: Desk, table: str, key: str) -> Record:
    """Return a row that the caller may see.

    Raises
    ------
    ProblemError
        When there is none.
    """
    row = desk.area.records.filter(table=table, key=key).first()
    if row is None or not desk.sees(table, values_of(row)):
        raise answers.not_found()
    return row


def list_records(request: HttpRequest, area: str, table: str) -> HttpResponse:
    """Return one page of a table, of what has the values that are asked for."""
    rows = list(Record.objects.filter(area__slug=area, table=table).order_by("position", "pk"))
    desk = desk_in(request, area)
    wanted = _wanted(request, table)
    seen = [show(desk, row) for row in rows if desk.sees(table, values_of(row))]
    found = [record for record in seen if all(_has(record[k], v) for k, v in wanted.items())]
    return page(request, found, headers=_crs(desk))


def _wanted(request: HttpRequest, table: str) -> dict[str, Any]:
    fields = TABLES[table].model_fields
    wanted, errors = {}, []
    for name, text in request.GET.items():
        if name in ("limit", "offset"):
            continue
        if name not in fields or name == "geometry":
            errors.append({"field": name, "detail": _("There is no such field to look for.")})
            continue
        try:
            value = store_value(table, name, text)
        except ValueError:
            errors.append({"field": name, "detail": _("This field never has such a value.")})
        else:
            wanted[name] = value[0] if isinstance(value, list) and len(value) == 1 else value
    if errors:
        raise ProblemError(400, _("What you ask is not right."), errors=errors)
    return wanted


def _has(value: Any, wanted: Any) -> bool:
    return value == wanted or (isinstance(value, list) and wanted in value)


def get_record(request: HttpRequest, area: str, table: str, key: str) -> HttpResponse:
    """Return one record."""
    desk = desk_in(request, area)
    row = find(desk, table, key)
    tag = answers.tag_of(row.version)
    headers = {"ETag": tag, **_crs(desk)}
    if tag in answers.tags_in(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers=headers)
    return answers.answer(show(desk, row), headers=headers)


def make_record(request: HttpRequest, area: str, table: str) -> HttpResponse:
    """Add a record; without an id it gets one after its name."""
    desk = desk_in(request, area)
    values = answers.read_json(request)
    if not desk.author.may_add(table):
        raise ProblemError(403, _("You may read this, but not change it."))
    key = values.get("id")
    if not isinstance(key, str) or not key.strip():
        typed = {name: [value] for name, value in values.items() if isinstance(value, str)}
        key = fresh_key(table, typed, set(desk.tables[table]))
    key = key.strip()
    change = RecordChange(table, key, values | {"id": key})
    is_taken = key in desk.tables[table]
    # Without a change somebody else made the same just now.
    if is_taken or keep(desk, [change], based_on=desk.area.version).change_set is None:
        raise ProblemError(409, _("There is such a record already."))
    fresh = desk_in(request, area)
    row = find(fresh, table, key)
    where = request.build_absolute_uri(f"{request.path}/{row.key}")
    headers = {"Location": where, "ETag": answers.tag_of(row.version), **_crs(fresh)}
    return answers.answer(show(fresh, row), 201, headers)


def change_record(request: HttpRequest, area: str, table: str, key: str) -> HttpResponse:
    """Change the fields that are sent (a merge patch); null makes a field empty."""
    desk = desk_in(request, area)
    row = find(desk, table, key)
    values = answers.read_json(request)
    if not values:
        raise ProblemError(400, _("Send at least one field."))
    with transaction.atomic():
        desk = _lock(request, desk, row)
        keep(desk, [RecordChange(table, key, values)], based_on=desk.area.version)
    fresh = desk_in(request, area)
    row = find(fresh, table, key)
    return answers.answer(
        show(fresh, row), headers={"ETag": answers.tag_of(row.version), **_crs(fresh)}
    )


def remove_record(
    request: HttpRequest, area: str, table: str, key: str, along: bool = False
) -> HttpResponse:
    """Remove a record; with ``along`` also what is nothing without it."""
    desk = desk_in(request, area)
    row = find(desk, table, key)
    with transaction.atomic():
        desk = _lock(request, desk, row)
        changes = plan_removal(desk.tables, table, key)
        others = [c for c in changes if (c.table, c.key) != (table, key)]
        if others and not along:
            raise ProblemError(
                409, _("Other records go along with this one, or name it."),
                _("Ask again with along=true to remove or change these as well."),
                errors=[
                    {"table": c.table, "id": c.key}
                    for c in others
                    if desk.sees(c.table, desk.tables[c.table][c.key])
                ],
            )  # fmt: skip
        keep(desk, changes, based_on=desk.area.version)
    return HttpResponse(status=204)


def _lock(request: HttpRequest, desk: Desk, row: Record) -> Desk:
    """Keep others from changing the area, and hold the caller to the version that it saw."""
    Area.objects.select_for_update().get(pk=desk.area.pk)
    now = Record.objects.filter(pk=row.pk).values_list("version", flat=True).first()
    if now is None:
        raise answers.not_found()
    answers.require_match(request, now)
    return desk_in(request, desk.area.slug)


def _crs(desk: Desk) -> dict[str, str]:
    return {"Content-Crs": f"<{crs_address(desk.area.crs)}>"}


def crs_address(crs: str) -> str:
    """Return the address of a coordinate system, as OGC writes it.

    >>> crs_address("EPSG:28992")
    'http://www.opengis.net/def/crs/EPSG/0/28992'
    """
    authority, _colon, code = crs.partition(":")
    return f"http://www.opengis.net/def/crs/{authority}/0/{code}"


def _filters(table: str) -> list[dict[str, Any]]:
    """Return how to look for values, for the description."""
    return [
        {
            "name": name, "in": "query", "required": False, "schema": {"type": "string"},
            "description": f"Only with this value: {info.title}",
        }
        for name, info in TABLES[table].model_fields.items()
        if name != "geometry"
    ]  # fmt: skip


def _add(table: str) -> None:
    """Give a table its operations."""
    name, said = TABLES[table].__name__, table.replace("_", " ")
    rows = f"/areas/{{slug:area}}/{address_of(table)}"
    one = rows + "/{path:key}"
    patch = shapes.body(f"{name}Change", "application/merge-patch+json")
    patch["content"]["application/json"] = patch["content"]["application/merge-patch+json"]

    @router.get(
        rows, operation_id=f"list_{table}", summary=f"List {said}", response={200: None},
        openapi_extra={"parameters": [*_filters(table), *PAGING],
                       "responses": shapes.responses(ok=200, schema=f"{name}List")},
    )  # fmt: skip
    def list_(request: HttpRequest, area: str) -> HttpResponse:
        return list_records(request, area, table)

    @router.post(
        rows, operation_id=f"make_{table}", summary=f"Add to {said}", response={201: None},
        openapi_extra={
            "requestBody": shapes.body(f"{name}New"),
            "responses": shapes.responses(403, 409, 413, 415, 422, ok=201, schema=f"{name}Record"),
        },
    )  # fmt: skip
    def make(request: HttpRequest, area: str) -> HttpResponse:
        return make_record(request, area, table)

    @router.get(
        one, operation_id=f"get_{table}", summary=f"Get one of {said}", response={200: None},
        openapi_extra={"responses": shapes.responses(ok=200, schema=f"{name}Record")},
    )  # fmt: skip
    def get(request: HttpRequest, area: str, key: str) -> HttpResponse:
        return get_record(request, area, table, key)

    @router.patch(
        one, operation_id=f"change_{table}", summary=f"Change one of {said}", response={200: None},
        openapi_extra={
            "parameters": [shapes.IF_MATCH], "requestBody": patch,
            "responses": shapes.responses(403, 409, 412, 413, 415, 422, 428, ok=200,
                                          schema=f"{name}Record"),
        },
    )  # fmt: skip
    def change(request: HttpRequest, area: str, key: str) -> HttpResponse:
        return change_record(request, area, table, key)

    @router.delete(
        one, operation_id=f"remove_{table}", summary=f"Remove one of {said}", response={204: None},
        openapi_extra={
            "parameters": [shapes.IF_MATCH],
            "responses": shapes.responses(403, 409, 412, 422, 428, ok=204),
        },
    )  # fmt: skip
    def remove(request: HttpRequest, area: str, key: str, along: bool = False) -> HttpResponse:
        return remove_record(request, area, table, key, along)


for _table in TABLES:
    _add(_table)

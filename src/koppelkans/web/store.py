# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a case to rows and back."""

import json
import zlib
from datetime import datetime
from functools import lru_cache
from itertools import groupby

import shapely
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext
from pydantic import ValidationError

from koppelkans.case import TABLES, Case, Row, build_case
from koppelkans.result import Result
from koppelkans.web.models import Alternative, Area, Programme, Record, State


@transaction.atomic
def store_case(case: Case) -> Area:
    """Keep a case as the area of its name; a case that has not changed changes nothing."""
    slug = slugify(case.area.id) or "area"
    area, is_new = Area.objects.select_for_update().get_or_create(
        slug=slug, defaults={"name": case.area.name, "crs": case.crs}
    )
    if not is_new:
        if load_case(area) == case:
            return area
        area.version += 1
        area.name, area.crs = case.area.name, case.crs
        area.save()
        area.records.all().delete()
    Record.objects.bulk_create(_rows(case, area))
    return area


def _rows(case: Case, area: Area) -> list[Record]:
    rows = []
    for table in TABLES:
        for position, record in enumerate(getattr(case, table)):
            data = record.model_dump(mode="json", exclude={"geometry"})
            row = Record(
                area=area, table=table, key=record.id, position=position, data=data,
                version=area.version,
            )  # fmt: skip
            geometry = getattr(record, "geometry", None)
            if geometry is not None:
                row.geometry = shapely.to_wkb(geometry)
                row.min_x, row.min_y, row.max_x, row.max_y = geometry.bounds
            rows.append(row)
    return rows


def load_case(area: Area) -> Case:
    """Return the case of an area, checked as a whole; built once for every version."""
    return _case(area.pk, area.changed)


@lru_cache(maxsize=16)
def _case(area_id: int, _changed: datetime) -> Case:
    area = Area.objects.get(pk=area_id)
    tables: dict[str, list[Row]] = {}
    for record in area.records.all():
        values = dict(record.data)
        if record.geometry is not None:
            values["geometry"] = bytes(record.geometry)
        tables.setdefault(record.table, []).append(Row(record.position + 1, values))
    return build_case(tables, area.crs)


def pack_case(case: Case) -> bytes:
    """Return a case as it is kept with a programme: its tables, compressed."""
    tables = {
        table: [
            {"data": row.data, "geometry": row.geometry.hex() if row.geometry else None}
            for row in rows
        ]
        for table, rows in groupby(_rows(case, Area(pk=0)), key=lambda row: row.table)
    }
    return zlib.compress(json.dumps({"crs": case.crs, "tables": tables}).encode())


def unpack_case(packed: bytes) -> Case:
    """Return the case that `pack_case` packed."""
    found = json.loads(zlib.decompress(packed))
    tables = {
        table: [
            Row(
                position + 1,
                row["data"]
                | ({"geometry": bytes.fromhex(row["geometry"])} if row["geometry"] else {}),
            )
            for position, row in enumerate(rows)
        ]
        for table, rows in found["tables"].items()
    }
    return build_case(tables, found["crs"])


@lru_cache(maxsize=16)
def _programme_case(programme_id: int) -> Case:
    return unpack_case(Programme.objects.values_list("case", flat=True).get(pk=programme_id))


def load_programme_case(programme: Programme) -> Case:
    """Return the case that a programme was computed for; it never changes."""
    return _programme_case(programme.pk)


def first_alternative(area: Area) -> Alternative:
    """Return the alternative that every area has."""
    found = area.alternatives.order_by("number").first()
    if found is None:
        found, _is_new = Alternative.objects.get_or_create(
            area=area, number=1, defaults={"name": gettext("Together")}
        )
    return found


def shown_alternative(area: Area) -> Alternative:
    """Return the alternative that pages are about when nobody asks for another: the proposal."""
    return area.alternatives.filter(is_proposal=True).first() or first_alternative(area)


def latest_programme(alternative: Alternative) -> Programme | None:
    """Return the programme to show of an alternative: the one decided on, or the newest ready."""
    if alternative.decided_on_id is not None:
        return _light(alternative).get(pk=alternative.decided_on_id)
    return _light(alternative).filter(state=State.DONE).first()


def coming_programme(alternative: Alternative) -> Programme | None:
    """Return what was asked for last, as long as it is not ready: waiting, running or failed."""
    newest = _light(alternative).first()
    return None if newest is None or newest.state == State.DONE else newest


def _light(alternative: Alternative) -> QuerySet[Programme]:
    return alternative.programmes.defer("result", "case")


def load_result(programme: Programme | None) -> Result | None:
    """Return the result of a programme, once it is there."""
    if programme is None or programme.state != State.DONE:
        return None
    return _result(programme.pk, programme.changed)


def is_readable(programme: Programme) -> bool:
    """Whether this version of Koppelkans can read the result of a programme."""
    try:
        return load_result(programme) is not None
    except ValidationError:
        return False


@lru_cache(maxsize=16)
def _result(programme_id: int, _changed: datetime) -> Result:
    return Result.model_validate_json(Programme.objects.get(pk=programme_id).result)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a case to rows and back."""

from datetime import datetime
from functools import lru_cache

import shapely
from django.db import transaction
from django.utils.text import slugify
from pydantic import ValidationError

from koppelkans.case import TABLES, Case, Row, build_case
from koppelkans.result import Result
from koppelkans.web.models import Area, Programme, Record, State


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


def latest_programme(area: Area) -> Programme | None:
    """Return the newest programme of the present version of an area, without its result."""
    return area.programmes.filter(area_version=area.version).defer("result").first()


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

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a case to rows and back."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from django.db import transaction
from django.utils.text import slugify
from pydantic import ValidationError

from koppelkans.case import Case, Row, build_case
from koppelkans.result import Result
from koppelkans.web.models import Area, Programme, Record, State
from koppelkans.web.records.author import Author
from koppelkans.web.records.change import ClashError, RecordChange, Why, change_records
from koppelkans.web.records.compare import changes_between, tables_of
from koppelkans.web.records.history import tables_at
from koppelkans.web.records.merging import WHOLE, Clash
from koppelkans.web.records.models import Kind, Origin
from koppelkans.web.records.state import Tables
from koppelkans.web.records.values import put_values

FROM_FILE = Author("", "Koppelkans")
"""Who brings in the file with which the product is opened."""


@transaction.atomic
def store_case(case: Case) -> Area:
    """Keep the case of a file as the area of its name.

    A file that was kept before and has not changed since changes nothing: what people did in the
    area stays. Of a file that has changed, what differs from what it was before is brought in, as
    a change that can be taken back; where people changed the same field, theirs stays.
    """
    slug = slugify(case.area.id) or "area"
    area, is_new = Area.objects.select_for_update().get_or_create(
        slug=slug, defaults={"name": case.area.name, "crs": case.crs}
    )
    tables = tables_of(case)
    digest = hashlib.sha256(json.dumps([case.crs, tables]).encode()).hexdigest()
    if is_new:
        Record.objects.bulk_create(_rows(tables, area))
        Origin.objects.create(area=area, digest=digest, version=area.version)
        return area
    origin, _ = Origin.objects.get_or_create(
        area=area, defaults={"digest": "", "version": area.version}
    )
    if origin.digest != digest:
        _bring_in(area, case, tables, origin.version)
        origin.digest, origin.version = digest, area.version
        origin.save()
    return area


def _bring_in(area: Area, case: Case, tables: Tables, since: int) -> None:
    """Change an area as its file changed since a version."""
    if case.crs != area.crs:
        area.crs = case.crs
        area.save()
    changes = changes_between(tables_at(area, since), tables)
    while True:
        try:
            change_records(area, FROM_FILE, changes, based_on=since, why=Why(Kind.IMPORT))
        except ClashError as error:
            changes = [_without_clashes(change, error.clashes) for change in changes]
            changes = [change for change in changes if change.values != {}]
        else:
            return


def _without_clashes(change: RecordChange, clashes: Sequence[Clash]) -> RecordChange:
    here = [c.field for c in clashes if (c.table, c.key) == (change.table, change.key)]
    if WHOLE in here:
        return replace(change, values={})
    if change.values is None:
        return change
    return replace(change, values={k: v for k, v in change.values.items() if k not in here})


def _rows(tables: Tables, area: Area) -> list[Record]:
    rows = []
    for table, records in tables.items():
        for position, (key, values) in enumerate(records.items()):
            row = Record(
                area=area, table=table, key=key, position=position, version=area.version
            )  # fmt: skip
            put_values(row, values)
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

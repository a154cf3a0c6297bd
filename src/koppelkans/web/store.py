# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a case to rows and back."""

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify
from pydantic import ValidationError

from koppelkans.case import Case, CaseError, Circle, Struggle
from koppelkans.result import Result
from koppelkans.seen.narrow import Circles, narrow
from koppelkans.web.models import Alternative, Area, Programme, Record, State
from koppelkans.web.records.author import Author
from koppelkans.web.records.change import ClashError, RecordChange, Why, change_records
from koppelkans.web.records.compare import changes_between, tables_of
from koppelkans.web.records.history import tables_at
from koppelkans.web.records.merging import WHOLE, Clash
from koppelkans.web.records.models import Kind, Origin
from koppelkans.web.records.state import State as CaseState
from koppelkans.web.records.state import Tables, make_state, state_of
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
    """Return the case of an area; built once for every version.

    Raises
    ------
    CaseError
        When it is not complete.
    """
    return _case_of(state_of(area))


def _case_of(state: CaseState) -> Case:
    if state.case is None:
        raise CaseError(state.problems)
    return state.case


def pack_case(case: Case) -> bytes:
    """Return a case as it is kept with a programme: its records as stored, compressed."""
    return zlib.compress(json.dumps({"crs": case.crs, "tables": tables_of(case)}).encode())


def unpack_case(packed: bytes) -> Case:
    """Return the case that `pack_case` packed."""
    found = json.loads(zlib.decompress(packed))
    return _case_of(make_state(0, found["crs"], found["tables"]))


@lru_cache(maxsize=16)
def _programme_case(programme_id: int, _created: datetime) -> Case:
    return unpack_case(Programme.objects.values_list("case", flat=True).get(pk=programme_id))


def load_programme_case(programme: Programme) -> Case:
    """Return the case that a programme was computed for; it never changes."""
    return _programme_case(programme.pk, programme.created)


def load_shown_case(programme: Programme) -> Case:
    """Return the case of a programme to show from: no struggle for more than it is meant now."""
    return narrow(load_programme_case(programme), circles_now(programme.area_id))


def circles_now(area_id: int) -> Circles:
    """Return for whom each struggle of an area is now."""
    rows = Record.objects.filter(area_id=area_id, table=Struggle.table).order_by("key")
    return {
        row.key: (
            Circle(row.data.get("visibility", Circle.PARTNERS)),
            tuple(row.data.get("shown_to", ())),
        )
        for row in rows
    }


def first_alternative(area: Area) -> Alternative:
    """Return the alternative that every area has."""
    found = area.alternatives.order_by("number").first()
    if found is None:
        found, _is_new = Alternative.objects.get_or_create(area=area, number=1)
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

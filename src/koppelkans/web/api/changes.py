# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed and by whom; several changes in one go, taking back and putting back."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from koppelkans.web.api import answers, shapes
from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.desk import Desk, clashed, desk_in, keep, plain, refused
from koppelkans.web.api.paging import LARGEST, PAGING, page
from koppelkans.web.api.reading import Given, read
from koppelkans.web.records.change import ClashError, Outcome, RecordChange, RefusedError
from koppelkans.web.records.models import Change, ChangeSet
from koppelkans.web.records.telling import may_see_change, sides_of
from koppelkans.web.records.undo import restore_area, restore_record, undo

router = Router(tags=["changes"])

MOST_AT_ONCE = 5000


class Wanted(Given):
    """One record as it should become: the fields that change, or null to remove it."""

    table: str
    id: str = Field(min_length=1, max_length=100)
    values: dict[str, Any] | None
    settled: list[str] = Field(default=[], max_length=100)


class RecordNamed(Given):
    """One record."""

    table: str = Field(max_length=40)
    id: str = Field(min_length=1, max_length=100)


class WantedChanges(Given):
    """What should become of records, all or none; or what to take back, or to put back.

    ``based_on`` is the version of the area that the caller saw: what others changed since is
    merged, and where they changed the same field the answer is 409. Who then chooses sends the
    fields in ``settled`` and the version that it saw in ``seen``. ``restores`` puts the whole area
    back to a version, or ``only`` one record.
    """

    based_on: int = Field(ge=1, le=LARGEST)
    seen: int = Field(default=0, ge=0, le=LARGEST)
    records: list[Wanted] = Field(default=[], max_length=MOST_AT_ONCE)
    undoes: int | None = Field(default=None, ge=1, le=LARGEST)
    restores: int | None = Field(default=None, ge=1, le=LARGEST)
    only: RecordNamed | None = None
    allow_gaps: bool = False


class RecordChanged(Schema):
    """What happened to one record: fields before and after; null where it was not there."""

    table: str
    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class ChangeShown(Schema):
    """What one person did in one go; ``hidden`` counts the records that others keep."""

    version: int
    author: str
    kind: str
    note: str
    made: str
    undoes: int | None
    hidden: int
    records: list[RecordChanged]


class ChangePage(Schema):
    """One page of changes, the latest first."""

    items: list[ChangeShown]
    total: int
    next: str | None


def show(desk: Desk, change_set: ChangeSet) -> dict[str, Any]:
    """Return a change as the caller may see it."""
    changes = list(change_set.changes.all())
    shown = [change for change in changes if may_see_change(desk, change)]
    return {
        "version": change_set.version, "author": change_set.author_name, "kind": change_set.kind,
        "note": change_set.note, "made": change_set.made.isoformat(),
        "undoes": change_set.undoes.version if change_set.undoes else None,
        "hidden": len(changes) - len(shown), "records": [_show(desk, c) for c in shown],
    }  # fmt: skip


def _show(desk: Desk, change: Change) -> dict[str, Any]:
    sides = sides_of(desk, change)
    before, after = (
        None if fields is None else {
            field: plain(field, value)
            for field, value in fields.items()
            if all(side.then.sees_field(change.table, side.values or {}, field) for side in sides)
        }
        for fields in (change.before, change.after)
    )  # fmt: skip
    return {"table": change.table, "id": change.key, "before": before, "after": after}


@router.get(
    "/areas/{slug:area}/changes", operation_id="list_changes", summary="List what changed",
    response={200: ChangePage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_changes(
    request: HttpRequest, area: str, table: str | None = None, record: str | None = None
) -> HttpResponse:
    """Return the changes of an area, or those of one table or record, the latest first."""
    desk = desk_in(request, area)
    sets = desk.area.change_sets.select_related("undoes").prefetch_related("changes")
    about = {"changes__table": table, "changes__key": record}
    asked = {name: value for name, value in about.items() if value is not None}
    if asked:
        # Which change was about a record is told only of a record that may be seen.
        rows = (
            Change.objects.filter(
                change_set__area=desk.area, **{name[9:]: value for name, value in asked.items()}
            )
            .select_related("change_set")
            .order_by("-change_set__version")
        )
        seen = {c.change_set_id for c in rows if c.table in desk.tables and may_see_change(desk, c)}
        sets = sets.filter(pk__in=seen)
    return page(request, sets, lambda one: show(desk, one), total=sets.count())  # type: ignore[arg-type]


@router.get(
    "/areas/{slug:area}/changes/{int:version}", operation_id="get_change",
    summary="Get one change", response={200: ChangeShown},
    openapi_extra={"responses": shapes.responses(ok=200)},
)  # fmt: skip
def get_change(request: HttpRequest, area: str, version: int) -> HttpResponse:
    desk = desk_in(request, area)
    return answers.answer(show(desk, _find(desk, version)))


def _find(desk: Desk, version: int) -> ChangeSet:
    found = desk.area.change_sets.filter(version=min(version, LARGEST)).first()
    if found is None:
        raise answers.not_found()
    return found


@router.post(
    "/areas/{slug:area}/changes", operation_id="make_change",
    summary="Change several records, take a change back, or put the area back",
    response={200: None, 201: ChangeShown},
    openapi_extra={
        "requestBody": shapes.body("WantedChanges"),
        "responses": shapes.responses(403, 409, 413, 415, 422, ok=201)
        | {200: shapes.good("It was like that already")},
    },
)  # fmt: skip
def make_change(request: HttpRequest, area: str) -> HttpResponse:
    desk = desk_in(request, area)
    wanted = _read(request)
    outcome = _do(desk, wanted)
    if outcome.change_set is None:
        return HttpResponse(status=200, headers={"ETag": answers.tag_of(outcome.version)})
    fresh = desk_in(request, area)
    where = request.build_absolute_uri(f"{request.path}/{outcome.version}")
    headers = {"Location": where, "ETag": answers.tag_of(outcome.version)}
    return answers.answer(show(fresh, outcome.change_set), 201, headers)


def _read(request: HttpRequest) -> WantedChanges:
    wanted = read(request, WantedChanges)
    ways = [bool(wanted.records), wanted.undoes is not None, wanted.restores is not None]
    if sum(ways) != 1:
        raise ProblemError(400, _("Send one of: records, undoes, restores."))
    return wanted


def _do(desk: Desk, wanted: WantedChanges) -> Outcome:
    based_on = min(wanted.based_on, desk.area.version)
    if wanted.records:
        return keep(desk, _changes(wanted.records), based_on=based_on, seen=wanted.seen,
                    allow_gaps=wanted.allow_gaps)  # fmt: skip
    try:
        if wanted.undoes is not None:
            found = _find(desk, wanted.undoes)
            if hasattr(found, "undone_by"):
                raise ProblemError(409, _("This is taken back already."))
            return undo(desk.area, desk.author, found)
        if based_on != desk.area.version:
            raise ProblemError(409, _("Somebody else changed the same meanwhile."))
        version = min(wanted.restores or 1, desk.area.version)
        if wanted.only is None:
            return restore_area(desk.area, desk.author, version)
        return restore_record(desk.area, desk.author, version, wanted.only.table, wanted.only.id)
    except RefusedError as error:
        raise refused(desk, error) from None
    except ClashError as error:
        raise clashed(desk, error) from None
    except PermissionDenied:
        raise ProblemError(403, _("You may read this, but not change it.")) from None


def _changes(records: Sequence[Wanted]) -> list[RecordChange]:
    keys = [(w.table, w.id.strip()) for w in records]
    if len(set(keys)) != len(keys):
        raise ProblemError(400, _("Name each record once."))
    return [RecordChange(w.table, w.id.strip(), w.values, frozenset(w.settled)) for w in records]

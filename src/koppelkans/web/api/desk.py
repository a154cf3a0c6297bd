# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a program works in an area: what it sees of the records, and keeping what it changes."""

from collections.abc import Sequence
from typing import Any

import shapely
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from shapely.geometry import mapping

from koppelkans.case import TABLES, Problem
from koppelkans.case.record import reference_fields
from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.door import reader_in
from koppelkans.web.records.change import (
    EDITED,
    ClashError,
    Outcome,
    RecordChange,
    RefusedError,
    Why,
    change_records,
)
from koppelkans.web.records.desk import Desk as People
from koppelkans.web.records.desk import desk_of, say_problem
from koppelkans.web.records.forms import say_elsewhere
from koppelkans.web.records.merging import Clash
from koppelkans.web.records.values import Values


class Desk(People):
    """The desk at which people work in the pages, for programs."""

    def show(self, table: str, values: Values) -> dict[str, Any]:
        """Return the fields of a record that may be seen; empty where its owner keeps them."""
        names = reference_fields(TABLES[table])
        return {
            field: self._known(names.get(field, ""), plain(field, values.get(field)))
            if self.sees.sees_field(table, values, field) else None
            for field in TABLES[table].model_fields
        }  # fmt: skip

    def _known(self, table: str, value: Any) -> Any:
        """Return a value that names records of a table, without those that may not be seen."""
        rows = self.tables.get(table, {})
        if isinstance(value, list):
            return [key for key in value if key not in rows or self.sees(table, rows[key])]
        is_hidden = isinstance(value, str) and value in rows and not self.sees(table, rows[value])
        return None if is_hidden else value


def plain(field: str, value: Any) -> Any:
    """Return a stored value as JSON: geometry as GeoJSON, in the coordinate system of the area."""
    if field == "geometry" and isinstance(value, str):
        return mapping(shapely.from_wkb(bytes.fromhex(value)))
    return value


def desk_in(request: HttpRequest, slug: str) -> Desk:
    """Return the desk of a caller in an area."""
    of = desk_of(reader_in(request, slug))
    return Desk(of.area, of.state, of.author, of.language, of.reader, of.sees)


def keep(
    desk: Desk, changes: Sequence[RecordChange], *, based_on: int, seen: int = 0,
    allow_gaps: bool = False, why: Why = EDITED,
) -> Outcome:  # fmt: skip
    """Keep changes.

    Raises
    ------
    ProblemError
        When they cannot be kept, with everything that is in the way.
    """
    try:
        return change_records(
            desk.area,
            desk.author,
            changes,
            based_on=based_on,
            seen=seen,
            allow_gaps=allow_gaps,
            why=why,
        )
    except RefusedError as error:
        raise refused(desk, error) from None
    except ClashError as error:
        raise clashed(desk, error) from None
    except PermissionDenied:
        raise ProblemError(403, _("You may read this, but not change it.")) from None


def refused(desk: Desk, error: RefusedError) -> ProblemError:
    """Return what is wrong, as far as the caller may know, each at its field."""
    return ProblemError(
        422, _("The area would not be correct any more."), _("Nothing was changed."),
        errors=[_say(desk, problem) for problem in error.problems],
    )  # fmt: skip


def _say(desk: Desk, problem: Problem) -> dict[str, Any]:
    values = desk.tables.get(problem.table, {}).get(problem.id)
    if values is not None and not desk.sees(problem.table, values):
        return {"detail": say_elsewhere(desk, problem)}
    return {
        "table": problem.table, "id": problem.id, "field": problem.field,
        "detail": say_problem(problem, desk.language),
    }  # fmt: skip


def clashed(desk: Desk, error: ClashError) -> ProblemError:
    """Return which fields others changed meanwhile, and into what."""
    return ProblemError(
        409, _("Somebody else changed the same meanwhile."),
        _("Nothing was changed. Look at what they made of it, and choose."),
        clashes=[_tell(desk, clash) for clash in error.clashes], version=error.version,
    )  # fmt: skip


def _tell(desk: Desk, clash: Clash) -> dict[str, Any]:
    where = {"table": clash.table, "id": clash.key, "field": clash.field}
    theirs = desk.tables[clash.table].get(clash.key)
    if not clash.field or theirs is None:
        return where
    if not (desk.sees(clash.table, theirs)
            and desk.sees.sees_field(clash.table, theirs, clash.field)):  # fmt: skip
        return where
    return where | {
        side: plain(clash.field, getattr(clash, side)) for side in ("base", "mine", "theirs")
    }

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one way to write records: checked as a whole, merged with what others did, kept for ever.

Pages, imports and the API call `change_records`. It either does everything it was asked, as one
change with one version, or nothing and says why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.dispatch import Signal
from django.utils import timezone

from koppelkans.case import TABLES, Problem
from koppelkans.case.rows import expect
from koppelkans.web.models import Area, Record
from koppelkans.web.records.author import Author
from koppelkans.web.records.history import records_at
from koppelkans.web.records.merging import Clash, merge_record
from koppelkans.web.records.models import Change, ChangeSet, Kind
from koppelkans.web.records.state import (
    State,
    Tables,
    make_state,
    remember_state,
    state_of,
)
from koppelkans.web.records.values import Key, Values, differing, filled, put_values, read_values

records_changed = Signal()
"""Sent after a change is kept for good: ``change_set``, a `ChangeSet`."""


@dataclass(frozen=True)
class RecordChange:
    """What should happen to one record.

    Attributes
    ----------
    table, key
        Which record.
    values
        Fields as they should become, in any form that a field takes; empty is None. Fields that
        are left out stay as they are. None for the whole: the record is removed.
    settled
        Fields for which the author has seen what others made of them, and chooses these values
        all the same; `merging.WHOLE` for the record as a whole.
    loosens
        Whether it only stops naming what goes along in the same change: that needs no right to
        the record, and gives none.
    """

    table: str
    key: str
    values: Mapping[str, Any] | None
    settled: frozenset[str] = frozenset()
    loosens: bool = False


@dataclass(frozen=True)
class Edit:
    """One record before and after; None where it is not there."""

    table: str
    key: str
    before: Values | None
    after: Values | None
    loosens: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of it: None when nothing differed, and the fields that others changed meanwhile."""

    change_set: ChangeSet | None
    version: int
    others: tuple[tuple[str, str, str], ...] = ()


class RefusedError(Exception):
    """The change would leave the area wrong; ``problems`` names everything, at its field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.in_language("en") for problem in problems))

    @property
    def only_gaps(self) -> bool:
        """Whether nothing is wrong, only something missing."""
        return all(problem.is_gap for problem in self.problems)


class ClashError(Exception):
    """Others changed the same fields meanwhile; ``version`` is what they were compared with."""

    def __init__(self, clashes: Sequence[Clash], version: int) -> None:
        self.clashes = tuple(clashes)
        self.version = version
        super().__init__(", ".join(f"{c.table} {c.key} {c.field}" for c in clashes))


@dataclass(frozen=True)
class Why:
    """How a change came about; see `ChangeSet`."""

    kind: str = Kind.EDIT
    note: str = ""
    undoes: ChangeSet | None = field(default=None, compare=False)


EDITED = Why()


def change_records(
    area: Area,
    author: Author,
    changes: Sequence[RecordChange],
    *,
    based_on: int,
    seen: int = 0,
    why: Why = EDITED,
    allow_gaps: bool = False,
) -> Outcome:
    """Change records of an area, all or none, in one transaction.

    Parameters
    ----------
    area
        The area; its version may have been raised since it was read.
    author
        Who changes, and what that person may change.
    changes
        What should become of which record.
    based_on
        Version of the area that the author saw. What others changed since is merged by field.
    seen
        Version in which the author saw the values of others for what is `settled` in the changes.
    why
        How it came about.
    allow_gaps
        Whether a complete area may become one where something is still missing.

    Raises
    ------
    RefusedError
        When a value does not fit, or the area would not be correct any more.
    ClashError
        When others changed the same fields since ``based_on``.
    django.core.exceptions.PermissionDenied
        When a record is not the author's to change.
    """
    with transaction.atomic():
        locked = Area.objects.select_for_update().get(pk=area.pk)
        state = state_of(locked)
        edits, others = _plan(locked, author, changes, (based_on, seen))
        after = check_edits(state, edits, author, allow_gaps=allow_gaps)
        change_set = keep_edits(locked, author, edits, why) if edits else None
        if change_set is not None:
            _follow_area(locked, after)
    area.refresh_from_db()
    if change_set is not None:
        if all(edit.before is not None for edit in edits):
            # What comes back goes to its former place, which only the database knows.
            after = replace(after, made=change_set.made)
            transaction.on_commit(partial(remember_state, locked, after))
        transaction.on_commit(
            lambda: records_changed.send(sender=ChangeSet, change_set=change_set), robust=True
        )
    return Outcome(change_set, area.version, tuple(others))


def preview_changes(
    area: Area, author: Author, changes: Sequence[RecordChange], *, based_on: int
) -> list[Edit]:
    """Return what `change_records` would do with the same arguments, and do nothing.

    Raises
    ------
    RefusedError, ClashError, django.core.exceptions.PermissionDenied
        As `change_records` would, but for what is only still missing.
    """
    edits, _others = _plan(area, author, changes, (based_on, 0))
    check_edits(state_of(area), edits, author, allow_gaps=True)
    return edits


def _plan(
    area: Area, author: Author, changes: Sequence[RecordChange], versions: tuple[int, int]
) -> tuple[list[Edit], list[tuple[str, str, str]]]:
    tables = state_of(area).tables
    problems: list[Problem] = []
    clashes: list[Clash] = []
    edits: list[Edit] = []
    others: list[tuple[str, str, str]] = []
    unknown = [c.table for c in changes if c.table not in TABLES]
    if unknown:
        text = expect("table", names=", ".join(TABLES))
        raise RefusedError([Problem(text, table=name) for name in unknown])
    bases, seen = (records_at(area, v, [(c.table, c.key) for c in changes]) for v in versions)
    for change in changes:
        where = (change.table, change.key)
        theirs, base = tables[change.table].get(change.key), bases[where]
        mine, wrong = _wanted(change, base)
        differs = mine is None or base is None or any(base.get(k) != v for k, v in mine.items())
        if differs and not change.loosens:
            # Before anything is told of what others made of it.
            _check_permission(author, change.table, change.key, theirs, tables)
        problems += wrong or _check_key(change, base, theirs, mine)
        merged = merge_record(where, base, mine, theirs, change.settled, seen[where])
        clashes += merged.clashes
        others += [(*where, name) for name in merged.others]
        after = None if merged.values is None else filled(change.table, merged.values)
        if after != theirs:
            edits.append(Edit(*where, theirs, after, change.loosens))
    if problems:
        raise RefusedError(problems)
    if clashes:
        raise ClashError(clashes, area.version)
    return edits, others


def _wanted(change: RecordChange, base: Values | None) -> tuple[Values | None, list[Problem]]:
    if change.values is None:
        return None, []
    mine, problems = read_values(change.table, change.key, change.values)
    if base is None:
        mine = filled(change.table, {**mine, "id": mine.get("id") or change.key})
    return mine, problems


def _check_key(
    change: RecordChange, base: Values | None, theirs: Values | None, mine: Values | None
) -> list[Problem]:
    """Return what is wrong with the id: taken, not fit to be one, or changed."""
    wrong = Problem(
        expect("taken"), table=change.table, id=change.key, field="id", found=change.key
    )
    if mine is None:
        return []
    if base is None and theirs is not None and mine != theirs:
        return [wrong]
    if mine.get("id", change.key) != change.key:
        return [replace(wrong, expected=expect("string_pattern_mismatch"))]
    return []


def _check_permission(
    author: Author, table: str, key: str, values: Values | None, tables: Tables
) -> None:
    if values is not None and not author.may_edit(table, values, tables):
        raise PermissionDenied(f"{table} {key}")


def check_edits(state: State, edits: Sequence[Edit], author: Author, *, allow_gaps: bool) -> State:
    """Return the state that edits make of another one.

    An area that is complete stays so. In one that is still being filled in, something may be
    missing, and a record may bring to light what is wrong with another one; but what is written
    is itself right.

    Raises
    ------
    RefusedError
        With everything that would be wrong.
    django.core.exceptions.PermissionDenied
        When a record would become one that is not the author's.
    """
    if not edits:
        return state
    touched = {edit.table for edit in edits}
    tables = {
        table: dict(rows) if table in touched else rows for table, rows in state.tables.items()
    }
    for edit in edits:
        rows = cast(dict[str, Values], tables[edit.table])
        if edit.after is None:
            rows.pop(edit.key, None)
        else:
            rows[edit.key] = edit.after
    for edit in edits:
        if edit.loosens:
            continue
        _check_permission(author, edit.table, edit.key, edit.after, tables)
        if edit.before is not None and author.forbids(edit.table, edit.before, edit.after, tables):
            raise PermissionDenied(f"{edit.table} {edit.key}")
    after = make_state(state.version + 1, state.crs, tables, state)
    known = {_identify(problem) for problem in state.problems}
    written = {(edit.table, edit.key) for edit in edits}
    wrong = [
        problem
        for problem in after.problems
        if _identify(problem) not in known
        and not (problem.is_gap and (allow_gaps or state.is_draft))
        and not (state.is_draft and (problem.table, problem.id) not in written)
    ]
    if wrong:
        raise RefusedError(wrong)
    return after


def _identify(problem: Problem) -> tuple[str, ...]:
    return (problem.table, problem.id, problem.field, problem.expected.text)


def keep_edits(area: Area, author: Author, edits: Sequence[Edit], why: Why = EDITED) -> ChangeSet:
    """Write edits that are known to be right, and the change that they are; raise the version."""
    area.version += 1
    change_set = ChangeSet.objects.create(
        area=area, version=area.version, author=author.key, author_name=author.name,
        kind=why.kind, note=why.note[:200], undoes=why.undoes,
    )  # fmt: skip
    rows = _rows_of(area, edits)
    positions = _positions(area, [edit for edit in edits if edit.before is None])
    added, changed, removed, log = [], [], [], []
    for edit in edits:
        row = rows.get((edit.table, edit.key))
        if row is None:
            position = positions[edit.table, edit.key]
            row = Record(area=area, table=edit.table, key=edit.key, position=position)
            added.append(row)
        elif edit.after is None:
            removed.append(row.pk)
        else:
            changed.append(row)
        row.version = area.version
        if edit.after is not None:
            put_values(row, edit.after)
        log.append(_logged(change_set, edit, row.position))
    Record.objects.filter(pk__in=removed).delete()
    Record.objects.bulk_create(added)
    Record.objects.bulk_update(
        changed, ["data", "geometry", "min_x", "min_y", "max_x", "max_y", "version"], batch_size=200
    )
    Change.objects.bulk_create(log)
    area.changed = timezone.now()
    area.save(update_fields=["version", "changed"])
    return change_set


def _rows_of(area: Area, edits: Sequence[Edit]) -> dict[Key, Record]:
    tables, keys = {edit.table for edit in edits}, {edit.key for edit in edits}
    found = area.records.filter(table__in=tables, key__in=keys)
    return {(r.table, r.key): r for r in found}


def _positions(area: Area, added: Sequence[Edit]) -> dict[Key, int]:
    """Return where added records come: at the end, or where they were when they come back."""
    if not added:
        return {}
    last = dict.fromkeys({edit.table for edit in added}, -1)
    kept = Change.objects.filter(change_set__area=area, table__in=list(last))
    rows = area.records.filter(table__in=list(last)).order_by()
    for table, position in (
        *rows.values_list("table").annotate(Max("position")),
        *kept.values_list("table").annotate(Max("position")),
    ):
        last[table] = max(last.get(table, -1), position)
    former = {
        (table, key): position
        for table, key, position in kept.filter(key__in={edit.key for edit in added})
        .order_by("pk")
        .values_list("table", "key", "position")
    }
    found: dict[Key, int] = {}
    for edit in added:
        if (edit.table, edit.key) not in former:
            last[edit.table] += 1
        found[edit.table, edit.key] = former.get((edit.table, edit.key), last[edit.table])
    return found


def _logged(change_set: ChangeSet, edit: Edit, position: int) -> Change:
    before, after = edit.before, edit.after
    if before is not None and after is not None:
        fields = differing(before, after)
        before = {name: before.get(name) for name in fields}
        after = {name: after.get(name) for name in fields}
    return Change(
        change_set=change_set, table=edit.table, key=edit.key, position=position,
        before=before, after=after,
    )  # fmt: skip


def _follow_area(area: Area, state: State) -> None:
    """Call the area what its record says."""
    name = next((values.get("name") for values in state.tables["areas"].values()), None)
    if name and name != area.name:
        area.name = name[:200]
        area.save(update_fields=["name"])

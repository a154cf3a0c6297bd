# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking back: one's own last change, any change, or the area as it was; each a change itself."""

from collections.abc import Iterable

from koppelkans.web.models import Area
from koppelkans.web.records.author import Author
from koppelkans.web.records.change import Outcome, RecordChange, Why, change_records
from koppelkans.web.records.compare import changes_between
from koppelkans.web.records.history import tables_at
from koppelkans.web.records.models import ChangeSet, Kind
from koppelkans.web.records.state import Tables, state_of
from koppelkans.web.records.values import Key


def last_to_undo(area: Area, author: Author) -> ChangeSet | None:
    """Return the last change of an author that is not taken back."""
    own = area.change_sets.filter(author=author.key, undone_by=None)
    return own.exclude(kind=Kind.UNDO).order_by("-version").first()


def last_to_redo(area: Area, author: Author) -> ChangeSet | None:
    """Return what an author took back last, unless the author did something else since."""
    own = area.change_sets.filter(author=author.key).order_by("-version")
    undone = own.filter(kind=Kind.UNDO, undone_by=None).first()
    if undone is None:
        return None
    later = own.filter(version__gt=undone.version).exclude(kind__in=(Kind.UNDO, Kind.REDO))
    return None if later.exists() else undone


def undo(area: Area, author: Author, change_set: ChangeSet) -> Outcome:
    """Take a change back, as a new change.

    Raises
    ------
    koppelkans.web.records.change.ClashError
        When the same fields were changed since.
    koppelkans.web.records.change.RefusedError
        When something that came later needs what would be taken back.
    """
    kind = Kind.REDO if change_set.kind == Kind.UNDO else Kind.UNDO
    changes = [
        RecordChange(change.table, change.key, change.before)
        for change in change_set.changes.order_by("-pk")
    ]
    return change_records(
        area, author, changes, based_on=change_set.version, why=Why(kind, undoes=change_set)
    )


def restore_area(area: Area, author: Author, version: int) -> Outcome:
    """Make every record of an area what it was at a version, as a new change."""
    old, now = tables_at(area, version), state_of(area).tables
    keys = dict.fromkeys((table, key) for tables in (now, old) for table in tables
                         for key in tables[table])  # fmt: skip
    return _put_back(area, author, version, keys, old)


def restore_record(area: Area, author: Author, version: int, table: str, key: str) -> Outcome:
    """Make one record what it was at a version, as a new change."""
    return _put_back(area, author, version, [(table, key)], tables_at(area, version))


def _put_back(
    area: Area, author: Author, version: int, keys: Iterable[Key], old: Tables
) -> Outcome:
    now, wanted = state_of(area).tables, set(keys)
    changes = [
        c
        for c in changes_between(now, old)
        if (c.table, c.key) in wanted and not _is_anothers(author, c, now, old)
    ]
    return change_records(
        area, author, changes, based_on=area.version, why=Why(Kind.RESTORE, str(version))
    )


def _is_anothers(author: Author, change: RecordChange, now: Tables, old: Tables) -> bool:
    """Whether it is about what another partner alone changes, such as a struggle: that stays."""
    present, former = (tables[change.table].get(change.key) for tables in (now, old))
    before = present or former
    after = former if present else None
    return before is not None and author.forbids(change.table, before, after, now)

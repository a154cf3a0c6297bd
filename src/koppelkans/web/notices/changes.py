# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling those who follow it what changed, and whose tasks meet since; after the change."""

from collections.abc import Iterable

from koppelkans.seen.eyes import Eyes
from koppelkans.web.access.reader import Reader
from koppelkans.web.models import Area
from koppelkans.web.notices.members import Table, table_of
from koppelkans.web.notices.models import Kind, Level, Reached
from koppelkans.web.notices.overlaps import DECISIVE, meeting_tasks
from koppelkans.web.notices.subjects import Subject, subject_in, whole_of
from koppelkans.web.notices.tell import Happening, tell
from koppelkans.web.records.history import tables_at, take_back
from koppelkans.web.records.models import Change, ChangeSet
from koppelkans.web.records.state import Tables

AT_FIRST = 50
"""A change of more records than this is a list that came in: followers of all are told once."""


def tell_changes(area: Area, version: int) -> None:
    """Tell of all changes of an area up to a version that nobody was told of yet.

    What an earlier job left when it was killed is done here; telling twice tells once.
    """
    area.refresh_from_db()
    reached = Reached.objects.filter(area=area).first()
    since = min(reached.version, version - 1) if reached else version - 1
    table = table_of(area)
    for change_set in area.change_sets.filter(version__gt=since, version__lte=version).order_by(
        "version"
    ):
        _tell_set(table, change_set)
        Reached.objects.update_or_create(area=area, defaults={"version": change_set.version})


def _tell_set(table: Table, change_set: ChangeSet) -> None:
    changes = list(change_set.changes.all())
    after = tables_at(table.area, change_set.version)
    before = take_back(after, changes[::-1])
    _tell_followers(table, change_set, _subjects(changes, before, after), (before, after))
    _tell_overlaps(table, change_set, _moved(changes), (before, after))


def _subjects(
    changes: Iterable[Change], before: Tables, after: Tables
) -> dict[tuple[str, str], list[Change]]:
    """Return the records that people know to which something happened, with what happened."""
    found: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        subject = whole_of(after, change.table, change.key) or whole_of(
            before, change.table, change.key
        )
        if subject is not None:
            found.setdefault(subject, []).append(change)
    return found


def _tell_followers(
    table: Table,
    change_set: ChangeSet,
    subjects: dict[tuple[str, str], list[Change]],
    states: tuple[Tables, Tables],
) -> None:
    before, after = states
    for user, reader in table.readers.items():
        if str(user) == change_set.author or table.level_of(user) == Level.FEW:
            continue
        if len(subjects) > AT_FIRST and table.level_of(user) == Level.ALL:
            _tell_one(user, table, change_set, None)
            continue
        for key, changes in subjects.items():
            subject = subject_in(reader, after, *key) or subject_in(
                reader, before, *key, is_removed=key[1] not in after[key[0]]
            )
            if subject is None or not table.follows_record(user, subject):
                continue
            if any(_sees_change(reader, change, states) for change in changes):
                _tell_one(user, table, change_set, subject)


def _sees_change(reader: Reader, change: Change, states: tuple[Tables, Tables]) -> bool:
    """Whether a reader may know that something happened: it may see a field that differs."""
    for tables in states:
        values = tables[change.table].get(change.key)
        if values is None:
            continue
        eyes = Eyes(reader.viewer, tables)
        if not eyes(change.table, values):
            return False
        fields = set(change.before or {}) | set(change.after or {})
        if not any(eyes.sees_field(change.table, values, field) for field in fields):
            return False
    return True


def _tell_one(user: int, table: Table, change_set: ChangeSet, subject: Subject | None) -> None:
    name, key = (subject.table, subject.key) if subject else ("", "")
    once = f"change-{change_set.version}-{name}-{key}"
    by, facts = change_set.author_name, {"version": change_set.version}
    tell([user], Happening(table.area, Kind.CHANGE, once, name, key, by, facts))


def _moved(changes: Iterable[Change]) -> set[str]:
    """Return the tasks that are new, or may be elsewhere, at another time or before other eyes."""
    found = set()
    for change in changes:
        if change.table != "tasks" or change.after is None:
            continue
        if change.before is None or DECISIVE & (set(change.before) | set(change.after)):
            found.add(change.key)
    return found


def _tell_overlaps(
    table: Table, change_set: ChangeSet, moved: set[str], states: tuple[Tables, Tables]
) -> None:
    """Tell whoever a task belongs to which tasks of others meet it that did not before."""
    if not moved:
        return
    before, after = states
    met = meeting_tasks(after, moved)
    touched = moved | {other for others in met.values() for other in others}
    meets, met_before = meeting_tasks(after, touched), meeting_tasks(before, touched)
    for user, reader in table.readers.items():
        if str(user) == change_set.author or table.level_of(user) == Level.FEW:
            continue
        sees_now, saw = Eyes(reader.viewer, after), Eyes(reader.viewer, before)
        for own in sorted(touched):
            if not table.is_own(user, after["tasks"][own].get("partner_id")) and not (
                table.follows.get((user, "tasks", own)) and sees_now("tasks", after["tasks"][own])
            ):
                continue
            known = {k for k in met_before[own] if saw("tasks", before["tasks"][k])}
            fresh = [
                key for key in meets[own] - known
                if (own in moved or key in moved) and sees_now("tasks", after["tasks"][key])
            ]  # fmt: skip
            if fresh:
                facts = {"others": sorted(fresh), "version": change_set.version}
                once, by = f"overlap-{change_set.version}-{own}", change_set.author_name
                tell([user], Happening(table.area, Kind.OVERLAP, once, "tasks", own, by, facts))

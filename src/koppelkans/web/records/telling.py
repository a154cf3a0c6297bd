# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed, in words: the title of a change, and its fields from and to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from koppelkans.web.records.desk import Desk
from koppelkans.web.records.layout import address_of, one_of
from koppelkans.web.records.models import Change, ChangeSet, Kind
from koppelkans.web.records.state import Tables
from koppelkans.web.records.then import Then
from koppelkans.web.records.values import Key, Values, differing
from koppelkans.web.records.wording import column_of, name_of, say_value, table_name, title_of

MOST_NAMED = 3


@dataclass(frozen=True)
class Line:
    """One field of a record, from and to."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """One record that differs."""

    table: str
    name: str
    what: str
    lines: tuple[Line, ...]
    address: str


def title_of_set(change_set: ChangeSet, desk: Desk) -> str:
    """Return what a change was about, in a few words, as far as the reader may know."""
    changes = list(change_set.changes.all())
    shown = [change for change in changes if may_see_change(desk, change)]
    names = [_about(desk, change) for change in shown[:MOST_NAMED]]
    if len(changes) > len(names):
        names.append(_("and %(number)s more") % {"number": len(changes) - len(names)})
    what = ", ".join(names)
    if change_set.kind == Kind.UNDO:
        return _("Taken back: %(what)s") % {"what": what}
    if change_set.kind == Kind.REDO:
        return _("Done again: %(what)s") % {"what": what}
    if change_set.kind == Kind.RESTORE:
        return _("Put back to version %(version)s: %(what)s") % {
            "version": change_set.note, "what": what,
        }  # fmt: skip
    if change_set.kind == Kind.IMPORT:
        return _("From %(file)s: %(what)s") % {"file": change_set.note or _("a file"), "what": what}
    return what


@dataclass(frozen=True)
class Side:
    """A record just before or just after a change, and what the reader may know of then."""

    values: Values | None
    then: Then

    def is_seen(self, table: str) -> bool:
        """Whether the reader may know it; that there was nothing, everybody may."""
        return self.values is None or self.then(table, self.values)


Sides = tuple[Side, Side]


def sides_of(desk: Desk, change: Change) -> Sides:
    """Return a record whole, just before and just after a change."""
    version = change.change_set.version
    after, before = (Then(desk.sees, desk.walk.to(v)) for v in (version, version - 1))
    return _side(before, change), _side(after, change)


def _side(then: Then, change: Change) -> Side:
    return Side(then.tables[change.table].get(change.key), then)


def may_see_change(desk: Desk, change: Change) -> bool:
    """Whether the reader may see a record both as it was and as it became."""
    return _are_seen(sides_of(desk, change), change.table)


def _are_seen(sides: Sides, table: str) -> bool:
    return all(side.is_seen(table) for side in sides)


def _about(desk: Desk, change: Change) -> str:
    present = desk.tables[change.table].get(change.key)
    values = {"id": change.key, **(present or change.after or change.before or {})}
    words = {"one": one_of(change.table), "name": name_of(desk.tables, change.table, values)}
    if change.before is None:
        return _("%(one)s “%(name)s” added") % words
    if change.after is None:
        return _("%(one)s “%(name)s” removed") % words
    return _("%(one)s “%(name)s” changed") % words


def lines_of(desk: Desk, table: str, sides: Sides) -> tuple[Line, ...]:
    """Return the fields that differ, in words, as far as the reader may know them."""
    before, after = (side.values or {} for side in sides)
    fields = [
        name for name in differing(before, after)
        if name != "id" and all(s.then.sees_field(table, s.values or {}, name) for s in sides)
    ]  # fmt: skip
    return tuple(
        Line(
            title_of(column_of(table, name), desk.language),
            say_value(desk.tables, table, name, before.get(name), desk.language),
            say_value(desk.tables, table, name, after.get(name), desk.language),
        )
        for name in fields
    )


def tell_differences(
    desk: Desk, keys: Iterable[Key], before: Tables, after: Tables
) -> list[Difference]:
    """Return the records that differ between two states, as far as the reader may see them."""
    old, new = (Then(desk.sees, tables) for tables in (before, after))
    found = []
    for table, key in keys:
        sides = Side(before[table].get(key), old), Side(after[table].get(key), new)
        if not _are_seen(sides, table):
            continue
        values = {"id": key, **(sides[1].values or sides[0].values or {})}
        what = _("added") if sides[0].values is None else \
            _("removed") if sides[1].values is None else _("changed")  # fmt: skip
        there = key in desk.tables[table]
        found.append(
            Difference(
                table_name(table, desk.language), name_of(desk.tables, table, values),
                what, lines_of(desk, table, sides),
                reverse("record", args=[desk.area.slug, address_of(table), key]) if there else "",
            )
        )  # fmt: skip
    return found

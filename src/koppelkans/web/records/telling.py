# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed, in words: the title of a change, and its fields from and to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from koppelkans.web.models import Area
from koppelkans.web.records.change import Edit
from koppelkans.web.records.desk import Desk
from koppelkans.web.records.history import records_at
from koppelkans.web.records.layout import address_of, one_of
from koppelkans.web.records.models import Change, ChangeSet, Kind
from koppelkans.web.records.values import Values, differing
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


OF_THEN = frozenset({"struggles", "offers"})
"""Tables in which who may see a record changes with time, and a confidence stays one."""


def may_see_change(desk: Desk, change: Change) -> bool:
    """Whether the reader may see a record both as it was and as it became.

    What was said in confidence stays so, also when its owner says it to all later on: it is
    judged by whom it was for at that moment.
    """
    present: Values = desk.tables[change.table].get(change.key) or {}
    if change.table in OF_THEN:
        return all(desk.sees(change.table, side) for side in sides_then(desk.area, change))
    return all(
        desk.sees(change.table, {**present, **side})
        for side in (change.before, change.after)
        if side is not None
    )


def sides_then(area: Area, change: Change) -> list[Values]:
    """Return a record whole, just before and just after a change, where it was there."""
    key = (change.table, change.key)
    version = change.change_set.version
    found = (records_at(area, v, [key])[key] for v in (version - 1, version))
    return [values for values in found if values is not None]


def _about(desk: Desk, change: Change) -> str:
    present = desk.tables[change.table].get(change.key)
    values = {"id": change.key, **(present or change.after or change.before or {})}
    words = {"one": one_of(change.table), "name": name_of(desk.tables, change.table, values)}
    if change.before is None:
        return _("%(one)s “%(name)s” added") % words
    if change.after is None:
        return _("%(one)s “%(name)s” removed") % words
    return _("%(one)s “%(name)s” changed") % words


def lines_of(
    desk: Desk, table: str, before: Values | None, after: Values | None
) -> tuple[Line, ...]:
    """Return the fields that differ, in words."""
    shown = after or before or {}
    fields = [
        name for name in differing(before or {}, after or {})
        if name != "id" and desk.sees.sees_field(table, shown, name)
    ]  # fmt: skip
    return tuple(
        Line(
            title_of(column_of(table, name), desk.language),
            say_value(desk.tables, table, name, (before or {}).get(name), desk.language),
            say_value(desk.tables, table, name, (after or {}).get(name), desk.language),
        )
        for name in fields
    )


def tell_differences(desk: Desk, edits: Iterable[Edit]) -> list[Difference]:
    """Return the records that differ between two states, as far as the reader may see them."""
    found = []
    for edit in edits:
        sides = [side for side in (edit.before, edit.after) if side is not None]
        if not all(desk.sees(edit.table, side) for side in sides):
            continue
        values = {"id": edit.key, **sides[-1]}
        what = _("added") if edit.before is None else _("removed") if edit.after is None \
            else _("changed")  # fmt: skip
        there = edit.key in desk.tables[edit.table]
        address = address_of(edit.table)
        found.append(
            Difference(
                table_name(edit.table, desk.language), name_of(desk.tables, edit.table, values),
                what, lines_of(desk, edit.table, edit.before, edit.after),
                reverse("record", args=[desk.area.slug, address, edit.key]) if there else "",
            )
        )  # fmt: skip
    return found

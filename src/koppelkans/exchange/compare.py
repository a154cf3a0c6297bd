# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed between two cases, in words: a window that moved, a task added, a budget cut."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from babel.numbers import format_decimal

from koppelkans.case import TABLES, Boundary, BoundaryKind, Case, Quarter, Record
from koppelkans.case.labels import label, table_label
from koppelkans.exchange.columns import Column, Kind, columns_of
from koppelkans.language import N_, Message, translate

LONGEST_TEXT = 80
WINDOW = ("earliest_start", "latest_start")
NAMES = ("title", "name", "text")
"""Fields that say what a record is about; the first that it has."""


@dataclass(frozen=True)
class Difference:
    """One thing that differs between two cases.

    Attributes
    ----------
    record
        What changed, as it became; as it was when it was removed; None for the coordinate system.
    column
        The field that changed; None for the whole record, or for both ends of a window.
    before, after
        Values of the field, or of both ends of the window; of a whole record whether it is there.
    """

    record: Record | None
    column: Column | None
    before: Any
    after: Any

    def in_language(self, language: str) -> str:
        """Return the difference as one line for a reader of ``language``."""
        if self.record is None:
            text = N_("The coordinate system went from {before} to {after}.")
            values = {"before": self.before, "after": self.after}
            return Message(text, values).in_language(language)
        what = _what(self, self.record, language)
        table = translate(table_label(self.record.table), language)
        return f"{table}, {_name(self.record)}({self.record.id}): {what}"


def diff_cases(before: Case, after: Case) -> tuple[Difference, ...]:
    """Return what changed from one case to another, table by table.

    Records are told apart by their id; their order in a table is no difference.
    """
    found = []
    if before.crs != after.crs:
        found.append(Difference(None, None, before.crs, after.crs))
    for table in TABLES:
        old = {record.id: record for record in getattr(before, table)}
        new = {record.id: record for record in getattr(after, table)}
        found += [Difference(old[id_], None, True, False) for id_ in old if id_ not in new]
        found += [Difference(new[id_], None, False, True) for id_ in new if id_ not in old]
        for id_, record in new.items():
            if id_ in old:
                found += _changes(old[id_], record)
    return tuple(found)


def _changes(old: Record, new: Record) -> Iterator[Difference]:
    changed = [c for c in columns_of(type(new)) if getattr(old, c.name) != getattr(new, c.name)]
    if any(column.name in WINDOW for column in changed):
        ends = [tuple(getattr(record, name) for name in WINDOW) for record in (old, new)]
        yield Difference(new, None, *ends)
    for column in changed:
        if column.name not in WINDOW:
            yield Difference(new, column, getattr(old, column.name), getattr(new, column.name))


def _name(record: Record) -> str:
    text = next((str(getattr(record, name)) for name in NAMES if hasattr(record, name)), "")
    if not text:
        return ""
    short = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
    # Set apart, so that a name from right to left does not turn the rest of the line around.
    return f"“\N{FIRST STRONG ISOLATE}{short}\N{POP DIRECTIONAL ISOLATE}” ".replace("\n", " ")


def _what(difference: Difference, record: Record, language: str) -> str:
    column, before, after = difference.column, difference.before, difference.after
    if column is None:
        if isinstance(before, bool):
            return translate(N_("added.") if after else N_("removed."), language)
        return _window(before, after).in_language(language)
    if column.kind is Kind.GEOMETRY:
        return translate(_redrawn(before, after), language)
    values = {
        "field": translate(column.title, language),
        "before": _show(before, column, language),
        "after": _show(after, column, language),
    }
    return Message(_sentence(record, column, before, after), values).in_language(language)


def _redrawn(before: Any, after: Any) -> str:
    if before is None:
        return N_("drawn on the map.")
    return N_("taken off the map.") if after is None else N_("drawn differently.")


def _sentence(record: Record, column: Column, before: Any, after: Any) -> str:
    if column.name == "limit" and isinstance(record, Boundary):
        if record.kind is BoundaryKind.BUDGET:
            return (
                N_("the budget was cut, from {before} to {after} euros a year.")
                if after < before
                else N_("the budget was raised, from {before} to {after} euros a year.")
            )
    elif _is_long(before) or _is_long(after):
        return N_("{field}: the text was rewritten.")
    return N_("{field} went from {before} to {after}.")


def _window(before: tuple[Quarter, Quarter], after: tuple[Quarter, Quarter]) -> Message:
    (first, last), (new_first, new_last) = before, after
    later, longer = new_first - first, new_last - last
    if later == longer:
        text = (
            N_("the window moved later, from {before} to {after}.")
            if later > 0
            else N_("the window moved earlier, from {before} to {after}.")
        )
    elif later <= 0 <= longer:
        text = N_("the window became wider, from {before} to {after}.")
    elif longer <= 0 <= later:
        text = N_("the window became narrower, from {before} to {after}.")
    else:
        text = N_("the window changed, from {before} to {after}.")
    return Message(
        text,
        {
            "before": f"{first.shown} – {last.shown}",
            "after": f"{new_first.shown} – {new_last.shown}",
        },
    )


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > LONGEST_TEXT


def _show(value: Any, column: Column, language: str) -> str:
    if value is None or value in ("", ()):
        return translate(N_("empty"), language)
    if isinstance(value, bool):
        return translate(N_("yes") if value else N_("no"), language)
    if isinstance(value, Quarter | StrEnum):
        return value.shown if isinstance(value, Quarter) else translate(label(value), language)
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    # Nobody writes a year with thousands.
    if isinstance(value, int | float) and not column.name.endswith(("year", "level")):
        # All digits: two numbers that differ never look the same.
        shown = format_decimal(value, format="#,##0.#################", locale=language)
        return f"{shown} {translate(column.unit, language)}".rstrip()
    return str(value)

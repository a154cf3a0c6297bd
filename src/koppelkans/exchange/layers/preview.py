# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A preview in words: what would be added, changed and left out, and why."""

from collections import Counter
from collections.abc import Iterator, Sequence

from koppelkans.case import Record
from koppelkans.case.labels import table_label
from koppelkans.exchange.layers.merge import Change
from koppelkans.exchange.layers.plan import ImportPlan
from koppelkans.exchange.layers.unmatched import reason_of
from koppelkans.language import N_, Message, translate

MOST_SHOWN = 20


def describe(plan: ImportPlan, language: str) -> Iterator[str]:
    """Yield lines for a reader of ``language``."""
    for message in (*_counts(plan), *_remarks(plan)):
        yield message.in_language(language)
    merged = plan.merged
    if merged.case is None:
        return
    yield from _part(N_("Added: {count}"), [_name(r, language) for r in merged.added], language)
    changes = [_change(change, language) for change in merged.changed]
    yield from _part(N_("Changed: {count}"), changes, language)
    if merged.unchanged:
        message = Message(N_("In the case already, the same: {count}"), {"count": merged.unchanged})
        yield message.in_language(language)


def _counts(plan: ImportPlan) -> Iterator[Message]:
    gathered = plan.gathered
    yield Message(
        N_(
            "{layer}: {rows} rows looked at, {outside} outside the area, {left} left out by [only]."
        ),
        {
            "layer": plan.layer.name,
            "rows": gathered.count.features + gathered.not_chosen,
            "outside": gathered.count.outside,
            "left": gathered.not_chosen,
        },
    )
    if gathered.unmatched:
        yield Message(N_("Without a place, left out: {count}"), {"count": len(gathered.unmatched)})
    for found in gathered.unmatched[:MOST_SHOWN]:
        yield Message(
            N_("  row {row}: {reason}"),
            {"row": found.feature.number, "reason": reason_of(found, plan)},
        )
    if len(gathered.unmatched) > MOST_SHOWN:
        yield _more(len(gathered.unmatched))


def _remarks(plan: ImportPlan) -> Iterator[Message]:
    yield from plan.layer.notices
    gathered, reader = plan.gathered, plan.reader
    if gathered.count.mended:
        yield Message(
            N_("Geometries that crossed themselves, mended: {count}."),
            {"count": gathered.count.mended},
        )
    if gathered.unknown_names:
        yield Message(
            N_("Names that no place or street has; the geometry decided: {count}."),
            {"count": gathered.unknown_names},
        )
    if reader.clipped:
        yield Message(
            N_("Moments outside the planned years, moved to the nearest quarter: {count}."),
            {"count": reader.clipped},
        )
    for (column, value), count in Counter(reader.untranslated).most_common(MOST_SHOWN):
        yield Message(
            N_("Column {column}: “{value}” is not in the mapping; taken as otherwise: {count}."),
            {"column": column, "value": value, "count": count},
        )


def _part(head: str, lines: Sequence[str], language: str) -> Iterator[str]:
    if not lines:
        return
    yield Message(head, {"count": len(lines)}).in_language(language)
    yield from lines[:MOST_SHOWN]
    if len(lines) > MOST_SHOWN:
        yield _more(len(lines)).in_language(language)


def _more(count: int) -> Message:
    return Message(N_("  and {count} more"), {"count": count - MOST_SHOWN})


def _name(record: Record, language: str) -> str:
    shown = [f"  {translate(table_label(record.table), language)} “{record.id}”"]
    shown += [str(t) for n in ("title", "name") if (t := getattr(record, n, ""))]
    places = getattr(record, "place_ids", ())
    if places:
        shown.append("; ".join(places[:5]) + ("; ..." if len(places) > 5 else ""))
    return ", ".join(shown)


def _change(change: Change, language: str) -> str:
    parts = [
        f"{name}: {_short(getattr(change.before, name))} → {_short(getattr(change.after, name))}"
        for name in change.fields
    ]
    return (
        f"  {translate(table_label(change.after.table), language)} “{change.after.id}”, "
        + ", ".join(parts)
    )


def _short(value: object) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text if len(text) <= 40 else text[:37] + "..."

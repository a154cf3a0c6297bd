# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two people at one record: what both did is kept; where they clash, the later one chooses."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from koppelkans.web.records.values import Values, differing

WHOLE = ""
"""Stands for the whole record among its fields: it was removed, or is to be."""


@dataclass(frozen=True)
class Clash:
    """A field that two people changed in different ways; stored values, None when empty."""

    table: str
    key: str
    field: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """A record as both want it (None: removed), the fields that others changed, and clashes."""

    values: Values | None
    others: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()


def merge_record(
    where: tuple[str, str],
    base: Values | None,
    mine: Values | None,
    theirs: Values | None,
    settled: Collection[str] = (),
    seen: Values | None = None,
) -> Merged:
    """Merge one record three ways.

    Parameters
    ----------
    where
        Table and id.
    base, mine, theirs
        The record as it was when the author began, as the author wants it, and as it is now;
        None when it is not there. ``mine`` may hold only some of the fields.
    settled
        Fields for which the author has seen what others made of them, and chose mine.
    seen
        The record as the author saw it then; what changed after that is asked again.
    """
    if mine is None:
        if theirs in (None, base) or (WHOLE in settled and theirs == seen):
            return Merged(None)
        return Merged(theirs, clashes=(Clash(*where, WHOLE, base, None, theirs),))
    if theirs is None:
        return _merge_with_removal(where, base, mine, settled)
    before = base or {}
    clashes, values, others = [], dict(theirs), []
    for field, value in mine.items():
        now = theirs.get(field)
        is_settled = field in settled and now == (seen or {}).get(field)
        if value == before.get(field):
            if now != value:
                others.append(field)
        elif now in (before.get(field), value) or is_settled:
            values[field] = value
        else:
            clashes.append(Clash(*where, field, before.get(field), value, now))
    return Merged(values, tuple(others), tuple(clashes))


def _merge_with_removal(
    where: tuple[str, str], base: Values | None, mine: Values, settled: Collection[str]
) -> Merged:
    """Merge with what is not there, or not any more."""
    if base is None:
        return Merged(mine)
    wanted = {**base, **mine}
    if not differing(base, wanted):
        return Merged(None)
    if WHOLE in settled:
        return Merged(wanted)
    return Merged(None, clashes=(Clash(*where, WHOLE, base, wanted, None),))

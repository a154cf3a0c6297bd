# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a remark, file or notice is about, as far as one reader may see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from koppelkans.case import TABLES, Offer, Struggle
from koppelkans.seen.eyes import Eyes
from koppelkans.seen.owners import PART_OF, owner_in
from koppelkans.web.access.reader import Reader
from koppelkans.web.models import Alternative
from koppelkans.web.records.history import tables_at
from koppelkans.web.records.layout import TABLE_AT, address_of
from koppelkans.web.records.models import Change
from koppelkans.web.records.state import Tables, state_of
from koppelkans.web.records.values import Values
from koppelkans.web.records.wording import name_of

ALTERNATIVES = "alternatives"
"""Stands for a table where something is about an alternative; its key is the number."""
ALTERNATIVES_AT = "alternatieven"


@dataclass(frozen=True)
class Subject:
    """What something is about: its name and where it is; removed when it is nowhere any more."""

    table: str
    key: str
    name: str
    address: str
    owner_id: str | None = None
    is_removed: bool = False


def table_at(address: str) -> str | None:
    """Return the table of a word in an address."""
    return ALTERNATIVES if address == ALTERNATIVES_AT else TABLE_AT.get(address)


def word_of(table: str) -> str:
    """Return the word for a table in an address."""
    return ALTERNATIVES_AT if table == ALTERNATIVES else address_of(table)


def find_subject(reader: Reader, table: str, key: str) -> Subject | None:
    """Return what something is about; None when it is not (any more) there for this reader."""
    if not reader.is_at_the_table:
        return None
    if table == ALTERNATIVES:
        return _find_alternative(reader, key)
    return subject_in(reader, state_of(reader.area).tables, table, key)


def subject_in(
    reader: Reader, tables: Tables, table: str, key: str, *, is_removed: bool = False
) -> Subject | None:
    """Return a record of some state of the area; None when the reader may not see it there."""
    values = tables[table].get(key) if table in TABLES else None
    if values is None or not Eyes(reader.viewer, tables)(table, values):
        return None
    name = name_of(visible(reader, tables), table, values)
    owner = owner_in(tables, table, values)
    address = "" if is_removed else reverse(
        "record", args=[reader.area.slug, address_of(table), key]
    )  # fmt: skip
    return Subject(table, key, name, address, owner, is_removed)


def _find_alternative(reader: Reader, key: str) -> Subject | None:
    if not (key.isdecimal() and len(key) < 9):
        return None
    found = Alternative.objects.filter(area=reader.area, number=int(key)).first()
    if found is None:
        return None
    address = f"{reverse('fitting', args=[reader.area.slug])}?alternatief={found.number}"
    return Subject(ALTERNATIVES, key, found.name, address)


class _Seen(Mapping[str, Values]):
    """The records of a table without those that a reader may not see."""

    def __init__(self, eyes: Eyes, table: str, rows: Mapping[str, Values]) -> None:
        self._eyes, self._table, self._rows = eyes, table, rows

    def __getitem__(self, key: str) -> Values:
        values = self._rows[key]
        if not self._eyes(self._table, values):
            raise KeyError(key)
        return values

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._rows if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def visible(reader: Reader, tables: Tables) -> Tables:
    """Return tables without what a reader may not see: names made of these give nothing away."""
    eyes = Eyes(reader.viewer, tables)
    return {table: _Seen(eyes, table, rows) for table, rows in tables.items()}


def find_removed(reader: Reader, table: str, key: str) -> Subject | None:
    """Return a record that is gone, judged by what it and all around it were just before."""
    last = (
        Change.objects.filter(change_set__area=reader.area, table=table, key=key)
        .select_related("change_set").order_by("-change_set__version").first()
    )  # fmt: skip
    if last is None or last.after is not None or not reader.is_at_the_table:
        return None
    tables = tables_at(reader.area, last.change_set.version - 1)
    return subject_in(reader, tables, table, key, is_removed=True)


def whole_of(tables: Tables, table: str, key: str) -> tuple[str, str] | None:
    """Return the record that people know of which this one is a part: a variant's task.

    An offer that answers a struggle belongs to it, so that its owner hears of it.
    """
    while table in PART_OF:
        field, target = PART_OF[table]
        values = tables[table].get(key)
        if values is None or not values.get(field):
            return None
        table, key = target, str(values[field])
    if table == Offer.table:
        struggle_id = str((tables[table].get(key) or {}).get("struggle_id") or "")
        if struggle_id in tables[Struggle.table]:
            return Struggle.table, struggle_id
    return table, key

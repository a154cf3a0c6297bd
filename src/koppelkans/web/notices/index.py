# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody can find: the words of every record, remark and file that it may see.

What may not be seen is not in the index of the reader at all, so that neither a hit nor a count
nor an order can tell of it. Readers who see the same share what was made of the records; after a
change only that is made anew which was made from what changed.
"""

import unicodedata
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from koppelkans.case import TABLES
from koppelkans.case.record import reference_fields
from koppelkans.exchange.columns import Kind, columns_of
from koppelkans.seen.eyes import Eyes
from koppelkans.web.access.reader import Reader
from koppelkans.web.notices.comments import may_read
from koppelkans.web.notices.models import Attachment, Comment
from koppelkans.web.notices.subjects import Subject, find_subject, visible, word_of
from koppelkans.web.records.layout import address_of
from koppelkans.web.records.looked import Looked, changed_between
from koppelkans.web.records.state import Tables, state_of
from koppelkans.web.records.values import Key, Values
from koppelkans.web.records.wording import name_of, say_choice, table_name

NAMED = frozenset(["partner_id", "place_ids"])
"""References of which the name is worth finding a record by; both are for everybody to see."""


class _Letters(dict[int, str]):
    """Every letter without case and accent, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = unicodedata.normalize("NFKD", chr(code))[0].casefold()[0]
        return self[code]


_LETTERS = _Letters()


def fold(text: str) -> str:
    """Return a text without case and accents, letter for letter.

    >>> fold("Één Straße")
    'een strase'
    """
    return text.translate(_LETTERS)


@dataclass(frozen=True)
class Entry:
    """Something that can be found; ``weight`` puts tasks and places before figures.

    Attributes
    ----------
    table, key
        The record that it is, or that was spoken about.
    is_talk
        Whether it is a remark or a file.
    """

    what: str
    title: str
    text: str
    table: str
    key: str
    weight: int
    folded_title: str
    folded_text: str
    is_talk: bool = False

    def address(self, slug: str) -> str:
        """Return where it is, in the area with this slug."""
        if self.is_talk:
            return reverse("talk", args=[slug, word_of(self.table), self.key])
        return reverse("record", args=[slug, address_of(self.table), self.key])


class _Made(NamedTuple):
    """What was made of a record, if it may be seen, and from which records."""

    entry: Entry | None
    asked: tuple[Key, ...]


class _Index(NamedTuple):
    """What was made of all records of an area as they were at some moment."""

    tables: Tables
    made: Mapping[Key, _Made]


_indexes: OrderedDict[tuple[Any, ...], _Index] = OrderedDict()
MOST_INDEXES = 32


def index_of(reader: Reader, language: str) -> Sequence[Entry]:
    """Return everything that a reader can find."""
    found = [made.entry for made in _records(reader, language).made.values() if made.entry]
    return [*found, *_said(reader)]


def _records(reader: Reader, language: str) -> _Index:
    tables = state_of(reader.area).tables
    which = (reader.area.pk, reader.viewer, language)
    index = _indexes.pop(which, None)
    if index is None or index.tables is not tables:
        index = _Index(tables, _make(reader, language, tables, index))
    _indexes[which] = index
    while len(_indexes) > MOST_INDEXES:
        _indexes.popitem(last=False)
    return index


def _make(reader: Reader, language: str, tables: Tables, former: _Index | None) -> dict[Key, _Made]:
    """Return what is made of every record; what was made before, where it still holds."""
    known = former.made if former else {}
    changed = changed_between(former.tables, tables) if former else set()
    looked = Looked(tables)
    eyes, seen = Eyes(reader.viewer, looked.tables), visible(reader, looked.tables)
    made: dict[Key, _Made] = {}
    for table, rows in tables.items():
        for key, values in rows.items():
            one = known.get((table, key))
            if one is None or not changed.isdisjoint(one.asked):
                looked.note(table, key)
                seen_here = eyes(table, values)
                entry = _entry(eyes, seen, (table, key), values, language) if seen_here else None
                one = _Made(entry, looked.take())
            made[table, key] = one
    return made


def _entry(eyes: Eyes, seen: Tables, of: Key, values: Values, language: str) -> Entry:
    table = of[0]
    shown = {f: v for f, v in values.items() if eyes.sees_field(table, values, f)}
    title = name_of(seen, table, shown)
    text = " · ".join(dict.fromkeys(_texts(seen, table, shown, language)))
    weight = WEIGHTS.get(table, 0) + 1
    what = table_name(table, language)
    return Entry(what, title, text, *of, weight, fold(title), fold(text))


WEIGHTS = {"tasks": 9, "places": 8, "partners": 7, "people": 6, "struggles": 5, "conditions": 5,
           "commitments": 5, "decisions": 5}  # fmt: skip


def _texts(seen: Tables, table: str, values: Values, language: str) -> Iterator[str]:
    """Yield the words of a record: what people wrote, chose, and the names it is known by."""
    references = reference_fields(TABLES[table])
    for column in columns_of(TABLES[table]):
        value = values.get(column.name)
        if value in (None, "", []) or column.kind in (Kind.GEOMETRY, Kind.QUARTER):
            continue
        if column.name in references:
            if column.name in NAMED:
                yield from _names(seen, references[column.name], value)
        elif column.choices and isinstance(value, str):
            yield say_choice(column, value, language)
        elif isinstance(value, str):
            yield " ".join(value.split())
        elif isinstance(value, list):
            yield from (v for v in value if isinstance(v, str))


def _names(seen: Tables, table: str, value: Any) -> Iterator[str]:
    rows = seen[table]
    for key in value if isinstance(value, list) else [value]:
        values = rows.get(key)
        if values is not None:
            yield str(values.get("name") or key)


def _said(reader: Reader) -> Iterator[Entry]:
    """Yield remarks and files that the reader may read, about what the reader may see."""
    about: dict[tuple[str, str], Subject | None] = {}
    for thing in _things(reader):
        key = (thing.table, thing.key)
        if key not in about:
            about[key] = find_subject(reader, *key)
        subject = about[key]
        if subject is None or not may_read(reader, thing):
            continue
        is_file = isinstance(thing, Attachment)
        text = thing.name if isinstance(thing, Attachment) else " ".join(thing.text.split())
        what = _("File") if is_file else _("Remark")
        title = text if is_file else subject.name
        text = f"{text} · {thing.author}"
        yield Entry(what, title, text, *key, 4, fold(title), fold(text), is_talk=True)


def _things(reader: Reader) -> Iterable[Comment | Attachment]:
    for kind in (Comment, Attachment):
        yield from kind.objects.filter(area=reader.area, removed=None).select_related("author")

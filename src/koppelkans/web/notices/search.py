# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding words in everything that somebody may see: in memory, by version of the area.

What may not be seen is not in the index of the reader at all, so that neither a hit nor a count
nor an order can tell of it. Readers who see the same share an index.
"""

import unicodedata
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
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
from koppelkans.web.records.state import Tables, state_of
from koppelkans.web.records.values import Values
from koppelkans.web.records.wording import name_of, say_choice, table_name

MOST_WORDS = 8
SNIPPET = 140
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
    """Something that can be found; ``weight`` puts tasks and places before figures."""

    what: str
    title: str
    text: str
    address: str
    weight: int
    folded_title: str
    folded_text: str


def _entry(what: str, title: str, text: str, address: str, weight: int) -> Entry:
    return Entry(what, title, text, address, weight, fold(title), fold(text))


@dataclass(frozen=True)
class Hit:
    """Something found: what it is, its name and a piece of its text with the words marked."""

    what: str
    title: SafeString
    snippet: SafeString
    address: str


def search(reader: Reader, asked: str, language: str, most: int) -> tuple[list[Hit], int]:
    """Return the best of what holds all words of a question, and how much there is in all."""
    words = fold(" ".join(asked.split())).split()[:MOST_WORDS]
    if not words:
        return [], 0
    found = []
    for number, entry in enumerate(index_of(reader, language)):
        rank = _rank(entry, words)
        if rank:
            found.append((-rank, number, entry))
    found.sort(key=lambda item: item[:2])
    return [_hit(entry, words) for _rank_, _number, entry in found[:most]], len(found)


def _rank(entry: Entry, words: Sequence[str]) -> int:
    """Return how well an entry answers; 0 when a word is nowhere in it."""
    rank = entry.weight
    for word in words:
        title = entry.folded_title
        if title.startswith(word):
            rank += 80
        elif f" {word}" in title:
            rank += 60
        elif word in title:
            rank += 30
        elif f" {word}" in entry.folded_text or entry.folded_text.startswith(word):
            rank += 20
        elif word in entry.folded_text:
            rank += 10
        else:
            return 0
    return rank


def _hit(entry: Entry, words: Sequence[str]) -> Hit:
    at = min((p for w in words if (p := entry.folded_text.find(w)) >= 0), default=0)
    start = max(0, at - SNIPPET // 3)
    if start:
        start = entry.text.find(" ", start, at) + 1 or start
    piece, folded = (t[start : start + SNIPPET] for t in (entry.text, entry.folded_text))
    before, after = "…" * (start > 0), "…" * (start + SNIPPET < len(entry.text))
    snippet = format_html("{}{}{}", before, mark(piece, folded, words), after)
    return Hit(entry.what, mark(entry.title, entry.folded_title, words), snippet, entry.address)


def mark(text: str, folded: str, words: Sequence[str]) -> SafeString:
    """Return a text, safe in a page, with the words in it marked."""
    inside = [False] * len(text)
    for word in words:
        at = folded.find(word)
        while at >= 0:
            inside[at : at + len(word)] = [True] * len(word)
            at = folded.find(word, at + len(word))
    parts: list[tuple[str, str, str]] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or inside[end] != inside[start]:
            tags = ("<mark>", "</mark>") if inside[start] else ("", "")
            parts.append((tags[0], text[start:end], tags[1]))
            start = end
    return format_html_join(
        "", "{}{}{}", ((SafeString(a), piece, SafeString(b)) for a, piece, b in parts)
    )


_indexes: OrderedDict[tuple[Any, ...], Sequence[Entry]] = OrderedDict()
MOST_INDEXES = 32


def index_of(reader: Reader, language: str) -> Sequence[Entry]:
    """Return everything that a reader can find, built once for every version and sight."""
    kept = [
        thing.objects.filter(area=reader.area).aggregate(
            Count("pk"), Max("pk"), Max(changed), Max("removed")
        )
        for thing, changed in ((Comment, "changed"), (Attachment, "made"))
    ]
    said = tuple(tuple(facts.values()) for facts in kept)
    area, user = reader.area, reader.user.pk if reader.user else None
    own = user if any(facts["pk__count"] for facts in kept) else None
    key = (area.pk, area.version, area.changed, reader.viewer, reader.is_at_the_table, own,
           language, said)  # fmt: skip
    found = _indexes.get(key)
    if found is None:
        found = (*_records(reader, language), *_said(reader))
        _indexes[key] = found
        while len(_indexes) > MOST_INDEXES:
            _indexes.popitem(last=False)
    return found


def _records(reader: Reader, language: str) -> Iterator[Entry]:
    tables = state_of(reader.area).tables
    eyes, seen = Eyes(reader.viewer, tables), visible(reader, tables)
    for table, rows in tables.items():
        what, weight = table_name(table, language), WEIGHTS.get(table, 0) + 1
        for key, values in rows.items():
            if not eyes(table, values):
                continue
            shown = {f: v for f, v in values.items() if eyes.sees_field(table, values, f)}
            title = name_of(seen, table, shown)
            text = " · ".join(dict.fromkeys(_texts(seen, table, shown, language)))
            address = reverse("record", args=[reader.area.slug, address_of(table), key])
            yield _entry(what, title, text, address, weight)


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
        address = reverse("talk", args=[reader.area.slug, word_of(thing.table), thing.key])
        yield _entry(what, title, f"{text} · {thing.author}", address, 4)


def _things(reader: Reader) -> Iterable[Comment | Attachment]:
    for kind in (Comment, Attachment):
        yield from kind.objects.filter(area=reader.area, removed=None).select_related("author")

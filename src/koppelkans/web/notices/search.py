# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding words in everything that somebody may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from koppelkans.web.access.reader import Reader
from koppelkans.web.notices.index import Entry, fold, index_of

MOST_WORDS = 8
SNIPPET = 140


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
    slug = reader.area.slug
    return [_hit(entry, words, slug) for _rank_, _number, entry in found[:most]], len(found)


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


def _hit(entry: Entry, words: Sequence[str], slug: str) -> Hit:
    at = min((p for w in words if (p := entry.folded_text.find(w)) >= 0), default=0)
    start = max(0, at - SNIPPET // 3)
    if start:
        start = entry.text.find(" ", start, at) + 1 or start
    piece, folded = (t[start : start + SNIPPET] for t in (entry.text, entry.folded_text))
    before, after = "…" * (start > 0), "…" * (start + SNIPPET < len(entry.text))
    snippet = format_html("{}{}{}", before, mark(piece, folded, words), after)
    title = mark(entry.title, entry.folded_title, words)
    return Hit(entry.what, title, snippet, entry.address(slug))


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

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every document has: its title, notice and the words that renderers need."""

from koppelkans.language import N_, translate
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Plan, Section

WORDS = {
    "contents": N_("Contents"),
    "figure": N_("Figure"),
    "table": N_("Table"),
    "logo": N_("Logo"),
}


def short_document(
    reading: Reading,
    title: str,
    sections: tuple[Section, ...],
    subtitle: str = "",
    *,
    landscape: bool = False,
) -> Plan:
    """Return a document of a few pages: no front page, no table of contents."""
    return Plan(
        title=title,
        subtitle=subtitle,
        notice=reading.notice,
        names=reading.case.area.language,
        language=reading.language,
        words=words(reading.language),
        sections=sections,
        whole=False,
        landscape=landscape,
    )


def words(language: str) -> dict[str, str]:
    """Return the words that a renderer needs."""
    return {word: translate(text, language) for word, text in WORDS.items()} | _around_numbers(
        translate(N_("Page {page} of {pages}"), language)
    )


def _around_numbers(text: str) -> dict[str, str]:
    """Cut "Page {page} of {pages}" into what stands before and between the numbers."""
    before, rest = text.split("{page}")
    return {"page": before, "of": rest.removesuffix("{pages}")}

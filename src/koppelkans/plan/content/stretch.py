# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which limits would still help if they gave: whom to ask first, and what it yields."""

from koppelkans.language import N_
from koppelkans.plan.reading import Reading
from koppelkans.plan.rounding import round_half_up
from koppelkans.plan.types import Block, Paragraph, Section, Table, Tone
from koppelkans.plan.words import figure, listing, sentence
from koppelkans.programme.answers import StretchTable, Yield
from koppelkans.programme.questions.tell_answers import tell_stretch

MOST_SHOWN = 10
LEAST_EUR = 500.0
"""Less than this is nothing in thousands of euros."""


def would_help(reading: Reading) -> Section:
    """Return what each limit would yield if it gave, best first."""
    title = reading.say(N_("Which limits would help if they gave more"))
    table = reading.result.stretch
    if table is None:
        text = N_("What each limit would yield if it gave has not been asked for this programme.")
        return Section(title, (Paragraph(reading.say(text)),))
    searched = [y for y in table.yields if y.searched]
    helpful = [y for y in searched if y.at_least_eur >= LEAST_EUR]
    blocks: list[Block] = [Paragraph(_intro(reading, table, len(searched), len(helpful)))]
    if helpful:
        caption = N_("What limits yield when they give, in thousands of euros")
        blocks.append(_table(reading, helpful, reading.say(caption), "yields"))
    pairs = [y for y in table.pairs if y.searched and y.at_least_eur >= LEAST_EUR]
    if pairs:
        caption = N_("Two limits together, in thousands of euros")
        blocks.append(_table(reading, pairs, reading.say(caption), "pairs"))
    if helpful or pairs:
        text = N_(
            "At least: a programme was found that is worth this much more. At most: it is proven "
            "that no programme is worth more than that. A question mark: not known."
        )
        blocks.append(Paragraph(reading.say(text), Tone.NOTE))
    return Section(title, tuple(blocks))


def _intro(reading: Reading, table: StretchTable, searched: int, helpful: int) -> str:
    text = reading.say(
        N_(
            "For every limit, {number} in all, it was asked what it would yield if it gave a "
            "little."
        ),
        number=len(table.yields),
    )
    if not searched:
        return f"{text} " + reading.say(
            N_("There was no time to look for a better programme with any of them.")
        )
    if searched < len(table.yields):
        text += " " + reading.say(
            N_(
                "There was time to examine {number} of them; nothing is known about the others yet."
            ),
            number=searched,
        )
    if not helpful:
        text += " " + reading.say(N_("None of those examined was found to yield more."))
    else:
        told = reading.count(
            helpful,
            N_("One would help."),
            N_("{word} would help. The one to ask for first is at the top."),
        )
        text += f" {sentence(told)}"
    return text


def _table(reading: Reading, found: list[Yield], caption: str, key: str) -> Table:
    return Table(
        caption=caption,
        header=tuple(
            reading.say(text)
            for text in (N_("What is asked"), N_("Of whom"), N_("At least"), N_("At most"))
        ),
        rows=tuple(_row(reading, y) for y in found[:MOST_SHOWN]),
        widths=(5.4, 2, 1.2, 1.2),
        figures=frozenset({2, 3}),
        key=key,
    )


def _row(reading: Reading, found: Yield) -> tuple[str, ...]:
    wishes, language = reading.result.settings.wishes, reading.language
    asked = [
        tell_stretch(reading.case, stretch, wishes).in_language(language)
        for stretch in found.stretches
    ]
    names = {p.id: p.short_name for p in reading.case.partners}
    return (
        sentence("; ".join(asked)),
        listing([names.get(p, p) for p in found.asked_of], language) or "–",
        figure(round_half_up(found.at_least_eur / 1000), language),
        "?"
        if found.at_most_eur is None
        else figure(round_half_up(found.at_most_eur / 1000), language),
    )

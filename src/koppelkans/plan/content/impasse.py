# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The memo upward of two partners that are stuck: both sides, and what lies between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from koppelkans.language import N_
from koppelkans.plan.content.pages import short_document
from koppelkans.plan.reading import Reading
from koppelkans.plan.texts import read_text
from koppelkans.plan.types import Block, Paragraph, Plan, Section, Table, Tone
from koppelkans.plan.words import day, signed


@dataclass(frozen=True)
class SideTold:
    """What one of both says, in its own words."""

    partner_id: str
    interest: str
    facts: str
    way_out: str


@dataclass(frozen=True)
class OptionTold:
    """An alternative and what it yields for each of both and for all, EUR better than alone."""

    name: str
    for_both: tuple[float, float]
    for_all: float


def build_impasse(
    reading: Reading,
    title: str,
    sides: tuple[SideTold, SideTold],
    options: Sequence[OptionTold],
    talked: date,
    outcome: str,
) -> Plan:
    """Return the memo, which both partners send together.

    Parameters
    ----------
    talked, outcome
        When they spoke about it, and what came of that.
    """
    return short_document(
        reading,
        reading.say(N_("To decide together: {title}"), title=title),
        (
            _matter(reading, sides, talked, outcome),
            *(_side(reading, side) for side in sides),
            _options(reading, sides, options),
        ),
    )


def _name(reading: Reading, partner_id: str) -> str:
    return reading.case.partner[partner_id].name


def _matter(
    reading: Reading, sides: tuple[SideTold, SideTold], talked: date, outcome: str
) -> Section:
    names = [_name(reading, side.partner_id) for side in sides]
    lead = reading.say(
        N_("{first} and {second} did not work this out between them. They ask together."),
        first=names[0], second=names[1],
    )  # fmt: skip
    when = reading.say(
        N_("They spoke about it on {day}, with each other’s interests and these figures on paper."),
        day=day(talked, reading.language),
    )  # fmt: skip
    blocks: list[Block] = [Paragraph(lead, Tone.LEAD), Paragraph(when), *read_text(outcome)]
    return Section(reading.say(N_("What it is about")), tuple(blocks))


def _side(reading: Reading, side: SideTold) -> Section:
    parts = (
        (N_("What we are really after"), side.interest),
        (N_("The facts as we see them"), side.facts),
        (N_("A way out that we can live with"), side.way_out),
    )
    sections = tuple(Section(reading.say(t), read_text(text)) for t, text in parts if text)
    return Section(_name(reading, side.partner_id), sections=sections)


def _options(
    reading: Reading, sides: tuple[SideTold, SideTold], options: Sequence[OptionTold]
) -> Section:
    title = reading.say(N_("What each option yields, and for whom"))
    if not options:
        return Section(title, (Paragraph(reading.say(N_("Nothing has been computed yet."))),))
    short = [reading.case.partner[side.partner_id].short_name for side in sides]
    table = Table(
        caption=reading.say(N_("Better than everybody alone, before payments, in euros")),
        header=(reading.say(N_("Alternative")), *short, reading.say(N_("All together"))),
        rows=tuple(
            (o.name, *(signed(eur, reading.language) for eur in (*o.for_both, o.for_all)))
            for o in options
        ),
        widths=(4, 2, 2, 2),
        figures=frozenset({1, 2, 3}),
    )
    return Section(title, (table,))

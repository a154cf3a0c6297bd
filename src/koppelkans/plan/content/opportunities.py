# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opportunities taken and left, with the reason."""

from koppelkans.language import N_, show_number
from koppelkans.plan.content.owners import by_owner_and_theme
from koppelkans.plan.content.reasons import reasons
from koppelkans.plan.maps import opportunity_map
from koppelkans.plan.reading import Reading
from koppelkans.plan.rounding import round_half_up
from koppelkans.plan.types import Block, Paragraph, Picture, Section, Table, Tone
from koppelkans.plan.words import figure, listing
from koppelkans.result import OpportunityResult

MOST_SHOWN = 20
MOST_TITLES = 2


def opportunities(reading: Reading) -> Section:
    """Return where tasks meet, what that is worth, and what the programme does with it."""
    title = reading.say(N_("Opportunities: taken and left"))
    found = reading.result.opportunities
    if not found:
        text = reading.say(
            N_(
                "No tasks were found that gain from being done together: they lie too far apart, "
                "in place or in time."
            )
        )
        return Section(title, (Paragraph(text),))
    taken = [o for o in found if o.taken]
    left = [o for o in found if not o.taken]
    intro = reading.say(
        N_(
            "An opportunity is a group of tasks that gain from being done together: the street "
            "is opened only once, or there is an effect that exists only when they are combined. "
            "{found} found; the programme takes {taken}."
        ),
        found=reading.count(
            len(found), N_("{number} opportunity was"), N_("{number} opportunities were")
        ),
        taken=show_number(len(taken), reading.language),
    )
    blocks: list[Block] = [
        Paragraph(intro, see=("taken", "left")),
        Picture(opportunity_map(reading.case, reading.result, reading.language)),
    ]
    if taken:
        blocks.append(_table(reading, taken))
    if left:
        blocks.append(_table_of_left(reading, left))
    blocks.append(
        Paragraph(
            reading.say(
                N_(
                    "The worth of an opportunity is that at the first moment when its tasks can "
                    "meet. The amounts must not be added up: a task can be part of more than one "
                    "opportunity."
                )
            ),
            Tone.NOTE,
        )
    )
    return Section(title, tuple(blocks))


def _where(reading: Reading, opportunity: OpportunityResult) -> str:
    return listing(reading.place_names(opportunity.place_ids), reading.language) or "–"


def _tasks(reading: Reading, opportunity: OpportunityResult) -> str:
    """Return the tasks by title; many of them by partner and theme: titles repeat the street."""
    if len(opportunity.task_ids) > MOST_TITLES:
        return by_owner_and_theme(reading, opportunity.task_ids)
    return "; ".join(reading.title(task_id) for task_id in opportunity.task_ids)


def _worth(reading: Reading, opportunity: OpportunityResult) -> str:
    return figure(round_half_up(opportunity.gain_eur / 1000), reading.language)


def _caption(reading: Reading, shown: int, whole: str, part: str, number: int) -> str:
    return reading.say(whole if shown == number else part, shown=shown, number=number)


def _table(reading: Reading, taken: list[OpportunityResult]) -> Table:
    shown = taken[:MOST_SHOWN]
    return Table(
        caption=_caption(
            reading,
            len(shown),
            N_("Opportunities taken, in thousands of euros"),
            N_("The {shown} most valuable of {number} opportunities taken, in thousands of euros"),
            len(taken),
        ),
        header=(
            reading.say(N_("Where")),
            reading.say(N_("Tasks")),
            reading.say(N_("Weeks saved")),
            reading.say(N_("Worth")),
        ),
        rows=tuple(
            (
                _where(reading, o),
                _tasks(reading, o),
                show_number(o.weeks_saved, reading.language),
                _worth(reading, o),
            )
            for o in shown
        ),
        widths=(2.4, 5.6, 1.2, 1.2),
        figures=frozenset({2, 3}),
        key="taken",
    )


def _table_of_left(reading: Reading, left: list[OpportunityResult]) -> Table:
    shown = left[:MOST_SHOWN]
    told = reasons(reading, shown)
    return Table(
        caption=_caption(
            reading,
            len(shown),
            N_("Opportunities left, in thousands of euros"),
            N_("The {shown} most valuable of {number} opportunities left, in thousands of euros"),
            len(left),
        ),
        header=(
            reading.say(N_("Where")),
            reading.say(N_("Tasks")),
            reading.say(N_("Worth")),
            reading.say(N_("Why left")),
        ),
        rows=tuple(
            (_where(reading, o), _tasks(reading, o), _worth(reading, o), told[o.id]) for o in shown
        ),
        widths=(2, 4, 1, 3.6),
        figures=frozenset({2}),
        key="left",
        has_tall_rows=True,
    )

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each street gets: when, what, for how long, and what it would be if all went alone."""

from koppelkans.case import Place
from koppelkans.language import N_, show_number
from koppelkans.plan.content.owners import by_owner_and_theme
from koppelkans.plan.content.street_works import JointWork, sections_of, street_works
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Block, Paragraph, Section, Table
from koppelkans.plan.words import listing, period, sentence, times, weeks
from koppelkans.result import OccupationResult

Alone = dict[str, tuple[OccupationResult, ...]]


def per_street(reading: Reading) -> Section:
    """Return the works of every street; the same work in several of its sections stands once."""
    title = reading.say(N_("What each street gets"))
    order = {place.street: number for number, place in reversed([*enumerate(reading.case.places)])}
    found = sorted(
        street_works(reading, reading.result.programme.occupation_list),
        key=lambda work: order[work.street],
    )
    if not found:
        return Section(title, (Paragraph(reading.say(N_("No street is opened or closed."))),))
    alone = reading.occupations_at(reading.result.baseline)
    told: set[str] = set()
    rows = []
    for work in found:
        fresh = [place for place in work.places if place.id not in told]
        told.update(place.id for place in fresh)
        rows.append(_row(reading, work, _alone(reading, fresh, alone)))
    table = Table(
        caption=reading.say(N_("What each street gets: when, what, and how long it is closed")),
        header=tuple(
            reading.say(text)
            for text in (
                N_("Street"), N_("Sections"), N_("When"), N_("What is done"), N_("Weeks closed"),
                N_("If everybody went alone"),
            )
        ),
        rows=tuple(rows),
        widths=(1.7, 2.4, 1.6, 3.6, 0.9, 1.9),
        figures=frozenset({4}),
    )  # fmt: skip
    return Section(title, (_intro(reading), table, *_quiet(reading, told)))


def _intro(reading: Reading) -> Paragraph:
    return Paragraph(
        reading.say(
            N_(
                "A street is listed more than once when it is opened more than once, or when its "
                "sections differ. The weeks are those of each section. What it would be if "
                "everybody went alone is shown with the first work of a section and covers all "
                "years."
            )
        )
    )


def _row(reading: Reading, work: JointWork, alone: str) -> tuple[str, ...]:
    whole = sum(place.street == work.street for place in reading.case.places)
    where = reading.say(N_("the whole street"))
    return (
        work.street,
        where if len(work.places) == whole else "; ".join(sections_of(work)),
        period(work.first, work.last),
        by_owner_and_theme(reading, work.task_ids),
        show_number(work.closed_weeks, reading.language),
        alone,
    )


def _alone(reading: Reading, places: list[Place], alone: Alone) -> str:
    """Return how often and how long some sections would be closed; the least and the most."""
    if not places:
        return ""
    often = sorted({len(alone[place.id]) for place in places})
    long = sorted({round(sum(o.closed_weeks for o in alone[place.id])) for place in places})
    if often == [0]:
        return reading.say(N_("not opened"))
    return reading.say(
        N_("{times}, {weeks}"),
        times=_from_to(reading, often, times(often[-1], reading.language)),
        weeks=_from_to(reading, long, weeks(long[-1], reading.language)),
    )


def _from_to(reading: Reading, found: list[int], most: str) -> str:
    if len(found) == 1:
        return most
    return reading.say(N_("{least} to {most}"), least=found[0], most=most)


def _quiet(reading: Reading, told: set[str]) -> list[Block]:
    """Return which sections are not opened at all."""
    quiet = [place.name for place in reading.case.places if place.id not in told]
    if not quiet:
        return []
    text = reading.count(
        len(quiet),
        N_("One street section is not opened at all: {names}."),
        N_("{word} street sections are not opened at all: {names}."),
        names=listing(quiet, reading.language),
    )
    return [Paragraph(sentence(text))]

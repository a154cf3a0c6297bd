# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The memo for directors: at most two pages, with what they have to decide."""

from koppelkans.case import Case, State
from koppelkans.language import N_
from koppelkans.plan.certainty import tell_order
from koppelkans.plan.charts.money import gain_per_partner
from koppelkans.plan.content.asked import asked_per_partner, decisions_asked
from koppelkans.plan.content.pages import short_document
from koppelkans.plan.content.summary import certainty, facts, what, who_gains, why, yields
from koppelkans.plan.reading import Reading
from koppelkans.plan.texts import NO_TEXTS, PlanTexts
from koppelkans.plan.types import Block, Bullets, Facts, Paragraph, Picture, Plan, Section, Tone
from koppelkans.plan.words import sentence
from koppelkans.result import Result


def build_memo(case: Case, result: Result, language: str, texts: PlanTexts = NO_TEXTS) -> Plan:
    """Return the memo for directors."""
    reading = Reading(case, result, language, texts)
    return short_document(
        reading,
        reading.say(N_("Memo for the directors: {area}"), area=case.area.name),
        (_matter(reading), _asked(reading), _gains(reading), _doubts(reading)),
    )


def _matter(reading: Reading) -> Section:
    written = reading.written("summary_why")
    return Section(
        reading.say(N_("What it is about")),
        (
            Paragraph(what(reading), Tone.LEAD),
            Facts(facts(reading)),
            *(written or (Paragraph(why(reading)),)),
        ),
    )


def _asked(reading: Reading) -> Section:
    blocks: list[Block] = [asked_per_partner(reading), *decisions_asked(reading)]
    return Section(reading.say(N_("What is asked of you")), tuple(blocks))


def _gains(reading: Reading) -> Section:
    return Section(
        reading.say(N_("What it yields, and for whom")),
        (
            Bullets((*yields(reading), *who_gains(reading))),
            Picture(gain_per_partner(reading.case, reading.result, reading.language)),
        ),
    )


def _doubts(reading: Reading) -> Section:
    points = [certainty(reading)]
    found = reading.result.uncertainty
    if found and found.comparisons and any(i.moves for i in found.inputs):
        points += tell_order(found, found.comparisons[0], reading.language)
    points += open_points(reading)
    return Section(
        reading.say(N_("How sure it is, and what is still open")), (Bullets(tuple(points)),)
    )


def open_points(reading: Reading) -> list[str]:
    """Return how many struggles and conditions are open, and how many limits give."""
    case = reading.case
    struggles = sum(s.state is State.OPEN and s.visibility.is_for_the_table for s in case.struggles)
    conditions = sum(c.state in {State.OPEN, State.DISCUSSED} for c in case.conditions)
    limits = len({(e.table, e.id) for e in reading.result.programme.excesses})
    found = (
        (
            limits,
            N_("One limit has to be stretched for it."),
            N_("{word} limits have to be stretched for it."),
        ),
        (struggles, N_("One struggle is still open."), N_("{word} struggles are still open.")),
        (
            conditions,
            N_("One condition of a partner has not been met yet."),
            N_("{word} conditions of partners have not been met yet."),
        ),
    )
    return [sentence(reading.count(number, one, many)) for number, one, many in found if number]

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How it was weighed, by each partner's own weights."""

from koppelkans.case import Measure
from koppelkans.language import N_, show_number
from koppelkans.plan.charts.weighing import (
    acceptability,
    alternative_name,
    weighing_per_partner,
)
from koppelkans.plan.reading import Reading
from koppelkans.plan.rounding import round_to_total
from koppelkans.plan.types import Block, Bullets, Paragraph, Picture, Section, Table, Tone
from koppelkans.plan.words import amount, figure, listing


def weighing(reading: Reading) -> Section:
    """Return how the alternatives compare for every partner."""
    title = reading.say(N_("How it was weighed"))
    case, result, language = reading.case, reading.result, reading.language
    if not result.weighing.scores:
        text = reading.say(
            N_("The partners have not agreed on criteria yet, so nothing was weighed.")
        )
        return Section(title, (Paragraph(text),))
    blocks: list[Block] = [
        Paragraph(
            reading.say(
                N_(
                    "Not everything that counts can be expressed in euros. Every partner has "
                    "said how much each criterion matters to it. Their judgements stand side by "
                    "side and are not averaged."
                )
            )
        ),
        _criteria(reading),
    ]
    if any(criterion.measure is Measure.WORST_PARTNER_EUR for criterion in case.criteria):
        text = N_("All of this is about the programme before partners pay each other.")
        blocks.append(Paragraph(reading.say(text), Tone.NOTE))
    if result.weighing.rankings:
        blocks.append(_weights(reading))
        blocks.append(Picture(weighing_per_partner(case, result, language)))
    blocks += _red_lines(reading)
    if result.weighing.acceptability:
        blocks.append(
            Paragraph(
                reading.say(
                    N_(
                        "And if the weights were different? To find out, {draws} sets of weights "
                        "were drawn at random."
                    ),
                    draws=show_number(result.weighing.draws, language),
                ),
                stays=True,
            )
        )
        blocks.append(Picture(acceptability(case, result, language)))
    return Section(title, tuple(blocks))


def _criteria(reading: Reading) -> Table:
    weighing, language = reading.result.weighing, reading.language
    figures = {(s.criterion_id, s.alternative): s.figure for s in weighing.scores}
    scored = {score.criterion_id for score in weighing.scores}
    return Table(
        caption=reading.say(N_("The criteria and what they come to")),
        header=(
            reading.say(N_("Criterion")),
            reading.say(N_("What is meant")),
            *(alternative_name(a, language) for a in weighing.alternatives),
        ),
        rows=tuple(
            (
                criterion.name,
                criterion.description or "–",
                *(
                    _shown(reading, criterion.measure or "", figures[criterion.id, alternative])
                    for alternative in weighing.alternatives
                ),
            )
            for criterion in reading.case.criteria
            if criterion.id in scored
        ),
        widths=(2.6, 4, *(1.8 for _ in weighing.alternatives)),
        figures=frozenset(range(2, 2 + len(weighing.alternatives))),
    )


def _weights(reading: Reading) -> Table:
    """Return the weights of every partner, in percentages that add up to a hundred."""
    rankings = reading.result.weighing.rankings
    weighed = [c for c in reading.case.criteria if any(c.id in r.weights for r in rankings)]
    columns = [
        round_to_total([100 * ranking.weights.get(c.id, 0.0) for c in weighed])
        for ranking in rankings
    ]
    return Table(
        caption=reading.say(N_("How much each criterion matters to each partner, in per cent")),
        header=(
            reading.say(N_("Criterion")),
            *(reading.case.partner[ranking.partner_id].short_name for ranking in rankings),
        ),
        rows=tuple(
            (criterion.name, *(figure(column[row], reading.language) for column in columns))
            for row, criterion in enumerate(weighed)
        ),
        widths=(3, *(1.4 for _ in rankings)),
        figures=frozenset(range(1, len(rankings) + 1)),
        key="weights",
        has_names=True,
    )


def _shown(reading: Reading, measure: str, value: float) -> str:
    number = figure(round(value), reading.language)
    if measure.endswith("_eur"):
        shown = amount(value, reading.language)
        return f"−{shown}" if value < 0 else shown
    return number


def _red_lines(reading: Reading) -> list[Block]:
    names = {criterion.id: criterion.name for criterion in reading.case.criteria}
    points = [
        reading.say(
            N_("{alternative} crosses a red line of {partner}: {criteria}."),
            alternative=alternative_name(alternative, reading.language),
            partner=reading.case.partner[ranking.partner_id].short_name,
            criteria=listing([names[c] for c in crossed], reading.language),
        )
        for ranking in reading.result.weighing.rankings
        for alternative, crossed in ranking.red_lines_crossed.items()
        if crossed
    ]
    if points:
        return [Bullets(tuple(points))]
    return [Paragraph(reading.say(N_("Nobody’s red line is crossed.")), Tone.BODY)]

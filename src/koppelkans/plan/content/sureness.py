# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How sure the value is: the spread, what moves it most, and what is not known."""

from koppelkans.language import N_
from koppelkans.plan.certainty import (
    rate,
    swing_rows,
    tell_certain,
    tell_order,
    tell_switch,
    tell_unknown,
)
from koppelkans.plan.charts.certainty import chances, tornado
from koppelkans.plan.reading import Reading
from koppelkans.plan.rounding import round_half_up
from koppelkans.plan.types import Block, Bullets, Paragraph, Picture, Section, Table
from koppelkans.plan.words import figure, sentence
from koppelkans.value.uncertainty import Comparison, Uncertainty

MOST_SWITCHES = 8


def sureness(reading: Reading) -> Section:
    """Return how sure it is that together is worth more, and on which figures that hangs."""
    title = reading.say(N_("How sure the value is"))
    uncertainty = reading.result.uncertainty
    if uncertainty is None or not uncertainty.comparisons:
        text = N_("How sure the value is has not been computed, or may not be shown to all.")
        return Section(title, (Paragraph(reading.say(text)),))
    if not any(found.moves for found in uncertainty.inputs):
        text = N_("None of the figures has a range, so nothing can be said about how sure it is.")
        return Section(title, (Paragraph(reading.say(text)),))
    case, result, language = reading.case, reading.result, reading.language
    comparison = uncertainty.comparisons[0]
    intro = reading.say(N_("Many figures are estimates with a range."))
    same = reading.say(N_("Both alternatives get the same figures each time."))
    told = tell_order(uncertainty, comparison, language)
    blocks: list[Block] = [
        Paragraph(" ".join((intro, *told, same))),
        Picture(chances(case, result, language), "chances"),
    ]
    if any(swing.width_eur > 0 for swing in comparison.swings):
        blocks.append(Picture(tornado(case, result, language), "tornado"))
        blocks.append(_switches(reading, uncertainty, comparison))
    certain = tell_certain(uncertainty, language)
    if certain:
        blocks.append(Paragraph(certain))
    blocks += _unknown(reading, comparison)
    if comparison.rates:
        blocks.append(_rates(reading, comparison))
    return Section(title, tuple(blocks))


def _switches(reading: Reading, uncertainty: Uncertainty, comparison: Comparison) -> Table:
    rows = [r for r in swing_rows(uncertainty, comparison) if r.input.moves][:MOST_SWITCHES]
    language = reading.language
    return Table(
        caption=reading.say(N_("The value at which together and alone are worth the same")),
        header=tuple(
            reading.say(text)
            for text in (N_("Input"), N_("Value"), N_("Range"), N_("Both are worth the same"))
        ),
        rows=tuple(
            (
                row.input.name,
                f"{figure(round(row.input.value, 2), language)} {row.input.unit}",
                f"{_end(row.input.low, language)} – {_end(row.input.high, language)}",
                tell_switch(row, language),
            )
            for row in rows
        ),
        widths=(3.4, 2.2, 2.2, 3),
    )


def _end(value: float | None, language: str) -> str:
    return "?" if value is None else figure(round(value, 2), language)


def _unknown(reading: Reading, comparison: Comparison) -> list[Block]:
    """Return the key figures without a value, and what they could change."""
    if not comparison.unknown:
        return []
    intro = reading.count(
        len(comparison.unknown),
        N_("One key figure that plays a part here has no value in euros:"),
        N_("{word} key figures that play a part here have no value in euros:"),
    )
    points = tuple(
        f"{unknown.name}. {tell_unknown(unknown, comparison, reading.language)}"
        for unknown in comparison.unknown
    )
    return [Paragraph(sentence(intro)), Bullets(points)]


def _rates(reading: Reading, comparison: Comparison) -> Table:
    return Table(
        caption=reading.say(
            N_(
                "How much more together is worth than alone at other discount rates, in thousands "
                "of euros"
            )
        ),
        header=(reading.say(N_("Discount rate")), reading.say(N_("Difference"))),
        rows=tuple(
            (
                rate(row.rate, reading.language),
                figure(round_half_up(row.difference_eur / 1000), reading.language),
            )
            for row in comparison.rates
        ),
        widths=(3, 2),
        figures=frozenset({1}),
    )

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What it is worth: by kind, by who gains, and what has no price."""

from koppelkans.case import Beneficiary
from koppelkans.language import N_
from koppelkans.plan.certainty import per_unit
from koppelkans.plan.charts.money import distribution_matrix, value_waterfall
from koppelkans.plan.content.amounts import compare, comparison_table
from koppelkans.plan.content.sureness import sureness
from koppelkans.plan.content.whom import whom
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Block, Paragraph, Picture, Section, Table, Tone
from koppelkans.plan.words import figure, name
from koppelkans.result import AlternativeResult
from koppelkans.value.types import Category, EntryKind


def value(reading: Reading) -> Section:
    """Return the valuation of going alone and of going together."""
    case, result, language = reading.case, reading.result, reading.language
    blocks: list[Block] = [
        Paragraph(
            reading.say(
                N_(
                    "Two alternatives are valued in the same way: everybody alone, each at its "
                    "own preferred moment, and the programme together. All amounts are in prices "
                    "of {year}; later years count less, by {rate} a year. A plus is a gain, a "
                    "minus is a cost or nuisance."
                ),
                year=case.area.price_level,
                rate=f"{figure(100 * case.area.discount_rate, language)}\N{NO-BREAK SPACE}%",
            )
        ),
        _by_category(reading),
        Picture(value_waterfall(case, result, language)),
        _by_kind(reading),
        _by_beneficiary(reading),
        Picture(distribution_matrix(case, result, language)),
        *_unpriced(reading),
        Paragraph(
            reading.say(
                N_(
                    "Amounts in tables are rounded to thousands of euros so that they add up: "
                    "what rounding down leaves over goes to the amounts that lost most. An "
                    "amount can therefore differ by one thousand from the same amount elsewhere "
                    "in this document."
                )
            ),
            Tone.NOTE,
        ),
        Paragraph(
            reading.say(N_("All key figures are in an annex, each with its source.")),
            see=("key-figures",),
        ),
    ]
    return Section(
        reading.say(N_("What it is worth")),
        tuple(blocks),
        sections=(whom(reading), sureness(reading)),
    )


def _by_category(reading: Reading) -> Table:
    amounts = compare(reading, lambda entry: entry.category, tuple(Category))
    return comparison_table(
        reading,
        reading.say(N_("Benefits, costs and nuisance, in thousands of euros")),
        reading.say(N_("What")),
        {name(category, reading.language): pair for category, pair in amounts.items()},
    )


def _by_kind(reading: Reading) -> Table:
    amounts = compare(reading, lambda entry: entry.kind, tuple(EntryKind))
    return comparison_table(
        reading,
        reading.say(N_("Value by kind, in thousands of euros")),
        reading.say(N_("Kind")),
        {name(kind, reading.language): pair for kind, pair in amounts.items()},
    )


def _by_beneficiary(reading: Reading) -> Table:
    amounts = compare(reading, lambda entry: entry.beneficiary, tuple(Beneficiary))
    return comparison_table(
        reading,
        reading.say(N_("Who gains or pays in the end, in thousands of euros")),
        reading.say(N_("Who")),
        {name(who, reading.language): pair for who, pair in amounts.items()},
    )


def _unpriced(reading: Reading) -> list[Block]:
    before, after = _quantities(reading.result.baseline), _quantities(reading.result.programme)
    keys = list(dict.fromkeys([*before, *after]))
    if not keys:
        return []
    intro = reading.say(
        N_(
            "Some effects have no price that can be relied on. They are reported beside the "
            "euros and are not part of them."
        )
    )
    table = Table(
        caption=reading.say(N_("Effects without a price")),
        header=(
            reading.say(N_("Effect")),
            reading.say(N_("Unit")),
            reading.say(N_("Alone")),
            reading.say(N_("Together")),
        ),
        rows=tuple(
            (
                effect,
                per_unit(unit, reading.language),
                figure(round(before.get((effect, unit), 0), 1), reading.language),
                figure(round(after.get((effect, unit), 0), 1), reading.language),
            )
            for effect, unit in keys
        ),
        widths=(4, 2, 1.5, 1.5),
        figures=frozenset({2, 3}),
    )
    return [Paragraph(intro), table]


def _quantities(alternative: AlternativeResult) -> dict[tuple[str, str], float]:
    sums: dict[tuple[str, str], float] = {}
    for effect in alternative.unpriced:
        key = (effect.name, effect.unit)
        sums[key] = sums.get(key, 0.0) + effect.quantity
    return sums

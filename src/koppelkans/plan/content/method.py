# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Annexes: all tasks, costs per year, key figures, assumptions, and how it was computed."""

from collections.abc import Iterator

from koppelkans.case import VatSetting
from koppelkans.language import N_
from koppelkans.plan.certainty import rate
from koppelkans.plan.content.key_figures import key_figures
from koppelkans.plan.content.summary import certainty
from koppelkans.plan.content.tasks import all_tasks
from koppelkans.plan.content.whom import effects
from koppelkans.plan.content.yearly import spending_per_year_table
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Block, Bullets, Paragraph, Section
from koppelkans.plan.words import figure, name
from koppelkans.programme.choices import tell_wanted
from koppelkans.programme.choices.wanted import WORST_OFF

VAT = {
    VatSetting.AS_GIVEN: N_(
        "Amounts are as the partners gave them; VAT is neither added nor taken off."
    ),
    VatSetting.EXCLUDED: N_(
        "Costs are given without VAT; it is added for partners that cannot reclaim it."
    ),
    VatSetting.INCLUDED: N_(
        "Costs are given with VAT; it is taken off for partners that can reclaim it."
    ),
}


def annexes(reading: Reading) -> Section:
    """Return what lies under the plan."""
    return Section(
        reading.say(N_("Annexes")),
        sections=(
            Section(reading.say(N_("All tasks")), (all_tasks(reading),)),
            spending_per_year_table(reading),
            effects(reading),
            key_figures(reading),
            _assumptions(reading),
            _method(reading),
        ),
        new_page=True,
    )


def _assumptions(reading: Reading) -> Section:
    """Return what was taken to be so, as it is set in the case."""
    area, language = reading.case.area, reading.language
    points = [
        reading.say(
            N_(
                "Costs and benefits count up to {years} years after the first year; {residual} "
                "for what is not worn out by then."
            ),
            years=area.evaluation_years,
            residual=reading.say(
                N_("a residual value counts") if area.residual_value else N_("nothing counts")
            ),
        ),
        reading.say(VAT[area.vat]),
        reading.say(
            N_("Every task takes whole quarters and begins on the first day of a quarter.")
        ),
        reading.say(
            N_("What residents and businesses bear counts in full, although they pay nobody.")
        ),
    ]
    if area.cost_discount_rate is not None:
        points.append(
            reading.say(
                N_("Costs that hardly depend on use are discounted by {rate} a year."),
                rate=rate(area.cost_discount_rate, language),
            )
        )
    return Section(reading.say(N_("Assumptions")), (Bullets(tuple(points)),))


def _method(reading: Reading) -> Section:
    blocks: list[Block] = [
        Paragraph(
            reading.say(
                N_(
                    "The baseline is what every partner would do alone, at its own preferred "
                    "moment and within its own limits. The programme is found by an optimiser "
                    "that searches over all tasks, variants and moments at once. Both are valued "
                    "by the same rules of a social cost-benefit analysis. A figure that is "
                    "unknown stays unknown and is never counted as zero."
                )
            )
        ),
        Paragraph(certainty(reading)),
        Paragraph(
            reading.say(
                N_(
                    "A street section counts as opened once when works there follow each other "
                    "without a quarter in between. Within a quarter, works go on side by side, "
                    "and the street is closed for as long as the longest of them."
                )
            )
        ),
        Bullets(_settings(reading)),
    ]
    return Section(reading.say(N_("Method and settings")), tuple(blocks))


def _settings(reading: Reading) -> tuple[str, ...]:
    settings, case, language = reading.result.settings, reading.result.case, reading.language
    return (
        reading.say(
            N_("Price level {year}, discount rate {rate} a year."),
            year=case.price_level,
            rate=rate(case.discount_rate, language),
        ),
        reading.say(
            N_("Search: at most {seconds} seconds, seed {seed}; outcome: {status}."),
            seconds=figure(settings.seconds, language),
            seed=settings.seed,
            status=name(reading.result.programme.status, language).lower(),
        ),
        reading.say(
            N_("Made with Koppelkans {version} from the case “{case}”, fingerprint {digest}."),
            version=settings.version,
            case=case.id,
            digest=case.sha256[:16],
        ),
        *_wanted(reading),
        *_wishes(reading),
    )


def _wanted(reading: Reading) -> Iterator[str]:
    """Yield what was looked for; of the largest net value, that it was that."""
    wanted = reading.result.settings.wanted
    for wish in tell_wanted(wanted, reading.case):
        told = wish.message.in_language(reading.language)
        yield reading.say(N_("Wanted: {what}."), what=told[:1].lower() + told[1:])
    has_other_goal = wanted.weighed_by is not None or wanted.agreed is not None
    if wanted.fairness not in WORST_OFF and not has_other_goal:
        yield reading.say(N_("Looked for: the programme with the largest net value."))


def _wishes(reading: Reading) -> tuple[str, ...]:
    """Return what was asked of the programme besides the case."""
    wishes = reading.result.settings.wishes
    counted = (
        (
            len(wishes.pins),
            N_("One task was pinned by hand."),
            N_("{number} tasks were pinned by hand."),
        ),
        (
            len(wishes.exclusions),
            N_("One variant or task was left out by hand."),
            N_("{number} variants or tasks were left out by hand."),
        ),
        (
            len(wishes.relations),
            N_("One order was added by hand."),
            N_("{number} orders were added by hand."),
        ),
    )
    found = tuple(reading.count(number, one, many) for number, one, many in counted if number)
    return found or (reading.say(N_("Nothing was pinned or left out by hand.")),)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who spends when, who gains, and who pays whom."""

from koppelkans.language import N_
from koppelkans.plan.charts.money import gain_per_partner, spending_per_year
from koppelkans.plan.content.amounts import (
    THOUSAND,
    by_partner_and_category,
    partner_table,
    rounded_shares,
    spending_by_phase,
)
from koppelkans.plan.flows import payment_flows
from koppelkans.plan.reading import Reading
from koppelkans.plan.rounding import round_to_total
from koppelkans.plan.types import Block, Bullets, Paragraph, Picture, Section, Table
from koppelkans.plan.words import amount, figure, name
from koppelkans.sharing import RULE_LABELS, Rule, SharingTable
from koppelkans.sharing.tell import tell_groups, tell_short, tell_table, tell_worse_off
from koppelkans.value.types import Category


def costs(reading: Reading) -> Section:
    """Return costs and shares per partner."""
    return Section(
        reading.say(N_("Costs and shares")),
        sections=(_spending(reading), _sharing(reading)),
    )


def _spending(reading: Reading) -> Section:
    title = reading.say(N_("What the works cost, and when"))
    spending = spending_by_phase(reading)
    if not spending:
        return Section(
            title, (Paragraph(reading.say(N_("The programme has no works that cost money."))),)
        )
    intro = reading.say(
        N_(
            "These are the costs as budgets count them: the investment, plus opening and closing "
            "streets as if everyone did that alone. They are in prices of {year}, not "
            "discounted. What is saved by sharing the opening has not been taken off yet, so the "
            "costs can only turn out lower."
        ),
        year=reading.case.area.price_level,
    )
    chart = spending_per_year(reading.case, reading.result, reading.language)
    table = partner_table(
        reading,
        reading.say(N_("What the works cost per phase, in thousands of euros")),
        (*(str(phase) for phase in reading.phases), reading.say(N_("Total"))),
        {partner_id: [*cells, sum(cells)] for partner_id, cells in spending.items()},
    )
    return Section(title, (Paragraph(intro, see=("spending-per-year",)), Picture(chart), table))


def _sharing(reading: Reading) -> Section:
    blocks: list[Block] = [
        Paragraph(_rule(reading)),
        Picture(gain_per_partner(reading.case, reading.result, reading.language)),
        _shares(reading),
        *_holds(reading),
        *_payments(reading),
        _balance(reading),
    ]
    return Section(reading.say(N_("Who gains and who pays whom")), tuple(blocks))


def _rule(reading: Reading) -> str:
    rule = reading.result.sharing_rule
    known = reading.say(RULE_LABELS[Rule(rule)])
    return reading.say(
        N_(
            "What the partners with a budget gain together is divided by one rule: {rule}. A "
            "partner that gains more than its share pays; one that gains less receives. A "
            "partner without a budget, such as the residents, neither pays nor receives."
        ),
        rule=known[:1].lower() + known[1:],
    )


def _holds(reading: Reading) -> list[Block]:
    """Return whether the division holds: for each partner, and for groups of them."""
    if reading.result.sharing is None:
        return []
    names = {partner.id: partner.short_name for partner in reading.case.partners}
    table, language = reading.result.sharing, reading.language
    points = tell_table(table, names, language, amount)
    rule = reading.rule
    if rule is not None:
        points += [
            tell_worse_off(rule, names, language, table.players, amount),
            tell_groups(rule.groups, names, language, amount),
        ]
    intro = Paragraph(reading.say(N_("Does this division hold?")))
    return [intro, Bullets(tuple(point for point in points if point)), *_rules(reading, table)]


def _rules(reading: Reading, table: SharingTable) -> list[Block]:
    """Return what each partner gains under each rule, so that the choice can be seen."""
    names = {partner.id: partner.short_name for partner in reading.case.partners}
    rounded = [round_to_total(list(rule.gains), THOUSAND) for rule in table.rules]
    if not rounded:
        return []
    return [
        Table(
            caption=reading.say(
                N_("What each partner gains under each rule, in thousands of euros")
            ),
            header=(
                reading.say(N_("Rule")),
                *(names.get(player, player) for player in table.players),
                reading.say(N_("Total")),
            ),
            rows=tuple(
                (
                    reading.say(RULE_LABELS[rule.rule]),
                    *(figure(number, reading.language) for number in gains),
                    figure(sum(gains), reading.language),
                )
                for rule, gains in zip(table.rules, rounded, strict=True)
            ),
            widths=(3, *(1.4 for _ in range(len(table.players) + 1))),
            figures=frozenset(range(1, len(table.players) + 2)),
            key="rules",
            has_names=True,
        )
    ]


def _shares(reading: Reading) -> Table:
    return partner_table(
        reading,
        reading.say(N_("Net value per partner, in thousands of euros")),
        (
            reading.say(N_("Alone")),
            reading.say(N_("Together")),
            reading.say(N_("Receives or pays")),
            reading.say(N_("After payments")),
            reading.say(N_("Better than alone")),
        ),
        {
            partner_id: [share.alone, share.together, share.payment, share.after, share.gain]
            for partner_id, share in rounded_shares(reading).items()
        },
    )


def _payments(reading: Reading) -> list[Block]:
    """Return who pays whom as a picture, and in which year as a table."""
    flows = payment_flows(reading.case, reading.result, reading.language)
    if flows is None or reading.result.payments is None:
        return []
    names = {partner.id: partner.short_name for partner in reading.case.partners}
    rows = tuple(
        (
            names[transfer.from_partner_id],
            names[transfer.to_partner_id],
            str(year),
            figure(round(eur), reading.language),
        )
        for transfer in reading.result.payments.transfers
        for year, eur in sorted(transfer.years.items())
    )
    blocks: list[Block] = [
        Picture(flows),
        Table(
            caption=reading.say(
                N_("Payments per year, in euros, prices of {year}, not discounted"),
                year=reading.case.area.price_level,
            ),
            header=tuple(
                reading.say(title)
                for title in (N_("Pays"), N_("Receives"), N_("Year"), N_("Amount"))
            ),
            rows=rows,
            widths=(3, 3, 1, 2),
            figures=frozenset({3}),
        ),
    ]
    short = tell_short(reading.result.payments, names, reading.language)
    return blocks + [Paragraph(text) for text in short]


def _balance(reading: Reading) -> Table:
    categories = (name(category, reading.language) for category in Category)
    return partner_table(
        reading,
        reading.say(N_("The programme per partner, before payments, in thousands of euros")),
        (*categories, reading.say(N_("Net value"))),
        {
            partner_id: [*cells, sum(cells)]
            for partner_id, cells in by_partner_and_category(reading).items()
        },
    )

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gains by which rule, whether that holds, and one page for each partner."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from koppelkans.case import Partner
from koppelkans.case.labels import label
from koppelkans.language import show_euros, translate
from koppelkans.plan.reading import Reading
from koppelkans.plan.rounding import round_to_total
from koppelkans.sharing import (
    RULE_LABELS,
    PartnerPage,
    Rule,
    RuleResult,
    Situation,
    explain_partner,
    show_to,
    tell_partner,
)
from koppelkans.sharing.hide import hidden_partners
from koppelkans.sharing.tell import (
    tell_compensation,
    tell_groups,
    tell_joining,
    tell_table,
    tell_worse_off,
)

EVERYBODY = ""
"""The reader of a page that needs no name and password: none of the partners."""
KEPT = gettext_noop("kept")


@dataclass(frozen=True)
class RuleRow:
    """One rule: what each gains and receives, as text, and what its tests say."""

    rule: Rule
    label: str
    gains: tuple[str, ...]
    payments: tuple[str, ...]
    said: tuple[str, ...]


@dataclass(frozen=True)
class Fairness:
    """The rules side by side, and what they come to in sentences."""

    partners: tuple[Partner, ...]
    rows: tuple[RuleRow, ...]
    said: tuple[str, ...]
    compensation: tuple[str, ...]
    derivable: tuple[str, ...]


def find_fairness(reading: Reading) -> Fairness | None:
    """Return the rules side by side; None for a result of before there were any.

    With a partner that keeps its costs only the rule of the result is shown: every other rule is
    one more equation from which its figures could be worked out.
    """
    table, case, language = reading.result.sharing, reading.case, reading.language
    if table is None:
        return None
    names = {partner.id: partner.short_name for partner in case.partners}
    kept = hidden_partners(case, EVERYBODY)
    derivable: dict[str, None] = {}
    results = [r for r in table.rules if not kept or r.rule.value == reading.result.sharing_rule]
    for result in results:
        for message in show_to(case, table, result, EVERYBODY).derivable:
            derivable[message.in_language(language)] = None
    paid = reading.result.compensation
    return Fairness(
        partners=tuple(case.partner[player] for player in table.players),
        rows=tuple(_row(reading, result, bool(kept)) for result in results),
        said=() if kept else tuple(tell_table(table, names, language)),
        compensation=tuple(tell_compensation(paid, names, language)) if paid and not kept else (),
        derivable=tuple(derivable),
    )


def _row(reading: Reading, result: RuleResult, secret: bool) -> RuleRow:
    """Return one rule; with a partner that keeps its costs no test names an amount of a group."""
    case, language, table = reading.case, reading.language, reading.result.sharing
    assert table is not None  # noqa: S101  # its only caller has looked
    names = {partner.id: partner.short_name for partner in case.partners}
    shown = show_to(case, table, result, EVERYBODY)
    payments = round_to_total([row.payment_eur or 0.0 for row in shown.rows], total=0)
    said = () if secret else (
        tell_worse_off(result, names, language, table.players),
        tell_groups(result.groups, names, language),
        tell_joining(result.joining, names, language),
    )  # fmt: skip
    return RuleRow(
        rule=result.rule,
        label=translate(RULE_LABELS[result.rule], language),
        gains=tuple(
            _(KEPT) if row.gain_eur is None else show_euros(row.gain_eur, language)
            for row in shown.rows
        ),
        payments=tuple(show_euros(eur, language) for eur in payments),
        said=said,
    )


@dataclass(frozen=True)
class PageRow:
    """One line of a partner's page: what it is, alone, together and the difference, as text."""

    label: str
    alone: str
    together: str
    change: str


@dataclass(frozen=True)
class PartnerSheet:
    """A partner's page, ready to be shown."""

    said: tuple[str, ...]
    rows: tuple[PageRow, ...]
    total: PageRow
    years: tuple[PageRow, ...]


def may_read(reading: Reading) -> bool:
    """Return whether everybody may read the pages of partners: each names amounts of others."""
    return not hidden_partners(reading.case, EVERYBODY)


def partner_sheet(
    language: str, found: Situation, rule: RuleResult, partner_id: str, *, with_leaving: bool
) -> PartnerSheet:
    """Return the page of a partner under a rule; what follows for others only when asked."""
    page = explain_partner(found, rule, partner_id, with_leaving=with_leaving)
    lines = [
        (translate(label(line.kind), language), line.alone_eur, line.together_eur)
        for line in page.lines
    ]
    lines += _payments(page)
    alone = round_to_total([line[1] for line in lines])
    together = round_to_total([line[2] for line in lines])
    rows = tuple(
        _page_row(line[0], before, after, language)
        for line, before, after in zip(lines, alone, together, strict=True)
    )
    years = tuple(
        _page_row(
            str(year.year), round(year.alone_eur), round(year.together_eur + year.agreed_eur),
            language,
        )
        for year in page.years
    )  # fmt: skip
    net = _("Net present value")
    return PartnerSheet(
        said=tell_partner(found, page, language),
        rows=rows,
        total=_page_row(net, sum(alone), sum(together), language),
        years=years,
    )


def _payments(page: PartnerPage) -> list[tuple[str, float, float]]:
    return [
        (title, alone, together)
        for title, alone, together in (
            (_("Payments agreed earlier"), page.given_alone_eur, page.given_eur),
            (_("Payment between partners"), 0.0, page.payment_eur),
        )
        if alone or together
    ]


def _page_row(title: str, alone: int, together: int, language: str) -> PageRow:
    amounts = (show_euros(eur, language) for eur in (alone, together, together - alone))
    return PageRow(title, *amounts)

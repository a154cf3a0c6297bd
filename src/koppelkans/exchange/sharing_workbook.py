# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sharing as workbook: the rules side by side, their tests, payments, and a sheet per partner."""

import os
from itertools import chain
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from koppelkans.case.labels import label
from koppelkans.exchange import paper
from koppelkans.exchange.account import PARTNER, Field, Row, Table
from koppelkans.exchange.columns import Kind
from koppelkans.exchange.programme_workbook import write_list
from koppelkans.exchange.whole import whole_file
from koppelkans.language import N_, translate
from koppelkans.result import Result, chosen_rule
from koppelkans.sharing import (
    RULE_LABELS,
    Compensation,
    PartnerPage,
    Settlement,
    SharingTable,
    Situation,
    explain_partner,
    tell_partner,
)
from koppelkans.sharing.tell import (
    Names,
    tell_compensation,
    tell_groups,
    tell_joining,
    tell_table,
    tell_worse_off,
)

RULE = Field("rule", N_("Rule"), Kind.TEXT, width=44)
SAID = Field("said", N_("What it comes to"), Kind.TEXT, width=110)


def _euros(name: str, title: str) -> Field:
    return Field(name, title, Kind.NUMBER, "cents", 18)


def write_sharing_workbook(
    found: Situation, result: Result, path: str | os.PathLike[str], language: str
) -> None:
    """Write who pays and who gains to a workbook in Dutch ("nl") or English ("en").

    For the facilitator: all figures are in it, with cents, so that they add up; what partners keep
    to the facilitator as well.

    Parameters
    ----------
    found
        What there is to share of the result: ``koppelkans.line.situation_of``.

    Raises
    ------
    ValueError
        When the result is of before there was sharing.
    """
    file = Path(path)
    case, rule = found.case, chosen_rule(result)
    names = {partner.id: partner.short_name for partner in case.partners}
    pages = [explain_partner(found, rule, partner.id) for partner in case.partners]
    book = Workbook()
    sheets = _summary(result, names, language) | {
        names[page.partner_id]: _page(found, page, language) for page in pages
    }
    book.remove(book.worksheets[0])
    for title, table in sheets.items():
        write_list(book.create_sheet(_sheet_title(title, book.sheetnames)), table, language)
    with whole_file(file) as unfinished:
        paper.save(book, unfinished)


def _sheet_title(title: str, taken: list[str]) -> str:
    """Return a title that a workbook takes: no signs it refuses, at most 31, not taken yet."""
    clean = "".join(" " if sign in "[]:*?/\\" else sign for sign in title).strip("' ")[:28]
    number, found = 1, clean or "-"
    while found.casefold() in {other.casefold() for other in taken}:
        number += 1
        found = f"{clean} {number}"
    return found


def _summary(result: Result, names: Names, language: str) -> dict[str, Table]:
    table = result.sharing
    if table is None:
        return {}
    said = tell_table(table, names, language)
    if result.compensation is not None:
        said += tell_compensation(result.compensation, names, language)
    return {
        translate(N_("Sharing"), language): Table((SAID,), [{"said": line} for line in said]),
        translate(N_("Gains by rule"), language): _by_rule(table, names, language, "gains"),
        translate(N_("Payments by rule"), language): _by_rule(table, names, language, "payments"),
        translate(N_("Tests of the rules"), language): _tests(table, names, language),
        translate(N_("Payments by year"), language): _transfers(result.payments, names),
        translate(N_("Compensation"), language): _transfers(result.compensation, names),
    }


def _by_rule(table: SharingTable, names: Names, language: str, what: str) -> Table:
    fields = (RULE, *(_euros(player, names[player]) for player in table.players))
    rows: list[Row] = [
        {"rule": translate(RULE_LABELS[rule.rule], language)}
        | dict(zip(table.players, getattr(rule, what), strict=True))
        for rule in table.rules
    ]
    return Table(fields, rows)


def _tests(table: SharingTable, names: Names, language: str) -> Table:
    titles = (
        N_("Worse off than alone?"),
        N_("Would a group leave?"),
        N_("Does anybody lose because another takes part?"),
    )
    fields = (RULE, *(Field(title, title, Kind.TEXT, width=60) for title in titles))
    rows: list[Row] = [
        {"rule": translate(RULE_LABELS[rule.rule], language)}
        | dict(
            zip(
                titles,
                (
                    tell_worse_off(rule, names, language, table.players),
                    tell_groups(rule.groups, names, language),
                    tell_joining(rule.joining, names, language),
                ),
                strict=True,
            )
        )
        for rule in table.rules
    ]
    return Table(fields, rows)


def _transfers(found: Compensation | Settlement | None, names: Names) -> Table:
    fields = (
        Field("payer", N_("Pays"), Kind.TEXT, width=24),
        Field("receiver", N_("Receives"), Kind.TEXT, width=24),
        Field("year", N_("Year"), Kind.INTEGER, "year", 10),
        _euros("eur", N_("Amount")),
    )
    rows: list[Row] = [
        {
            "payer": names[transfer.from_partner_id],
            "receiver": names[transfer.to_partner_id],
            "year": year,
            "eur": eur,
        }
        for transfer in (found.transfers if found else ())
        for year, eur in sorted(transfer.years.items())
    ]
    return Table(fields, rows)


def _page(found: Situation, page: PartnerPage, language: str) -> Table:
    """Return the sheet of one partner: what it comes to, its accounts, and its years."""
    fields = (
        Field("said", PARTNER.title, Kind.TEXT, width=60),
        _euros("alone", N_("Everybody alone")),
        _euros("together", N_("Together")),
        _euros("change", N_("Difference")),
    )
    rows: list[Row] = [{"said": line} for line in tell_partner(found, page, language)]
    rows += list(chain(_accounts(page, language), _years(page, language)))
    return Table(fields, rows)


def _accounts(page: PartnerPage, language: str) -> list[dict[str, Any]]:
    lines = [
        (translate(label(line.kind), language), line.alone_eur,
         line.together_eur)
        for line in page.lines
    ]  # fmt: skip
    lines += [
        (translate(N_("Payments agreed earlier"), language), page.given_alone_eur, page.given_eur),
        (translate(N_("Payment between partners"), language), 0.0, page.payment_eur),
        (translate(N_("Net present value"), language), page.alone_net_eur, page.net_eur),
    ]
    return [
        {"said": what, "alone": alone, "together": together, "change": together - alone}
        for what, alone, together in lines
    ]


def _years(page: PartnerPage, language: str) -> list[dict[str, Any]]:
    cost = translate(N_("Works in {year}, undiscounted"), language)
    return [
        {
            "said": cost.format(year=line.year),
            "alone": line.alone_eur,
            "together": line.together_eur + line.agreed_eur,
            "change": line.together_eur + line.agreed_eur - line.alone_eur,
        }
        for line in page.years
    ]

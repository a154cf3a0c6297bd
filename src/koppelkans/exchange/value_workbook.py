# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Value as workbook: every amount, the key figures, what has no price, and how sure it all is."""

import os
from pathlib import Path

from openpyxl import Workbook

from koppelkans.exchange import account_whom, account_worth, paper
from koppelkans.exchange.account import Field, Row, Table
from koppelkans.exchange.columns import Kind
from koppelkans.exchange.programme_workbook import write_list
from koppelkans.exchange.whole import whole_file
from koppelkans.language import N_, translate
from koppelkans.plan.certainty import percentiles, swing_rows, tell_switch, tell_unknown
from koppelkans.plan.reading import Reading
from koppelkans.value.uncertainty import Uncertainty

FIGURE = Field("figure", N_("Figure"), Kind.TEXT, width=48)
EUR_COLUMN = 20


def write_value_workbook(
    reading: Reading, uncertainty: Uncertainty, path: str | os.PathLike[str]
) -> None:
    """Write what a result is worth to a workbook, in the language of the reading.

    For the facilitator: every amount is in it.
    """
    language = reading.language
    sheets = {
        N_("Amounts"): account_worth.entries(reading),
        N_("Without a price"): account_worth.unpriced(reading),
        N_("Key figures"): account_worth.key_figures(reading),
        N_("How sure"): _spreads(uncertainty, language),
        N_("One figure at a time"): _swings(uncertainty, language),
        N_("Unknown key figures"): _unknown(uncertainty, language),
        N_("By effect and for whom"): account_whom.by_effect(reading),
        N_("By account and for whom"): account_whom.by_account(reading),
        N_("For people"): account_whom.for_people(reading),
        N_("By income"): account_whom.by_income(reading),
    }
    book = Workbook()
    for title, table in sheets.items():
        write_list(book.create_sheet(translate(title, language)), table, language)
    book.remove(book.worksheets[0])
    with whole_file(Path(path)) as unfinished:
        paper.save(book, unfinished)


def _spreads(uncertainty: Uncertainty, language: str) -> Table:
    [comparison, *_others] = uncertainty.comparisons
    columns = {
        N_("Everybody alone"): percentiles(uncertainty.alternatives[comparison.first]),
        N_("Together"): percentiles(uncertainty.alternatives[comparison.second]),
        N_("Difference"): percentiles(comparison.difference),
    }
    fields = (
        FIGURE,
        *(Field(name, name, Kind.NUMBER, "cents", EUR_COLUMN) for name in columns),
    )
    rows: list[Row] = [
        {"figure": translate(cells[0][0], language)}
        | {name: eur for name, (_title, eur) in zip(columns, cells, strict=True)}
        for cells in zip(*columns.values(), strict=True)
    ]
    chance: Row = {
        "figure": translate(N_("chance that together is worth more"), language),
        N_("Difference"): comparison.probability,
    }
    return Table(fields, [*rows, chance])


def _swings(uncertainty: Uncertainty, language: str) -> Table:
    fields = (
        FIGURE,
        Field("value", N_("Value"), Kind.NUMBER, "quantity", 14),
        Field("low", N_("Low"), Kind.NUMBER, "quantity", 14),
        Field("high", N_("High"), Kind.NUMBER, "quantity", 14),
        Field("unit", N_("Unit"), Kind.TEXT, width=22),
        Field("at_low", N_("Difference at its low end"), Kind.NUMBER, "cents", EUR_COLUMN),
        Field("at_high", N_("Difference at its high end"), Kind.NUMBER, "cents", EUR_COLUMN),
        Field("switch", N_("Both worth the same"), Kind.TEXT, width=60),
    )
    rows: list[Row] = [
        {
            "figure": row.input.name, "value": row.input.value, "low": row.input.low,
            "high": row.input.high, "unit": row.input.unit, "at_low": row.swing.at_low_eur,
            "at_high": row.swing.at_high_eur, "switch": tell_switch(row, language),
        }
        for row in swing_rows(uncertainty, uncertainty.comparisons[0])
    ]  # fmt: skip
    return Table(fields, rows)


def _unknown(uncertainty: Uncertainty, language: str) -> Table:
    comparison = uncertainty.comparisons[0]
    fields = (
        FIGURE,
        Field("unit", N_("Unit"), Kind.TEXT, width=24),
        Field("first", N_("Discounted units alone"), Kind.NUMBER, "quantity", EUR_COLUMN),
        Field("second", N_("Discounted units together"), Kind.NUMBER, "quantity", EUR_COLUMN),
        Field("said", N_("What it could change"), Kind.TEXT, width=80),
    )
    rows: list[Row] = [
        {
            "figure": u.name, "unit": u.unit, "first": u.first_units, "second": u.second_units,
            "said": tell_unknown(u, comparison, language),
        }
        for u in comparison.unknown
    ]  # fmt: skip
    return Table(fields, rows)

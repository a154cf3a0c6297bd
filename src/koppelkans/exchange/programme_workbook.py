# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A programme as workbook: what, when, where, what it is worth, who pays and who gains.

Amounts in the summary, the matrices and the shares are whole euros, rounded such that every total
is the sum of what stands above it; the sheet with all entries has the cents.
"""

import os
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from koppelkans.case import Case, Quarter
from koppelkans.case.labels import label
from koppelkans.exchange import account_street, account_worth, paper
from koppelkans.exchange.account import Alternative, Field, Table
from koppelkans.exchange.columns import Kind
from koppelkans.exchange.euros import round_shares
from koppelkans.exchange.summary_sheet import write_summary
from koppelkans.exchange.value_sheet import write_matrices
from koppelkans.exchange.whole import whole_file
from koppelkans.language import N_, translate
from koppelkans.plan.reading import Reading
from koppelkans.result import Result

FORMATS = {
    "EUR": paper.EUROS, "weeks": "0.0", "m": "#,##0.0", "quantity": "#,##0.##", "share": "0.00%",
    "year": "0",
}  # fmt: skip
EMPTY = N_("Nothing to show here.")


def write_programme_workbook(
    case: Case, result: Result, path: str | os.PathLike[str], language: str
) -> None:
    """Write a programme to a workbook in Dutch ("nl") or English ("en").

    Euros are present values at the price level of the case; only the investment of a task and the
    opening of a street are undiscounted.
    """
    file = Path(path)
    reading = Reading(case, result, language)
    book = Workbook()
    write_summary(book.worksheets[0], reading)
    for title, table in _lists(reading).items():
        write_list(book.create_sheet(translate(title, language)), table, language)
        if title == OCCUPATIONS:
            write_matrices(book.create_sheet(translate(N_("Value"), language)), reading)
    with whole_file(file) as unfinished:
        paper.save(book, unfinished)


OCCUPATIONS = N_("Occupations")


def _lists(reading: Reading) -> dict[str, Table]:
    """Return the sheets that are one long table, by their title."""
    return {
        N_("Programme"): account_street.tasks(reading).only(
            "title", "partner", "theme", "done", "variant", "start", "end", "start_alone",
            "shift_quarters", "streets", "homes", "people", "investment_eur",
            where=lambda row: row["alternative"] is Alternative.PROGRAMME,
        ),
        OCCUPATIONS: account_street.occupations(reading).only(
            "alternative", "place", "street", "first", "last", "partners", "tasks",
            "closed_weeks", "weeks_saved", "opening_eur", "opening_saved_eur",
        ),
        N_("All entries"): _with_cents(account_worth.entries(reading).only(
            "alternative", "category", "kind", "name", "partner", "beneficiary",
            "key_figure_id", "eur",
        )),
        N_("Without a price"): account_worth.unpriced(reading).only(
            "alternative", "name", "quantity", "unit", "partner", "beneficiary", "key_figure_id",
        ),
        N_("Shares"): _with_total(round_shares(reading).only(
            "partner", "alone_net_eur", "together_net_eur", "payment_eur", "net_eur", "gain_eur",
        ), reading.language),
        N_("Opportunities"): account_street.opportunities(reading).only(
            "kind", "tasks", "partners", "streets", "first", "last", "stretch_quarters",
            "weeks_saved", "gain_eur", "taken",
        ),
        N_("Stretched limits"): account_worth.excesses(reading).only(
            "alternative", "sort", "name", "when", "over", "eur", "broken",
        ),
        N_("Key figures"): account_worth.key_figures(reading),
    }  # fmt: skip


def _with_cents(table: Table) -> Table:
    fields = tuple(
        Field(f.name, f.title, f.kind, "cents", f.width) if f.unit == "EUR" else f
        for f in table.fields
    )
    return Table(fields, table.rows)


def _with_total(table: Table, language: str) -> Table:
    total = {
        field.name: sum(row[field.name] for row in table.rows)
        for field in table.fields
        if field.unit == "EUR"
    }
    first = table.fields[0].name
    return Table(table.fields, [*table.rows, {first: translate(N_("Total"), language)} | total])


def write_list(sheet: Worksheet, table: Table, language: str) -> None:
    """Fill a sheet with a table: headers that stay in sight, a filter, one row per row."""
    titles = [translate(field.title, language) for field in table.fields]
    numbers = [n for n, f in enumerate(table.fields) if f.kind in {Kind.NUMBER, Kind.INTEGER}]
    paper.header_row(sheet, 1, titles, 1, numbers)
    for position, field in enumerate(table.fields, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = field.width
    total = translate(N_("Total"), language)
    for number, row in enumerate(table.rows, start=2):
        is_total = row.get(table.fields[0].name) == total
        for position, field in enumerate(table.fields, start=1):
            value = shown(row.get(field.name), language)
            cell = paper.put(sheet.cell(number, position), value, number_format(field))
            cell.font = paper.STRONG_FONT if is_total else paper.PLAIN_FONT
            cell.border = paper.TOTAL_BORDER if is_total else paper.BELOW
            cell.alignment = paper.TOP if position - 1 in numbers else paper.WRAPPED
        widths = [
            (shown(row.get(field.name), language), field.width)
            for position, field in enumerate(table.fields)
            if position not in numbers
        ]
        paper.fit_height(sheet, number, widths)
    if not table.rows:
        paper.put(sheet.cell(2, 1), translate(EMPTY, language)).font = paper.HELP_FONT
    last = get_column_letter(len(table.fields))
    sheet.auto_filter.ref = f"A1:{last}{max(2, len(table.rows) + 1)}"
    sheet.freeze_panes = "B2"
    paper.set_print(sheet, 1)


def shown(value: Any, language: str) -> Any:
    """Return a value as people read it: choices and yes or no in words."""
    if isinstance(value, bool):
        return translate(N_("yes") if value else N_("no"), language)
    if isinstance(value, Quarter):
        return str(value)
    # Every choice of the line is a text as well; only a choice has a name.
    return translate(label(value), language) if hasattr(value, "name") else value


def number_format(field: Field) -> str | None:
    """Return how Excel shows the numbers of a field."""
    if field.unit == "cents":
        return paper.EXACT_EUROS
    if field.kind is Kind.INTEGER and not field.unit:
        return paper.WHOLE
    return FORMATS.get(field.unit)

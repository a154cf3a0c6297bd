# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each partner spends in each year, as an annex: years down, partners across."""

from dataclasses import replace

from koppelkans.language import N_
from koppelkans.plan.content.amounts import THOUSAND, totalled_table
from koppelkans.plan.reading import Reading
from koppelkans.plan.rounding import round_matrix, round_to_total
from koppelkans.plan.types import Paragraph, Section


def spending_per_year_table(reading: Reading) -> Section:
    """Return what the works cost, by partner and year."""
    title = reading.say(N_("Costs per partner and per year"))
    payers = {p: years for p, years in reading.spending.items() if any(years.values())}
    years = [y for y in reading.years if any(spent[y] for spent in payers.values())]
    if not years:
        return Section(
            title, (Paragraph(reading.say(N_("The programme has no works that cost money."))),)
        )
    exact = [[spent[year] / THOUSAND for spent in payers.values()] for year in years]
    cells = round_matrix(
        exact,
        round_to_total([sum(row) for row in exact]),
        round_to_total([sum(column) for column in zip(*exact, strict=True)]),
    )
    names = (reading.case.partner[partner_id].short_name for partner_id in payers)
    table = totalled_table(
        reading,
        reading.say(N_("What the works cost per year, in thousands of euros")),
        (reading.say(N_("Year")), *names, reading.say(N_("Total"))),
        [(str(year), [*row, sum(row)]) for year, row in zip(years, cells, strict=True)],
    )
    table = replace(table, widths=(1, *table.widths[1:]), key="spending-per-year")
    return Section(title, (table,))

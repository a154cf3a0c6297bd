# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Say who gains and who pays together: regulated partners, people, and incomes."""

from collections.abc import Iterator

from koppelkans.language import N_, show_euros
from koppelkans.plan import worth
from koppelkans.plan.reading import Reading
from koppelkans.plan.words import figure, name


def show_whom(reading: Reading) -> Iterator[str]:
    """Yield what the programme means for whom, each part only where the case has it."""
    language, found = reading.language, reading.result.programme
    for partner, eur in worth.restricted(reading, found).items():
        yield reading.say(
            N_("{name} brings about {eur} that others gain; it may not count it as its own."),
            name=partner.short_name, eur=show_euros(eur, language),
        )  # fmt: skip
    outcomes = worth.outcomes(reading, together=True)
    if outcomes:
        yield reading.say(N_("FOR PEOPLE, together: as computed, and with ranges at their ends"))
    for row in outcomes:
        low, middle, high = (
            show_euros(end, language) for end in (row.low_eur, row.eur, row.high_eur)
        )
        who = name(row.beneficiary, language)
        yield f"  {name(row.outcome, language)} ({who}): {middle}  ({low} … {high})"
    groups = worth.incomes(reading, found)
    if groups:
        yield reading.say(N_("BY INCOME, together: beside the value, never in it"))
    for group in groups:
        title = group.group.name if group.group else reading.say(N_("All others"))
        weight = figure(round(group.weight, 2), language)
        weighed = show_euros(group.weighed_eur, language)
        yield f"  {title}: {show_euros(group.eur, language)} × {weight} = {weighed}"
    yield ""

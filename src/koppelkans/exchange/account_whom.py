# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gains and who pays: by effect, by account, for people, and weighed by income."""

from collections.abc import Callable

from koppelkans.case import Beneficiary
from koppelkans.case.labels import label
from koppelkans.exchange.account import ALTERNATIVE, BENEFICIARY, Field, Row, Table, alternatives
from koppelkans.exchange.columns import Kind
from koppelkans.language import N_, translate
from koppelkans.plan import worth
from koppelkans.plan.reading import Reading
from koppelkans.result import AlternativeResult

WHAT = Field("what", N_("What"), Kind.TEXT, width=48)
TOTAL = Field("total", N_("In all"), Kind.NUMBER, "EUR", 18)
NOT_OWN = Field(
    "not_own", N_("Of which a regulated partner may not count as its own"), Kind.NUMBER, "EUR", 24
)
WHO = tuple(Field(who.value, label(who), Kind.NUMBER, "EUR", 18) for who in Beneficiary)


def by_effect(reading: Reading) -> Table:
    """Return costs and benefits by effect and beneficiary, in whole euros that add up."""
    return _table(reading, worth.by_effect)


def by_account(reading: Reading) -> Table:
    """Return costs and benefits by partner and beneficiary, in whole euros that add up."""
    return _table(reading, worth.by_account)


def _table(reading: Reading, find: Callable[[Reading, AlternativeResult], worth.Table]) -> Table:
    rows: list[Row] = []
    for alternative, outcome in alternatives(reading):
        found = find(reading, outcome)
        for line in found.lines:
            cells = zip(found.beneficiaries, line.cells, strict=True)
            rows.append(
                {"alternative": alternative, "what": line.title, "total": line.total,
                 "not_own": line.not_own} | {who.value: eur for who, eur in cells}
            )  # fmt: skip
    return Table((ALTERNATIVE, WHAT, *WHO, TOTAL, NOT_OWN), rows)


def for_people(reading: Reading) -> Table:
    """Return what changes in the lives of people, with low and high ends."""
    fields = (
        ALTERNATIVE,
        WHAT,
        BENEFICIARY,
        Field("eur", N_("Present value"), Kind.NUMBER, "EUR", 18),
        Field("low", N_("Low"), Kind.NUMBER, "EUR", 18),
        Field("high", N_("High"), Kind.NUMBER, "EUR", 18),
    )
    rows: list[Row] = [
        {
            "alternative": alternative, "what": translate(label(found.outcome), reading.language),
            "beneficiary": found.beneficiary, "eur": found.eur, "low": found.low_eur,
            "high": found.high_eur,
        }
        for alternative, outcome in alternatives(reading)
        for found in worth.outcomes(reading, together=outcome is reading.result.programme)
    ]  # fmt: skip
    return Table(fields, rows)


def by_income(reading: Reading) -> Table:
    """Return what income groups gain, in euros and weighed; beside the value, never in it."""
    fields = (
        ALTERNATIVE,
        WHAT,
        Field("income", N_("Income"), Kind.NUMBER, "EUR", 14),
        Field("eur", N_("In euros"), Kind.NUMBER, "EUR", 18),
        Field("weight", N_("Weight"), Kind.NUMBER, "quantity", 12),
        Field("weighed", N_("Weighed"), Kind.NUMBER, "EUR", 18),
    )
    rest = translate(N_("All others"), reading.language)
    rows: list[Row] = [
        {
            "alternative": alternative, "what": found.group.name if found.group else rest,
            "income": found.group.income_eur if found.group else None, "eur": found.eur,
            "weight": found.weight, "weighed": found.weighed_eur,
        }
        for alternative, outcome in alternatives(reading)
        for found in worth.incomes(reading, outcome)
    ]  # fmt: skip
    return Table(fields, rows)

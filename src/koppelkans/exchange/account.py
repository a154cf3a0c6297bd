# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a result comes to, as tables: the same rows for the workbook and for the GeoPackage.

A task that its owner keeps to itself is in it without its title, its variant and its own amounts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from koppelkans.case import Quarter
from koppelkans.exchange.columns import Kind
from koppelkans.language import N_
from koppelkans.plan.reading import Reading
from koppelkans.result import AlternativeResult

Row = dict[str, Any]


class Alternative(StrEnum):
    """Which of the two schedules a row is about."""

    BASELINE = "baseline"
    PROGRAMME = "programme"


@dataclass(frozen=True)
class Field:
    """A column of a table of results; ``title`` in English, to be translated where shown."""

    name: str
    title: str
    kind: Kind
    unit: str = ""
    width: int = 14


@dataclass(frozen=True)
class Table:
    """A table of results: rows with a value, or nothing, for each field."""

    fields: tuple[Field, ...]
    rows: Sequence[Row]

    def only(self, *names: str, where: Callable[[Row], bool] | None = None) -> "Table":
        """Return some columns, in this order, of some rows."""
        by_name = {field.name: field for field in self.fields}
        rows = [row for row in self.rows if where is None or where(row)]
        return Table(tuple(by_name[name] for name in names), rows)


def first_day(quarter: Quarter) -> date:
    """Return the first day of a quarter."""
    return date(quarter.year, 3 * quarter.number - 2, 1)


def last_day(quarter: Quarter) -> date:
    """Return the last day of a quarter.

    >>> str(last_day(Quarter.of(2028, 1)))
    '2028-03-31'
    """
    return first_day(quarter + 1) - timedelta(days=1)


def alternatives(reading: Reading) -> tuple[tuple[Alternative, AlternativeResult], ...]:
    """Return both alternatives of a result, the programme first."""
    result = reading.result
    return (
        (Alternative.PROGRAMME, result.programme),
        (Alternative.BASELINE, result.baseline),
    )


ALTERNATIVE = Field("alternative", N_("Alternative"), Kind.CHOICE, width=18)
PARTNER_ID = Field("partner_id", N_("Partner id"), Kind.TEXT)
PARTNER = Field("partner", N_("Partner"), Kind.TEXT, width=24)
FIRST_DAY = Field("first_day", N_("First day"), Kind.DATE)
LAST_DAY = Field("last_day", N_("Last day"), Kind.DATE)
BENEFICIARY = Field("beneficiary", N_("Beneficiary"), Kind.CHOICE, width=22)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the prices of one year to those of another: year by year, each change with its source."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from koppelkans.case import Case, KeyFigure
from koppelkans.language import N_, Message
from koppelkans.value.types import ValuationError

CONSUMER_PRICES = {
    2011: 0.023, 2012: 0.025, 2013: 0.025, 2014: 0.010, 2015: 0.006, 2016: 0.003, 2017: 0.014,
    2018: 0.017, 2019: 0.026, 2020: 0.013, 2021: 0.027, 2022: 0.100, 2023: 0.038, 2024: 0.033,
    2025: 0.033,
}  # fmt: skip
"""Change of the yearly average against the year before, as a fraction."""

LAST_KNOWN_YEAR = max(CONSUMER_PRICES)
"""The newest price level that figures of the library can be brought to."""

CONSUMER_PRICES_SOURCE = "CBS, consumer price index, change of the yearly average"


class Change(NamedTuple):
    """How much prices of one year were above those of the year before, as a fraction."""

    year: int
    change: float
    source: str


def find_changes(case: Case, figure: KeyFigure) -> tuple[Change, ...]:
    """Return the price changes between the year of a key figure and the price level of the case.

    A year in the table ``price_changes`` of the case goes before the consumer price index.

    Raises
    ------
    ValuationError
        When a year in between is known in neither.
    """
    first, last = sorted((figure.price_year or case.area.price_level, case.area.price_level))
    own = {change.year: change for change in case.price_changes}
    changes = []
    for year in range(first + 1, last + 1):
        if year in own:
            changes.append(Change(year, own[year].change, own[year].source))
        elif year in CONSUMER_PRICES:
            changes.append(Change(year, CONSUMER_PRICES[year], CONSUMER_PRICES_SOURCE))
        else:
            raise ValuationError(
                Message(
                    N_(
                        "the key figure “{id}” has prices of {price_year} and the case those of "
                        "{price_level}; add the price change of {year} to the table price_changes"
                    ),
                    {
                        "id": figure.id,
                        "price_year": figure.price_year,
                        "price_level": case.area.price_level,
                        "year": year,
                    },
                )
            )
    return tuple(changes)


def index_of(changes: Iterable[Change]) -> float:
    """Return the product of price changes.

    >>> round(index_of([Change(2024, 0.033, ""), Change(2025, 0.033, "")]), 4)
    1.0671
    """
    return math.prod(1.0 + change.change for change in changes)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What works cost, in EUR at price level 2025, from public key figures.

Numbers in [brackets] are the sources of ``key_figures.SOURCES``. What is not in any source is an
assumption of ours and says so.
"""

from math import prod

from koppelkans.case import Pavement

PRICE_LEVEL = 2025

INFLATION = {
    2011: 2.3, 2012: 2.5, 2013: 2.5, 2014: 1.0, 2015: 0.6, 2016: 0.3, 2017: 1.4, 2018: 1.7,
    2019: 2.6, 2020: 1.3, 2021: 2.7, 2022: 10.0, 2023: 3.8, 2024: 3.3, 2025: 3.3,
}  # fmt: skip
"""Consumer price index of Statistics Netherlands, change of the yearly average in per cent."""


def at_price_level(eur: float, price_year: int) -> float:
    """Return an amount of ``price_year`` in euros of 2025.

    >>> round(at_price_level(100, 2023), 2)
    106.71
    """
    return eur * prod(1 + INFLATION[year] / 100 for year in range(price_year + 1, PRICE_LEVEL + 1))


def whole(eur: float, step: int = 1_000) -> int:
    """Round an amount to whole thousands, as in an estimate."""
    return step * round(eur / step)


# --- Opening and closing a street: what works in one occupation share ---------------------------

BREAKING_UP_EUR_PER_M2 = 18
"""Assumption: taking out, carrying off and storing the old pavement."""

CLOSING_EUR_PER_M2 = {
    Pavement.CLINKERS: at_price_level(29.84, 2023),  # [11]
    Pavement.TILES: at_price_level(21.81, 2023),  # [11]
    Pavement.ASPHALT: at_price_level(228.49, 2023) * 0.4,  # [11]; asphalt is laid once per street
}
SITE_EUR_PER_M = 60
"""Assumption: permits, notices, trial trenches, fences, walkways and a site hut."""

TRENCH_WIDTH_M = {
    "sewer": 7.0, "street": 10.0, "heat": 4.0, "water": 1.8, "cable": 1.2, "trees": 2.0,
}  # fmt: skip
"""Assumption: how wide the street is opened."""


def opening_eur_per_m(kind: str, pavement: Pavement) -> int:
    """Return what opening and closing one metre of street costs for one kind of work."""
    per_m2 = BREAKING_UP_EUR_PER_M2 + CLOSING_EUR_PER_M2[pavement]
    return whole(SITE_EUR_PER_M + TRENCH_WIDTH_M[kind] * per_m2, 10)


# --- Own work, without opening and closing -------------------------------------------------------

SOFT_SOIL = 1.5
"""Assumption: peat, high groundwater and parked cars make sewers in Noord this much dearer."""

SEWER_EUR_PER_M = {
    diameter: at_price_level(eur, 2015) * SOFT_SOIL
    for diameter, eur in {300: 540, 400: 620, 500: 730}.items()
}
"""By diameter in mm: [9], with the pavement above it, which is taken off again."""

WATER_EUR_PER_M = 340.0
"""Assumption: main and house connections; no public figure found."""

CABLE_EUR_PER_M = at_price_level(150, 2010)  # [10]
SUBSTATION_EUR = at_price_level(70_000, 2010)  # [10]

STREET_EUR_PER_M2 = 135.0
"""Assumption: new foundation, kerbs, lighting, street furniture; pavement is in the closing."""

DISCONNECTION_EUR_PER_M2 = at_price_level(45, 2021)  # [9]
GREEN_EUR_PER_M2 = at_price_level(55, 2024)  # [16]
GREEN_UPKEEP_EUR_PER_M2 = at_price_level(3.5, 2024)  # [16]

HEAT_PIPE_EUR_PER_M = {"mt": at_price_level(1818, 2022), "lt": at_price_level(2046, 2022)}  # [8]
HEAT_UPKEEP = 0.018  # [8], per year, of the investment in pipes
CONNECTION_EUR = 4_200.0
"""Assumption: pipe from the street into a home and delivery set."""

INDOOR_EUR = {
    "flat": at_price_level(7_372, 2022),
    "block": at_price_level(4_069, 2022),
    "house": at_price_level(10_080, 2022),
}  # [8]
RADIATORS_EUR = {"flat": 2_000.0, "block": 1_600.0, "house": 3_200.0}
"""Assumption: larger radiators, so that 50 degrees is enough."""

HEAT_PUMP_EUR = 14_300.0
"""Assumption: heat pump, storage and cooking, per home."""

HEAT_PUMP_UPKEEP_EUR = 530.0
"""Assumption: service and saving for a new one after fifteen years, per home and year."""


# --- What failure costs --------------------------------------------------------------------------

DISCOUNT_RATE = 0.0225


def failure_eur(renewal_eur: float, life_years: float, failure_rate: float) -> int:
    """Return the cost of one failure that goes with the owner's preferred moment.

    Whoever plans well renews when a year's risk is worth as much as a year's waiting:
    ``failure_rate * failure_eur = r * C / (1 - (1 + r) ** -L)``. The owner's own choice of the
    preferred moment thus tells what it expects a failure to cost.

    >>> failure_eur(400_000, 60, 0.04)
    305000
    """
    waiting = DISCOUNT_RATE * renewal_eur / (1 - (1 + DISCOUNT_RATE) ** -life_years)
    return whole(waiting / failure_rate)

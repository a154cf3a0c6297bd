# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Present values: one amount at one moment, and the same amount in a number of years.

All euros are real (price level of the case) and all moments are quarters counted from the first
planned quarter. Source: CPB/PBL, general guideline for societal cost-benefit analysis; the Dutch
standard rate is 2.25 % a year.
"""

from typing import overload

import numpy as np
from numpy.typing import NDArray

from koppelkans.case import QUARTERS_PER_YEAR

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@overload
def discount_factor(rate: float, quarters: float) -> float: ...
@overload
def discount_factor(rate: float, quarters: Integers | Floats) -> Floats: ...
def discount_factor(rate: float, quarters: float | Integers | Floats) -> float | Floats:
    """Return what one euro after so many quarters is worth now: ``(1 + rate) ** -(quarters / 4)``.

    Parameters
    ----------
    rate
        Real rate per year, as a fraction; more than -1.
    quarters
        Quarters from now; negative for the past. An array gives an array.

    Examples
    --------
    >>> [round(discount_factor(0.0225, 4 * years), 4) for years in (0, 1, 5, 10, 30)]
    [1.0, 0.978, 0.8947, 0.8005, 0.513]
    """
    return price_factor(rate, 0.0, quarters)


@overload
def price_factor(rate: float, growth: float, quarters: float) -> float: ...
@overload
def price_factor(rate: float, growth: float, quarters: Integers | Floats) -> Floats: ...
def price_factor(rate: float, growth: float, quarters: float | Integers | Floats) -> float | Floats:
    """Return the discount factor times the relative price change since the first quarter.

    ``((1 + growth) / (1 + rate)) ** (quarters / 4)``: a price that grows as fast as the rate
    keeps its present value.

    >>> round(price_factor(0.0225, 0.01, 40), 4), price_factor(0.02, 0.02, 40)
    (0.8843, 1.0)
    """
    ratio: float = (1.0 + growth) / (1.0 + rate)
    if isinstance(quarters, np.ndarray):
        return np.power(ratio, np.asarray(quarters, dtype=np.float64) / QUARTERS_PER_YEAR)
    return float(ratio ** (quarters / QUARTERS_PER_YEAR))


def annuity(rate: float, years: float, growth: float = 0.0) -> float:
    """Return the present value of one euro now, after one year, ... : ``years`` terms.

    With ``x = (1 + growth) / (1 + rate)`` it is ``1 + x + ... + x ** (years - 1)``, which is
    ``(1 - x ** years) / (1 - x)``, or ``years`` when ``x = 1``. A part of a year is that part of
    one more term.

    >>> round(annuity(0.0225, 30), 4), annuity(0, 30), annuity(0, 2.5)
    (22.1323, 30.0, 2.5)
    """
    ratio = (1.0 + growth) / (1.0 + rate)
    whole = int(years)
    power = ratio**whole
    terms = float(whole) if abs(ratio - 1.0) < 1e-12 else (1.0 - power) / (1.0 - ratio)
    return terms + (years - whole) * power

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What weighs against what in time: wasted service life when early, risk of failure when late."""

import math

import numpy as np

from koppelkans.case import QUARTERS_PER_YEAR, Case, Task
from koppelkans.value.discount import Floats, Integers, discount_factor


def is_renewal(task: Task) -> bool:
    """Whether a task renews something that wears out: it has a chance of failure.

    Only then does moving it waste or win service life. Something new (a heat network, a coach)
    has no old life to waste: its cycle and its effects move along with it.
    """
    return task.failure_rate > 0


def timing_cost(rate: float, preferred: int, chosen: Integers, life_years: float) -> Floats:
    r"""Return the change in all later renewals when this one moves, per euro of investment.

    Moving a renewal with cycle :math:`L` from year :math:`p` to year :math:`c`, with
    :math:`d = 1/(1+r)`, changes the present value of it and all that follow by
    :math:`(d^c - d^p) / (1 - d^L)`. The first renewal itself, :math:`d^c - d^p`, already stands
    in the investment; what is left for the later ones is
    :math:`(d^c - d^p)\,d^L / (1 - d^L)`.

    Parameters
    ----------
    rate
        Real rate per year. At rate 0 the limit holds: ``(p - c) / L``, the share of a service
        life that is wasted.
    preferred, chosen
        Quarters from the first planned quarter.
    life_years
        The cycle :math:`L`.

    Returns
    -------
    array
        Cost per euro, shape of ``chosen``: positive when earlier, negative when later.

    Examples
    --------
    One year earlier than preferred, with a life of 60 years:

    >>> timing_cost(0.0225, 4, np.array([0, 4, 8]), 60).round(5)
    array([ 0.00786,  0.     , -0.00769])
    >>> timing_cost(0.0, 4, np.array([0]), 60).round(5)
    array([0.01667])
    """
    years_early = (preferred - chosen) / QUARTERS_PER_YEAR
    log_rate = math.log1p(rate)
    if abs(log_rate) < 1e-12:
        return np.asarray(years_early / life_years)
    moved = np.expm1(years_early * log_rate) * discount_factor(rate, preferred)
    return np.asarray(moved / math.expm1(life_years * log_rate))


def failure_costs(case: Case, task: Task) -> Floats:
    """Return the present value of the risk of failure for every possible start.

    The chance in a calendar year is ``failure_rate * (1 + failure_growth) ** (year - preferred
    year)``, at most 1. Each quarter before the start carries a quarter of the chance of its year,
    discounted at its own moment.

    Returns
    -------
    array
        EUR, one for each quarter ``n`` from the first planned one, as cost of starting in it;
        the last one, beyond the planned years, is for not doing the task at all.
    """
    quarters = np.arange(case.last_quarter - case.first_quarter + 1)
    years = quarters // QUARTERS_PER_YEAR + case.area.first_year - task.preferred_start.year
    with np.errstate(over="ignore"):
        chance = np.minimum(1.0, task.failure_rate * (1.0 + task.failure_growth) ** years)
    risk = chance / QUARTERS_PER_YEAR * task.failure_eur
    discounted = risk * discount_factor(case.area.cost_rate, quarters)
    return np.concatenate([[0.0], np.cumsum(discounted)])

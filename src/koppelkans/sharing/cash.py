# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a partner pays for its works year by year, undiscounted: how it meets its budgets."""

from collections import defaultdict

import numpy as np

from koppelkans.case import Occupation, Schedule, find_occupations
from koppelkans.value import place_week_costs, price_factor, split_maximum
from koppelkans.value.attribute import find_levels
from koppelkans.value.key_figures import WeekCost
from koppelkans.value.types import EntryKind

Years = dict[str, dict[int, float]]
"""EUR by partner and calendar year; paid is negative."""


def cash_by_year(schedule: Schedule, *, shared: bool) -> Years:
    """Return what works cost each partner in each year, at the price level of the case.

    Own work (evenly over its quarters), its part of openings (at the first start that needs them)
    and of traffic measures (in the weeks that a place is closed). What comes after the works,
    such as upkeep, and what is no cash, such as risk and nuisance, is not in it.

    Parameters
    ----------
    shared
        Whether partners share occupations, as in the programme.
    """
    case = schedule.case
    cash: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
    for work in schedule.works.values():
        quarters = work.variant.duration_quarters
        paid = work.variant.investment_eur * case.vat_factor(work.task.partner_id)
        for offset in range(quarters):
            year = (work.start + offset).year
            cash[work.task.partner_id][year] -= paid / quarters
    costs = place_week_costs(case)
    for occupation in find_occupations(schedule, shared=shared):
        amounts = _openings(occupation) + _traffic(
            occupation, costs[occupation.place_id], case.first_quarter.index
        )
        for task_id, year, eur in amounts:
            cash[case.task[task_id].partner_id][year] -= eur
    return {partner.id: dict(sorted(cash[partner.id].items())) for partner in case.partners}


def _openings(occupation: Occupation) -> list[tuple[str, int, float]]:
    openings = sorted(occupation.openings, key=lambda opening: opening[2])
    amounts = []
    for height, position in find_levels([eur for _, _, eur in openings]):
        sharing = openings[position:]
        year = min(start for start, _, _ in sharing).year
        amounts += [(task_id, year, height / len(sharing)) for _, task_id, _ in sharing]
    return amounts


def _traffic(
    occupation: Occupation, cost: WeekCost, first_quarter: int
) -> list[tuple[str, int, float]]:
    items = [item for item in cost.items if item.part.kind is EntryKind.TRAFFIC]
    amounts = []
    for offset, needs in enumerate(occupation.weeks):
        quarter = occupation.first + offset
        since = np.array([quarter.index - first_quarter])
        price = sum(
            (item.eur or 0.0) * float(price_factor(0.0, item.key_figure.growth, since)[0])
            for item in items
        )
        for task_id, weeks in split_maximum(needs).items():
            amounts.append((task_id, quarter.year, weeks * price))
    return amounts

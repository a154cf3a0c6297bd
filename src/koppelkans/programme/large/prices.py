# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prices of what the whole area shares: crews, closed places, and the money of each year."""

import numpy as np

from koppelkans.case import QUARTERS_PER_YEAR
from koppelkans.programme.large.names import (
    BUDGET,
    BUDGET_PTR,
    CLOSURE_COUNTER,
    CLOSURE_PTR,
    CREW_COUNTER,
    CREW_PTR,
    O_AT_START_EUR,
    O_COLUMN,
    O_COUNT,
    O_CREWS,
    O_FIRST,
    O_PER_QUARTER_EUR,
    O_QUARTERS,
    O_TASK,
    O_WEEKS,
    PLACES,
    QUARTERS,
    T_PARTNER,
    T_VISIT,
    V_PLACE,
)
from koppelkans.programme.large.packed import Floats, Packed, compiled
from koppelkans.programme.large.tables import Tables

TOO_LITTLE = 1e-4
"""A start that weighs less than this does not count."""


@compiled
def charge(tables: Packed, options: int, counter: Floats, budget: Floats, node: Floats) -> None:
    """Add to every start what it takes of crews and money, at these prices."""
    for option in range(options):
        task = tables.i[tables.at[O_TASK] + option]
        partner = tables.i[tables.at[T_PARTNER] + task]
        column = tables.i[tables.at[O_COLUMN] + option]
        quarters = tables.i[tables.at[O_QUARTERS] + option]
        for offset in range(tables.i[tables.at[O_COUNT] + option]):
            start = tables.i[tables.at[O_FIRST] + option] + offset
            eur = 0.0
            for n in range(
                tables.i[tables.at[CREW_PTR] + partner], tables.i[tables.at[CREW_PTR] + partner + 1]
            ):
                row = tables.i[tables.at[CREW_COUNTER] + n]
                for quarter in range(start, start + quarters):
                    eur += tables.f[tables.at[O_CREWS] + option] * counter[row, quarter]
            for n in range(
                tables.i[tables.at[BUDGET_PTR] + partner],
                tables.i[tables.at[BUDGET_PTR] + partner + 1],
            ):
                row = tables.i[tables.at[BUDGET] + n]
                for quarter in range(start, start + quarters):
                    eur += (
                        tables.f[tables.at[O_PER_QUARTER_EUR] + option]
                        * budget[row, quarter // QUARTERS_PER_YEAR]
                    )
                eur += (
                    tables.f[tables.at[O_AT_START_EUR] + option]
                    * budget[row, start // QUARTERS_PER_YEAR]
                )
            node[column + offset] += eur


@compiled
def count_use(
    tables: Packed, options: int, weight: Floats, counter: Floats, budget: Floats, closed: Floats
) -> None:
    """Add up what starts take, each as much as its weight says.

    ``closed`` says how far each place is closed in each quarter: the sum over the tasks there.
    """
    for option in range(options):
        column = tables.i[tables.at[O_COLUMN] + option]
        for offset in range(tables.i[tables.at[O_COUNT] + option]):
            if weight[column + offset] >= TOO_LITTLE:
                start = tables.i[tables.at[O_FIRST] + option] + offset
                _count_start(tables, option, start, weight[column + offset], counter, budget,
                             closed)  # fmt: skip
    for place in range(tables.at[PLACES]):
        for n in range(
            tables.i[tables.at[CLOSURE_PTR] + place], tables.i[tables.at[CLOSURE_PTR] + place + 1]
        ):
            row = tables.i[tables.at[CLOSURE_COUNTER] + n]
            for quarter in range(tables.at[QUARTERS]):
                counter[row, quarter] += min(1.0, closed[place, quarter])


@compiled
def _count_start(
    tables: Packed,
    option: int,
    start: int,
    weight: float,
    counter: Floats,
    budget: Floats,
    closed: Floats,
) -> None:
    task = tables.i[tables.at[O_TASK] + option]
    partner = tables.i[tables.at[T_PARTNER] + task]
    stop = start + tables.i[tables.at[O_QUARTERS] + option]
    for n in range(
        tables.i[tables.at[CREW_PTR] + partner], tables.i[tables.at[CREW_PTR] + partner + 1]
    ):
        row = tables.i[tables.at[CREW_COUNTER] + n]
        for quarter in range(start, stop):
            counter[row, quarter] += weight * tables.f[tables.at[O_CREWS] + option]
    at_start = weight * tables.f[tables.at[O_AT_START_EUR] + option]
    per_quarter = weight * tables.f[tables.at[O_PER_QUARTER_EUR] + option]
    for n in range(
        tables.i[tables.at[BUDGET_PTR] + partner], tables.i[tables.at[BUDGET_PTR] + partner + 1]
    ):
        row = tables.i[tables.at[BUDGET] + n]
        budget[row, start // QUARTERS_PER_YEAR] += at_start
        for quarter in range(start, stop):
            budget[row, quarter // QUARTERS_PER_YEAR] += per_quarter
    if tables.f[tables.at[O_WEEKS] + option] > 0:
        for n in range(
            tables.i[tables.at[T_VISIT] + task], tables.i[tables.at[T_VISIT] + task + 1]
        ):
            for quarter in range(start, stop):
                closed[tables.i[tables.at[V_PLACE] + n], quarter] += weight


def price_closures(arrays: Tables, counter: Floats) -> Floats:
    """Return what closing each place in each quarter costs at these prices."""
    closed = np.zeros(arrays.week_eur.shape)
    for place in range(len(closed)):
        first, stop = arrays.closure_ptr[place : place + 2]
        closed[place] = counter[arrays.closure_counter[first:stop]].sum(axis=0)
    return closed


def cost_of_limits(arrays: Tables, counter: Floats, budget: Floats) -> float:
    """Return the least that limits cost at these prices: what they allow is paid back."""
    stretch = arrays.c_stretch[:, None] * np.minimum(0.0, arrays.c_price - counter)
    total = float((stretch - counter * arrays.c_limit[:, None]).sum())
    factor = arrays.factor[::QUARTERS_PER_YEAR]
    for row, prices in enumerate(budget):
        years = np.flatnonzero(arrays.b_applies[row])
        price, limit = prices[years], arrays.b_limit[row]
        over = np.minimum(0.0, arrays.b_price[row] * factor[years] - price)
        total += float((over * arrays.b_stretch[row]).sum() - price.sum() * limit)
        if arrays.b_carries[row] and len(years):
            # What is saved until a year: everything up to then at the most.
            most = limit * np.arange(1, len(years))
            total += float((np.minimum(0.0, price[:-1] - price[1:]) * most).sum())
    return total

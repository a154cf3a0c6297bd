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
from koppelkans.programme.large.packed import Floats, Integers, Packed, compiled
from koppelkans.programme.large.tables import Tables


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
    tables: Packed, options: int, chosen: Integers, counter: Floats, budget: Floats, closed: Floats
) -> None:
    """Add up what the wanted starts take; ``closed`` says which places are closed when."""
    for option in range(options):
        task = tables.i[tables.at[O_TASK] + option]
        start = chosen[task] - tables.i[tables.at[O_COLUMN] + option]
        if chosen[task] < 0 or start < 0 or start >= tables.i[tables.at[O_COUNT] + option]:
            continue
        start += tables.i[tables.at[O_FIRST] + option]
        stop = start + tables.i[tables.at[O_QUARTERS] + option]
        partner = tables.i[tables.at[T_PARTNER] + task]
        for n in range(
            tables.i[tables.at[CREW_PTR] + partner], tables.i[tables.at[CREW_PTR] + partner + 1]
        ):
            for quarter in range(start, stop):
                counter[tables.i[tables.at[CREW_COUNTER] + n], quarter] += tables.f[
                    tables.at[O_CREWS] + option
                ]
        for n in range(
            tables.i[tables.at[BUDGET_PTR] + partner], tables.i[tables.at[BUDGET_PTR] + partner + 1]
        ):
            row = tables.i[tables.at[BUDGET] + n]
            for quarter in range(start, stop):
                budget[row, quarter // QUARTERS_PER_YEAR] += tables.f[
                    tables.at[O_PER_QUARTER_EUR] + option
                ]
            budget[row, start // QUARTERS_PER_YEAR] += tables.f[tables.at[O_AT_START_EUR] + option]
        if tables.f[tables.at[O_WEEKS] + option] > 0:
            for n in range(
                tables.i[tables.at[T_VISIT] + task], tables.i[tables.at[T_VISIT] + task + 1]
            ):
                closed[tables.i[tables.at[V_PLACE] + n], start:stop] = 1.0
    for place in range(tables.at[PLACES]):
        for n in range(
            tables.i[tables.at[CLOSURE_PTR] + place], tables.i[tables.at[CLOSURE_PTR] + place + 1]
        ):
            for quarter in range(tables.at[QUARTERS]):
                counter[tables.i[tables.at[CLOSURE_COUNTER] + n], quarter] += closed[place, quarter]


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

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the occupations of a place and the money of a partner cost, worked out from nothing."""

from koppelkans.case import QUARTERS_PER_YEAR
from koppelkans.case.limits import TOLERANCE
from koppelkans.programme.large.layout import S_OPTION, S_SCRATCH, S_SPENT, S_START, S_WEEKS
from koppelkans.programme.large.names import (
    B_APPLIES,
    B_CARRIES,
    B_LIMIT,
    B_PRICE,
    B_STRETCH,
    FACTOR,
    O_OPENING,
    O_QUARTERS,
    O_REPAVES,
    O_WEEKS,
    OPENING_EUR,
    P_VISITOR,
    QUARTERS,
    R_APPLIES,
    R_PRICE,
    R_REST,
    R_STRETCH,
    REST,
    REST_PTR,
    VISITOR_TASK,
    VISITOR_VISIT,
    WEEK_EUR,
    YEARS,
)
from koppelkans.programme.large.packed import Packed, compiled
from koppelkans.programme.trying.counters import LEAST_BROKEN


@compiled
def beyond_stretch(over: float, stretch: float) -> float:
    return over - stretch if over > stretch + TOLERANCE * max(1.0, stretch) else 0.0


@compiled
def price_budget(tables: Packed, state: Packed, budget: int) -> tuple[float, float]:
    limit, stretch = tables.f[tables.at[B_LIMIT] + budget], tables.f[tables.at[B_STRETCH] + budget]
    tolerance = TOLERANCE * max(1.0, limit)
    eur = broken = reserve = 0.0
    for year in range(tables.at[YEARS]):
        if not tables.i[tables.at[B_APPLIES] + budget * tables.at[YEARS] + year]:
            continue
        over = state.f[state.at[S_SPENT] + budget * tables.at[YEARS] + year] - limit - reserve
        reserve = -over if tables.i[tables.at[B_CARRIES] + budget] and over < 0 else 0.0
        if over > tolerance:
            eur += (
                over
                * tables.f[tables.at[B_PRICE] + budget]
                * tables.f[tables.at[FACTOR] + year * QUARTERS_PER_YEAR]
            )
            beyond = beyond_stretch(over, stretch)
            if beyond > 0:
                broken += LEAST_BROKEN + beyond / max(1.0, limit) * QUARTERS_PER_YEAR
    return eur, broken


@compiled
def _sorted_visitors(tables: Packed, state: Packed, place: int) -> int:
    """Put the visits that close the place now in order of start; return how many there are."""
    count = 0
    for n in range(
        tables.i[tables.at[P_VISITOR] + place], tables.i[tables.at[P_VISITOR] + place + 1]
    ):
        task = tables.i[tables.at[VISITOR_TASK] + n]
        option = state.i[state.at[S_OPTION] + task]
        if option < 0 or tables.f[tables.at[O_WEEKS] + option] <= 0:
            continue
        start, at = state.i[state.at[S_START] + task], count
        while (
            at > 0
            and state.i[
                state.at[S_START]
                + tables.i[tables.at[VISITOR_TASK] + state.i[state.at[S_SCRATCH] + at - 1]]
            ]
            > start
        ):
            state.i[state.at[S_SCRATCH] + at] = state.i[state.at[S_SCRATCH] + at - 1]
            at -= 1
        state.i[state.at[S_SCRATCH] + at] = n
        count += 1
    return count


@compiled
def price_place(tables: Packed, state: Packed, place: int) -> tuple[float, float]:
    count = _sorted_visitors(tables, state, place)
    eur, end, opened = 0.0, -1, 0.0
    for at in range(count):
        visitor = state.i[state.at[S_SCRATCH] + at]
        task = tables.i[tables.at[VISITOR_TASK] + visitor]
        option, start = state.i[state.at[S_OPTION] + task], state.i[state.at[S_START] + task]
        quarters = tables.i[tables.at[O_QUARTERS] + option]
        if start > end:
            opened = 0.0
        end = max(end, start + quarters)
        needed = tables.f[
            tables.at[OPENING_EUR]
            + tables.i[tables.at[O_OPENING] + option]
            + tables.i[tables.at[VISITOR_VISIT] + visitor]
        ]
        if needed > opened:
            eur += (needed - opened) * tables.f[tables.at[FACTOR] + start]
            opened = needed
        weeks = tables.f[tables.at[O_WEEKS] + option]
        for quarter in range(start, start + quarters):
            if weeks > state.f[state.at[S_WEEKS] + quarter]:
                eur += tables.f[tables.at[WEEK_EUR] + place * tables.at[QUARTERS] + quarter] * (
                    weeks - state.f[state.at[S_WEEKS] + quarter]
                )
                state.f[state.at[S_WEEKS] + quarter] = weeks
    for at in range(count):
        task = tables.i[tables.at[VISITOR_TASK] + state.i[state.at[S_SCRATCH] + at]]
        start = state.i[state.at[S_START] + task]
        option = state.i[state.at[S_OPTION] + task]
        for quarter in range(start, start + tables.i[tables.at[O_QUARTERS] + option]):
            state.f[state.at[S_WEEKS] + quarter] = 0.0
    broken = 0.0
    for n in range(
        tables.i[tables.at[REST_PTR] + place], tables.i[tables.at[REST_PTR] + place + 1]
    ):
        more_eur, more_broken = _rest(tables, state, tables.i[tables.at[REST] + n], count)
        eur += more_eur
        broken += more_broken
    return eur, broken


@compiled
def _rest(tables: Packed, state: Packed, rest: int, count: int) -> tuple[float, float]:
    eur = broken = 0.0
    for paving in range(count):
        paver = tables.i[tables.at[VISITOR_TASK] + state.i[state.at[S_SCRATCH] + paving]]
        if not tables.i[tables.at[O_REPAVES] + state.i[state.at[S_OPTION] + paver]]:
            continue
        ready = (
            state.i[state.at[S_START] + paver]
            + tables.i[tables.at[O_QUARTERS] + state.i[state.at[S_OPTION] + paver]]
        )
        for at in range(count):
            start = state.i[
                state.at[S_START]
                + tables.i[tables.at[VISITOR_TASK] + state.i[state.at[S_SCRATCH] + at]]
            ]
            over = ready + tables.i[tables.at[R_REST] + rest] - start
            if (
                ready <= start
                and over > 0
                and tables.i[tables.at[R_APPLIES] + rest * tables.at[QUARTERS] + start]
            ):
                eur += (
                    over * tables.f[tables.at[R_PRICE] + rest] * tables.f[tables.at[FACTOR] + start]
                )
                broken += max(0.0, over - tables.f[tables.at[R_STRETCH] + rest])
    return eur, broken

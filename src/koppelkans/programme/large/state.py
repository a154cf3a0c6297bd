# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A programme that compiled code changes work by work, with its cost at hand.

The same as `koppelkans.programme.fit.Fit`, which tests hold it to, some fifty times as fast: a
move changes all its works first and then looks once at the streets and budgets it has touched.
"""

import numba
import numpy as np

from koppelkans.case import QUARTERS_PER_YEAR
from koppelkans.case.limits import TOLERANCE
from koppelkans.programme.counters import LEAST_BROKEN
from koppelkans.programme.large.names import (
    AROUND_GROUP,
    AROUND_PTR,
    B_APPLIES,
    B_CARRIES,
    B_LIMIT,
    B_PRICE,
    B_STRETCH,
    BUDGET,
    BUDGET_PTR,
    C_APPLIES,
    C_LIMIT,
    C_PRICE,
    C_STRETCH,
    CLOSURE_COUNTER,
    CLOSURE_PTR,
    COST,
    CREW_COUNTER,
    CREW_PTR,
    FACTOR,
    G_COUNT,
    G_COUNTER,
    G_SIZE,
    L_FIRST,
    L_KIND,
    L_LAG,
    L_MINE,
    L_OTHERS,
    L_PTR,
    L_SAVING,
    L_SECOND,
    M_MINE,
    M_OTHER,
    M_OTHERS,
    M_PTR,
    M_WITHIN,
    M_WORTH,
    O_AT_START_EUR,
    O_BIT,
    O_COLUMN,
    O_CREWS,
    O_FIRST,
    O_OPENING,
    O_PER_QUARTER_EUR,
    O_QUARTERS,
    O_REPAVES,
    O_WEEKS,
    OPENING_EUR,
    P_VISITOR,
    PLACES,
    QUARTERS,
    R_APPLIES,
    R_PRICE,
    R_REST,
    R_STRETCH,
    RELATED,
    REST,
    REST_PTR,
    T_NOT_DONE,
    T_PARTNER,
    T_VISIT,
    V_PLACE,
    VISITOR_TASK,
    VISITOR_VISIT,
    WEEK_EUR,
    WORTH,
    YEARS,
)
from koppelkans.programme.large.packed import Packed, pack
from koppelkans.programme.large.tables import BEFORE, EXCLUDES, REQUIRES, TOGETHER, Tables
from koppelkans.programme.pairs import NOT_TOGETHER

compiled = numba.njit(cache=True, nogil=True, error_model="numpy")

WHOLE = ("option", "start", "at_work", "closed", "touched", "list_touched", "count", "scratch")
OTHERS = ("place", "used", "spent", "budget", "total", "kept", "weeks")
(
    S_OPTION, S_START, S_AT_WORK, S_CLOSED, S_TOUCHED, S_LIST_TOUCHED, S_COUNT, S_SCRATCH,
) = range(len(WHOLE))  # fmt: skip
S_PLACE, S_USED, S_SPENT, S_BUDGET, S_TOTAL, S_KEPT, S_WEEKS = range(
    len(WHOLE), len(WHOLE) + len(OTHERS)
)


def empty_state(tables: Tables) -> Packed:
    """Return the programme in which nothing is done.

    ``option`` and ``start`` by task (-1: not done); ``total`` holds EUR and how far limits are
    broken; ``touched`` and ``kept`` what a move has changed, and what that cost before.
    """
    places, quarters = tables.week_eur.shape
    budgets, tasks = len(tables.b_limit), len(tables.t_optional)
    marks = places + budgets
    sizes = {
        "option": tasks, "start": tasks, "at_work": places * quarters,
        "closed": len(tables.g_size) * quarters, "touched": marks, "list_touched": marks,
        "count": 1, "scratch": int(np.diff(tables.p_visitor).max(initial=0)),
        "place": 2 * places, "used": len(tables.c_limit) * quarters,
        "spent": budgets * (quarters // QUARTERS_PER_YEAR), "budget": 2 * budgets, "total": 2,
        "kept": 2 * marks, "weeks": quarters,
    }  # fmt: skip
    arrays = {name: np.zeros(size) for name, size in sizes.items()}
    arrays["option"] -= 1
    arrays["total"][0] = -tables.t_not_done.sum()
    return pack(arrays, WHOLE, OTHERS)


@compiled
def _beyond(over: float, stretch: float) -> float:
    return over - stretch if over > stretch + TOLERANCE * max(1.0, stretch) else 0.0


@compiled
def _add(tables: Packed, state: Packed, counter: int, quarter: int, amount: float) -> None:
    before = (
        state.f[state.at[S_USED] + counter * tables.at[QUARTERS] + quarter]
        - tables.f[tables.at[C_LIMIT] + counter]
    )
    state.f[state.at[S_USED] + counter * tables.at[QUARTERS] + quarter] += amount
    after = before + amount
    if not tables.i[tables.at[C_APPLIES] + counter * tables.at[QUARTERS] + quarter]:
        return
    if before <= TOLERANCE:
        before = 0.0
    if after <= TOLERANCE:
        after = 0.0
    if before == after:
        return
    stretch = tables.f[tables.at[C_STRETCH] + counter]
    state.f[state.at[S_TOTAL] + 0] += tables.f[
        tables.at[C_PRICE] + counter * tables.at[QUARTERS] + quarter
    ] * (after - before)
    state.f[state.at[S_TOTAL] + 1] += _beyond(after, stretch) - _beyond(before, stretch)


@compiled
def _touch(state: Packed, mark: int, eur: float, broken: float) -> None:
    if not state.i[state.at[S_TOUCHED] + mark]:
        state.i[state.at[S_TOUCHED] + mark] = True
        state.i[state.at[S_LIST_TOUCHED] + state.i[state.at[S_COUNT] + 0]] = mark
        state.f[state.at[S_KEPT] + mark * 2 + 0], state.f[state.at[S_KEPT] + mark * 2 + 1] = (
            eur,
            broken,
        )
        state.i[state.at[S_COUNT] + 0] += 1


@compiled
def _switch(tables: Packed, state: Packed, place: int, quarter: int, sign: int) -> None:
    """Close a place in a quarter (1) or open it (-1)."""
    for n in range(
        tables.i[tables.at[CLOSURE_PTR] + place], tables.i[tables.at[CLOSURE_PTR] + place + 1]
    ):
        _add(tables, state, tables.i[tables.at[CLOSURE_COUNTER] + n], quarter, sign)
    for n in range(
        tables.i[tables.at[AROUND_PTR] + place], tables.i[tables.at[AROUND_PTR] + place + 1]
    ):
        group = tables.i[tables.at[AROUND_GROUP] + n]
        state.i[state.at[S_CLOSED] + group * tables.at[QUARTERS] + quarter] += sign
        full = (
            tables.i[tables.at[G_SIZE] + group]
            if sign > 0
            else tables.i[tables.at[G_SIZE] + group] - 1
        )
        if state.i[state.at[S_CLOSED] + group * tables.at[QUARTERS] + quarter] == full:
            _add(
                tables,
                state,
                tables.i[tables.at[G_COUNTER] + group],
                quarter,
                sign * tables.f[tables.at[G_COUNT] + group],
            )


@compiled
def change(tables: Packed, state: Packed, task: int, sign: int) -> None:
    """Count what a task does where it is now (1), or no longer (-1); streets wait."""
    option, start = state.i[state.at[S_OPTION] + task], state.i[state.at[S_START] + task]
    quarters = tables.i[tables.at[O_QUARTERS] + option]
    offset = start - tables.i[tables.at[O_FIRST] + option]
    own = (
        tables.f[tables.at[COST] + tables.i[tables.at[O_COLUMN] + option] + offset]
        + tables.f[tables.at[T_NOT_DONE] + task]
    )
    state.f[state.at[S_TOTAL] + 0] += sign * own
    partner = tables.i[tables.at[T_PARTNER] + task]
    if tables.f[tables.at[O_CREWS] + option] != 0:
        for n in range(
            tables.i[tables.at[CREW_PTR] + partner], tables.i[tables.at[CREW_PTR] + partner + 1]
        ):
            for quarter in range(start, start + quarters):
                amount = sign * tables.f[tables.at[O_CREWS] + option]
                _add(tables, state, tables.i[tables.at[CREW_COUNTER] + n], quarter, amount)
    places = tables.at[PLACES]
    for n in range(
        tables.i[tables.at[BUDGET_PTR] + partner], tables.i[tables.at[BUDGET_PTR] + partner + 1]
    ):
        budget = tables.i[tables.at[BUDGET] + n]
        _touch(
            state,
            places + budget,
            state.f[state.at[S_BUDGET] + budget * 2 + 0],
            state.f[state.at[S_BUDGET] + budget * 2 + 1],
        )
        for quarter in range(start, start + quarters):
            year = quarter // QUARTERS_PER_YEAR
            state.f[state.at[S_SPENT] + budget * tables.at[YEARS] + year] += (
                sign * tables.f[tables.at[O_PER_QUARTER_EUR] + option]
            )
        year = start // QUARTERS_PER_YEAR
        state.f[state.at[S_SPENT] + budget * tables.at[YEARS] + year] += (
            sign * tables.f[tables.at[O_AT_START_EUR] + option]
        )
    if tables.f[tables.at[O_WEEKS] + option] > 0:
        edge = 1 if sign > 0 else 0
        for n in range(
            tables.i[tables.at[T_VISIT] + task], tables.i[tables.at[T_VISIT] + task + 1]
        ):
            place = tables.i[tables.at[V_PLACE] + n]
            _touch(
                state,
                place,
                state.f[state.at[S_PLACE] + place * 2 + 0],
                state.f[state.at[S_PLACE] + place * 2 + 1],
            )
            for quarter in range(start, start + quarters):
                state.i[state.at[S_AT_WORK] + place * tables.at[QUARTERS] + quarter] += sign
                if state.i[state.at[S_AT_WORK] + place * tables.at[QUARTERS] + quarter] == edge:
                    _switch(tables, state, place, quarter, sign)
    _pairs(tables, state, task, sign)


@compiled
def _pairs(tables: Packed, state: Packed, task: int, sign: int) -> None:
    option, start = state.i[state.at[S_OPTION] + task], state.i[state.at[S_START] + task]
    bit = tables.i[tables.at[O_BIT] + option]
    for n in range(tables.i[tables.at[M_PTR] + task], tables.i[tables.at[M_PTR] + task + 1]):
        other = tables.i[tables.at[M_OTHER] + n]
        if tables.i[tables.at[M_MINE] + n] & bit and state.i[state.at[S_OPTION] + other] >= 0:
            met = state.i[state.at[S_START] + other]
            if (
                tables.i[tables.at[M_OTHERS] + n]
                & tables.i[tables.at[O_BIT] + state.i[state.at[S_OPTION] + other]]
                and abs(met - start) <= tables.i[tables.at[M_WITHIN] + n]
            ):
                state.f[state.at[S_TOTAL] + 0] -= (
                    sign
                    * tables.f[
                        tables.at[WORTH]
                        + (tables.i[tables.at[M_WORTH] + n]) * tables.at[QUARTERS]
                        + max(met, start)
                    ]
                )
    for n in range(tables.i[tables.at[L_PTR] + task], tables.i[tables.at[L_PTR] + task + 1]):
        relation = tables.i[tables.at[RELATED] + n]
        eur, broken = judge(tables, state, relation)
        state.i[state.at[S_OPTION] + task] = -1
        eur_without, broken_without = judge(tables, state, relation)
        state.i[state.at[S_OPTION] + task] = option
        state.f[state.at[S_TOTAL] + 0] += sign * (eur - eur_without)
        state.f[state.at[S_TOTAL] + 1] += sign * (broken - broken_without)


@compiled
def _judge_both(
    tables: Packed, relation: int, start: int, other_start: int, work: int, other: int
) -> tuple[float, float]:
    kind, lag = tables.i[tables.at[L_KIND] + relation], tables.i[tables.at[L_LAG] + relation]
    after = other_start - start - tables.i[tables.at[O_QUARTERS] + work]
    before = start - other_start - tables.i[tables.at[O_QUARTERS] + other]
    eur = broken = 0.0
    if kind == BEFORE:
        broken = max(0.0, float(lag - after))
    elif kind == REQUIRES:
        broken = max(0.0, float(lag - before))
    elif kind == EXCLUDES:
        broken = NOT_TOGETHER
    elif kind == TOGETHER:
        broken = float(abs(start - other_start))
    elif after >= 0:
        saving = tables.f[tables.at[L_SAVING] + relation]
        eur = -saving * tables.f[tables.at[FACTOR] + other_start]
    return eur, broken


@compiled
def judge(tables: Packed, state: Packed, relation: int) -> tuple[float, float]:
    """Return what a relation costs as it is, and how far it is broken."""
    work = state.i[state.at[S_OPTION] + tables.i[tables.at[L_FIRST] + relation]]
    other = state.i[state.at[S_OPTION] + tables.i[tables.at[L_SECOND] + relation]]
    if work >= 0 and not tables.i[tables.at[L_MINE] + relation] & tables.i[tables.at[O_BIT] + work]:
        work = -1
    if (
        other >= 0
        and not tables.i[tables.at[L_OTHERS] + relation] & tables.i[tables.at[O_BIT] + other]
    ):
        other = -1
    start = state.i[state.at[S_START] + tables.i[tables.at[L_FIRST] + relation]]
    other_start = state.i[state.at[S_START] + tables.i[tables.at[L_SECOND] + relation]]
    if work >= 0 and other >= 0:
        return _judge_both(tables, relation, start, other_start, work, other)
    kind, broken = tables.i[tables.at[L_KIND] + relation], 0.0
    if (kind == REQUIRES and work >= 0) or (kind == TOGETHER and (work >= 0 or other >= 0)):
        broken = NOT_TOGETHER
    return 0.0, broken


@compiled
def settle(tables: Packed, state: Packed) -> None:
    """Work out anew the streets and budgets that were touched."""
    places = tables.at[PLACES]
    for n in range(state.i[state.at[S_COUNT] + 0]):
        mark = state.i[state.at[S_LIST_TOUCHED] + n]
        if mark < places:
            eur, broken = _price_place(tables, state, mark)
            state.f[state.at[S_TOTAL] + 0] += eur - state.f[state.at[S_PLACE] + mark * 2 + 0]
            state.f[state.at[S_TOTAL] + 1] += broken - state.f[state.at[S_PLACE] + mark * 2 + 1]
            state.f[state.at[S_PLACE] + mark * 2 + 0], state.f[state.at[S_PLACE] + mark * 2 + 1] = (
                eur,
                broken,
            )
        else:
            budget = mark - places
            eur, broken = _price_budget(tables, state, budget)
            state.f[state.at[S_TOTAL] + 0] += eur - state.f[state.at[S_BUDGET] + budget * 2 + 0]
            state.f[state.at[S_TOTAL] + 1] += broken - state.f[state.at[S_BUDGET] + budget * 2 + 1]
            (
                state.f[state.at[S_BUDGET] + budget * 2 + 0],
                state.f[state.at[S_BUDGET] + budget * 2 + 1],
            ) = eur, broken


@compiled
def forget(state: Packed) -> None:
    """Keep what was changed: nothing is touched any more."""
    for n in range(state.i[state.at[S_COUNT] + 0]):
        state.i[state.at[S_TOUCHED] + state.i[state.at[S_LIST_TOUCHED] + n]] = False
    state.i[state.at[S_COUNT] + 0] = 0


@compiled
def restore(tables: Packed, state: Packed) -> None:
    """Put streets and budgets back as they were before they were touched."""
    places = tables.at[PLACES]
    for n in range(state.i[state.at[S_COUNT] + 0]):
        mark = state.i[state.at[S_LIST_TOUCHED] + n]
        if mark < places:
            state.f[state.at[S_PLACE] + mark * 2 + 0], state.f[state.at[S_PLACE] + mark * 2 + 1] = (
                state.f[state.at[S_KEPT] + mark * 2 + 0],
                state.f[state.at[S_KEPT] + mark * 2 + 1],
            )
        else:
            budget = mark - places
            state.f[state.at[S_BUDGET] + budget * 2 + 0] = state.f[state.at[S_KEPT] + mark * 2 + 0]
            state.f[state.at[S_BUDGET] + budget * 2 + 1] = state.f[state.at[S_KEPT] + mark * 2 + 1]
    forget(state)


@compiled
def _price_budget(tables: Packed, state: Packed, budget: int) -> tuple[float, float]:
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
            beyond = _beyond(over, stretch)
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
def _price_place(tables: Packed, state: Packed, place: int) -> tuple[float, float]:
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

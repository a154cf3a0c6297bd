# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A programme that compiled code changes work by work, with its cost at hand.

The same as `programme.trying.fit.Fit`, which tests hold it to, some fifty times as fast: a move
changes all its works first and then looks once at the streets and budgets it has touched.
"""

from koppelkans.case import QUARTERS_PER_YEAR
from koppelkans.case.limits import TOLERANCE
from koppelkans.programme.large.layout import (
    S_AT_WORK,
    S_BUDGET,
    S_CLOSED,
    S_COUNT,
    S_KEPT,
    S_LIST_TOUCHED,
    S_OPTION,
    S_PLACE,
    S_SPENT,
    S_START,
    S_TOTAL,
    S_TOUCHED,
    S_USED,
)
from koppelkans.programme.large.names import (
    AROUND_GROUP,
    AROUND_PTR,
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
    O_PER_QUARTER_EUR,
    O_QUARTERS,
    O_WEEKS,
    PLACES,
    QUARTERS,
    RELATED,
    T_NOT_DONE,
    T_PARTNER,
    T_VISIT,
    V_PLACE,
    WORTH,
    YEARS,
)
from koppelkans.programme.large.packed import Packed, compiled
from koppelkans.programme.large.pair_tables import BEFORE, EXCLUDES, REQUIRES, TOGETHER
from koppelkans.programme.large.pricing import beyond_stretch, price_budget, price_place
from koppelkans.programme.trying.pairs import NOT_TOGETHER, RELATION_COUNTS


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
    state.f[state.at[S_TOTAL] + 1] += beyond_stretch(after, stretch) - beyond_stretch(
        before, stretch
    )


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
        state.f[state.at[S_TOTAL] + 1] += RELATION_COUNTS * sign * (broken - broken_without)


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
            eur, broken = price_place(tables, state, mark)
            state.f[state.at[S_TOTAL] + 0] += eur - state.f[state.at[S_PLACE] + mark * 2 + 0]
            state.f[state.at[S_TOTAL] + 1] += broken - state.f[state.at[S_PLACE] + mark * 2 + 1]
            state.f[state.at[S_PLACE] + mark * 2 + 0], state.f[state.at[S_PLACE] + mark * 2 + 1] = (
                eur,
                broken,
            )
        else:
            budget = mark - places
            eur, broken = price_budget(tables, state, budget)
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

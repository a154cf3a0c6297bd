# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may move where: the moves of `programme.trying.anneal`, and some for several tasks."""

import math

from koppelkans.programme.large.layout import S_OPTION, S_START
from koppelkans.programme.large.names import (
    L_FIRST,
    L_KIND,
    L_LAG,
    L_PTR,
    L_SECOND,
    NEAR,
    NEAR_PTR,
    O_COUNT,
    O_FIRST,
    O_QUARTERS,
    O_REPAVES,
    O_WEEKS,
    P_VISITOR,
    QUARTERS,
    R_APPLIES,
    R_REST,
    RELATED,
    REST,
    REST_PTR,
    T_OPTION,
    T_OPTIONAL,
    T_PARTNER,
    T_VISIT,
    V_PLACE,
    VISITOR_TASK,
)
from koppelkans.programme.large.packed import Packed, compiled
from koppelkans.programme.large.pair_tables import BEFORE, REQUIRES, TOGETHER
from koppelkans.programme.large.tries import Tries, below, draw, intend, is_moving

DRAWS = 20
"""How often another task is drawn before it is given up that it has the same owner."""


@compiled
def _within(tables: Packed, option: int, start: int) -> int:
    first: int = tables.i[tables.at[O_FIRST] + option]
    last: int = first + tables.i[tables.at[O_COUNT] + option] - 1
    return min(max(start, first), last)


@compiled
def _any_option(tables: Packed, tries: Tries, task: int) -> int:
    """Draw an option of a task that can start at all."""
    first, stop = tables.i[tables.at[T_OPTION] + task], tables.i[tables.at[T_OPTION] + task + 1]
    option: int = first + below(tries, stop - first)
    while tables.i[tables.at[O_COUNT] + option] == 0:
        option = option + 1 if option + 1 < stop else first
    return option


@compiled
def _step(tries: Tries) -> int:
    step = 1 + int(-math.log(1.0 - draw(tries)) * 1.5)
    return step if draw(tries) < 0.5 else -step


@compiled
def _anywhere(tables: Packed, tries: Tries, task: int) -> None:
    if tables.i[tables.at[T_OPTIONAL] + task] and draw(tries) < 0.2:
        intend(tries, task, -1, 0)
        return
    option = _any_option(tables, tries, task)
    start = tables.i[tables.at[O_FIRST] + option] + below(
        tries, tables.i[tables.at[O_COUNT] + option]
    )
    intend(tries, task, option, start)


@compiled
def _beside(tables: Packed, state: Packed, tries: Tries, task: int) -> None:
    """Go to a neighbour, or right before or after it, in any variant."""
    first, stop = tables.i[tables.at[NEAR_PTR] + task], tables.i[tables.at[NEAR_PTR] + task + 1]
    other = tables.i[tables.at[NEAR] + first + below(tries, stop - first)]
    there = state.i[state.at[S_OPTION] + other]
    if there < 0:
        return
    option = state.i[state.at[S_OPTION] + task]
    if option < 0 or draw(tries) < 0.3:
        option = _any_option(tables, tries, task)
    quarters, begin = tables.i[tables.at[O_QUARTERS] + option], state.i[state.at[S_START] + other]
    end = begin + tables.i[tables.at[O_QUARTERS] + there]
    kind = below(tries, 5)
    start = begin
    if kind == 2:
        start = end - quarters
    elif kind == 3:
        start = end
    elif kind == 4:
        start = begin - quarters
    intend(tries, task, option, _within(tables, option, start))


@compiled
def _together(tables: Packed, state: Packed, tries: Tries, task: int) -> None:
    """Shift a task and its neighbours that go on at the same time, all by as much."""
    step = _step(tries)
    if draw(tries) >= 0.7:
        step *= 3
    here, begin = state.i[state.at[S_OPTION] + task], state.i[state.at[S_START] + task]
    end = begin + tables.i[tables.at[O_QUARTERS] + here]
    intend(tries, task, here, _within(tables, here, begin + step))
    for n in range(tables.i[tables.at[NEAR_PTR] + task], tables.i[tables.at[NEAR_PTR] + task + 1]):
        other = tables.i[tables.at[NEAR] + n]
        there, start = state.i[state.at[S_OPTION] + other], state.i[state.at[S_START] + other]
        if there < 0 or start > end or start + tables.i[tables.at[O_QUARTERS] + there] < begin:
            continue
        intend(tries, other, there, _within(tables, there, start + step))


@compiled
def _gather(tables: Packed, state: Packed, tries: Tries, task: int) -> None:
    """Bring some neighbours to where a task is now: they cannot gain one by one."""
    begin = state.i[state.at[S_START] + task]
    wanted = 0.3 + 0.7 * draw(tries)
    for n in range(tables.i[tables.at[NEAR_PTR] + task], tables.i[tables.at[NEAR_PTR] + task + 1]):
        other = tables.i[tables.at[NEAR] + n]
        there = state.i[state.at[S_OPTION] + other]
        if there >= 0 and draw(tries) < wanted:
            start = begin + below(tries, 3) - 1
            intend(tries, other, there, _within(tables, there, start))


@compiled
def _swap(tables: Packed, state: Packed, tries: Tries, task: int) -> None:
    """Let a task and another one of the same owner change moments, and so what these cost.

    One by one neither can move where the money of a year, or a crew, is used up.
    """
    here, begin = state.i[state.at[S_OPTION] + task], state.i[state.at[S_START] + task]
    for _ in range(DRAWS):
        other = below(tries, len(tries.changed))
        there, start = state.i[state.at[S_OPTION] + other], state.i[state.at[S_START] + other]
        owner = tables.i[tables.at[T_PARTNER] + other]
        if there < 0 or start == begin or owner != tables.i[tables.at[T_PARTNER] + task]:
            continue
        intend(tries, task, here, _within(tables, here, start))
        intend(tries, other, there, _within(tables, there, begin))
        return


@compiled
def propose(tables: Packed, state: Packed, tries: Tries, task: int) -> None:
    """Draw what moves where."""
    tries.numbers[1] = 0
    here, kind = state.i[state.at[S_OPTION] + task], draw(tries)
    has_near = tables.i[tables.at[NEAR_PTR] + task + 1] > tables.i[tables.at[NEAR_PTR] + task]
    if here < 0:
        if kind < 0.5 or not has_near:
            _anywhere(tables, tries, task)
        else:
            _beside(tables, state, tries, task)
    elif kind < 0.15:
        _anywhere(tables, tries, task)
    elif kind < 0.2:
        _swap(tables, state, tries, task)
    elif kind < 0.5:
        intend(
            tries,
            task,
            here,
            _within(tables, here, state.i[state.at[S_START] + task] + _step(tries)),
        )
    elif kind < 0.78 and has_near:
        _beside(tables, state, tries, task)
    elif kind < 0.98 or not has_near:
        _together(tables, state, tries, task)
    else:
        _gather(tables, state, tries, task)


@compiled
def take_along(tables: Packed, state: Packed, tries: Tries) -> None:
    """Let what depends on one task that moves, or on two, move with it, and what depends on that.

    Those that must start together always do; those before or after it, and those that would open
    a street it has just repaved, every other time, as far as they are in its way: one by one they
    could not pass each other. A row of trees so takes the street along, the street the sewer that
    comes before it and the water main beside it.
    """
    if tries.numbers[1] > 2:
        return
    make_way = draw(tries) < 0.5
    n = 0
    while n < tries.numbers[1]:
        _take_along_with(tables, state, tries, n, make_way)
        n += 1


@compiled
def _take_along_with(
    tables: Packed, state: Packed, tries: Tries, mover: int, make_way: bool
) -> None:
    """Let move what depends on one of the tasks that move; nothing at all when it cannot."""
    task, option, start = tries.moved[mover], tries.to_option[mover], tries.to_start[mover]
    for n in range(tables.i[tables.at[L_PTR] + task], tables.i[tables.at[L_PTR] + task + 1]):
        relation = tables.i[tables.at[RELATED] + n]
        kind = tables.i[tables.at[L_KIND] + relation]
        first = tables.i[tables.at[L_FIRST] + relation]
        second = tables.i[tables.at[L_SECOND] + relation]
        other = second if first == task else first
        if is_moving(tries, other):
            continue
        if kind == TOGETHER:
            if option < 0 and not tables.i[tables.at[T_OPTIONAL] + other]:
                # Who must start with a task that must be done is not left out.
                tries.numbers[1] = 0
                return
            _join(tables, state, tries, other, option, start)
        elif make_way and option >= 0 and kind in (BEFORE, REQUIRES):
            is_earlier = (first == task) == (kind == BEFORE)
            _make_way(tables, state, tries, mover, relation, other, is_earlier)
    if make_way and option >= 0 and tables.i[tables.at[O_REPAVES] + option]:
        _let_rest(tables, state, tries, mover)


@compiled
def _join(tables: Packed, state: Packed, tries: Tries, other: int, option: int, start: int) -> None:
    """Move the other to the same start, or leave it out as well."""
    if option < 0:
        intend(tries, other, -1, 0)
        return
    there = state.i[state.at[S_OPTION] + other]
    if there < 0:
        there = _any_option(tables, tries, other)
    intend(tries, other, there, _within(tables, there, start))


@compiled
def _make_way(
    tables: Packed,
    state: Packed,
    tries: Tries,
    mover: int,
    relation: int,
    other: int,
    is_earlier: bool,
) -> None:
    """Move the other out of the way of the task that moves: after it, or before it."""
    there = state.i[state.at[S_OPTION] + other]
    if there < 0:
        return
    option, start = tries.to_option[mover], tries.to_start[mover]
    here, lag = state.i[state.at[S_START] + other], tables.i[tables.at[L_LAG] + relation]
    if is_earlier:
        earliest = start + tables.i[tables.at[O_QUARTERS] + option] + lag
        if here < earliest:
            intend(tries, other, there, _within(tables, there, earliest))
    else:
        latest = start - lag - tables.i[tables.at[O_QUARTERS] + there]
        if here > latest:
            intend(tries, other, there, _within(tables, there, latest))


@compiled
def _let_rest(tables: Packed, state: Packed, tries: Tries, mover: int) -> None:
    """Move what would start in a street that has just been repaved to the repaving itself."""
    task = tries.moved[mover]
    ready = tries.to_start[mover] + tables.i[tables.at[O_QUARTERS] + tries.to_option[mover]]
    for visit in range(
        tables.i[tables.at[T_VISIT] + task], tables.i[tables.at[T_VISIT] + task + 1]
    ):
        place = tables.i[tables.at[V_PLACE] + visit]
        for n in range(
            tables.i[tables.at[REST_PTR] + place], tables.i[tables.at[REST_PTR] + place + 1]
        ):
            rest = tables.i[tables.at[REST] + n]
            for visitor in range(
                tables.i[tables.at[P_VISITOR] + place], tables.i[tables.at[P_VISITOR] + place + 1]
            ):
                other = tables.i[tables.at[VISITOR_TASK] + visitor]
                if _disturbs(tables, state, rest, ready, other) and not is_moving(tries, other):
                    there = state.i[state.at[S_OPTION] + other]
                    intend(tries, other, there, _within(tables, there, ready - 1))


@compiled
def _disturbs(tables: Packed, state: Packed, rest: int, ready: int, other: int) -> bool:
    """Tell whether a task starts in a street while it must rest since ``ready``."""
    option, start = state.i[state.at[S_OPTION] + other], state.i[state.at[S_START] + other]
    if option < 0 or tables.f[tables.at[O_WEEKS] + option] <= 0:
        return False
    if not ready <= start < ready + tables.i[tables.at[R_REST] + rest]:
        return False
    return bool(tables.i[tables.at[R_APPLIES] + rest * tables.at[QUARTERS] + start])

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Simulated annealing in compiled code: the moves of `koppelkans.programme.anneal`, and one more.

Random numbers come from a generator of our own (xorshift64*, Vigna 2016, An experimental
exploration of Marsaglia's xorshift generators, scrambled, ACM TOMS 42(4)), so that the same seed
takes the same steps on every machine.
"""

import math
from typing import NamedTuple

import numpy as np

from koppelkans.programme.large.arrays import Flags, Floats, Integers
from koppelkans.programme.large.layout import S_OPTION, S_START, S_TOTAL
from koppelkans.programme.large.names import (
    L_FIRST,
    L_KIND,
    L_PTR,
    L_SECOND,
    NEAR,
    NEAR_PTR,
    O_COUNT,
    O_FIRST,
    O_QUARTERS,
    RELATED,
    T_OPTION,
    T_OPTIONAL,
)
from koppelkans.programme.large.packed import Packed, compiled
from koppelkans.programme.large.pair_tables import TOGETHER
from koppelkans.programme.large.state import change, forget, restore, settle
from koppelkans.programme.large.tables import Tables

KEPT = 1e-6
TOO_MANY = 64
"""No more works than that move together."""
PUNISH_EVERY = 250


class Tries(NamedTuple):
    """What annealing keeps besides the programme itself.

    ``best`` holds EUR of the best programme without a broken limit; ``changed`` marks the tasks
    that have moved since then.
    """

    random: np.ndarray
    movable: Integers
    best: Floats
    best_option: Integers
    best_start: Integers
    changed: Flags
    list_changed: Integers
    numbers: Integers
    """How many have changed; how many move now."""
    moved: Integers
    to_option: Integers
    to_start: Integers
    was_option: Integers
    was_start: Integers


def make_tries(tables: Tables, option: Integers, start: Integers, seed: int) -> Tries:
    """Return what a search begins with."""
    tasks = len(tables.t_optional)
    choices = np.add.reduceat(tables.o_count, tables.t_option[:-1])
    mixed = (seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) % 2**64
    return Tries(
        random=np.array([mixed or 1], dtype=np.uint64),
        movable=np.flatnonzero(choices),
        best=np.array([math.inf]),
        best_option=option.copy(),
        best_start=start.copy(),
        changed=np.zeros(tasks, dtype=np.bool_),
        list_changed=np.zeros(tasks, dtype=np.int64),
        numbers=np.zeros(2, dtype=np.int64),
        moved=np.zeros(TOO_MANY, dtype=np.int64),
        to_option=np.zeros(TOO_MANY, dtype=np.int64),
        to_start=np.zeros(TOO_MANY, dtype=np.int64),
        was_option=np.zeros(TOO_MANY, dtype=np.int64),
        was_start=np.zeros(TOO_MANY, dtype=np.int64),
    )


@compiled
def draw(tries: Tries) -> float:
    """Draw a number from 0 up to 1."""
    x = tries.random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    tries.random[0] = x
    return float((x * np.uint64(0x2545F4914F6CDD1D)) >> np.uint64(11)) / 9007199254740992.0


@compiled
def below(tries: Tries, count: int) -> int:
    """Draw a whole number from 0 up to ``count``."""
    return int(draw(tries) * count)


@compiled
def _propose(tries: Tries, task: int, option: int, start: int) -> None:
    n = tries.numbers[1]
    if n < TOO_MANY:
        tries.moved[n], tries.to_option[n], tries.to_start[n] = task, option, start
        tries.numbers[1] = n + 1


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
        _propose(tries, task, -1, 0)
        return
    option = _any_option(tables, tries, task)
    start = tables.i[tables.at[O_FIRST] + option] + below(
        tries, tables.i[tables.at[O_COUNT] + option]
    )
    _propose(tries, task, option, start)


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
    _propose(tries, task, option, _within(tables, option, start))


@compiled
def _together(tables: Packed, state: Packed, tries: Tries, task: int) -> None:
    """Shift a task and its neighbours that go on at the same time, all by as much."""
    step = _step(tries)
    if draw(tries) >= 0.7:
        step *= 3
    here, begin = state.i[state.at[S_OPTION] + task], state.i[state.at[S_START] + task]
    end = begin + tables.i[tables.at[O_QUARTERS] + here]
    _propose(tries, task, here, _within(tables, here, begin + step))
    for n in range(tables.i[tables.at[NEAR_PTR] + task], tables.i[tables.at[NEAR_PTR] + task + 1]):
        other = tables.i[tables.at[NEAR] + n]
        there, start = state.i[state.at[S_OPTION] + other], state.i[state.at[S_START] + other]
        if there < 0 or start > end or start + tables.i[tables.at[O_QUARTERS] + there] < begin:
            continue
        _propose(tries, other, there, _within(tables, there, start + step))


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
            _propose(tries, other, there, _within(tables, there, start))


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
    elif kind < 0.2:
        _anywhere(tables, tries, task)
    elif kind < 0.5:
        _propose(
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
def _take_along(tables: Packed, state: Packed, tries: Tries) -> None:
    """Let the tasks that must start together with one that moves alone move with it."""
    if tries.numbers[1] != 1:
        return
    task, option, start = tries.moved[0], tries.to_option[0], tries.to_start[0]
    for n in range(tables.i[tables.at[L_PTR] + task], tables.i[tables.at[L_PTR] + task + 1]):
        relation = tables.i[tables.at[RELATED] + n]
        if tables.i[tables.at[L_KIND] + relation] != TOGETHER:
            continue
        first = tables.i[tables.at[L_FIRST] + relation]
        other = tables.i[tables.at[L_SECOND] + relation] if first == task else first
        if option < 0 and not tables.i[tables.at[T_OPTIONAL] + other]:
            # Who must start with a task that must be done is not left out.
            tries.numbers[1] = 0
            return
        if option < 0:
            _propose(tries, other, -1, 0)
            continue
        there = state.i[state.at[S_OPTION] + other]
        if there < 0:
            there = _any_option(tables, tries, other)
        _propose(tries, other, there, _within(tables, there, start))


@compiled
def go(tables: Packed, state: Packed, task: int, option: int, start: int) -> None:
    """Take a task away from where it is and put it elsewhere (-1: nowhere)."""
    if state.i[state.at[S_OPTION] + task] >= 0:
        change(tables, state, task, -1)
        state.i[state.at[S_OPTION] + task] = -1
    if option >= 0:
        state.i[state.at[S_OPTION] + task], state.i[state.at[S_START] + task] = option, start
        change(tables, state, task, 1)


@compiled
def attempt(
    tables: Packed, state: Packed, tries: Tries, penalty: float, temperature: float
) -> bool:
    """Do what was proposed, and undo it when it is too much worse; return whether it stays."""
    eur, broken = state.f[state.at[S_TOTAL] + 0], state.f[state.at[S_TOTAL] + 1]
    for n in range(tries.numbers[1]):
        task = tries.moved[n]
        tries.was_option[n], tries.was_start[n] = (
            state.i[state.at[S_OPTION] + task],
            state.i[state.at[S_START] + task],
        )
        go(tables, state, task, tries.to_option[n], tries.to_start[n])
    settle(tables, state)
    worse = (
        state.f[state.at[S_TOTAL] + 0] - eur + penalty * (state.f[state.at[S_TOTAL] + 1] - broken)
    )
    if worse > 0 and (
        temperature <= 0 or draw(tries) >= math.exp(max(-700.0, -worse / temperature))
    ):
        for back in range(tries.numbers[1]):
            n = tries.numbers[1] - 1 - back
            go(tables, state, tries.moved[n], tries.was_option[n], tries.was_start[n])
        restore(tables, state)
        state.f[state.at[S_TOTAL] + 0], state.f[state.at[S_TOTAL] + 1] = eur, broken
        return False
    forget(state)
    for n in range(tries.numbers[1]):
        _mark(tries, tries.moved[n])
    return True


@compiled
def _mark(tries: Tries, task: int) -> None:
    if not tries.changed[task]:
        tries.changed[task] = True
        tries.list_changed[tries.numbers[0]] = task
        tries.numbers[0] += 1


@compiled
def note(state: Packed, tries: Tries) -> bool:
    """Keep what is there when it breaks nothing and is the best so far."""
    if (
        state.f[state.at[S_TOTAL] + 1] >= KEPT
        or state.f[state.at[S_TOTAL] + 0] >= tries.best[0] - 1e-6
    ):
        return False
    for n in range(tries.numbers[0]):
        task = tries.list_changed[n]
        tries.changed[task] = False
        tries.best_option[task], tries.best_start[task] = (
            state.i[state.at[S_OPTION] + task],
            state.i[state.at[S_START] + task],
        )
    tries.numbers[0] = 0
    tries.best[0] = state.f[state.at[S_TOTAL] + 0]
    return True


@compiled
def back_to_best(tables: Packed, state: Packed, tries: Tries) -> None:
    """Put every task where it is in the best programme."""
    for n in range(tries.numbers[0]):
        task = tries.list_changed[n]
        tries.changed[task] = False
        go(tables, state, task, tries.best_option[task], tries.best_start[task])
    tries.numbers[0] = 0
    settle(tables, state)
    forget(state)


@compiled
def run_moves(tables: Packed, state: Packed, tries: Tries, moves: int, plan: Floats) -> None:
    """Try so many moves at a temperature that falls.

    ``plan`` holds the temperature, by what it is multiplied at every move, the penalty, by what
    that is multiplied now and then while limits are broken, and the most it may become.
    """
    for done in range(moves):
        plan[0] *= plan[1]
        if done % PUNISH_EVERY == 0 and state.f[state.at[S_TOTAL] + 1] > KEPT:
            plan[2] = min(plan[2] * plan[3], plan[4])
        task = tries.movable[below(tries, len(tries.movable))]
        propose(tables, state, tries, task)
        _take_along(tables, state, tries)
        if tries.numbers[1] and attempt(tables, state, tries, plan[2], plan[0]):
            note(state, tries)


@compiled
def place_best(tables: Packed, state: Packed, tries: Tries, task: int, penalty: float) -> None:
    """Put a task that is not done where it costs least at this moment."""
    best_option, best_start = -1, 0
    least = (
        state.f[state.at[S_TOTAL] + 0] + penalty * state.f[state.at[S_TOTAL] + 1]
        if tables.i[tables.at[T_OPTIONAL] + task]
        else np.inf
    )
    for option in range(
        tables.i[tables.at[T_OPTION] + task], tables.i[tables.at[T_OPTION] + task + 1]
    ):
        first = tables.i[tables.at[O_FIRST] + option]
        for start in range(first, first + tables.i[tables.at[O_COUNT] + option]):
            eur, broken = state.f[state.at[S_TOTAL] + 0], state.f[state.at[S_TOTAL] + 1]
            go(tables, state, task, option, start)
            settle(tables, state)
            cost = state.f[state.at[S_TOTAL] + 0] + penalty * state.f[state.at[S_TOTAL] + 1]
            if cost < least:
                least, best_option, best_start = cost, option, start
            go(tables, state, task, -1, 0)
            restore(tables, state)
            state.f[state.at[S_TOTAL] + 0], state.f[state.at[S_TOTAL] + 1] = eur, broken
    if best_option >= 0:
        go(tables, state, task, best_option, best_start)
        settle(tables, state)
        forget(state)
        _mark(tries, task)


@compiled
def construct(tables: Packed, state: Packed, tries: Tries, order: Integers, penalty: float) -> None:
    """Put every task of ``order`` that is not done where it costs least at its turn."""
    for task in order:
        if state.i[state.at[S_OPTION] + task] < 0:
            place_best(tables, state, tries, task, penalty)
    note(state, tries)

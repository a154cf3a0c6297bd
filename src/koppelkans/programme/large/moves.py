# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Simulated annealing in compiled code."""

import math

import numpy as np

from koppelkans.programme.large.arrays import Floats, Integers
from koppelkans.programme.large.layout import S_OPTION, S_START, S_TOTAL
from koppelkans.programme.large.names import O_COUNT, O_FIRST, T_OPTION, T_OPTIONAL
from koppelkans.programme.large.packed import Packed, compiled
from koppelkans.programme.large.proposals import propose, take_along
from koppelkans.programme.large.state import change, forget, restore, settle
from koppelkans.programme.large.tries import KEPT, Tries, below, draw

PUNISH_EVERY = 250


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
        take_along(tables, state, tries)
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

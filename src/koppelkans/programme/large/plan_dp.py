# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dynamic programme of `koppelkans.programme.large.place_plans`: forth, and back."""

from typing import NamedTuple

import numpy as np

from koppelkans.programme.large.packed import Floats, Integers, compiled

NEVER = 1e15
MOST_STATES = 40_000


class Shape(NamedTuple):
    """What can happen at a place: numbers of states, and how they follow each other.

    A state is ``done * per_set + within``: ``within`` is 0 when no occupation is going on, else
    ``1 + level * carries + carry``. Carry 0: nothing goes on after this quarter.
    """

    sizes: Integers
    """Tasks that are remembered, states per set of them, carries."""
    levels: Floats
    carry_weeks: Floats
    carry_next: Integers
    merged: Integers
    bit: Integers
    level: Integers
    carry: Integers
    order: Integers


@compiled
def make_shape(found: int, profile: Integers, size: Floats, tasks: int) -> Shape:
    """Return the states that a place with these profiles can be in."""
    levels = np.unique(size[:found, 1])
    left = np.zeros(1 + int(profile[:found, 1].sum()), dtype=np.int64)
    weeks = np.zeros(len(left))
    carries = 1
    carry = np.zeros(found, dtype=np.int64)
    for n in range(found):
        for after in range(1, profile[n, 1]):
            same = 0
            for c in range(1, carries):
                if left[c] == after and weeks[c] == size[n, 0]:
                    same = c
            if same == 0:
                same = carries
                left[same], weeks[same] = after, size[n, 0]
                carries += 1
            carry[n] = same
    following = np.zeros(carries, dtype=np.int64)
    merged = np.zeros((carries, carries), dtype=np.int64)
    for c in range(carries):
        for d in range(carries):
            if left[d] == left[c] - 1 and left[d] > 0 and weeks[d] == weeks[c]:
                following[c] = d
            longer = left[c] > left[d] or (left[c] == left[d] and weeks[c] >= weeks[d])
            merged[c, d] = c if longer else d
    within = 1 + len(levels) * carries
    while tasks > 0 and (1 << tasks) * within > MOST_STATES:
        tasks -= 1
    bit = np.zeros(found, dtype=np.int64)
    level = np.zeros(found, dtype=np.int64)
    for n in range(found):
        bit[n] = 1 << profile[n, 0] if profile[n, 0] < tasks else 0
        level[n] = np.searchsorted(levels, size[n, 1])
    order = np.argsort(-size[:found, 0])
    return Shape(
        np.array([tasks, within, carries]), levels, weeks[:carries].copy(), following, merged,
        bit, level, carry, order,
    )  # fmt: skip


@compiled
def _step(shape: Shape, n: int, within: int, factor: float) -> tuple[int, float]:
    """Return where starting a profile leads from a state with works in the same quarter."""
    carries = shape.sizes[2]
    level, carry = (within - 1) // carries, (within - 1) % carries
    to_level = max(level, shape.level[n])
    cost = (shape.levels[to_level] - shape.levels[level]) * factor
    return 1 + to_level * carries + shape.merged[carry, shape.carry[n]], cost


@compiled
def _begin(shape: Shape, n: int, within: int, weeks: float, prices: Floats) -> tuple[int, float]:
    """Return where starting a profile, as the first one in a quarter, leads from a state."""
    carries = shape.sizes[2]
    factor, week_eur, closed_eur = prices[0], prices[1], prices[2]
    if within == 0:
        cost = shape.levels[shape.level[n]] * factor + weeks * week_eur + closed_eur
        return 1 + shape.level[n] * carries + shape.carry[n], cost
    level, carry = (within - 1) // carries, (within - 1) % carries
    to_level = max(level, shape.level[n])
    cost = (shape.levels[to_level] - shape.levels[level]) * factor + closed_eur
    cost += max(weeks, shape.carry_weeks[carry]) * week_eur
    to_carry = shape.merged[shape.carry_next[carry], shape.carry[n]]
    return 1 + to_level * carries + to_carry, cost


@compiled
def _rest(shape: Shape, within: int, prices: Floats) -> tuple[int, float]:
    """Return where a quarter in which nothing starts leads from a state."""
    if within == 0:
        return 0, 0.0
    carries = shape.sizes[2]
    level, carry = (within - 1) // carries, (within - 1) % carries
    if carry == 0:
        return 0, 0.0
    cost = shape.carry_weeks[carry] * prices[1] + prices[2]
    return 1 + level * carries + shape.carry_next[carry], cost


@compiled
def _start_in(
    shape: Shape, n: int, own: float, weeks: float, prices: Floats, before: Floats, now: Floats
) -> None:
    """Let a profile start in a quarter, wherever its task is not done yet."""
    within = shape.sizes[1]
    bit = shape.bit[n]
    for done in range(1 << shape.sizes[0]):
        if done & bit:
            continue
        here, there = done * within, (done | bit) * within
        for state in range(1, within):
            if now[here + state] < NEVER:
                to, cost = _step(shape, n, state, prices[0])
                now[there + to] = min(now[there + to], now[here + state] + cost + own)
        for state in range(within):
            if before[here + state] < NEVER:
                to, cost = _begin(shape, n, state, weeks, prices)
                now[there + to] = min(now[there + to], before[here + state] + cost + own)


@compiled
def plan_forth(shape: Shape, size: Floats, own: Floats, prices: Floats, reached: Floats) -> None:
    """Fill in the least cost of every state before every quarter: shape (quarters + 1, states)."""
    within = shape.sizes[1]
    reached[:] = NEVER
    reached[0, 0] = 0.0
    for quarter in range(own.shape[1]):
        now = reached[quarter + 1]
        for at in range(len(shape.order)):
            n = shape.order[at]
            if own[n, quarter] < NEVER:
                _start_in(shape, n, own[n, quarter], size[n, 0], prices[quarter],
                          reached[quarter], now)  # fmt: skip
        for done in range(1 << shape.sizes[0]):
            for state in range(within):
                before = reached[quarter, done * within + state]
                if before < NEVER:
                    to, cost = _rest(shape, state, prices[quarter])
                    at = done * within + to
                    now[at] = min(now[at], before + cost)


@compiled
def _start_back(
    shape: Shape,
    n: int,
    own: float,
    weeks: float,
    prices: Floats,
    before: Floats,
    stage: Floats,
    ahead: Floats,
    ahead_before: Floats,
) -> float:
    """Do backwards what `_start_in` does; return the least cost of all plans that use it."""
    within, best = shape.sizes[1], NEVER
    bit = shape.bit[n]
    for done in range(1 << shape.sizes[0]):
        if done & bit:
            continue
        here, there = done * within, (done | bit) * within
        for state in range(within):
            at = here + state
            to, cost = _begin(shape, n, state, weeks, prices)
            onward = cost + own + ahead[there + to]
            if onward < NEVER:
                best = min(best, before[at] + onward)
                ahead_before[at] = min(ahead_before[at], onward)
        for state in range(1, within):
            at = here + state
            to, cost = _step(shape, n, state, prices[0])
            onward = cost + own + ahead[there + to]
            if onward < NEVER:
                best = min(best, stage[at] + onward)
                ahead[at] = min(ahead[at], onward)
    return best


@compiled
def plan_back(
    shape: Shape,
    size: Floats,
    own: Floats,
    prices: Floats,
    reached: Floats,
    absent: Floats,
    least: Floats,
    least_absent: Floats,
) -> None:
    """Fill in the least cost of all plans by profile and start, and by task that is left out."""
    tasks, within = shape.sizes[0], shape.sizes[1]
    states = (1 << tasks) * within
    ahead_next = np.empty(states)
    least[:] = NEVER
    least_absent[:] = NEVER
    for done in range(1 << tasks):
        left_out = 0.0
        for task in range(tasks):
            if not done >> task & 1:
                left_out += absent[task]
        for state in range(within):
            at = done * within + state
            ahead_next[at] = left_out
            total = reached[-1, at] + left_out
            for task in range(tasks):
                if not done >> task & 1:
                    least_absent[task] = min(least_absent[task], total)
    stages = np.empty((len(shape.order) + 1, states))
    ahead, ahead_before = np.empty(states), np.empty(states)
    for back in range(own.shape[1]):
        quarter = own.shape[1] - 1 - back
        before = reached[quarter]
        stages[0] = NEVER
        for at in range(len(shape.order)):
            n = shape.order[at]
            stages[at + 1] = stages[at]
            if own[n, quarter] < NEVER:
                _start_in(shape, n, own[n, quarter], size[n, 0], prices[quarter], before,
                          stages[at + 1])  # fmt: skip
        ahead[:] = ahead_next
        for done in range(1 << tasks):
            for state in range(within):
                to, cost = _rest(shape, state, prices[quarter])
                ahead_before[done * within + state] = cost + ahead_next[done * within + to]
        for back_at in range(len(shape.order)):
            at = len(shape.order) - 1 - back_at
            n = shape.order[at]
            if own[n, quarter] < NEVER:
                least[n, quarter] = _start_back(
                    shape, n, own[n, quarter], size[n, 0], prices[quarter], before, stages[at],
                    ahead, ahead_before,
                )  # fmt: skip
        ahead_next[:] = ahead_before

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The best plan for a street, for every task and start: forth through its states, and back."""

from typing import NamedTuple

import numpy as np

from koppelkans.programme.large.packed import Floats, Integers, compiled

NEVER = 1e15


class Plans(NamedTuple):
    """The states of a street and what leads from one to another, in order of tasks.

    ``arcs`` holds from, to, profile and row of ``gains``; those of task ``n`` stand from
    ``arc_ptr[n]`` to ``arc_ptr[n + 1]``. ``undone`` says by state and task that it has not started.
    """

    arcs: Integers
    arc_ptr: Integers
    arc_eur: Floats
    following: Integers
    weeks: Floats
    gains: Floats
    undone: Integers


@compiled
def plan_street(
    plans: Plans,
    own: Floats,
    absent: Floats,
    factor: Floats,
    place_eur: Floats,
    window: tuple[int, int],
    least: Floats,
    least_absent: Floats,
) -> None:
    """Fill in the least cost of all plans by profile and start, and by task that is left out.

    Parameters
    ----------
    own
        By profile and quarter: what starting costs by itself.
    absent
        By task: what leaving it out costs.
    place_eur
        By (weeks, closed), place and quarter: what a week and a closed quarter cost.
    window
        The first quarter in which something may start, and the first one in which nothing may.
    """
    states = len(plans.following)
    begin, end = window
    reached = np.full((end - begin, states), NEVER)
    upkeep = np.zeros((end - begin, states))
    now, later = np.full(states, NEVER), np.full(states, NEVER)
    now[0] = 0.0
    for quarter in range(begin, end):
        _start(plans, own, factor, quarter, now)
        reached[quarter - begin] = now
        _go_on(plans, place_eur, quarter, now, upkeep[quarter - begin], later)
        now[:] = later
    least[:] = NEVER
    least_absent[:] = NEVER
    for state in range(states):
        later[state] = _finish(plans, state, end, place_eur, absent)
        for task in range(len(absent)):
            if plans.undone[state, task]:
                least_absent[task] = min(least_absent[task], now[state] + later[state])
    for back in range(end - begin):
        quarter = end - 1 - back
        before = reached[quarter - begin]
        for state in range(states):
            to = plans.following[state]
            if before[state] < NEVER and to >= 0:
                now[state] = upkeep[quarter - begin, state] + later[to]
            else:
                now[state] = NEVER
        _start_back(plans, own, factor, quarter, before, now, least)
        later[:] = now


@compiled
def _start(plans: Plans, own: Floats, factor: Floats, quarter: int, now: Floats) -> None:
    """Let tasks start in a quarter, one after another."""
    for arc in range(len(plans.arcs)):
        before, eur = now[plans.arcs[arc, 0]], own[plans.arcs[arc, 2], quarter]
        if before < NEVER and eur < NEVER:
            eur += before + plans.arc_eur[arc] * factor[quarter]
            eur -= plans.gains[plans.arcs[arc, 3], quarter]
            to = plans.arcs[arc, 1]
            now[to] = min(now[to], eur)


@compiled
def _go_on(
    plans: Plans, place_eur: Floats, quarter: int, now: Floats, upkeep: Floats, later: Floats
) -> None:
    """Pay for what is at work in a quarter, and go on to the next."""
    later[:] = NEVER
    for state in range(len(now)):
        to = plans.following[state]
        if now[state] >= NEVER or to < 0:
            continue
        eur = 0.0
        for place in range(plans.weeks.shape[1]):
            if plans.weeks[state, place] > 0:
                eur += plans.weeks[state, place] * place_eur[0, place, quarter]
                eur += place_eur[1, place, quarter]
        upkeep[state] = eur
        later[to] = min(later[to], now[state] + eur)


@compiled
def _start_back(
    plans: Plans,
    own: Floats,
    factor: Floats,
    quarter: int,
    before: Floats,
    now: Floats,
    least: Floats,
) -> None:
    """Do backwards what `_start` does, and keep the least cost of all plans with each start."""
    tasks = len(plans.arc_ptr) - 1
    for back in range(tasks):
        task = tasks - 1 - back
        for arc in range(plans.arc_ptr[task], plans.arc_ptr[task + 1]):
            here, n = plans.arcs[arc, 0], plans.arcs[arc, 2]
            if before[here] >= NEVER or own[n, quarter] >= NEVER:
                continue
            eur = own[n, quarter] + plans.arc_eur[arc] * factor[quarter]
            eur += now[plans.arcs[arc, 1]] - plans.gains[plans.arcs[arc, 3], quarter]
            now[here] = min(now[here], eur)
            least[n, quarter] = min(least[n, quarter], before[here] + eur)


@compiled
def _finish(plans: Plans, state: int, end: int, place_eur: Floats, absent: Floats) -> float:
    """Return what remains after the last start: works that go on, and tasks left out."""
    eur = 0.0
    for task in range(len(absent)):
        if plans.undone[state, task]:
            eur += absent[task]
    quarter = end
    while quarter < place_eur.shape[2] and state >= 0:
        busy = False
        for place in range(plans.weeks.shape[1]):
            if plans.weeks[state, place] > 0:
                busy = True
                eur += plans.weeks[state, place] * place_eur[0, place, quarter]
                eur += place_eur[1, place, quarter]
        if not busy:
            break
        state = plans.following[state]
        quarter += 1
    return min(eur, NEVER / 10)

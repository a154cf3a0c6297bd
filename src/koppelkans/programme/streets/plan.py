# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The best plan for a street, for every task and start: forth through its states, and back."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from koppelkans.programme.large.packed import Floats, Integers, compiled

NEVER = 1e15


class Plans(NamedTuple):
    """The states of a street and what leads from one to another, in order of profiles.

    Profiles are in order of their tasks. ``arcs`` holds from, to and row of ``gains``; those of
    profile ``n`` stand from ``arc_ptr[n]`` to ``arc_ptr[n + 1]``. ``busy`` is by state a row of
    ``weeks``, which says by place how many weeks it is closed; ``undone`` a mask of the tasks
    that have not started. A large city has tens of millions of states: hence the small numbers.
    """

    arcs: NDArray[np.int32]
    arc_ptr: Integers
    arc_eur: Floats
    following: NDArray[np.int32]
    busy: NDArray[np.int32]
    weeks: Floats
    gains: Floats
    undone: NDArray[np.int32]


KnownPlans = Mapping[bytes, Plans | None]
"""Plans of streets, by what they are made of; None: too many states."""


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
    upkeep = np.zeros((end - begin, len(plans.weeks)))
    now, later = np.full(states, NEVER), np.full(states, NEVER)
    now[0] = 0.0
    for quarter in range(begin, end):
        _start(plans, own, factor, quarter, now)
        reached[quarter - begin] = now
        _pay_upkeep(plans, place_eur, quarter, upkeep[quarter - begin])
        _go_on(plans, upkeep[quarter - begin], now, later)
        now, later = later, now
    least[:] = NEVER
    least_absent[:] = NEVER
    for state in range(states):
        later[state] = _finish(plans, state, end, place_eur, absent)
        for task in range(len(absent)):
            if plans.undone[state] >> task & 1:
                least_absent[task] = min(least_absent[task], now[state] + later[state])
    for back in range(end - begin):
        quarter = end - 1 - back
        before = reached[quarter - begin]
        for state in range(states):
            to = plans.following[state]
            if before[state] < NEVER and to >= 0:
                now[state] = upkeep[quarter - begin, plans.busy[state]] + later[to]
            else:
                now[state] = NEVER
        _start_back(plans, own, factor, quarter, before, now, least)
        now, later = later, now


@compiled
def _start(plans: Plans, own: Floats, factor: Floats, quarter: int, now: Floats) -> None:
    """Let tasks start in a quarter, one after another."""
    for n in range(len(plans.arc_ptr) - 1):
        if own[n, quarter] >= NEVER:
            continue
        for arc in range(plans.arc_ptr[n], plans.arc_ptr[n + 1]):
            before = now[plans.arcs[arc, 0]]
            if before < NEVER:
                eur = own[n, quarter] + before + plans.arc_eur[arc] * factor[quarter]
                eur -= plans.gains[plans.arcs[arc, 2], quarter]
                to = plans.arcs[arc, 1]
                now[to] = min(now[to], eur)


@compiled
def _pay_upkeep(plans: Plans, place_eur: Floats, quarter: int, upkeep: Floats) -> None:
    """Fill in what each way of being at work costs in a quarter."""
    for row in range(len(upkeep)):
        for place in range(plans.weeks.shape[1]):
            if plans.weeks[row, place] > 0:
                upkeep[row] += plans.weeks[row, place] * place_eur[0, place, quarter]
                upkeep[row] += place_eur[1, place, quarter]


@compiled
def _go_on(plans: Plans, upkeep: Floats, now: Floats, later: Floats) -> None:
    """Pay for what is at work in a quarter, and go on to the next."""
    later[:] = NEVER
    for state in range(len(now)):
        to = plans.following[state]
        if now[state] < NEVER and to >= 0:
            later[to] = min(later[to], now[state] + upkeep[plans.busy[state]])


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
    profiles = len(plans.arc_ptr) - 1
    for back in range(profiles):
        n = profiles - 1 - back
        if own[n, quarter] >= NEVER:
            continue
        for arc in range(plans.arc_ptr[n], plans.arc_ptr[n + 1]):
            here = plans.arcs[arc, 0]
            if before[here] < NEVER:
                eur = own[n, quarter] + plans.arc_eur[arc] * factor[quarter]
                eur += now[plans.arcs[arc, 1]] - plans.gains[plans.arcs[arc, 2], quarter]
                now[here] = min(now[here], eur)
                least[n, quarter] = min(least[n, quarter], before[here] + eur)


@compiled
def _finish(plans: Plans, state: int, end: int, place_eur: Floats, absent: Floats) -> float:
    """Return what remains after the last start: works that go on, and tasks left out."""
    eur = 0.0
    for task in range(len(absent)):
        if plans.undone[state] >> task & 1:
            eur += absent[task]
    quarter = end
    while quarter < place_eur.shape[2] and state >= 0:
        busy = False
        for place in range(plans.weeks.shape[1]):
            weeks = plans.weeks[plans.busy[state], place]
            if weeks > 0:
                busy = True
                eur += weeks * place_eur[0, place, quarter]
                eur += place_eur[1, place, quarter]
        if not busy:
            break
        state = plans.following[state]
        quarter += 1
    return min(eur, NEVER / 10)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The states that a street can be in, and what leads from one to another.

A state says of every task whether it has not started, how many quarters ago it did and with which
profile, or that this no longer matters: then it is *over*, or *over within a run*, when an
occupation that it opened still goes on. So long as it matters means: while it is at work, in the
quarter after, as long as a gain, a lag or a rest can still reach a task that has not started.

It is exact, except that what a task in a run opened counts in all its places that are still
closed, with the most that any of its profiles opens. That makes later works cheaper, never
dearer: what is proven from it stays proven.
"""

from typing import NamedTuple

import numba
import numpy as np

from koppelkans.programme.large.packed import Floats, Integers, compiled
from koppelkans.programme.large.pair_tables import BEFORE, EXCLUDES, PREPARES, REQUIRES, TOGETHER

NOT_YET, OVER, IN_RUN, KNOWN = range(4)
"""What the number of a task in a state says; from ``KNOWN`` on: profile and quarters ago."""


class Works(NamedTuple):
    """The tasks of a street, and what they mean to each other.

    A *profile* is a way in which a task can be done, as far as the others notice. ``gains`` holds
    task, mask of its profiles, other task, mask of those, and within how many quarters;
    ``relations`` kind, first task, second task, lag and ``savings``; ``rests`` the task that
    repaves, the one that should wait, quarters of rest that are hard, and all of them.
    """

    profile: Integers
    """By profile: task, quarters, whether it repaves, number of its kind (same in the street)."""
    weeks: Floats
    opening: Floats
    """By profile and place."""
    visits: Integers
    """By task and place: whether it comes there."""
    gains: Integers
    relations: Integers
    savings: Floats
    rests: Integers
    rest_eur: Floats
    first: Integers
    """By profile: number in a state for "it started in this quarter with this profile"."""
    numbers: Integers
    """By task: how many numbers there are."""


@compiled
def _read(works: Works, task: int, number: int) -> tuple[int, int]:
    """Return the profile of a task and how many quarters ago it started; -1: not known."""
    if number < KNOWN:
        return -1, -1
    found = -1
    for n in range(len(works.weeks)):
        if works.profile[n, 0] == task and works.first[n] <= number:
            found = n
    return found, number - works.first[found]


@compiled
def _run(works: Works, known: Integers, place: int, inside: Integers) -> bool:
    """Mark the works of the run that touches this quarter at a place; return whether any does."""
    inside[:] = 0
    since, changed = 0, True
    while changed:
        changed = False
        for task in range(len(known)):
            n, ago = known[task, 0], known[task, 1]
            if inside[task] or n < 0 or not works.visits[task, place] or works.weeks[n] <= 0:
                continue
            if works.profile[n, 1] - ago >= since:
                inside[task], changed = 1, True
                since = min(since, -ago)
    return bool(inside.any())


@compiled
def _opened(works: Works, known: Integers, state: Integers, place: int) -> float:
    """Return what the run that goes on at a place has opened; 0 when none does."""
    inside = np.zeros(len(state), dtype=np.int64)
    if not _run(works, known, place, inside):
        return 0.0
    level = 0.0
    for n in range(len(works.weeks)):
        task = works.profile[n, 0]
        if works.visits[task, place]:
            is_it = inside[task] and known[task, 0] == n
            if is_it or state[task] == IN_RUN:
                level = max(level, works.opening[n, place])
    return level


@compiled
def _may_start(works: Works, known: Integers, state: Integers, n: int) -> tuple[bool, float]:
    """Return whether a profile may start now as relations and rest go, and its price for that."""
    task, eur = works.profile[n, 0], 0.0
    for r in range(len(works.relations)):
        kind, lag = works.relations[r, 0], works.relations[r, 3]
        first, second = works.relations[r, 1], works.relations[r, 2]
        if task not in (first, second):
            continue
        other = second if task == first else first
        begun, ago, profile = state[other] != NOT_YET, known[other, 1], known[other, 0]
        since = ago - works.profile[profile, 1] if profile >= 0 else lag
        if kind == EXCLUDES and begun:
            return False, 0.0
        if kind == TOGETHER and begun and ago != 0:
            return False, 0.0
        if kind == BEFORE and begun and (task == first or since < lag):
            return False, 0.0
        if kind == REQUIRES and (
            (task == first and (not begun or since < lag)) or (task == second and begun)
        ):
            return False, 0.0
        ready = begun and (profile < 0 or ago >= works.profile[profile, 1])
        if kind == PREPARES and task == second and ready:
            eur -= works.savings[r]
    for r in range(len(works.rests)):
        profile, ago = known[works.rests[r, 0], 0], known[works.rests[r, 0], 1]
        if works.rests[r, 1] != task or profile < 0 or not works.profile[profile, 2]:
            continue
        since = ago - works.profile[profile, 1]
        if works.weeks[n] <= 0 or works.weeks[profile] <= 0 or since < 0:
            continue
        if since < works.rests[r, 2]:
            return False, 0.0
        eur += works.rest_eur[r] * max(0, works.rests[r, 3] - since)
    return True, eur


@compiled
def _gained(works: Works, known: Integers, n: int) -> int:
    """Return as a mask which gains a profile takes that starts now."""
    task, mask = works.profile[n, 0], 0
    for g in range(len(works.gains)):
        mine, others, other = works.gains[g, 1], works.gains[g, 3], works.gains[g, 2]
        if works.gains[g, 0] != task:
            mine, others, other = works.gains[g, 3], works.gains[g, 1], works.gains[g, 0]
            if works.gains[g, 2] != task:
                continue
        met = known[other, 0]
        both = met >= 0 and mine >> n & 1 and others >> met & 1
        if both and known[other, 1] <= works.gains[g, 4]:
            mask |= 1 << g
    return mask


@compiled
def _matters(works: Works, state: Integers, task: int, n: int, ago: int) -> int:
    """Return 2 when profile and moment of a task still matter, 1 when only its kind does."""
    quarters = works.profile[n, 1]
    if ago <= quarters:
        return 2
    for g in range(len(works.gains)):
        one, other = works.gains[g, 0], works.gains[g, 2]
        mask = works.gains[g, 1]
        if one != task:
            one, other, mask = other, one, works.gains[g, 3]
        if one == task and state[other] == NOT_YET and mask >> n & 1 and ago <= works.gains[g, 4]:
            return 2
    for r in range(len(works.relations)):
        kind, lag = works.relations[r, 0], works.relations[r, 3]
        earlier, later = works.relations[r, 1], works.relations[r, 2]
        if kind == REQUIRES:
            earlier, later = later, earlier
        counts = kind in (BEFORE, REQUIRES) and earlier == task and state[later] == NOT_YET
        if counts and ago < quarters + lag:
            return 2
    for r in range(len(works.rests)):
        paves = works.rests[r, 0] == task and works.profile[n, 2] and works.weeks[n] > 0
        waits = state[works.rests[r, 1]] == NOT_YET
        if paves and waits and ago < quarters + works.rests[r, 3]:
            return 1
    return 0


@compiled
def _know(works: Works, state: Integers, known: Integers) -> None:
    for task in range(len(state)):
        known[task, 0], known[task, 1] = _read(works, task, state[task])


@compiled
def _grow_older(works: Works, state: Integers, known: Integers, older: Integers) -> bool:
    """Fill in the state in the next quarter; return whether there is one."""
    tasks, places = works.visits.shape
    for r in range(len(works.relations)):
        if works.relations[r, 0] == TOGETHER:
            first, second = works.relations[r, 1], works.relations[r, 2]
            if (known[first, 1] == 0) != (known[second, 1] == 0):
                return False
    for task in range(tasks):
        if known[task, 0] >= 0:
            known[task, 1] += 1
    for task in range(tasks):
        n, ago = known[task, 0], known[task, 1]
        older[task] = state[task]
        if state[task] in (NOT_YET, OVER):
            continue
        matters = _matters(works, state, task, n, ago) if n >= 0 else 0
        if matters == 2:
            older[task] = works.first[n] + ago
            continue
        if matters == 1:
            older[task] = works.first[works.profile[n, 3]] + ago
            continue
        older[task] = OVER
        for place in range(places):
            if works.visits[task, place] and _goes_on(works, known, state, task, place):
                older[task] = IN_RUN
    return True


@compiled
def _goes_on(works: Works, known: Integers, state: Integers, task: int, place: int) -> bool:
    """Whether a run at a place that a task has opened may go on in this quarter."""
    inside = np.zeros(len(state), dtype=np.int64)
    return _run(works, known, place, inside) and bool(inside[task] or state[task] == IN_RUN)


@compiled
def _opening_eur(works: Works, known: Integers, state: Integers, n: int) -> float:
    """Return what a profile that starts now adds to what is opened, in all its places."""
    eur = 0.0
    if works.weeks[n] > 0:
        for place in range(works.visits.shape[1]):
            if works.visits[works.profile[n, 0], place]:
                opened = _opened(works, known, state, place)
                eur += max(0.0, works.opening[n, place] - opened)
    return eur


@compiled
def _note(works: Works, known: Integers, weeks: Floats) -> int:
    """Note how busy each place is; return the last task that starts in this quarter, or -1."""
    last = -1
    for task in range(len(known)):
        n, ago = known[task, 0], known[task, 1]
        if ago == 0:
            last = task
        if n >= 0 and ago < works.profile[n, 1]:
            for place in range(len(weeks)):
                if works.visits[task, place]:
                    weeks[place] = max(weeks[place], works.weeks[n])
    return last


@compiled
def _number_of(
    state: Integers, numbers: Integers, found: numba.typed.Dict, states: Integers
) -> int:
    """Return the number of a state, a new one when it is new; -1 when there is no room."""
    code = 0
    for task in range(len(state)):
        code = code * numbers[task] + state[task]
    if code in found:
        return int(found[code])
    count = len(found)
    if count == len(states):
        return -1
    found[code] = count
    states[count] = state
    return count


@compiled
def find_states(
    works: Works,
    arcs: Integers,
    arc_eur: Floats,
    following: Integers,
    weeks: Floats,
    undone: Integers,
) -> tuple[int, int]:
    """List all states and what leads from one to another; return how many of each there are.

    ``arcs`` holds from, to, profile and mask of gains; ``following`` the state in the next
    quarter (-1: none); ``weeks`` by state and place how busy it is there (0 before); ``undone``
    a mask of the tasks that have not started. When there is no room the numbers are -1.
    """
    tasks = len(works.numbers)
    states = np.empty((len(following), tasks), dtype=np.int64)
    known, older = np.zeros((tasks, 2), dtype=np.int64), np.zeros(tasks, dtype=np.int64)
    found = numba.typed.Dict.empty(numba.int64, numba.int64)
    found[0], states[0] = 0, NOT_YET
    many, at = 0, 0
    while at < len(found):
        state = states[at]
        _know(works, state, known)
        undone[at] = 0
        for task in range(tasks):
            if state[task] == NOT_YET:
                undone[at] |= 1 << task
        last = _note(works, known, weeks[at])
        for n in range(len(works.weeks)):
            task = works.profile[n, 0]
            if task <= last or state[task] != NOT_YET:
                continue
            may, eur = _may_start(works, known, state, n)
            if not may:
                continue
            older[:] = state
            older[task] = works.first[n]
            to = _number_of(older, works.numbers, found, states)
            if to < 0 or many == len(arcs):
                return -1, -1
            arcs[many, 0], arcs[many, 1], arcs[many, 2] = at, to, n
            arcs[many, 3] = _gained(works, known, n)
            arc_eur[many] = eur + _opening_eur(works, known, state, n)
            many += 1
        following[at] = -1
        if _grow_older(works, state, known, older):
            following[at] = _number_of(older, works.numbers, found, states)
            if following[at] < 0:
                return -1, -1
        at += 1
    return len(found), many

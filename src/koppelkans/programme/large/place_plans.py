# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The best plan for one place, for every task and start: a dynamic programme through time.

The state at the end of a quarter says which tasks have been done, whether an occupation is going
on, how thoroughly it was opened, and which work goes on longest. It is exact, except that

- of works that go on together for more than another quarter only the longest is remembered (the
  longest of weeks among equals), so that weeks may be counted too low, and
- of more than ``MOST_TASKS`` tasks, those that need least of an opening are not remembered: they
  may be done any number of times, if that were of use.

Both make the plan cheaper, never dearer: what is proven from it stays proven.

A *profile* is one way in which a task closes the place: its quarters, weeks and opening.
"""

import numpy as np

from koppelkans.programme.large.names import (
    O_COUNT,
    O_FIRST,
    O_OPENING,
    O_QUARTERS,
    O_WEEKS,
    OPENING_EUR,
    P_VISITOR,
    T_OPTION,
    VISITOR_TASK,
    VISITOR_VISIT,
)
from koppelkans.programme.large.packed import Floats, Integers, Packed, compiled

MOST_TASKS = 7
MOST_PROFILES = 40
NEVER = 1e15


@compiled
def order_visitors(tables: Packed, place: int, tasks: Integers, visitors: Integers) -> int:
    """List the tasks at a place, those that need most of an opening first."""
    count = 0
    needs = np.zeros(len(tasks))
    for n in range(
        tables.i[tables.at[P_VISITOR] + place], tables.i[tables.at[P_VISITOR] + place + 1]
    ):
        task = tables.i[tables.at[VISITOR_TASK] + n]
        visit = tables.i[tables.at[VISITOR_VISIT] + n]
        need = 0.0
        for option in range(
            tables.i[tables.at[T_OPTION] + task], tables.i[tables.at[T_OPTION] + task + 1]
        ):
            need = max(
                need,
                tables.f[tables.at[OPENING_EUR] + tables.i[tables.at[O_OPENING] + option] + visit],
            )
        at = count
        while at > 0 and needs[at - 1] < need:
            needs[at], tasks[at], visitors[at] = needs[at - 1], tasks[at - 1], visitors[at - 1]
            at -= 1
        needs[at], tasks[at], visitors[at] = need, task, n
        count += 1
    return count


@compiled
def find_profiles(
    tables: Packed,
    tasks: Integers,
    visitors: Integers,
    count: int,
    profile: Integers,
    size: Floats,
    of_option: Integers,
) -> int:
    """List the profiles at a place by falling weeks per quarter.

    ``profile[n]`` holds place of the task in ``tasks``, quarters, first start, last start;
    ``size[n]`` weeks per quarter and EUR of opening. ``of_option`` is by task and bit of option.
    """
    found = 0
    for at in range(count):
        task = tasks[at]
        visit = tables.i[tables.at[VISITOR_VISIT] + visitors[at]]
        first_option = tables.i[tables.at[T_OPTION] + task]
        for option in range(first_option, tables.i[tables.at[T_OPTION] + task + 1]):
            bit = option - first_option
            if bit < of_option.shape[1]:
                of_option[at, bit] = -1
            weeks = tables.f[tables.at[O_WEEKS] + option]
            many = tables.i[tables.at[O_COUNT] + option]
            if weeks <= 0 or many == 0:
                continue
            quarters = tables.i[tables.at[O_QUARTERS] + option]
            opening = tables.f[
                tables.at[OPENING_EUR] + tables.i[tables.at[O_OPENING] + option] + visit
            ]
            first = tables.i[tables.at[O_FIRST] + option]
            same = -1
            for n in range(found):
                if (
                    profile[n, 0] == at
                    and profile[n, 1] == quarters
                    and size[n, 0] == weeks
                    and size[n, 1] == opening
                ):
                    same = n
            if same < 0:
                same = found
                profile[same, 0], profile[same, 1] = at, quarters
                profile[same, 2], profile[same, 3] = first, first + many - 1
                size[same, 0], size[same, 1] = weeks, opening
                found += 1
            else:
                profile[same, 2] = min(profile[same, 2], first)
                profile[same, 3] = max(profile[same, 3], first + many - 1)
            of_option[at, bit] = same
    return found

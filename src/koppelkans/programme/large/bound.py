# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A bound on any programme from parts that are solved by themselves, with prices between them.

The parts are as small as they can be: each task, each place with the tasks that visit it, each
pair of tasks with a relation or a gain. Each part has its own opinion of when a task starts; the
*price* of a start at a part makes opinions agree. Whatever the prices, the least cost of all
parts together is never more than that of the best programme (weak duality), so any prices prove
a bound. They are improved part by part: a part takes all that its tasks have to say, works out
what each start costs at the least, and gives that back in equal shares (Globerson and Jaakkola
2007, Fixing max-product: convergent message passing algorithms for MAP LP-relaxations, NIPS 20);
each such step can only raise the bound. What limits share over the whole area (budgets, crews,
closed places) has prices as well, which follow how much of it the tasks want.

Streets (`koppelkans.programme.streets`) stand in for the places and pairs that they take.

Left out, which only makes the bound weaker: reachability, that a year which borrows does not save,
and rest after repaving where no street looks at it.
"""

import numpy as np

from koppelkans.programme.large.names import (
    FACTOR,
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
    O_BIT,
    O_COLUMN,
    O_COUNT,
    O_FIRST,
    O_QUARTERS,
    P_VISITOR,
    QUARTERS,
    RELATED,
    T_OPTION,
    WEEK_EUR,
    WORTH,
)
from koppelkans.programme.large.packed import Floats, Integers, Packed, compiled
from koppelkans.programme.large.pair_tables import BEFORE, EXCLUDES, PREPARES, REQUIRES, TOGETHER
from koppelkans.programme.large.place_plans import (
    MOST_TASKS,
    find_profiles,
    order_visitors,
)
from koppelkans.programme.large.plan_dp import NEVER, make_shape, plan_back, plan_forth

BITS = 64


@compiled
def update_place(
    tables: Packed,
    place: int,
    node: Floats,
    none: Floats,
    message: Floats,
    message_none: Floats,
    message_at: Integers,
    closed_eur: Floats,
) -> bool:
    """Share out anew what the plan of one place costs among the starts of its visitors."""
    first_visitor = tables.i[tables.at[P_VISITOR] + place]
    many = tables.i[tables.at[P_VISITOR] + place + 1] - first_visitor
    if many == 0:
        return False
    tasks, visitors = np.zeros(many, dtype=np.int64), np.zeros(many, dtype=np.int64)
    order_visitors(tables, place, tasks, visitors)
    options = 0
    for at in range(many):
        options += (
            tables.i[tables.at[T_OPTION] + tasks[at] + 1]
            - tables.i[tables.at[T_OPTION] + tasks[at]]
        )
    profile, size = np.zeros((options, 4), dtype=np.int64), np.zeros((options, 2))
    of_option = np.zeros((many, BITS), dtype=np.int64)
    found = find_profiles(tables, tasks, visitors, many, profile, size, of_option)
    if found == 0:
        return False
    shape = make_shape(found, profile, size, min(many, MOST_TASKS))
    kept = shape.sizes[0]
    quarters = tables.at[QUARTERS]
    own = np.full((found, quarters), NEVER)
    absent = np.zeros(max(1, kept))
    for at in range(many):
        _gather(tables, at, tasks[at], visitors[at], kept, node, none, message, message_none,
                message_at, of_option, own, absent)  # fmt: skip
    prices = np.empty((quarters, 3))
    for quarter in range(quarters):
        prices[quarter, 0] = tables.f[tables.at[FACTOR] + quarter]
        prices[quarter, 1] = tables.f[tables.at[WEEK_EUR] + place * quarters + quarter]
        prices[quarter, 2] = closed_eur[place, quarter]
    reached = np.empty((quarters + 1, (1 << kept) * shape.sizes[1]))
    plan_forth(shape, size, own, prices, reached)
    least, least_absent = np.empty((found, quarters)), np.empty(max(1, kept))
    plan_back(shape, size, own, prices, reached, absent, least, least_absent)
    for at in range(kept):
        _give_back(tables, at, tasks[at], visitors[at], kept, node, none, message, message_none,
                   message_at, of_option, own, absent, least, least_absent)  # fmt: skip
    return True


@compiled
def _gather(
    tables: Packed,
    at: int,
    task: int,
    visitor: int,
    kept: int,
    node: Floats,
    none: Floats,
    message: Floats,
    message_none: Floats,
    message_at: Integers,
    of_option: Integers,
    own: Floats,
    absent: Floats,
) -> None:
    """Take from a task all that others say of its starts: the least for each profile."""
    first_option = tables.i[tables.at[T_OPTION] + task]
    remembered = at < kept
    first_column = tables.i[tables.at[O_COLUMN] + first_option]
    least_absent = none[task] - message_none[visitor] if remembered else 0.0
    for option in range(first_option, tables.i[tables.at[T_OPTION] + task + 1]):
        column = tables.i[tables.at[O_COLUMN] + option]
        first = tables.i[tables.at[O_FIRST] + option]
        n = of_option[at, option - first_option]
        for offset in range(tables.i[tables.at[O_COUNT] + option]):
            said = 0.0
            if remembered:
                said = (
                    node[column + offset]
                    - message[message_at[visitor] + column + offset - first_column]
                )
            if n >= 0:
                own[n, first + offset] = min(own[n, first + offset], said)
            else:
                least_absent = min(least_absent, said)
    if remembered:
        absent[at] = min(NEVER / 100, least_absent)


@compiled
def _give_back(
    tables: Packed,
    at: int,
    task: int,
    visitor: int,
    kept: int,
    node: Floats,
    none: Floats,
    message: Floats,
    message_none: Floats,
    message_at: Integers,
    of_option: Integers,
    own: Floats,
    absent: Floats,
    least: Floats,
    least_absent: Floats,
) -> None:
    first_option = tables.i[tables.at[T_OPTION] + task]
    first_column = tables.i[tables.at[O_COLUMN] + first_option]
    for option in range(first_option, tables.i[tables.at[T_OPTION] + task + 1]):
        column = tables.i[tables.at[O_COLUMN] + option]
        first = tables.i[tables.at[O_FIRST] + option]
        n = of_option[at, option - first_option]
        for offset in range(tables.i[tables.at[O_COUNT] + option]):
            number = message_at[visitor] + column + offset - first_column
            said = node[column + offset] - message[number]
            if n >= 0:
                total = least[n, first + offset] - own[n, first + offset] + said
            else:
                total = least_absent[at] - absent[at] + said
            share = min(total, NEVER / 100) / kept
            message[number] = share - said
            node[column + offset] = share
    said = none[task] - message_none[visitor]
    if said < NEVER / 200:
        share = min(least_absent[at] - absent[at] + said, NEVER / 100) / kept
        message_none[visitor] = share - said
        none[task] = share


@compiled
def _pair_cost(
    tables: Packed, first: int, second: int, options: tuple[int, int], starts: tuple[int, int]
) -> float:
    """Return what two tasks cost or gain together; an option of -1: not done."""
    cost = 0.0
    option, other = options
    start, other_start = starts
    if option >= 0 and other >= 0:
        bit, other_bit = tables.i[tables.at[O_BIT] + option], tables.i[tables.at[O_BIT] + other]
        for n in range(tables.i[tables.at[M_PTR] + first], tables.i[tables.at[M_PTR] + first + 1]):
            if (
                tables.i[tables.at[M_OTHER] + n] == second
                and tables.i[tables.at[M_MINE] + n] & bit
                and tables.i[tables.at[M_OTHERS] + n] & other_bit
                and abs(start - other_start) <= tables.i[tables.at[M_WITHIN] + n]
            ):
                row = tables.i[tables.at[M_WORTH] + n]
                cost -= tables.f[
                    tables.at[WORTH] + row * tables.at[QUARTERS] + max(start, other_start)
                ]
    for n in range(tables.i[tables.at[L_PTR] + first], tables.i[tables.at[L_PTR] + first + 1]):
        relation = tables.i[tables.at[RELATED] + n]
        one, two = tables.i[tables.at[L_FIRST] + relation], tables.i[tables.at[L_SECOND] + relation]
        if one == first and two == second:
            cost += _relation_cost(tables, relation, option, other, start, other_start)
        elif one == second and two == first:
            cost += _relation_cost(tables, relation, other, option, other_start, start)
    return min(cost, NEVER / 1000)


@compiled
def _relation_cost(
    tables: Packed, relation: int, work: int, other: int, start: int, other_start: int
) -> float:
    if work >= 0 and not tables.i[tables.at[L_MINE] + relation] & tables.i[tables.at[O_BIT] + work]:
        work = -1
    if (
        other >= 0
        and not tables.i[tables.at[L_OTHERS] + relation] & tables.i[tables.at[O_BIT] + other]
    ):
        other = -1
    kind, lag = tables.i[tables.at[L_KIND] + relation], tables.i[tables.at[L_LAG] + relation]
    wrong = False
    if work >= 0 and other >= 0:
        after = other_start - start - tables.i[tables.at[O_QUARTERS] + work]
        before = start - other_start - tables.i[tables.at[O_QUARTERS] + other]
        if kind == PREPARES:
            if after >= 0:
                saved: float = tables.f[tables.at[L_SAVING] + relation]
                factor: float = tables.f[tables.at[FACTOR] + other_start]
                return -saved * factor
        elif kind == BEFORE:
            wrong = after < lag
        elif kind == REQUIRES:
            wrong = before < lag
        elif kind == EXCLUDES:
            wrong = True
        elif kind == TOGETHER:
            wrong = start != other_start
    else:
        wrong = (kind == REQUIRES and work >= 0) or (kind == TOGETHER and (work >= 0 or other >= 0))
    return NEVER / 1000 if wrong else 0.0


@compiled
def list_labels(tables: Packed, task: int, options: Integers, starts: Integers) -> int:
    """List all starts of a task in order of their columns; then that it is not done."""
    count = 0
    for option in range(
        tables.i[tables.at[T_OPTION] + task], tables.i[tables.at[T_OPTION] + task + 1]
    ):
        first = tables.i[tables.at[O_FIRST] + option]
        for offset in range(tables.i[tables.at[O_COUNT] + option]):
            options[count], starts[count] = option, first + offset
            count += 1
    options[count], starts[count] = -1, 0
    return count + 1


@compiled
def update_pair(
    tables: Packed, pair: Integers, node: Floats, none: Floats, message: Floats, most: int
) -> None:
    """Share out anew what a pair of tasks costs or gains.

    ``pair`` holds both tasks and where the messages to each begin.
    """
    first, second = pair[0], pair[1]
    options, starts = np.empty((2, most), dtype=np.int64), np.empty((2, most), dtype=np.int64)
    counts = (
        list_labels(tables, first, options[0], starts[0]),
        list_labels(tables, second, options[1], starts[1]),
    )
    said, least = np.empty((2, most)), np.full((2, most), NEVER)
    for side in range(2):
        task = pair[side]
        column = tables.i[tables.at[O_COLUMN] + tables.i[tables.at[T_OPTION] + task]]
        for label in range(counts[side]):
            here = none[task] if label == counts[side] - 1 else node[column + label]
            said[side, label] = here - message[pair[2 + side] + label]
    for one in range(counts[0]):
        for two in range(counts[1]):
            cost = said[0, one] + said[1, two] + _pair_cost(
                tables, first, second, (options[0, one], options[1, two]),
                (starts[0, one], starts[1, two]),
            )  # fmt: skip
            least[0, one] = min(least[0, one], cost)
            least[1, two] = min(least[1, two], cost)
    for side in range(2):
        task = pair[side]
        column = tables.i[tables.at[O_COLUMN] + tables.i[tables.at[T_OPTION] + task]]
        for label in range(counts[side]):
            if said[side, label] >= NEVER / 200 and label == counts[side] - 1:
                # A task that must be done: whoever counts on that may go on doing so.
                continue
            share = min(least[side, label], NEVER / 100) / 2
            message[pair[2 + side] + label] = share - said[side, label]
            if label == counts[side] - 1:
                none[task] = share
            else:
                node[column + label] = share


@compiled
def sweep_pairs(
    tables: Packed, node: Floats, none: Floats, pairs: Integers, message: Floats, most: int
) -> None:
    """Improve the prices of these pairs once, in this order."""
    for n in range(len(pairs)):
        update_pair(tables, pairs[n], node, none, message, most)


@compiled
def sweep_places(
    tables: Packed,
    places: Integers,
    node: Floats,
    none: Floats,
    message: Floats,
    message_none: Floats,
    message_at: Integers,
    closed_eur: Floats,
) -> None:
    """Improve the prices of these places once, in this order."""
    for n in range(len(places)):
        update_place(tables, places[n], node, none, message, message_none, message_at, closed_eur)


@compiled
def least_of_tasks(tables: Packed, node: Floats, none: Floats, chosen: Integers) -> float:
    """Return the least cost of all tasks, and the start that each wants (-1: none)."""
    total = 0.0
    for task in range(len(none)):
        least, best = none[task], -1
        for option in range(
            tables.i[tables.at[T_OPTION] + task], tables.i[tables.at[T_OPTION] + task + 1]
        ):
            column = tables.i[tables.at[O_COLUMN] + option]
            for offset in range(tables.i[tables.at[O_COUNT] + option]):
                if node[column + offset] < least:
                    least, best = node[column + offset], column + offset
        chosen[task] = best
        total += least
    return total

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A street as a part of the bound: it hears what others say of its tasks, and answers."""

import numpy as np

from koppelkans.programme.large.names import (
    FACTOR,
    O_COLUMN,
    O_COUNT,
    O_FIRST,
    QUARTERS,
    T_OPTION,
    WEEK_EUR,
)
from koppelkans.programme.large.packed import Floats, Integers, Packed, compiled
from koppelkans.programme.streets.plan import NEVER, Plans, plan_street


@compiled
def update_street(
    tables: Packed,
    tasks: Integers,
    places: Integers,
    of_option: Integers,
    plans: Plans,
    window: tuple[int, int],
    node: Floats,
    none: Floats,
    message: Floats,
    message_none: Floats,
    message_at: Integers,
    closed_eur: Floats,
) -> None:
    """Share out anew what the plan of a street costs among the starts of its tasks.

    The messages to task ``n`` of the street begin at ``message_at[n]``, in order of its columns.
    """
    quarters, many = tables.at[QUARTERS], len(tasks)
    own = np.full((of_option.max() + 1, quarters), NEVER)
    least, absent, least_absent = np.empty_like(own), np.empty(many), np.empty(many)
    for at in range(many):
        absent[at] = min(NEVER / 100, none[tasks[at]] - message_none[at])
        first = tables.i[tables.at[T_OPTION] + tasks[at]]
        number = message_at[at]
        for option in range(first, tables.i[tables.at[T_OPTION] + tasks[at] + 1]):
            column = tables.i[tables.at[O_COLUMN] + option]
            start, n = tables.i[tables.at[O_FIRST] + option], of_option[at, option - first]
            for offset in range(tables.i[tables.at[O_COUNT] + option]):
                said = node[column + offset] - message[number]
                own[n, start + offset] = min(own[n, start + offset], said)
                number += 1
    factor = np.empty(quarters)
    place_eur = np.empty((2, len(places), quarters))
    for quarter in range(quarters):
        factor[quarter] = tables.f[tables.at[FACTOR] + quarter]
        for at in range(len(places)):
            row = tables.at[WEEK_EUR] + places[at] * quarters
            place_eur[0, at, quarter] = tables.f[row + quarter]
            place_eur[1, at, quarter] = closed_eur[places[at], quarter]
    plan_street(plans, own, absent, factor, place_eur, window, least, least_absent)
    for at in range(many):
        first = tables.i[tables.at[T_OPTION] + tasks[at]]
        number = message_at[at]
        for option in range(first, tables.i[tables.at[T_OPTION] + tasks[at] + 1]):
            column = tables.i[tables.at[O_COLUMN] + option]
            start, n = tables.i[tables.at[O_FIRST] + option], of_option[at, option - first]
            for offset in range(tables.i[tables.at[O_COUNT] + option]):
                said = node[column + offset] - message[number]
                total = least[n, start + offset] - own[n, start + offset] + said
                share = min(total, NEVER / 100) / many
                message[number] = share - said
                node[column + offset] = share
                number += 1
        said = none[tasks[at]] - message_none[at]
        if said < NEVER / 200:
            share = min(least_absent[at], NEVER / 100) / many
            message_none[at] = share - said
            none[tasks[at]] = share

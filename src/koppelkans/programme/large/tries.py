# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a search by chance keeps, and its own random numbers.

They come from a generator of our own (xorshift64*, Vigna 2016, An experimental exploration of
Marsaglia's xorshift generators, scrambled, ACM TOMS 42(4)), so that the same seed takes the same
steps on every machine.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from koppelkans.programme.large.arrays import Flags, Floats, Integers
from koppelkans.programme.large.packed import compiled
from koppelkans.programme.large.tables import Tables

KEPT = 1e-6
TOO_MANY = 64
"""No more works than that move together."""


class Tries(NamedTuple):
    """What annealing keeps besides the programme itself.

    ``best`` holds EUR of the best programme without a broken limit; ``changed`` marks the tasks
    that have moved since then.
    """

    random: NDArray[Any]
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
def intend(tries: Tries, task: int, option: int, start: int) -> None:
    n = tries.numbers[1]
    if n < TOO_MANY:
        tries.moved[n], tries.to_option[n], tries.to_start[n] = task, option, start
        tries.numbers[1] = n + 1


@compiled
def is_moving(tries: Tries, task: int) -> bool:
    for n in range(tries.numbers[1]):  # noqa: SIM110  # numba compiles no generators here
        if tries.moved[n] == task:
            return True
    return False

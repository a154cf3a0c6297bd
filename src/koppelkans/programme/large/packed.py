# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many arrays in three: compiled code hands them from function to function for next to nothing.

Handing over sixty arrays by name took nearly all the time of a move, and minutes to compile.
``x.i[x.at[NAME] + n]`` is element ``n`` of the whole numbers NAME, ``x.f`` holds the others;
what has two dimensions stands row by row.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

compiled = numba.njit(cache=True, nogil=True, error_model="numpy")
"""Compiled at the first call, kept for the next time, free of the interpreter's lock."""


class Packed(NamedTuple):
    """Arrays one behind the other: ``at`` says where each begins, and holds sizes."""

    at: Integers
    i: Integers
    f: Floats


def pack(
    arrays: Mapping[str, NDArray[Any]],
    whole: Sequence[str],
    others: Sequence[str],
    sizes: Sequence[int] = (),
) -> Packed:
    """Return arrays as one: those of whole numbers (flags too), the others, then sizes."""
    at: list[int] = []
    parts: list[list[NDArray[Any]]] = [[], []]
    for part, names in zip(parts, (whole, others), strict=True):
        end = 0
        for name in names:
            at.append(end)
            part.append(arrays[name].reshape(-1))
            end += arrays[name].size
    return Packed(
        np.array([*at, *sizes], dtype=np.int64),
        np.concatenate([np.zeros(0), *parts[0]]).astype(np.int64),
        np.concatenate([np.zeros(0), *parts[1]]).astype(np.float64),
    )


def view(packed: Packed, number: int, size: int, *, whole: bool) -> NDArray[Any]:
    """Return one of the arrays, to read and to write."""
    first = int(packed.at[number])
    return (packed.i if whole else packed.f)[first : first + size]

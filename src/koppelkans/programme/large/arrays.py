# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists as arrays."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Arrays = dict[str, NDArray[Any]]


def as_rows(rows: Sequence[Sequence[int]]) -> tuple[Integers, Integers]:
    """Return a list of lists as two arrays."""
    ptr = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=ptr[1:])
    return ptr, integers(item for row in rows for item in row)


def integers(items: Iterable[int]) -> Integers:
    """Return whole numbers as an array."""
    return np.fromiter(items, dtype=np.int64)


def floats(items: Iterable[float]) -> Floats:
    """Return numbers as an array."""
    return np.fromiter(items, dtype=np.float64)


def flags(items: Iterable[bool]) -> Flags:
    """Return truths as an array."""
    return np.fromiter(items, dtype=np.bool_)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cities of any number of tasks, to measure with: as dense as a city, whatever their size."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

BLOCK_M = 80.0
"""Streets lie so far apart, both ways."""
TASKS_PER_STREET_M = 1 / 25
AT_A_JOINT_ADDRESS = 0.15
"""Part of the tasks that lie where another task lies."""
OWNERS = 8
SHARES = (0.25, 0.2, 0.15, 0.12, 0.1, 0.08, 0.06, 0.04)
QUARTERS = 80


@dataclass(frozen=True)
class City:
    """Tasks with a place, an owner and the quarters in which they can be at work."""

    geometries: NDArray[Any]
    owners: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


def generate_city(tasks: int, *, lines: bool = False, seed: int = 1) -> City:
    """Return a city: points along a grid of streets, or sections of street.

    Windows are half a year to five years, stretched by up to two years on both sides, in twenty
    years. The size of the city follows the number of tasks.
    """
    rng = np.random.default_rng(seed)
    street_m = tasks / TASKS_PER_STREET_M
    blocks = max(1, round(street_m / 2 / BLOCK_M) ** 0.5)
    along = rng.uniform(0, blocks * BLOCK_M, tasks)
    across = np.floor(rng.uniform(0, blocks, tasks)) * BLOCK_M + rng.normal(0, 3, tasks)
    flat = rng.random(tasks) < 0.5
    x, y = np.where(flat, along, across), np.where(flat, across, along)
    same = np.flatnonzero(rng.random(tasks) < AT_A_JOINT_ADDRESS)
    other = rng.integers(0, tasks, len(same))
    x[same], y[same] = x[other], y[other]
    length = rng.uniform(5, 60, tasks) if lines else np.zeros(tasks)
    ends = np.stack((x + np.where(flat, length, 0), y + np.where(flat, 0, length)), axis=1)
    points = np.stack((x, y), axis=1)
    middle = rng.integers(0, QUARTERS, tasks)
    return City(
        shapely.linestrings(np.stack((points, ends), axis=1)) if lines else shapely.points(points),
        rng.choice(OWNERS, tasks, p=SHARES),
        middle - rng.integers(1, 11, tasks) - rng.integers(0, 9, tasks),
        middle + rng.integers(1, 11, tasks) + rng.integers(0, 9, tasks),
    )

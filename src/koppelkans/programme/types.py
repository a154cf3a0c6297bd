# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the search for a programme takes and yields."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from koppelkans.case import Schedule


class Status(StrEnum):
    """How a search ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    """A programme with a proven gap; the time or the wanted gap was reached first."""


@dataclass(frozen=True)
class Progress:
    """How far a search is: euros of the objective, seconds since the start."""

    best_eur: float
    bound_eur: float
    gap: float
    seconds: float


Report = Callable[[Progress], bool | None]
"""Called now and then; returning False stops the search with the best so far."""


@dataclass(frozen=True)
class SearchSettings:
    """Limits of a search.

    Attributes
    ----------
    seconds
        Clock time at the most.
    gap
        Wanted gap, relative to cost and nuisance at stake; the search stops when it is proven.
    seed
        Seed of all randomness.
    """

    seconds: float = 60.0
    gap: float = 0.001
    seed: int = 1


@dataclass(frozen=True)
class Solution:
    """A programme with the proof of how good it is.

    ``objective_eur`` is the net value of the schedule as ``koppelkans.value`` computes it and
    ``bound_eur`` a proven upper bound on it; ``gap = (bound - objective) / (cost + nuisance)``
    with cost and nuisance of the schedule, as a fraction.
    """

    schedule: Schedule
    objective_eur: float
    bound_eur: float
    gap: float
    status: Status
    seconds: float

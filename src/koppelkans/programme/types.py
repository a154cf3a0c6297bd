# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the search for a programme takes and yields."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from koppelkans.case import Schedule
from koppelkans.programme.proof.certificate import Certificate


class Status(StrEnum):
    """How a search ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    """A programme with a proven gap; the time or the wanted gap was reached first."""


@dataclass(frozen=True)
class Progress:
    """How far a search is: euros of the objective, seconds since the start and still to go."""

    best_eur: float
    bound_eur: float
    gap: float
    seconds: float
    seconds_left: float


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
    turns
        Turns at the most of trying and proving, one after the other. A search that ends by them
        (or by the gap) and not by the clock gives the same programme and the same bound every
        time, on a busy machine too. None: both go on side by side until the clock ends them.
    """

    seconds: float = 60.0
    gap: float = 0.001
    seed: int = 1
    turns: int | None = None


@dataclass(frozen=True)
class Solution:
    """A programme with the proof of how good it is.

    ``objective_eur`` is the net value of the schedule as ``koppelkans.value`` computes it and
    ``bound_eur`` a proven upper bound on it; ``gap = (bound - objective) / (cost + nuisance)``
    with cost and nuisance of the schedule, as a fraction. ``certificate`` holds the prices that
    prove a bound, also on cases like it (`bound_after`); None when no relaxation was solved.
    """

    schedule: Schedule
    objective_eur: float
    bound_eur: float
    gap: float
    status: Status
    seconds: float
    certificate: Certificate | None = None

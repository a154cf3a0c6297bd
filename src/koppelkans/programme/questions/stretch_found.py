# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked when limits give, and what is found then."""

from dataclasses import dataclass

from koppelkans.case import Case, Schedule
from koppelkans.programme.answers import Stretch
from koppelkans.programme.wishes import Wishes


@dataclass(frozen=True)
class Change:
    """Limits that give, and the case and the wishes as they then are."""

    stretches: tuple[Stretch, ...]
    case: Case
    wishes: Wishes

    def of(self, schedule: Schedule) -> Schedule:
        """Return a schedule as one of the changed case."""
        return Schedule(self.case, {choice.task_id: choice for choice in schedule})


@dataclass(frozen=True)
class Found:
    """The best programme found with something out of the way, and what is proven of it."""

    stretches: tuple[Stretch, ...]
    case: Case
    schedule: Schedule
    eur: float
    bound_eur: float | None = None
    is_like_present: bool = True
    """Whether the bound was found as that of the present case was: then their difference tells."""
    optimal: bool = False
    searched: bool = True
    kept: Schedule | None = None
    """What is left of it within the present limits, when that was looked at."""

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Occupations: the periods in which a place is broken up or closed, and what they share.

An occupation of a place is a longest run of quarters in a row in each of which some work with
closed weeks goes on there. Within a quarter the works go on side by side, so the place is closed
as long as the longest of them; what follows in a next quarter adds up. The occupation is opened
and closed once, as thoroughly as its most demanding task needs.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from koppelkans.case.case import Case
from koppelkans.case.quarter import Quarter
from koppelkans.case.schedule import Schedule, Work


@dataclass(frozen=True)
class Occupation:
    """One period in which one place is broken up or closed.

    Attributes
    ----------
    place_id
        The place.
    first, last
        First and last quarter, both included.
    task_ids
        Tasks done in it, in order of start.
    weeks
        Weeks closed in each quarter from ``first`` on, by task: one mapping a quarter.
    openings
        By quarter index: opening cost in EUR that each task that starts then would need alone.
    """

    place_id: str
    first: Quarter
    last: Quarter
    task_ids: tuple[str, ...]
    weeks: tuple[dict[str, float], ...]
    openings: tuple[tuple[Quarter, str, float], ...]

    @property
    def closed_weeks(self) -> float:
        """Weeks that the place is closed."""
        return sum(max(quarter.values()) for quarter in self.weeks)

    @property
    def opening_eur(self) -> float:
        """Opening and closing, once for all tasks together, undiscounted."""
        return max((amount for _, _, amount in self.openings), default=0.0)

    @property
    def closed_weeks_apart(self) -> float:
        """Weeks that the place would be closed if no task shared them."""
        return sum(sum(quarter.values()) for quarter in self.weeks)

    @property
    def opening_apart_eur(self) -> float:
        """Opening and closing if no task shared it, undiscounted."""
        return sum(amount for _, _, amount in self.openings)


def opening_eur(case: Case, variant_id: str, place_id: str) -> float:
    """Return what a variant alone pays to open and close a place, in EUR, with the owner's VAT."""
    variant = case.variant[variant_id]
    factor = case.vat_factor(case.task[variant.task_id].partner_id)
    return variant.opening_eur_per_m * case.place[place_id].length_m * factor


def find_occupations(schedule: Schedule, *, shared: bool = True) -> tuple[Occupation, ...]:
    """Return all occupations of a schedule, by place and time.

    Parameters
    ----------
    shared
        Whether partners share an occupation. Without it each partner has its own, as in the
        baseline, also when they happen to be in the street at the same time.
    """
    works_at: defaultdict[tuple[str, str], list[Work]] = defaultdict(list)
    for work in schedule.works.values():
        if work.variant.closed_weeks > 0:
            for place_id in work.task.place_ids:
                works_at[place_id, "" if shared else work.task.partner_id].append(work)
    order = {place.id: number for number, place in enumerate(schedule.case.places)}
    found = [
        _occupation(schedule.case, place_id, run)
        for (place_id, _), works in works_at.items()
        for run in _runs(works)
    ]
    return tuple(sorted(found, key=lambda o: (order[o.place_id], o.first, o.task_ids)))


def _runs(works: Iterable[Work]) -> list[list[Work]]:
    """Split works at one place into groups without an empty quarter in between."""
    runs: list[list[Work]] = []
    end: Quarter | None = None
    for work in sorted(works, key=lambda w: (w.start, w.task.id)):
        if end is None or work.start > end:
            runs.append([])
            end = work.end
        runs[-1].append(work)
        end = max(end, work.end)
    return runs


def _occupation(case: Case, place_id: str, works: list[Work]) -> Occupation:
    first, end = works[0].start, max(work.end for work in works)
    weeks: tuple[dict[str, float], ...] = tuple({} for _ in range(end - first))
    for work in works:
        for quarter in range(work.start - first, work.end - first):
            weeks[quarter][work.task.id] = work.weeks_per_quarter
    return Occupation(
        place_id=place_id,
        first=first,
        last=end + (-1),
        task_ids=tuple(work.task.id for work in works),
        weeks=weeks,
        openings=tuple(
            (work.start, work.task.id, opening_eur(case, work.variant.id, place_id))
            for work in works
        ),
    )

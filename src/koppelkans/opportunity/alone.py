# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Works as their owners would do them alone, and which of them can give way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from koppelkans.case import Case, Quarter
from koppelkans.opportunity.bundles import closing_variant
from koppelkans.opportunity.meet import Part, Starts, find_part
from koppelkans.opportunity.types import Give


@dataclass(frozen=True)
class Alone:
    """A work that closes streets, with the start nearest to the preferred moment."""

    part: Part
    start: int

    @property
    def task_id(self) -> str:
        return self.part.task.id

    @property
    def duration(self) -> int:
        return self.part.variant.duration_quarters

    @property
    def first(self) -> int:
        """First quarter in which it may start, stretch included."""
        return self.part.starts.start

    @property
    def last(self) -> int:
        """Last quarter in which it may start, stretch included."""
        return self.part.starts.stop - 1


def works_alone(case: Case) -> dict[str, Alone]:
    """Return all works that close streets, by task id; those that cannot start are left out."""
    works = {}
    for task in case.tasks:
        variant = closing_variant(case, task)
        part = variant and find_part(case, task, variant)
        if part and part.starts:
            start = min(max(task.preferred_start.index, part.starts[0]), part.starts[-1])
            works[task.id] = Alone(part, start)
    return works


def works_at(case: Case, works: dict[str, Alone]) -> dict[str, list[Alone]]:
    """Return the works by place."""
    found: dict[str, list[Alone]] = {place.id: [] for place in case.places}
    for work in works.values():
        for place_id in dict.fromkeys(work.part.task.place_ids):
            found[place_id].append(work)
    return found


def find_gives(works: Sequence[Alone], clashes: Callable[[Starts], bool]) -> tuple[Give, ...]:
    """Return how each of the works, alone, can move so that nothing clashes any more."""
    starts = {work.task_id: work.start for work in works}
    gives = []
    for work in works:
        part = work.part
        for at in sorted(part.starts, key=lambda at: (part.stretch(at), abs(at - work.start), at)):
            if not clashes({**starts, work.task_id: at}):
                stretch = part.stretch(at)
                gives.append(
                    Give(
                        task_id=work.task_id,
                        start=Quarter(at),
                        moved=at - work.start,
                        stretch=stretch,
                        price_eur=stretch * part.task.stretch_eur_per_quarter,
                    )
                )
                break
    return tuple(sorted(gives, key=lambda give: (give.stretch, abs(give.moved))))

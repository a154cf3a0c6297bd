# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Streets that cannot be reached because every way out is closed in the same quarter."""

from collections.abc import Iterator, Mapping, Sequence

from koppelkans.case import Case, Place, Quarter
from koppelkans.opportunity.alone import Alone, find_gives, works_alone, works_at
from koppelkans.opportunity.meet import Starts
from koppelkans.opportunity.types import Certainty, Conflict, ConflictKind

Ways = Sequence[Sequence[Alone]]
"""For each way out: the works that close it."""


def find_cut_off(case: Case) -> Iterator[Conflict]:
    """Yield each street of which every way out is, or can be, closed in the same quarter.

    Once per street for all quarters in which that is so at the preferred moments; otherwise once
    when it is possible within the windows.
    """
    at_place = works_at(case, works_alone(case))
    for place in case.places:
        ways = [at_place[place_id] for place_id in dict.fromkeys(place.reachable_via)]
        if ways and all(ways):
            conflict = _conflict(place, ways)
            if conflict:
                yield conflict


def _conflict(place: Place, ways: Ways) -> Conflict | None:
    works = {work.task_id: work for way in ways for work in way}
    starts = {task_id: work.start for task_id, work in works.items()}
    closed = _closed_quarters(ways, starts)
    if closed:
        involved = [w for w in works.values() if any(_at_work(w, w.start, q) for q in closed)]
        sure = any(all(work in way for way in ways) for work in involved)
        certainty = Certainty.UNAVOIDABLE if sure else Certainty.PREFERRED
        when = closed[0]
    else:
        could_be = _possible_quarters(ways)
        if not could_be:
            return None
        involved = [
            work
            for work in works.values()
            if any(work.first <= quarter <= work.last + work.duration - 1 for quarter in could_be)
        ]
        certainty, when = Certainty.POSSIBLE, could_be[0]

    def clashes(moved: Starts) -> bool:
        return bool(_closed_quarters(ways, {**starts, **moved}))

    return Conflict(
        id=f"{ConflictKind.CUT_OFF.value}:{place.id}",
        kind=ConflictKind.CUT_OFF,
        certainty=certainty,
        place_ids=(place.id,),
        task_ids=tuple(work.task_id for work in involved),
        partner_ids=tuple(dict.fromkeys(work.part.task.partner_id for work in involved)),
        when=Quarter(when),
        gives=find_gives(involved, clashes) if certainty is Certainty.PREFERRED else (),
    )


def _at_work(work: Alone, start: int, quarter: int) -> bool:
    return start <= quarter < start + work.duration


def _closed_quarters(ways: Ways, starts: Mapping[str, int]) -> list[int]:
    """Return the quarters in which every way out is closed, with these starts."""
    closed = [
        {
            quarter
            for work in way
            for quarter in range(starts[work.task_id], starts[work.task_id] + work.duration)
        }
        for way in ways
    ]
    return sorted(set.intersection(*closed))


def _possible_quarters(ways: Ways) -> list[int]:
    """Return the quarters in which works can close every way out."""
    could_be = [
        {quarter for work in way for quarter in range(work.first, work.last + work.duration)}
        for way in ways
    ]
    return sorted(set.intersection(*could_be))

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""New pavement that is opened again: while it must rest, or long before it is worn."""

from collections.abc import Iterator, Sequence

from koppelkans.case import QUARTERS_PER_YEAR, Boundary, BoundaryKind, Case, Quarter, Relation
from koppelkans.case.limits import applies_in
from koppelkans.opportunity.alone import Alone, find_gives, works_alone, works_at
from koppelkans.opportunity.meet import Starts, can_stand
from koppelkans.opportunity.types import Certainty, Conflict, ConflictKind


def find_new_pavement(case: Case) -> Iterator[Conflict]:
    """Yield each work that opens what another has paved: once per pair, with all its places.

    The gap is counted in quarters from the end of the paving to the start of the opening. From 0
    up to the rest that a limit asks there it is a conflict with the rest; after that, up to the
    life of the pavement, it is new pavement opened again. Below 0 the two share an occupation, or
    the paving comes last.
    """
    works = works_alone(case)
    pairs: dict[tuple[str, str], list[str]] = {}
    for place_id, here in works_at(case, works).items():
        for paving in (work for work in here if work.part.variant.repaves):
            for opening in here:
                if opening is not paving:
                    pairs.setdefault((paving.task_id, opening.task_id), []).append(place_id)
    for (paving_id, opening_id), place_ids in pairs.items():
        conflict = _conflict(case, works[paving_id], works[opening_id], place_ids)
        if conflict:
            yield conflict


def _conflict(
    case: Case, paving: Alone, opening: Alone, place_ids: Sequence[str]
) -> Conflict | None:
    boundary = _strictest_rest(case, place_ids, opening.start)
    rest = round(boundary.limit * QUARTERS_PER_YEAR) if boundary else 0
    worn = max(rest, round(paving.part.variant.life_years * QUARTERS_PER_YEAR))
    gap = opening.start - paving.start - paving.duration
    possible = _possible_gaps(paving, opening, case.relations)
    if 0 <= gap < worn:
        span = range(rest) if gap < rest else range(rest, worn)
        sure = all(other in span for other in possible)
        certainty = Certainty.UNAVOIDABLE if sure else Certainty.PREFERRED
        when = opening.start
    else:
        span = next(
            (s for s in (range(rest), range(rest, worn)) if any(g in s for g in possible)), range(0)
        )
        if not span:
            return None
        certainty = Certainty.POSSIBLE
        when = max(opening.first, paving.first + paving.duration + span.start)
    kind = ConflictKind.REST if span.start < rest else ConflictKind.NEW_PAVEMENT
    relations = _between(paving, opening, case.relations)
    parts = (paving.part, opening.part)

    def clashes(starts: Starts) -> bool:
        first, second = starts[paving.task_id], starts[opening.task_id]
        return 0 <= second - first - paving.duration < span.stop or not can_stand(
            list(zip(parts, (first, second), strict=True)), relations
        )

    return Conflict(
        id=f"{kind.value}:{paving.task_id}+{opening.task_id}",
        kind=kind,
        certainty=certainty,
        place_ids=tuple(place_ids),
        task_ids=(paving.task_id, opening.task_id),
        partner_ids=tuple(dict.fromkeys(part.task.partner_id for part in parts)),
        when=Quarter(when),
        gives=() if certainty is Certainty.POSSIBLE else find_gives((paving, opening), clashes),
        boundary_id=boundary.id if boundary and kind is ConflictKind.REST else None,
    )


def _strictest_rest(case: Case, place_ids: Sequence[str], start: int) -> Boundary | None:
    """Return the limit that asks the longest rest at one of the places in that year."""
    year = Quarter(start).year
    found = [
        boundary
        for boundary in case.boundaries
        if boundary.kind is BoundaryKind.REST
        and applies_in(boundary, year)
        and (not boundary.place_ids or set(place_ids) & set(boundary.place_ids))
    ]
    return max(found, key=lambda boundary: boundary.limit, default=None)


def _between(one: Alone, other: Alone, relations: Sequence[Relation]) -> list[Relation]:
    ids = {one.task_id, other.task_id}
    return [r for r in relations if {r.task_id, r.other_task_id} == ids]


def _possible_gaps(paving: Alone, opening: Alone, relations: Sequence[Relation]) -> list[int]:
    """Return every gap that windows, stretched, and relations between the two allow."""
    between = _between(paving, opening, relations)
    gaps = range(
        opening.first - paving.last - paving.duration,
        opening.last - paving.first - paving.duration + 1,
    )
    # What a relation asks depends on the gap alone, so that any start of the paving will do.
    return [
        gap
        for gap in gaps
        if can_stand([(paving.part, 0), (opening.part, paving.duration + gap)], between)
    ]

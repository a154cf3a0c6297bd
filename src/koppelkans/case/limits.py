# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a schedule goes over a limit, and by how much: said once, for valuing and for proof."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from koppelkans.case.boundary import Boundary, BoundaryKind
from koppelkans.case.case import Case
from koppelkans.case.occupation import opening_eur
from koppelkans.case.quarter import QUARTERS_PER_YEAR, Quarter
from koppelkans.case.schedule import Schedule, Work
from koppelkans.case.task import Relation, RelationKind
from koppelkans.language import N_, Message

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Excess:
    """One moment at which a schedule goes over a limit.

    Attributes
    ----------
    table, id
        The record that holds the limit: a boundary, task or relation.
    when
        Quarter; the first of the year for yearly limits.
    over, stretch
        How far over the limit, and how far it may stretch, in the unit of the limit.
    eur
        Price of going over, undiscounted.
    message
        What is the matter, for people.
    place_id
        Where, when the limit holds for each place by itself; else empty.
    """

    table: str
    id: str
    when: Quarter
    over: float
    stretch: float
    eur: float
    message: Message
    place_id: str = ""

    @property
    def broken(self) -> bool:
        """Whether it goes over further than the limit can stretch."""
        return self.over > self.stretch + TOLERANCE * max(1.0, self.stretch)


def find_excesses(schedule: Schedule) -> tuple[Excess, ...]:
    """Return every limit that a schedule goes over, broken or only stretched."""
    excesses = [*_windows(schedule)]
    for relation in schedule.case.relations:
        excesses += _relation(relation, schedule)
    closed = _Closed(schedule)
    for boundary in schedule.case.boundaries:
        excesses += CHECKS[boundary.kind](boundary, closed)
    return tuple(excesses)


class _Closed:
    """A schedule with what it closes: worked out once, as a city has hundreds of limits."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule

    @cached_property
    def by_quarter(self) -> list[tuple[Quarter, set[str]]]:
        return sorted(closed_quarters(self.schedule).items())

    @cached_property
    def by_district(self) -> dict[str, dict[Quarter, float]]:
        """Count closed places by district and quarter; the district without a name is all."""
        places = self.schedule.case.place
        counts: defaultdict[str, defaultdict[Quarter, float]] = defaultdict(
            lambda: defaultdict(float)
        )
        for quarter, closed in self.by_quarter:
            for place_id in closed:
                if places[place_id].district:
                    counts[places[place_id].district][quarter] += 1
            counts[""][quarter] = float(len(closed))
        return {district: dict(count) for district, count in counts.items()}

    def among(self, boundary: Boundary) -> dict[Quarter, float]:
        """Count closed places by quarter, of those that a boundary names."""
        places = self.schedule.case.place
        named = {
            place_id
            for place_id in boundary.place_ids
            if boundary.district in ("", places[place_id].district)
        }
        return {quarter: float(len(closed & named)) for quarter, closed in self.by_quarter}


def yearly_spending(case: Case, work: Work) -> dict[int, float]:
    """Return what a work counts for in budgets, by calendar year, in EUR undiscounted.

    The investment with the owner's VAT, evenly over the quarters of the work, plus opening and
    closing all its places alone, in the first quarter. Sharing an opening only makes it less.
    """
    paid = work.variant.investment_eur * case.vat_factor(work.task.partner_id)
    per_quarter = paid / work.variant.duration_quarters
    spending: defaultdict[int, float] = defaultdict(float)
    for offset in range(work.variant.duration_quarters):
        spending[(work.start + offset).year] += per_quarter
    if work.variant.closed_weeks > 0:
        spending[work.start.year] += sum(
            opening_eur(case, work.variant.id, place_id) for place_id in work.task.place_ids
        )
    return dict(spending)


def applies_in(boundary: Boundary, year: int) -> bool:
    """Whether a boundary holds in a year."""
    return (boundary.first_year is None or boundary.first_year <= year) and (
        boundary.last_year is None or year <= boundary.last_year
    )


def _windows(schedule: Schedule) -> Iterator[Excess]:
    last_quarter = schedule.case.last_quarter
    for task in schedule.case.tasks:
        work = schedule.works.get(task.id)
        if work is None:
            if not task.optional:
                yield Excess(
                    "tasks", task.id, task.latest_start, 1, 0, 0,
                    Message(N_("“{task}” must be done, but is not planned"), {"task": task.title}),
                )  # fmt: skip
            continue
        early, late = task.earliest_start - work.start, work.start - task.latest_start
        for over, stretch in ((early, task.stretch_before), (late, task.stretch_after)):
            if over > 0:
                yield Excess(
                    "tasks", task.id, work.start, over, stretch,
                    over * task.stretch_eur_per_quarter,
                    Message(
                        N_("“{task}” starts {over} quarters outside its window"),
                        {"task": task.title, "over": over},
                    ),
                )  # fmt: skip
        beyond = max(work.end - (last_quarter + 1), schedule.case.first_quarter - work.start)
        if beyond > 0:
            yield Excess(
                "tasks", task.id, work.start, beyond, 0, 0,
                Message(N_("“{task}” lies outside the planned years"), {"task": task.title}),
            )  # fmt: skip


def _relation(relation: Relation, schedule: Schedule) -> Iterator[Excess]:
    work = _work_in(schedule, relation.task_id, relation.variant_id)
    other = _work_in(schedule, relation.other_task_id, relation.other_variant_id)
    over = 0
    match relation.kind:
        case RelationKind.BEFORE if work and other:
            over = work.end + relation.lag_quarters - other.start
        case RelationKind.REQUIRES if work:
            over = other.end + relation.lag_quarters - work.start if other else 1
        case RelationKind.EXCLUDES if work and other:
            over = 1
        case RelationKind.TOGETHER if work or other:
            over = abs(work.start - other.start) if work and other else 1
    if over > 0:
        titles = {
            "task": schedule.case.task[relation.task_id].title,
            "other": schedule.case.task[relation.other_task_id].title,
        }
        when = (work or other or schedule.works[relation.task_id]).start
        yield Excess(
            "relations", relation.id, when, over, 0, 0,
            Message(RELATION_BROKEN[relation.kind], titles),
        )  # fmt: skip


RELATION_BROKEN = {
    RelationKind.BEFORE: N_("“{other}” starts too early after “{task}”"),
    RelationKind.REQUIRES: N_("“{task}” needs “{other}” to be ready first"),
    RelationKind.EXCLUDES: N_("“{task}” and “{other}” exclude each other"),
    RelationKind.TOGETHER: N_("“{task}” and “{other}” do not start together"),
}


def _work_in(schedule: Schedule, task_id: str, variant_id: str | None) -> Work | None:
    work = schedule.works.get(task_id)
    return work if work and variant_id in (None, work.variant.id) else None


def _boundary_excess(boundary: Boundary, when: Quarter, over: float, place_id: str = "") -> Excess:
    return Excess(
        "boundaries", boundary.id, when, over, boundary.stretch, over * boundary.stretch_eur,
        Message(
            N_("“{name}” is exceeded by {over} in {when}"),
            {"name": boundary.name, "over": f"{over:,.6g}", "when": when.shown},
        ),
        place_id,
    )  # fmt: skip


def _budget(boundary: Boundary, closed: _Closed) -> Iterator[Excess]:
    spending: defaultdict[int, float] = defaultdict(float)
    schedule = closed.schedule
    for work in schedule.works.values():
        if work.task.partner_id == boundary.partner_id:
            for year, amount in yearly_spending(schedule.case, work).items():
                spending[year] += amount
    area, reserve = schedule.case.area, 0.0
    for year in range(area.first_year, area.last_year + 1):
        if not applies_in(boundary, year):
            continue
        over = spending[year] - boundary.limit - reserve
        reserve = max(0.0, -over) if boundary.carries_over else 0.0
        if over > TOLERANCE * max(1.0, boundary.limit):
            yield _boundary_excess(boundary, Quarter.of(year, 1), over)


def _crews(boundary: Boundary, closed: _Closed) -> Iterator[Excess]:
    crews: defaultdict[Quarter, float] = defaultdict(float)
    for work in closed.schedule.works.values():
        if work.task.partner_id == boundary.partner_id:
            for offset in range(work.variant.duration_quarters):
                crews[work.start + offset] += work.variant.crews
    yield from _over_limit(boundary, crews)


def _over_limit(boundary: Boundary, counts: dict[Quarter, float]) -> Iterator[Excess]:
    for quarter, count in sorted(counts.items()):
        if applies_in(boundary, quarter.year) and count > boundary.limit + TOLERANCE:
            yield _boundary_excess(boundary, quarter, count - boundary.limit)


def closed_quarters(schedule: Schedule) -> dict[Quarter, set[str]]:
    """Return the ids of the places that are closed, by quarter."""
    closed: defaultdict[Quarter, set[str]] = defaultdict(set)
    for work in schedule.works.values():
        if work.variant.closed_weeks > 0:
            for offset in range(work.variant.duration_quarters):
                closed[work.start + offset].update(work.task.place_ids)
    return dict(closed)


def _closures(boundary: Boundary, closed: _Closed) -> Iterator[Excess]:
    if boundary.place_ids:
        yield from _over_limit(boundary, closed.among(boundary))
    else:
        yield from _over_limit(boundary, closed.by_district.get(boundary.district, {}))


def _reachability(boundary: Boundary, closed: _Closed) -> Iterator[Excess]:
    # By one of its neighbours: a place is only cut off when that one is closed.
    around: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for place in closed.schedule.case.places:
        if place.reachable_via and (not boundary.place_ids or place.id in boundary.place_ids):
            around[place.reachable_via[0]].append(place.reachable_via)
    for quarter, place_ids in closed.by_quarter:
        if applies_in(boundary, quarter.year):
            cut_off = sum(
                place_ids.issuperset(neighbours)
                for place_id in place_ids
                for neighbours in around.get(place_id, ())
            )
            if cut_off:
                yield _boundary_excess(boundary, quarter, cut_off)


def _rest(boundary: Boundary, closed: _Closed) -> Iterator[Excess]:
    at_place: defaultdict[str, list[Work]] = defaultdict(list)
    for work in closed.schedule.works.values():
        if work.variant.closed_weeks > 0:
            for place_id in work.task.place_ids:
                at_place[place_id].append(work)
    for place_id in boundary.place_ids or tuple(at_place):
        works = at_place[place_id]
        for paving in (work for work in works if work.variant.repaves):
            until = paving.end + round(boundary.limit * QUARTERS_PER_YEAR)
            for work in works:
                if paving.end <= work.start < until and applies_in(boundary, work.start.year):
                    yield _boundary_excess(boundary, work.start, until - work.start, place_id)


def _closed_season(boundary: Boundary, closed: _Closed) -> Iterator[Excess]:
    season = set(boundary.place_ids)
    for quarter, place_ids in closed.by_quarter:
        if applies_in(boundary, quarter.year) and quarter.number in boundary.quarters:
            hit = len(place_ids & season if season else place_ids)
            if hit:
                yield _boundary_excess(boundary, quarter, hit)


CHECKS = {
    BoundaryKind.BUDGET: _budget,
    BoundaryKind.CREWS: _crews,
    BoundaryKind.CLOSURES: _closures,
    BoundaryKind.REACHABILITY: _reachability,
    BoundaryKind.REST: _rest,
    BoundaryKind.CLOSED_SEASON: _closed_season,
}

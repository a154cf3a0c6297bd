# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Boundaries in the model: budgets, crews, closures, reachability, rest and closed seasons.

Each row mirrors one excess of `koppelkans.case.find_excesses`: what goes over the limit within
its stretch is paid for in the quarter in which it does.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from koppelkans.case import QUARTERS_PER_YEAR, Boundary, BoundaryKind, Work, yearly_spending
from koppelkans.case.limits import applies_in
from koppelkans.programme.model.matrix import Matrix, Term, one
from koppelkans.programme.model.occupations import Closed
from koppelkans.programme.model.problem import Option, Problem


def add_boundaries(
    matrix: Matrix,
    problem: Problem,
    closed: Closed,
    sources: dict[tuple[str, str], int],
    step: int,
) -> None:
    """Add every boundary of the case that is in ``sources``.

    Parameters
    ----------
    closed
        From `add_occupations` with the same step for weeks. With steps of more than a quarter
        closed places are counted on average over a bucket, which any programme keeps too.
    """
    for boundary in problem.case.boundaries:
        source = sources.get(("boundaries", boundary.id))
        if source is None:
            continue
        match boundary.kind:
            case BoundaryKind.BUDGET:
                _add_budget(matrix, problem, boundary, source)
            case BoundaryKind.REST:
                _add_rest(matrix, problem, boundary, source)
            case BoundaryKind.CREWS:
                _add_crews(matrix, problem, boundary, source)
            case _:
                for bucket in problem.buckets(step):
                    if applies_in(boundary, problem.quarter(bucket.start).year):
                        matrix.topic(boundary.kind.value, boundary.id, bucket.start)
                        counts = COUNT[boundary.kind](matrix, problem, boundary, closed, bucket)
                        for terms, limit in counts:
                            _limit(matrix, problem, boundary, bucket, (terms, limit), source)


def _over(matrix: Matrix, problem: Problem, boundary: Boundary, bucket: range) -> list[Term]:
    """Return the term of going over a limit, paid at its price; nothing when it is hard."""
    if boundary.stretch <= 0:
        return []
    factor = float(problem.factor[bucket.start : bucket.stop].min())
    upper = boundary.stretch * len(bucket)
    return [(matrix.add_columns(1, upper=upper, cost=problem.stretch_eur(boundary) * factor), -1.0)]


def _limit(
    matrix: Matrix,
    problem: Problem,
    boundary: Boundary,
    bucket: range,
    count: tuple[list[Term], float],
    source: int,
) -> None:
    """Add that a count, added up over a bucket, keeps its limit or is paid for."""
    terms, limit = count
    if sum(factor for columns, factor in terms if len(columns)) * len(bucket) > limit:
        over = _over(matrix, problem, boundary, bucket)
        lazy = boundary.kind is BoundaryKind.REACHABILITY
        matrix.at_most([*terms, *over], limit * len(bucket), source, lazy=lazy)


def _add_crews(matrix: Matrix, problem: Problem, boundary: Boundary, source: int) -> None:
    options = [
        o for of_task in problem.options for o in of_task if o.partner_id == boundary.partner_id
    ]
    for quarter in range(problem.quarters):
        if applies_in(boundary, problem.quarter(quarter).year):
            matrix.topic(boundary.kind.value, boundary.id, quarter)
            terms = [(o.active(quarter), o.crews) for o in options if len(o.active(quarter))]
            _limit(
                matrix,
                problem,
                boundary,
                range(quarter, quarter + 1),
                (terms, boundary.limit),
                source,
            )


Counts = Iterator[tuple[list[Term], float]]
"""Terms that count what is limited, added up over a bucket, and the limit for one quarter."""


def _count(closed: Closed, place_ids: Iterable[str], bucket: range) -> list[Term]:
    return [term for place_id in place_ids for term in closed[place_id].get(bucket.start, ())]


def _closures(
    _matrix: Matrix, problem: Problem, boundary: Boundary, closed: Closed, bucket: range
) -> Counts:
    places = [
        p.id
        for p in problem.case.places
        if boundary.district in ("", p.district)
        and (not boundary.place_ids or p.id in boundary.place_ids)
    ]
    yield _count(closed, places, bucket), boundary.limit


def _closed_season(
    _matrix: Matrix, problem: Problem, boundary: Boundary, closed: Closed, bucket: range
) -> Counts:
    if all(problem.quarter(quarter).number in boundary.quarters for quarter in bucket):
        places = dict.fromkeys(boundary.place_ids) or [p.id for p in problem.case.places]
        yield _count(closed, places, bucket), 0.0


def _reachability(
    matrix: Matrix, problem: Problem, boundary: Boundary, closed: Closed, bucket: range
) -> Counts:
    """Count the places whose neighbours are all closed; hard ones are said directly."""
    neighbours = [
        frozenset(place.reachable_via)
        for place in problem.case.places
        if place.reachable_via and (not boundary.place_ids or place.id in boundary.place_ids)
    ]
    cut_off: list[Term] = []
    for around in dict.fromkeys(neighbours):
        # Same order for every run: a set has none.
        around_closed = [closed[p].get(bucket.start, ()) for p in sorted(around)]
        if not all(around_closed):
            continue
        terms = [term for is_closed in around_closed for term in is_closed]
        if boundary.stretch <= 0:
            yield terms, len(around) - 1
        else:
            column = matrix.add_columns(1, upper=len(bucket))
            matrix.at_most([*terms, (column, -1.0)], (len(around) - 1) * len(bucket))
            cut_off.append((column, float(neighbours.count(around))))
    if cut_off:
        yield cut_off, 0.0


COUNT = {
    BoundaryKind.CLOSURES: _closures,
    BoundaryKind.CLOSED_SEASON: _closed_season,
    BoundaryKind.REACHABILITY: _reachability,
}


def _add_budget(matrix: Matrix, problem: Problem, boundary: Boundary, source: int) -> None:
    spending = _spending(problem, boundary)
    area = problem.case.area
    scale = 1 / max(1.0, boundary.limit)
    saved: list[Term] = []
    most = 0.0
    for year in range(area.first_year, area.last_year + 1):
        if not applies_in(boundary, year):
            continue
        most += boundary.limit * scale
        matrix.topic(boundary.kind.value, boundary.id, year)
        quarter = (year - area.first_year) * QUARTERS_PER_YEAR
        over = _over(matrix, problem, boundary, range(quarter, quarter + 1))
        terms = [(one(c), eur * scale) for c, eur in spending[year]]
        reserve: list[Term] = []
        if boundary.carries_over:
            reserve = [(matrix.add_columns(1, upper=most), 1.0)]
            if over:
                _either_saved_or_over(matrix, boundary, over[0][0], reserve[0][0], most)
        matrix.at_most(
            [*terms, *reserve, *saved, *((c, -scale) for c, _ in over)],
            boundary.limit * scale,
            source,
        )
        saved = [(c, -1.0) for c, _ in reserve]


def _either_saved_or_over(
    matrix: Matrix, boundary: Boundary, over: range, reserve: range, most: float
) -> None:
    """Add that money borrowed at a price is not carried over: a year goes over or saves."""
    is_over = matrix.add_columns(1, integer=True)
    matrix.at_most([(over, 1 / boundary.stretch), (is_over, -1.0)], 0)
    matrix.at_most([(reserve, 1.0), (is_over, most)], most)


def _spending(problem: Problem, boundary: Boundary) -> dict[int, list[tuple[int, float]]]:
    """Return by year: (column of a start, EUR that it spends in that year)."""
    spending: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    case = problem.case
    for of_task in problem.options:
        for option in of_task:
            if option.partner_id != boundary.partner_id:
                continue
            task, variant = case.task[option.task_id], case.variant[option.variant_id]
            for offset, column in enumerate(option.columns):
                work = Work(task, variant, problem.quarter(option.first + offset))
                for year, eur in yearly_spending(case, work).items():
                    spending[year].append((column, eur))
    return spending


def _add_rest(matrix: Matrix, problem: Problem, boundary: Boundary, source: int) -> None:
    rest = round(boundary.limit * QUARTERS_PER_YEAR)
    common: defaultdict[tuple[int, int], int] = defaultdict(int)
    options = {o.task: of_task for of_task in problem.options for o in of_task}
    for place_id in boundary.place_ids or tuple(problem.visits):
        tasks = [closing[0].task for closing in problem.visits[place_id]]
        for paving in tasks:
            if any(o.repaves and o.weeks > 0 for o in options[paving]):
                for other in tasks:
                    if other != paving:
                        common[paving, other] += 1
    for (paving, other), places in common.items():
        pavers = [o for o in options[paving] if o.repaves and o.weeks > 0]
        others = [o for o in options[other] if o.weeks > 0]
        _add_rest_pair(matrix, problem, boundary, (pavers, others, rest, places), source)


def _add_rest_pair(
    matrix: Matrix,
    problem: Problem,
    boundary: Boundary,
    pair: tuple[list[Option], list[Option], int, int],
    source: int,
) -> None:
    pavers, others, rest, places = pair
    hard = rest - int(boundary.stretch + 1e-6)
    for quarter in range(min(o.first for o in others), max(o.stop for o in others)):
        if not applies_in(boundary, problem.quarter(quarter).year):
            continue
        starts = [(o.starting(quarter, quarter), 1.0) for o in others]
        if not any(len(columns) for columns, _ in starts):
            continue
        pair_ids = (pavers[0].task_id, others[0].task_id)
        matrix.topic(boundary.kind.value, boundary.id, *pair_ids, quarter)
        # Paving that ended less than ``hard`` quarters ago forbids the start.
        fresh = [
            (o.starting(quarter - o.duration - hard + 1, quarter - o.duration), 1.0) for o in pavers
        ]
        if any(len(columns) for columns, _ in fresh) and hard > 0:
            matrix.at_most([*starts, *fresh], 1, source, lazy=True)
        if hard < rest and boundary.stretch_eur > 0:
            _price_rest(matrix, problem, boundary, quarter, (pavers, starts, rest, places))


def _price_rest(
    matrix: Matrix,
    problem: Problem,
    boundary: Boundary,
    quarter: int,
    pair: tuple[list[Option], list[Term], int, int],
) -> None:
    """Add the price of starting before the rest is over: so much for each quarter short."""
    pavers, starts, rest, places = pair
    short: list[Term] = []
    for option in pavers:
        ready = quarter - option.duration
        for column in option.starting(ready - rest + 1, ready):
            ago = ready - option.first - (column - option.columns.start)
            short.append((one(column), float(rest - ago)))
    most = min(rest, max((factor for _, factor in short), default=0.0))
    if short:
        cost = places * problem.stretch_eur(boundary) * problem.factor[quarter]
        over = matrix.add_columns(1, upper=most, cost=cost)
        matrix.at_most([*short, *((c, most) for c, _ in starts), (over, -1.0)], most, lazy=True)

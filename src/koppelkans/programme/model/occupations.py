# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Occupations in the model: weeks closed by level, openings carried from quarter to quarter.

Both costs are a maximum over the works that share them, so both are cut into levels: a level is
paid once when any work needs it. A level that only one task can need costs that task alone, and
takes no column.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np

from koppelkans.programme.model.matrix import Floats, Key, Matrix, Term, one
from koppelkans.programme.model.problem import Option, Problem

WEEKS, OPENINGS = "weeks", "openings"
"""What rows of a place are about; the place follows in their key."""


@dataclass(frozen=True)
class Chain:
    """One level of opening a place through time.

    Attributes
    ----------
    buckets
        The quarters that each column of ``opened`` and ``carried`` is about.
    opened
        Columns that say that the place is opened up to this level in a bucket, and paid.
    carried
        Columns that say that an occupation which has been opened so far goes on at its end.
    users
        By task: the options that need this level.
    key
        Place and number of the level.
    """

    buckets: list[range]
    opened: range
    carried: range
    users: tuple[tuple[Option, ...], ...]
    key: Key


Closed = dict[str, dict[int, tuple[Term, ...]]]
"""By place and first quarter of a bucket: terms that add up to the quarters that it is closed."""


def add_occupations(
    matrix: Matrix, problem: Problem, step: int, weeks_step: int
) -> tuple[Closed, tuple[Chain, ...]]:
    """Add closed weeks and openings of all places; return what limits and cuts need of them.

    Openings are looked at by ``step``, closed weeks by ``weeks_step``, at most as long. With steps
    of one quarter this is exact. With longer steps works in the same bucket share
    what they perhaps cannot share: then it costs less, and the model is a relaxation.
    """
    closed: Closed = {}
    chains: list[Chain] = []
    discounted = problem.opening_weight * problem.factor
    each = np.full(problem.quarters, -problem.goal.per_occupation)
    for place_id, tasks in problem.visits.items():
        first = min((o.first for options in tasks for o in options), default=0)
        end = max((o.end for options in tasks for o in options), default=0)
        weeks, buckets = (
            [b for b in problem.buckets(size) if b.stop > first and b.start < end]
            for size in (weeks_step, step)
        )
        closed[place_id] = _add_weeks(matrix, problem, place_id, tasks, weeks)
        here = (matrix, tasks, closed[place_id], buckets)
        levels = _levels(tasks, partial(problem.opening_eur, place_id=place_id))
        chains += _add_openings(*here, levels, discounted, (place_id,))
        if problem.counts_occupations:
            once = _levels(tasks, lambda _: 1.0)
            chains += _add_openings(*here, once, each, (place_id, "each"))
    return closed, tuple(chains)


Levels = list[tuple[float, tuple[tuple[Option, ...], ...]]]


def _levels(tasks: Iterable[Iterable[Option]], amount: Callable[[Option], float]) -> Levels:
    """Return (height above the level below, by task the options that need it), lowest first."""
    tasks = [tuple(options) for options in tasks]
    amounts = sorted({amount(o) for options in tasks for o in options if amount(o) > 0})
    levels, below = [], 0.0
    for top in amounts:
        users = (tuple(o for o in options if amount(o) >= top) for options in tasks)
        levels.append((top - below, tuple(options for options in users if options)))
        below = top
    return levels


def _add_weeks(
    matrix: Matrix,
    problem: Problem,
    place_id: str,
    tasks: list[list[Option]],
    buckets: list[range],
) -> dict[int, tuple[Term, ...]]:
    closed = {}
    for bucket in buckets:
        matrix.topic(WEEKS, place_id, bucket.start)
        present = [[o for o in options if len(o.at_work(bucket))] for options in tasks]
        week_eur = problem.week_eur[place_id][bucket.start : bucket.stop]
        for number, (height, users) in enumerate(_levels(present, lambda o: o.weeks)):
            terms = _add_level(matrix, bucket, height * week_eur, users, lowest=number == 0)
            if number == 0:
                closed[bucket.start] = terms
    return closed


def _add_level(
    matrix: Matrix,
    bucket: range,
    cost: Floats,
    users: tuple[tuple[Option, ...], ...],
    *,
    lowest: bool,
) -> tuple[Term, ...]:
    """Add weeks that are paid when any user is at work; return the terms that say whether."""
    at_work = [
        tuple((o.active(quarter), 1.0) for o in options for quarter in bucket) for options in users
    ]
    if len(users) == 1:
        for option in users[0]:
            for quarter, eur in zip(bucket, cost, strict=True):
                for column in option.active(quarter):
                    matrix.cost[column] += float(eur)
        return at_work[0]
    level = matrix.add_columns(1, upper=len(bucket), cost=float(cost.min()))
    for terms in at_work:
        matrix.at_most([*terms, (level, -1.0)], 0)
    if lowest or cost.min() < 0:
        all_terms = [(columns, -factor) for terms in at_work for columns, factor in terms]
        matrix.at_most([(level, 1.0), *all_terms], 0)
    return ((level, 1.0),)


def _add_openings(
    matrix: Matrix,
    tasks: list[list[Option]],
    closed: dict[int, tuple[Term, ...]],
    buckets: list[range],
    levels: Levels,
    price: Floats,
    topic: Key,
) -> list[Chain]:
    """Add what each level of an opening costs: its height times the price in that quarter."""
    chains = []
    for number, (height, users) in enumerate(levels):
        if len(users) == 1:
            for option in users[0]:
                prices = price[option.first : option.stop]
                for column, eur in zip(option.columns, prices, strict=True):
                    matrix.cost[column] += height * float(eur)
        else:
            key = (*topic, number)
            chain = _add_chain(matrix, height * price, users, buckets, key)
            for bucket, carried in zip(chain.buckets, chain.carried, strict=True):
                matrix.topic(OPENINGS, *key, bucket.start, "closed")
                going_on = _going_on(tasks, closed, bucket)
                matrix.at_most([(one(carried), 1.0), *((c, -f) for c, f in going_on)], 0)
            chains.append(chain)
    return chains


def _going_on(
    tasks: list[list[Option]], closed: dict[int, tuple[Term, ...]], bucket: range
) -> Iterable[Term]:
    """Return terms that add up to at least 1 when the place is closed at the end of a bucket."""
    if len(bucket) == 1:
        return closed.get(bucket.start, ())
    return [(o.active(bucket[-1]), 1.0) for options in tasks for o in options]


def _add_chain(
    matrix: Matrix,
    price: Floats,
    users: tuple[tuple[Option, ...], ...],
    buckets: list[range],
    key: Key,
) -> Chain:
    first = min(o.first for options in users for o in options)
    stop = max(o.stop for options in users for o in options)
    buckets = [b for b in buckets if b.stop > first and b.start < stop]
    opened = matrix.add_columns(len(buckets), cost=[price[b.start : b.stop].min() for b in buckets])
    carried = matrix.add_columns(len(buckets))
    dearer_first = price[0] >= price[-1]
    for number, bucket in enumerate(buckets):
        here, opening = one(carried[number]), one(opened[number])
        before = [(one(carried[number - 1]), -1.0)] if number else []
        matrix.topic(OPENINGS, *key, bucket.start)
        matrix.at_most([(here, 1.0), (opening, -1.0), *before], 0)
        starts = [[(o.starting_in(bucket), 1.0) for o in options] for options in users]
        for terms in starts:
            if any(len(columns) for columns, _ in terms):
                matrix.at_most([*terms, (opening, -1.0), *before], 0, lazy=True)
        if not dearer_first:
            # With a negative rate waiting is dearer: an opening may not be bought beforehand.
            matrix.at_most([(opening, 1.0), *((c, -f) for terms in starts for c, f in terms)], 0)
    matrix.topic(OPENINGS, *key)
    for options in users:
        # Implied, but it spares the relaxation many rounds: each user finds one opening.
        matrix.at_most([*((o.columns, 1.0) for o in options), (opened, -1.0)], 0)
    return Chain(buckets, opened, carried, users, key)

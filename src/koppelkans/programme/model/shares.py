# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Owners' parts of what is shared, in the model: a bound at first, made exact by rows.

On the account of one partner a shared opening counts for a half, or a third, according to who
shares it. That is no sum over starts. Per place the model has a column for what the parts count
more, at least what they would be if every task that can share did. When a solution pays too
little at a place, a row says what these works, and no others, do count there; rows are added
until no place pays too little (the integer L-shaped method: Laporte and Louveaux 1993, *Operations
Research Letters* 13).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from koppelkans.programme.model.matrix import INFINITY, Floats, Matrix, Row, Term, one
from koppelkans.programme.model.parts import PartsByOwner
from koppelkans.programme.model.problem import Option, Problem
from koppelkans.programme.model.street import Streets
from koppelkans.value.attribute import find_levels

PAID_TOO_LITTLE = 0.01
"""In euros: smaller differences are rounding."""

SHARES = "shares"


@dataclass(frozen=True)
class Shares:
    """The columns of a problem for what owners' parts count more, by place."""

    problem: Problem
    columns: dict[str, int]


def add_shares(matrix: Matrix, problem: Problem) -> Shares:
    """Add a column for each place where an owner's part counts more; costs are for the caller."""
    columns: dict[str, int] = {}
    for place_id, tasks in problem.visits.items():
        if not any(options[0].partner_id in problem.excess for options in tasks):
            continue
        least = [
            (column, float(eur))
            for options in tasks
            for option in options
            for column, eur in zip(
                option.columns, _least(problem, place_id, tasks, option), strict=True
            )
        ]
        most = sum(_most(problem, place_id, option) for options in tasks for option in options)
        column = columns[place_id] = matrix.add_columns(1, upper=most).start
        terms = [(one(c), eur) for c, eur in least if eur]
        matrix.topic(SHARES, place_id)
        scale = max([1.0, *(eur for _, eur in terms)])
        matrix.at_most([*((c, eur / scale) for c, eur in terms), (one(column), -1.0 / scale)], 0)
    return Shares(problem, columns)


def _most(problem: Problem, place_id: str, option: Option) -> float:
    """Return what the part of an option at a place counts more at the most."""
    excess = problem.excess.get(option.partner_id)
    if excess is None or not option.columns:
        return 0.0
    opening = excess.opening * problem.opening_eur(option, place_id) * problem.factor.max()
    price = excess.week_eur.get(place_id, np.zeros(1))
    return float(opening + option.weeks * option.duration * price.max(initial=0.0))


def _least(problem: Problem, place_id: str, tasks: list[list[Option]], option: Option) -> Floats:
    """Return by start what the part of an option counts more at the least: all share it."""
    excess = problem.excess.get(option.partner_id)
    starts = np.arange(option.first, option.stop)
    if excess is None or not len(starts):
        return np.zeros(len(starts))
    # The opening is paid at the first start of those who share it, which is not later.
    factors = np.minimum.accumulate(problem.factor)[starts]
    opening = _part(tasks, option, lambda o: problem.opening_eur(o, place_id))
    least = excess.opening * opening * factors
    if place_id in excess.week_eur:
        so_far = np.concatenate([[0.0], np.cumsum(excess.week_eur[place_id])])
        weeks = _part(tasks, option, lambda o: o.weeks)
        least = least + weeks * (so_far[starts + option.duration] - so_far[starts])
    return np.asarray(least)


def _part(tasks: list[list[Option]], option: Option, need: Callable[[Option], float]) -> float:
    """Return the part of the need of an option when every task shares each slice that it can."""
    others = [max(need(o) for o in options) for options in tasks if options[0].task != option.task]
    mine = need(option)
    order = sorted([*(min(other, mine) for other in others), mine])
    return sum(height / (len(order) - first) for height, first in find_levels(order))


def missing_rows(found: Sequence[Shares], columns: Floats) -> list[Row]:
    """Return the rows that a whole solution breaks: none when it pays everything."""
    return [row for shares in found for row in _missing(shares, columns)]


def _missing(shares: Shares, columns: Floats) -> Iterator[Row]:
    """Yield a row for each place at which too little is paid."""
    problem = shares.problem
    options = [o for of_task in problem.options for o in of_task]
    numbers = {id(option): number for number, option in enumerate(options)}
    opening = Streets(problem, options).opening
    parts = PartsByOwner(problem, options)
    place_number = {place.id: number for number, place in enumerate(problem.case.places)}
    for place_id, column in shares.columns.items():
        works, here, elsewhere = [], list[Term](), list[Term]()
        for option in (o for of_task in problem.visits[place_id] for o in of_task):
            chosen = np.flatnonzero(columns[option.columns.start : option.columns.stop] > 0.5)
            for offset in chosen:
                works.append((option.first + int(offset), numbers[id(option)]))
                here.append((one(option.columns[int(offset)]), 1.0))
            elsewhere.append((option.columns, -1.0))
        due = parts.price(place_number[place_id], tuple(sorted(works)), opening)
        if due > columns[column] + PAID_TOO_LITTLE:
            # In ``elsewhere`` are the works themselves too: they count double in ``here``.
            terms = [*((c, 2.0) for c, _ in here), *elsewhere, (one(column), -1.0 / due)]
            yield Row(tuple(terms), -INFINITY, len(works) - 1.0)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Other goals in the model: at least so much of one, or the most for those who come off worst.

What a programme reaches of a goal is a constant less costs times columns, so a limit on it is one
row. The sum of the k smallest of some amounts is the largest value of

    k t - sum of d[i]   with   d[i] >= t - amount[i],   d[i] >= 0

(Ogryczak and Sliwinski 2003, On solving linear programs with the ordered weighted averaging
objective, *EJOR* 148(1)), which is linear as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from koppelkans.programme.goal import slack
from koppelkans.programme.model.matrix import Floats, Matrix, Term, one
from koppelkans.programme.model.problem import Problem, RankedProblems, most_of
from koppelkans.programme.model.shares import Shares

AMOUNTS = "amounts"


@dataclass(frozen=True)
class Amount:
    """What is reached of a goal: ``constant - sum of terms``."""

    constant: float
    terms: tuple[Term, ...]


def read_amount(built: Matrix, shares: Shares) -> Amount:
    """Return the amount that a matrix, built for its goal, has as its objective."""
    cost = np.array(built.cost)
    terms = [(one(int(column)), float(cost[column])) for column in np.flatnonzero(cost)]
    terms += [(one(column), 1.0) for column in shares.columns.values()]
    return Amount(built.constant, tuple(terms))


def add_limit(matrix: Matrix, amount: Amount, at_least: float) -> None:
    """Add that at least so much of a goal is reached."""
    unit = _unit([amount])
    matrix.topic(AMOUNTS)
    matrix.at_most(
        [(columns, factor / unit) for columns, factor in amount.terms],
        (amount.constant - at_least + slack(at_least)) / unit,
    )


def _unit(amounts: Sequence[Amount]) -> float:
    """Return by how much rows are divided, so that their coefficients are about 1."""
    factors = [abs(factor) for amount in amounts for _, factor in amount.terms]
    return float(np.median(factors)) if factors else 1.0


def add_ranked(matrix: Matrix, ranked: RankedProblems, amounts: Sequence[Amount]) -> None:
    """Replace the objective by the sum of the smallest amounts, above its floors."""
    matrix.cost[:] = [0.0] * len(matrix.cost)
    unit = _unit(amounts)
    matrix.topic(AMOUNTS, "ranked")
    highest = [most_of(p) - less for p, less in zip(ranked.problems, ranked.less, strict=True)]
    lowest = [
        least_of(p, amount) - less
        for p, amount, less in zip(ranked.problems, amounts, ranked.less, strict=True)
    ]
    bottom, top = min(lowest) / unit, max(highest) / unit
    for count in range(1, ranked.count + 1):
        # The level t is counted from the bottom up, since columns begin at 0.
        level = matrix.add_columns(1, upper=max(top - bottom, 0.0))
        short = matrix.add_columns(len(amounts), upper=max(top - bottom, 0.0))
        for number, (amount, less) in enumerate(zip(amounts, ranked.less, strict=True)):
            reached = [(columns, factor / unit) for columns, factor in amount.terms]
            matrix.at_most(
                [(level, 1.0), (one(short[number]), -1.0), *reached],
                (amount.constant - less) / unit - bottom,
            )
        if count == ranked.count:
            matrix.constant = count * bottom * unit
            matrix.cost[level.start] = -count * unit
            matrix.cost[short.start : short.stop] = [unit] * len(amounts)
        else:
            asked = ranked.floors[count - 1]
            floor = (asked - slack(asked)) / unit - count * bottom
            matrix.at_most([(short, 1.0), (level, -float(count))], -floor)


def least_of(problem: Problem, amount: Amount) -> float:
    """Return a lower bound on what a programme reaches of the goal: a figure for ranges only.

    Every task in its worst start, every cost paid in full.
    """
    worst = amount.constant
    starts = problem.starts_columns
    costs: Floats = np.zeros(starts)
    for columns, factor in amount.terms:
        if columns.stop <= starts:
            costs[columns.start : columns.stop] += factor
        else:
            worst -= max(0.0, factor) * len(columns)
    for options in problem.options:
        of_task = [costs[o.columns.start : o.columns.stop] for o in options if o.columns]
        worst -= max([0.0, *(float(cost.max()) for cost in of_task)])
    return worst

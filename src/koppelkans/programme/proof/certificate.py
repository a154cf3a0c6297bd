# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prices that prove a bound: on the case they were found for, and on any case like it.

Each row of a relaxation gets a price in EUR per unit of its limit, its dual value. Whatever the
prices are, what they leave of the cost of each column gives a bound (weak duality). So prices
that were found for one case bound any other: with another limit, a pinned task, a wider window.
The closer the other case is, the better the bound, and none needs a solver.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from koppelkans.case import Case
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.large.lower import FIRST_STEP
from koppelkans.programme.model.build import Model, build_model
from koppelkans.programme.model.cuts import CUT, find_again
from koppelkans.programme.model.matrix import Floats, Key, to_sparse
from koppelkans.programme.model.problem import Problem, make_problem
from koppelkans.programme.model.solver import Arrays, add_rows, to_arrays
from koppelkans.programme.streets.carried import bound_by_parts
from koppelkans.programme.streets.prices import PartPrices
from koppelkans.programme.wishes import NOTHING, Wishes


@dataclass(frozen=True)
class Certificate:
    """Prices of rows, by what they are about, or prices between parts.

    Attributes
    ----------
    step
        Quarters that the relaxation looks at together.
    prices
        By key of the row: EUR per unit of its limit.
    parts
        Prices between parts, when those proved the bound; then there are none of rows.
    """

    step: int
    prices: Mapping[Key, float]
    parts: PartPrices | None = None


def plans_of(certificate: Certificate | None) -> Certificate | None:
    """Return only the plans of streets: for the same case with a goal that counts otherwise.

    Prices between parts that were found for other amounts prove less than none: in the example
    after five sweeps -24.78 million EUR where beginning anew proved -24.90.
    """
    if certificate is None or certificate.parts is None:
        return None
    prices = PartPrices({}, {}, {}, FIRST_STEP, certificate.parts.plans)
    return Certificate(certificate.step, {}, prices)


@dataclass(frozen=True)
class Remains:
    """What prices leave: a bound, and what each start costs beyond the cheapest of its task.

    In the units of ``Arrays.cost``; ``least`` is infinite when a task has no start left.
    """

    least: float
    reduced: Floats


def bound_by(problem: Problem, arrays: Arrays, dual: Floats) -> Remains:
    """Return the bound that the dual values of the rows prove, however inaccurate they are.

    The sums of starts are filled in, so that the rows which say what they are need no price, and
    each task takes the cheapest of its starts, which prices "is done once" in the best way.
    """
    starts = problem.starts_columns
    dual = np.where((dual > 0) & np.isinf(arrays.row_lower), 0.0, dual)
    dual = np.where((dual < 0) & np.isinf(arrays.row_upper), 0.0, dual)
    # The rows right after the tasks' starts define their sums: they come first in the model.
    dual[:starts] = 0.0
    limits = np.where(dual > 0, arrays.row_lower, np.where(dual < 0, arrays.row_upper, 0.0))
    rest = arrays.cost - arrays.rows.T @ dual
    least = float(dual @ limits)
    least += float(np.minimum(rest * arrays.lower, rest * arrays.upper)[2 * starts :].sum())
    reduced = np.full(starts, np.inf)
    for options, task in zip(problem.options, problem.case.tasks, strict=True):
        cheapest = 0.0 if task.optional else np.inf
        for option in options:
            run = slice(option.columns.start, option.columns.stop)
            later = np.cumsum(rest[starts : 2 * starts][run][::-1])[::-1]
            cost = np.where(arrays.upper[run] > 0, rest[run] + later, np.inf)
            reduced[run] = cost
            cheapest = min(cheapest, float(cost.min(initial=np.inf)))
        least += cheapest
        for option in options:
            reduced[option.columns.start : option.columns.stop] -= cheapest
    return Remains(least, reduced)


def bound_of(problem: Problem, certificate: Certificate) -> float:
    """Return an upper bound in EUR on the net value of any programme of a problem.

    Parameters
    ----------
    certificate
        From a search for this problem or for one like it.
    """
    return bound_with_starts(problem, certificate)[0]


def bound_with_starts(problem: Problem, certificate: Certificate) -> tuple[float, Floats]:
    """Return the bound of `bound_of`, and what each start costs beyond the cheapest of its task.

    Forbidding starts, or allowing them again, changes the bound by what the cheapest start that
    is left costs: no new model is needed for that.
    """
    if certificate.parts is not None:
        return bound_by_parts(problem, certificate.parts)
    model = build_model(problem, certificate.step)
    arrays, keys = _with_cuts(model, certificate)
    dual = np.array([certificate.prices.get(key, 0.0) for key in keys]) / arrays.eur
    remains = bound_by(problem, arrays, dual)
    return model.matrix.constant - remains.least * arrays.eur, remains.reduced * arrays.eur


def bound_after(
    case: Case,
    joint_effects: Sequence[JointEffect],
    certificate: Certificate,
    wishes: Wishes = NOTHING,
) -> float:
    """Return an upper bound in EUR on what a programme of a changed case can be worth.

    It takes no solving, so hundreds of changes can be looked at: what cannot yield much need not
    be searched any further.

    Parameters
    ----------
    case, joint_effects, wishes
        The changed case, as for `find_programme`.
    certificate
        Of a solution of the case before the change.

    Returns
    -------
    float
        Net value that no programme exceeds; minus infinity when a task has no start left.
    """
    return bound_of(make_problem(case, joint_effects, wishes), certificate)


def _with_cuts(model: Model, certificate: Certificate) -> tuple[Arrays, list[Key]]:
    arrays = to_arrays(model.matrix)
    cuts = find_again(model, (key for key in certificate.prices if key[0] == CUT))
    keys = [row.key for row in (*model.matrix.rows, *cuts)]
    return add_rows(arrays, to_sparse(cuts, arrays.columns, arrays.sums)), keys

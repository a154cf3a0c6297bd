# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The baseline: what the partners do alone, each at its own preferred moment."""

from dataclasses import replace

import numpy as np

from koppelkans.case import BoundaryKind, Case, Schedule
from koppelkans.programme.large.anneal import FastAnnealer
from koppelkans.programme.large.tables import Tables, make_tables
from koppelkans.programme.model.boundaries import add_boundaries
from koppelkans.programme.model.build import add_starts, find_sources, read_schedule
from koppelkans.programme.model.elastic import make_elastic, solve_elastic
from koppelkans.programme.model.matrix import Floats, Matrix
from koppelkans.programme.model.problem import Option, Problem, make_problem
from koppelkans.programme.model.relations import add_relations, add_tasks
from koppelkans.programme.trying.anneal import WARM
from koppelkans.programme.wishes import OF_CONDITION

MOST_TASKS_EXACT = 60
"""With more tasks branching may take minutes; and compiled code is needed anyhow."""
CYCLES, MOVES_PER_TASK = 4, 500
OWN_LIMITS = (BoundaryKind.BUDGET, BoundaryKind.CREWS)
MOVING = 0.005
"""Part of the investment that moving a work by a quarter counts for: about 2 % a year."""
LEAST_MOVING_EUR = 1000.0
LEFT_OUT, LIMIT_BROKEN, ORDER_BROKEN = 200.0, 1000.0, 10_000.0
"""In quarters that the largest work moves: what is to be avoided more than moving."""


def plan_alone(case: Case) -> Schedule:
    """Return what the partners do when each goes alone.

    Every task is done in the variant that its owner takes alone, as close to its preferred start
    as the owner's own budgets and crews and the relations between tasks allow; what is optional
    is done when it fits. Nobody looks at what others do in the street. Limits that cannot all be
    kept are gone over as little as possible; `koppelkans.case.find_excesses` tells which.

    Notes
    -----
    What is minimised is the quarters moved, weighed by investment. With at most
    ``MOST_TASKS_EXACT`` tasks as an integer programme, with a limit on branches; with more by
    annealing, with a fixed number of moves. Neither looks at a clock, so the same case gives the
    same baseline.
    """
    problem = make_problem(case, ())
    largest = max(_moving_eur(problem, o) for options in problem.options for o in options)
    costs = _costs(problem, largest)
    if len(case.tasks) > MOST_TASKS_EXACT:
        return _anneal(problem, costs)
    return _solve(problem, costs, largest)


def _solve(problem: Problem, costs: list[list[Floats]], largest: float) -> Schedule:
    case, matrix = problem.case, Matrix()
    add_starts(matrix, problem, costs)
    for options in problem.options:
        for option in options:
            if option.variant_id != case.baseline_variant(option.task_id).id:
                for column in option.columns:
                    matrix.upper[column] = 0.0
    # A condition is asked of what is done together: who goes alone has none.
    own = {
        boundary.id
        for boundary in case.boundaries
        if boundary.kind in OWN_LIMITS and not boundary.id.startswith(OF_CONDITION)
    }
    sources = {
        (table, id_): number
        for (table, id_), number in find_sources(problem).items()
        if table != "boundaries" or id_ in own
    }
    add_tasks(matrix, problem, sources)
    add_relations(matrix, problem, sources)
    add_boundaries(matrix, problem, {}, sources, 1)
    prices = {
        number: largest * (LIMIT_BROKEN if table == "boundaries" else ORDER_BROKEN)
        for (table, _), number in sources.items()
    }
    columns = solve_elastic(make_elastic(matrix, prices), float("inf"), seed=1)
    if columns is None:
        raise AssertionError("a model in which every limit can give has a solution")
    return read_schedule(problem, columns)


def _anneal(problem: Problem, costs: list[list[Floats]]) -> Schedule:
    """Return what annealing finds when nothing costs anything but moving, as if nobody shared."""
    options, column = [], 0
    for row, of_task in zip(problem.options, costs, strict=True):
        for option, cost in zip(row, of_task, strict=True):
            if option.variant_id == problem.case.baseline_variant(option.task_id).id:
                columns = range(column, column + len(cost))
                options.append((replace(option, values=-cost, columns=columns),))
                column = columns.stop
    alone = replace(problem, options=tuple(options), not_done=(0.0,) * len(options))
    annealer = FastAnnealer(alone, seed=1, arrays=_own_tables(alone))
    annealer.construct(_never)
    for _ in range(CYCLES):
        annealer.cycle(MOVES_PER_TASK * len(options), WARM, _never)
    return annealer.best_schedule() if annealer.best_eur < np.inf else annealer.schedule_now()


def _own_tables(problem: Problem) -> Tables:
    """Return a problem in which what is shared costs nothing, saves nothing and has no limits."""
    tables = make_tables(problem)
    own = np.zeros((len(tables.c_limit), 1), dtype=np.bool_)
    own[tables.crew_counter] = True
    nothing = ("opening_eur", "week_eur", "l_saving", "r_applies")
    return tables._replace(
        c_applies=tables.c_applies & own,
        **{name: np.zeros_like(getattr(tables, name)) for name in nothing},
    )


def _never() -> bool:
    """Whether to stop: it ends by the number of its moves."""
    return False


def _moving_eur(problem: Problem, option: Option) -> float:
    investment = problem.case.variant[option.variant_id].investment_eur
    return max(LEAST_MOVING_EUR, MOVING * investment)


def _costs(problem: Problem, largest: float) -> list[list[Floats]]:
    """Return for each start what moving there counts for; outside the window ten times as much."""
    costs = []
    for task, options in zip(problem.case.tasks, problem.options, strict=True):
        first, last, preferred = (
            quarter - problem.case.first_quarter
            for quarter in (task.earliest_start, task.latest_start, task.preferred_start)
        )
        of_task = []
        for option in options:
            starts = np.arange(option.first, option.stop)
            outside = np.maximum(0, np.maximum(first - starts, starts - last))
            moved = np.abs(starts - preferred) + 10.0 * outside
            cost = moved * _moving_eur(problem, option)
            of_task.append(cost - (LEFT_OUT * largest if task.optional else 0.0))
        costs.append(of_task)
    return costs

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole model: a mixed-integer programme whose optimum is the best programme."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from koppelkans.case import Quarter, RelationKind, Schedule
from koppelkans.programme.model.amounts import Amount, add_limit, add_ranked, read_amount
from koppelkans.programme.model.boundaries import add_boundaries
from koppelkans.programme.model.gains import Meeting, add_gains
from koppelkans.programme.model.matrix import INFINITY, Floats, Matrix, Row, Term, one
from koppelkans.programme.model.occupations import Chain, add_occupations
from koppelkans.programme.model.problem import Problem
from koppelkans.programme.model.relations import add_relations, add_tasks
from koppelkans.programme.model.shares import Shares, add_shares

WEEKS_STEP = 2
"""Closed weeks are looked at by the half year at the coarsest: by year they count too few."""
SUM = "sum"
"""First in the key of the rows that say what sums of starts are; they come first of all."""

Sources = dict[tuple[str, str], int]
"""Number of each limit by (table, id); rows of the model refer to it."""


@dataclass(frozen=True)
class Model:
    """A problem as rows and columns.

    The first ``problem.starts_columns`` columns say what starts when; everything else follows
    from them. The objective is ``matrix.constant - cost @ columns``, in EUR.
    """

    problem: Problem
    step: int
    matrix: Matrix
    sources: Sources
    chains: tuple[Chain, ...]
    meetings: tuple[Meeting, ...]
    shares: tuple[Shares, ...] = ()


def build_model(problem: Problem, step: int = 1) -> Model:
    """Return the model of a problem.

    Parameters
    ----------
    step
        How many quarters occupations, gains and closures look at together. With 1 the model is
        exact; with more it is smaller and a relaxation: its optimum is never below the true one.

    Notes
    -----
    Other goals than that of the problem are the same columns at other costs: each is built
    too, for its costs alone. Where owners' parts of what is shared count, the model is a
    relaxation until it has rows enough: see `koppelkans.programme.model.shares`.
    """
    model = _build_goal(problem, step)
    matrix = model.matrix
    columns = len(matrix.cost)
    shares = add_shares(matrix, problem)
    for column in shares.columns.values():
        matrix.cost[column] = 1.0
    found = [shares]

    def other(goal: Problem) -> Amount:
        built = _build_goal(goal, step).matrix
        if len(built.cost) != columns:
            raise AssertionError("every goal is a cost of the same columns")
        theirs = add_shares(matrix, goal)
        found.append(theirs)
        return read_amount(built, theirs)

    for limit in problem.limits:
        add_limit(matrix, other(limit.problem), limit.at_least)
    if problem.ranked is not None:
        add_ranked(matrix, problem.ranked, [other(p) for p in problem.ranked.problems])
    return replace(model, shares=tuple(shares for shares in found if shares.columns))


def _build_goal(problem: Problem, step: int) -> Model:
    """Return the model of the goal of a problem, without what it is in company of."""
    matrix = Matrix()
    add_starts(matrix, problem, _price_starts(matrix, problem))
    sources = find_sources(problem)
    add_tasks(matrix, problem, sources)
    add_relations(matrix, problem, sources)
    weeks_step = min(step, WEEKS_STEP)
    closed, chains = add_occupations(matrix, problem, step, weeks_step)
    add_boundaries(matrix, problem, closed, sources, weeks_step)
    meetings = add_gains(matrix, problem, step)
    return Model(problem, step, matrix, sources, chains, meetings)


def find_sources(problem: Problem) -> Sources:
    """Return a number for every limit of the case."""
    case = problem.case
    keys = [("tasks", task.id) for task in case.tasks if not task.optional]
    keys += [("relations", r.id) for r in case.relations if r.kind is not RelationKind.PREPARES]
    keys += [("boundaries", boundary.id) for boundary in case.boundaries]
    return {key: number for number, key in enumerate(keys)}


def add_starts(matrix: Matrix, problem: Problem, costs: Sequence[Sequence[Floats]]) -> None:
    """Add the starts, with the cost of each by task and option.

    After them come their sums: whether an option has started by a quarter. Those are the whole
    numbers to branch on: they split a window in two instead of forbidding one quarter.
    """
    for options, of_task in zip(problem.options, costs, strict=True):
        for option, cost in zip(options, of_task, strict=True):
            matrix.add_columns(len(option.columns), cost=cost)
            matrix.sums += [option.columns.start] * len(option.columns)
    started = matrix.add_columns(problem.starts_columns, integer=True)
    matrix.topic(SUM)
    for column, first in enumerate(matrix.sums):
        before = [(started[column - 1 : column], -1.0)] if column > first else []
        matrix.equal([(started[column : column + 1], 1.0), *before, (one(column), -1.0)], 0)


def _price_starts(matrix: Matrix, problem: Problem) -> list[list[Floats]]:
    """Return what starts cost: compared with not doing the task, or with the best start."""
    costs = []
    for number, options in enumerate(problem.options):
        best = max((float(o.values.max()) for o in options if o.columns), default=0.0)
        optional = problem.case.tasks[number].optional
        worth = problem.not_done[number] if optional else best
        matrix.constant += worth
        costs.append([worth - option.values for option in options])
    return costs


def read_schedule(problem: Problem, columns: Floats) -> Schedule:
    """Return the schedule that the values of the start columns say."""
    chosen: dict[str, tuple[str, Quarter]] = {}
    for options in problem.options:
        for option in options:
            values = columns[option.columns.start : option.columns.stop]
            for offset in np.flatnonzero(values > 0.5):
                start = problem.quarter(option.first + int(offset))
                chosen[option.task_id] = (option.variant_id, start)
    return Schedule.of(problem.case, chosen)


def start_columns(problem: Problem, schedule: Schedule) -> Floats | None:
    """Return 0 or 1 for each start column, or None when a work lies outside its domain."""
    columns = np.zeros(problem.starts_columns)
    for task_id, work in schedule.works.items():
        (option,) = problem.options_in(task_id, work.variant.id)
        run = option.starting(*([work.start - problem.case.first_quarter] * 2))
        if not run:
            return None
        columns[run.start] = 1
    return columns


def any_but(problem: Problem, columns: Floats) -> Row:
    """Return the row that leaves out one schedule: that which the start columns say."""
    terms: list[Term] = []
    done = 0
    for options in problem.options:
        chosen = [c for o in options for c in o.columns if columns[c] > 0.5]
        done += len(chosen)
        terms += [(one(c), 1.0) for c in chosen]
        if not chosen:
            terms += [(o.columns, -1.0) for o in options]
    return Row(tuple(terms), -INFINITY, done - 1.0)

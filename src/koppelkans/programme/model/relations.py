# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Each task once, and relations between tasks, in the model.

Orders are said cumulatively: "what has started by now" against "what has not ended in time",
which is much stronger than one row for each pair of quarters.
"""

from koppelkans.case import Relation, RelationKind
from koppelkans.programme.model.matrix import Matrix, Term
from koppelkans.programme.model.problem import Option, Problem


def add_tasks(matrix: Matrix, problem: Problem, sources: dict[tuple[str, str], int]) -> None:
    """Add that each task is done once, or at most once when it is optional."""
    for task, options in zip(problem.case.tasks, problem.options, strict=True):
        matrix.topic("task", task.id)
        terms = [(o.columns, 1.0) for o in options]
        if task.optional:
            matrix.at_most(terms, 1)
        else:
            matrix.equal(terms, 1, sources["tasks", task.id])


def add_relations(matrix: Matrix, problem: Problem, sources: dict[tuple[str, str], int]) -> None:
    """Add every relation except ``prepares``, which is a gain and no limit."""
    for relation in problem.case.relations:
        source = sources.get(("relations", relation.id))
        if source is not None:
            ADD[relation.kind](matrix, problem, relation, source)


def _both(problem: Problem, relation: Relation) -> tuple[list[Option], list[Option]]:
    return (
        problem.options_in(relation.task_id, relation.variant_id),
        problem.options_in(relation.other_task_id, relation.other_variant_id),
    )


def _all(options: list[Option], factor: float = 1.0) -> list[Term]:
    return [(o.columns, factor) for o in options]


def _started_by(options: list[Option], quarter: int) -> list[Term]:
    return [(o.starting(o.first, quarter), 1.0) for o in options]


def _before(matrix: Matrix, problem: Problem, relation: Relation, source: int) -> None:
    works, others = _both(problem, relation)
    lag = relation.lag_quarters
    for quarter in range(min((o.first for o in others), default=0), problem.quarters):
        matrix.topic("relation", relation.id, quarter)
        started = _started_by(others, quarter)
        # Those that have ended with their lag by this quarter do not hold the other.
        holding = [(o.starting(quarter - o.duration - lag + 1, o.stop), 1.0) for o in works]
        if any(len(c) for c, _ in started) and any(len(c) for c, _ in holding):
            matrix.at_most([*started, *holding], 1, source, lazy=True)


def _requires(matrix: Matrix, problem: Problem, relation: Relation, source: int) -> None:
    works, others = _both(problem, relation)
    lag = relation.lag_quarters
    for quarter in range(
        min((o.first for o in works), default=0), max((o.stop for o in works), default=0)
    ):
        matrix.topic("relation", relation.id, quarter)
        ready = [(o.starting(o.first, quarter - o.duration - lag), -1.0) for o in others]
        matrix.at_most([*_started_by(works, quarter), *ready], 0, source, lazy=True)


def _excludes(matrix: Matrix, problem: Problem, relation: Relation, source: int) -> None:
    works, others = _both(problem, relation)
    matrix.topic("relation", relation.id)
    matrix.at_most([*_all(works), *_all(others)], 1, source)


def _together(matrix: Matrix, problem: Problem, relation: Relation, source: int) -> None:
    works, others = _both(problem, relation)
    for quarter in range(problem.quarters):
        matrix.topic("relation", relation.id, quarter)
        terms = [(o.starting(quarter, quarter), 1.0) for o in works]
        terms += [(o.starting(quarter, quarter), -1.0) for o in others]
        if any(len(columns) for columns, _ in terms):
            matrix.equal(terms, 0, source)


ADD = {
    RelationKind.BEFORE: _before,
    RelationKind.REQUIRES: _requires,
    RelationKind.EXCLUDES: _excludes,
    RelationKind.TOGETHER: _together,
}

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What pairs of tasks mean to each other, as flat arrays."""

from collections.abc import Sequence

import numpy as np

from koppelkans.case import Relation, RelationKind
from koppelkans.programme.large.arrays import Arrays, as_rows, floats, integers
from koppelkans.programme.model.problem import Problem

BEFORE, REQUIRES, EXCLUDES, TOGETHER, PREPARES = range(5)
KINDS = {
    RelationKind.BEFORE: BEFORE,
    RelationKind.REQUIRES: REQUIRES,
    RelationKind.EXCLUDES: EXCLUDES,
    RelationKind.TOGETHER: TOGETHER,
    RelationKind.PREPARES: PREPARES,
}


def _mask(problem: Problem, task: int, variant_ids: Sequence[str] | None) -> int:
    return sum(
        1 << bit
        for bit, option in enumerate(problem.options[task])
        if variant_ids is None or option.variant_id in variant_ids
    )


def meetings(problem: Problem) -> Arrays:
    """Return whom each task gains with, and how much."""
    rows: list[list[tuple[int, int, int, int, int]]] = [[] for _ in problem.options]
    for row, effect in enumerate(problem.joint_effects):
        if not problem.joint_eur[row].any():
            continue
        task = problem.task_number[effect.task_id]
        other = problem.task_number[effect.other_task_id]
        mine = _mask(problem, task, effect.variant_ids)
        others = _mask(problem, other, effect.other_variant_ids)
        rows[task].append((other, mine, others, effect.within_quarters, row))
        rows[other].append((task, others, mine, effect.within_quarters, row))
    columns = list(zip(*(item for of_task in rows for item in of_task), strict=True)) or [()] * 5
    names = ("m_other", "m_mine", "m_others", "m_within", "m_worth")
    return {
        "m_ptr": np.cumsum([0, *(len(row) for row in rows)]),
        **{name: integers(column) for name, column in zip(names, columns, strict=True)},
        "worth": np.array(problem.joint_eur, dtype=np.float64).reshape(-1, problem.quarters),
    }


def relations(problem: Problem) -> Arrays:
    """Return the relations of each task, and what they ask."""
    all_relations = problem.case.relations

    def mask(task_id: str, variant_id: str | None) -> int:
        ids = None if variant_id is None else (variant_id,)
        return _mask(problem, problem.task_number[task_id], ids)

    def both(relation: Relation) -> tuple[int, int]:
        return (problem.task_number[relation.task_id], problem.task_number[relation.other_task_id])

    rows: list[list[int]] = [[] for _ in problem.options]
    for number, relation in enumerate(all_relations):
        for task in both(relation):
            rows[task].append(number)
    l_ptr, related = as_rows(rows)
    return {
        "l_kind": integers(KINDS[r.kind] for r in all_relations),
        "l_first": integers(both(r)[0] for r in all_relations),
        "l_second": integers(both(r)[1] for r in all_relations),
        "l_mine": integers(mask(r.task_id, r.variant_id) for r in all_relations),
        "l_others": integers(mask(r.other_task_id, r.other_variant_id) for r in all_relations),
        "l_lag": integers(r.lag_quarters for r in all_relations),
        "l_saving": floats(problem.saving_eur(r) for r in all_relations),
        "l_ptr": l_ptr,
        "related": related,
    }

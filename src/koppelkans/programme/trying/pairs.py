# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What two tasks mean to each other: relations that bind, gains when they meet."""

from collections.abc import Sequence

from koppelkans.case import Relation, RelationKind
from koppelkans.programme.model.problem import Option, Problem
from koppelkans.programme.model.street import Change

NOT_TOGETHER = 4.0
"""How badly a relation is broken that asks for a task which is not done, in quarters."""
RELATION_COUNTS = 1.5
"""How many times a quarter in which a relation is broken counts.

Limits that are shared are mended by whoever can give way; a relation only by its own two tasks.
Counted alike, a street stayed in the quarter of its sewer because the year after it had no money,
and a place beside it no other way out.
"""

Placed = tuple[int, int]


class Pairs:
    """Relations and gains of each task with others."""

    def __init__(self, problem: Problem, options: list[Option]) -> None:
        self.options = options
        self.factor = problem.factor.tolist()
        self.relations: list[list[tuple[int, int, _Related]]] = [[] for _ in problem.options]
        self.meetings: list[list[tuple[int, set[int], set[int], int, list[float]]]] = [
            [] for _ in problem.options
        ]
        numbers = {id(option): number for number, option in enumerate(options)}
        for relation in problem.case.relations:
            task = problem.task_number[relation.task_id]
            other = problem.task_number[relation.other_task_id]
            related = _Related(relation, problem, numbers)
            self.relations[task].append((task, other, related))
            self.relations[other].append((task, other, related))
        for effect, eur in zip(problem.joint_effects, problem.joint_eur, strict=True):
            mine = {numbers[id(o)] for o in problem.options_of(effect.task_id, effect.variant_ids)}
            others = {
                numbers[id(o)]
                for o in problem.options_of(effect.other_task_id, effect.other_variant_ids)
            }
            task = problem.task_number[effect.task_id]
            other = problem.task_number[effect.other_task_id]
            if eur.any():
                self.meetings[task].append(
                    (other, mine, others, effect.within_quarters, eur.tolist())
                )
                self.meetings[other].append(
                    (task, others, mine, effect.within_quarters, eur.tolist())
                )

    def change(
        self, task: int, now: Placed | None, there: Placed, placed: Sequence[Placed | None]
    ) -> Change:
        """Return the change by a work that is put ``there`` (or taken away: ``now`` is None).

        Parameters
        ----------
        placed
            Where all other tasks are; that of the task itself is not looked at.
        """
        eur, broken, sign = 0.0, 0.0, 1 if now else -1
        number, start = there
        for other, mine, others, within, worth in self.meetings[task]:
            if number in mine:
                met = placed[other]
                if met is not None and met[0] in others and abs(met[1] - start) <= within:
                    eur -= sign * worth[max(met[1], start)]
        for first, second, related in self.relations[task]:
            if first == task:
                other_placed = placed[second]
                with_it = related.judge(there, other_placed, self)
                without = related.judge(None, other_placed, self)
            else:
                other_placed = placed[first]
                with_it = related.judge(other_placed, there, self)
                without = related.judge(other_placed, None, self)
            eur += sign * (with_it[0] - without[0])
            broken += RELATION_COUNTS * sign * (with_it[1] - without[1])
        return eur, broken


class _Related:
    def __init__(self, relation: Relation, problem: Problem, numbers: dict[int, int]) -> None:
        self.kind, self.lag = relation.kind, relation.lag_quarters
        self.saving = problem.saving_eur(relation)
        self.mine = {
            numbers[id(o)] for o in problem.options_in(relation.task_id, relation.variant_id)
        }
        self.others = {
            numbers[id(o)]
            for o in problem.options_in(relation.other_task_id, relation.other_variant_id)
        }

    def judge(self, work: Placed | None, other: Placed | None, pairs: Pairs) -> Change:
        """Return what both together cost, and how far they break the relation."""
        if work is not None and work[0] not in self.mine:
            work = None
        if other is not None and other[0] not in self.others:
            other = None
        match self.kind:
            case RelationKind.PREPARES if work and other and self._gap(work, other, pairs) >= 0:
                return -self.saving * pairs.factor[other[1]], 0.0
            case RelationKind.BEFORE if work and other:
                return 0.0, max(0.0, self.lag - self._gap(work, other, pairs))
            case RelationKind.REQUIRES if work and other:
                return 0.0, max(0.0, self.lag - self._gap(other, work, pairs))
            case RelationKind.TOGETHER if work and other:
                return 0.0, float(abs(work[1] - other[1]))
        return 0.0, NOT_TOGETHER if self._lacks(work, other) else 0.0

    def _gap(self, first: Placed, second: Placed, pairs: Pairs) -> float:
        """Return the quarters between the end of the one and the start of the other."""
        return second[1] - first[1] - pairs.options[first[0]].duration

    def _lacks(self, work: Placed | None, other: Placed | None) -> bool:
        """Whether a task is done, or not done, against the relation."""
        match self.kind:
            case RelationKind.REQUIRES:
                return work is not None and other is None
            case RelationKind.EXCLUDES:
                return work is not None and other is not None
            case RelationKind.TOGETHER:
                return (work is None) != (other is None)
            case _:
                return False

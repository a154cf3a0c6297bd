# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether it can be done when some limits hold, others give at a price and the rest are forgotten.

The model holds nothing but limits: no value, no openings, only the tasks that the limits are
about. That keeps it small, so that the question can be asked often.
"""

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property

import numpy as np

from koppelkans.case import Boundary, BoundaryKind, Case, RelationKind, Schedule, Task
from koppelkans.programme.answers import Limit
from koppelkans.programme.model.boundaries import add_boundaries
from koppelkans.programme.model.build import add_starts, find_sources, read_schedule
from koppelkans.programme.model.elastic import make_elastic
from koppelkans.programme.model.matrix import Floats, Matrix, Term
from koppelkans.programme.model.occupations import Closed
from koppelkans.programme.model.problem import Option, Problem, make_problem
from koppelkans.programme.model.relations import add_relations, add_tasks
from koppelkans.programme.model.solver import is_infeasible, load, to_arrays
from koppelkans.programme.vary import change_case
from koppelkans.programme.wishes import Pin, Wishes, wished_case

FARTHEST = 12
"""Quarters that a window that gives is widened by, on each side."""
OTHER_VARIANT = 4.0
"""What leaving the pinned variant counts for, in quarters moved."""
PRICES = {"tasks": 100.0, "relations": 10.0, "pins": 100.0, "exclusions": 20.0}
"""What letting go of a limit altogether counts for, in quarters moved."""
UNIT_PRICES = {
    BoundaryKind.CREWS: 2.0,
    BoundaryKind.CLOSURES: 2.0,
    BoundaryKind.REACHABILITY: 10.0,
    BoundaryKind.REST: 0.5,
    BoundaryKind.CLOSED_SEASON: 4.0,
}
"""What one unit over a boundary counts for, in quarters moved.

For a budget 5 % of it is such a unit, or of what the tasks ask in an average year.
"""

TABLES = (
    "areas", "places", "partners", "tasks", "variants", "relations", "boundaries", "key_figures",
)  # fmt: skip


class Impossible(Exception):  # noqa: N818 - an answer, no error
    """Proven: the limits cannot all be kept."""


class Limits:
    """The limits of a case and of wishes, and what happens when only some of them hold."""

    def __init__(self, case: Case, wishes: Wishes, seed: int) -> None:
        self.wishes, self.seed = wishes, seed
        self.case = wished_case(case, wishes.model_copy(update={"pins": ()}))

    @property
    def years(self) -> int:
        """How many years are planned."""
        return self.case.area.last_year - self.case.area.first_year + 1

    @cached_property
    def all(self) -> tuple[Limit, ...]:
        """Every limit, those that people set themselves last."""
        case, wishes = self.case, self.wishes
        limits = [Limit(table="tasks", id=task.id) for task in case.tasks if not task.optional]
        limits += [
            Limit(table="relations", id=relation.id)
            for relation in case.relations
            if relation.kind is not RelationKind.PREPARES
        ]
        limits += [Limit(table="boundaries", id=boundary.id) for boundary in case.boundaries]
        limits += [Limit(table="exclusions", id=str(n)) for n in range(len(wishes.exclusions))]
        limits += [Limit(table="pins", id=str(n)) for n in range(len(wishes.pins))]
        return tuple(limits)

    def solve(
        self, kept: Collection[Limit], giving: Collection[Limit], seconds: float
    ) -> Schedule | None:
        """Return what can be done when some limits are kept and others give as little as found.

        Returns
        -------
        Schedule or None
            Of a case with only the tasks concerned; None when the time was too short to tell.

        Raises
        ------
        Impossible
            When the kept limits cannot all be kept.
        """
        held = {*kept, *giving}
        if not self._tasks(held):
            return Schedule(self.case, {})
        problem = make_problem(self._part(held, set(giving)), ())
        matrix = Matrix()
        add_starts(matrix, problem, self._costs(problem, set(giving)))
        sources = find_sources(problem)
        add_tasks(matrix, problem, sources)
        add_relations(matrix, problem, sources)
        closed = _add_closed(matrix, problem)
        add_boundaries(matrix, problem, closed, sources, 1)
        prices = {
            number: PRICES[table]
            for (table, id_), number in sources.items()
            if table != "boundaries" and (table, id_) in {(g.table, g.id) for g in giving}
        }
        prices |= self._add_wishes(matrix, problem, kept, giving, len(sources))
        return _solve(problem, make_elastic(matrix, prices), seconds, self.seed)

    def _tasks(self, held: Collection[Limit]) -> set[str]:
        """Return the tasks that some limits are about; a boundary is about none by itself."""
        relations = {relation.id: relation for relation in self.case.relations}
        found: set[str] = set()
        for limit in held:
            match limit.table:
                case "tasks":
                    found.add(limit.id)
                case "relations":
                    relation = relations[limit.id]
                    found |= {relation.task_id, relation.other_task_id}
                case "pins":
                    found.add(self.wishes.pins[int(limit.id)].task_id)
                case "exclusions":
                    found.add(self.wishes.exclusions[int(limit.id)].task_id)
                case _:
                    pass
        return found

    def _part(self, held: set[Limit], giving: set[Limit]) -> Case:
        """Return the case with these limits and their tasks only; what gives can stretch far."""
        case, ids = self.case, self._tasks(held)
        tasks = [task for task in case.tasks if task.id in ids]
        tables = dict.fromkeys(set(Case.model_fields) - {"crs", *TABLES}, ())
        return change_case(
            case,
            **tables,
            tasks=tuple(_loose_task(t, held, giving) for t in tasks),
            variants=tuple(v for v in case.variants if v.task_id in ids),
            relations=tuple(r for r in case.relations if Limit(table="relations", id=r.id) in held),
            boundaries=tuple(
                self._loose_boundary(b, tasks) if limit in giving else _free_boundary(b)
                for b in case.boundaries
                if (limit := Limit(table="boundaries", id=b.id)) in held
            ),
        )

    def _loose_boundary(self, boundary: Boundary, tasks: list[Task]) -> Boundary:
        variants = [v for task in tasks for v in self.case.variants_of[task.id]]
        places = len(self.case.places)
        far = {
            BoundaryKind.BUDGET: sum(v.investment_eur for v in variants) + 1e6 * places,
            BoundaryKind.CREWS: sum(v.crews for v in variants),
            BoundaryKind.REST: 4 * boundary.limit,
        }.get(boundary.kind, float(places))
        yearly = max(boundary.limit, sum(v.investment_eur for v in variants) / self.years)
        price = UNIT_PRICES.get(boundary.kind) or 20.0 / max(1000.0, yearly)
        return boundary.model_copy(update={"stretch": max(1.0, far), "stretch_eur": price})

    def _costs(self, problem: Problem, giving: set[Limit]) -> list[list[Floats]]:
        return [
            [self._cost(problem, option, giving) for option in options]
            for options in problem.options
        ]

    def _cost(self, problem: Problem, option: Option, giving: set[Limit]) -> Floats:
        """Return how many quarters each start lies outside its window and its pins."""
        first = problem.case.first_quarter.index + option.first
        starts = np.arange(first, first + len(option.columns))
        cost = np.zeros(len(starts))
        if Limit(table="tasks", id=option.task_id) in giving:
            window = self.case.starts(option.task_id, option.variant_id)
            cost += _outside(starts, window.start, window.stop - 1)
        for number, pin in enumerate(self.wishes.pins):
            if pin.task_id == option.task_id and Limit(table="pins", id=str(number)) in giving:
                cost += pin_distance(pin, option.variant_id, starts)
        return cost

    def _add_wishes(
        self,
        matrix: Matrix,
        problem: Problem,
        kept: Collection[Limit],
        giving: Collection[Limit],
        number: int,
    ) -> dict[int, float]:
        """Add pins and exclusions; return what the rows that can give cost, by their source."""
        prices = {}
        for limit in (*kept, *giving):
            if limit.table == "pins":
                self._add_pin(matrix, problem, limit, number, loose=limit in giving)
            elif limit.table == "exclusions":
                wish = self.wishes.exclusions[int(limit.id)]
                options = problem.options_in(wish.task_id, wish.variant_id)
                matrix.at_most([(o.columns, 1.0) for o in options], 0, number)
            else:
                continue
            if limit in giving:
                prices[number] = PRICES[limit.table]
            number += 1
        return prices

    def _add_pin(
        self, matrix: Matrix, problem: Problem, limit: Limit, number: int, *, loose: bool
    ) -> None:
        pin = self.wishes.pins[int(limit.id)]
        allowed: list[Term] = []
        other: list[Term] = []
        for option in problem.options_of(pin.task_id):
            first = problem.case.first_quarter.index + option.first
            every = range(first, first + len(option.columns))
            run = every if loose else pin.narrow(option.variant_id, every)
            inside = option.columns[run.start - first : run.start - first + len(run)]
            allowed.append((inside, 1.0))
            other.append((option.columns[: inside.start - option.columns.start], 1.0))
            other.append((option.columns[inside.stop - option.columns.start :], 1.0))
        if pin.if_done:
            matrix.at_most(other, 0, number)
        else:
            matrix.equal(allowed, 1, number)


def pin_distance(pin: Pin, variant_id: str, starts: np.ndarray) -> Floats:
    """Return how far starts (indices of quarters) lie from what a pin asks, in quarters."""
    first = starts.min(initial=0) if pin.first is None else pin.first.index
    last = starts.max(initial=0) if pin.last is None else pin.last.index
    other = OTHER_VARIANT if pin.variant_id not in (None, variant_id) else 0.0
    return _outside(starts, first, last) + other


def _outside(starts: np.ndarray, first: int, last: int) -> Floats:
    outside: Floats = np.maximum(0.0, np.maximum(first - starts, starts - last))
    return outside


def _loose_task(task: Task, held: set[Limit], giving: set[Limit]) -> Task:
    limit = Limit(table="tasks", id=task.id)
    changes: dict[str, object] = {"optional": limit not in held}
    if limit in giving:
        changes |= {
            "stretch_before": task.stretch_before + FARTHEST,
            "stretch_after": task.stretch_after + FARTHEST,
        }
    return task.model_copy(update=changes)


def _free_boundary(boundary: Boundary) -> Boundary:
    return boundary.model_copy(update={"stretch_eur": 0.0})


def _add_closed(matrix: Matrix, problem: Problem) -> Closed:
    """Add whether places are closed, by quarter; a place may count as closed when it is not."""
    closed: Closed = {}
    for place_id, tasks in problem.visits.items():
        closed[place_id] = {}
        for quarter in range(problem.quarters):
            users = [
                terms
                for options in tasks
                if (terms := tuple((o.active(quarter), 1.0) for o in options if o.active(quarter)))
            ]
            if len(users) == 1:
                closed[place_id][quarter] = users[0]
            elif users:
                is_closed = matrix.add_columns(1)
                closed[place_id][quarter] = ((is_closed, 1.0),)
                for terms in users:
                    matrix.at_most([*terms, (is_closed, -1.0)], 0)
    return closed


def _solve(problem: Problem, matrix: Matrix, seconds: float, seed: int) -> Schedule | None:
    matrix = replace(matrix, cost=[max(0.0, cost) for cost in matrix.cost])
    solver = load(to_arrays(matrix), seed=seed)
    solver.setOptionValue("time_limit", max(0.01, seconds))
    solver.setOptionValue("mip_rel_gap", 0.01)
    solver.run()
    if is_infeasible(solver):
        raise Impossible
    solution = solver.getSolution()
    columns = np.array(solution.col_value)
    if not solution.value_valid or len(columns) != len(matrix.cost):
        return None
    return read_schedule(problem, columns)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""PyJobShop: scheduling with every limit that it can express, without what tasks gain together.

Each task is done in the variant that its owner takes alone, as close to its preferred start as
the limits allow, weighed by its investment. Crews, closed places and ways out are renewable
resources, closed seasons their breaks. A budget is a consumable per year, drawn on by a copy of
the task in each year in which it can start. Two tasks that share a street count twice for what
is closed: PyJobShop does not know sharing. Limits may be used up to their stretch, whose price
it does not see.
"""

from collections import defaultdict
from dataclasses import replace

import numpy as np
from pyjobshop import Model, SolveStatus
from pyjobshop.constants import MAX_VALUE

from bench.others.budget import Budget
from koppelkans.case import (
    Boundary,
    BoundaryKind,
    Quarter,
    RelationKind,
    Schedule,
    Task,
    Work,
    yearly_spending,
)
from koppelkans.programme.model.problem import Option, Problem

SHARED = (BoundaryKind.CLOSURES, BoundaryKind.REACHABILITY)
THOUSAND = 1000.0
LATE = 80
"""Quarters late that a task counts as when it is not done at all."""


class _Planning:
    """The model as it is written."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.case, self.model = problem, problem.case, Model()
        self.baseline = {t.id: self.case.baseline_variant(t.id) for t in self.case.tasks}
        self.option: dict[str, Option] = {}
        for task in self.case.tasks:
            options = problem.options_in(task.id, self.baseline[task.id].id)
            self.option[task.id] = options[0]
        self.demands: defaultdict = defaultdict(list)
        self.consumed: dict = {}
        self.tasks: dict = {}

    def build(self) -> None:
        """Write the resources, the tasks and what is between them."""
        for boundary in self.case.boundaries:
            self._resources(boundary)
        for task in self.case.tasks:
            self._task(task)
        self._relations()
        for boundary in self.case.boundaries:
            if boundary.kind is BoundaryKind.REST:
                self._rest(boundary)
        self.model.set_objective(weight_total_earliness=1, weight_total_tardiness=1)

    def _closing(self, task: Task) -> set[str]:
        return set(task.place_ids) if self.baseline[task.id].closed_weeks > 0 else set()

    def _resources(self, b: Boundary) -> None:
        room = int(b.limit + b.stretch + 1e-6)
        match b.kind:
            case BoundaryKind.CREWS:
                crews = {
                    t.id: int(self.baseline[t.id].crews)
                    for t in self.case.tasks if t.partner_id == b.partner_id
                }  # fmt: skip
                self._demand(crews, room)
            case BoundaryKind.CLOSURES:
                inside = {p.id for p in self.case.places if b.district in ("", p.district)}
                self._close(inside & set(b.place_ids) if b.place_ids else inside, room)
            case BoundaryKind.REACHABILITY:
                for ways in {frozenset(p.reachable_via) for p in self.case.places}:
                    if ways:
                        self._close(set(ways), len(ways) - 1)
            case BoundaryKind.CLOSED_SEASON:
                self._season(b)
            case BoundaryKind.BUDGET:
                for year in range(self.problem.quarters // 4):
                    years = year + 1 if b.carries_over else 1
                    limit = int((b.limit * years + b.stretch) / THOUSAND)
                    self.consumed[b.partner_id, year] = (
                        self.model.add_consumable(limit), b.carries_over
                    )  # fmt: skip

    def _close(self, place_ids: set[str], room: int) -> None:
        counts = {t.id: len(place_ids & self._closing(t)) for t in self.case.tasks}
        self._demand(counts, room)

    def _demand(self, amounts: dict[str, int], room: int, breaks: list | None = None) -> None:
        """Add a renewable resource; what one task alone goes over it cannot be helped."""
        resource = self.model.add_renewable(room, breaks)
        for task_id, amount in amounts.items():
            if 0 < amount <= room:
                self.demands[task_id].append((resource, amount))

    def _season(self, b: Boundary) -> None:
        places = set(b.place_ids) or {p.id for p in self.case.places}
        shut = [q for q in range(self.problem.quarters) if q % 4 + 1 in b.quarters]
        fitting = {
            t.id: 1 for t in self.case.tasks
            if places & self._closing(t) and self.baseline[t.id].duration_quarters
            <= 4 - len(b.quarters)
        }  # fmt: skip
        self._demand(fitting, len(fitting), [(q, q + 1) for q in shut])

    def _task(self, task: Task) -> None:
        variant, option, model = self.baseline[task.id], self.option[task.id], self.model
        due = task.preferred_start - self.case.first_quarter + variant.duration_quarters
        job = model.add_job(weight=max(1, round(variant.investment_eur / 10_000)), due_date=due)
        main = model.add_task(
            job, earliest_start=option.first, latest_start=option.stop - 1, optional=task.optional
        )
        self.tasks[task.id] = main
        used = self.demands[task.id]
        model.add_mode(
            main, [r for r, _ in used], variant.duration_quarters, [amount for _, amount in used]
        )
        if task.optional:
            leave_out(model, main, job.weight, LATE)
        if (task.partner_id, 0) in self.consumed:
            self._pay(task, main)

    def _pay(self, task: Task, main: object) -> None:
        """Draw on the budgets of the years, by the year in which the task starts."""
        option, variant = self.option[task.id], self.baseline[task.id]
        years = self.problem.quarters // 4
        copies = []
        for year in range(option.first // 4, (option.stop - 1) // 4 + 1):
            first, last = max(option.first, 4 * year), min(option.stop - 1, 4 * year + 3)
            spent = np.zeros(years + 1)
            for start in range(first, last + 1):
                work = Work(task, variant, self.problem.quarter(start))
                mine = np.zeros(years + 1)
                for when, eur in yearly_spending(self.case, work).items():
                    mine[min(when - self.case.area.first_year, years)] += eur
                carried = self.consumed[task.partner_id, 0][1]
                spent = np.maximum(spent, np.cumsum(mine) if carried else mine)
            drawn = [
                (self.consumed[task.partner_id, y][0], int(np.ceil(spent[y] / THOUSAND)))
                for y in range(years) if spent[y] > 0
            ]  # fmt: skip
            if any(eur > resource.capacity for resource, eur in drawn):
                continue
            copy = self.model.add_task(earliest_start=first, latest_start=last, optional=True)
            self.model.add_mode(
                copy, [r for r, _ in drawn], variant.duration_quarters, [eur for _, eur in drawn]
            )
            self.model.add_start_at_start(main, copy)
            copies.append(copy)
        if copies:  # else its budget is too small for it, whatever the year
            self.model.add_select_exactly_one(copies, main if task.optional else None)

    def _relations(self) -> None:
        model = self.model
        for r in self.case.relations:
            pairs = ((r.task_id, r.variant_id), (r.other_task_id, r.other_variant_id))
            held = [named in (None, self.baseline[task_id].id) for task_id, named in pairs]
            one, two = (self.tasks[task_id] for task_id, _ in pairs)
            match r.kind:
                case RelationKind.BEFORE if all(held):
                    model.add_end_before_start(one, two, delay=r.lag_quarters)
                case RelationKind.REQUIRES if held[0]:
                    if held[1]:
                        model.add_select_at_least_one([two], one)
                        model.add_end_before_start(two, one, delay=r.lag_quarters)
                    else:
                        self._never(one)
                case RelationKind.EXCLUDES if all(held):
                    self._not_both(r.task_id, r.other_task_id)
                case RelationKind.TOGETHER if all(held):
                    model.add_select_all_or_none([one, two])
                    model.add_start_at_start(one, two)

    def _never(self, task: object) -> None:
        """Let a task be left out: it would have to end before it starts."""
        self.model.add_end_before_start(task, task)

    def _not_both(self, one_id: str, two_id: str) -> None:
        shared = self.model.add_consumable(1)
        for task_id in (one_id, two_id):
            token = self.model.add_task(optional=True)
            self.model.add_mode(token, [shared], 1, [1])
            self.model.add_select_at_least_one([token], self.tasks[task_id])

    def _rest(self, b: Boundary) -> None:
        """Let nobody break up fresh paving: one copy starts before its end, one after the rest."""
        rest = round(4 * b.limit) - int(b.stretch + 1e-6)
        at_place: defaultdict[str, list[Task]] = defaultdict(list)
        for task in self.case.tasks:
            for place_id in self._closing(task) & set(b.place_ids or self._closing(task)):
                at_place[place_id].append(task)
        pairs = {
            (paver.id, other.id)
            for tasks in at_place.values()
            for paver in tasks if self.baseline[paver.id].repaves
            for other in tasks if other.id != paver.id
        }  # fmt: skip
        for paver_id, other_id in sorted(pairs):
            paver, other = self.tasks[paver_id], self.tasks[other_id]
            option, copies = self.option[other_id], []
            for _ in range(2):
                copy = self.model.add_task(
                    earliest_start=option.first, latest_start=option.stop - 1, optional=True
                )
                self.model.add_mode(copy, [], option.duration)
                self.model.add_start_at_start(other, copy)
                copies.append(copy)
            self.model.add_start_before_end(copies[0], paver, delay=1)
            self.model.add_end_before_start(paver, copies[1], delay=rest)
            self.model.add_select_at_least_one(copies, other)


def leave_out(model: Model, task: object, weight: int, quarters: int) -> None:
    """Let a task be left out, at the price of so many quarters late.

    The price is the delay of a task in a job of its own that has to wait for another. A job also
    counts the end of a task that is not done, which is free: so what may be left out never
    shares a job, and only a relation may make it late.
    """
    wait = model.add_task(latest_start=0)
    model.add_mode(wait, [], quarters - 1)
    never = model.add_task(model.add_job(weight=weight, due_date=0), optional=True)
    model.add_mode(never, [], 1)
    model.add_end_before_start(wait, never)
    model.add_select_exactly_one([task, never])


def solve(problem: Problem, budget: Budget, seed: int) -> Schedule | None:
    """Schedule every task; without the limits on closed places when counting twice forbids all."""
    found = _solve(problem, budget, seed)
    if found is None and not budget.is_over():
        kept = [b for b in problem.case.boundaries if b.kind not in SHARED]
        case = problem.case.model_copy(update={"boundaries": tuple(kept)})
        found = _solve(replace(problem, case=case), budget, seed)
    return None if found is None else Schedule.of(problem.case, found)


def _solve(problem: Problem, budget: Budget, seed: int) -> dict[str, tuple[str, Quarter]] | None:
    planning = _Planning(problem)
    planning.build()
    best = None
    while True:  # it knows the clock only: on a busy machine it goes on from its own best
        result = planning.model.solve(
            time_limit=max(2.0, budget.left() / 2), display=False, num_workers=2,
            initial_solution=best, random_seed=seed,
        )  # fmt: skip
        best = result.best if result.objective < MAX_VALUE else best
        ended = result.status in (SolveStatus.OPTIMAL, SolveStatus.INFEASIBLE)
        if ended or budget.left() < budget.processor_seconds / 20:
            break
    if best is None:
        return None
    chosen = {}
    numbers = {id(task): number for number, task in enumerate(planning.model.tasks)}
    for task_id, task in planning.tasks.items():
        done = best.tasks[numbers[id(task)]]
        if done.present:
            start = Quarter(problem.case.first_quarter.index + done.start)
            chosen[task_id] = (planning.baseline[task_id].id, start)
    return chosen

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""PyJobShop: scheduling as it can express it, without anything that tasks gain together.

Crews and closed places are renewable resources, windows and orders are kept, and every task is
as close to its preferred start as that allows, weighed by its investment. Yearly budgets, rest,
reachability, relations between variants and shared streets it does not know.
"""

from pyjobshop import Model, Renewable
from pyjobshop.constants import MAX_VALUE

from bench.others.budget import Budget
from koppelkans.case import BoundaryKind, Quarter, RelationKind, Schedule, Task, Variant
from koppelkans.programme.problem import Problem


class _Limits:
    """Crews and closed places as renewable resources."""

    def __init__(self, problem: Problem, model: Model) -> None:
        self.case = problem.case
        self.resources: list[Renewable] = []
        self.crews: dict[str | None, int] = {}
        self.closures: dict[str, int] = {}
        for b in self.case.boundaries:
            if b.kind is BoundaryKind.CREWS:
                self.crews[b.partner_id] = len(self.resources)
            elif b.kind is BoundaryKind.CLOSURES:
                self.closures[b.district] = len(self.resources)
            else:
                continue
            self.resources.append(model.add_renewable(int(b.limit + b.stretch)))

    def demands(self, task: Task, variant: Variant) -> dict[int, int]:
        """Return how much of each resource, by number, a task takes."""
        found: dict[int, int] = {}
        if task.partner_id in self.crews and variant.crews:
            found[self.crews[task.partner_id]] = int(variant.crews)
        for place_id in task.place_ids if variant.closed_weeks > 0 else ():
            resource = self.closures.get(self.case.place[place_id].district)
            if resource is not None:
                found[resource] = found.get(resource, 0) + 1
        return found


def _add_tasks(problem: Problem, model: Model) -> dict:
    case, tasks = problem.case, {}
    limits = _Limits(problem, model)
    for task in case.tasks:
        variant = case.baseline_variant(task.id)
        (option,) = problem.options_in(task.id, variant.id)
        weight = max(1, round(variant.investment_eur / 10_000))
        due = task.preferred_start - case.first_quarter + variant.duration_quarters
        tasks[task.id] = model.add_task(
            job=model.add_job(weight=weight, due_date=due),
            earliest_start=option.first,
            latest_start=option.stop - 1,
            optional=task.optional,
        )
        needed = limits.demands(task, variant)
        resources = [limits.resources[number] for number in needed]
        amounts = list(needed.values())
        model.add_mode(tasks[task.id], resources, variant.duration_quarters, amounts)
    return tasks


def solve(problem: Problem, budget: Budget, seed: int) -> Schedule | None:
    """Schedule every task in the variant that its owner takes alone."""
    case, model = problem.case, Model()
    tasks = _add_tasks(problem, model)
    for r in case.relations:
        one, two = tasks[r.task_id], tasks[r.other_task_id]
        if r.kind is RelationKind.BEFORE:
            model.add_end_before_start(one, two, delay=r.lag_quarters)
        elif r.kind is RelationKind.TOGETHER:
            model.add_start_before_start(one, two)
            model.add_start_before_start(two, one)
    model.set_objective(weight_total_earliness=1, weight_total_tardiness=1)
    result = model.solve(
        time_limit=budget.left() / 2, display=False, num_workers=2, random_seed=seed
    )
    if result.objective >= MAX_VALUE:
        return None
    chosen = {}
    for task_id, done in zip(tasks, result.best.tasks, strict=True):
        if done.present:
            start = Quarter(case.first_quarter.index + done.start)
            chosen[task_id] = (case.baseline_variant(task_id).id, start)
    return Schedule.of(case, chosen)

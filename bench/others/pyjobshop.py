# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""PyJobShop: scheduling as it can express it, without anything that tasks gain together.

Crews and closed places are renewable resources, windows and orders are kept, and every task is
as close to its preferred start as that allows, weighed by its investment. Yearly budgets, rest,
reachability, relations between variants and shared streets it does not know.
"""

from pyjobshop import Model
from pyjobshop.constants import MAX_VALUE

from bench.others.budget import Budget
from koppelkans.case import BoundaryKind, Quarter, RelationKind, Schedule
from koppelkans.programme.problem import Problem


def solve(problem: Problem, budget: Budget, seed: int) -> Schedule | None:
    """Schedule every task in the variant that its owner takes alone."""
    case, model = problem.case, Model()
    crews, closures = {}, {}
    for b in case.boundaries:
        if b.kind is BoundaryKind.CREWS:
            crews[b.partner_id] = model.add_renewable(int(b.limit + b.stretch))
        elif b.kind is BoundaryKind.CLOSURES:
            closures[b.district] = model.add_renewable(int(b.limit + b.stretch))
    tasks, variants = {}, {}
    for task in case.tasks:
        variant = variants[task.id] = case.baseline_variant(task.id)
        (option,) = problem.options_in(task.id, variant.id)
        weight = max(1, round(variant.investment_eur / 10_000))
        due = task.preferred_start - case.first_quarter + variant.duration_quarters
        job = model.add_job(weight=weight, due_date=due)
        tasks[task.id] = model.add_task(
            job=job,
            earliest_start=option.first,
            latest_start=option.stop - 1,
            optional=task.optional,
        )
        demands = {}
        if task.partner_id in crews and variant.crews:
            demands[crews[task.partner_id]] = int(variant.crews)
        if variant.closed_weeks > 0:
            for place_id in task.place_ids:
                resource = closures.get(case.place[place_id].district)
                if resource is not None:
                    demands[resource] = demands.get(resource, 0) + 1
        model.add_mode(
            tasks[task.id], list(demands), variant.duration_quarters, list(demands.values())
        )
    for r in case.relations:
        one, two = tasks[r.task_id], tasks[r.other_task_id]
        if r.kind is RelationKind.BEFORE:
            model.add_end_before_start(one, two, delay=r.lag_quarters)
        elif r.kind is RelationKind.TOGETHER:
            model.add_start_before_start(one, two)
            model.add_start_before_start(two, one)
    model.set_objective(weight_total_earliness=1, weight_total_tardiness=1)
    result = model.solve(time_limit=budget.left() / 2, display=False, num_workers=2, seed=seed)
    if result.objective >= MAX_VALUE:
        return None
    chosen = {}
    for (task_id, _), done in zip(tasks.items(), result.best.tasks, strict=True):
        if done.present:
            start = Quarter(case.first_quarter.index + done.start)
            chosen[task_id] = (variants[task_id].id, start)
    return Schedule.of(case, chosen)

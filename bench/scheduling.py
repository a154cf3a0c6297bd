# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scheduling with relations and crews: the same optimum as PyJobShop, on small drawn instances.

Tasks of two partners with a crew each want to start at a moment of their own; every quarter
away from it costs money. Orders with lags, what excludes or requires what, and starting together
are drawn. Both must prove the same optimum, or both that there is none. Prints a table.
"""

import argparse
import sys
import time
from collections import Counter
from typing import Any

import numpy as np
from pyjobshop import Model, SolveStatus

from bench.others.pyjobshop import leave_out
from koppelkans.case import Case, RelationKind
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import NoProgrammeFound, SearchSettings, find_programme
from tests.factories import case_of, small_tables

PARTNERS = ("city", "water")
QUARTERS = 24
LEFT_OUT_QUARTERS = 30
"""Leaving an optional task out costs as much as moving it this far."""
Tables = dict[str, list[dict[str, Any]]]


def draw_tables(seed: int, count: int) -> Tables:
    """Return the tables of a drawn instance."""
    random = np.random.default_rng(seed)
    tables = small_tables()
    for name in ("conditions", "struggles", "criteria", "weights", "preference_curves", "effects",
                 "relations", "tasks", "variants", "opportunity_rules"):  # fmt: skip
        tables[name] = []
    tables["areas"][0] |= {"last_year": 2032, "discount_rate": 0.0, "residual_value": False}
    tables["key_figures"].append(
        {"id": "euro", "name": "Euro", "unit": "EUR", "value": 1, "source": "by definition",
         "price_year": 2025}
    )  # fmt: skip
    for number in range(count):
        _draw_task(random, tables, number)
    for number in range(int(random.integers(1, 1 + count // 2))):
        one, two = sorted(random.permutation(count)[:2])
        kind = str(random.choice(["before", "before", "before", "before", "requires", "excludes",
                                  "together"]))  # fmt: skip
        if kind == "requires":
            one, two = two, one
        tables["relations"].append(
            {"id": f"r{number}", "kind": kind, "task_id": f"t{one}", "other_task_id": f"t{two}",
             "lag_quarters": int(random.integers(0, 3))}
        )  # fmt: skip
    tables["boundaries"] = [
        {"id": f"crews-{partner}", "kind": "crews", "name": "Ploegen", "partner_id": partner,
         "limit": int(random.integers(2, 5))}
        for partner in PARTNERS
    ]  # fmt: skip
    return tables


def _draw_task(random: np.random.Generator, tables: Tables, number: int) -> None:
    moment, weight = int(random.integers(0, 14)), float(random.integers(1, 10)) * 100
    quarter = f"{2027 + moment // 4}-Q{moment % 4 + 1}"
    optional = bool(random.random() < 0.3)
    tables["tasks"].append(
        small_tables()["tasks"][0] | {
            "id": f"t{number}", "title": f"Taak {number}", "place_ids": "", "optional": optional,
            "partner_id": str(random.choice(PARTNERS)), "theme": "social", "failure_rate": 0,
            "failure_growth": 0, "failure_eur": 0, "preferred_start": quarter,
            "earliest_start": quarter, "latest_start": quarter,
            "stretch_before": min(moment, int(random.integers(0, 8))),
            "stretch_after": int(random.integers(2, 11)), "stretch_eur_per_quarter": weight,
        }
    )  # fmt: skip
    tables["variants"].append(
        small_tables()["variants"][0] | {
            "id": f"t{number}a", "task_id": f"t{number}", "name": "a",
            "duration_quarters": int(random.integers(1, 4)), "closed_weeks": 0,
            "opening_eur_per_m": 0, "operation_eur_per_year": 0, "investment_eur": 1.0,
            "life_years": 40, "crews": int(random.integers(0, 3)), "repaves": False, "tags": "",
        }
    )  # fmt: skip
    if optional:
        worth = 1.0 + LEFT_OUT_QUARTERS * weight
        tables["effects"].append(
            {"id": f"e{number}", "variant_id": f"t{number}a", "key_figure_id": "euro",
             "quantity": worth, "name": "Gedaan", "partner_id": "people",
             "beneficiary": "residents"}
        )  # fmt: skip


def ours(case: Case) -> float | None:
    """Return the proven least cost of moving and leaving out, EUR; None when nothing fits."""
    settings = SearchSettings(seconds=120, gap=0.0)
    try:
        solution = find_programme(case, find_joint_effects(case), settings)
    except NoProgrammeFound as failure:
        if not failure.proven:
            raise
        return None
    if solution.bound_eur - solution.objective_eur > 0.5:
        raise AssertionError("not proven in time")
    most = sum(effect.quantity - 1 for effect in case.effects)
    return most - sum(not task.optional for task in case.tasks) - solution.objective_eur


def theirs(case: Case) -> float | None:
    """Return the same by PyJobShop."""
    model, tasks = Model(), {}
    crews = {b.partner_id: model.add_renewable(int(b.limit)) for b in case.boundaries}
    lost = {effect.variant_id: effect.quantity for effect in case.effects}
    for task in case.tasks:
        (variant,) = case.variants_of[task.id]
        moment = task.preferred_start - case.first_quarter
        weight = round(task.stretch_eur_per_quarter)
        job = model.add_job(weight=weight, due_date=moment + variant.duration_quarters)
        last = min(moment + task.stretch_after, QUARTERS - variant.duration_quarters)
        tasks[task.id] = model.add_task(
            job, earliest_start=moment - task.stretch_before, latest_start=last,
            optional=task.optional,
        )  # fmt: skip
        used = [crews[task.partner_id]] if variant.crews else []
        model.add_mode(
            tasks[task.id], used, variant.duration_quarters, [int(variant.crews)] * len(used)
        )
        if task.optional:
            late = round((lost[variant.id] - 1) / weight)
            leave_out(model, tasks[task.id], weight, late)
    _relate(model, case, tasks)
    model.set_objective(weight_total_earliness=1, weight_total_tardiness=1)
    result = model.solve(display=False, num_workers=2, time_limit=120)
    if result.status is SolveStatus.INFEASIBLE:
        return None
    if result.status is not SolveStatus.OPTIMAL:
        raise AssertionError("PyJobShop did not prove it in time")
    return float(result.objective)


def _relate(model: Model, case: Case, tasks: dict[str, Any]) -> None:
    for r in case.relations:
        one, two = tasks[r.task_id], tasks[r.other_task_id]
        match r.kind:
            case RelationKind.BEFORE:
                model.add_end_before_start(one, two, delay=r.lag_quarters)
            case RelationKind.REQUIRES:
                model.add_select_at_least_one([two], one)
                model.add_end_before_start(two, one, delay=r.lag_quarters)
            case RelationKind.TOGETHER:
                model.add_select_all_or_none([one, two])
                model.add_start_at_start(one, two)
            case RelationKind.EXCLUDES:
                # Both present would have to be one before the other and the other way round.
                model.add_end_before_start(one, two)
                model.add_end_before_start(two, one)


def main() -> None:
    """Compare and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.scheduling", description=__doc__)
    parser.add_argument("--instances", type=int, default=300)
    arguments = parser.parse_args()
    counts: Counter[tuple[int, str]] = Counter()
    seconds = {"ours": 0.0, "theirs": 0.0}
    sizes = (4, 8, 12)
    for seed in range(arguments.instances):
        size = sizes[seed % len(sizes)]
        case = case_of(draw_tables(seed, size))
        begun = time.process_time()
        mine = ours(case)
        between = time.process_time()
        other = theirs(case)
        seconds["ours"] += between - begun
        seconds["theirs"] += time.process_time() - between
        same = mine == other if None in (mine, other) else abs(mine - other) < 0.5
        verdict = ("none, both" if mine is None else "same optimum") if same else "DIFFERENT"
        counts[size, verdict] += 1
        if not same:
            print(f"instance {seed}: Koppelkans {mine}, PyJobShop {other}", file=sys.stderr)
    print("| tasks | same optimum proven | both prove that nothing fits | different |\n"
          "|--:|--:|--:|--:|")  # fmt: skip
    for size in sizes:
        found = [counts[size, v] for v in ("same optimum", "none, both", "DIFFERENT")]
        print(f"| {size} | {found[0]} | {found[1]} | {found[2]} |")
    print(f"\nProcessor seconds: Koppelkans {seconds['ours']:.0f}, "
          f"PyJobShop {seconds['theirs']:.0f}.")  # fmt: skip
    if any(verdict == "DIFFERENT" for _, verdict in counts):
        sys.exit(1)


if __name__ == "__main__":
    main()

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Random tiny cases with every kind of limit, small enough to try all schedules."""

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from shapely.geometry import LineString

from koppelkans.case import Case, Quarter, Schedule, find_excesses
from koppelkans.opportunity import find_joint_effects
from koppelkans.value import Valuation, value_schedule
from tests.factories import X, Y, case_of, small_tables

Random = np.random.Generator
FIRST, QUARTERS = Quarter.of(2027, 1), 8
PARTNERS = ("city", "water", "heat")


def tiny_tables(random: Random, *, most: int = 1500) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of a random case with at most about ``most`` schedules."""
    tables = small_tables()
    for name in ("conditions", "struggles", "criteria", "weights", "preference_curves", "effects"):
        tables[name] = []
    tables["areas"][0] |= {
        "last_year": 2028,
        "discount_rate": float(random.choice([0.0225, 0.1, 0.0, -0.05])),
    }
    tables["places"] = [_place(random, number) for number in range(3)]
    tables["tasks"], tables["variants"] = [], []
    schedules = 1
    for number in range(int(random.integers(2, 6))):
        task, variants = _task(random, number)
        schedules *= _choices(task, variants)
        if schedules > most and number > 1:
            break
        tables["tasks"].append(task)
        tables["variants"] += variants
    ids = [task["id"] for task in tables["tasks"]]
    tables["relations"] = _relations(random, ids, tables["variants"])
    tables["boundaries"] = _boundaries(random)
    tables["opportunity_rules"] = [
        {"id": "meet", "name": "Samen", "first": str(random.choice(["sewer", "fast"])),
         "second": "street", "distance_m": 1000, "within_quarters": int(random.integers(0, 3)),
         "key_figure_id": str(random.choice(["indoor_saving", "co2"])), "basis": "task",
         "quantity_per_basis": float(random.choice([-40_000, 50_000, 200_000])) / 100,
         "source": "verzonnen"},
    ]  # fmt: skip
    return tables


def tiny_case(seed: int, **limits: Any) -> Case:
    """Return a random tiny case; ``limits`` replace tables of it."""
    return case_of({**tiny_tables(np.random.default_rng(seed)), **limits})


def doubled(tables: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Return the tables with all euros twice as many; what a euro over a budget costs stays."""
    more = {
        name: [{field: _twice(field, value) for field, value in row.items()} for row in rows]
        for name, rows in tables.items()
    }
    for boundary in more["boundaries"]:
        if boundary["kind"] == "budget":
            boundary["limit"] *= 2
            boundary["stretch"] = 2 * boundary.get("stretch", 0)
            boundary["stretch_eur"] = boundary.get("stretch_eur", 0) / 2
    return more


def _twice(field: str, value: Any) -> Any:
    is_money = "_eur" in field or field in ("value", "low", "high")
    return 2 * value if is_money and isinstance(value, float | int) else value


def _place(random: Random, number: int) -> dict[str, Any]:
    line = LineString([(X + 100 * number, Y + 50), (X + 100 * number + 90, Y + 50)])
    others = [f"p{n}" for n in range(3) if n != number]
    return {
        "id": f"p{number}", "name": f"Plek {number}", "street": "Straat", "geometry": line,
        "district": "Oost" if number else "West", "length_m": 90.0, "width_m": 10,
        "pavement": "clinkers", "pavement_year": 1990, "addresses": int(random.integers(0, 40)),
        "traffic_class": str(random.choice(["residential", "collector", "main"])),
        "businesses": int(random.integers(0, 3)), "bus_route": bool(random.random() < 0.3),
        "reachable_via": "; ".join(others[: int(random.integers(0, 3))]),
    }  # fmt: skip


def _task(random: Random, number: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    id_ = f"t{number}"
    places = random.permutation(3)[: int(random.integers(1, 3))]
    first = int(random.integers(0, 4))
    last = first + int(random.integers(0, 3))
    preferred = int(random.integers(first, last + 1))
    task = {
        "id": id_, "partner_id": str(random.choice(PARTNERS)), "title": id_.upper(),
        "theme": str(random.choice(["sewer", "street", "heat"])),
        "place_ids": "; ".join(f"p{p}" for p in places), "optional": bool(random.random() < 0.3),
        "preferred_start": str(FIRST + preferred), "earliest_start": str(FIRST + first),
        "latest_start": str(FIRST + last), "stretch_before": int(random.integers(0, 2)),
        "stretch_after": int(random.integers(0, 3)),
        "stretch_eur_per_quarter": float(random.integers(0, 5)) * 1000,
        "failure_rate": float(random.choice([0.0, 0.05])), "failure_growth": 0.2,
        "failure_eur": float(random.integers(0, 3)) * 100_000,
    }  # fmt: skip
    variants = []
    for name in ("a", "b")[: int(random.integers(1, 3))]:
        quarters = int(random.integers(1, 4))
        variants.append({
            "id": id_ + name, "task_id": id_, "name": name, "duration_quarters": quarters,
            "closed_weeks": float(random.choice([0, 4, 6, 13])) if quarters < 3 else 15.0,
            "investment_eur": float(random.integers(1, 9)) * 20_000,
            "opening_eur_per_m": float(random.choice([0, 100, 200, 350])),
            "life_years": float(random.choice([20, 40])), "crews": int(random.integers(0, 3)),
            "repaves": bool(random.random() < 0.4), "tags": str(random.choice(["", "fast"])),
        })  # fmt: skip
    return task, variants


def _choices(task: dict[str, Any], variants: list[dict[str, Any]]) -> int:
    window = Quarter.parse(task["latest_start"]) - Quarter.parse(task["earliest_start"]) + 1
    starts = window + task["stretch_before"] + task["stretch_after"]
    return len(variants) * starts + int(task["optional"])


def _relations(
    random: Random, ids: list[str], variants: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    relations = []
    for number in range(int(random.integers(0, 4))):
        # In one direction only: no circles.
        task, other = sorted(random.permutation(len(ids))[:2])
        kind = str(random.choice(["before", "requires", "excludes", "together", "prepares"]))
        if kind == "requires":
            task, other = other, task
        relation = {
            "id": f"r{number}", "kind": kind, "task_id": ids[task], "other_task_id": ids[other],
            "lag_quarters": int(random.integers(0, 2)), "saving_eur": 30_000,
        }  # fmt: skip
        for field, id_ in (("variant_id", ids[task]), ("other_variant_id", ids[other])):
            if random.random() < 0.3:
                named = [v["id"] for v in variants if v["task_id"] == id_]
                relation[field] = str(random.choice(named))
        relations.append(relation)
    return relations


def _boundaries(random: Random) -> list[dict[str, Any]]:
    def maybe(stretch: float, eur: float) -> dict[str, float]:
        soft = random.random() < 0.6
        return {"stretch": stretch, "stretch_eur": eur} if soft else {}

    possible: list[dict[str, Any]] = [
        {"kind": "budget", "partner_id": str(random.choice(PARTNERS)),
         "limit": float(random.integers(2, 12)) * 20_000,
         "carries_over": bool(random.random() < 0.7), **maybe(80_000, 0.2)},
        {"kind": "budget", "partner_id": str(random.choice(PARTNERS)),
         "limit": float(random.integers(4, 12)) * 20_000, "carries_over": True,
         "first_year": 2028, **maybe(150_000, 0.05)},
        {"kind": "crews", "partner_id": str(random.choice(PARTNERS)),
         "limit": int(random.integers(1, 4)), **maybe(1, 4_000)},
        {"kind": "closures", "limit": int(random.integers(1, 3)), **maybe(1, 9_000)},
        {"kind": "closures", "district": "Oost", "limit": 1, "last_year": 2027, **maybe(1, 5_000)},
        {"kind": "reachability", **maybe(2, 8_000)},
        {"kind": "rest", "limit": float(random.choice([0.25, 0.5, 1])), **maybe(2, 6_000)},
        {"kind": "rest", "limit": 0.5, "place_ids": "p0; p1", **maybe(1, 2_000)},
        {"kind": "closed_season", "quarters": str(random.integers(1, 5)), "place_ids": "p0; p2",
         **maybe(2, 3_000)},
        {"kind": "closed_season", "quarters": "3", **maybe(3, 3_000)},
    ]  # fmt: skip
    chosen = [boundary for boundary in possible if random.random() < 0.4]
    if len(chosen) % 2:
        # Without drawing, so that the other cases stay as they are.
        route = {"kind": "closures", "place_ids": "p0; p1", "limit": 1}
        chosen.append(route | ({"stretch": 1, "stretch_eur": 7_000} if len(chosen) > 3 else {}))
    return [{"id": f"b{n}", "name": f"Grens {n}", **b} for n, b in enumerate(chosen)]


def all_schedules(case: Case) -> Iterator[Schedule]:
    """Yield every schedule of a case, also those that break limits between tasks."""
    choices: list[list[tuple[str, str, Quarter] | None]] = []
    for task in case.tasks:
        starts = [
            (task.id, variant.id, Quarter(index))
            for variant in case.variants_of[task.id]
            for index in case.starts(task.id, variant.id)
        ]
        choices.append([*starts, None] if task.optional else [*starts])
    for chosen in product(*choices):
        yield Schedule.of(case, {c[0]: (c[1], c[2]) for c in chosen if c is not None})


def best_of_all(case: Case) -> tuple[float, Schedule] | None:
    """Return the best net value by trying everything; None when nothing keeps all limits."""
    joint_effects = find_joint_effects(case)
    best: tuple[float, Schedule] | None = None
    for schedule in all_schedules(case):
        if not any(excess.broken for excess in find_excesses(schedule)):
            net = value_schedule(schedule, joint_effects).total()
            if best is None or net > best[0]:
                best = (net, schedule)
    return best


@cache
def kept(seed: int) -> tuple[Case, list[tuple[Schedule, Valuation]]]:
    """Return a case with all its programmes within the limits."""
    case = tiny_case(seed)
    effects = find_joint_effects(case)
    return case, [
        (schedule, value_schedule(schedule, effects))
        for schedule in all_schedules(case)
        if not any(excess.broken for excess in find_excesses(schedule))
    ]

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The published case of three operators who maintain together ("3C"), solved to the optimum.

Kammouh, Nogal, Binnekamp and Wolfert (2021), Multi-system intervention optimization for
interdependent infrastructure, Automation in Construction 127, 103698 (CC BY 4.0),
https://doi.org/10.1016/j.autcon.2021.103698: seven activities of three operators on twelve
subsystems in eighteen periods. An activity returns after at least and at most so many periods.
While one is at work, every subsystem that depends on what it works on is out of service, and
society pays for each that is, once. The figures are those of the program that the authors
published with it (https://github.com/TUDelft-Odesys/3C-planner); it searches by a genetic
algorithm.

As a case: a subsystem is a place whose closing costs so much a week, an activity in a period a
task that may be left out. Activities too close together exclude each other. For each stretch of
periods in which one has to come there is a task that needs one of them to have been done. A mixed
integer programme of a dozen lines, without anything of the product, says what the optimum is.
"""

import time
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

from koppelkans.case import Case, Quarter
from koppelkans.programme import SearchSettings, Solution, find_programme
from tests.factories import case_of, small_tables

PERIODS = 18
WORK_COST = (5000, 2500, 4000, 4500, 3000, 5500, 3000)
"""By activity, each time it is done."""
OUT_COST = tuple(5 * c for c in (*WORK_COST, 5000, 2500, 4000, 4500, 3000))
"""By subsystem, each period that it is out of service."""
LEAST = (3, 2, 4, 3, 3, 4, 2)
MOST = (5, 6, 6, 4, 3, 6, 4)
ANCHORED = {4: 0}
"""Activity that has to be done in this period."""
WORKS_ON = ((6,), (0,), (1,), (6, 7, 8, 9), (8, 10), (2, 3, 4), (11,))
"""By activity, the subsystems it works on."""
STOPS = ((0, 1, 6), (0, 1, 10), (2, 8), (3, 9), (4, 5, 9, 11), (4, 5, 7), (6,), (7,), (8, 10),
         (9, 11), (8, 10, 11), (9, 10, 11))  # fmt: skip
"""By subsystem that is worked on, those that are out of service."""
OPERATOR = ("A",) * 6 + ("B",) * 4 + ("C",) * 2
UNIT = 2500
"""Euros for a closed week per address: every cost of a subsystem is a multiple of it."""


def out_of_service(activity: int) -> list[int]:
    """Return the subsystems that are out of service while an activity is at work."""
    return sorted({stopped for worked in WORKS_ON[activity] for stopped in STOPS[worked]})


def cost(plan: np.ndarray) -> tuple[float, float]:
    """Return what the works and the interruptions of a plan cost (activities x periods, 0/1)."""
    out = np.zeros((len(OUT_COST), PERIODS), dtype=bool)
    for activity, periods in enumerate(plan.astype(bool)):
        out[out_of_service(activity)] |= periods
    return float(WORK_COST @ plan.sum(1)), float(OUT_COST @ out.sum(1))


def returns_in_time(plan: np.ndarray) -> bool:
    """Whether every activity comes as often as it must and no more often than it may."""
    for activity, periods in enumerate(plan):
        few = np.convolve(periods, np.ones(MOST[activity]), "valid").min()
        many = np.convolve(periods, np.ones(LEAST[activity]), "valid").max()
        if few < 1 or many > 1:
            return False
    return all(plan[activity, period] for activity, period in ANCHORED.items())


def everyone_alone() -> list[float]:
    """Return the cost of every plan in which all wait as long as they may, by first moments."""
    moments = [[ANCHORED[k]] if k in ANCHORED else range(MOST[k]) for k in range(len(MOST))]
    found = []
    for firsts in np.array(np.meshgrid(*moments)).reshape(len(MOST), -1).T:
        plan = np.zeros((len(MOST), PERIODS))
        for activity, first in enumerate(firsts):
            plan[activity, first :: MOST[activity]] = 1
        found.append(sum(cost(plan)))
    return found


def optimum() -> float:
    """Return the least cost by a programme of its own, without anything of Koppelkans."""
    activities, subsystems = len(WORK_COST), len(OUT_COST)
    works = activities * PERIODS
    rows, lower, upper = [], [], []
    for k in range(activities):
        for width, low, high in ((LEAST[k], 0, 1), (MOST[k], 1, np.inf)):
            for first in range(PERIODS - width + 1):
                rows.append({k * PERIODS + first + n: 1 for n in range(width)})
                lower.append(low)
                upper.append(high)
        for j in out_of_service(k):
            for t in range(PERIODS):
                rows.append({works + j * PERIODS + t: 1, k * PERIODS + t: -1})
                lower.append(0)
                upper.append(np.inf)
    matrix = lil_array((len(rows), works + subsystems * PERIODS))
    for number, row in enumerate(rows):
        for column, factor in row.items():
            matrix[number, column] = factor
    least = np.zeros(matrix.shape[1])
    for k, t in ANCHORED.items():
        least[k * PERIODS + t] = 1
    prices = np.repeat([*WORK_COST, *OUT_COST], PERIODS)
    found = milp(
        prices, constraints=LinearConstraint(matrix.tocsr(), lower, upper),
        integrality=np.ones(len(prices)), bounds=Bounds(least, 1), options={"mip_rel_gap": 0},
    )  # fmt: skip
    return float(found.fun)


def make_case() -> Case:
    """Return the case as Koppelkans reads it: a period is a quarter."""
    tables = small_tables()
    kept = ("areas", "figures", "places", "partners", "key_figures")
    tables |= {name: [] for name in tables if name not in kept}
    tables["areas"][0] |= {"last_year": 2031, "discount_rate": 0.0, "residual_value": False}
    for figure in tables["key_figures"]:
        if figure["id"].startswith(("traffic", "nuisance")):
            value = float(UNIT) if figure["id"] == "nuisance_household" else 0.0
            figure |= {"value": value, "low": value, "high": value}
    place = tables["places"][0] | {"reachable_via": "", "businesses": 0, "bus_route": False}
    tables["places"] = [
        place | {"id": f"s{j + 1}", "name": f"Subsystem {j + 1}", "addresses": eur // UNIT}
        for j, eur in enumerate(OUT_COST)
    ]
    tables["partners"] = [
        {"id": name, "name": f"Operator {name}", "short_name": name, "kind": "municipality"}
        for name in sorted(set(OPERATOR))
    ] + [partner for partner in tables["partners"] if partner["id"] == "people"]
    for activity in range(len(WORK_COST)):
        _add_activity(tables, activity)
    return case_of(tables)


def _add_activity(tables: dict[str, list[dict[str, Any]]], k: int) -> None:
    for t in range(PERIODS):
        optional = ANCHORED.get(k) != t
        _add_task(tables, f"a{k + 1}-{t + 1}", k, t, optional=optional, eur=[WORK_COST[k]])
        for later in range(t + 1, min(t + LEAST[k], PERIODS)):
            _relate(tables, "excludes", f"a{k + 1}-{t + 1}", f"a{k + 1}-{later + 1}")
    for first in range(PERIODS - MOST[k] + 1):
        id_ = f"c{k + 1}-{first + 1}"
        _add_task(tables, id_, k, PERIODS, optional=False, eur=[0] * MOST[k])
        for n in range(MOST[k]):
            _relate(tables, "requires", id_, f"a{k + 1}-{first + n + 1}", variant=f"{id_}-v{n}")


def _add_task(
    tables: dict[str, list[dict[str, Any]]], id_: str, k: int, t: int, *, optional: bool,
    eur: list[int],
) -> None:  # fmt: skip
    quarter = str(Quarter(4 * 2027 + t))
    works = eur != [0] * len(eur)
    tables["tasks"].append(
        small_tables()["tasks"][1] | {
            "id": id_, "title": id_, "partner_id": OPERATOR[WORKS_ON[k][0]], "optional": optional,
            "place_ids": "; ".join(f"s{j + 1}" for j in out_of_service(k)) if works else "",
            "preferred_start": quarter, "earliest_start": quarter, "latest_start": quarter,
            "stretch_before": 0, "stretch_after": 0, "stretch_eur_per_quarter": 0,
        }
    )  # fmt: skip
    tables["variants"] += [
        small_tables()["variants"][0] | {
            "id": f"{id_}-v{n}", "task_id": id_, "name": str(n), "duration_quarters": 1,
            "closed_weeks": int(works), "investment_eur": float(amount), "opening_eur_per_m": 0,
            "operation_eur_per_year": 0, "life_years": 40, "crews": 0, "repaves": False,
        }
        for n, amount in enumerate(eur)
    ]  # fmt: skip


def _relate(
    tables: dict[str, list[dict[str, Any]]], kind: str, one: str, two: str,
    variant: str | None = None,
) -> None:  # fmt: skip
    row = {"id": f"r{len(tables['relations'])}", "kind": kind, "task_id": one,
           "other_task_id": two}  # fmt: skip
    tables["relations"].append(row | ({"variant_id": variant} if variant else {}))


def read_plan(solution: Solution) -> np.ndarray:
    """Return when each activity is done, 0 or 1 (activities x periods)."""
    plan = np.zeros((len(WORK_COST), PERIODS))
    for task_id in solution.schedule.works:
        if task_id.startswith("a"):
            activity, period = task_id[1:].split("-")
            plan[int(activity) - 1, int(period) - 1] = 1
    return plan


def main() -> None:
    """Solve and print the table."""
    alone, best = everyone_alone(), optimum()
    begun = time.process_time()
    solution = find_programme(make_case(), (), SearchSettings(seconds=600, gap=0.0))
    seconds = time.process_time() - begun
    plan = read_plan(solution)
    works, out = cost(plan)
    print("| | works | out of service | total |\n|---|--:|--:|--:|\n"
          f"| alone, as rarely as allowed: cheapest moments | | | {min(alone):,.0f} |\n"
          f"| alone: mean over all moments | | | {np.mean(alone):,.0f} |\n"
          f"| alone: dearest moments | | | {max(alone):,.0f} |\n"
          f"| programme of its own (HiGHS), proven | | | {best:,.0f} |\n"
          f"| Koppelkans | {works:,.0f} | {out:,.0f} | {works + out:,.0f} |")  # fmt: skip
    print(f"\nKoppelkans: {solution.status.value}, cost {-solution.objective_eur:,.0f}, bound "
          f"{-solution.bound_eur:,.0f}, {seconds:.0f} processor seconds; every activity in time: "
          f"{returns_in_time(plan)}.\n")  # fmt: skip
    for activity, periods in enumerate(plan):
        print(f"activity {activity + 1}:", " ".join(".x"[int(p)] for p in periods))


if __name__ == "__main__":
    main()

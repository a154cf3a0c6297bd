# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold of any search, and cases at the edge of what can be asked."""

from typing import Any

import numpy as np
import pytest

from koppelkans.case.limits import closed_quarters
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import (
    NoProgrammeFound,
    SearchSettings,
    Solution,
    Status,
    find_programme,
    without_limit,
)
from tests.factories import case_of, small_case, small_tables
from tests.programme.cases import tiny_case, tiny_tables

EXACT = SearchSettings(seconds=60, gap=0.0)
FITTING = (2, 3, 7, 11)
"""Seeds of tiny cases of which some schedule keeps all limits."""


def solve(case) -> Solution:
    return find_programme(case, find_joint_effects(case), EXACT)


@pytest.mark.parametrize("seed", FITTING)
def test_removing_a_limit_never_makes_it_worse(seed):
    case = tiny_case(seed)
    best = solve(case).objective_eur
    for boundary in case.boundaries:
        assert solve(without_limit(case, "boundaries", boundary.id)).objective_eur >= best - 0.01


@pytest.mark.parametrize("seed", FITTING)
def test_another_order_and_other_names_change_nothing(seed):
    tables = tiny_tables(np.random.default_rng(seed))
    best = solve(case_of(tables)).objective_eur
    other = {name: rows[::-1] for name, rows in tables.items()}
    for name in ("places", "tasks", "variants", "relations", "boundaries"):
        other[name] = [_renamed(row) for row in other[name]]
    assert solve(case_of(other)).objective_eur == pytest.approx(best, abs=0.01)


def _renamed(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row in which places and tasks go by other names."""

    def rename(value: Any) -> Any:
        parts = str(value).split("; ")
        return "; ".join(f"zz-{part}" if part else part for part in parts)

    ids = ("place_ids", "task_id", "other_task_id", "reachable_via", "variant_id",
           "other_variant_id")  # fmt: skip
    own = {"id": rename(row["id"])}
    return row | own | {name: rename(row[name]) for name in ids if row.get(name)}


def test_no_money_leaves_only_what_costs_nothing():
    tables = small_tables()
    tables["boundaries"] = [
        {"id": f"geld-{partner['id']}", "kind": "budget", "name": "Geen geld",
         "partner_id": partner["id"], "limit": 0}
        for partner in tables["partners"]
    ]  # fmt: skip
    tables["relations"] = []
    with pytest.raises(NoProgrammeFound) as failure:
        solve(case_of(tables))
    assert failure.value.proven
    for task in tables["tasks"]:
        task["optional"] = True
    solution = solve(case_of(tables))
    assert solution.status is Status.OPTIMAL
    assert all(work.variant.investment_eur == 0 for work in solution.schedule.works.values())


def test_a_place_where_nothing_happens_changes_nothing():
    tables = small_tables()
    best = solve(small_case()).objective_eur
    quiet = tables["places"][0] | {"id": "quiet", "name": "Stil", "reachable_via": ""}
    tables["places"] = [*tables["places"], quiet]
    assert solve(case_of(tables)).objective_eur == pytest.approx(best, abs=0.01)


def test_a_route_for_emergency_services_stays_open():
    case = small_case()
    closed = [closed_quarters(solve(case).schedule)]
    busiest = max(
        (place.id for place in case.places),
        key=lambda place_id: sum(place_id in places for places in closed[0].values()),
    )
    route = {"id": "route", "kind": "closures", "name": "Route", "place_ids": busiest, "limit": 0}
    tables = small_tables()
    tables["boundaries"] = [route]
    tables["relations"] = []
    for task in tables["tasks"]:
        task["optional"] = True
    solution = solve(case_of(tables))
    assert all(busiest not in places for places in closed_quarters(solution.schedule).values())

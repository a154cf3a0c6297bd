# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every kind of limit is noticed when a schedule goes over it, with how far and at what price."""

import pytest

from koppelkans.case import Case, Excess, Quarter, Schedule, find_excesses, yearly_spending
from tests.factories import small_case, small_tables

CASE = small_case()
FEASIBLE = {
    "sewer-1": "2029-Q1", "sewer-2": "2030-Q2", "street-1": "2029-Q3", "street-2": "2032-Q1",
}  # fmt: skip


def excesses(case: Case = CASE, **starts: str | None) -> list[Excess]:
    chosen = {**FEASIBLE, **{task.replace("_", "-"): start for task, start in starts.items()}}
    schedule = Schedule.of(
        case,
        {
            task: (case.baseline_variant(task).id, Quarter.parse(start))
            for task, start in chosen.items()
            if start
        },
    )
    return list(find_excesses(schedule))


def found(excess: list[Excess]) -> dict[str, Excess]:
    return {e.id: e for e in excess}


def test_feasible_schedule_breaks_nothing() -> None:
    assert not [e for e in excesses() if e.broken]


def test_mandatory_task_left_out_is_broken() -> None:
    assert found(excesses(sewer_1=None))["sewer-1"].broken


def test_stretched_window_is_priced_and_further_is_broken() -> None:
    stretched = found(excesses(sewer_2="2033-Q2"))["sewer-2"]
    assert (stretched.over, stretched.eur, stretched.broken) == (2, 10_000, False)
    assert found(excesses(sewer_2="2034-Q1"))["sewer-2"].broken


def test_order_is_held() -> None:
    assert found(excesses(street_1="2029-Q2"))["sewer-before-street"].over == 1


def test_crews_cannot_be_in_two_places() -> None:
    assert found(excesses(sewer_2="2029-Q2"))["crews-water"].over == 1


def test_closures_count_places_and_stretch() -> None:
    over = found(excesses(sewer_1="2030-Q2", street_1="2031-Q1"))["closures"]
    assert (over.over, over.eur, over.broken) == (1, 20_000, False)


def test_cut_off_place_is_noticed() -> None:
    tables = small_tables()
    tables["places"][2]["reachable_via"] = "place-2"
    case = small_case(places=tables["places"])
    assert found(excesses(case))["reach"].broken


def test_new_pavement_rests() -> None:
    over = found(excesses(heat_1="2032-Q1"))["rest"]
    assert over.over == (Quarter.parse("2029-Q4") + 12) - Quarter.parse("2032-Q1")


def test_closed_season_is_held() -> None:
    assert found(excesses(sewer_2="2030-Q4"))["season"].over == 1


def test_unspent_budget_is_carried_over_and_excess_is_priced() -> None:
    case = small_case(
        boundaries=[
            {"id": "b", "kind": "budget", "name": "b", "partner_id": "city", "limit": 50_000,
             "carries_over": True, "stretch": 60_000, "stretch_eur": 0.1},
        ]
    )  # fmt: skip
    street_1, street_2 = 150_000 + 120 * 250, 160_000 + 120 * 250
    in_2029, in_2032 = (e for e in excesses(case) if e.id == "b")
    assert in_2029.over == pytest.approx(street_1 - 3 * 50_000)
    assert in_2032.over == pytest.approx(street_2 - 3 * 50_000)
    assert in_2032.eur == pytest.approx(0.1 * in_2032.over)


def test_spending_of_a_year_adds_up_to_work_and_opening() -> None:
    schedule = Schedule.of(CASE, {"sewer-1": ("sewer-1-v", Quarter.parse("2029-Q4"))})
    assert yearly_spending(CASE, schedule.works["sewer-1"]) == pytest.approx(
        {2029: 150_000 + 250 * 250, 2030: 150_000}
    )


@pytest.mark.parametrize(
    ("kind", "over"),
    [("excludes", 1), ("together", 2), ("requires", Quarter.of(2029, 4) - Quarter.of(2029, 1))],
)
def test_relation_that_does_not_hold_is_noticed(kind: str, over: int) -> None:
    case = small_case(
        relations=[{"id": "r", "kind": kind, "task_id": "sewer-1", "other_task_id": "street-1"}]
    )
    assert found(excesses(case))["r"].over == over

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Works that touch in time share one occupation; works apart do not."""

import pytest

from koppelkans.case import Quarter, Schedule, find_occupations
from tests.factories import small_case

CASE = small_case()


def planned(**starts: str) -> Schedule:
    return Schedule.of(
        CASE,
        {
            task.replace("_", "-"): (
                CASE.baseline_variant(task.replace("_", "-")).id,
                Quarter.parse(start),
            )
            for task, start in starts.items()
        },
    )


def test_works_in_the_same_quarters_share_the_deepest_opening_and_the_longest_closure() -> None:
    schedule = planned(sewer_1="2029-Q1", street_1="2029-Q1")
    first = find_occupations(schedule)[0]
    assert first.task_ids == ("sewer-1", "street-1")
    assert first.opening_eur == pytest.approx(250 * 125)
    assert first.opening_apart_eur == pytest.approx((250 + 120) * 125)
    assert first.closed_weeks == pytest.approx(max(6, 8) + 6)
    assert (first.first, first.last) == (Quarter.parse("2029-Q1"), Quarter.parse("2029-Q2"))


def test_works_that_follow_at_once_are_one_occupation() -> None:
    occupations = find_occupations(planned(sewer_1="2029-Q1", street_1="2029-Q3"))
    assert [o.place_id for o in occupations] == ["place-1", "place-2"]
    assert occupations[0].closed_weeks == pytest.approx(12 + 8)


def test_an_empty_quarter_in_between_makes_two() -> None:
    occupations = find_occupations(planned(sewer_1="2029-Q1", street_1="2029-Q4"))
    assert [o.place_id for o in occupations] == ["place-1", "place-1", "place-2", "place-2"]


def test_alone_nobody_shares_with_another_partner() -> None:
    schedule = planned(sewer_1="2029-Q1", street_1="2029-Q1")
    alone = find_occupations(schedule, shared=False)
    assert len(alone) == 4
    assert all(len(o.task_ids) == 1 for o in alone)


def test_a_task_without_closed_weeks_occupies_nothing() -> None:
    assert find_occupations(planned(coaches="2028-Q1")) == ()

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Computing keeps its progress and its result, or says why there is none."""

import pytest

from koppelkans.case import Case
from koppelkans.web import compute, work
from koppelkans.web.alternatives.asked import Asked
from koppelkans.web.jobs.models import Job
from koppelkans.web.models import Alternative, Area, Programme, State
from koppelkans.web.store import load_result, store_case
from tests.factories import small_case, small_tables
from tests.web.programmes import keep_programme

pytestmark = pytest.mark.django_db


def make_programme(case: Case) -> Programme:
    area = store_case(case)
    Alternative.objects.create(
        area=area, number=1, given_name="Samen", asked=Asked(seconds=1).model_dump(mode="json")
    )
    return keep_programme(area)


def test_result_and_progress_are_kept(case: Case) -> None:
    programme = make_programme(case)
    compute.compute(programme.pk, lambda _: True, lambda: True)
    programme.refresh_from_db()
    assert programme.state == State.DONE
    assert programme.progress["step"]
    result = load_result(programme)
    assert result is not None
    assert result.case.id == case.area.id


def test_impossible_case_says_why_in_both_languages() -> None:
    relations = [
        {"id": "r", "kind": "before", "task_id": "sewer-2", "other_task_id": "street-1",
         "lag_quarters": 60},
        *small_tables()["relations"],
    ]  # fmt: skip
    programme = make_programme(small_case(relations=relations))
    compute.compute(programme.pk, lambda _: True, lambda: True)
    programme.refresh_from_db()
    assert programme.state == State.FAILED
    assert programme.message["nl"] != programme.message["en"]


def test_programme_that_is_there_is_not_computed_again(area: Area) -> None:
    assert compute.ensure_programme(area, seconds=1) is None
    assert not Job.objects.exists()


def test_programme_that_waits_is_not_asked_for_twice(case: Case) -> None:
    programme = make_programme(case)
    first = compute.ensure_programme(programme.area, seconds=1)
    again = compute.ensure_programme(programme.area, seconds=1)
    assert first == again
    assert Programme.objects.count() == 1


def test_who_lost_the_job_writes_nothing(case: Case) -> None:
    programme = make_programme(case)
    compute.compute(programme.pk, lambda _: True, lambda: False)
    programme.refresh_from_db()
    assert programme.state == State.RUNNING
    assert not programme.result


def test_stopped_early_there_is_a_result_all_the_same(case: Case) -> None:
    programme = make_programme(case)
    compute.compute(programme.pk, lambda _: False, lambda: True)
    programme.refresh_from_db()
    assert programme.state == State.DONE


def test_broken_off_work_leaves_a_programme_that_failed(case: Case) -> None:
    programme = make_programme(case)
    work._lost({"programme": programme.pk}, {"error": "MemoryError"})
    programme.refresh_from_db()
    assert programme.state == State.FAILED
    assert programme.message == {"error": "MemoryError"}

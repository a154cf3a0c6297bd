# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Computing keeps its progress and its result, or says why there is none."""

import pytest

from koppelkans.case import Case
from koppelkans.web import compute
from koppelkans.web.models import Programme, State
from koppelkans.web.store import load_result, store_case
from tests.factories import small_case, small_tables

pytestmark = pytest.mark.django_db


def make_programme(case: Case) -> Programme:
    area = store_case(case)
    return Programme.objects.create(
        area=area, area_version=area.version, settings={"seconds": 1, "seed": 1}
    )


def test_result_and_progress_are_kept(case: Case) -> None:
    programme = make_programme(case)
    compute.compute(programme.pk)
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
    compute.compute(programme.pk)
    programme.refresh_from_db()
    assert programme.state == State.FAILED
    assert programme.message["nl"] != programme.message["en"]


def test_programme_that_is_there_is_not_computed_again(
    area, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compute, "start", lambda _: pytest.fail("computed again"))
    assert compute.ensure_programme(area, seconds=1) is None


def test_programme_that_was_interrupted_is_computed_again(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = make_programme(case)
    Programme.objects.filter(pk=programme.pk).update(state=State.RUNNING)
    started: list[int] = []
    monkeypatch.setattr(compute, "start", started.append)
    compute.ensure_programme(programme.area, seconds=1)
    assert started
    assert started != [programme.pk]


class DeadProcess:
    def wait(self) -> int:
        return -9


def test_process_that_dies_leaves_a_programme_that_failed(case: Case) -> None:
    programme = make_programme(case)
    compute.watch(DeadProcess(), programme.pk)
    programme.refresh_from_db()
    assert programme.state == State.FAILED
    assert programme.message == {"status": -9}

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.case import CaseError, Quarter
from koppelkans.programme import (
    with_boundary,
    with_lag,
    with_limit,
    with_task,
    with_window,
    without_limit,
)
from tests.factories import small_case


def test_a_window_moves_and_nothing_else_does():
    case = small_case()
    task = case.tasks[0]
    wider = with_window(case, task.id, last=task.latest_start + 1)
    assert wider.task[task.id].latest_start == task.latest_start + 1
    assert wider.task[task.id].preferred_start == task.preferred_start
    assert wider.tasks[1:] == case.tasks[1:]
    assert case.task[task.id].latest_start == task.latest_start


def test_a_window_without_the_preferred_start_is_refused():
    case = small_case()
    with pytest.raises(CaseError):
        with_window(case, case.tasks[0].id, first=Quarter.of(2099, 1))


def test_a_boundary_changes_by_name():
    case = small_case()
    changed = with_limit(case, "closures", 9)
    assert next(b.limit for b in changed.boundaries if b.id == "closures") == 9
    assert with_boundary(case, "closures", stretch=4).boundaries != case.boundaries
    assert "closures" not in {
        b.id for b in without_limit(case, "boundaries", "closures").boundaries
    }


def test_a_lag_changes_by_name():
    case = small_case()
    relation = case.relations[0]
    assert with_lag(case, relation.id, 5).relations[0].lag_quarters == 5


def test_unknown_names_and_wrong_values_are_refused():
    case = small_case()
    with pytest.raises(KeyError):
        with_limit(case, "nothing", 1)
    with pytest.raises(KeyError):
        without_limit(case, "boundaries", "nothing")
    with pytest.raises(ValueError, match="greater"):
        with_limit(case, "closures", -1)
    with pytest.raises(ValueError, match="Extra"):
        with_task(case, case.tasks[0].id, colour="red")

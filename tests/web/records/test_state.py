# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a server process makes of what others changed is what stands in the database."""

from collections.abc import Callable
from typing import Any

import pytest

from koppelkans.web.models import Area
from koppelkans.web.records import state as states
from koppelkans.web.records.author import Author
from koppelkans.web.records.change import RecordChange, change_records
from koppelkans.web.records.models import ChangeSet
from koppelkans.web.records.removal import plan_removal
from koppelkans.web.records.state import State, make_state, read_tables, state_of
from koppelkans.web.records.undo import undo

ANNE = Author("1", "Anne")


@pytest.fixture
def elsewhere(area: Area, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], None]:
    """Return a function that does something as another server process, of which this knows not."""

    def do(what: Callable[[], Any]) -> None:
        kept = dict(states._states)
        what()
        states._states.clear()
        states._states.update(kept)

    states._states.clear()
    return do


def change(area: Area, table: str, key: str, values: dict[str, Any] | None) -> None:
    changes = [RecordChange(table, key, values)]
    if values is None:
        changes = list(plan_removal(state_of(area).tables, table, key))
    change_records(area, ANNE, changes, based_on=area.version)


def whole(area: Area) -> State:
    return make_state(area.version, area.crs, read_tables(area.pk))


def fresh(area: Area) -> Area:
    return Area.objects.get(pk=area.pk)


def test_state_follows_what_others_change_add_remove_and_take_back(
    area: Area, elsewhere: Callable[[Callable[[], Any]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(area, "tasks", "coaches", {"people": 90})  # Version 2 is a change that can be named.
    known = state_of(area)
    monkeypatch.setattr(states, "read_tables", lambda _area: 1 / 0)  # Never again the whole.
    steps = (
        lambda: change(fresh(area), "tasks", "sewer-2", {"title": "Riool, tweede deel"}),
        lambda: change(fresh(area), "places", "place-0", {
            **{k: v for k, v in known.tables["places"]["place-1"].items() if k != "id"},
            "name": "Nieuwe straat"}),
        lambda: change(fresh(area), "effects", "cool", None),
        lambda: undo(fresh(area), ANNE, ChangeSet.objects.get(area=area, version=5)),
        lambda: change(fresh(area), "tasks", "coaches", None),
    )  # fmt: skip
    for step in steps:
        elsewhere(step)
        found, expected = state_of(fresh(area)), whole(fresh(area))
        assert found.version == expected.version
        assert {t: list(rows.items()) for t, rows in found.tables.items()} == {
            t: list(rows.items()) for t, rows in expected.tables.items()
        }
        assert found.case == expected.case
        assert found.problems == expected.problems


def test_version_of_another_past_is_not_built_on(area: Area) -> None:
    states._states.clear()
    change(area, "tasks", "coaches", {"people": 90})
    state_of(area)
    # A backup was put back, and another second version made of it.
    ChangeSet.objects.filter(area=area).delete()
    Area.objects.filter(pk=area.pk).update(version=1)
    again = fresh(area)
    change(again, "tasks", "coaches", {"people": 70})
    change(again, "tasks", "coaches", {"people": 60})
    states._states.popitem()
    states._states.popitem()
    assert state_of(fresh(area)).tables["tasks"]["coaches"]["people"] == 60


def test_whoever_read_the_area_before_a_change_gets_what_it_became(area: Area) -> None:
    before = fresh(area)
    change(area, "tasks", "coaches", {"people": 90})
    states._states.clear()
    assert state_of(before).version == area.version
    assert state_of(before).tables["tasks"]["coaches"]["people"] == 90

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing records: all or nothing, nobody's work lost, everything kept."""

import pytest
from django.core.exceptions import PermissionDenied

from koppelkans.case import Case, Quarter
from koppelkans.web.models import Area
from koppelkans.web.records.author import Author
from koppelkans.web.records.change import (
    ClashError,
    RecordChange,
    RefusedError,
    change_records,
    records_changed,
)
from koppelkans.web.records.history import records_at, state_at
from koppelkans.web.records.merging import WHOLE
from koppelkans.web.records.state import state_of
from koppelkans.web.records.undo import (
    last_to_redo,
    last_to_undo,
    restore_area,
    restore_record,
    undo,
)
from koppelkans.web.store import load_case, store_case
from tests.factories import small_case, small_tables

pytestmark = pytest.mark.django_db

ANNE, BRAM = Author("anne", "Anne"), Author("bram", "Bram")


@pytest.fixture
def area(case: Case) -> Area:
    return store_case(case)


def edit(key: str = "sewer-1", **values: object) -> RecordChange:
    return RecordChange("tasks", key, values)


def test_change_says_who_when_what_from_and_to(area: Area) -> None:
    outcome = change_records(area, ANNE, [edit(title="Nieuw riool")], based_on=1)
    assert outcome.change_set is not None
    assert (outcome.change_set.author, outcome.change_set.author_name) == ("anne", "Anne")
    assert outcome.change_set.made is not None
    assert area.version == outcome.version == outcome.change_set.version == 2
    change = outcome.change_set.changes.get()
    assert (change.table, change.key) == ("tasks", "sewer-1")
    assert (change.before, change.after) == ({"title": "Sewer-1"}, {"title": "Nieuw riool"})
    assert load_case(area).task["sewer-1"].title == "Nieuw riool"
    assert area.records.get(table="tasks", key="sewer-1").version == 2


def test_nothing_differs_nothing_is_kept(area: Area) -> None:
    outcome = change_records(area, ANNE, [edit(title="Sewer-1")], based_on=1)
    assert outcome.change_set is None
    assert area.version == 1


def test_different_fields_of_one_record_go_together(area: Area) -> None:
    change_records(area, ANNE, [edit(title="Van Anne")], based_on=1)
    outcome = change_records(
        area, BRAM, [edit(title="Sewer-1", reason="Van Bram")], based_on=1
    )  # fmt: skip
    task = load_case(area).task["sewer-1"]
    assert (task.title, task.reason) == ("Van Anne", "Van Bram")
    assert outcome.others == (("tasks", "sewer-1", "title"),)


def test_the_same_field_clashes_and_nothing_is_written(area: Area) -> None:
    change_records(area, ANNE, [edit(title="Van Anne")], based_on=1)
    with pytest.raises(ClashError) as clash:
        change_records(area, BRAM, [edit(title="Van Bram", reason="Omdat")], based_on=1)
    (found,) = clash.value.clashes
    assert (found.base, found.mine, found.theirs) == ("Sewer-1", "Van Bram", "Van Anne")
    assert load_case(area).task["sewer-1"].reason == ""
    settled = RecordChange(
        "tasks", "sewer-1", {"title": "Van Bram", "reason": "Omdat"}, frozenset({"title"})
    )
    with pytest.raises(ClashError):
        change_records(area, BRAM, [settled], based_on=1, seen=1)
    change_records(area, BRAM, [settled], based_on=1, seen=clash.value.version)
    assert load_case(area).task["sewer-1"].title == "Van Bram"


def test_the_same_change_by_two_people_is_no_clash(area: Area) -> None:
    change_records(area, ANNE, [edit(title="Beide")], based_on=1)
    assert change_records(area, BRAM, [edit(title="Beide")], based_on=1).change_set is None


def test_record_that_was_removed_meanwhile_can_be_brought_back(area: Area) -> None:
    change_records(area, ANNE, [RecordChange("struggles", "s1", None)], based_on=1)
    mine = RecordChange("struggles", "s1", {"text": "Toch nog iets."})
    with pytest.raises(ClashError) as clash:
        change_records(area, BRAM, [mine], based_on=1)
    assert clash.value.clashes[0].field == WHOLE
    change_records(
        area, BRAM, [RecordChange(mine.table, mine.key, mine.values, frozenset({WHOLE}))],
        based_on=1, seen=2,
    )  # fmt: skip
    assert load_case(area).struggles[0].text == "Toch nog iets."
    assert load_case(area).struggles[0].interest == "Zekerheid over aansluitingen."


def test_removing_what_somebody_just_changed_is_asked(area: Area) -> None:
    change_records(area, ANNE, [RecordChange("struggles", "s1", {"text": "Anders"})], based_on=1)
    with pytest.raises(ClashError):
        change_records(area, BRAM, [RecordChange("struggles", "s1", None)], based_on=1)


def test_wrong_value_is_named_at_its_field_and_all_at_once(area: Area) -> None:
    with pytest.raises(RefusedError) as refused:
        change_records(area, ANNE, [edit(theme="riool", homes=-1)], based_on=1)
    assert {p.field for p in refused.value.problems} == {"theme", "homes"}
    assert area.version == 1


def test_complete_area_stays_correct(area: Area) -> None:
    with pytest.raises(RefusedError) as refused:
        change_records(area, ANNE, [edit(latest_start="2026-Q1")], based_on=1)
    assert "latest_start" in {p.field for p in refused.value.problems}
    with pytest.raises(RefusedError) as refused:
        change_records(area, ANNE, [RecordChange("variants", "sewer-1-v", None)], based_on=1)
    assert refused.value.only_gaps
    change_records(
        area, ANNE, [RecordChange("variants", "sewer-1-v", None)], based_on=1, allow_gaps=True
    )
    assert state_of(area).is_draft


def test_unfinished_area_takes_what_is_there_but_nothing_wrong(db: None) -> None:
    area = Area.objects.create(slug="leeg", name="Leeg", crs="EPSG:28992")
    new = RecordChange("areas", "leeg", {"name": "Leeg", "first_year": 2027, "last_year": 2030})
    change_records(area, ANNE, [new], based_on=1)
    assert state_of(area).is_draft
    assert {"geometry", "price_level"} <= {p.field for p in state_of(area).problems}
    with pytest.raises(RefusedError):
        change_records(
            area, ANNE, [RecordChange("areas", "leeg", {"last_year": "2O30"})],
            based_on=area.version,
        )  # fmt: skip
    tables = small_tables()
    tables["areas"][0]["id"] = "leeg"
    whole = [
        RecordChange(name, str(row["id"]), row) for name, rows in tables.items() for row in rows
    ]
    change_records(area, ANNE, whole, based_on=area.version)
    assert not state_of(area).is_draft
    assert area.name == "Testbuurt"


def test_what_is_not_ones_own_stays(area: Area) -> None:
    water = Author(
        "w", "Water", lambda _table, values, _tables: values.get("partner_id") == "water"
    )
    with pytest.raises(PermissionDenied):
        change_records(area, water, [edit("street-1", title="Van mij")], based_on=1)
    with pytest.raises(PermissionDenied):
        change_records(area, water, [edit(partner_id="city")], based_on=1)
    change_records(area, water, [edit(title="Van mij")], based_on=1)


def test_new_id_is_not_one_that_is_taken(area: Area) -> None:
    with pytest.raises(RefusedError):
        change_records(area, ANNE, [edit(id="other")], based_on=1)
    change_records(area, ANNE, [RecordChange("decisions", "new", {"text": "Een"})], based_on=1)
    with pytest.raises(RefusedError):
        change_records(area, BRAM, [RecordChange("decisions", "new", {"text": "Twee"})], based_on=1)


def test_earlier_state_can_be_seen_and_put_back(area: Area, case: Case) -> None:
    change_records(area, ANNE, [edit(title="Twee", place_ids=("place-1",))], based_on=1)
    change_records(area, BRAM, [RecordChange("decisions", "d1", None)], based_on=2)
    change_records(area, BRAM, [RecordChange("decisions", "d2", {"text": "Nieuw"})], based_on=3)
    assert state_at(area, 1).case == case
    assert state_at(area, 2).case.decisions == case.decisions
    before = records_at(area, 1, [("tasks", "sewer-1")])["tasks", "sewer-1"]
    assert before is not None
    assert before["title"] == "Sewer-1"
    restore_record(area, ANNE, 1, "tasks", "sewer-1")
    assert load_case(area).task["sewer-1"] == case.task["sewer-1"]
    restore_area(area, ANNE, 1)
    assert load_case(area) == case
    assert area.change_sets.count() == 5


def test_undo_and_redo_are_changes_too(area: Area) -> None:
    change_records(area, ANNE, [edit(title="Een")], based_on=1)
    change_records(area, BRAM, [edit(reason="Van Bram")], based_on=2)
    change_records(area, ANNE, [edit(title="Twee")], based_on=3)

    def title() -> str:
        return load_case(area).task["sewer-1"].title

    for expected in ("Een", "Sewer-1"):
        last = last_to_undo(area, ANNE)
        assert last is not None
        undo(area, ANNE, last)
        assert title() == expected
    assert last_to_undo(area, ANNE) is None
    for expected in ("Een", "Twee"):
        last = last_to_redo(area, ANNE)
        assert last is not None
        undo(area, ANNE, last)
        assert title() == expected
    assert last_to_redo(area, ANNE) is None
    assert load_case(area).task["sewer-1"].reason == "Van Bram"
    last = last_to_undo(area, ANNE)
    assert last is not None
    undo(area, ANNE, last)
    assert title() == "Een"


def test_undo_of_what_somebody_changed_since_is_asked(area: Area) -> None:
    outcome = change_records(area, ANNE, [edit(title="Een")], based_on=1)
    change_records(area, BRAM, [edit(title="Twee")], based_on=2)
    assert outcome.change_set is not None
    with pytest.raises(ClashError):
        undo(area, ANNE, outcome.change_set)


def test_others_hear_of_a_change(area: Area, django_capture_on_commit_callbacks) -> None:
    heard = []

    def hear(sender: object, change_set: object, **_: object) -> None:
        heard.append(change_set)

    records_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        outcome = change_records(area, ANNE, [edit(title="Een")], based_on=1)
    records_changed.disconnect(hear)
    assert heard == [outcome.change_set]


def test_opening_the_file_again_keeps_what_people_did(area: Area, case: Case) -> None:
    change_records(area, ANNE, [edit(title="Van Anne")], based_on=1)
    assert load_case(store_case(case)).task["sewer-1"].title == "Van Anne"
    tables = small_tables()
    tables["tasks"][0] |= {"title": "Uit het bestand", "reason": "Ook uit het bestand"}
    task = load_case(store_case(small_case(tasks=tables["tasks"]))).task["sewer-1"]
    assert (task.title, task.reason) == ("Van Anne", "Ook uit het bestand")


@pytest.mark.parametrize("value", ["GEOMETRYCOLLECTION(" * 2000, b"\x01" * 50, {"type": "Nest"}, 3])
def test_geometry_that_is_none_is_refused(area: Area, value: object) -> None:
    with pytest.raises(RefusedError) as refused:
        change_records(area, ANNE, [edit(geometry=value)], based_on=1)
    assert refused.value.problems[0].field == "geometry"


def test_quarter_and_several_take_any_form(area: Area) -> None:
    change_records(
        area, ANNE, [edit(preferred_start=Quarter.of(2030, 1), place_ids="place-1;place-3")],
        based_on=1,
    )  # fmt: skip
    task = load_case(area).task["sewer-1"]
    assert (str(task.preferred_start), task.place_ids) == ("2030-Q1", ("place-1", "place-3"))

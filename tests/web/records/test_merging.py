# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Random changes by two people: nothing that was kept gets lost, and all of it can be told."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koppelkans.case import Case
from koppelkans.web.models import Area
from koppelkans.web.records.author import Author
from koppelkans.web.records.change import (
    ClashError,
    RecordChange,
    RefusedError,
    change_records,
)
from koppelkans.web.records.compare import changes_between
from koppelkans.web.records.history import tables_at
from koppelkans.web.records.models import Change
from koppelkans.web.records.state import read_tables
from koppelkans.web.records.undo import last_to_redo, last_to_undo, restore_area, undo
from koppelkans.web.store import load_case, store_case

PEOPLE = [Author("anne", "Anne"), Author("bram", "Bram")]
FIELDS = {
    ("decisions", "d1"): {"text": ("Een", "Twee", "Drie"), "decided_by": ("A", "B", "")},
    ("decisions", "d2"): {"text": ("Een", "Twee"), "decided_by": ("A", "B", "")},
    ("struggles", "s1"): {"text": ("X", "Y"), "interest": ("P", "Q", "")},
    ("tasks", "sewer-1"): {
        "title": ("T1", "T2"), "homes": (1, 2), "place_ids": (("place-1",), ("place-2",)),
        "preferred_start": ("2029-Q1", "2030-Q1", "2035-Q1"),
    },
}  # fmt: skip


@st.composite
def steps(draw: st.DrawFn) -> tuple[str, int, int, RecordChange | None]:
    """A step: what is done, by whom, how many versions behind, and to what."""
    what = draw(st.sampled_from(["edit"] * 6 + ["remove", "undo", "redo", "restore"]))
    who, behind = draw(st.integers(0, 1)), draw(st.integers(0, 3))
    table, key = draw(st.sampled_from(sorted(FIELDS)))
    if what == "remove":
        removable = table != "tasks"
        return what, who, behind, RecordChange(table, key, None) if removable else None
    if what != "edit":
        return what, who, behind, None
    choices = FIELDS[table, key]
    names = draw(st.sets(st.sampled_from(sorted(choices)), min_size=1))
    values = {name: draw(st.sampled_from(choices[name])) for name in sorted(names)}
    return what, who, behind, RecordChange(table, key, values)


def take(area: Area, step: tuple[str, int, int, RecordChange | None]) -> bool:
    """Take a step; whether it was acknowledged with a change."""
    what, who, behind, change = step
    author, based_on = PEOPLE[who], max(1, area.version - behind)
    try:
        if what in ("undo", "redo"):
            found = (last_to_undo if what == "undo" else last_to_redo)(area, author)
            outcome = undo(area, author, found) if found else None
        elif what == "restore":
            outcome = restore_area(area, author, based_on)
        elif change is not None:
            outcome = change_records(area, author, [change], based_on=based_on)
        else:
            outcome = None
    except (RefusedError, ClashError):
        return False
    return outcome is not None and outcome.change_set is not None


@pytest.mark.django_db
@settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(steps(), min_size=1, max_size=12))
def test_history_replays_to_what_is_there_and_back(case: Case, plan: list) -> None:
    Area.objects.all().delete()
    area = store_case(case)
    seen = {1: read_tables(area.pk)}
    for step in plan:
        before = area.version
        if take(area, step):
            assert area.version == before + 1, "one action, one version"
            seen[area.version] = read_tables(area.pk)
        assert area.version == max(seen)
        assert read_tables(area.pk) == seen[area.version], "a refusal changes nothing"
    for version, tables in seen.items():
        assert tables_at(area, version) == tables
    replayed = {table: dict(rows) for table, rows in seen[1].items()}
    for change in Change.objects.filter(change_set__area=area).order_by(
        "change_set__version", "pk"
    ):
        if change.after is None:
            del replayed[change.table][change.key]
        else:
            there = replayed[change.table].get(change.key, {})
            assert {name: there.get(name) for name in change.before or {}} == (change.before or {})
            replayed[change.table][change.key] = {**there, **change.after}
    assert replayed == seen[area.version], "every change that was acknowledged is in the result"
    assert load_case(area)
    restore_area(area, PEOPLE[0], 1)
    assert load_case(area) == case


@pytest.mark.django_db
@settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.data())
def test_what_one_keeps_the_other_overwrites_only_knowingly(
    case: Case, data: st.DataObject
) -> None:
    Area.objects.all().delete()
    area = store_case(case)
    title, homes = data.draw(st.sampled_from(("T1", "Sewer-1"))), data.draw(st.integers(0, 2))
    change_records(
        area, PEOPLE[0], [RecordChange("tasks", "sewer-1", {"title": title, "homes": homes})],
        based_on=1,
    )  # fmt: skip
    mine = {
        "title": data.draw(st.sampled_from(("T1", "T2", "Sewer-1"))),
        "homes": data.draw(st.integers(0, 2)),
    }
    try:
        change_records(area, PEOPLE[1], [RecordChange("tasks", "sewer-1", mine)], based_on=1)
    except ClashError:
        mine = {}
    task = load_case(area).task["sewer-1"]
    for name, theirs, base in (("title", title, "Sewer-1"), ("homes", homes, 0)):
        expected = theirs if mine.get(name, base) == base else mine[name]
        assert getattr(task, name) == expected


@pytest.mark.django_db
def test_nothing_lies_between_a_state_and_itself(case: Case) -> None:
    tables = read_tables(store_case(case).pk)
    assert changes_between(tables, tables) == []

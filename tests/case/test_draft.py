# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A case made from a former one is, in everything, the case that is made of the rows alone."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koppelkans.case import Row, draft_case
from koppelkans.case.check import CHECKS
from koppelkans.case.draft import Draft
from tests.factories import small_tables

Tables = dict[str, list[dict[str, Any]]]

START: Tables = small_tables()
IDS = sorted({row["id"] for rows in START.values() for row in rows})
VALUES = st.sampled_from(
    [None, "", "nobody", "veel", -1, 0, 1, 3, 250, 1e9, "2029-Q1", "2034-Q4", "2060-Q1", True,
     "before", "budget", "key_figure", "place-1; place-3", *IDS]
)  # fmt: skip


def draft(tables: Tables, former: Draft | None = None, crs: str = "EPSG:28992") -> Draft:
    rows = {name: [Row(n, row) for n, row in enumerate(rows, 1)] for name, rows in tables.items()}
    return draft_case(rows, crs, former)


@st.composite
def changed(draw: st.DrawFn, tables: Tables) -> Tables:
    """Return tables of which one row is changed, added, removed or moved."""
    name = draw(st.sampled_from(sorted(tables)))
    rows = list(tables[name])
    number = draw(st.integers(0, max(len(rows) - 1, 0)))
    what = draw(st.sampled_from(["change", "change", "change", "add", "remove", "move"]))
    if not rows or what == "add":
        source = draw(st.sampled_from(START[name]))
        rows.append(source | {"id": draw(st.sampled_from([source["id"], "new-1", "new-2", ""]))})
    elif what == "remove":
        del rows[number]
    elif what == "move":
        rows.insert(draw(st.integers(0, len(rows) - 1)), rows.pop(number))
    else:
        fields = sorted({field for row in START[name] for field in row})
        rows[number] = rows[number] | {draw(st.sampled_from(fields)): draw(VALUES)}
    return {**tables, name: rows}


@settings(max_examples=60)
@given(st.data())
def test_from_a_former_draft_comes_what_comes_from_the_rows(data: st.DataObject) -> None:
    tables, known = START, draft(START)
    for _ in range(data.draw(st.integers(1, 6))):
        tables = data.draw(changed(tables))
        known, alone = draft(tables, known), draft(tables)
        assert known.problems == alone.problems
        assert known.case == alone.case
        assert (alone.case is None) == bool(alone.problems)


def test_only_the_row_that_changed_is_read_again() -> None:
    known = draft(START)
    tables = {**START, "tasks": [START["tasks"][0] | {"title": "Anders"}, *START["tasks"][1:]]}
    after = draft(tables, known)
    assert after.case is not None
    assert known.case is not None
    assert after.case.tasks[0].title == "Anders"
    assert all(a is b for a, b in zip(after.case.tasks[1:], known.case.tasks[1:], strict=True))
    assert after.case.variants is known.case.variants


def test_another_coordinate_system_is_checked_anew() -> None:
    after = draft(START, draft(START), crs="EPSG:3035")
    assert ("areas", "geometry") in [(p.table, p.field) for p in after.problems]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_check_names_the_tables_that_it_looks_at(check: Any) -> None:
    asked: set[str] = set()

    class Asked(dict[str, Any]):
        def get(self, name: str, default: Any = None) -> Any:
            asked.add(name)
            return super().get(name, default)

        def __getitem__(self, name: str) -> Any:
            asked.add(name)
            return super().__getitem__(name)

    case = draft(START).case
    assert case is not None
    list(check(Asked({name: getattr(case, name) for name in START})))
    assert asked <= set(CHECKS[check])

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A difference between two cases is told in words, and nothing when nothing changed."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from shapely.geometry import LineString

from koppelkans.case import TABLES, Case, Quarter
from koppelkans.exchange.compare import diff_cases
from koppelkans.language import LANGUAGES
from tests.factories import case_of, small_case, small_tables
from tests.strategies import cases


def changed(table: str, row: int, **values: Any) -> Case:
    tables = small_tables()
    tables[table][row] |= values
    return case_of(tables)


def lines(after: Case, language: str = "en") -> list[str]:
    found = diff_cases(small_case(), after)
    marks = dict.fromkeys(map(ord, "\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"))
    return [difference.in_language(language).translate(marks) for difference in found]


def test_nothing_is_said_when_nothing_changed() -> None:
    assert diff_cases(small_case(), small_case()) == ()


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ("2027-Q3", "2032-Q2", "the window moved later"),
        ("2027-Q1", "2031-Q3", "the window became narrower"),
        ("2027-Q1", "2032-Q1", "the window became wider"),
        ("2027-Q2", "2032-Q4", "the window changed"),
    ],
)
def test_a_window_is_told_as_one_thing(earliest: str, latest: str, said: str) -> None:
    (line,) = lines(changed("tasks", 0, earliest_start=earliest, latest_start=latest))
    window = f"{Quarter.parse(earliest).shown} – {Quarter.parse(latest).shown}"
    assert line == (
        f"Tasks, “Sewer-1” (sewer-1): {said}, from Q1\xa02027 – Q4\xa02031 to {window}."
    )


def test_a_budget_is_cut_or_raised() -> None:
    cut, raised = (changed("boundaries", 0, limit=limit) for limit in (200_000, 250_000))
    assert lines(cut) == [
        "Limits, “Budget gemeente” (budget-city): the budget was cut, "
        "from 220,000 to 200,000 euros a year."
    ]
    assert "raised" in lines(raised)[0]


def test_records_are_added_and_removed() -> None:
    tables = small_tables()
    added = small_case(decisions=[*tables["decisions"], {"id": "d2", "text": "Starten"}])
    assert lines(added) == ["Decisions, “Starten” (d2): added."]
    assert lines(small_case(decisions=[])) == ["Decisions, “Plan vaststellen” (d1): removed."]


def test_fields_read_as_people_say_them() -> None:
    (place,) = lines(changed("places", 0, pavement="asphalt"))
    assert place.endswith("Pavement went from Clinkers to Asphalt.")
    (optional,) = lines(changed("tasks", 0, optional=True))
    assert optional.endswith("went from no to yes.")
    (year,) = lines(changed("places", 0, pavement_year=2001))
    assert year.endswith("from 1995 to 2001.")
    line = LineString([(123_000, 490_250), (123_125, 490_251)])
    assert lines(changed("places", 0, geometry=line)) == [
        "Places, “Dwarsstraat 1” (place-1): drawn differently."
    ]


def test_a_long_text_and_a_long_title_stay_readable() -> None:
    (reason,) = lines(changed("tasks", 0, reason="waarom " * 500))
    assert reason.endswith("Reason: the text was rewritten.")
    tables = small_tables()
    tables["decisions"][0]["text"] = "plan\n" * 500
    found = diff_cases(small_case(decisions=[]), case_of(tables))
    assert len(found[0].in_language("nl")) < 150
    assert "\n" not in found[0].in_language("nl")


def test_order_is_no_difference() -> None:
    tables = small_tables()
    assert lines(small_case(key_figures=tables["key_figures"][::-1])) == []


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(after=cases())
def test_silence_means_the_same_records(after: Case) -> None:
    before = small_case()
    assert diff_cases(after, after) == ()
    for found in (diff_cases(before, after), diff_cases(after, before)):
        changed_ids = {(d.record.table, d.record.id) for d in found if d.record}
        for name in TABLES:
            old = {record.id: record for record in getattr(before, name)}
            new = {record.id: record for record in getattr(after, name)}
            for id_ in old | new:
                assert ((name, id_) in changed_ids) == (old.get(id_) != new.get(id_))
        for language in LANGUAGES:
            assert all("\n" not in d.in_language(language).strip() for d in found if not d.column)

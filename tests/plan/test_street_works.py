# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same work in several sections of a street stands in letters and lists once."""

from dataclasses import replace

from koppelkans.case import Case
from koppelkans.plan.content.limits import limit_name
from koppelkans.plan.content.method import annexes
from koppelkans.plan.content.permits import build_permits
from koppelkans.plan.content.street_letter import build_street_letter
from koppelkans.plan.content.street_works import sections_of, street_works
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Table
from koppelkans.programme.choices.fair import Fairness
from koppelkans.programme.choices.wanted import Wanted
from koppelkans.result import ExcessResult, Result


def test_works_hold_every_occupation_once(case: Case, result: Result) -> None:
    found = result.programme.occupation_list
    works = street_works(Reading(case, result, "nl"), found)
    assert sorted(o.place_id for w in works for o in w.occupations) == sorted(
        o.place_id for o in found
    )
    for work in works:
        assert {place.street for place in work.places} == {work.street}
        assert {(o.first, o.last, o.closed_weeks) for o in work.occupations} == {
            (work.first, work.last, work.closed_weeks)
        }


def test_sections_are_named_without_their_street(case: Case, result: Result) -> None:
    work = street_works(Reading(case, result, "nl"), result.programme.occupation_list)[0]
    place = work.places[0].model_copy(update={"name": f"{work.street} (Lelie – Roos)"})
    assert sections_of(replace(work, places=(place,))) == ("Lelie – Roos",)
    assert sections_of(work)[0] == work.places[0].name


def test_list_of_works_has_the_weeks_and_addresses_of_the_case(case: Case, result: Result) -> None:
    plan = build_permits(case, result, "nl")
    tables = [b for s in plan.sections for b in s.blocks if isinstance(b, Table)][:-1]
    works = street_works(Reading(case, result, "nl"), result.programme.occupation_list)
    rows = [row for table in tables for row in table.rows]
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(works) + 1)]
    assert [int(row[7].replace(".", "")) for row in rows] == [
        sum(place.addresses for place in work.places) for work in works
    ]


def test_letter_says_whom_to_call_or_that_it_must_be_filled_in(case: Case, result: Result) -> None:
    street = case.places[0].street
    without = repr(build_street_letter(case, result, "nl", street))
    assert "[vul in voor verzending" in without
    texts = {"residents_contact": "Bel Ans: 020 1234567."}
    with_it = repr(build_street_letter(case, result, "nl", street, texts))
    assert "Bel Ans: 020 1234567." in with_it
    assert "[vul in voor verzending" not in with_it


def test_limit_of_a_place_is_named_with_its_place(case: Case, result: Result) -> None:
    boundary, place = case.boundaries[0], case.places[0]
    excess = ExcessResult(
        table="boundaries", id=boundary.id, when=case.first_quarter, over=1, broken=False, eur=0,
        place_id=place.id,
    )  # fmt: skip
    reading = Reading(case, result, "nl")
    assert limit_name(reading, excess) == f"{boundary.name}: {place.name}"


def test_settings_name_what_was_wanted(case: Case, result: Result) -> None:
    wanted = Wanted(fairness=Fairness.NOBODY_WORSE)
    settings = result.settings.model_copy(update={"wanted": wanted})
    fair = result.model_copy(update={"settings": settings})
    assert "zonder betalingen" in repr(annexes(Reading(case, fair, "nl")))
    assert "zonder betalingen" not in repr(annexes(Reading(case, result, "nl")))

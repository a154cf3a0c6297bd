# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A case comes out of the database as it went in."""

import pytest

from koppelkans.case import TABLES, Case
from koppelkans.web.models import Area, State
from koppelkans.web.store import (
    first_alternative,
    is_readable,
    latest_programme,
    load_case,
    load_programme_case,
    pack_case,
    store_case,
    unpack_case,
)
from tests.factories import small_case, small_tables
from tests.web.programmes import keep_programme

pytestmark = pytest.mark.django_db


def test_case_comes_back_unchanged(case: Case) -> None:
    assert load_case(store_case(case)) == case


def test_every_record_is_a_row_of_its_own(case: Case) -> None:
    area = store_case(case)
    assert area.records.count() == sum(len(getattr(case, table)) for table in TABLES)


def test_place_can_be_found_by_its_bounding_box(case: Case) -> None:
    area = store_case(case)
    place = case.places[3]
    west, south, east, north = place.geometry.bounds
    found = area.records.filter(
        table="places", min_x__gte=west, max_x__lte=east, min_y__gte=south, max_y__lte=north
    )
    assert [record.key for record in found] == [place.id]


def test_storing_the_same_case_again_changes_nothing(case: Case) -> None:
    first = store_case(case)
    assert store_case(case).version == first.version
    assert Area.objects.count() == 1


def test_changed_case_raises_the_version_and_the_programme_keeps_its_own_case(area: Area) -> None:
    programme = latest_programme(first_alternative(area))
    assert programme is not None
    tasks = small_tables()["tasks"]
    tasks[0]["title"] = "Een andere titel"
    changed = store_case(small_case(tasks=tasks))
    assert changed.version == area.version + 1
    assert load_case(changed).tasks[0].title == "Een andere titel"
    assert latest_programme(first_alternative(changed)) == programme
    assert load_programme_case(programme).tasks[0].title != "Een andere titel"


def test_result_of_another_version_of_koppelkans_is_not_readable(area: Area) -> None:
    programme = keep_programme(area, state=State.DONE, result='{"schema": "elsewhere/9"}')
    assert not is_readable(programme)


def test_packed_case_comes_back_unchanged(case: Case) -> None:
    assert unpack_case(pack_case(case)) == case

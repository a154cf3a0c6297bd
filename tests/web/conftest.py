# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""An area in the database, with the result of the real line on the small case."""

from pathlib import Path

import pytest
from django.conf import settings

from koppelkans.case import Case
from koppelkans.line import run
from koppelkans.plan.reading import Reading
from koppelkans.result import Result
from koppelkans.web.models import Area, Programme, State
from koppelkans.web.store import store_case
from tests.factories import small_case


@pytest.fixture(scope="session")
def case() -> Case:
    return small_case()


@pytest.fixture(scope="session")
def result(case: Case) -> Result:
    return run(case, seconds=2)


@pytest.fixture(scope="session")
def reading(case: Case, result: Result) -> Reading:
    return Reading(case, result, "nl")


@pytest.fixture(autouse=True)
def static_folder() -> None:
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def area(db: None, case: Case, result: Result) -> Area:
    area = store_case(case)
    Programme.objects.create(
        area=area, area_version=area.version, state=State.DONE, result=result.to_json()
    )
    return area

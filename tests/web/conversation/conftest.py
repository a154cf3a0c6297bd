# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""An area with a conversation: three partners, a facilitator, and something said to few."""

import pytest
from django.test import Client

from koppelkans.case import Case
from koppelkans.line import case_digest
from koppelkans.result import Result
from koppelkans.web.access.models import Role
from koppelkans.web.models import Area
from tests.factories import small_case, small_tables
from tests.web.access.persons import at_once, person
from tests.web.programmes import keep_result

IN_CONFIDENCE = "ONDER-ONS"


@pytest.fixture(scope="session")
def talk_case() -> Case:
    tables = small_tables()
    tables["struggles"] += [
        {"id": circle, "partner_id": "water", "text": f"{IN_CONFIDENCE} {circle}",
         "visibility": circle, "shown_to": "heat" if circle == "chosen" else "",
         "task_ids": "sewer-2", "boundary_id": "crews-water"}
        for circle in ("own", "facilitator", "chosen")
    ]  # fmt: skip
    tables["conditions"] += [
        {"id": "late", "partner_id": "water", "text": "Als we in 2030 mogen.", "kind": "window",
         "task_ids": "sewer-1", "first": "2030-Q1", "asked_of": "city"},
        {"id": "early", "partner_id": "city", "text": "Als het riool er voor 2029 ligt.",
         "kind": "window", "task_ids": "sewer-1", "last": "2029-Q1"},
        {"id": "gone", "partner_id": "city", "text": "Als het groen wordt.", "kind": "variant"},
    ]  # fmt: skip
    return small_case(**tables)


@pytest.fixture
def area(db: None, talk_case: Case, result: Result) -> Area:
    """The result is that of the small case: what is said changes no figure."""
    about = result.case.model_copy(update={"sha256": case_digest(talk_case)})
    return keep_result(talk_case, result.model_copy(update={"case": about}))


@pytest.fixture
def people(area: Area) -> dict[str, Client]:
    roles = {
        "facilitator": (Role.FACILITATOR, ""), "water": (Role.LEAD, "water"),
        "heat": (Role.LEAD, "heat"), "city": (Role.LEAD, "city"),
        "specialist": (Role.SPECIALIST, ""),
    }  # fmt: skip
    return {
        name: at_once(person(f"{name}@test.example", area, role, partner))
        for name, (role, partner) in roles.items()
    }

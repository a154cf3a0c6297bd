# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""An area with a secret in it, and people at its table."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.access.reader import Reader, reader_of
from koppelkans.web.models import Area
from koppelkans.web.records.change import Outcome, RecordChange, change_records
from koppelkans.web.records.who import author_of
from koppelkans.web.store import store_case
from tests.factories import small_case, small_tables
from tests.web.access.persons import at_once

HIDDEN = "Zeer geheime leiding"


@pytest.fixture
def area(db: None) -> Area:
    """The small case, in which the water company keeps its first task to itself."""
    tables = small_tables()
    tables["tasks"][0] |= {"title": HIDDEN, "reason": "Geheim", "visibility": "own"}
    tables["tasks"][1] |= {"title": "Riool in de Vélodroomstraat"}
    return store_case(small_case(**tables))


@dataclass
class Person:
    user: User
    area: Area

    @property
    def reader(self) -> Reader:
        return reader_of(self.user, self.area)

    @property
    def browser(self) -> Client:
        return at_once(self.user)

    def change(self, table: str, key: str, **values: object) -> Outcome:
        self.area.refresh_from_db()
        change = RecordChange(table, key, values or None)
        author = author_of(self.reader)
        return change_records(self.area, author, [change], based_on=self.area.version)


@pytest.fixture
def seat(area: Area) -> Callable[..., Person]:
    """Return a function that gives somebody a seat at the table."""

    def sit(name: str, role: Role = Role.LEAD, partner_id: str = "") -> Person:
        user = User.objects.create_user(f"{name.split(maxsplit=1)[0]}@test.example", name=name)
        Membership.objects.create(user=user, area=area, role=role, partner_id=partner_id)
        return Person(user, area)

    return sit


@pytest.fixture
def water(seat: Callable[..., Person]) -> Person:
    return seat("Wim Water", Role.LEAD, "water")


@pytest.fixture
def city(seat: Callable[..., Person]) -> Person:
    return seat("Cato Stad", Role.LEAD, "city")


@pytest.fixture
def heat(seat: Callable[..., Person]) -> Person:
    return seat("Hans Warmte", Role.LEAD, "heat")


@pytest.fixture
def anne(seat: Callable[..., Person]) -> Person:
    return seat("Anne Regie", Role.FACILITATOR)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A session in an area with a programme, its facilitator, and phones that join."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from koppelkans.web.access.models import Role
from koppelkans.web.models import Area
from koppelkans.web.workshop.lead import Opening, open_session, take_step
from koppelkans.web.workshop.models import Kind, Session
from tests.web.access.persons import at_once, person

PLANNED = (
    (Kind.TEXT, 1, "Waar zit u mee?"), (Kind.SCORES, 1, ""), (Kind.SCORES, 2, ""),
    (Kind.WEIGHTS, 1, ""), (Kind.VOTE, 1, ""),
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_guesses() -> None:
    cache.clear()


class Lead:
    """A session with who leads it."""

    def __init__(self, area: Area, by_name: bool, most: int) -> None:
        self.area = area
        number = Session.objects.count()
        self.user = person(f"els{number}@test.example", area, Role.FACILITATOR)
        self.client = at_once(self.user)
        self.session = open_session(
            area, self.user, Opening("Werksessie", by_name, PLANNED, most)
        )  # fmt: skip

    def do(self, *actions: str) -> Session:
        for action in actions:
            self.session.refresh_from_db()
            take_step(self.session, self.user, action, version=self.session.version)
        self.session.refresh_from_db()
        return self.session

    @property
    def address(self) -> str:
        return f"/gebieden/{self.area.slug}/workshop/{self.session.pk}/"

    def phone(self, name: str = "", partner: str = "-") -> "Phone":
        return Phone(self.session, name, partner)


class Phone:
    """A phone that has joined."""

    def __init__(self, session: Session, name: str = "", partner: str = "-") -> None:
        self.client = Client()
        self.address = f"/w/{session.code}/"
        self.session = session
        self.joined = self.client.post(self.address, {"name": name, "partner": partner})

    def card(self) -> str:
        return self.client.get(self.address + "nu/").content.decode()

    def answer(self, key: str = "", **fields: object):
        self.session.refresh_from_db()
        number = self.session.current_id
        sent = {"key": key or f"sleutel-{len(fields)}-{id(fields)}", **fields}
        address = f"{self.address}antwoord/{number}/"
        return self.client.post(address, sent, headers={"X-Workshop": "1"})


@pytest.fixture
def opened(area: Area) -> Callable[..., Lead]:
    def make(*, by_name: bool = False, most: int = 250) -> Lead:
        return Lead(area, by_name, most)

    return make


@pytest.fixture
def lead(opened: Callable[..., Lead]) -> Lead:
    return opened()

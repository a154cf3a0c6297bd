# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""An area in the database, with the result of the real line on the small case."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from koppelkans.case import Case
from koppelkans.line import run
from koppelkans.plan.reading import Reading
from koppelkans.result import Result
from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.access.second_step import DONE_ELSEWHERE
from koppelkans.web.jobs import queue
from koppelkans.web.models import Area
from tests.factories import small_case
from tests.web.programmes import keep_result


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


@pytest.fixture(autouse=True)
def open_to_examples(settings: Any) -> None:
    """People of examples come in, as on one's own machine; most of those in tests are such."""
    settings.DEMO = True


@pytest.fixture(autouse=True)
def no_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job done in a test needs no sign of life.

    It comes over a connection of its own, which on PostgreSQL does not see what the test has not
    committed, and so takes the job for somebody else's.
    """
    monkeypatch.setattr(queue, "BEAT", timedelta(hours=1))


@pytest.fixture
def area(db: None, case: Case, result: Result) -> Area:
    return keep_result(case, result)


class Member(Client):
    """Somebody who belongs to every area there is, at the table but of none of its partners."""

    def request(self, **request: Any) -> HttpResponse:
        for area in Area.objects.all():
            Membership.objects.get_or_create(
                user=self.user, area=area, until=None, defaults={"role": Role.SPECIALIST}
            )
        return super().request(**request)


@pytest.fixture
def client(db: None) -> Client:
    client = Member()
    client.user, _ = User.objects.get_or_create(email="member@test.example")
    client.force_login(client.user)
    session = client.session
    session[DONE_ELSEWHERE] = True
    session.save()
    return client

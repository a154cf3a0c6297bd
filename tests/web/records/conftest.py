# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""People at work in an area: its facilitator, and the leads of two partners."""

from collections.abc import Callable

import pytest
from django.test import Client

from koppelkans.case import Case
from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.models import Area
from koppelkans.web.store import store_case


@pytest.fixture
def area(db: None, case: Case) -> Area:
    return store_case(case)


@pytest.fixture
def sign_in(area: Area) -> Callable[..., Client]:
    """Return a function that gives the browser of a member of the area."""

    def member(role: Role = Role.FACILITATOR, partner_id: str = "", name: str = "Anne") -> Client:
        user, _ = User.objects.get_or_create(
            email=f"{name}@test.example".lower(), defaults={"name": name, "is_demo": True}
        )
        Membership.objects.get_or_create(
            user=user, area=area, until=None, defaults={"role": role, "partner_id": partner_id}
        )
        client = Client()
        client.force_login(user)
        return client

    return member


@pytest.fixture
def anne(sign_in: Callable[..., Client]) -> Client:
    return sign_in()


@pytest.fixture
def bram(sign_in: Callable[..., Client]) -> Client:
    return sign_in(name="Bram")

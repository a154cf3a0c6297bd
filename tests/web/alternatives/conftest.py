# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who asks: the facilitator of the area."""

import pytest
from django.test import Client

from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.models import Area


@pytest.fixture
def facilitator(area: Area) -> Client:
    user = User.objects.create(email="f@test.example", name="F", is_demo=True)
    Membership.objects.create(user=user, area=area, role=Role.FACILITATOR)
    client = Client()
    client.force_login(user)
    return client

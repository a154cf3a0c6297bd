# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""People to test with: each signs in as a real one does."""

import time

from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.access.second_step import DONE_ELSEWHERE
from koppelkans.web.models import Area

PASSWORD = "een heel lang wachtwoord"  # noqa: S105  # of nobody


def person(email: str, area: Area | None = None, role: Role = Role.LEAD, partner: str = "") -> User:
    """Somebody with a password, and a place in an area when one is given."""
    user = User.objects.create_user(email, PASSWORD, name=email.split("@", maxsplit=1)[0].title())
    if area:
        Membership.objects.create(user=user, area=area, role=role, partner_id=partner)
    return user


def code_of(device: TOTPDevice, drift: int = 0) -> str:
    """What the phone shows now, or ``drift`` steps later."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time()
    return f"{totp.token() if not drift else _later(totp, drift):06d}"


def _later(totp: TOTP, drift: int) -> int:
    totp.drift = drift
    return totp.token()


def signed_in(user: User) -> Client:
    """A browser in which somebody took both steps."""
    client = Client()
    assert (
        client.post("/inloggen/", {"username": user.email, "password": PASSWORD}).status_code == 302
    )
    client.get("/account/tweede-stap/")
    device = TOTPDevice.objects.get(user=user)
    client.post("/account/tweede-stap/", {"code": code_of(device)})
    return client


def at_once(user: User) -> Client:
    """A browser in which somebody is signed in, without going through the steps."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[DONE_ELSEWHERE] = True
    session.save()
    return client

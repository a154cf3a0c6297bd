# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The second step of signing in: a code from a phone, or one of ten kept on paper."""

import secrets
from collections.abc import Callable
from typing import Any

import segno
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe
from django_otp import login as mark_verified
from django_otp.plugins.otp_totp.models import TOTPDevice

from koppelkans.web.access.models import RecoveryCode, User

CODES = 10
WITHOUT_SECOND_STEP = frozenset(
    ["second_step", "second_step_setup", "logout", "set_language", "street_calendar"]
)
"""Pages for whoever has only given a password yet."""
DONE_ELSEWHERE = "second_step_done_elsewhere"
"""Key in the session: an identity provider has seen to the second step."""


class AskSecondStep:
    """Middleware: a password alone opens nothing, whatever page is asked for."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _options: object
    ) -> HttpResponse | None:
        """Lead whoever still has to take the second step to it."""
        match = request.resolver_match
        if has_taken(request) or (match and match.url_name in WITHOUT_SECOND_STEP):
            return None
        user = request.user
        assert isinstance(user, User)  # noqa: S101  # the others have nothing to take
        return redirect("second_step" if device_of(user) else "second_step_setup")


def has_taken(request: HttpRequest) -> bool:
    """Whether nothing is left to ask: of the public, of a demo, and of who gave a code."""
    user = request.user
    if not isinstance(user, User) or user.is_demo:
        return True
    return bool(user.is_verified() or request.session.get(DONE_ELSEWHERE))  # type: ignore[attr-defined]


def device_of(user: User) -> TOTPDevice | None:
    """Return the phone that somebody has set up."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def device_to_confirm(user: User) -> TOTPDevice:
    """Return a phone that is being set up, with a secret of its own."""
    device, _fresh = TOTPDevice.objects.get_or_create(
        user=user, confirmed=False, defaults={"name": "phone"}
    )
    return device


def draw_code(device: TOTPDevice) -> SafeString:
    """Return the QR code that a phone reads, as SVG without styles."""
    code = segno.make(device.config_url, error="m", micro=False)
    drawn: Any = code.svg_inline(omitsize=True, border=4, dark="#1a1a1a", light="#ffffff")
    return mark_safe(drawn)  # noqa: S308  # drawn here, holds no text of anybody


@transaction.atomic
def confirm(request: HttpRequest, device: TOTPDevice, token: str) -> bool:
    """Take a phone into use when it gives the right code; the former one is forgotten."""
    if not device.verify_token(token):
        return False
    TOTPDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save()
    take(request, device)
    return True


def take(request: HttpRequest, device: TOTPDevice) -> None:
    """Remember in a fresh session that the second step was taken."""
    request.session.cycle_key()
    mark_verified(request, device)


@transaction.atomic
def fresh_codes(user: User) -> list[str]:
    """Return ten new recovery codes; the former ones are worth nothing any more."""
    codes = ["-".join(secrets.token_hex(2) for _part in range(4)) for _code in range(CODES)]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_digest(user, code)) for code in codes
    )
    return codes


def use_code(user: User, code: str) -> bool:
    """Use up a recovery code; true when it was one."""
    used, _by_model = user.recovery_codes.filter(digest=_digest(user, code)).delete()
    return used == 1


def _digest(user: User, code: str) -> str:
    """Return what is kept of a code: it has 64 random bits, so one round of hashing is enough."""
    plain = code.strip().lower().replace("-", "").replace(" ", "")
    return salted_hmac("koppelkans.recovery", f"{user.pk}:{plain}", algorithm="sha256").hexdigest()

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who calls: a token in the header, and what it may in an area. Cookies do not count here."""

import base64
import binascii

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from koppelkans.web import audit
from koppelkans.web.access.models import User
from koppelkans.web.access.reader import Reader, reader_of
from koppelkans.web.api.answers import ProblemError, not_found
from koppelkans.web.api.limits import most_requests, seconds_to_wait
from koppelkans.web.api.models import ApiToken
from koppelkans.web.api.tokens import find_token
from koppelkans.web.models import Area

WRONG_TOKENS_PER_MINUTE = 20


class Bearer(HttpBearer):
    """A token in the header Authorization; programs for maps may send it as a password."""

    openapi_bearerFormat = "opaque"  # noqa: N815  # as Ninja names it

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        return let_in(request, token)


def let_in(request: HttpRequest, secret: str) -> ApiToken:
    """Let a token in: the request is one of its user from here on.

    Raises
    ------
    ProblemError
        When the token is not (or no longer) one, or asks too much.
    """
    found = find_token(secret)
    if found is None:
        hold_back(f"wrong-{audit.address_of(request)}", WRONG_TOKENS_PER_MINUTE)
        raise unknown()
    hold_back(f"token-{found.pk}", most_requests())
    request.user = found.user
    return found


def hold_back(who: str, most: int) -> None:
    """Hold somebody back who asks more than so often in a minute."""
    seconds = seconds_to_wait(who, most)
    if seconds:
        raise ProblemError(
            429, _("Too many requests."), _("Wait a moment, then go on."),
            headers={"Retry-After": str(seconds)},
        )  # fmt: skip


def unknown() -> ProblemError:
    """Return the problem of who does not say who it is."""
    return ProblemError(
        401, _("Show a token."),
        _("Send a valid token in the header Authorization. You make one on the page of your"
          " account."),
        headers={"WWW-Authenticate": 'Bearer realm="Koppelkans"'},
    )  # fmt: skip


def secret_in(request: HttpRequest) -> str:
    """Return the token in the header: as bearer, or as the password that programs for maps ask."""
    kind, _space, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    if kind.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""


def user_of(request: HttpRequest) -> User:
    """Return the person in whose name the caller asks."""
    assert isinstance(request.user, User)  # noqa: S101  # the door let it in
    return request.user


def reader_in(request: HttpRequest, slug: str) -> Reader:
    """Return the caller in an area; to whoever does not belong to it the area does not exist.

    Raises
    ------
    ProblemError
        When there is no such area for this caller.
    """
    found = Area.objects.filter(slug=slug).first()
    reader = reader_of(user_of(request), found) if found else None
    if reader is None or not reader.is_at_the_table:
        raise not_found()
    return reader


def require_manager(reader: Reader) -> None:
    """Hold a caller back from what is for the facilitator."""
    if not reader.may_manage():
        raise ProblemError(403, _("That is for the facilitator of the area."))

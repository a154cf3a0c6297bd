# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in with the account of one's organisation: OpenID Connect, as Authlib does it.

Authorization code with PKCE; the provider knows us by a key of ours (private_key_jwt, RFC 7523).
Authlib keeps state, nonce and verifier in the session, checks the signature and the claims. Here
is what is particular to us: one provider, from the settings, and trouble in words.
"""

import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client.errors import MismatchingStateError
from authlib.integrations.django_client import OAuth
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import ECKey, RSAKey
from requests import RequestException

from koppelkans.web.access.provider import Provider, read_key

LOG = logging.getLogger(__name__)

SECONDS_TO_ANSWER = 10
SECONDS_OF_DOUBT = 60
"""How far the clock of the provider may be off."""
ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "EdDSA")
SECOND_FACTOR = frozenset(["mfa", "otp", "hwk", "swk", "sms"])
"""What a provider says of how somebody was known (RFC 8176), when it was not a password alone."""


@dataclass(frozen=True)
class Told:
    """What the provider tells of somebody, checked."""

    issuer: str
    subject: str
    name: str
    email: str
    is_verified: bool
    """Whether the provider vouches that the address is theirs."""
    took_second_step: bool
    id_token: str
    """To say goodbye with."""


class ElsewhereError(Exception):
    """Signing in elsewhere came to nothing; the message says why and what to do."""


def provider() -> Provider | None:
    """Return the provider that people may sign in with, if there is one."""
    found: Provider | None = settings.OIDC
    return found


def own_key(known: Provider) -> RSAKey | ECKey:
    """Return our key, named by its thumbprint so that the provider can tell old from new."""
    key = read_key(known.key)
    assert key is not None  # noqa: S101  # the settings looked
    key.ensure_kid()
    return key


def begin(request: HttpRequest, back: str) -> HttpResponse:
    """Lead to the provider; from there people come back to an address of ours.

    Raises
    ------
    ElsewhereError
        When the provider does not answer.
    """
    known = _known()
    more = {"acr_values": known.acr} if known.acr else {}
    try:
        answer: HttpResponse = _app(known).authorize_redirect(
            request, back, ui_locales=request.LANGUAGE_CODE, **more
        )
    except RequestException as error:
        raise _away(error) from None
    return answer


def finish(request: HttpRequest) -> Told:
    """Return whom the provider sends back.

    Raises
    ------
    ElsewhereError
        When the provider refuses, when this is not an answer to what this browser asked, when it
        comes too late or for the second time, or when what it says cannot be trusted.
    """
    known = _known()
    app = _app(known)
    try:
        token = app.authorize_access_token(request, leeway=SECONDS_OF_DOUBT)
        claims = dict(token.get("userinfo") or {})
        if not claims:
            raise _refused("no id_token", _("It did not say who you are."))
        if "email" not in claims and app.load_server_metadata().get("userinfo_endpoint"):
            more = dict(app.userinfo(token=token))
            claims |= more if more.get("sub") == claims["sub"] else {}
    except MismatchingStateError as error:
        raise _refused(error, _(
            "This answer does not belong to what this browser asked, or it was used before."
        )) from None  # fmt: skip
    except ExpiredTokenError as error:
        raise _refused(error, _(
            "What it sent is no longer valid. Perhaps the clock of this server or of theirs is off."
        )) from None  # fmt: skip
    except RequestException as error:
        raise _away(error) from None
    except (AuthlibBaseError, JoseError, ValueError) as error:
        raise _refused(error, _words(error)) from None
    return _told(known, claims, token.get("id_token", ""))


def goodbye_address(id_token: str, back: str) -> str:
    """Return where somebody signs out at the provider too; empty when it has no such place."""
    known = provider()
    if known is None or not id_token:
        return ""
    try:
        made = _app(known).create_logout_url(
            post_logout_redirect_uri=back, id_token_hint=id_token, client_id=known.client_id
        )
    except (RequestException, RuntimeError):
        return ""
    return str(made["url"])


def _told(known: Provider, claims: dict[str, Any], id_token: str) -> Told:
    if known.acr and claims.get("acr") not in known.acr.split():
        raise _refused("acr", _("It was less sure of you than is needed here."))
    ways = claims.get("amr")
    email = str(claims.get("email") or "").strip().lower()
    return Told(
        issuer=known.issuer, subject=str(claims["sub"]), email=email[:254],
        name=str(claims.get("name") or email.partition("@")[0])[:200],
        is_verified=bool(email) and claims.get("email_verified") is True,
        took_second_step=bool(known.acr)
        or (isinstance(ways, list) and not SECOND_FACTOR.isdisjoint(map(str, ways))),
        id_token=id_token,
    )  # fmt: skip


def _known() -> Provider:
    known = provider()
    if known is None:
        raise ElsewhereError(_("There is no organisation to sign in with here."))
    return known


@lru_cache(maxsize=4)
def _app(known: Provider) -> Any:
    """Return Authlib's client of a provider; it asks once where everything is."""
    key = own_key(known)
    algorithm = "ES256" if isinstance(key, ECKey) else "RS256"
    app = OAuth().register(
        "elsewhere", client_id=known.client_id, client_secret=key,
        server_metadata_url=f"{known.issuer.rstrip('/')}/.well-known/openid-configuration",
        # The issuer is who it should be for, in the profile that corrected RFC 7523 in 2025.
        client_auth_methods=[
            PrivateKeyJWT(known.issuer, headers={"kid": key.kid}, alg=algorithm)
        ],
        client_kwargs={
            "scope": "openid email profile", "code_challenge_method": "S256",
            "token_endpoint_auth_method": "private_key_jwt",
            "default_timeout": SECONDS_TO_ANSWER,
        },
    )  # fmt: skip
    told = app.load_server_metadata()
    if told.get("issuer") != known.issuer:
        raise _refused(
            f"issuer {told.get('issuer')!r}", _("It calls itself otherwise than is expected here.")
        )
    offered = told.get("id_token_signing_alg_values_supported") or ["RS256"]
    told["id_token_signing_alg_values_supported"] = [a for a in ALGORITHMS if a in offered]
    return app


def _words(error: Exception) -> str:
    """Return what to say about trouble that the provider, or a check, names by a word."""
    return {
        "access_denied": _("You stopped there, or it did not let you in."),
        "invalid_grant": _("That took too long, or it was done already."),
        "invalid_client": _(
            "It does not recognise this server. Tell who runs it: the key, or the clock, is wrong."
        ),
        "invalid_claim": _("What it sent does not belong to what this browser asked."),
    }.get(str(getattr(error, "error", "")), _("What it sent could not be trusted."))


def _refused(why: object, words: str) -> ElsewhereError:
    LOG.warning("Signing in elsewhere refused: %s", why)
    return ElsewhereError(words)


def _away(error: RequestException) -> ElsewhereError:
    LOG.error("The identity provider does not answer: %s", error)
    return ElsewhereError(_("It does not answer now. Try again in a few minutes."))

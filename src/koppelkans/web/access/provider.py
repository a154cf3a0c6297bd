# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The identity provider of an installation, as its environment names it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from koppelkans.web.environment import LOCAL_HOSTS, Environment

START = "KOPPELKANS_OIDC_"
LEAST_BITS = 2048


@dataclass(frozen=True)
class Provider:
    """Where people sign in, and how the provider knows us."""

    issuer: str
    client_id: str
    key: str
    """Our private key in PEM."""
    name: str
    """What people call it: it stands on the button."""
    acr: str = ""
    """How sure the provider has to be of somebody; empty leaves it to the provider."""


def read_provider(environment: Environment) -> Provider | None:
    """Return the provider, None when there is none; what is wrong is noted in the environment."""
    issuer = environment.text(f"{START}ISSUER")
    if not issuer:
        return None
    client_id, key = environment.text(f"{START}CLIENT_ID"), environment.text(f"{START}KEY")
    parts = urlsplit(issuer)
    is_local = parts.scheme == "http" and parts.hostname in LOCAL_HOSTS
    if not parts.hostname or not (parts.scheme == "https" or is_local):
        environment.wrong(f"{START}ISSUER", "the https address of an OpenID provider", issuer)
    if not client_id:
        environment.wrong(f"{START}CLIENT_ID", "the name under which the provider knows us", "")
    if read_key(key) is None:
        # It is a secret: it is not repeated.
        environment.wrong(
            f"{START}KEY", "a private key in PEM, RSA of 2048 bits or more, or P-256;"
            f" {START}KEY_FILE may name its file",
        )  # fmt: skip
    name = environment.text(f"{START}NAME", parts.hostname or "")
    return Provider(issuer, client_id, key, name, environment.text(f"{START}ACR"))


def read_key(pem: str) -> RSAKey | ECKey | None:
    """Return the private key that a text is, when it is one that we can sign with."""
    if "PRIVATE KEY" not in pem:
        return None
    for kind in (RSAKey, ECKey):
        try:
            key = kind.import_key(pem)
        except (JoseError, ValueError, TypeError, AttributeError):
            continue
        if isinstance(key, RSAKey) and key.raw_value.key_size >= LEAST_BITS:
            return key
        if isinstance(key, ECKey) and key.curve_name == "P-256":
            return key
    return None

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an installation says about itself in its environment: read once, wrong things named at once.

A variable may stand in a file as well: KOPPELKANS_X_FILE names the file that holds KOPPELKANS_X,
so that secrets need not be in the environment.
"""

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

MAIL_PORTS = {"smtp": 587, "smtps": 465}
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


class Environment:
    """Reads variables; what is wrong is collected, and `check` says it all together."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._wrong: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """Return a variable, or what stands in the file that NAME_FILE names."""
        file = self._variables.get(f"{name}_FILE", "")
        if not file:
            return self._variables.get(name, "").strip() or default
        if self._variables.get(name):
            self.wrong(name, f"set {name} or {name}_FILE, not both")
        try:
            return Path(file).expanduser().read_text(encoding="utf-8").strip() or default
        except (OSError, UnicodeDecodeError):
            self.wrong(f"{name}_FILE", "the name of a text file that can be read", file)
            return default

    def flag(self, name: str) -> bool:
        """Return whether a variable is 1."""
        found = self.text(name, "0")
        if found not in ("0", "1"):
            self.wrong(name, "0 or 1", found)
        return found == "1"

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """Return a whole number between two others."""
        found = self.text(name, str(default))
        if found.isascii() and found.isdecimal() and least <= int(found) <= most:
            return int(found)
        self.wrong(name, f"a whole number from {least} to {most}", found)
        return default

    def choice(self, name: str, default: str, possible: tuple[str, ...]) -> str:
        """Return one of the words that a variable may be."""
        found = self.text(name, default)
        if found not in possible:
            self.wrong(name, " or ".join(possible), found)
            return default
        return found

    def items(self, name: str) -> list[str]:
        """Return what stands in a list with commas."""
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def zone(self, name: str, default: str) -> str:
        """Return the name of a time zone."""
        found = self.text(name, default)
        try:
            ZoneInfo(found)
        except (ValueError, OSError, LookupError):
            self.wrong(name, f"a time zone such as {default}", found)
            return default
        return found

    def networks(self, name: str) -> list[str]:
        """Return network addresses and ranges."""
        found = self.items(name)
        for part in found:
            try:
                ipaddress.ip_network(part)
            except ValueError:
                self.wrong(name, "network addresses such as 10.0.0.5 or 10.0.0.0/24", part)
        return found

    def site(self, name: str, default: str, *, secure: bool) -> str:
        """Return the address that people open, with a slash at its end."""
        found = self.text(name, "" if secure else default)
        parts = urlsplit(found)
        schemes = ("https",) if secure else ("http", "https")
        is_one = parts.scheme in schemes and parts.hostname and not (parts.query or parts.fragment)
        if not is_one or parts.path not in ("", "/"):
            example = "https://plan.example.nl/"
            self.wrong(name, f"the address that people open, such as {example}", found)
            return default
        return f"{parts.scheme}://{parts.netloc}/"

    def mail(self, name: str, *, needed: bool) -> dict[str, Any]:
        """Return Django's settings for mail, from smtp://user:password@host:587 or console:.

        smtp goes over to encryption before it says who it is, smtps is encrypted from the start;
        smtp+plain, for a server on the same machine, is not at all.
        """
        found = self.text(name, "" if needed else "console:")
        parts = urlsplit(found)
        if found == "console:":
            return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
        scheme, plain, _rest = parts.scheme.partition("+plain")
        try:
            port = parts.port or (25 if plain else MAIL_PORTS.get(scheme, 0))
        except ValueError:
            port = 0
        if scheme not in MAIL_PORTS or not parts.hostname or not port:
            # It may hold a password: it is not repeated.
            self.wrong(name, "smtp://user:password@host:587, smtps://..., or console:")
            return {}
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname, "EMAIL_PORT": port, "EMAIL_TIMEOUT": 20,
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": scheme == "smtp" and not plain, "EMAIL_USE_SSL": scheme == "smtps",
        }  # fmt: skip

    def wrong(self, name: str, expected: str, found: str | None = None) -> None:
        """Note that a variable is not as it should be."""
        said = "" if found is None else f", found {found!r}" if found else ", found nothing"
        self._wrong.append(f"{name}: expected {expected}{said}")

    def check(self) -> None:
        """Say everything that is wrong.

        Raises
        ------
        ImproperlyConfigured
            When anything is.
        """
        if self._wrong:
            raise ImproperlyConfigured("\n".join(self._wrong))

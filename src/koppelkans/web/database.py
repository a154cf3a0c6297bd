# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the database is: a file beside the other data, or PostgreSQL by its address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

POOL = {"min_size": 0, "max_size": 16, "timeout": 5}
"""Connections of one server process, and for how many seconds a request waits for one."""


def database_at(address: str, folder: Path) -> dict[str, Any]:
    """Return Django's settings for an address; without one for a file in the folder of the data.

    Raises
    ------
    ImproperlyConfigured
        When it is the address of something else, or names no database.

    >>> database_at("postgresql://els:geheim@db:5433/gebieden?sslmode=require", Path())["HOST"]
    'db'
    """
    if not address:
        return _file(folder / "koppelkans.sqlite3")
    parts = urlsplit(address)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        # The address may hold a password: it is not repeated.
        raise ImproperlyConfigured(
            "KOPPELKANS_DATABASE_URL: expected postgresql://user:password@host:port/database"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket is named by its folder, as in the tools of PostgreSQL.
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # Connections are kept; one that broke is replaced before it is used.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": POOL, **options},
    }


def _file(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # Write-ahead logging: reading goes on while the line writes its progress. FULL: what
            # was said to be kept is on the disk, also when the power fails.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }

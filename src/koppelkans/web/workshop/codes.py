# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The code of a session: short enough to type, long enough not to be guessed."""

import secrets
import time

from django.core.cache import cache

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without what people take for each other on a screen: 0 and O, 1, I and L."""

LENGTH = 8
"""31 to the power of 8: 850 thousand million codes."""

MOST_WRONG = 60
"""Wrong codes from one network in a quarter of an hour: a hall full of people shares one."""

QUARTER = 15 * 60


def make_code() -> str:
    """Return a new code, in two groups: 7KPM-2RVX."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{code[:4]}-{code[4:]}"


def read_code(typed: str) -> str:
    """Return a code as it is kept, from how people type it.

    >>> read_code(" 7kpm 2rvx")
    '7KPM-2RVX'
    """
    code = "".join(letter for letter in typed.upper() if letter.isalnum())[: LENGTH + 1]
    return f"{code[:4]}-{code[4:]}"


def is_guessing(address: str | None) -> bool:
    """Whether too many wrong codes came from a network of late."""
    return int(cache.get(_key(address), 0)) >= MOST_WRONG


def count_wrong(address: str | None) -> None:
    """Count a wrong code; each server process counts for itself."""
    key = _key(address)
    cache.add(key, 0, timeout=QUARTER)
    try:
        cache.incr(key)
    except ValueError:
        # The cache dropped it in between; then counting begins anew.
        cache.set(key, 1, timeout=QUARTER)


def _key(address: str | None) -> str:
    return f"workshop-code-{address}-{int(time.time() // QUARTER)}"

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How much one caller may ask in a minute."""

import time

from django.conf import settings
from django.core.cache import cache


def seconds_to_wait(who: str, most: int) -> int:
    """Count one request of somebody; return how long to wait when it is one too many, else 0.

    Counted in whole minutes, in the cache: each server process counts for itself.
    """
    now = time.time()
    key = f"requests-{who}-{int(now // 60)}"
    cache.add(key, 0, timeout=120)
    try:
        count = cache.incr(key)
    except ValueError:
        # The cache dropped it in between; then there is nothing to hold somebody to.
        return 0
    return 60 - int(now % 60) if count > most else 0


def most_requests() -> int:
    """Return how many requests a token may make in a minute."""
    return int(settings.API_REQUESTS_PER_MINUTE)

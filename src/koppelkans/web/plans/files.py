# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files that were made: found again by what decides them, and cleared away when old."""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from koppelkans.web.models import Alternative
from koppelkans.web.plans.wanted import Wanted

DAYS_KEPT = 14
SECONDS_PER_DAY = 24 * 3600


def folder() -> Path:
    """Return the folder of the files; it is made when it is not there."""
    found = Path(settings.DATA) / "exports"
    found.mkdir(parents=True, exist_ok=True)
    return found


def path_of(wanted: Wanted) -> Path:
    """Return where a file is once it was made. Who sees something else gets another name."""
    return folder() / f"{wanted.programme_id}-{wanted.digest}.{wanted.suffix}"


def keep(path: Path, write: Callable[[Path], bool]) -> bool:
    """Write beside and then rename: nobody gets half a file. Return whether it is there."""
    with TemporaryDirectory(dir=path.parent) as beside:
        fresh = Path(beside) / path.name
        if not write(fresh):
            return False
        fresh.rename(path)
    return True


def clear_old(now: float | None = None) -> int:
    """Remove files that nobody fetched for two weeks, except those of what was decided on.

    Returns
    -------
    int
        How many were removed.
    """
    decided = set(
        Alternative.objects.exclude(decided_on=None).values_list("decided_on_id", flat=True)
    )
    before = (time.time() if now is None else now) - DAYS_KEPT * SECONDS_PER_DAY
    removed = 0
    for path in folder().glob("*-*.*"):
        number = path.name.split("-", 1)[0]
        if number.isdecimal() and int(number) in decided:
            continue
        if path.is_file() and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            removed += 1
    return removed

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What kind of trouble it is when a request breaks off: ours to mend, or one that goes by."""

import errno
from enum import StrEnum

from django.db import InterfaceError, OperationalError

FULL = (errno.ENOSPC, errno.EDQUOT)
FULL_WORDS = ("disk is full", "no space left", "disk full")


class Trouble(StrEnum):
    """What a reader is told, besides that something is wrong."""

    DATABASE_AWAY = "database"
    DISK_FULL = "disk"


def trouble_of(error: BaseException | None) -> Trouble | None:
    """Return what an error, or one that it came from, is about; None when it is a mistake of ours.

    >>> trouble_of(OSError(errno.ENOSPC, "No space left on device")).value
    'disk'
    >>> trouble_of(ValueError()) is None
    True
    """
    while error is not None:
        if isinstance(error, OSError) and error.errno in FULL:
            return Trouble.DISK_FULL
        if isinstance(error, OperationalError | InterfaceError):
            is_full = any(words in str(error).lower() for words in FULL_WORDS)
            return Trouble.DISK_FULL if is_full else Trouble.DATABASE_AWAY
        error = error.__cause__ or error.__context__
    return None

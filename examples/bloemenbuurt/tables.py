# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small tools to turn short rows of facts into records of a case."""

from typing import Any

Record = dict[str, Any]
"""Values of one row by field name."""

Tables = dict[str, list[Record]]
"""Records by table name."""


def window(preferred: str, first_year: int, last_year: int) -> Record:
    """Return the window of a task.

    >>> window("2030-Q2", 2028, 2033)["latest_start"]
    '2033-Q4'
    """
    return {
        "preferred_start": preferred,
        "earliest_start": f"{first_year}-Q1",
        "latest_start": f"{last_year}-Q4",
    }


def merge(*parts: Tables) -> Tables:
    """Put the records of several tables together, in order."""
    names = list(dict.fromkeys(name for part in parts for name in part))
    return {name: [record for part in parts for record in part.get(name, [])] for name in names}

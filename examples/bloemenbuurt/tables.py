# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small tools to turn short rows of facts into records of a case."""

from koppelkans.case import Pavement

from . import streets

Record = dict[str, object]
"""Values of one row by field name."""

Tables = dict[str, list[Record]]
"""Records by table name."""

WIDTH_M = {row[0]: row[3] for row in streets.SECTIONS} | {row[0]: row[4] for row in streets.SQUARES}


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


def length_m(places: tuple[str, ...]) -> int:
    """Return the length of some places together."""
    return sum(streets.length_m(place_id) for place_id in places)


def surface_m2(places: tuple[str, ...]) -> int:
    """Return the surface of some places from front to front."""
    return sum(streets.length_m(place_id) * WIDTH_M[place_id] for place_id in places)


def pavement(places: tuple[str, ...]) -> Pavement:
    """Return what the first of some places is paved with."""
    return next(row[-5] for row in (*streets.SECTIONS, *streets.SQUARES) if row[0] == places[0])


def merge(*parts: Tables) -> Tables:
    """Put the records of several tables together, in order."""
    names = list(dict.fromkeys(name for part in parts for name in part))
    return {name: [record for part in parts for record in part.get(name, [])] for name in names}

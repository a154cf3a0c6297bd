# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Through which streets a place stays reachable while it is closed."""

from collections import defaultdict
from dataclasses import dataclass

from koppelkans.case import Quarter
from koppelkans.plan.reading import Reading
from koppelkans.result import OccupationResult


@dataclass(frozen=True)
class Ways:
    """The neighbours of a place during one occupation: open all the time, or closed for a part.

    Both empty: the case does not say through which streets the place is reached.
    """

    open_ids: tuple[str, ...]
    closed_ids: tuple[str, ...]

    @property
    def is_cut_off(self) -> bool:
        """Whether no neighbour is open during the whole of it."""
        return bool(self.closed_ids) and not self.open_ids


def closed_quarters(reading: Reading) -> dict[str, set[Quarter]]:
    """Return by place the quarters in which the programme closes it."""
    found: defaultdict[str, set[Quarter]] = defaultdict(set)
    for occupation in reading.result.programme.occupation_list:
        if occupation.closed_weeks > 0:
            found[occupation.place_id] |= set(_quarters(occupation))
    return dict(found)


def ways_around(
    reading: Reading, occupation: OccupationResult, closed: dict[str, set[Quarter]]
) -> Ways:
    """Return through which neighbours a place is reached while it is occupied.

    Parameters
    ----------
    closed
        From `closed_quarters`.
    """
    during = set(_quarters(occupation))
    neighbours = reading.case.place[occupation.place_id].reachable_via
    shut = tuple(n for n in neighbours if during & closed.get(n, set()))
    return Ways(tuple(n for n in neighbours if n not in shut), shut)


def _quarters(occupation: OccupationResult) -> list[Quarter]:
    return [occupation.first + n for n in range(occupation.last - occupation.first + 1)]

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who causes what of a shared cost: the airport game.

Works in one occupation need different things of it: a sewer needs a deeper opening than a cable,
one work takes eight weeks and another three. Together they need as much as the most demanding
one. Each slice of that (the first three weeks, the next five) is split equally among the works
that need it. That is the Shapley value of the game in which a group costs its maximum.

Source: Littlechild and Owen (1973), A simple expression for the Shapley value in a special case,
Management Science 20(3), the runway of an airport.
"""

from collections.abc import Hashable, Mapping
from typing import NamedTuple, TypeVar

Who = TypeVar("Who", bound=Hashable)


class Level(NamedTuple):
    """One slice of a shared need: how much, and the first of those who need it.

    ``first`` is the position in order of need; it and all after it need this slice.
    """

    height: float
    first: int


def find_levels(needs: list[float]) -> list[Level]:
    """Return the slices of needs that are sorted in ascending order.

    >>> find_levels([3.0, 8.0, 8.0])
    [Level(height=3.0, first=0), Level(height=5.0, first=1)]
    """
    levels, reached = [], 0.0
    for position, need in enumerate(needs):
        if need > reached:
            levels.append(Level(need - reached, position))
            reached = need
    return levels


def split_maximum(needs: Mapping[Who, float]) -> dict[Who, float]:
    """Return who causes which part of the largest need.

    Parameters
    ----------
    needs
        What each would need alone, zero or more.

    Returns
    -------
    dict
        Parts in the order of ``needs``; they add up to the largest, and nobody's part is more
        than its own need.

    Examples
    --------
    The first 3 weeks are split in two, the next 5 are for the sewer alone:

    >>> split_maximum({"sewer": 8, "cable": 3})
    {'sewer': 6.5, 'cable': 1.5}
    """
    order = sorted(needs, key=lambda who: needs[who])
    parts = dict.fromkeys(needs, 0.0)
    for height, first in find_levels([needs[who] for who in order]):
        for who in order[first:]:
            parts[who] += height / (len(order) - first)
    return parts

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A coalition game: what every group of partners reaches by itself.

A coalition is a whole number whose bit i says whether player i is in it, so that a table of
worths is an array with 2^n elements: worth[0] of nobody, worth[-1] of everybody.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

TABLE_PLAYERS = 16
"""Up to this many players all coalitions are written out."""


class Worths(Protocol):
    """What the rules and tests ask of a game, written out or not."""

    @property
    def players(self) -> tuple[str, ...]: ...

    @property
    def total(self) -> float:
        """Worth of everybody together."""
        ...

    @property
    def alone(self) -> Floats:
        """Worth of each player alone."""
        ...

    @property
    def without(self) -> Floats:
        """Worth of everybody but each player."""
        ...

    def most_dissatisfied(self, gains: Floats, excluded: frozenset[int]) -> tuple[int, float]:
        """Return the coalition, neither empty nor all, with the largest excess, and that excess.

        The excess is the worth by themselves minus what they get. Coalition 0 with minus
        infinity when there is none left.
        """
        ...

    def leave(self, player: int) -> "Worths":
        """Return the game of the others."""
        ...


@dataclass(frozen=True, eq=False)
class Game:
    """A game with all its coalitions written out.

    Attributes
    ----------
    players
        Names; player i is bit i.
    worth
        What each coalition is certain to reach, shape (2^n,), worth[0] = 0.
    upper
        What each reaches at the most, same shape; the same array when worths are exact.
    """

    players: tuple[str, ...]
    worth: Floats
    upper: Floats

    @classmethod
    def exact(cls, players: Sequence[str], worth: npt.ArrayLike) -> "Game":
        """Return a game whose worths are known exactly.

        >>> Game.exact(["a", "b"], [0, 1, 2, 5]).total
        5.0
        """
        table = np.asarray(worth, dtype=float)
        if table.shape != (1 << len(players),):
            raise ValueError(f"{len(players)} players have {1 << len(players)} coalitions")
        if table[0]:
            raise ValueError(f"nobody is worth {table[0]}, expected 0")
        return cls(tuple(players), table, table)

    @classmethod
    def of_costs(cls, players: Sequence[str], costs: Mapping[str, float]) -> "Game":
        """Return the savings game of a table of costs with players of one letter.

        A coalition saves what its members pay alone minus what it pays together.

        >>> Game.of_costs("ab", {"a": 4, "b": 3, "ab": 5}).worth
        array([0., 0., 0., 2.])
        """
        names = members(players)
        table = [
            sum(costs[player] for player in who) - costs["".join(who)] if who else 0.0
            for who in names
        ]
        return cls.exact(players, table)

    @classmethod
    def of_function(
        cls, players: Sequence[str], worth: Callable[[tuple[str, ...]], float]
    ) -> "Game":
        """Return the game in which ``worth`` says what a tuple of players reaches."""
        return cls.exact(players, [worth(who) if who else 0.0 for who in members(players)])

    @property
    def total(self) -> float:
        return float(self.worth[-1])

    @property
    def alone(self) -> Floats:
        return np.asarray(self.worth[1 << np.arange(len(self.players))])

    @property
    def without(self) -> Floats:
        full = len(self.worth) - 1
        return np.asarray(self.worth[full ^ (1 << np.arange(len(self.players)))])

    @cached_property
    def membership(self) -> Floats:
        """Return which player is in which coalition, shape (2^n, n), 0 or 1."""
        coalitions = np.arange(len(self.worth))
        return ((coalitions[:, None] >> np.arange(len(self.players))) & 1).astype(float)

    def excesses(self, gains: Floats, *, at_most: bool = False) -> Floats:
        """Return for every coalition what it would reach beyond what it gets, shape (2^n,)."""
        return (self.upper if at_most else self.worth) - self.membership @ gains

    def most_dissatisfied(self, gains: Floats, excluded: frozenset[int]) -> tuple[int, float]:
        return self.worst(self.excesses(gains), excluded)

    def worst(self, excesses: Floats, excluded: frozenset[int] = frozenset()) -> tuple[int, float]:
        """Return the coalition with the largest of these excesses, and that excess."""
        open_ = excesses.copy()
        open_[[0, -1, *excluded]] = -np.inf
        found = int(np.argmax(open_))
        return (found, float(open_[found])) if open_[found] > -np.inf else (0, -np.inf)

    def leave(self, player: int) -> "Game":
        coalitions = np.arange(len(self.worth))
        rest = (coalitions >> player) & 1 == 0
        players = tuple(p for number, p in enumerate(self.players) if number != player)
        return Game(players, self.worth[rest], self.upper[rest])

    def is_superadditive(self) -> bool:
        """Whether no two separate coalitions are worth more apart than together."""
        return bool(np.all(close_upward(self.worth) <= self.worth + tolerance(self.worth)))


def close_upward(worth: Floats) -> Floats:
    """Return worths raised to what a coalition reaches by splitting in two or more.

    Takes 3^n steps in all, one array operation for each coalition.
    """
    closed = worth.copy()
    for coalition in range(1, len(closed)):
        parts = [0]
        bits = coalition & (coalition - 1)
        # Subsets without the lowest player: every split in two once.
        subset = bits
        while subset:
            parts.append(subset)
            subset = (subset - 1) & bits
        inside = np.array(parts)
        closed[coalition] = np.max(closed[inside] + closed[coalition ^ inside])
    return closed


def tolerance(worth: Floats) -> float:
    """Return below which size a difference between worths is rounding only, in EUR."""
    return 1e-9 * max(1.0, float(np.max(np.abs(worth), initial=0.0)))


def members(players: Sequence[str]) -> list[tuple[str, ...]]:
    """Return who is in each coalition, in the order of the table.

    >>> members("ab")
    [(), ('a',), ('b',), ('a', 'b')]
    """
    return [who_is_in(players, coalition) for coalition in range(1 << len(players))]


def who_is_in(players: Sequence[str], coalition: int) -> tuple[str, ...]:
    """Return the players of one coalition."""
    return tuple(player for bit, player in enumerate(players) if coalition >> bit & 1)


def subset_sums(amounts: Floats) -> Floats:
    """Return for every coalition the sum of the amounts of its subsets, shape (2^n,)."""
    sums = amounts.copy()
    for bit in range(len(sums).bit_length() - 1):
        halves = sums.reshape(-1, 2, 1 << bit)
        halves[:, 1] += halves[:, 0]
    return sums


def subset_maxima(amounts: Floats) -> Floats:
    """Return for every coalition the largest amount of its subsets, shape (2^n,)."""
    largest = amounts.copy()
    for bit in range(len(largest).bit_length() - 1):
        halves = largest.reshape(-1, 2, 1 << bit)
        np.maximum(halves[:, 1], halves[:, 0], out=halves[:, 1])
    return largest

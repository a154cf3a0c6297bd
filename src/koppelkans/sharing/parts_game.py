# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A game that is a sum of parts, each with the partners that it takes.

Two kinds of part: what exists only when all of its partners take part (a joint effect), and what
is paid once as soon as one of them does (an opening). Both have closed forms, so that nothing has
to be written out for every coalition, and 40 partners are no trouble.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from koppelkans.sharing.game import Floats, Game, subset_maxima, subset_sums

SECONDS = 5.0
"""For one coalition, at the most; they take milliseconds."""


@dataclass(frozen=True)
class Part:
    """One amount and the partners that it takes.

    Attributes
    ----------
    eur
        Positive for a gain, negative for a cost.
    owners
        Positions of the partners.
    once
        Whether it is there as soon as one of them takes part; otherwise all of them must.
    """

    eur: float
    owners: frozenset[int]
    once: bool = False


@dataclass(frozen=True, eq=False)
class PartsGame:
    """A game in which a coalition takes part with whoever of its members gains by it.

    A coalition reaches the largest sum of parts over its subsets: those who would lose stay out.
    Everybody together reaches the sum of all parts, whether that is the largest or not: that is
    what has been agreed on, and what there is to share.
    """

    players: tuple[str, ...]
    parts: tuple[Part, ...]
    everybody: bool = True
    """Whether everybody takes part when all are in; otherwise the best of the subsets."""

    @classmethod
    def of(cls, players: Sequence[str], parts: Iterable[Part]) -> "PartsGame":
        """Return the game with parts of the same partners added up.

        >>> game = PartsGame.of("ab", [Part(-4, frozenset([0, 1]), once=True),
        ...                            Part(3, frozenset([0])), Part(3, frozenset([1]))])
        >>> game.total, game.alone.tolist()
        (2.0, [0.0, 0.0])
        """
        sums: defaultdict[tuple[frozenset[int], bool], float] = defaultdict(float)
        for part in parts:
            sums[part.owners, part.once and len(part.owners) > 1] += part.eur
        added = (Part(eur, owners, once) for (owners, once), eur in sums.items() if owners and eur)
        return cls(tuple(players), tuple(added))

    @cached_property
    def total(self) -> float:
        if self.everybody:
            return float(sum(part.eur for part in self.parts))
        return self.worth(frozenset(range(len(self.players))))

    @cached_property
    def alone(self) -> Floats:
        players = range(len(self.players))
        return np.array([self.worth(frozenset([player])) for player in players], dtype=float)

    @cached_property
    def without(self) -> Floats:
        everybody = frozenset(range(len(self.players)))
        return np.array([self.worth(everybody - {player}) for player in everybody], dtype=float)

    def following(self, coalition: frozenset[int]) -> float:
        """Return the sum of the parts that exist when exactly these take part."""
        return sum(part.eur for part in self.parts if _exists(part, coalition))

    def worth(self, coalition: frozenset[int]) -> float:
        """Return what a coalition reaches with whoever of its members gains by it."""
        return self.following(self.takers(coalition))

    def takers(self, coalition: frozenset[int]) -> frozenset[int]:
        """Return which members of a coalition take part when they leave out who would lose."""
        if coalition not in self._takers:
            if len(coalition) == 1:
                self._takers[coalition] = (
                    coalition if self.following(coalition) > 0 else frozenset()
                )
            else:
                found, _ = self._best(np.zeros(len(self.players)), coalition)
                self._takers[coalition] = found
        return self._takers[coalition]

    @cached_property
    def _takers(self) -> dict[frozenset[int], frozenset[int]]:
        return {frozenset(): frozenset()}

    @cached_property
    def _programme(self) -> "_Programme":
        return _Programme(self)

    def leave(self, player: int) -> "PartsGame":
        """Return the game of the others, each of whom takes part only when that pays."""
        order = [number for number in range(len(self.players)) if number != player]
        position = {number: place for place, number in enumerate(order)}
        parts = (
            Part(part.eur, frozenset(position[o] for o in part.owners if o != player), part.once)
            for part in self.parts
            if part.once or player not in part.owners
        )
        rest = PartsGame.of([self.players[number] for number in order], parts)
        return PartsGame(rest.players, rest.parts, everybody=False)

    def write_out(self) -> Game:
        """Return the game with all coalitions written out; for few players."""
        size = 1 << len(self.players)
        together, once = np.zeros(size), np.zeros(size)
        for part in self.parts:
            (once if part.once else together)[sum(1 << owner for owner in part.owners)] += part.eur
        # Paid once by S: everything, but for what takes only partners outside S.
        worth = subset_sums(together) + once.sum() - subset_sums(once)[::-1]
        best = subset_maxima(worth)
        best[0] = 0.0
        if self.everybody:
            best[-1] = worth[-1]
        return Game.exact(self.players, best)

    def shapley_when_all_follow(self) -> Floats:
        r"""Return the Shapley value in closed form when every coalition takes part as a whole.

        Each part is divided equally over its partners.
        """
        values = np.zeros(len(self.players))
        for part in self.parts:
            values[list(part.owners)] += part.eur / len(part.owners)
        return values

    def most_dissatisfied(self, gains: Floats, excluded: frozenset[int]) -> tuple[int, float]:
        """Return the coalition with the largest excess, found as an integer programme."""
        everybody = frozenset(range(len(self.players)))
        found, worst = self._best(gains, everybody, excluded)
        if worst == -np.inf:
            return 0, worst
        return sum(1 << player for player in found), worst

    def _best(
        self,
        gains: Floats,
        coalition: frozenset[int],
        excluded: frozenset[int] | None = None,
    ) -> tuple[frozenset[int], float]:
        """Return the subset with the largest worth minus gains, by an integer programme.

        With ``excluded`` it is a coalition to test: not empty, not everybody, none of these;
        members that take part and members that only get their gain are then told apart.
        """
        solved = self._programme.solve(gains, coalition, excluded)
        if solved is None:
            return frozenset(), -np.inf
        members, takers = solved
        if excluded is None:
            return takers, self.following(takers)
        return members, self.following(takers) - float(sum(gains[m] for m in members))


def _exists(part: Part, coalition: frozenset[int]) -> bool:
    return not part.owners.isdisjoint(coalition) if part.once else part.owners <= coalition


class _Programme:
    """Which members are in, which of them take part, and which parts exist.

    Variables: member s_i, taker r_i <= s_i, and one z per part with several partners. A gain
    needs z <= each r (all) or z <= sum r (once); a cost needs z >= sum r - (k-1) or z >= each r.
    """

    def __init__(self, game: PartsGame) -> None:
        self.players = len(game.players)
        self.joint = [part for part in game.parts if len(part.owners) > 1]
        self.value = np.zeros(2 * self.players + len(self.joint))
        for part in game.parts:
            if len(part.owners) == 1:
                self.value[self.players + min(part.owners)] += part.eur
        self.rows: list[tuple[list[int], list[float], float]] = []
        for number, part in enumerate(self.joint):
            self.value[2 * self.players + number] = part.eur
            self._add_part(2 * self.players + number, part)
        for player in range(self.players):
            self.rows.append(([self.players + player, player], [1.0, -1.0], 0.0))
        self.limits = [LinearConstraint(*_matrix(self.rows, len(self.value)))]

    def _add_part(self, z: int, part: Part) -> None:
        takers = [self.players + owner for owner in sorted(part.owners)]
        gain = part.eur > 0
        if gain and part.once:
            self.rows.append(([z, *takers], [1.0] + [-1.0] * len(takers), 0.0))
        elif gain:
            self.rows += [([z, taker], [1.0, -1.0], 0.0) for taker in takers]
        elif part.once:
            self.rows += [([taker, z], [1.0, -1.0], 0.0) for taker in takers]
        else:
            self.rows.append(([*takers, z], [1.0] * len(takers) + [-1.0], len(takers) - 1.0))

    def solve(
        self, gains: Floats, coalition: frozenset[int], excluded: frozenset[int] | None
    ) -> tuple[frozenset[int], frozenset[int]] | None:
        """Return members and takers of the best coalition; None when there is none."""
        limits = self.limits if excluded is None else [*self.limits, self._test(excluded)]
        objective = -self.value
        objective[: self.players] += gains
        upper = np.ones(len(objective))
        out = [player for player in range(self.players) if player not in coalition]
        upper[out] = 0.0
        whole = np.zeros(len(objective), dtype=np.int64)
        whole[: 2 * self.players] = 1
        solved = milp(
            objective / max(1e-9, float(np.max(np.abs(objective)))),
            integrality=whole,
            bounds=Bounds(0, upper),
            constraints=limits,
            options={"mip_rel_gap": 0.0, "time_limit": SECONDS},
        )
        if solved.x is None:
            return None
        chosen = np.flatnonzero(solved.x[: 2 * self.players] > 0.5).tolist()
        return (
            frozenset(p for p in chosen if p < self.players),
            frozenset(p - self.players for p in chosen if p >= self.players),
        )

    def _test(self, excluded: frozenset[int]) -> LinearConstraint:
        """Ask for a coalition that is not empty, not everybody and none of these."""
        players = list(range(self.players))
        rows = [(players, [-1.0] * self.players, -1.0)]
        for coalition in {(1 << self.players) - 1, *excluded}:
            inside = [1.0 if coalition >> player & 1 else -1.0 for player in players]
            rows.append((players, inside, coalition.bit_count() - 1.0))
        return LinearConstraint(*_matrix(rows, len(self.value)))


def _matrix(
    rows: list[tuple[list[int], list[float], float]], columns: int
) -> tuple[csr_array, float, Floats]:
    """Return rows as a sparse matrix with no lower and these upper limits."""
    where = [(number, column) for number, (at, _, _) in enumerate(rows) for column in at]
    values = [value for _, amounts, _ in rows for value in amounts]
    index = np.array(where, dtype=np.int64).T
    matrix = csr_array((values, (index[0], index[1])), shape=(len(rows), columns))
    return matrix, -np.inf, np.array([limit for _, _, limit in rows])

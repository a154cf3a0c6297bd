# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The nucleolus: make the most dissatisfied coalition as content as can be, then the next.

A sequence of linear programmes. Each makes the largest excess over the coalitions that are still
open as small as possible; those that cannot do better in any optimum (their dual price is not
zero) are then held at their excess, until one division is left. Coalitions enter a programme only
when they turn out to be more dissatisfied than those that are in (row generation).

Sources: Schmeidler (1969), The nucleolus of a characteristic function game, SIAM Journal on
Applied Mathematics 17(6). Kopelowitz (1967), Computation of the kernels of simple games and the
nucleolus of n-person games. Hallefjord, Helming and Jornsten (1995), Computing the nucleolus when
the characteristic function is given implicitly, International Journal of Game Theory 24.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.linalg import orth
from scipy.optimize import linprog

from koppelkans.sharing.game import Floats, Game, Worths

TIGHT = 1e-7
"""Dual prices above this count as not zero; amounts are scaled to at most 1."""
SAME = 1e-9
LOWEST = -1e3
"""Where a programme stops that has too few rows yet to have an end."""
ROUNDS = 200
ROUNDS_OF_MANY = 50
"""Linear programmes at the most, so that it ends; fewer when groups must be searched for."""


@dataclass(frozen=True)
class Nucleolus:
    """Gains per player, and how they were found.

    Attributes
    ----------
    gains
        Shape (n,), in the unit of the worths; they add up to the total.
    largest_excess
        Largest excess of any coalition; positive when the core is empty.
    complete
        Whether all levels were reached. Otherwise the first level is, and further levels are as
        far as the number of rounds allowed.
    imputation
        Whether nobody gets less than alone. When the total is less than all get alone no division
        can do that, and the nucleolus without that demand (the pre-nucleolus) is given.
    """

    gains: Floats
    largest_excess: float
    complete: bool
    imputation: bool


def nucleolus(game: Worths) -> Nucleolus:
    """Return the nucleolus of a game.

    >>> from koppelkans.sharing.game import Game
    >>> nucleolus(Game.exact("ab", [0, 1, 2, 5])).gains.round(6)
    array([2., 3.])
    """
    alone = game.alone
    imputation = bool(alone.sum() <= game.total + SAME * max(1.0, abs(game.total)))
    if len(game.players) == 1:
        return Nucleolus(np.array([game.total]), -np.inf, complete=True, imputation=imputation)
    # A hair below what each has alone: rounding must not make the demand impossible.
    hair = max(0.0, float(alone.sum()) - game.total) + 1e-10 * max(1.0, abs(game.total))
    search = _Search(game, alone - hair if imputation else np.full(len(alone), -np.inf))
    search.most_rounds = ROUNDS if isinstance(game, Game) else ROUNDS_OF_MANY
    return search.run(imputation=imputation)


@dataclass
class _Search:
    """The state of the sequence: rows in the programme, and what is held already."""

    game: Worths
    floors: Floats
    rows: dict[int, float] = field(default_factory=dict)
    """Worth of the coalitions in the programme, scaled."""
    held: dict[int, float] = field(default_factory=dict)
    """What coalitions get that are held, scaled."""
    inside: set[int] = field(default_factory=set)
    """Coalitions that follow from those held: nothing can change for them."""
    rounds: int = 0
    most_rounds: int = ROUNDS

    def __post_init__(self) -> None:
        self.size = len(self.game.players)
        self.full = (1 << self.size) - 1
        parts = (self.game.alone, self.game.without, [self.game.total])
        self.scale = max(1.0, *(float(np.max(np.abs(part))) for part in parts))
        for player in range(self.size):
            self.rows[1 << player] = self.game.alone[player] / self.scale
            self.rows[self.full ^ (1 << player)] = self.game.without[player] / self.scale
        self.held[self.full] = self.game.total / self.scale

    def run(self, *, imputation: bool) -> Nucleolus:
        first: float | None = None
        gains = np.full(self.size, self.game.total / self.size)
        complete = True
        while np.linalg.matrix_rank(self._vectors(list(self.held))) < self.size:
            found = self._level()
            if found is None:
                complete = False
                break
            gains, excess = found
            first = excess if first is None else first
        largest = self.game.most_dissatisfied(gains, frozenset())[1] if first is None else first
        return Nucleolus(self._exact(gains), largest, complete, imputation)

    def _exact(self, gains: Floats) -> Floats:
        """Spread what rounding left, so that gains add up to the total."""
        return np.asarray(gains + (self.game.total - gains.sum()) / self.size)

    def _level(self) -> tuple[Floats, float] | None:
        """Minimise the largest open excess and hold what is tight; None when out of rounds."""
        basis = orth(self._vectors(list(self.held)).T)
        open_rows = [row for row in self.rows if not self._follows(row, basis)]
        while self.rounds < self.most_rounds:
            self.rounds += 1
            gains, excess, tight = self._solve(open_rows)
            row, worst = self._separate(gains, basis, excess)
            if row is None:
                self._hold(tight, gains)
                return gains * self.scale, excess * self.scale
            self.rows[row] = worst + float(self._vectors([row])[0] @ gains)
            open_rows.append(row)
        return None

    def _hold(self, tight: list[int], gains: Floats) -> None:
        """Hold coalitions at what they get, as far as that does not follow from the others."""
        for row in tight:
            if not self._follows(row, orth(self._vectors(list(self.held)).T)):
                self.held[row] = float(self._vectors([row])[0] @ gains)

    def _separate(self, gains: Floats, basis: Floats, excess: float) -> tuple[int | None, float]:
        """Return an open coalition that is more dissatisfied than the programme knows."""
        while self.rounds < self.most_rounds:
            known = frozenset(self.inside)
            row, worst = self.game.most_dissatisfied(gains * self.scale, known)
            worst /= self.scale
            if worst <= excess + SAME * 10 or (row in self.rows and worst <= excess + TIGHT):
                return None, worst
            if not self._follows(row, basis):
                return row, worst
            self.inside.add(row)
            self.rounds += 1
        return None, 0.0

    def _solve(self, open_rows: list[int]) -> tuple[Floats, float, list[int]]:
        """Solve one programme: gains, largest excess, and the coalitions that are tight."""
        matrix = np.hstack([-self._vectors(open_rows), -np.ones((len(open_rows), 1))])
        held = np.hstack([self._vectors(list(self.held)), np.zeros((len(self.held), 1))])
        floors = [(None if np.isneginf(f) else f / self.scale, None) for f in self.floors]
        solved = linprog(
            np.append(np.zeros(self.size), 1.0),
            A_ub=matrix,
            b_ub=-np.array([self.rows[row] for row in open_rows]),
            A_eq=held,
            b_eq=np.array(list(self.held.values())),
            bounds=[*floors, (LOWEST, None)],
            method="highs",
            options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
        )
        if solved.status != 0 or solved.x is None:
            raise ArithmeticError(f"the linear programme of the nucleolus: {solved.message}")
        prices = np.abs(solved.ineqlin.marginals)
        tight = [row for row, price in zip(open_rows, prices, strict=True) if price > TIGHT]
        at_floor = np.flatnonzero(np.asarray(solved.lower.marginals)[: self.size] > TIGHT)
        tight += [1 << int(player) for player in at_floor]
        return solved.x[: self.size], float(solved.x[-1]), tight

    def _follows(self, row: int, basis: Floats) -> bool:
        vector = self._vectors([row])[0]
        return bool(np.linalg.norm(vector - basis @ (basis.T @ vector)) < 1e-7)

    def _vectors(self, rows: list[int]) -> Floats:
        table = np.array([[row >> bit & 1 for bit in range(self.size)] for row in rows])
        return table.astype(float).reshape(len(rows), self.size)

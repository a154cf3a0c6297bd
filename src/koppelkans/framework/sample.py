# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weights drawn at random from all that fit what people do agree on."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from koppelkans.framework.types import FrameworkError
from koppelkans.language import N_, Message

Floats = NDArray[np.float64]

EDGE = 1e-12
STEPS_PER_CRITERION = 10
TRIES = 20
"""Draws per wanted draw before we walk through the remaining weights instead of picking."""


@dataclass(frozen=True)
class Agreed:
    """What is known of the weights, by the place of a criterion in their order.

    Attributes
    ----------
    order
        Pairs (a, b): a matters at least as much as b.
    low, high
        Bounds on weights that add up to 1; a criterion that is not in it has 0 and 1.
    """

    order: tuple[tuple[int, int], ...] = ()
    low: tuple[tuple[int, float], ...] = ()
    high: tuple[tuple[int, float], ...] = ()

    @classmethod
    def ranked(cls, criteria: Sequence[int]) -> "Agreed":
        """Return that criteria stand in an order of importance, the most important one first."""
        return cls(order=tuple(pairwise(criteria)))


NOTHING = Agreed()


def draw_weights(count: int, draws: int, seed: int, agreed: Agreed = NOTHING) -> Floats:
    """Return weights drawn uniformly from all that are at least 0, add up to 1 and fit.

    Parameters
    ----------
    count
        Number of criteria.
    draws
        Number of weights to draw.
    seed
        The same seed gives the same weights.
    agreed
        An order or bounds; nothing by default.

    Returns
    -------
    array
        Draws by criteria.

    Raises
    ------
    FrameworkError
        When no weights fit what is agreed.

    Notes
    -----
    Without bounds that bite this is a Dirichlet distribution with all parameters 1, with lower
    bounds one on the smaller simplex above them, from which draws that do not fit are left out.
    When few fit, each draw is the end of a random walk through what fits (hit-and-run: Smith
    1984, *Operations Research* 32(6)) of 10 steps per criterion. A full order is exact: weights
    drawn freely, sorted.

    Examples
    --------
    >>> draws = draw_weights(3, 4000, seed=1, agreed=Agreed.ranked([0, 1, 2]))
    >>> draws.mean(axis=0).round(2).tolist()  # centre of all weights in this order
    [0.61, 0.28, 0.11]
    """
    generator = np.random.default_rng(seed)
    low, high = _bounds(count, agreed)
    rows, limits = _rows(count, agreed, low, high)
    inside = _find_inside(rows, limits)
    full_order = _full_order(count, agreed)
    if full_order:
        drawn = generator.dirichlet(np.ones(count), size=draws)
        ordered = np.empty_like(drawn)
        ordered[:, full_order] = -np.sort(-drawn, axis=1)
        return ordered
    rest = 1.0 - low.sum()
    found: list[Floats] = []
    missing = draws
    for _ in range(TRIES):
        drawn = low + max(rest, 0.0) * generator.dirichlet(np.ones(count), size=draws)
        fitting = drawn[(drawn @ rows.T <= limits + EDGE).all(axis=1)][:missing]
        found.append(fitting)
        missing -= len(fitting)
        if missing == 0:
            return np.concatenate(found)
    return _walk(inside, rows, limits, draws, generator)


def _full_order(count: int, agreed: Agreed) -> list[int]:
    """Return all criteria in their order when that is all that is known, else nothing."""
    chain = [*(more for more, _ in agreed.order), *(less for _, less in agreed.order[-1:])]
    whole = sorted(chain) == list(range(count)) and Agreed.ranked(chain).order == agreed.order
    return chain if whole and not agreed.low and not agreed.high else []


def _bounds(count: int, agreed: Agreed) -> tuple[Floats, Floats]:
    low, high = np.zeros(count), np.ones(count)
    for criterion, bound in agreed.low:
        low[criterion] = max(low[criterion], bound)
    for criterion, bound in agreed.high:
        high[criterion] = min(high[criterion], bound)
    return low, high


def _rows(count: int, agreed: Agreed, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return rows and limits of ``rows @ weights <= limits``, besides that they add up to 1."""
    order = np.zeros((len(agreed.order), count))
    for row, (more, less) in zip(order, agreed.order, strict=True):
        row[less] += 1.0
        row[more] -= 1.0
    identity = np.eye(count)
    rows = np.vstack([-identity, identity, order])
    return rows, np.concatenate([-low, high, np.zeros(len(order))])


def _find_inside(rows: Floats, limits: Floats) -> Floats:
    """Return weights as far as possible from every limit."""
    count = rows.shape[1]
    lengths = np.linalg.norm(rows, axis=1)
    solution = linprog(
        [0.0] * count + [-1.0],
        A_ub=np.column_stack([rows, lengths]),
        b_ub=limits,
        A_eq=np.array([[1.0] * count + [0.0]]),
        b_eq=[1.0],
        bounds=[(0, 1)] * (count + 1),
    )
    if solution.x is None:
        raise FrameworkError(
            Message(N_("no weights fit: the bounds or the order contradict each other"))
        )
    return np.asarray(solution.x[:count], dtype=float)


def _walk(
    start: Floats, rows: Floats, limits: Floats, draws: int, generator: np.random.Generator
) -> Floats:
    """Return the ends of as many walks as there are draws, all from the middle of what fits."""
    count = len(start)
    free = (limits[count : 2 * count] + limits[:count]) > EDGE
    places = np.tile(start, (draws, 1))
    for _ in range(STEPS_PER_CRITERION * count):
        directions = generator.normal(size=(draws, count)) * free
        directions -= directions.mean(axis=1, keepdims=True, where=free) * free
        speed = directions @ rows.T
        room = np.maximum(limits - places @ rows.T, 0.0)
        moving = np.where(np.abs(speed) > EDGE, speed, np.nan)
        steps = room / moving
        furthest = np.nanmin(np.where(moving > 0, steps, np.inf), axis=1)
        nearest = np.nanmax(np.where(moving < 0, steps, -np.inf), axis=1)
        length = nearest + generator.random(draws) * (furthest - nearest)
        places += np.where(np.isfinite(length), length, 0.0)[:, np.newaxis] * directions
    return places

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ranking by how much each alternative is preferred to each other one: PROMETHEE II."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from koppelkans.framework.rank import Floats, as_matrix
from koppelkans.framework.types import FrameworkError
from koppelkans.language import N_, Message


class Shape(StrEnum):
    """How a difference between two figures becomes a preference from 0 to 1."""

    USUAL = "usual"
    """Every difference counts in full (type I)."""
    U_SHAPE = "u_shape"
    """In full above the indifference (type II)."""
    V_SHAPE = "v_shape"
    """In proportion, in full from the preference on (type III)."""
    LEVEL = "level"
    """Half above the indifference, in full above the preference (type IV)."""
    LINEAR = "linear"
    """In proportion between indifference and preference (type V)."""
    GAUSSIAN = "gaussian"
    """``1 - exp(-d**2 / (2 * preference**2))`` (type VI)."""


@dataclass(frozen=True)
class Preference:
    """A preference function for one criterion, in the unit of its figures.

    Attributes
    ----------
    shape
        The type of Brans, Vincke and Mareschal.
    indifference
        Difference that does not matter (q).
    preference
        Difference from which one is wholly preferred (p); for a Gaussian the distance to its
        point of inflection (s).
    more_is_better
        False for costs and the like.
    """

    shape: Shape = Shape.USUAL
    indifference: float = 0.0
    preference: float = 0.0
    more_is_better: bool = True

    def __post_init__(self) -> None:
        limits = (self.indifference, self.preference)
        needs_more = self.shape in (Shape.V_SHAPE, Shape.GAUSSIAN, Shape.LEVEL, Shape.LINEAR)
        if not np.isfinite(limits).all() or self.indifference < 0 or self.preference < 0:
            raise FrameworkError(Message(N_("limits of a preference should be zero or more")))
        if needs_more and self.preference <= (
            0 if self.shape in (Shape.V_SHAPE, Shape.GAUSSIAN) else self.indifference
        ):
            raise FrameworkError(
                Message(N_("the difference that counts in full should be above the one that"
                           " does not matter"))
            )  # fmt: skip

    def of(self, difference: Floats) -> Floats:
        """Return the preference for a difference in favour, elementwise; 0 when against."""
        q, p = self.indifference, self.preference
        match self.shape:
            case Shape.USUAL:
                degree = np.ones_like(difference)
            case Shape.U_SHAPE:
                degree = np.where(difference > q, 1.0, 0.0)
            case Shape.V_SHAPE:
                degree = np.minimum(difference / p, 1.0)
            case Shape.LEVEL:
                degree = np.where(difference > p, 1.0, np.where(difference > q, 0.5, 0.0))
            case Shape.LINEAR:
                degree = np.clip((difference - q) / (p - q), 0.0, 1.0)
            case Shape.GAUSSIAN:
                degree = -np.expm1(-0.5 * (difference / p) ** 2)
        return np.where(difference > 0, degree, 0.0)


@dataclass(frozen=True)
class Flows:
    """What PROMETHEE says of alternatives, in their order.

    ``preferences[a, b]`` is how much a is preferred to b, 0 to 1. ``leaving`` is its mean over
    the others, ``entering`` the mean of the others over it; ``net`` is their difference, -1 to 1.
    """

    preferences: Floats
    leaving: Floats
    entering: Floats
    net: Floats


def rank_by_preference(
    figures: ArrayLike, weights: ArrayLike, preferences: Sequence[Preference]
) -> Flows:
    """Return the flows by which PROMETHEE II ranks: the highest net flow first.

    Parameters
    ----------
    figures
        Alternatives by criteria, in any unit.
    weights
        One per criterion.
    preferences
        One per criterion.

    Raises
    ------
    FrameworkError
        When the numbers of criteria differ, or limits make no preference function.

    Notes
    -----
    Brans, Vincke and Mareschal (1986), *European Journal of Operational Research* 24(2), with
    flows divided by the number of other alternatives as in Brans and Mareschal (2005). One
    alternative alone has flows of 0.

    Examples
    --------
    >>> flows = rank_by_preference([[10, 3], [12, 1]], [0.7, 0.3], [Preference(), Preference()])
    >>> flows.net.round(2).tolist()
    [-0.4, 0.4]
    """
    matrix, shares = as_matrix(figures, weights)
    if len(preferences) != matrix.shape[1]:
        raise FrameworkError(Message(N_("every criterion needs one preference function")))
    total = np.zeros((len(matrix), len(matrix)))
    for column, share, preference in zip(matrix.T, shares, preferences, strict=True):
        ahead = column[:, np.newaxis] - column[np.newaxis, :]
        total += share * preference.of(ahead if preference.more_is_better else -ahead)
    others = max(1, len(matrix) - 1)
    leaving, entering = total.sum(axis=1) / others, total.sum(axis=0) / others
    return Flows(total, leaving, entering, leaving - entering)

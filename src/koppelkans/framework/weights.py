# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weights from what people say: points, swings; checked and explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from koppelkans.framework.types import FrameworkError
from koppelkans.language import N_, Message

FULL_SWING = 100.0


@dataclass(frozen=True)
class Weights:
    """Weights that add up to 1, and what there is to say about how they came about.

    Attributes
    ----------
    weights
        By criterion id; they add up to 1.
    inconsistency
        0 when the judgements agree with each other; for pairwise comparisons the consistency
        ratio of Saaty, for best-worst that of Liang and others. None when the way of weighing
        asks nothing twice.
    remarks
        What stands out, for the one who gave the judgements.
    """

    weights: dict[str, float]
    inconsistency: float | None
    remarks: tuple[Message, ...]


def normalise(points: Mapping[str, float]) -> dict[str, float]:
    """Return points as weights that add up to 1: only proportions count.

    Raises
    ------
    FrameworkError
        When there are none, one is negative or not a number, or all are zero.

    Examples
    --------
    >>> normalise({"calm": 60, "cost": 20})
    {'calm': 0.75, 'cost': 0.25}
    """
    if not points:
        raise FrameworkError(Message(N_("there is no criterion to weigh")))
    for name, value in points.items():
        if not np.isfinite(value) or value < 0:
            raise FrameworkError(
                Message(
                    N_("the weight of “{name}” is {value:g}; expected zero or more"),
                    {"name": name, "value": value},
                )
            )
    largest = max(points.values())
    if largest == 0:
        raise FrameworkError(
            Message(N_("all weights are zero; give at least one criterion points"))
        )
    total = sum(points.values())
    if np.isfinite(total):
        return {name: value / total for name, value in points.items()}
    return normalise({name: value / largest for name, value in points.items()})


def weigh_swings(points: Mapping[str, float]) -> Weights:
    """Return weights by swing weighting.

    All criteria are imagined at their worst figure. The one that people would bring to its best
    first gets 100 points; each other gets points for what its own swing, from worst to best, is
    worth beside that.

    Parameters
    ----------
    points
        By criterion id: 100 for the most valued swing, 0 to 100 for the others.

    Raises
    ------
    FrameworkError
        As `normalise`, and when a swing has more than 100 points.

    Notes
    -----
    ``w_j = points_j / sum(points)``: von Winterfeldt and Edwards (1986), *Decision Analysis and
    Behavioral Research*, chapter 8.

    Examples
    --------
    >>> swings = weigh_swings({"calm": 100, "cost": 60, "green": 40})
    >>> swings.weights
    {'calm': 0.5, 'cost': 0.3, 'green': 0.2}
    """
    weights = normalise(points)
    for name, value in points.items():
        if value > FULL_SWING:
            raise FrameworkError(
                Message(
                    N_("the swing of “{name}” has {value:g} points; 100 is the most"),
                    {"name": name, "value": value},
                )
            )
    remarks = []
    if max(points.values()) < FULL_SWING:
        text = N_("No swing has 100 points. Proportions count, so this changes nothing.")
        remarks.append(Message(text))
    unimportant = [name for name, value in points.items() if value == 0]
    if unimportant:
        text = N_("These do not count at all: {names}. Is that what is meant?")
        remarks.append(Message(text, {"names": ", ".join(unimportant)}))
    return Weights(weights, None, tuple(remarks))


def rank_order_centroid(names: Sequence[str]) -> dict[str, float]:
    """Return the centre of all weights that keep an order of importance.

    ``w_k = (1/n) * sum(1/i for i = k..n)``: Barron and Barrett (1996), *Management Science*
    42(11).

    Parameters
    ----------
    names
        Criteria, the most important one first.

    Examples
    --------
    >>> {name: round(w, 4) for name, w in rank_order_centroid(["a", "b", "c"]).items()}
    {'a': 0.6111, 'b': 0.2778, 'c': 0.1111}
    """
    count = len(names)
    return {
        name: sum(1 / i for i in range(place, count + 1)) / count
        for place, name in enumerate(names, start=1)
    }

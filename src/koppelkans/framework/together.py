# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weights of a group: what each says of the swings of this case, and how that lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from koppelkans.framework.deliberation import FEWEST
from koppelkans.framework.types import FrameworkError
from koppelkans.framework.weights import normalise
from koppelkans.language import N_, Message

SMALLEST_SPAN = 0.01
"""Part of a preference curve below which alternatives are the same: no swing to speak of."""


@dataclass(frozen=True)
class WeightSpread:
    """How the weights that people give one criterion lie; None when too few people gave any.

    Attributes
    ----------
    people
        How many gave weights.
    lower_quartile, median, upper_quartile
        Parts of the whole, 0 to 1.
    """

    criterion_id: str
    people: int | None
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None


def weigh_spans(points: Mapping[str, float], spans: Mapping[str, float]) -> dict[str, float]:
    """Return weights of whole curves from what people say of the part that is at stake.

    People judge the swing that they can imagine: from the worst to the best alternative of this
    case. A weight is that of the whole curve, from worth nothing to worth all. A swing over half
    of a curve that gets as many points as one over a whole curve so gives twice the weight.

    Parameters
    ----------
    points
        By criterion id, zero or more: what the swing between the alternatives is worth.
    spans
        By criterion id: the part of the curve between the alternatives, 0 to 1.

    Returns
    -------
    dict
        Weights that add up to 1, of the criteria whose alternatives differ.

    Raises
    ------
    FrameworkError
        When no swing has points, or one has too small a span to be judged.

    Notes
    -----
    In the additive model an alternative is worth ``sum_j w_j v_j(x_j)``; the swing from figure a
    to figure b is worth ``w_j (v_j(b) - v_j(a))``, so ``w_j`` is proportional to
    ``points_j / span_j``. See Keeney (1992), *Value-Focused Thinking*, section 5.2, on weights
    that ignore the range of what they weigh.

    Examples
    --------
    >>> weigh_spans({"calm": 100, "cost": 100}, {"calm": 0.5, "cost": 1.0})
    {'calm': 0.6666666666666666, 'cost': 0.3333333333333333}
    """
    for name in points:
        if spans.get(name, 0.0) < SMALLEST_SPAN:
            text = N_("the alternatives do not differ in “{name}”: it cannot be weighed by a swing")
            raise FrameworkError(Message(text, {"name": name}))
    return normalise({name: value / spans[name] for name, value in points.items()})


def spread_group(
    given: Sequence[Mapping[str, float]], *, named: bool = False
) -> tuple[WeightSpread, ...]:
    """Return how the weights of people lie, by criterion in the order of the first.

    Parameters
    ----------
    given
        The weights of each person, each adding up to 1.
    named
        Whether everybody agreed beforehand to be named; else nothing is told below four people.

    Examples
    --------
    >>> spread_group([{"calm": 0.2, "cost": 0.8}] * 3)[0].median is None
    True
    >>> spread_group([{"calm": w, "cost": 1 - w} for w in (0.2, 0.4, 0.5, 0.9)])[0].median
    0.45
    """
    names = list(dict.fromkeys(name for weights in given for name in weights))
    if len(given) < (1 if named else FEWEST):
        return tuple(WeightSpread(name, None, None, None, None) for name in names)
    spreads = []
    for name in names:
        parts = [weights.get(name, 0.0) for weights in given]
        low, middle, high = (float(q) for q in np.quantile(parts, (0.25, 0.5, 0.75)))
        spreads.append(WeightSpread(name, len(given), low, middle, high))
    return tuple(spreads)


def agree_weights(spreads: Sequence[WeightSpread]) -> dict[str, float]:
    """Return the medians as weights that add up to 1: what a group could start from.

    Empty when too few people gave weights, or the middle of every criterion is nothing.

    >>> spreads = spread_group([{"calm": w, "cost": 1 - w} for w in (0.2, 0.4, 0.5, 0.9)])
    >>> {name: round(weight, 2) for name, weight in agree_weights(spreads).items()}
    {'calm': 0.45, 'cost': 0.55}
    """
    middles = {s.criterion_id: s.median for s in spreads if s.median is not None}
    return normalise(middles) if any(middles.values()) else {}

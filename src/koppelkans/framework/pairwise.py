# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weights from pairwise comparisons: the analytic hierarchy process (AHP)."""

from collections.abc import Mapping, Sequence
from itertools import combinations, permutations

import numpy as np
from numpy.typing import NDArray

from koppelkans.framework.types import FrameworkError
from koppelkans.framework.weights import Weights
from koppelkans.language import N_, Message

Floats = NDArray[np.float64]

RANDOM_INDEX = {
    1: 0.0, 2: 0.0, 3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49,
    11: 1.51, 12: 1.48, 13: 1.56, 14: 1.57, 15: 1.59,
}  # fmt: skip
"""Mean inconsistency of random judgements by number of criteria: Saaty (1980), *The Analytic
Hierarchy Process*."""

ACCEPTABLE = 0.1
"""Largest consistency ratio that Saaty calls acceptable."""

NINE = 9.0


def compare_pairs(names: Sequence[str], ratios: Mapping[tuple[str, str], float]) -> Weights:
    """Return weights from how many times more important one criterion is than another.

    Parameters
    ----------
    names
        Criteria; at most 15 at a time.
    ratios
        For each pair once, in either order: 1 when both matter as much, 3 when the first matters
        moderately more, 5 strongly, 7 very strongly, 9 extremely more; 1/3 and so on the other
        way round.

    Raises
    ------
    FrameworkError
        When a pair is missing or judged twice, or a ratio lies outside 1/9 to 9.

    Notes
    -----
    The weights are the principal eigenvector of the matrix of ratios, scaled to a sum of 1.
    Consistency index ``(lambda_max - n) / (n - 1)``; the consistency ratio is that divided by
    `RANDOM_INDEX`. Saaty (2008), *International Journal of Services Sciences* 1(1).

    Examples
    --------
    The size of three houses (Saaty 1990): consistency ratio 0.117, more than 0.1.

    >>> houses = compare_pairs("abc", {("a", "b"): 6, ("a", "c"): 8, ("b", "c"): 4})
    >>> round(houses.inconsistency, 3)
    0.117
    """
    matrix = _matrix(names, ratios)
    weights, largest = principal_eigenvector(matrix)
    ratio = consistency_ratio(largest, len(names))
    by_name = {name: float(w) for name, w in zip(names, weights, strict=True)}
    return Weights(by_name, ratio, _remarks(names, matrix, weights, ratio))


def principal_eigenvector(matrix: Floats) -> tuple[Floats, float]:
    """Return the positive eigenvector, scaled to a sum of 1, and its eigenvalue.

    It exists and is unique for a matrix of positive numbers (Perron).
    """
    values, vectors = np.linalg.eig(matrix)
    first = int(np.argmax(values.real))
    vector = np.abs(vectors[:, first].real)
    return vector / vector.sum(), float(values[first].real)


def consistency_ratio(largest: float, count: int) -> float:
    """Return the consistency ratio of a matrix of ``count`` criteria; 0 for one or two.

    >>> round(consistency_ratio(3.136, 3), 3)
    0.117
    """
    if RANDOM_INDEX[count] == 0:
        return 0.0
    return max(0.0, (largest - count) / (count - 1)) / RANDOM_INDEX[count]


def find_cycle(names: Sequence[str], matrix: Floats) -> tuple[str, ...]:
    """Return three criteria of which each matters more than the next and the last than the first.

    Where any cycle of strict judgements exists between pairs that all differ, one of three does.
    Empty when there is none.
    """
    for i, j, k in permutations(range(len(names)), 3):
        if i < min(j, k) and matrix[i, j] > 1 and matrix[j, k] > 1 and matrix[k, i] > 1:
            return (names[i], names[j], names[k])
    return ()


def _matrix(names: Sequence[str], ratios: Mapping[tuple[str, str], float]) -> Floats:
    count = len(names)
    if not 1 <= count <= max(RANDOM_INDEX):
        text = N_("{count} criteria to compare; expected 1 to {most}")
        raise FrameworkError(Message(text, {"count": count, "most": max(RANDOM_INDEX)}))
    matrix = np.ones((count, count))
    for (i, first), (j, second) in combinations(enumerate(names), 2):
        found = [(first, second) in ratios, (second, first) in ratios]
        if found == [False, False]:
            text = N_("“{first}” and “{second}” are not compared yet")
            raise FrameworkError(Message(text, {"first": first, "second": second}))
        if found == [True, True]:
            text = N_("“{first}” and “{second}” are compared twice; once is enough")
            raise FrameworkError(Message(text, {"first": first, "second": second}))
        ratio = ratios[first, second] if found[0] else 1 / (ratios[second, first] or np.inf)
        if not 1 / NINE - 1e-9 <= ratio <= NINE + 1e-9:
            text = N_("the comparison of “{first}” and “{second}” should lie between 1/9 and 9")
            raise FrameworkError(Message(text, {"first": first, "second": second}))
        matrix[i, j], matrix[j, i] = ratio, 1 / ratio
    return matrix


def _remarks(
    names: Sequence[str], matrix: Floats, weights: Floats, ratio: float
) -> tuple[Message, ...]:
    remarks = []
    if ratio > ACCEPTABLE:
        text = N_(
            "These judgements contradict each other more than they should (consistency ratio"
            " {percent} %, at most 10 %). Look first at “{first}” against “{second}”: said is"
            " {said} times as important, all judgements together say {implied} times."
        )
        # Where what is said differs most from what all weights together say.
        error = matrix * weights[np.newaxis, :] / weights[:, np.newaxis]
        i, j = (int(k) for k in np.unravel_index(int(np.argmax(error)), error.shape))
        if matrix[i, j] < 1:
            i, j = j, i
        values = {
            "percent": round(100 * ratio), "first": names[i], "second": names[j],
            "said": _times(matrix[i, j]), "implied": _times(weights[i] / weights[j]),
        }  # fmt: skip
        remarks.append(Message(text, values))
    cycle = find_cycle(names, matrix)
    if cycle:
        text = N_(
            "Going round in a circle: “{first}” matters more than “{second}”, that more than"
            " “{third}”, and that more than “{first}” again."
        )
        first, second, third = cycle
        remarks.append(Message(text, {"first": first, "second": second, "third": third}))
    return tuple(remarks)


def _times(ratio: float) -> str:
    return f"{round(ratio)}" if ratio >= 1 else f"1/{round(1 / ratio)}"

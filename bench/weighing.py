# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weighing: Koppelkans side by side with pymcdm on random cases, where both compute the same.

Prints a table in Markdown with the largest difference found; fails when one is more than rounding.
"""

import sys
import warnings
from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np

from koppelkans.framework import (
    Preference,
    Shape,
    compare_pairs,
    rank_by_ideal,
    rank_by_preference,
)

CASES = 1_000
ROUNDING = 1e-9
Pair = tuple[np.ndarray, np.ndarray]
SHAPES = {
    "usual": Shape.USUAL, "ushape": Shape.U_SHAPE, "vshape": Shape.V_SHAPE,
    "level": Shape.LEVEL, "vshape_2": Shape.LINEAR,
}  # fmt: skip


def random_table(generator: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return figures of 2 to 12 alternatives on 2 to 9 criteria, weights, and which are costs."""
    size = generator.integers(2, 13), generator.integers(2, 10)
    figures = generator.uniform(1, 100, size) * 10.0 ** generator.integers(-3, 7, size[1])
    return figures, generator.dirichlet(np.ones(size[1])), generator.choice([-1, 1], size[1])


def compare_topsis(generator: np.random.Generator) -> Pair:
    from pymcdm.methods import TOPSIS  # noqa: PLC0415  # only for the bench
    from pymcdm.normalizations import vector_normalization  # noqa: PLC0415

    figures, weights, types = random_table(generator)
    other = TOPSIS(vector_normalization)(figures, weights, types)
    return rank_by_ideal(figures, weights, list(types > 0)), other


def compare_promethee(generator: np.random.Generator) -> Pair:
    from pymcdm.methods import PROMETHEE_II  # noqa: PLC0415

    figures, weights, types = random_table(generator)
    name = generator.choice(list(SHAPES))
    ranges = figures.max(axis=0) - figures.min(axis=0)
    q = ranges * generator.uniform(0.01, 0.3)
    p = q + ranges * generator.uniform(0.05, 0.5)
    other = PROMETHEE_II(name, p=p, q=q)(figures, weights, types)
    preferences = [
        Preference(SHAPES[name], *limits, more_is_better=bool(kind > 0))
        for *limits, kind in zip(q, p, types, strict=True)
    ]
    return rank_by_preference(figures, weights, preferences).net, other


def compare_ahp(generator: np.random.Generator) -> Pair:
    from pymcdm.weights.subjective import AHP  # noqa: PLC0415

    names = [str(number) for number in range(generator.integers(3, 10))]
    matrix = np.ones((len(names), len(names)))
    ratios = {}
    for i, j in combinations(range(len(names)), 2):
        ratio = float(generator.choice([1 / 9, 1 / 5, 1 / 3, 1, 2, 4, 7, 9]))
        ratios[names[i], names[j]] = matrix[i, j] = ratio
        matrix[j, i] = 1 / ratio
    other = AHP(matrix=matrix)()
    return np.array(list(compare_pairs(names, ratios).weights.values())), other


METHODS: dict[str, Callable[[np.random.Generator], Pair]] = {
    "TOPSIS": compare_topsis,
    "PROMETHEE II": compare_promethee,
    "AHP": compare_ahp,
}


def measure() -> Iterator[tuple[str, float]]:
    """Yield each method with the largest difference over all random cases."""
    for name, compare in METHODS.items():
        generator = np.random.default_rng(1)
        pairs = (compare(generator) for _ in range(CASES))
        yield name, max(float(np.abs(own - np.asarray(other)).max()) for own, other in pairs)


def main() -> int:
    """Print the table; return 1 when the packages disagree."""
    warnings.simplefilter("ignore")
    print(f"| {CASES:,} random cases | largest difference with pymcdm |")
    print("|---|---|")
    worst = 0.0
    for name, difference in measure():
        print(f"| {name} | {difference:.1e} |")
        worst = max(worst, difference)
    return 1 if worst > ROUNDING else 0


if __name__ == "__main__":
    sys.exit(main())

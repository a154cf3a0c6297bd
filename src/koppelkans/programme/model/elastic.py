# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Limits that give at a price: to see which ones would have to, when not all can be kept."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from koppelkans.programme.model.matrix import Floats, Matrix
from koppelkans.programme.model.solver import load, to_arrays

NODES = 2000
"""Branches at the most; unlike the clock the same on every machine."""


def make_elastic(matrix: Matrix, prices: Mapping[int, float]) -> Matrix:
    """Return the model with a slack on every row of a limit.

    Parameters
    ----------
    prices
        By number of the limit: what going over it by as much as its largest work costs.
    """
    elastic = replace(
        matrix,
        lower=[*matrix.lower],
        upper=[*matrix.upper],
        cost=[*matrix.cost],
        integer=[*matrix.integer],
        rows=[],
    )
    for row in matrix.rows:
        price = prices.get(row.source)
        if price is None:
            elastic.rows.append(row)
            continue
        # One unit of slack is the most that one work takes of the limit.
        unit = max((abs(factor) for _, factor in row.terms), default=1.0)
        size = 1.0 + abs(row.upper) / unit + sum(len(run) for run, _ in row.terms)
        slack = [(elastic.add_columns(1, upper=size, cost=price), -unit)]
        if row.lower == row.upper:
            slack.append((elastic.add_columns(1, upper=size, cost=price), unit))
        elastic.rows.append(replace(row, terms=(*row.terms, *slack)))
    return elastic


def solve_elastic(matrix: Matrix, seconds: float, seed: int) -> Floats | None:
    """Return the columns of a model that always has a solution; None when time was too short."""
    solver = load(to_arrays(matrix), seed=seed)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("mip_max_nodes", NODES)
    solver.setOptionValue("mip_rel_gap", 1e-4)
    solver.run()
    columns = np.array(solver.getSolution().col_value)
    found = solver.getSolution().value_valid and len(columns) == len(matrix.cost)
    return columns if found else None

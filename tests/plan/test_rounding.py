# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rounded amounts add up, and none moves further than it has to."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koppelkans.plan.rounding import round_half_up, round_matrix, round_to_total

AMOUNTS = st.floats(-1e8, 1e8, allow_nan=False)


@given(st.lists(AMOUNTS, max_size=30))
def test_rounded_amounts_add_up_to_the_rounded_total(amounts: list[float]) -> None:
    rounded = round_to_total(amounts, 1000)
    assert sum(rounded) == round_half_up(math.fsum(amounts) / 1000) or not amounts
    assert all(abs(1000 * n - a) < 1000.001 for n, a in zip(rounded, amounts, strict=True))


def test_what_lost_most_gets_what_is_left() -> None:
    assert round_to_total([0.4, 0.3, 0.3]) == [1, 0, 0]


def test_halves_go_away_from_zero() -> None:
    assert [round_half_up(n) for n in (0.5, 1.5, -0.5, 2.4)] == [1, 2, -1, 2]


def test_total_out_of_reach_is_refused() -> None:
    with pytest.raises(ValueError, match="too far"):
        round_to_total([0.2, 0.2], total=5)


@given(st.integers(1, 6).flatmap(
    lambda columns: st.lists(st.lists(st.floats(-500, 500), min_size=columns, max_size=columns),
                             min_size=1, max_size=6)
))  # fmt: skip
def test_rounded_matrix_adds_up_both_ways(matrix: list[list[float]]) -> None:
    rows = round_to_total([math.fsum(row) for row in matrix])
    total = sum(rows)
    columns = round_to_total([math.fsum(c) for c in zip(*matrix, strict=True)], total=total)
    rounded = round_matrix(matrix, rows, columns)
    assert [sum(row) for row in rounded] == rows
    assert [sum(column) for column in zip(*rounded, strict=True)] == columns
    worst = max(abs(n - v) for r, vs in zip(rounded, matrix, strict=True)
                for n, v in zip(r, vs, strict=True))  # fmt: skip
    assert worst <= len(matrix) + len(matrix[0])


def test_matrix_of_unequal_totals_is_refused() -> None:
    with pytest.raises(ValueError, match="differ"):
        round_matrix([[1.0]], [1], [2])

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Laws that hold for every game, and a second opinion on a thousand of them."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from koppelkans.sharing import Game, Verdict, check_groups, nucleolus, shapley
from koppelkans.sharing.fairness import stable_division_exists
from koppelkans.sharing.game import close_upward, subset_maxima, subset_sums
from koppelkans.sharing.rules import separable
from tests.sharing.games import games


def shapley_by_orders(game):
    """Return the Shapley value by its other definition: the mean over all orders."""
    size = len(game.players)
    values, count = np.zeros(size), 0
    for order in permutations(range(size)):
        coalition = 0
        for player in order:
            values[player] += game.worth[coalition | 1 << player] - game.worth[coalition]
            coalition |= 1 << player
        count += 1
    return values / count


def is_nucleolus(game, gains, *, imputation):
    """Return whether these gains pass the test of Kohlberg (1971), SIAM J. Appl. Math. 20.

    For every level the coalitions with at least that excess, with the players that are held at
    what they have alone, must be balanced: some weights, positive on the coalitions, count every
    player once. Nothing here is shared with the programme that computes a nucleolus.
    """
    size = len(game.players)
    excess = game.excesses(gains)[1:-1]
    scale = max(1.0, float(np.abs(game.worth).max()))
    floors = []
    if imputation:
        at_floor = np.abs(gains - game.alone) < 1e-6 * scale
        floors = [row for row, at in zip(np.eye(size), at_floor, strict=True) if at]
    for level in sorted(set(excess.round(6)), reverse=True):
        inside = game.membership[1:-1][excess >= level - 2e-6 * scale]
        if not balanced(inside, np.array(floors).reshape(-1, size)):
            return False
    return True


def balanced(must, may):
    """Return whether weights exist that count every player once, all positive on must."""
    rows = np.vstack([must, may])
    players = rows.shape[1]
    # The least of those weights, as large as can be.
    least = np.zeros((len(must), len(rows) + 1))
    least[:, : len(must)], least[:, -1] = -np.eye(len(must)), 1
    solved = linprog(
        np.append(np.zeros(len(rows)), -1),
        A_ub=least,
        b_ub=np.zeros(len(must)),
        A_eq=np.hstack([rows.T, np.zeros((players, 1))]),
        b_eq=np.ones(players),
        bounds=[(0, None)] * len(rows) + [(None, 1)],
    )
    return solved.status == 0 and -solved.fun > 1e-9


@given(games())
def test_shapley_value_is_the_mean_over_orders(game):
    assert shapley(game) == pytest.approx(shapley_by_orders(game), abs=1e-9)


@given(games())
def test_shapley_value_and_nucleolus_divide_everything(game):
    assert shapley(game).sum() == pytest.approx(game.total, abs=1e-6)
    assert nucleolus(game).gains.sum() == pytest.approx(game.total, abs=1e-6)
    assert separable(game).sum() == pytest.approx(game.total, abs=1e-6)


@given(games(4), st.data())
def test_shapley_value_of_a_sum_is_the_sum_of_the_values(one, data):
    size = len(one.worth) - 1
    worths = data.draw(st.lists(st.integers(-1000, 1000), min_size=size, max_size=size))
    other = Game.exact(one.players, [0, *worths])
    both = Game.exact(one.players, one.worth + other.worth)
    assert shapley(both) == pytest.approx(shapley(one) + shapley(other), abs=1e-9)


@settings(deadline=None)
@given(games(4))
def test_partner_that_adds_nothing_gets_nothing(game):
    """Who adds nothing to anybody: nothing by Shapley, nor by nucleolus when a core exists."""
    null = Game.exact((*game.players, "null"), np.concatenate([game.worth, game.worth]))
    assert shapley(null)[-1] == pytest.approx(0, abs=1e-9)
    if stable_division_exists(null) is Verdict.PROVEN:
        assert nucleolus(null).gains[-1] == pytest.approx(0, abs=1e-4)


@settings(deadline=None)
@given(games(4), st.randoms())
def test_names_do_not_matter(game, random):
    """Symmetry: renumbering the players renumbers what they get."""
    order = list(range(len(game.players)))
    random.shuffle(order)
    coalitions = np.arange(len(game.worth))
    moved = sum(((coalitions >> old) & 1) << new for new, old in enumerate(order))
    worth = np.empty_like(game.worth)
    worth[moved] = game.worth
    other = Game.exact([game.players[old] for old in order], worth)
    assert shapley(other) == pytest.approx(shapley(game)[order], abs=1e-9)
    assert nucleolus(other).gains == pytest.approx(nucleolus(game).gains[order], abs=1e-4)


@settings(deadline=None)
@given(games())
def test_nucleolus_lies_in_the_core_when_there_is_one(game):
    verdict = check_groups(game, nucleolus(game).gains)
    if stable_division_exists(game) is Verdict.PROVEN:
        assert verdict.excess_eur <= 0.006
    else:
        assert verdict.excess_eur > 0


@settings(deadline=None)
@given(games())
def test_nucleolus_gives_nobody_less_than_alone_when_that_can_be(game):
    found = nucleolus(game)
    assert found.imputation == (game.alone.sum() <= game.total)
    if found.imputation:
        assert np.all(found.gains >= game.alone - 1e-4)


@settings(deadline=None, max_examples=40)
@given(games(4))
def test_nucleolus_passes_the_test_of_kohlberg(game):
    found = nucleolus(game)
    assert found.complete
    assert is_nucleolus(game, found.gains, imputation=found.imputation)


@pytest.mark.slow
def test_thousand_random_games_agree_with_a_second_opinion():
    generator = np.random.default_rng(6)
    for number in range(1000):
        size = 3 + number % 2
        worth = generator.normal(size=1 << size) * 100
        if number % 3:
            worth = close_upward(np.abs(worth))
        worth[0] = 0
        game = Game.exact("abcd"[:size], worth)
        assert shapley(game) == pytest.approx(shapley_by_orders(game), abs=1e-9)
        found = nucleolus(game)
        assert is_nucleolus(game, found.gains, imputation=found.imputation), worth.tolist()


def test_other_gains_do_not_pass_the_test_of_kohlberg():
    game = Game.exact("abc", [0, 0, 0, 4, 0, 3, 2, 6])
    found = nucleolus(game).gains
    assert is_nucleolus(game, found, imputation=True)
    assert not is_nucleolus(game, found + np.array([0.1, -0.1, 0.0]), imputation=True)


@given(games())
def test_worst_group_has_the_largest_excess(game):
    gains = shapley(game)
    group = check_groups(game, gains)
    excesses = game.excesses(gains)[1:-1]
    assert group.excess_eur == (pytest.approx(excesses.max()) if len(excesses) else 0)


@given(games(4))
def test_sums_and_maxima_over_subsets(game):
    size = len(game.worth)
    for whole in range(size):
        parts = [part for part in range(size) if part & whole == part]
        assert subset_sums(game.worth)[whole] == pytest.approx(game.worth[parts].sum())
        assert subset_maxima(game.worth)[whole] == game.worth[parts].max()


@given(games(4))
def test_closing_upward_makes_a_game_superadditive_and_lowers_nothing(game):
    closed = Game.exact(game.players, close_upward(game.worth))
    assert closed.is_superadditive()
    assert np.all(closed.worth >= game.worth)


def test_table_of_the_wrong_size_is_refused():
    with pytest.raises(ValueError, match="2 players have 4 coalitions"):
        Game.exact("ab", [0, 1, 2])
    with pytest.raises(ValueError, match="expected 0"):
        Game.exact("ab", [1, 1, 2, 3])


@pytest.mark.parametrize("noise", [0.0, 1e-10, -1e-10, 3e-9])
@pytest.mark.parametrize("size", [0.0, 1.0, 8e6])
def test_rounding_of_a_game_with_nothing_to_share_is_no_trouble(noise, size):
    worth = np.array([bin(coalition).count("1") * size for coalition in range(8)])
    worth[-1] += noise * max(1.0, size)
    found = nucleolus(Game.exact("abc", worth))
    assert found.gains == pytest.approx([size] * 3, abs=1e-6 * max(1.0, size))

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many partners: an answer within bounded time, that says how sure it is."""

import numpy as np
import pytest

from koppelkans.sharing import Game, Part, PartsGame, Verdict, check_groups, shapley_of_parts
from koppelkans.sharing.fairness import check_joining, stable_division_exists
from koppelkans.sharing.rules import Rule, Weights, divide


def drawn(size, parts, seed=0, spread=20.0):
    """Return a game of openings and joint effects, in which some would rather stay out."""
    generator = np.random.default_rng(seed)
    found = [Part(float(generator.normal(0, spread)), frozenset([i])) for i in range(size)]
    for _ in range(parts):
        owners = frozenset(generator.choice(size, int(generator.integers(2, 4)), False).tolist())
        eur = float(generator.random() * 30)
        if generator.random() < 0.6:
            found.append(Part(-eur, owners, once=True))
            found += [Part(eur, frozenset([owner])) for owner in owners]
        else:
            found.append(Part(eur * generator.choice([1, 1, 1, -0.3]), owners))
    return PartsGame.of([f"p{i}" for i in range(size)], found)


def test_sampled_value_holds_the_exact_one_within_its_interval(monkeypatch):
    game = drawn(7, 12)
    exact = shapley_of_parts(game)
    assert exact.draws == 0
    monkeypatch.setattr("koppelkans.sharing.sample.TABLE_PLAYERS", 3)
    sampled = shapley_of_parts(game)
    assert sampled.draws > 0
    off = np.abs(sampled.gains - exact.gains)
    assert np.all(off <= 2 * sampled.half_width + 1e-9)
    assert sampled.gains.sum() == pytest.approx(game.total)


def test_sample_is_repeatable(monkeypatch):
    monkeypatch.setattr("koppelkans.sharing.sample.TABLE_PLAYERS", 3)
    game = drawn(6, 10)
    first, second = (shapley_of_parts(game, seed=3) for _ in range(2))
    assert np.array_equal(first.gains, second.gains)


def test_when_nobody_would_stay_out_the_value_is_exact_for_forty(monkeypatch):
    monkeypatch.setattr("koppelkans.sharing.sample.WORTHS", 200)
    game = PartsGame.of(
        [f"p{i}" for i in range(40)],
        [Part(10.0, frozenset([i, (i + 1) % 40])) for i in range(40)],
    )
    value = shapley_of_parts(game)
    assert value.gains == pytest.approx([10.0] * 40)
    assert value.half_width.max() == pytest.approx(0, abs=1e-9)


def test_forty_partners_get_a_core_test_by_row_generation():
    game = drawn(40, 120)
    fair = divide(Rule.SCRB, game, Weights(np.ones(40), np.ones(40))).gains
    unfair = np.zeros(40)
    unfair[0] = game.total
    found = check_groups(game, unfair)
    assert found.verdict is Verdict.REFUTED
    assert found.excess_eur == pytest.approx(
        game.worth(frozenset(game.players.index(p) for p in found.coalition))
        - (unfair[0] if "p0" in found.coalition else 0.0)
    )
    assert check_groups(game, fair).excess_eur < found.excess_eur


def test_slow_rules_of_many_partners_are_not_tested_and_it_says_so():
    game = drawn(20, 30)
    weights = Weights(np.ones(20), np.ones(20))
    found = check_joining(Rule.NUCLEOLUS, game, weights, np.zeros(20))
    assert found.verdict is Verdict.NOT_PROVEN


def test_core_that_is_empty_is_said_to_be():
    """Any two of three can share one saving: whoever is left out can offer more."""
    game = Game.exact("abc", [0, 0, 0, 9, 0, 9, 9, 10])
    assert stable_division_exists(game) is Verdict.REFUTED


@pytest.mark.parametrize(
    ("upper", "verdict"),
    [(3.0, Verdict.PROVEN), (8.0, Verdict.NOT_PROVEN)],
)
def test_statement_holds_for_the_whole_interval_or_is_not_proven(upper, verdict):
    found = np.array([0.0, 0, 0, 2, 0, 2, 2, 6])
    most = found.copy()
    most[3] = upper
    game = Game(("a", "b", "c"), found, most)
    tested = check_groups(game, np.array([2.0, 2.0, 2.0]))
    assert tested.verdict is verdict
    assert tested.excess_at_most_eur == pytest.approx(max(upper, 2) - 4)

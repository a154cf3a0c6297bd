# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Published games, reproduced to the printed digits; the source stands with each."""

import numpy as np
import pytest

from koppelkans.sharing import Game, nucleolus, shapley
from koppelkans.sharing.rules import separable
from koppelkans.value import split_maximum
from tests.sharing.games import SWEDEN, TENNESSEE, airport, bankruptcy, costs_of, voting


class TestSweden:
    """Young, Okada and Hashimoto (1979), IIASA WP-79-77, tables 6 to 8 (also WRR 18(3), 1982).

    Printed to two decimals and made to add up to 83.82, so a last digit may differ by one.
    """

    game = Game.of_costs("AHKLMT", SWEDEN)

    def test_marginal_costs(self):
        marginal = [SWEDEN["AHKLMT"] - SWEDEN["AHKLMT".replace(p, "")] for p in "AHKLMT"]
        assert marginal == pytest.approx([17.36, 9.85, 0.82, 6.40, 12.90, 14.06], abs=0.0101)

    def test_separable_costs_remaining_benefits(self):
        paid = costs_of(self.game, SWEDEN, separable(self.game))
        assert paid == pytest.approx([19.54, 13.28, 5.62, 10.90, 16.66, 17.82], abs=0.0101)

    def test_shapley_value(self):
        paid = costs_of(self.game, SWEDEN, shapley(self.game))
        assert paid == pytest.approx([20.01, 10.71, 6.61, 10.37, 16.94, 19.18], abs=0.0101)

    def test_nucleolus(self):
        """Four groups agree, and M and T together; for M and T apart 18.60 and 19.21 are printed.

        By this table of costs that is less equal than it can be: see the next test.
        """
        paid = costs_of(self.game, SWEDEN, nucleolus(self.game).gains)
        assert paid[:4] == pytest.approx([20.35, 12.06, 5.00, 8.61], abs=0.0101)
        assert sum(paid[4:]) == pytest.approx(18.60 + 19.21, abs=0.0101)

    def test_printed_nucleolus_of_the_working_paper_is_less_equal_than_ours(self):
        printed = np.array([20.35, 12.06, 5.00, 8.61, 18.60, 19.21])
        alone = np.array([SWEDEN[p] for p in "AHKLMT"])
        theirs = np.sort(self.game.excesses(alone - printed)[1:-1])[::-1].round(1)
        ours = np.sort(self.game.excesses(nucleolus(self.game).gains)[1:-1])[::-1].round(1)
        assert tuple(ours) < tuple(theirs)


class TestTennessee:
    """Straffin and Heaney (1981), Int. J. of Game Theory 10; Young (1994), Cost allocation."""

    game = Game.of_costs("nfp", TENNESSEE)

    def test_shapley_value(self):
        paid = costs_of(self.game, TENNESSEE, shapley(self.game))
        assert paid == pytest.approx([117_829, 100_756.5, 193_998.5], abs=0.01)

    def test_nucleolus(self):
        paid = costs_of(self.game, TENNESSEE, nucleolus(self.game).gains)
        assert paid == pytest.approx([116_234, 93_540, 202_810], abs=0.5)

    def test_separable_costs_remaining_benefits(self):
        """Called alternate cost avoided: 117,476, 99,157 and 195,951."""
        paid = costs_of(self.game, TENNESSEE, separable(self.game))
        assert paid == pytest.approx([117_476, 99_157, 195_951], abs=0.5)


def test_airport_by_the_formula_of_littlechild_and_owen():
    """Littlechild and Owen (1973), Management Science 20(3): each slice equally over its users.

    Costs 8, 11, 13 and 18 give 2, 3, 4 and 9.
    """
    costs = airport([8, 11, 13, 18])
    game = Game.of_costs("abcd", costs)
    assert costs_of(game, costs, shapley(game)) == pytest.approx([2, 3, 4, 9])
    assert list(split_maximum({"a": 8, "b": 11, "c": 13, "d": 18}).values()) == [2, 3, 4, 9]


@pytest.mark.parametrize("needs", [[8, 11, 13, 18], [1, 2, 3], [5, 5, 9, 30, 31], [2, 9, 9, 9]])
def test_nucleolus_of_an_airport_by_the_formula_of_littlechild(needs):
    """Littlechild (1974), Int. J. of Game Theory 3: from the smallest need up.

    Each pays the least of what a later need still leaves, over one more than those that share it.
    """
    costs = airport(needs)
    game = Game.of_costs("abcdefgh"[: len(needs)], costs)
    paid = []
    for number in range(len(needs) - 1):
        left = [
            (need - sum(paid)) / (k - number + 2)
            for k, need in enumerate(needs)
            if number <= k < len(needs) - 1
        ]
        paid.append(min(left))
    paid.append(needs[-1] - sum(paid))
    assert costs_of(game, costs, nucleolus(game).gains) == pytest.approx(paid, abs=1e-6)


@pytest.mark.parametrize(
    ("estate", "awards"),
    [(100, [100 / 3] * 3), (200, [50, 75, 75]), (300, [50, 100, 150])],
)
def test_estate_of_the_talmud(estate, awards):
    """Aumann and Maschler (1985), J. of Economic Theory 36: claims of 100, 200 and 300."""
    assert nucleolus(bankruptcy(estate, [100, 200, 300])).gains == pytest.approx(awards, abs=1e-6)


def test_contested_garment():
    """Mishna, in Aumann and Maschler (1985): one claims all, the other half: 3/4 and 1/4."""
    assert nucleolus(bankruptcy(200, [100, 200])).gains == pytest.approx([50, 150])
    assert shapley(bankruptcy(200, [100, 200])) == pytest.approx([50, 150])


def test_gloves():
    """One left glove and two right ones: Shapley 2/3, 1/6, 1/6; the core is (1, 0, 0)."""
    game = Game.of_function("lrs", lambda who: float("l" in who and len(who) > 1))
    assert shapley(game) == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    assert nucleolus(game).gains == pytest.approx([1, 0, 0], abs=1e-9)


def test_security_council():
    """The index of Shapley and Shubik (1954), for the 15 members since 1965: 0.1963 and 0.0019."""
    value = shapley(voting(39, [7] * 5 + [1] * 10))
    assert value[:5] == pytest.approx([421 / 2145] * 5)
    assert value[5:] == pytest.approx([4 / 2145] * 10)


def test_council_of_the_six():
    """EEC of 1958, quota 12 of 4, 4, 4, 2, 2, 1: 14/60, 9/60 and nothing for Luxembourg."""
    value = shapley(voting(12, [4, 4, 4, 2, 2, 1]))
    assert value == pytest.approx([14 / 60] * 3 + [9 / 60] * 2 + [0])


def test_insurance_funds():
    """Lemaire (1991), Cooperative game theory and its insurance applications, ASTIN 21(1)."""
    game = Game.exact("abc", [0, 46_125, 17_437.5, 69_187.5, 5_812.5, 53_812.5, 30_750, 90_000])
    assert shapley(game) == pytest.approx([51_750, 25_875, 12_375])
    assert nucleolus(game).gains == pytest.approx([52_687.5, 24_468.75, 12_843.75], abs=0.01)


def test_doctors_on_duty():
    """Barron (2008), Game theory: an introduction, problem 5.19: the Shapley value.

    Four doctors: 10/3, 23/6, 23/6 and 2.
    """
    worth = {"ab": 4, "ac": 4, "bc": 6, "ad": 3, "bd": 2, "cd": 2, "abc": 10, "acd": 7}
    worth |= {"bcd": 8, "abd": 7, "abcd": 13}
    game = Game.of_function("abcd", lambda who: worth.get("".join(who), 0.0))
    assert shapley(game) == pytest.approx([10 / 3, 23 / 6, 23 / 6, 2])


def test_three_players_of_the_lecture_notes():
    """Ferguson, Game theory part IV, section 4.2: nucleolus 8/3, 2/3 and 5/3."""
    game = Game.exact("abc", [0, -1, 0, 3, 1, 4, 2, 5])
    assert nucleolus(game).gains == pytest.approx([8 / 3, 2 / 3, 5 / 3], abs=1e-6)

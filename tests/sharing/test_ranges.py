# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Costs given as a range: what is called proven holds wherever in it they lie."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koppelkans.sharing import Rule, Verdict, check_groups, compare_rules
from tests.factories import small_tables
from tests.sharing.programmes import LOSING, TOGETHER, shared

BASE = {v["id"]: v["investment_eur"] for v in small_tables()["variants"]}
RANGED = ("heat-1-mt", "street-1-plain", "sewer-1-v")


def variants(change):
    return [v | change(v) for v in small_tables()["variants"]]


def ranged(spread):
    def change(variant):
        if variant["id"] not in RANGED:
            return {}
        eur = variant["investment_eur"]
        return {"investment_low_eur": eur * (1 - spread), "investment_high_eur": eur * (1 + spread)}

    return variants(change)


def result_of(found, rule):
    return next(result for result in compare_rules(found).rules if result.rule is rule)


def test_without_a_range_nothing_swings():
    assert not shared().swings


def test_investment_that_counts_in_both_swings_by_its_moment_only():
    """Heat moves from 2031-Q1 to 2030-Q2: three quarters of discounting of half the price."""
    found = shared(variants=ranged(0.5))
    heat = found.players.index("heat")
    earlier = 1.0225**-0.75
    spread = BASE["heat-1-mt"] / 2
    assert found.swings.falls[heat] < spread * (1 - earlier) * 1.05
    assert found.swings.falls[heat] == pytest.approx(found.swings.rises[heat])


@pytest.mark.parametrize("together", [TOGETHER, LOSING])
@pytest.mark.parametrize("spread", [0.05, 0.6, 0.99])
@settings(deadline=None, max_examples=8)
@given(ends=st.lists(st.floats(-1, 1), min_size=3, max_size=3))
def test_what_is_proven_or_refuted_is_so_at_every_point_of_the_range(together, spread, ends):
    found = shared(together=together, variants=ranged(spread))
    points = {name: BASE[name] * (1 + spread * end) for name, end in zip(RANGED, ends, strict=True)}
    turned_out = shared(
        together=together,
        variants=variants(lambda v: {"investment_eur": points.get(v["id"], v["investment_eur"])}),
    )
    for rule in (Rule.EQUAL, Rule.SHAPLEY, Rule.STAND_ALONE_COST):
        agreed = result_of(found, rule)
        gains = np.array(
            [
                turned_out.together[p] + payment - turned_out.alone[p]
                for p, payment in zip(found.players, agreed.payments, strict=True)
            ]
        )
        groups = check_groups(turned_out.game.write_out(), gains)
        assert agreed.groups.excess_eur - 0.01 <= groups.excess_eur
        assert groups.excess_eur <= agreed.groups.excess_at_most_eur + 0.01
        if agreed.nobody_worse_off is Verdict.PROVEN:
            assert gains.min() >= -0.01
        if agreed.nobody_worse_off is Verdict.REFUTED:
            assert gains.min() < 0


def test_a_wide_range_makes_not_proven_what_was_proven():
    narrow = result_of(shared(variants=ranged(0.001)), Rule.SHAPLEY)
    chosen = {**TOGETHER, "heat-1": ("heat-1-lt", "2030-Q2")}

    def change(variant):
        return {"investment_high_eur": 50_000_000} if variant["id"] == "heat-1-lt" else {}

    wide = result_of(shared(together=chosen, variants=variants(change)), Rule.SHAPLEY)
    assert narrow.nobody_worse_off is Verdict.PROVEN
    assert wide.nobody_worse_off is not Verdict.PROVEN
    assert wide.groups.verdict is not Verdict.PROVEN

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koppelkans.opportunity import find_joint_effects
from koppelkans.sharing import Accounts, compare_rules, situation
from koppelkans.sharing.common import find_common
from koppelkans.value import EntryKind, value_schedule
from tests.factories import small_case, small_tables
from tests.sharing.programmes import schedule, shared

CASE = small_case()
EFFECTS = find_joint_effects(CASE)


@st.composite
def programmes(draw):
    """Draw any start for any variant, also outside limits: worths must add up all the same."""
    chosen = {}
    for task in CASE.tasks:
        variant = draw(st.sampled_from(CASE.variants_of[task.id]))
        starts = CASE.starts(task.id, variant.id)
        start = draw(st.sampled_from(starts))
        if not task.optional or draw(st.booleans()):
            chosen[task.id] = (variant.id, f"{start // 4}-Q{start % 4 + 1}")
    return schedule(CASE, chosen)


def situation_of(before, after, accounts):
    return situation(
        before,
        after,
        value_schedule(before, EFFECTS, shared=False),
        value_schedule(after, EFFECTS),
        EFFECTS,
        accounts,
    )


@settings(deadline=None, max_examples=60)
@given(programmes(), programmes(), st.sampled_from(Accounts))
def test_total_is_what_the_players_gain_together_to_a_millionth(before, after, accounts):
    found = situation_of(before, after, accounts)
    gain = sum(found.together[p] - found.alone[p] for p in found.players)
    assert found.game.total == pytest.approx(gain, abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(programmes(), programmes())
def test_for_society_the_total_is_that_of_the_valuations(before, after):
    found = situation_of(before, after, Accounts.SOCIETY)
    gain = found.programme.total() - found.baseline.total()
    assert found.game.total == pytest.approx(gain, abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(programmes())
def test_common_amounts_are_those_of_the_valuation_by_kind(after):
    sums = value_schedule(after, EFFECTS).by(lambda entry: entry.kind)
    found = {}
    for common in find_common(after, EFFECTS):
        found[common.kind] = found.get(common.kind, 0.0) + common.eur
    for kind in (EntryKind.OPENING, EntryKind.TRAFFIC, EntryKind.NUISANCE, EntryKind.JOINT_EFFECT):
        assert found.get(kind, 0.0) == pytest.approx(sums.get(kind, 0.0), abs=1e-6)


@settings(deadline=None, max_examples=30)
@given(programmes(), programmes(), st.sampled_from(Accounts))
def test_written_out_it_is_the_same_game(before, after, accounts):
    game = situation_of(before, after, accounts).game
    table = game.write_out()
    assert game.alone == pytest.approx(table.alone, abs=1e-6)
    assert game.without == pytest.approx(table.without, abs=1e-6)
    gains = np.array([1000.0, -2000.0, 500.0])
    assert game.most_dissatisfied(gains, frozenset())[1] == pytest.approx(
        table.most_dissatisfied(gains, frozenset())[1], abs=1e-6
    )


def test_opening_together_is_worth_what_is_not_paid_twice():
    """Sewer 2 and street 2 in place 3, nothing moved: they save the shared opening and weeks."""
    alone = {"sewer-2": ("sewer-2-v", "2030-Q2"), "street-2": ("street-2-plain", "2030-Q3")}
    found = shared(alone, alone)
    factor = 1.0225 ** (-14 / 4)
    opening = 250 * 120 * factor  # 250 m at the 120 EUR/m that the street needs alone
    game = found.game.write_out()
    names = dict(zip(found.players, range(3), strict=True))
    pair = 1 << names["city"] | 1 << names["water"]
    saved_weeks = 7 * 900 * factor  # the sewer closes 7 of the 10 weeks anyway
    assert game.worth[pair] == pytest.approx(opening + saved_weeks)
    assert game.alone == pytest.approx([0, 0, 0])
    assert game.worth[1 << names["heat"]] == 0


def test_who_would_lose_stays_out():
    """Moving the sewers costs the water company; alone it would not have moved."""
    found = shared()
    assert np.all(found.game.alone >= 0)
    follows = [found.game.following(frozenset([p])) for p in range(3)]
    assert min(follows) < 0


def test_every_rule_balances_to_the_cent_with_the_totals_of_the_programme():
    for accounts in Accounts:
        found = shared(accounts=accounts)
        table = compare_rules(found)
        for result in table.rules:
            assert sum(result.payments) == pytest.approx(0, abs=0.001)
            net = [t + p for t, p in zip(table.together, result.payments, strict=True)]
            rest = sum(b.together_net_eur for b in table.bystanders)
            if accounts is Accounts.MONEY:
                assert sum(net) + rest == pytest.approx(found.programme.total(), abs=0.001)
            else:
                assert sum(net) == pytest.approx(found.programme.total(), abs=0.001)


def test_partner_without_tasks_gets_nothing_by_shapley_and_is_no_trouble():
    partners = small_tables()["partners"]
    extra = {"id": "grid", "name": "Net", "short_name": "Net", "kind": "grid"}
    found = shared(partners=[*partners, extra])
    table = compare_rules(found)
    by_rule = {result.rule.value: result for result in table.rules}
    assert table.players[-1] == "grid"
    assert by_rule["shapley"].gains[-1] == pytest.approx(0, abs=1e-9)
    assert by_rule["proportional_to_stand_alone_cost"].gains[-1] == 0


def test_one_partner_only():
    partners = [p | {"has_budget": p["id"] == "water"} for p in small_tables()["partners"]]
    table = compare_rules(shared(partners=partners))
    assert table.players == ("water",)
    for result in table.rules:
        assert result.payments == (0,)
        assert result.groups.verdict == "proven"
    assert {b.partner_id for b in table.bystanders} == {"city", "heat", "people"}


def test_nobody_with_a_budget():
    partners = [p | {"has_budget": False} for p in small_tables()["partners"]]
    table = compare_rules(shared(partners=partners))
    assert (table.players, table.rules, table.total_eur) == ((), (), 0)


def test_gain_of_partners_without_budget_is_never_hidden():
    found = shared()
    (people,) = compare_rules(found).bystanders
    by = found.programme.by(lambda entry: entry.partner_id)
    assert people.together_net_eur == pytest.approx(by["people"])

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koppelkans.case import Beneficiary, Quarter, Schedule
from koppelkans.opportunity import find_joint_effects
from koppelkans.sharing import share
from koppelkans.value import Category, Entry, EntryKind, Valuation, value_schedule
from tests.factories import small_case

CASE = small_case()
PAYERS = ("city", "water", "heat")
EUROS = st.floats(-1e9, 1e9)


def entry(partner_id, eur, category=Category.COST):
    return Entry(
        kind=EntryKind.INVESTMENT, category=category, name="", partner_id=partner_id,
        beneficiary=Beneficiary.PARTNER, eur=eur,
    )  # fmt: skip


def valuation(**euros):
    """Return a valuation with one cost entry per partner."""
    return Valuation(entries=tuple(entry(partner, eur) for partner, eur in euros.items()))


def shares_of(baseline, programme):
    return {s.partner_id: s for s in share(CASE, baseline, programme).shares}


@st.composite
def valuations(draw):
    return Valuation(
        entries=tuple(
            entry(partner, draw(EUROS), draw(st.sampled_from(Category)))
            for partner in (*PAYERS, "people")
            for _ in range(draw(st.integers(0, 3)))
        )
    )


def test_gain_is_divided_in_proportion_to_cost_alone():
    """Alone 100, 200 and 100; together 60 less in all, of which 70 at the water company."""
    shares = shares_of(
        valuation(city=-100, water=-200, heat=-100), valuation(city=-110, water=-130, heat=-100)
    )
    assert {p: shares[p].gain_eur for p in PAYERS} == {"city": 15, "water": 30, "heat": 15}
    assert {p: shares[p].payment_eur for p in PAYERS} == {"city": 25, "water": -40, "heat": 15}


def test_benefits_alone_do_not_make_a_partner_pay_or_get_more():
    baseline = Valuation(
        entries=(entry("city", -100), entry("heat", -100), entry("heat", 900, Category.BENEFIT))
    )
    programme = Valuation(
        entries=(entry("city", -60), entry("heat", -100), entry("heat", 900, Category.BENEFIT))
    )
    shares = shares_of(baseline, programme)
    assert shares["city"].gain_eur == shares["heat"].gain_eur == 20


@given(valuations(), valuations())
def test_payments_add_up_to_exactly_zero(baseline, programme):
    assert sum(s.payment_eur for s in share(CASE, baseline, programme).shares) == 0


@given(valuations(), valuations())
def test_net_values_add_up_to_that_of_the_programme(baseline, programme):
    total = sum(s.net_eur for s in share(CASE, baseline, programme).shares)
    assert total == pytest.approx(programme.total(), abs=1e-3)


@given(valuations(), valuations())
def test_partners_without_budget_neither_pay_nor_receive(baseline, programme):
    assert shares_of(baseline, programme)["people"].payment_eur == 0


@given(valuations(), valuations())
def test_it_says_everyone_is_better_off_exactly_when_nobody_is_worse_off(baseline, programme):
    sharing = share(CASE, baseline, programme)
    worst = min(s.net_eur - s.alone_net_eur for s in sharing.shares)
    assert sharing.everyone_better_off == (worst >= -0.005)


@given(valuations(), valuations())
def test_no_payer_loses_when_the_payers_gain_together(baseline, programme):
    shares = shares_of(baseline, programme)
    gain = sum(shares[p].together_net_eur - shares[p].alone_net_eur for p in PAYERS)
    lowest = min(shares[p].gain_eur for p in PAYERS)
    assert gain < 0 or lowest >= -1e-3


def test_loss_of_the_payers_together_is_not_hidden():
    sharing = share(CASE, valuation(city=-100, heat=-100), valuation(city=-100, heat=-140))
    assert [s.gain_eur for s in sharing.shares if s.partner_id in ("city", "heat")] == [-20, -20]
    assert not sharing.everyone_better_off


def test_loss_of_the_residents_is_not_hidden():
    sharing = share(CASE, valuation(city=-100, people=-10), valuation(city=-50, people=-20))
    assert not sharing.everyone_better_off


def test_when_nobody_pays_alone_the_gain_is_divided_equally():
    shares = shares_of(valuation(), valuation(heat=90))
    assert {p: shares[p].net_eur for p in PAYERS} == {"city": 30, "water": 30, "heat": 30}


def test_partner_without_tasks_gets_nothing_when_others_have_costs():
    shares = shares_of(valuation(city=-100, water=-100), valuation(city=-80, water=-80))
    assert (shares["heat"].payment_eur, shares["heat"].net_eur) == (0, 0)


def test_case_with_nobody_who_can_pay_has_no_payments():
    partners = [p.model_dump() | {"has_budget": False} for p in CASE.partners]
    sharing = share(small_case(partners=partners), valuation(city=-100), valuation(city=-80))
    assert all(s.payment_eur == 0 for s in sharing.shares)


@settings(deadline=None)
@given(st.integers(8, 20))
def test_real_valuations_give_what_the_partners_gain_together(start):
    """Sewer, street and heat together in place 3 instead of apart."""
    effects = find_joint_effects(CASE)
    first = Quarter.of(2027, 1) + start
    apart = Schedule.of(
        CASE, {"sewer-2": ("sewer-2-v", first), "street-2": ("street-2-plain", first)}
    )
    alone = value_schedule(apart, effects, shared=False)
    together = value_schedule(apart, effects)
    sharing = share(CASE, alone, together)
    assert sharing.everyone_better_off
    assert sum(s.gain_eur for s in sharing.shares) == pytest.approx(
        together.total() - alone.total()
    )
    assert all(s.gain_eur > 0 for s in sharing.shares if s.partner_id in ("water", "city"))

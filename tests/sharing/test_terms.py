# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Agreed payments, the own rule, compensation, stepping out, pages and what is kept."""

import pytest

from koppelkans.case import CaseError
from koppelkans.sharing import (
    Accounts,
    Rule,
    compare_rules,
    compensate,
    default_rule,
    explain_partner,
    pay_by_year,
    share_by,
    show_to,
    step_out,
    tell_partner,
)
from tests.factories import small_case, small_tables
from tests.sharing.programmes import LOSING, shared


def result_of(found, rule=Rule.STAND_ALONE_COST):
    return next(result for result in compare_rules(found).rules if result.rule is rule)


def subsidy(**more):
    return {"id": "s", "reason": "subsidy", "to_partner_id": "heat", "eur": 100_000,
            "year": 2027, **more}  # fmt: skip


class TestAgreedPayments:
    def test_subsidy_from_outside_adds_to_what_there_is_to_share(self):
        without, with_it = shared(), shared(agreed_payments=[subsidy()])
        assert with_it.game.total == pytest.approx(without.game.total + 100_000)

    def test_subsidy_that_is_also_there_alone_changes_nothing_to_share(self):
        with_it = shared(agreed_payments=[subsidy(also_alone=True)])
        assert with_it.game.total == pytest.approx(shared().game.total)
        assert with_it.alone["heat"] == pytest.approx(shared().alone["heat"] + 100_000)

    def test_subsidy_tied_to_a_task_that_is_not_done_is_not_paid(self):
        with_it = shared(agreed_payments=[subsidy(task_id="coaches")])
        assert with_it.game.total == pytest.approx(shared().game.total)

    def test_payment_between_partners_is_taken_off_what_is_still_to_pay(self):
        given = [subsidy(reason="degeneration", from_partner_id="water", to_partner_id="city")]
        before, after = result_of(shared()), result_of(shared(agreed_payments=given))
        assert after.gains == pytest.approx(before.gains)
        change = [a - b for b, a in zip(before.payments, after.payments, strict=True)]
        assert change == pytest.approx([-100_000, 100_000, 0], abs=1e-6)

    def test_later_payment_counts_discounted(self):
        found = shared(agreed_payments=[subsidy(year=2029)])
        assert found.given.together["heat"] == pytest.approx(100_000 / 1.0225**2)


class TestOwnRule:
    def test_items_are_divided_by_percentages_and_the_rest_stays(self):
        shares = [
            {"id": "1", "item": "opening", "partner_id": "city", "percent": 25},
            {"id": "2", "item": "opening", "partner_id": "water", "percent": 75},
        ]
        found = shared(agreed_shares=shares)
        result = result_of(found, Rule.OWN)
        by = found.programme.by(lambda e: (e.partner_id, e.kind.value))
        openings = [by.get((p, "opening"), 0.0) for p in found.players]
        expected = [
            sum(openings) * part - own for part, own in zip([0.25, 0.75, 0], openings, strict=True)
        ]
        assert result.payments == pytest.approx(expected)
        assert result.balance_eur == pytest.approx(0, abs=1e-6)

    def test_percentages_that_do_not_add_up_are_refused(self):
        shares = [{"id": "1", "item": "opening", "partner_id": "city", "percent": 60}]
        with pytest.raises(CaseError, match="add up to 100"):
            small_case(agreed_shares=shares)

    def test_somebody_without_budget_cannot_carry_a_part(self):
        shares = [{"id": "1", "item": "opening", "partner_id": "people", "percent": 100}]
        with pytest.raises(CaseError, match="with a budget"):
            small_case(agreed_shares=shares)


class TestCompensation:
    def test_nobody_is_worse_off_afterwards_and_payers_keep_a_gain(self):
        found = shared(together=LOSING, agreed_payments=[subsidy(eur=900_000)])
        gains = {p: found.together[p] - found.alone[p] for p in found.players}
        assert min(gains.values()) < 0
        paid = compensate(found)
        assert paid.is_enough
        for transfer in paid.transfers:
            gains[transfer.from_partner_id] -= transfer.present_value_eur
            gains[transfer.to_partner_id] += transfer.present_value_eur
        assert min(gains.values()) >= -0.01
        assert len(paid.transfers) == 1

    def test_yearly_limits_spread_a_payment_over_years(self):
        limits = [{"id": "l", "partner_id": "heat", "pay_eur": 30_000}]
        found = shared(
            together=LOSING, agreed_payments=[subsidy(eur=900_000)], payment_limits=limits
        )
        paid = compensate(found)
        by_year = {}
        for transfer in paid.transfers:
            for year, eur in transfer.years.items():
                by_year[year] = by_year.get(year, 0.0) + eur
        assert max(by_year.values()) <= 30_000.01
        assert len(by_year) > 1

    def test_limits_that_leave_no_room_are_said_by_partner(self):
        limits = [{"id": p, "partner_id": p, "pay_eur": 0} for p in ("heat", "water")]
        found = shared(
            together=LOSING, agreed_payments=[subsidy(eur=900_000)], payment_limits=limits
        )
        paid = compensate(found)
        losses = {p: found.alone[p] - found.together[p] for p in found.players}
        short = {p: loss for p, loss in losses.items() if loss > 0}
        assert not paid.is_enough
        assert paid.short_eur == pytest.approx(short, abs=0.01)
        assert paid.from_outside_eur == 0

    def test_when_all_lose_together_the_rest_must_come_from_outside(self):
        found = shared(together=LOSING)
        paid = compensate(found)
        assert paid.from_outside_eur == pytest.approx(-found.game.total)
        assert sum(paid.short_eur.values()) == pytest.approx(-found.game.total, abs=0.01)

    def test_a_budget_without_room_cannot_pay(self):
        budget = [{"id": "b", "kind": "budget", "name": "Budget", "partner_id": "heat",
                   "limit": 0}]  # fmt: skip
        found = shared(together=LOSING, agreed_payments=[subsidy(eur=900_000)], boundaries=budget)
        assert not compensate(found).is_enough


class TestPaymentsByYear:
    def test_every_partner_ends_where_the_rule_puts_it(self):
        found = shared()
        result = result_of(found, Rule.SHAPLEY)
        settled = pay_by_year(found, result)
        received = dict.fromkeys(found.players, 0.0)
        for transfer in settled.transfers:
            received[transfer.from_partner_id] -= transfer.present_value_eur
            received[transfer.to_partner_id] += transfer.present_value_eur
        assert not settled.short_eur
        assert list(received.values()) == pytest.approx(result.payments, abs=0.02)
        assert len(settled.transfers) < len(found.players)

    def test_what_no_limit_leaves_room_for_is_said(self):
        limits = [{"id": p, "partner_id": p, "pay_eur": 100} for p in ("city", "water", "heat")]
        found = shared(payment_limits=limits)
        result = result_of(found, Rule.SHAPLEY)
        settled = pay_by_year(found, result)
        paid = sum(t.present_value_eur for t in settled.transfers)
        assert settled.short_eur
        assert paid + sum(settled.short_eur.values()) == pytest.approx(
            sum(p for p in result.payments if p > 0), abs=0.02
        )
        assert all(eur <= 100.01 for t in settled.transfers for eur in t.years.values())


class TestSteppingOut:
    def test_several_at_once_leave_what_the_rest_reaches(self):
        found = shared(accounts=Accounts.SOCIETY)
        left = step_out(found, ["water", "heat"])
        city = found.players.index("city")
        assert left.others == ("city",)
        assert left.gains_after == pytest.approx([max(0.0, found.game.alone[city])])
        alone = sum(max(0.0, found.game.alone[found.players.index(p)]) for p in ("water", "heat"))
        assert left.lost_eur == pytest.approx(found.game.total - sum(left.gains_after) - alone)
        assert len(left.leavers_lose_eur) == 2

    def test_when_all_step_out_nothing_is_left(self):
        found = shared()
        left = step_out(found, found.players)
        assert (left.others, left.staying, left.gains_after) == ((), (), ())

    def test_the_others_keep_what_they_reach_without(self):
        found = shared(accounts=Accounts.SOCIETY)
        left = step_out(found, ["water"])
        others = found.game.leave(found.players.index("water"))
        assert sum(left.gains_after) == pytest.approx(others.total)
        assert set(left.others) == {"city", "heat"}

    def test_openings_are_carried_by_who_stays(self):
        """Two works at one place, then one of them steps out: the other pays its part too."""
        same = {"sewer-2": ("sewer-2-v", "2030-Q2"), "street-2": ("street-2-plain", "2030-Q3")}
        found = shared(same, same)
        left = step_out(found, ["water"])
        assert left.staying == ()  # alone it is no better than going alone
        assert left.lost_eur == pytest.approx(found.game.total)

    def test_unknown_partner(self):
        with pytest.raises(KeyError):
            step_out(shared(), ["people"])


class TestPages:
    @pytest.mark.parametrize("rule", [rule for rule in Rule if rule is not Rule.OWN])
    def test_pages_add_up_to_the_programme_to_the_cent(self, rule):
        found = shared(agreed_payments=[subsidy()])
        result = result_of(found, rule)
        pages = [explain_partner(found, result, p.id) for p in found.case.partners]
        assert sum(p.net_eur for p in pages) == pytest.approx(
            found.programme.total() + 100_000, abs=0.005
        )
        assert sum(p.alone_net_eur for p in pages) == pytest.approx(
            found.baseline.total(), abs=0.005
        )
        for page, gain in zip(pages, result.gains, strict=False):
            assert page.gain_eur == pytest.approx(gain, abs=0.005)

    def test_years_hold_the_works_of_the_partner(self):
        found = shared()
        page = explain_partner(found, result_of(found), "water")
        own = {year.year: year for year in page.years}
        # Sewer 2 of 400,000 in 2030, over two quarters, with opening 500 m at 250 EUR/m, and
        # traffic of 14 weeks at 900 and at 2,500.
        assert own[2030].alone_eur == pytest.approx(-400_000 - 500 * 250 - 14 * (900 + 2_500))
        assert sum(y.together_eur for y in page.years) > sum(y.alone_eur for y in page.years)

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_page_is_told_in_sentences(self, language):
        found = shared()
        for partner in found.case.partners:
            page = explain_partner(found, result_of(found), partner.id)
            told = tell_partner(found, page, language)
            assert len(told) >= 3
            assert all(line.endswith(".") and "{" not in line for line in told)
            assert len(page.matters) <= 3


class TestKept:
    def partners(self, *kept):
        return [
            p | ({"costs_visible": "own"} if p["id"] in kept else {})
            for p in small_tables()["partners"]
        ]

    def test_figures_of_a_partner_that_keeps_them_are_not_shown(self):
        found = shared(partners=self.partners("heat"))
        table = compare_rules(found)
        shown = show_to(found.case, table, table.rules[1], "city")
        heat = shown.rows[table.players.index("heat")]
        assert (heat.alone_net_eur, heat.together_net_eur, heat.gain_eur) == (None, None, None)
        assert heat.payment_eur == table.rules[1].payments[table.players.index("heat")]

    def test_nor_can_they_be_had_by_subtraction(self):
        found = shared(partners=self.partners("heat"))
        table = compare_rules(found)
        shown = show_to(found.case, table, table.rules[1], "city")
        rest = sum(row.gain_eur for row in shown.rows if row.gain_eur is not None)
        derived = shown.total_eur - rest
        true = table.rules[1].gains[table.players.index("heat")]
        assert abs(derived - true) > 1
        assert any("subtract" in str(m) or "minus the others" in str(m) for m in shown.derivable)

    def test_partner_itself_and_facilitator_see_everything(self):
        found = shared(partners=self.partners("heat"))
        table = compare_rules(found)
        for viewer in ("heat", None):
            shown = show_to(found.case, table, table.rules[1], viewer)
            assert all(row.gain_eur is not None for row in shown.rows)
            assert not shown.derivable
            assert shown.total_eur == table.total_eur

    def test_range_shows_two_digits(self):
        variants = [
            v | ({"investment_low_eur": 800_000, "investment_high_eur": 1_000_000}
                 if v["id"] == "heat-1-mt" else {})
            for v in small_tables()["variants"]
        ]  # fmt: skip
        found = shared(variants=variants)
        table = compare_rules(found)
        row = show_to(found.case, table, table.rules[0], "city").rows[table.players.index("heat")]
        assert row.rounded
        assert row.alone_net_eur % 10_000 == 0

    def test_range_must_hold_the_investment(self):
        variants = [
            v | ({"investment_low_eur": 950_000} if v["id"] == "heat-1-mt" else {})
            for v in small_tables()["variants"]
        ]
        with pytest.raises(CaseError, match="range around"):
            small_case(variants=variants)


class TestDefaultRule:
    def test_shapley_when_it_leaves_nobody_worse_off(self):
        found = shared()
        chosen = default_rule(compare_rules(found))
        assert chosen.rule is Rule.SHAPLEY
        sharing = share_by(found, chosen)
        assert sharing.rule == "shapley"
        gains = [s.gain_eur for s in sharing.shares if s.partner_id in found.players]
        assert gains == pytest.approx(chosen.gains, abs=1e-6)
        assert sum(s.net_eur for s in sharing.shares) == pytest.approx(found.programme.total())

    def test_otherwise_in_proportion_to_cost_alone(self):
        found = shared(together=LOSING)
        assert default_rule(compare_rules(found)).rule is Rule.STAND_ALONE_COST

    def test_nobody_who_can_pay(self):
        partners = [p | {"has_budget": False} for p in small_tables()["partners"]]
        found = shared(partners=partners)
        sharing = share_by(found, default_rule(compare_rules(found)))
        assert all(s.payment_eur == 0 for s in sharing.shares)

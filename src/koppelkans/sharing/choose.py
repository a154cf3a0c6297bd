# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which rule stands behind the payments when nobody has chosen one."""

from koppelkans.sharing.fairness import Verdict
from koppelkans.sharing.rules import Rule
from koppelkans.sharing.share import share
from koppelkans.sharing.table import RuleResult, SharingTable, Situation
from koppelkans.sharing.types import Share, Sharing


def default_rule(table: SharingTable) -> RuleResult | None:
    """Return the Shapley value when it leaves nobody worse off, else by what each pays alone.

    In proportion to stand-alone cost nobody is worse off whenever there is anything to share, but
    a group may do better by leaving; by what each adds that seldom happens. None without anybody
    who can pay.
    """
    by_rule = {result.rule: result for result in table.rules}
    shapley = by_rule.get(Rule.SHAPLEY)
    if shapley is None or shapley.nobody_worse_off is Verdict.PROVEN:
        return shapley
    return by_rule[Rule.STAND_ALONE_COST]


def share_by(found: Situation, result: RuleResult | None) -> Sharing:
    """Return what every partner has alone, together and after the payments of a rule.

    Parameters
    ----------
    found
        What there is to share, counted in money.
    result
        The rule; None when nobody can pay.

    Returns
    -------
    Sharing
        Shares in the order of the partners. Payments that stand already are in none of the
        amounts: they are in the table of rules and on the pages of the partners.
    """
    plain = share(found.case, found.baseline, found.programme)
    if result is None:
        return plain
    payments = dict(zip(found.players, result.payments, strict=True))
    shares = tuple(
        Share(
            partner_id=one.partner_id,
            alone_net_eur=one.alone_net_eur,
            together_net_eur=one.together_net_eur,
            payment_eur=payments.get(one.partner_id, 0.0),
            net_eur=one.together_net_eur + payments.get(one.partner_id, 0.0),
        )
        for one in plain.shares
    )
    by_standers = all(one.gain_eur >= 0 for one in shares if one.partner_id not in payments)
    return Sharing(
        rule=result.rule.value,
        shares=shares,
        everyone_better_off=by_standers and result.nobody_worse_off is Verdict.PROVEN,
    )

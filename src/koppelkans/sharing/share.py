# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Divide what working together yields over the partners that can pay."""

from collections.abc import Mapping, Sequence

from koppelkans.case import Case
from koppelkans.language import N_
from koppelkans.sharing.types import Share, Sharing
from koppelkans.value.types import Category, Valuation

RULE = "proportional_to_stand_alone_cost"
RULE_LABEL = N_("In proportion to what each would pay alone")
HALF_A_CENT = 0.005


def share(case: Case, baseline: Valuation, programme: Valuation) -> Sharing:
    r"""Return what every partner gains alone, together and after payments.

    Alone and together are the entries of the valuations on the account of a partner; shared costs
    are attributed in there already, slice by slice to those who need them.

    The partners with a budget divide their joint gain in proportion to what each would have paid
    alone. With :math:`a_i` and :math:`t_i` the net value alone and together and :math:`c_i` the
    cost alone, partner :math:`i` ends at

    .. math:: a_i + \frac{c_i}{\sum_j c_j} \sum_j (t_j - a_j)

    and receives the difference with :math:`t_i`. When nobody would have paid anything alone, the
    gain is divided equally. The last of them takes what floating point leaves over (less than a
    millionth of a euro), so that payments add up to exactly zero; nothing else is rounded.
    Partners without a budget neither pay nor receive.

    Source: the savings divided in proportion to stand-alone cost, as in Young, Okada and Hashimoto
    (1982), Cost allocation in water resources development, Water Resources Research 18(3).

    Parameters
    ----------
    baseline
        Valuation of everyone alone.
    programme
        Valuation of the joint programme.

    Returns
    -------
    Sharing
        Shares in the order of the partners. The rule is no promise: with a loss of the payers
        together, or a loss for somebody without a budget, ``everyone_better_off`` is False.
    """
    alone = _by_partner(case, baseline)
    together = _by_partner(case, programme)
    cost = baseline.by(lambda entry: (entry.partner_id, entry.category))
    weights = {
        partner.id: max(0.0, -cost.get((partner.id, Category.COST), 0.0))
        for partner in case.partners
        if partner.has_budget
    }
    payments = divide_gain(weights, alone, together)
    shares = tuple(
        Share(
            partner_id=partner.id,
            alone_net_eur=alone[partner.id],
            together_net_eur=together[partner.id],
            payment_eur=payments.get(partner.id, 0.0),
            net_eur=together[partner.id] + payments.get(partner.id, 0.0),
        )
        for partner in case.partners
    )
    better_off = all(share.gain_eur >= -HALF_A_CENT for share in shares)
    return Sharing(rule=RULE, shares=shares, everyone_better_off=better_off)


def _by_partner(case: Case, valuation: Valuation) -> dict[str, float]:
    sums = valuation.by(lambda entry: entry.partner_id)
    return {partner.id: sums.get(partner.id, 0.0) for partner in case.partners}


def divide_gain(
    weights: Mapping[str, float], alone: Mapping[str, float], together: Mapping[str, float]
) -> dict[str, float]:
    """Return what each receives when the joint gain is divided in proportion to weights.

    >>> divide_gain({"a": 1, "b": 3}, {"a": -10, "b": -30}, {"a": -10, "b": -10})
    {'a': 5.0, 'b': -5.0}
    """
    gain = sum(together[partner_id] - alone[partner_id] for partner_id in weights)
    parts = _proportions(list(weights.values()))
    payments: dict[str, float] = {}
    for partner_id, part in zip(weights, parts, strict=True):
        payments[partner_id] = alone[partner_id] + part * gain - together[partner_id]
    if payments:
        last = next(reversed(payments))
        payments[last] = 0.0 - sum(payments[p] for p in payments if p != last)
    return payments


def _proportions(weights: Sequence[float]) -> list[float]:
    total = sum(weights)
    return [weight / total if total > 0 else 1 / len(weights) for weight in weights]

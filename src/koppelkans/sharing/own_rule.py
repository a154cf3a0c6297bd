# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The partners' own rule: percentages per cost item, as covenants have them."""

from collections import defaultdict

import numpy as np

from koppelkans.case import Case
from koppelkans.sharing.game import Floats
from koppelkans.value.types import Valuation


def own_payments(case: Case, programme: Valuation) -> dict[str, float] | None:
    """Return what each partner receives (negative: pays) under the own rule; None without one.

    Every item with percentages is added up over the partners that share it and over those with a
    budget on whose account it falls, and divided anew. Items without percentages stay where they
    fall. The payments add up to zero.

    Returns
    -------
    dict
        Present values in EUR by partner id, for all partners with a budget.
    """
    if not case.agreed_shares:
        return None
    percents: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for share in case.agreed_shares:
        part = percents[share.item.value]
        part[share.partner_id] = part.get(share.partner_id, 0.0) + share.percent
    payers = [partner.id for partner in case.partners if partner.has_budget]
    payments = dict.fromkeys(payers, 0.0)
    fallen = programme.by(lambda entry: (entry.kind.value, entry.partner_id))
    for item, parts in percents.items():
        amounts = {payer: fallen.get((item, payer), 0.0) for payer in payers}
        total = sum(amounts.values())
        for payer in payers:
            payments[payer] += total * parts.get(payer, 0.0) / 100 - amounts[payer]
    return payments


def as_gains(
    payments: dict[str, float], alone: dict[str, float], together: dict[str, float]
) -> Floats:
    """Return what each gains beyond going alone with these payments, in the order of payments."""
    return np.array([together[p] + paid - alone[p] for p, paid in payments.items()])

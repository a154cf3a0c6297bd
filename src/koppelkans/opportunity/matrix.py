# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who meets whom: opportunities and what they gain, partner by partner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from koppelkans.case import Case
from koppelkans.opportunity.types import Opportunity, OpportunityKind


@dataclass(frozen=True)
class PairGain:
    """What two partners meet in: how often, and their part of the gain in EUR."""

    count: int = 0
    gain_eur: float = 0.0


def count_by_partners(
    case: Case, opportunities: Iterable[Opportunity], gains: Mapping[str, float]
) -> dict[tuple[str, str], PairGain]:
    """Return for each two partners how often they meet, and what that gains.

    The gain of an opportunity is split equally over the pairs of its partners, so that the pairs
    add up to the whole. Chains are left out: they are made of opportunities that count already.

    Parameters
    ----------
    gains
        EUR by opportunity id.

    Returns
    -------
    dict of (partner id, partner id) to PairGain
        Every two partners once, in the order of the case; those that never meet have zeros.
    """
    order = [partner.id for partner in case.partners]
    found = dict.fromkeys(combinations(order, 2), PairGain())
    for opportunity in opportunities:
        if opportunity.kind is OpportunityKind.CHAIN:
            continue
        pairs = list(combinations(sorted(opportunity.partner_ids, key=order.index), 2))
        for pair in pairs:
            so_far = found[pair]
            gain = so_far.gain_eur + gains[opportunity.id] / len(pairs)
            found[pair] = PairGain(so_far.count + 1, gain)
    return found

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gave what, and what that was worth to whom: from what was accepted, for everybody to see."""

from dataclasses import dataclass, field
from datetime import date

from koppelkans.case import Case, Condition, Offer, Partner, State


@dataclass(frozen=True)
class Line:
    """Something that was accepted.

    Attributes
    ----------
    giver
        Who gave; None: the others together, who met a condition.
    receivers
        For whom; empty: for everybody.
    worth
        What it changes for each partner, as computed then, EUR; empty when it was not computed.
    """

    given: Condition | Offer
    giver: Partner | None
    receivers: tuple[Partner, ...]
    day: date | None
    worth: tuple[tuple[Partner, float], ...]

    @property
    def is_condition(self) -> bool:
        return isinstance(self.given, Condition)


@dataclass
class Balance:
    """What one partner gave and got; no score: euros do not add up to trust."""

    partner: Partner
    gave: list[Line] = field(default_factory=list)
    got: list[Line] = field(default_factory=list)
    plus_eur: float = 0.0
    minus_eur: float = 0.0


def list_lines(case: Case) -> list[Line]:
    """Return everything that was accepted, the latest first."""
    partners = case.partner
    conditions = [
        Line(c, None, (partners[c.partner_id],), c.accepted_on, _worth(case, c))
        for c in case.conditions
        if c.state is State.ACCEPTED
    ]
    offers = [
        Line(
            offer,
            partners[offer.partner_id],
            tuple(partners[id_] for id_ in offer.for_partner_ids),
            offer.accepted_on,
            _worth(case, offer),
        )
        for offer in case.offers
        if offer.state is State.ACCEPTED
    ]
    lines = [*conditions, *offers]
    return sorted(lines, key=lambda line: line.day or date.min, reverse=True)


def _worth(case: Case, given: Condition | Offer) -> tuple[tuple[Partner, float], ...]:
    named = "condition_id" if isinstance(given, Condition) else "offer_id"
    return tuple(
        (case.partner[worth.partner_id], worth.eur)
        for worth in case.worths
        if getattr(worth, named) == given.id
    )


def find_balances(case: Case, lines: list[Line]) -> list[Balance]:
    """Return what each partner gave and got, in the order of the case: nobody comes first."""
    balances = {partner.id: Balance(partner) for partner in case.partners}
    for line in lines:
        for partner, eur in line.worth:
            balance = balances[partner.id]
            balance.plus_eur += max(0.0, eur)
            balance.minus_eur += max(0.0, -eur)
        receivers = {partner.id for partner in line.receivers}
        if line.giver is not None:
            balances[line.giver.id].gave.append(line)
        else:
            for partner, eur in line.worth:
                if eur < 0 and partner.id not in receivers:
                    balances[partner.id].gave.append(line)
        for id_ in receivers:
            balances[id_].got.append(line)
    return list(balances.values())

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens when partners step out, and who pays whom in which year."""

from collections.abc import Sequence
from dataclasses import dataclass

from koppelkans.case import Partner
from koppelkans.plan.reading import Reading
from koppelkans.result import chosen_rule
from koppelkans.sharing import Rule, Situation, step_out
from koppelkans.sharing.tell import tell_leaving, tell_study


@dataclass(frozen=True)
class Leavers:
    """Who can step out, whether it was asked for, and what follows in sentences."""

    partners: tuple[tuple[Partner, bool], ...]
    said: tuple[str, ...]


def find_leaving(reading: Reading, found: Situation, asked: Sequence[str]) -> Leavers | None:
    """Return what happens when these partners step out; None when there is nothing to share."""
    if not found.players or reading.result.sharing is None:
        return None
    case = reading.case
    leavers = [player for player in found.players if player in asked]
    rule = chosen_rule(reading.result).rule
    names = {partner.id: partner.short_name for partner in case.partners}
    said: tuple[str, ...] = ()
    if leavers:
        left = step_out(found, leavers, Rule.STAND_ALONE_COST if rule is Rule.OWN else rule)
        said = tuple(tell_leaving(left, names, reading.language))
    return Leavers(
        tuple((case.partner[player], player in leavers) for player in found.players), said
    )


@dataclass(frozen=True)
class PaymentYear:
    """One payment in one year, in EUR of that year at the price level of the case."""

    payer: Partner
    receiver: Partner
    year: int
    eur: float


def payment_years(reading: Reading) -> list[PaymentYear]:
    """Return the payments of the result by payer, receiver and year."""
    partner = reading.case.partner
    return [
        PaymentYear(partner[transfer.from_partner_id], partner[transfer.to_partner_id], year, eur)
        for transfer in (reading.result.payments.transfers if reading.result.payments else ())
        for year, eur in sorted(transfer.years.items())
    ]


def list_groups(reading: Reading) -> list[str]:
    """Return what groups reach by plans of their own, and what follows, in sentences."""
    table = reading.result.groups
    names = {partner.id: partner.short_name for partner in reading.case.partners}
    return tell_study(table, names, reading.language) if table else []

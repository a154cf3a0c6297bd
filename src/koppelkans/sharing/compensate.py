# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What payments it takes: the fewest that leave nobody worse off, and those of a rule by year."""

from pydantic import BaseModel, ConfigDict

from koppelkans.sharing.settle import Settlement, Transfer, settle
from koppelkans.sharing.table import RuleResult, Situation


class Compensation(BaseModel):
    """Payments that leave nobody with a budget worse off than alone, or what it takes.

    Attributes
    ----------
    transfers
        Payments, fewest first; empty when nobody is worse off.
    short_eur
        By partner, what no payment within the limits can make good: present value in EUR.
    from_outside_eur
        What all of them together come short, so that it must come from outside the table;
        present value in EUR.
    proven_smallest
        Whether there is no set with fewer payments.
    """

    model_config = ConfigDict(frozen=True)

    transfers: tuple[Transfer, ...]
    short_eur: dict[str, float]
    from_outside_eur: float
    proven_smallest: bool

    @property
    def is_enough(self) -> bool:
        """Whether nobody is worse off than alone with these payments."""
        return not self.short_eur


def compensate(found: Situation) -> Compensation:
    """Return the smallest set of payments that leaves nobody worse off than alone.

    Who gains pays, who loses receives: see `settle` for the limits. What cannot be made good is
    said by partner.
    """
    gains = {p: found.together[p] - found.alone[p] for p in found.players}
    losses = {p: -gain for p, gain in gains.items()}
    settled = settle(found.schedule, gains, losses)
    lost = sum(gains.values())
    return Compensation(
        transfers=settled.transfers,
        short_eur=settled.short_eur,
        from_outside_eur=max(0.0, -lost) if settled.short_eur else 0.0,
        proven_smallest=settled.proven_smallest,
    )


def pay_by_year(found: Situation, result: RuleResult) -> Settlement:
    """Return who pays whom in which year, so that every partner ends where a rule puts it.

    The payments of the rule in as few pairs as can be, spread over the years so that they fit
    budgets and limits; what does not fit is said by partner (``short_eur``).
    """
    payments = dict(zip(found.players, result.payments, strict=True))
    return settle(found.schedule, {p: -eur for p, eur in payments.items()}, payments)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Payments that stand already: degeneration charges, relocation, contributions, subsidies."""

from collections.abc import Iterator
from dataclasses import dataclass

from koppelkans.case import QUARTERS_PER_YEAR, AgreedPayment, Case, Schedule
from koppelkans.value import discount_factor


@dataclass(frozen=True)
class Given:
    """What agreed payments come to per partner; present values in EUR, received positive."""

    alone: dict[str, float]
    together: dict[str, float]


def given_payments(case: Case, baseline: Schedule, programme: Schedule) -> Given:
    """Return what each partner receives by agreed payments, alone and together.

    A payment counts when the task it is tied to is done; when everybody goes alone only if it is
    due then too. One from outside the table adds to what there is to share.
    """
    return Given(
        alone=_per_partner(case, [p for p in due_payments(case, baseline) if p.also_alone]),
        together=_per_partner(case, list(due_payments(case, programme))),
    )


def due_payments(case: Case, schedule: Schedule) -> Iterator[AgreedPayment]:
    """Yield the agreed payments whose task is done, or that are tied to none."""
    for payment in case.agreed_payments:
        if payment.task_id is None or payment.task_id in schedule.works:
            yield payment


def present_value(case: Case, eur: float, year: int) -> float:
    """Return the present value of an amount that is paid at the start of a year."""
    quarters = (year - case.area.first_year) * QUARTERS_PER_YEAR
    return eur * float(discount_factor(case.area.discount_rate, quarters))


def _per_partner(case: Case, payments: list[AgreedPayment]) -> dict[str, float]:
    received = {partner.id: 0.0 for partner in case.partners}
    for payment in payments:
        eur = present_value(case, payment.eur, payment.year)
        received[payment.to_partner_id] += eur
        if payment.from_partner_id is not None:
            received[payment.from_partner_id] -= eur
    return received

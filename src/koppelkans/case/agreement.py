# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was agreed on money: payments that are given, a rule of the partners' own, limits."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import ClassVar, cast

from koppelkans.case.party import Partner
from koppelkans.case.problems import Problem
from koppelkans.case.record import Identifier, Record, Text, about
from koppelkans.case.task import Variant
from koppelkans.language import N_, Message


class PaymentReason(StrEnum):
    """Why a payment is given."""

    DEGENERATION = "degeneration"
    RELOCATION = "relocation"
    CONTRIBUTION = "contribution"
    SUBSIDY = "subsidy"
    OTHER = "other"


class AgreedPayment(Record):
    """A payment that stands already, whatever rule divides the rest.

    Between two partners, or from outside the table (a subsidy) when ``from_partner_id`` is empty.
    With ``task_id`` it is due only when that task is done; with ``also_alone`` it is due when
    everybody goes alone too, as a degeneration charge is.
    """

    table: ClassVar[str] = "agreed_payments"

    reason: PaymentReason = about("Reason", "Why it is paid")
    from_partner_id: Identifier | None = about(
        "Paid by", "Who pays; empty: somebody outside the table", default=None, refers_to="partners"
    )
    to_partner_id: Identifier = about("Paid to", "Who receives", refers_to="partners")
    eur: float = about("Amount", "Amount, once", ge=0, unit="EUR")
    year: int = about("Year", "Year in which it is paid", ge=1900, le=2200)
    task_id: Identifier | None = about(
        "Task", "Only when this task is done", default=None, refers_to="tasks"
    )
    also_alone: bool = about(
        "Also alone", "Whether it is due when everybody goes alone too", default=False
    )
    source: Text = about("Source", "Where this was agreed", default="")


class SharedItem(StrEnum):
    """What an own rule divides: named as the entries of a valuation."""

    INVESTMENT = "investment"
    OPERATION = "operation"
    OPENING = "opening"
    TRAFFIC = "traffic"
    NUISANCE = "nuisance"
    TIMING = "timing"
    JOINT_EFFECT = "joint_effect"
    SAVING = "saving"


class AgreedShare(Record):
    """One line of the partners' own rule: which part of an item is for whom, as in a covenant.

    The percentages of an item add up to 100. Items without a line stay where they fall.
    """

    table: ClassVar[str] = "agreed_shares"

    item: SharedItem = about("Item", "What is divided")
    partner_id: Identifier = about("Partner", "For whom", refers_to="partners")
    percent: float = about("Percentage", "Part of the item", ge=0, le=100, unit="%")
    source: Text = about("Source", "Where this was agreed", default="")


class PaymentLimit(Record):
    """What a partner may pay to, or receive from, the others in a year; empty: no limit."""

    table: ClassVar[str] = "payment_limits"

    partner_id: Identifier = about("Partner", "Whose limit", refers_to="partners")
    pay_eur: float | None = about(
        "May pay", "Most that it may pay in a year", default=None, ge=0, unit="EUR/year"
    )
    receive_eur: float | None = about(
        "May receive", "Most that it may receive in a year", default=None, ge=0, unit="EUR/year"
    )
    reason: Text = about("Reason", "Rule or regulation behind it", default="")


def check_agreements(tables: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """Yield what is wrong between the rows of an own rule, and with ranges of costs."""
    for variant in cast(Sequence[Variant], tables.get("variants", ())):
        low, high = variant.investment_low_eur, variant.investment_high_eur
        for field, wrong in (
            ("investment_low_eur", low is not None and low > variant.investment_eur),
            ("investment_high_eur", high is not None and high < variant.investment_eur),
        ):
            if wrong:
                yield Problem(
                    Message(N_("expected a range around the investment {eur:g}"),
                            {"eur": variant.investment_eur}),
                    table=variant.table, id=variant.id, field=field,
                    found=f"{low if field == 'investment_low_eur' else high:g}",
                )  # fmt: skip
    payers = {p.id: p.has_budget for p in cast(Sequence[Partner], tables.get("partners", ()))}
    shares = cast(Sequence[AgreedShare], tables.get("agreed_shares", ()))
    sums: defaultdict[SharedItem, float] = defaultdict(float)
    for share in shares:
        sums[share.item] += share.percent
        if not payers.get(share.partner_id, True):
            yield Problem(
                Message(N_("expected a partner with a budget")),
                table=share.table,
                id=share.id,
                field="partner_id",
                found=share.partner_id,
            )
    for share in {share.item: share for share in shares}.values():
        if abs(sums[share.item] - 100) > 1e-6:
            yield Problem(
                Message(N_("expected percentages of one item that add up to 100")),
                table=share.table,
                id=share.id,
                field="percent",
                found=f"{sums[share.item]:g}",
            )

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""For each partner one page: what you bring, what you get, what you pay, and if you step out."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from koppelkans.case.labels import LABELS
from koppelkans.language import N_, Message, show_euros
from koppelkans.sharing.agreed import due_payments
from koppelkans.sharing.cash import cash_by_year
from koppelkans.sharing.leave import Leaving, step_out
from koppelkans.sharing.rules import Rule
from koppelkans.sharing.table import RuleResult, Situation
from koppelkans.sharing.tell import HALF_A_EURO, tell_consequences
from koppelkans.value.types import EntryKind, Valuation

MOST = 3
"""How many things are named that matter most."""


class Line(BaseModel):
    """One kind of entry on the account of a partner: present values in EUR, signed."""

    model_config = ConfigDict(frozen=True)

    kind: EntryKind
    alone_eur: float
    together_eur: float

    @property
    def change_eur(self) -> float:
        """What working together changes."""
        return self.together_eur - self.alone_eur


class YearLine(BaseModel):
    """What works cost in one year, and agreed payments; EUR undiscounted, paid is negative."""

    model_config = ConfigDict(frozen=True)

    year: int
    alone_eur: float
    together_eur: float
    agreed_eur: float


class PartnerPage(BaseModel):
    """All figures of one partner's page.

    The lines add up to the accounts of the partner in the two valuations; with the given payments
    and the payment under the rule they add up to the net.

    Attributes
    ----------
    given_alone_eur, given_eur
        Payments that stand already, alone and together.
    payment_eur
        Received under the rule; negative: paid.
    matters
        What changes most, largest first: kinds of entry, and the payments.
    leaving
        What happens if it steps out; empty for a partner without a budget, and when not asked.
    """

    model_config = ConfigDict(frozen=True)

    partner_id: str
    rule: Rule
    task_ids: tuple[str, ...]
    lines: tuple[Line, ...]
    given_alone_eur: float
    given_eur: float
    payment_eur: float
    alone_net_eur: float
    net_eur: float
    years: tuple[YearLine, ...]
    matters: tuple[tuple[str, float], ...]
    leaving: Leaving | None

    @property
    def gain_eur(self) -> float:
        """What it is better off than alone."""
        return self.net_eur - self.alone_net_eur


def explain_partner(
    found: Situation, result: RuleResult, partner_id: str, *, with_leaving: bool = True
) -> PartnerPage:
    """Return the page of one partner under one rule.

    Parameters
    ----------
    found
        What there is to share, counted in money.
    result
        The rule, from `compare_rules`.
    with_leaving
        Whether to say what follows when it steps out: that names what the others lose.
    """
    payments = dict(zip(found.players, result.payments, strict=True))
    payment = payments.get(partner_id, 0.0)
    lines = _lines(found.baseline, found.programme, partner_id)
    given_alone = found.given.alone[partner_id]
    given = found.given.together[partner_id]
    leaves = with_leaving and partner_id in payments and result.rule is not Rule.OWN
    return PartnerPage(
        partner_id=partner_id,
        rule=result.rule,
        task_ids=tuple(t.id for t in found.case.tasks if t.partner_id == partner_id),
        lines=lines,
        given_alone_eur=given_alone,
        given_eur=given,
        payment_eur=payment,
        alone_net_eur=sum(line.alone_eur for line in lines) + given_alone,
        net_eur=sum(line.together_eur for line in lines) + given + payment,
        years=_years(found, partner_id),
        matters=_matters(lines, payment, given - given_alone),
        leaving=step_out(found, [partner_id], result.rule) if leaves else None,
    )


def _lines(baseline: Valuation, programme: Valuation, partner_id: str) -> tuple[Line, ...]:
    alone = baseline.by(lambda entry: (entry.partner_id, entry.kind))
    together = programme.by(lambda entry: (entry.partner_id, entry.kind))
    return tuple(
        Line(
            kind=kind,
            alone_eur=alone.get((partner_id, kind), 0.0),
            together_eur=together.get((partner_id, kind), 0.0),
        )
        for kind in EntryKind
        if (partner_id, kind) in alone or (partner_id, kind) in together
    )


def _years(found: Situation, partner_id: str) -> tuple[YearLine, ...]:
    before = cash_by_year(found.alone_schedule, shared=False)[partner_id]
    after = cash_by_year(found.schedule, shared=True)[partner_id]
    agreed: dict[int, float] = {}
    for payment in due_payments(found.case, found.schedule):
        sign = (payment.to_partner_id == partner_id) - (payment.from_partner_id == partner_id)
        if sign:
            agreed[payment.year] = agreed.get(payment.year, 0.0) + sign * payment.eur
    return tuple(
        YearLine(
            year=year,
            alone_eur=before.get(year, 0.0),
            together_eur=after.get(year, 0.0),
            agreed_eur=agreed.get(year, 0.0),
        )
        for year in sorted({*before, *after, *agreed})
    )


def _matters(
    lines: tuple[Line, ...], payment: float, given: float
) -> tuple[tuple[str, float], ...]:
    changes = [(line.kind.value, line.change_eur) for line in lines]
    changes += [("payment", payment), ("given", given)]
    largest = sorted(changes, key=lambda change: -abs(change[1]))[:MOST]
    return tuple(change for change in largest if round(change[1]))


MATTER_LABELS: Mapping[str, str] = {
    **LABELS["EntryKind"],
    "payment": N_("Payment between partners"),
    "given": N_("Payments agreed earlier"),
}


def tell_partner(found: Situation, page: PartnerPage, language: str) -> tuple[str, ...]:
    """Return the page of a partner in sentences, in the language of the reader."""
    told = [_bring(page, language), _gain(page, language), _pay(page, language)]
    told += [
        Message(
            N_("{what}: {eur} better than alone.")
            if eur > 0
            else N_("{what}: {eur} worse than alone."),
            {"what": Message(MATTER_LABELS[what]), "eur": show_euros(abs(eur), language)},
        )
        for what, eur in page.matters
    ]
    told += _step_out(found, page, language)
    return tuple(message.in_language(language) for message in told)


def _bring(page: PartnerPage, language: str) -> Message:
    work = sum(-line.together_eur for line in page.lines if line.kind is EntryKind.INVESTMENT)
    if not page.task_ids:
        return Message(N_("You bring no tasks of your own."))
    return Message(
        N_("You bring {count} tasks, with {eur} of own work."),
        {"count": len(page.task_ids), "eur": show_euros(work, language)},
    )


def _gain(page: PartnerPage, language: str) -> Message:
    eur = show_euros(abs(page.gain_eur), language)
    if round(page.gain_eur) == 0:
        return Message(N_("You are as well off as alone."))
    if page.gain_eur > 0:
        return Message(N_("You are {eur} better off than alone."), {"eur": eur})
    return Message(N_("You are {eur} worse off than alone."), {"eur": eur})


def _pay(page: PartnerPage, language: str) -> Message:
    eur = show_euros(abs(page.payment_eur), language)
    if round(page.payment_eur) == 0:
        return Message(N_("You neither pay nor receive anything from the others."))
    if page.payment_eur > 0:
        return Message(N_("You receive {eur} from the others."), {"eur": eur})
    return Message(N_("You pay the others {eur}."), {"eur": eur})


def _step_out(found: Situation, page: PartnerPage, language: str) -> list[Message]:
    leaving = page.leaving
    if leaving is None:
        return []
    told = [
        _change(N_("If you step out you lose {eur}."), N_("If you step out you gain {eur}."),
                leaving.leavers_lose_eur[0], language),
        _change(N_("The partners together then lose {eur}."),
                N_("The partners together then gain {eur}."), leaving.lost_eur, language),
    ]  # fmt: skip
    names = {partner.id: partner.short_name for partner in found.case.partners}
    return told + tell_consequences(leaving, names, language)[: MOST + 1]


def _change(loses: str, gains: str, lost_eur: float, language: str) -> Message:
    text = loses if lost_eur > -HALF_A_EURO else gains
    return Message(text, {"eur": show_euros(abs(lost_eur), language)})

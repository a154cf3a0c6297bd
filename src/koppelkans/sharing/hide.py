# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What one partner may see of the others' figures, and what could be derived all the same."""

from math import floor, log10

from pydantic import BaseModel, ConfigDict

from koppelkans.case import Case, Visibility
from koppelkans.language import N_, Message
from koppelkans.sharing.ranges import has_range
from koppelkans.sharing.rules import Rule
from koppelkans.sharing.table import RuleResult, SharingTable


class ShownRow(BaseModel):
    """Figures of one partner as a reader may see them; empty: kept by the facilitator.

    ``rounded`` figures are in two digits, so that a range cannot be turned into the figure.
    """

    model_config = ConfigDict(frozen=True)

    partner_id: str
    alone_net_eur: float | None
    together_net_eur: float | None
    gain_eur: float | None
    payment_eur: float | None
    rounded: bool = False


class Shown(BaseModel):
    """One rule as one reader may see it.

    Attributes
    ----------
    total_eur
        What they gain together; in two digits when the exact sum would give one figure away.
    derivable
        What the reader could still work out, in sentences; said before the result is shared.
    """

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    rule: Rule
    rows: tuple[ShownRow, ...]
    total_eur: float
    total_rounded: bool
    derivable: tuple[Message, ...]


def hidden_partners(case: Case, viewer: str | None) -> frozenset[str]:
    """Return whose costs a reader may not see.

    The facilitator (None) sees all; a reader who is none of the partners is "".
    """
    if viewer is None:
        return frozenset()
    return frozenset(
        partner.id
        for partner in case.partners
        if partner.costs_visible is Visibility.OWN and partner.id != viewer
    )


def ranged_partners(case: Case, viewer: str | None) -> frozenset[str]:
    """Return who gave a range instead of a figure, and is not the reader itself."""
    ranged = {case.task[variant.task_id].partner_id for variant in filter(has_range, case.variants)}
    return frozenset(ranged - {viewer}) if viewer is not None else frozenset()


def show_to(case: Case, table: SharingTable, result: RuleResult, viewer: str | None) -> Shown:
    """Return one rule as a reader may see it.

    Of a partner that keeps its costs to the facilitator nothing is shown but what it pays or
    receives: those who pay or receive know that anyway. Of one that gave a range figures are in
    two digits. When only one partner is hidden the exact total would give its gain away by
    subtraction, so the total is then in two digits too.
    """
    hidden, ranged = hidden_partners(case, viewer), ranged_partners(case, viewer)
    rows = tuple(
        _row(table, result, number, hidden=player in hidden, ranged=player in ranged)
        for number, player in enumerate(table.players)
    )
    kept = [player for player in table.players if player in hidden]
    soft = bool(hidden & set(table.players)) or bool(ranged & set(table.players))
    return Shown(
        rule=result.rule,
        rows=rows,
        total_eur=two_digits(table.total_eur) if soft else table.total_eur,
        total_rounded=soft,
        derivable=tuple(_derivable(case, result.rule, kept, viewer)),
    )


def _row(
    table: SharingTable, result: RuleResult, number: int, *, hidden: bool, ranged: bool
) -> ShownRow:
    payment = result.payments[number]
    if hidden:
        return ShownRow(
            partner_id=table.players[number],
            alone_net_eur=None,
            together_net_eur=None,
            gain_eur=None,
            payment_eur=payment,
        )
    show = two_digits if ranged else _as_it_is
    return ShownRow(
        partner_id=table.players[number],
        alone_net_eur=show(table.alone[number]),
        together_net_eur=show(table.together[number]),
        gain_eur=show(result.gains[number]),
        payment_eur=payment,
        rounded=ranged,
    )


def _as_it_is(eur: float) -> float:
    return eur


def two_digits(eur: float) -> float:
    """Return an amount in two digits.

    >>> two_digits(123456.0), two_digits(-987.0), two_digits(0.0)
    (120000.0, -990.0, 0.0)
    """
    if eur == 0:
        return 0.0
    return float(round(eur, 1 - floor(log10(abs(eur)))))


def _derivable(case: Case, rule: Rule, kept: list[str], viewer: str | None) -> list[Message]:
    if not kept:
        return []
    names = ", ".join(case.partner[partner_id].short_name for partner_id in kept)
    told = [
        Message(
            N_(
                "The payments add up to zero, so what {names} together pays or receives follows"
                " from the payments of the others."
            ),
            {"names": names},
        )
    ]
    if viewer not in case.partner or not case.partner[viewer].has_budget:
        return told
    reveals = {
        Rule.EQUAL: N_("Everybody gains the same, so your own gain is also that of {names}."),
        Rule.STAND_ALONE_COST: N_(
            "Gains are in proportion to costs alone: whoever knows the gain of {names} knows"
            " its costs. The gain is therefore not shown."
        ),
        Rule.BENEFIT: N_(
            "Gains are in proportion to benefits: whoever knows the gain of {names} knows its"
            " benefits. The gain is therefore not shown."
        ),
    }
    if rule in reveals:
        told.append(Message(reveals[rule], {"names": names}))
    if len(kept) == 1:
        told.append(
            Message(
                N_(
                    "Only {names} is kept: the total minus the others would be its figure. The"
                    " total is in two digits, so it can be derived no closer than that."
                ),
                {"names": names},
            )
        )
    told.append(
        Message(
            N_(
                "From two results that differ in one task the change of {names} can be worked out:"
                " share one result, not a series."
            ),
            {"names": names},
        )
    )
    return told

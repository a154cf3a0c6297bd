# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changes in the lives of people: outcomes with their ranges, priced and unpriced."""

from collections.abc import Iterable
from dataclasses import dataclass

from koppelkans.case import Beneficiary, Case, Effect, Outcome, Schedule
from koppelkans.value.figures import find_key_figure
from koppelkans.value.types import Valuation


@dataclass(frozen=True)
class OutcomeWorth:
    """One outcome for one beneficiary.

    Attributes
    ----------
    eur, low_eur, high_eur
        Present value; low and high with quantity and unit value at the ends of their ranges.
    unpriced
        Units that stay beside the euros, by key figure, not discounted.
    """

    outcome: Outcome
    beneficiary: Beneficiary
    eur: float
    low_eur: float
    high_eur: float
    unpriced: dict[str, float]


def find_outcomes(schedule: Schedule, valuation: Valuation) -> tuple[OutcomeWorth, ...]:
    """Return the outcomes of the effects that a valuation of a schedule holds."""
    case = schedule.case
    chosen = {work.variant.id for work in schedule.works.values()}
    effects = [e for e in case.effects if e.outcome is not None and e.variant_id in chosen]
    found: dict[tuple[Outcome, Beneficiary], list[Effect]] = {}
    for effect in effects:
        if effect.outcome is not None:
            found.setdefault((effect.outcome, effect.beneficiary), []).append(effect)
    order = list(Outcome)
    return tuple(
        _worth(case, valuation, outcome, beneficiary, group)
        for (outcome, beneficiary), group in sorted(
            found.items(), key=lambda item: order.index(item[0][0])
        )
    )


def _worth(
    case: Case,
    valuation: Valuation,
    outcome: Outcome,
    beneficiary: Beneficiary,
    effects: Iterable[Effect],
) -> OutcomeWorth:
    ids = {effect.id: effect for effect in effects}
    eur = low = high = 0.0
    for entry in valuation.entries:
        if entry.source_id in ids:
            ends = [entry.eur * ratio for ratio in _range(case, ids[entry.source_id])]
            eur += entry.eur
            low += min(entry.eur, *ends)
            high += max(entry.eur, *ends)
    unpriced: dict[str, float] = {}
    for left in valuation.unpriced:
        if left.source_id in ids:
            unpriced[left.key_figure_id] = unpriced.get(left.key_figure_id, 0.0) + left.quantity
    return OutcomeWorth(outcome, beneficiary, eur, low, high, unpriced)


def _range(case: Case, effect: Effect) -> tuple[float, ...]:
    """Return quantity times unit value at all corners of their ranges, relative to the middle."""
    figure = find_key_figure(case, effect.key_figure_id)
    prices = [p for p in (figure.low, figure.value, figure.high) if p is not None]
    amounts = [effect.quantity_low, effect.quantity, effect.quantity_high]
    middle = effect.quantity * (figure.value or 0.0)
    if not middle:
        return (1.0,)
    return tuple(q * p / middle for q in amounts if q is not None for p in prices)

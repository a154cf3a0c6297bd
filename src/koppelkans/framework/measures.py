# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of an alternative that a criterion can look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from koppelkans.case import (
    Beneficiary,
    Criterion,
    Measure,
    Schedule,
    find_occupations,
    homes_reached,
    people_helped,
)
from koppelkans.framework.types import FrameworkError
from koppelkans.language import N_, Message
from koppelkans.value.types import Category, Valuation

BASELINE = "baseline"
"""The alternative in which everyone goes alone; its occupations are not shared."""


@dataclass(frozen=True)
class Alternative:
    """A schedule and its valuation, and that of the baseline to compare with."""

    name: str
    schedule: Schedule
    valuation: Valuation
    baseline: Valuation | None


def measure(criterion: Criterion, alternative: Alternative) -> float:
    """Return the figure of an alternative for a criterion, in the unit of its measure.

    Raises
    ------
    FrameworkError
        When the criterion has no measure, or needs a baseline that is not there.
    """
    if criterion.measure is None:
        raise FrameworkError(
            Message(N_("the criterion “{name}” has no measure"), {"name": criterion.name})
        )
    if criterion.measure is Measure.KEY_FIGURE:
        return _quantity(alternative.schedule, criterion.key_figure_id)
    return MEASURES[criterion.measure](alternative)


def make_alternatives(
    alternatives: Mapping[str, tuple[Schedule, Valuation]],
) -> tuple[Alternative, ...]:
    """Return the alternatives, each knowing the baseline."""
    baseline = alternatives[BASELINE][1] if BASELINE in alternatives else None
    return tuple(
        Alternative(name, schedule, valuation, baseline)
        for name, (schedule, valuation) in alternatives.items()
    )


def _net_value(alternative: Alternative) -> float:
    return alternative.valuation.total()


def _benefit(alternative: Alternative) -> float:
    return alternative.valuation.total(Category.BENEFIT)


def _cost(alternative: Alternative) -> float:
    return -alternative.valuation.total(Category.COST)


def _nuisance(alternative: Alternative) -> float:
    return -alternative.valuation.total(Category.NUISANCE)


def _resident_benefit(alternative: Alternative) -> float:
    """Return the benefits that residents and tenants get, nuisance not subtracted."""
    return sum(
        entry.eur
        for entry in alternative.valuation.entries
        if entry.category is Category.BENEFIT
        and entry.beneficiary in (Beneficiary.RESIDENTS, Beneficiary.TENANTS)
    )


def _occupations(alternative: Alternative) -> float:
    shared = alternative.name != BASELINE
    return float(len(find_occupations(alternative.schedule, shared=shared)))


def _closed_weeks(alternative: Alternative) -> float:
    shared = alternative.name != BASELINE
    return sum(o.closed_weeks for o in find_occupations(alternative.schedule, shared=shared))


def _homes(alternative: Alternative) -> float:
    return float(sum(homes_reached(alternative.schedule).values()))


def _people(alternative: Alternative) -> float:
    return float(people_helped(alternative.schedule))


def _worst_partner(alternative: Alternative) -> float:
    """Return the smallest gain of a partner compared with the baseline, before payments."""
    if alternative.baseline is None:
        raise FrameworkError(
            Message(N_("the partner that gains least can only be found next to a baseline"))
        )
    before = alternative.baseline.by(lambda entry: entry.partner_id)
    after = alternative.valuation.by(lambda entry: entry.partner_id)
    return min(
        after.get(partner.id, 0.0) - before.get(partner.id, 0.0)
        for partner in alternative.schedule.case.partners
    )


def _quantity(schedule: Schedule, key_figure_id: str | None) -> float:
    """Return the units of a key figure in the effects of what is done, over all their years."""
    return sum(
        effect.quantity * effect.overlap_factor * (effect.years or 1)
        for work in schedule.works.values()
        for effect in schedule.case.effects_of[work.variant.id]
        if effect.key_figure_id == key_figure_id
    )


MEASURES: dict[Measure, Callable[[Alternative], float]] = {
    Measure.NET_VALUE_EUR: _net_value,
    Measure.BENEFIT_EUR: _benefit,
    Measure.COST_EUR: _cost,
    Measure.NUISANCE_EUR: _nuisance,
    Measure.RESIDENT_BENEFIT_EUR: _resident_benefit,
    Measure.OCCUPATIONS: _occupations,
    Measure.CLOSED_WEEKS: _closed_weeks,
    Measure.HOMES: _homes,
    Measure.PEOPLE: _people,
    Measure.WORST_PARTNER_EUR: _worst_partner,
}

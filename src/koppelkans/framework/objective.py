# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the framework asks of the optimiser: points per euro, and red lines as constraints."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from koppelkans.case import (
    Beneficiary,
    Case,
    Criterion,
    CurveKind,
    Measure,
    PreferenceCurve,
    Schedule,
    Theme,
    find_occupations,
)
from koppelkans.framework.curves import find_curve
from koppelkans.language import N_, Message
from koppelkans.value.types import Category, Valuation

HOUSEHOLDS = frozenset((Beneficiary.RESIDENTS, Beneficiary.TENANTS))
EVERYBODY = frozenset(Beneficiary)

EUROS: Mapping[Measure, tuple[frozenset[Category], frozenset[Beneficiary], float]] = {
    Measure.NET_VALUE_EUR: (frozenset(Category), EVERYBODY, 1.0),
    Measure.BENEFIT_EUR: (frozenset((Category.BENEFIT,)), EVERYBODY, 1.0),
    Measure.COST_EUR: (frozenset((Category.COST,)), EVERYBODY, -1.0),
    Measure.NUISANCE_EUR: (frozenset((Category.NUISANCE,)), EVERYBODY, -1.0),
    Measure.RESIDENT_BENEFIT_EUR: (frozenset((Category.BENEFIT,)), HOUSEHOLDS, 1.0),
}
"""Which entries a measure adds up, and with which sign."""


@dataclass(frozen=True)
class EuroTerm:
    """Points for each euro of the entries of some categories and beneficiaries."""

    criterion_id: str
    categories: frozenset[Category]
    beneficiaries: frozenset[Beneficiary]
    points_per_eur: float


@dataclass(frozen=True)
class StreetTerm:
    """Points for each occupation, or each week that a place is closed."""

    criterion_id: str
    measure: Measure
    points_per_unit: float


@dataclass(frozen=True)
class VariantTerm:
    """Points when a task is done in a variant, whenever that is."""

    criterion_id: str
    variant_id: str
    points: float


@dataclass(frozen=True)
class RedLine:
    """A figure that should stay at least, or at most, at a limit; the other one is None."""

    criterion_id: str
    partner_id: str | None
    measure: Measure
    key_figure_id: str | None
    at_least: float | None
    at_most: float | None


@dataclass(frozen=True)
class Objective:
    """A partner's weighted value, as far as it is a sum over what a programme consists of.

    Attributes
    ----------
    constant, euro_terms, street_terms, variant_terms
        Points, 1 in all when every criterion is at its best.
    red_lines
        Constraints; also those of criteria that are left out of the sum.
    left_out
        Why a criterion with a weight is not in the sum: the optimiser does not see it.
    """

    constant: float
    euro_terms: tuple[EuroTerm, ...]
    street_terms: tuple[StreetTerm, ...]
    variant_terms: tuple[VariantTerm, ...]
    red_lines: tuple[RedLine, ...]
    left_out: Mapping[str, Message]

    def value(self, schedule: Schedule, valuation: Valuation, *, shared: bool = True) -> float:
        """Return the points of a schedule: its added value where all figures lie on the curves."""
        euros = sum(
            term.points_per_eur * entry.eur
            for term in self.euro_terms
            for entry in valuation.entries
            if entry.category in term.categories and entry.beneficiary in term.beneficiaries
        )
        occupations = find_occupations(schedule, shared=shared) if self.street_terms else ()
        units = {
            Measure.OCCUPATIONS: float(len(occupations)),
            Measure.CLOSED_WEEKS: sum(occupation.closed_weeks for occupation in occupations),
        }
        streets = sum(term.points_per_unit * units[term.measure] for term in self.street_terms)
        done = {work.variant.id for work in schedule.works.values()}
        variants = sum(term.points for term in self.variant_terms if term.variant_id in done)
        return self.constant + euros + streets + variants


def objective_weights(
    case: Case, weights: Mapping[str, float], partner_id: str | None = None
) -> Objective:
    """Return what a set of weights asks of the optimiser, where that is a sum.

    Parameters
    ----------
    weights
        By criterion id, adding up to 1: of one partner, or agreed.
    partner_id
        Whose curves and red lines; None for everybody's.

    Returns
    -------
    Objective
        Exact between worst and best of every curve; beyond them the optimiser would go on
        counting where the curve is flat.

    Notes
    -----
    With value ``(figure - worst) / (best - worst)`` a criterion adds ``w / (best - worst)`` per
    unit of its figure. That is a sum over entries, occupations or variants when the curve is a
    straight line and the figure itself is one. It is not for scores, homes reached (no home
    counts twice) and the partner that gains least: those are named in ``left_out``.
    """
    constant = 0.0
    euros: list[EuroTerm] = []
    streets: list[StreetTerm] = []
    variants: list[VariantTerm] = []
    red_lines: list[RedLine] = []
    left_out: dict[str, Message] = {}
    for criterion in case.criteria:
        if criterion.measure is None:
            continue
        curve = find_curve(case, criterion, partner_id).curve
        if curve.red_line is not None and criterion.measure is not Measure.SCORED:
            red_lines.append(_red_line(criterion, criterion.measure, curve, partner_id))
        weight = weights.get(criterion.id, 0.0)
        reason = _why_not(criterion, curve)
        if weight and reason:
            left_out[criterion.id] = Message(reason, {"name": criterion.name})
        if not weight or reason:
            continue
        slope = weight / (curve.best - curve.worst)
        constant -= slope * curve.worst
        if criterion.measure in EUROS:
            categories, whom, sign = EUROS[criterion.measure]
            euros.append(EuroTerm(criterion.id, categories, whom, sign * slope))
        elif criterion.measure in UNITS:
            units = UNITS[criterion.measure](case, criterion)
            variants += [VariantTerm(criterion.id, id_, slope * n) for id_, n in units.items()]
        else:
            streets.append(StreetTerm(criterion.id, criterion.measure, slope))
    return Objective(
        constant, tuple(euros), tuple(streets), tuple(variants), tuple(red_lines), left_out
    )


def _why_not(criterion: Criterion, curve: PreferenceCurve) -> str:
    if criterion.measure is Measure.SCORED:
        return N_("“{name}” is scored by people; a programme that does not exist yet has no score")
    if criterion.measure is Measure.HOMES:
        return N_("“{name}” is not a sum over tasks: no home counts twice")
    if criterion.measure is Measure.WORST_PARTNER_EUR:
        return N_("“{name}” looks at one partner only, and which one that is can change")
    if curve.kind is not CurveKind.LINEAR:
        return N_("the curve of “{name}” is not a straight line")
    return ""


def _key_figure_units(case: Case, criterion: Criterion) -> dict[str, float]:
    units: dict[str, float] = {}
    for effect in case.effects:
        if effect.key_figure_id == criterion.key_figure_id:
            found = effect.quantity * effect.overlap_factor * (effect.years or 1)
            units[effect.variant_id] = units.get(effect.variant_id, 0.0) + found
    return units


def _people(case: Case, _criterion: Criterion) -> dict[str, float]:
    """Return people by variant: those that `people_helped` adds up."""
    return {
        variant.id: float(case.task[variant.task_id].people)
        for variant in case.variants
        if case.task[variant.task_id].theme is Theme.SOCIAL
    }


UNITS: Mapping[Measure, Callable[[Case, Criterion], dict[str, float]]] = {
    Measure.KEY_FIGURE: _key_figure_units,
    Measure.PEOPLE: _people,
}
"""Units by variant id of the measures that depend only on what is done."""


def _red_line(
    criterion: Criterion, measure: Measure, curve: PreferenceCurve, partner_id: str | None
) -> RedLine:
    more_is_better = curve.best > curve.worst
    return RedLine(
        criterion_id=criterion.id,
        partner_id=partner_id,
        measure=measure,
        key_figure_id=criterion.key_figure_id,
        at_least=curve.red_line if more_is_better else None,
        at_most=None if more_is_better else curve.red_line,
    )

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole of it: draws, comparisons and switching values of a number of alternatives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from koppelkans.case import Case, KeyFigure, Schedule
from koppelkans.opportunity.types import JointEffect
from koppelkans.value.types import Valuation
from koppelkans.value.uncertainty.compare import (
    NEGLIGIBLE_EUR,
    Difference,
    bins,
    kind_switches,
    partner_spreads,
    spread,
    swings,
    unknowns,
)
from koppelkans.value.uncertainty.draw import draw_inputs
from koppelkans.value.uncertainty.inputs import find_inputs
from koppelkans.value.uncertainty.terms import Terms, find_terms, without_zeros
from koppelkans.value.uncertainty.types import Comparison, Input, RateRow, Uncertainty
from koppelkans.value.valuation import find_lines, value_schedule

Floats = NDArray[np.float64]

DRAWS = 10_000
RATES = (0.0, 0.016, 0.0225, 0.029, 0.04)
"""Discount rates to compare at: none, the three of the Dutch guideline, and a high one."""


@dataclass(frozen=True)
class Alternative:
    """One way to go, to be valued with other figures.

    Attributes
    ----------
    shared
        Whether partners work together, as for `koppelkans.value.value_schedule`.
    """

    name: str
    schedule: Schedule
    valuation: Valuation
    shared: bool = True

    def within(self, case: Case) -> Schedule:
        """Return the same schedule in a case with other figures."""
        return Schedule(case, {choice.task_id: choice for choice in self.schedule})

    def revalue(self, case: Case, joint_effects: Sequence[JointEffect]) -> Valuation:
        """Return what the same schedule is worth with the figures of another case."""
        return value_schedule(self.within(case), joint_effects, shared=self.shared)


def find_uncertainty(
    case: Case,
    alternatives: Sequence[Alternative],
    joint_effects: Iterable[JointEffect],
    *,
    draws: int = DRAWS,
    seed: int = 1,
) -> Uncertainty:
    """Return how sure the values of alternatives are, and what would turn their order.

    All alternatives are valued in the same draws, so that what they have in common falls away
    between them. A programme is the best one for the values of the case: it is not looked for
    anew in each draw.

    Parameters
    ----------
    alternatives
        What is compared, the reference first.
    joint_effects
        From ``koppelkans.opportunity.find_joint_effects``.
    draws
        How often all inputs are drawn.
    seed
        The same seed gives the same draws.
    """
    effects = tuple(joint_effects)
    inputs = find_inputs(
        case, (a.schedule for a in alternatives), (a.valuation for a in alternatives)
    )
    missing = _missing(case, alternatives)
    partners = tuple(partner.id for partner in case.partners)
    probe = case.model_copy(update={"effects": without_zeros(case.effects, inputs)})
    terms = find_terms(
        partners,
        inputs,
        [figure.id for figure in missing],
        [find_lines(a.within(probe), effects, shared=a.shared) for a in alternatives],
    )
    base = np.array([*(input_.value for input_ in inputs), *(0.0 for _ in missing)])
    shape = (-1, len(alternatives), len(partners))
    drawn = np.concatenate(
        [
            terms.values(np.pad(rows, ((0, 0), (0, len(missing)))))
            for rows in draw_inputs(case, inputs, draws, seed)
        ]
    ).reshape(shape)
    found = _Found(case, alternatives, effects, inputs, missing, partners, terms, base, drawn)
    return Uncertainty(
        draws=draws,
        seed=seed,
        inputs=inputs,
        alternatives={
            a.name: spread(a.valuation.total(), drawn[:, number].sum(axis=1))
            for number, a in enumerate(alternatives)
        },
        comparisons=tuple(
            found.compare(first, second)
            for first, second in combinations(range(len(alternatives)), 2)
        ),
    )


def _missing(case: Case, alternatives: Iterable[Alternative]) -> list[KeyFigure]:
    """Return the key figures without a value that some alternative needs."""
    needed = {item.key_figure_id for a in alternatives for item in a.valuation.unpriced}
    return [figure for figure in case.key_figures if figure.id in needed]


@dataclass(frozen=True)
class _Found:
    """What every comparison starts from; ``drawn`` has shape (draws, alternatives, partners)."""

    case: Case
    alternatives: Sequence[Alternative]
    joint_effects: tuple[JointEffect, ...]
    inputs: tuple[Input, ...]
    missing: Sequence[KeyFigure]
    partner_ids: tuple[str, ...]
    terms: Terms
    base: Floats
    drawn: Floats

    def compare(self, first: int, second: int) -> Comparison:
        """Return the comparison of two alternatives, by their numbers."""
        one, other = self.alternatives[first], self.alternatives[second]
        gains = self.drawn[:, second] - self.drawn[:, first]
        total = gains.sum(axis=1)
        before, after = self._columns(first), self._columns(second)
        difference = Difference(_summed(self.terms, after - before), self.base)
        by_partner = [
            v.by(lambda entry: entry.partner_id) for v in (one.valuation, other.valuation)
        ]
        values = [by_partner[1].get(p, 0.0) - by_partner[0].get(p, 0.0) for p in self.partner_ids]
        return Comparison(
            first=one.name,
            second=other.name,
            difference=spread(other.valuation.total() - one.valuation.total(), total),
            probability=float(np.mean(total > NEGLIGIBLE_EUR)),
            bins=bins(total),
            swings=swings(self.inputs, difference),
            kinds=kind_switches(one.valuation, other.valuation),
            unknown=unknowns(
                self.missing, len(self.inputs), difference, _summed(self.terms, before)
            ),
            partners=partner_spreads(self.partner_ids, np.array(values), gains),
            rates=tuple(self._rate(one, other, rate) for rate in self._rates()),
        )

    def _columns(self, number: int) -> Floats:
        """Return the coefficients of one alternative, shape (products, partners)."""
        count = len(self.partner_ids)
        return self.terms.coefficients[:, number * count : (number + 1) * count]

    def _rates(self) -> list[float]:
        """Return the rates to compare at, that of the case among them, each once."""
        rates = sorted({*RATES, self.case.area.discount_rate})
        return [rates[0], *(b for a, b in pairwise(rates) if b - a > 1e-9)]

    def _rate(self, one: Alternative, other: Alternative, rate: float) -> RateRow:
        area = self.case.area.model_copy(update={"discount_rate": rate})
        case = self.case.model_copy(update={"areas": (area,)})
        first, second = (a.revalue(case, self.joint_effects).total() for a in (one, other))
        return RateRow(rate=rate, difference_eur=second - first)


def _summed(terms: Terms, coefficients: Floats) -> Terms:
    return Terms(terms.products, coefficients.sum(axis=1, keepdims=True))

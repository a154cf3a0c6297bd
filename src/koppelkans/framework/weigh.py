# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weigh alternatives: side by side per partner, and over all weights when they are not agreed."""

from collections.abc import Mapping

from koppelkans.case import Case, Criterion, Partner, Schedule
from koppelkans.framework.acceptability import find_acceptability
from koppelkans.framework.curves import apply_curve, crosses_red_line, find_curve
from koppelkans.framework.measures import make_alternatives, measure
from koppelkans.framework.types import FrameworkError, PartnerRanking, Score, Weighing
from koppelkans.language import N_, Message
from koppelkans.value.types import Valuation

Figures = Mapping[tuple[str, str], float]
"""By criterion id and alternative."""


def weigh(
    case: Case,
    alternatives: Mapping[str, tuple[Schedule, Valuation]],
    draws: int = 10_000,
    seed: int = 1,
) -> Weighing:
    """Return how alternatives score, by each partner's own weights and over all weights.

    Criteria with a measure count; those without are headings. A partner's total is the sum of its
    weights, scaled to 1, times the value on its own preference curve, or everybody's when it has
    none. Partners stand side by side; nothing is averaged over them.

    Parameters
    ----------
    alternatives
        Schedule and valuation by name. The one named "baseline" is everyone alone.
    draws, seed
        Of the weights for the acceptability, see `find_acceptability`.

    Raises
    ------
    FrameworkError
        When a criterion has no preference curve for everybody, a partner's weights are all zero,
        or a weight is given to a heading.
    """
    criteria = [criterion for criterion in case.criteria if criterion.measure is not None]
    names = tuple(alternatives)
    figures = {
        (criterion.id, alternative.name): measure(criterion, alternative)
        for alternative in make_alternatives(alternatives)
        for criterion in criteria
    }
    scores = tuple(
        Score(
            criterion_id=criterion.id,
            alternative=name,
            figure=figures[criterion.id, name],
            value=apply_curve(find_curve(case, criterion), figures[criterion.id, name]),
        )
        for criterion in criteria
        for name in names
    )
    rankings = (
        _rank(case, partner, criteria, figures, names)
        for partner in case.partners
        if any(weight.partner_id == partner.id for weight in case.weights)
    )
    return Weighing(
        alternatives=names,
        scores=scores,
        rankings=tuple(rankings),
        acceptability=_acceptability(scores, names, draws, seed),
        draws=draws,
        seed=seed,
    )


def _acceptability(
    scores: tuple[Score, ...], names: tuple[str, ...], draws: int, seed: int
) -> dict[str, float]:
    if not scores:
        return {}
    values = [[score.value for score in scores if score.alternative == name] for name in names]
    return dict(zip(names, find_acceptability(values, draws, seed), strict=True))


def _rank(
    case: Case,
    partner: Partner,
    criteria: list[Criterion],
    figures: Figures,
    names: tuple[str, ...],
) -> PartnerRanking:
    weights = _weights(case, partner, criteria)
    curves = {criterion.id: find_curve(case, criterion, partner.id) for criterion in criteria}
    totals = {
        name: sum(
            weight * apply_curve(curves[criterion_id], figures[criterion_id, name])
            for criterion_id, weight in weights.items()
        )
        for name in names
    }
    crossed = {
        name: tuple(id_ for id_, c in curves.items() if crosses_red_line(c, figures[id_, name]))
        for name in names
    }
    return PartnerRanking(
        partner_id=partner.id, weights=weights, totals=totals, red_lines_crossed=crossed
    )


def _weights(case: Case, partner: Partner, criteria: list[Criterion]) -> dict[str, float]:
    """Return the weights of a partner by criterion id, scaled so that they add up to 1."""
    points = dict.fromkeys((criterion.id for criterion in criteria), 0.0)
    names = {criterion.id: criterion.name for criterion in case.criteria}
    for weight in case.weights:
        if weight.partner_id != partner.id:
            continue
        if weight.criterion_id not in points:
            raise FrameworkError(
                Message(
                    N_("“{name}” is a heading; give its weight to the criteria under it"),
                    {"name": names[weight.criterion_id]},
                )
            )
        points[weight.criterion_id] += weight.weight
    total = sum(points.values())
    if total <= 0:
        raise FrameworkError(
            Message(N_("all weights of {partner} are zero"), {"partner": partner.name})
        )
    return {criterion_id: weight / total for criterion_id, weight in points.items()}

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weigh alternatives: side by side per partner, and over all weights when they are not agreed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from koppelkans.case import Case, Criterion, Measure, Partner, Schedule
from koppelkans.framework.acceptability import weigh_all
from koppelkans.framework.curves import find_curve
from koppelkans.framework.deliberation import find_score
from koppelkans.framework.measures import Alternative, make_alternatives, measure
from koppelkans.framework.meeting import find_meeting
from koppelkans.framework.robustness import find_intervals
from koppelkans.framework.tree import spread_weights
from koppelkans.framework.types import (
    FrameworkError,
    MeetingPoint,
    PartnerRanking,
    Score,
    Weighing,
)
from koppelkans.language import N_, Message
from koppelkans.value.types import Valuation

Figures = Mapping[tuple[str, str], float]
"""By criterion id and alternative."""


@dataclass(frozen=True)
class _Table:
    """What is weighed: alternatives, the criteria that count, and the computed figures."""

    case: Case
    names: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    figures: Figures

    def figures_for(self, partner_id: str | None) -> Figures:
        """Return the figures, with a partner's own scores where its people gave any."""
        own = {
            (criterion.id, name): find_score(self.case, criterion.id, name, partner_id)
            for criterion in self.criteria
            if criterion.measure is Measure.SCORED
            for name in self.names
        }
        return {**self.figures, **{key: score for key, score in own.items() if score is not None}}

    def rows(self, values: Mapping[str, Mapping[str, float]]) -> list[list[float]]:
        """Return values as alternatives by criteria."""
        return [[values[name][c.id] for c in self.criteria] for name in self.names]


def weigh(
    case: Case,
    alternatives: Mapping[str, tuple[Schedule, Valuation]],
    draws: int = 10_000,
    seed: int = 1,
) -> Weighing:
    """Return how alternatives score, by each partner's own weights and over all weights.

    Criteria with a measure count; those without are headings, whose weight is spread over what
    stands under them. A partner's total is the sum of its weights, scaled to 1, times the value
    on its own preference curve, or everybody's when it has none. Partners stand side by side;
    nothing is averaged over them. A criterion that people score is left out, and named, until
    every alternative has a score.

    Parameters
    ----------
    alternatives
        Schedule and valuation by name. The one named "baseline" is everyone alone.
    draws, seed
        Of the weights for the acceptability, see `weigh_all`.

    Raises
    ------
    FrameworkError
        When there is no alternative, a criterion has no preference curve for everybody, a
        partner's weights are all zero, or a weight is given to a heading with nothing under it.
    """
    if not alternatives:
        raise FrameworkError(Message(N_("there is no alternative to weigh")))
    table, unscored = _make_table(case, make_alternatives(alternatives))
    scores = tuple(
        Score(
            criterion_id=criterion.id,
            alternative=name,
            figure=table.figures[criterion.id, name],
            value=find_curve(case, criterion).value(table.figures[criterion.id, name]),
        )
        for criterion in table.criteria
        for name in table.names
    )
    weights = {partner.id: _weights(table, partner, unscored) for partner in case.partners}
    rankings = tuple(_rank(table, id_, found) for id_, found in weights.items() if found)
    values: dict[str, dict[str, float]] = {name: {} for name in table.names}
    for score in scores:
        values[score.alternative][score.criterion_id] = score.value
    shares = _weigh_all(table, values, draws, seed) if scores else _Shares({}, {})
    return Weighing(
        alternatives=table.names,
        scores=scores,
        rankings=rankings,
        acceptability={name: ranks[0] for name, ranks in shares.ranks.items()},
        ranks=shares.ranks,
        central_weights=shares.central_weights,
        meetings=_meet(table, rankings),
        unscored=unscored,
        draws=draws,
        seed=seed,
    )


def check_framework(case: Case) -> None:
    """Check what can be wrong with a framework before there are alternatives.

    Raises
    ------
    FrameworkError
        As `weigh`, for curves and weights.
    """
    criteria = tuple(criterion for criterion in case.criteria if criterion.measure is not None)
    table = _Table(case, (), criteria, {})
    for criterion in criteria:
        find_curve(case, criterion)
        for partner in case.partners:
            find_curve(case, criterion, partner.id)
    for partner in case.partners:
        _weights(table, partner, ())


def _make_table(case: Case, alternatives: Sequence[Alternative]) -> tuple[_Table, tuple[str, ...]]:
    """Return what can be weighed, and the criteria that wait for scores."""
    figures: dict[tuple[str, str], float] = {}
    counted, unscored = [], []
    for criterion in case.criteria:
        if criterion.measure is None:
            continue
        found = [
            find_score(case, criterion.id, alternative.name)
            if criterion.measure is Measure.SCORED
            else measure(criterion, alternative)
            for alternative in alternatives
        ]
        known = [figure for figure in found if figure is not None]
        if len(known) < len(found):
            unscored.append(criterion.id)
            continue
        counted.append(criterion)
        for alternative, figure in zip(alternatives, known, strict=True):
            figures[criterion.id, alternative.name] = figure
    names = tuple(alternative.name for alternative in alternatives)
    return _Table(case, names, tuple(counted), figures), tuple(unscored)


@dataclass(frozen=True)
class _Shares:
    ranks: dict[str, tuple[float, ...]]
    central_weights: dict[str, dict[str, float]]


def _weigh_all(
    table: _Table, values: Mapping[str, Mapping[str, float]], draws: int, seed: int
) -> _Shares:
    found = weigh_all(table.rows(values), draws, seed)
    ids = [criterion.id for criterion in table.criteria]
    return _Shares(
        {
            name: tuple(float(share) for share in row)
            for name, row in zip(table.names, found.ranks, strict=True)
        },
        {
            name: dict(zip(ids, (float(w) for w in row), strict=True))
            for name, row in zip(table.names, found.central, strict=True)
            if np.isfinite(row).all()
        },
    )


def _rank(table: _Table, partner_id: str, weights: dict[str, float]) -> PartnerRanking:
    figures = table.figures_for(partner_id)
    curves = {c.id: find_curve(table.case, c, partner_id) for c in table.criteria}
    values = {
        name: {id_: curve.value(figures[id_, name]) for id_, curve in curves.items()}
        for name in table.names
    }
    intervals = find_intervals(table.rows(values), list(weights.values()))
    return PartnerRanking(
        partner_id=partner_id,
        weights=weights,
        totals={
            name: sum(weights[id_] * value for id_, value in values[name].items())
            for name in table.names
        },
        red_lines_crossed={
            name: tuple(
                id_ for id_, curve in curves.items() if curve.crosses_red_line(figures[id_, name])
            )
            for name in table.names
        },
        values=values,
        intervals={
            id_: (interval.low, interval.high)
            for id_, interval in zip(weights, intervals, strict=True)
        },
    )


def _weights(table: _Table, partner: Partner, unscored: tuple[str, ...]) -> dict[str, float]:
    """Return the weights of a partner by criterion id, spread over the tree, adding up to 1.

    Empty when it gave none, or only to criteria that wait for scores.
    """
    points: dict[str, float] = {}
    for weight in table.case.weights:
        if weight.partner_id == partner.id:
            known = points.get(weight.criterion_id, 0.0)
            points[weight.criterion_id] = known + weight.weight
    if points and not any(points.values()):
        raise FrameworkError(
            Message(N_("all weights of {partner} are zero"), {"partner": partner.name})
        )
    counted = {id_: value for id_, value in points.items() if id_ not in unscored}
    branches = set(_branches(table))
    if unscored and not any(value for id_, value in counted.items() if id_ in branches):
        return {}
    ids = [criterion.id for criterion in table.criteria]
    return spread_weights(table.case.criteria, counted, ids) if counted else {}


def _branches(table: _Table) -> Iterator[str]:
    """Yield the criteria that count and everything above them."""
    parent = {criterion.id: criterion.parent_id for criterion in table.case.criteria}
    for criterion in table.criteria:
        id_: str | None = criterion.id
        while id_ is not None:
            yield id_
            id_ = parent[id_]


def _meet(table: _Table, rankings: tuple[PartnerRanking, ...]) -> tuple[MeetingPoint, ...]:
    if not rankings:
        return ()
    values = [table.rows(ranking.values) for ranking in rankings]
    weights = [list(ranking.weights.values()) for ranking in rankings]
    points = []
    for number, name in enumerate(table.names):
        meeting = find_meeting(values, weights, number)
        found = meeting.weights if meeting else ()
        moves = meeting.moves if meeting else ()
        points.append(
            MeetingPoint(
                alternative=name,
                weights=dict(zip((c.id for c in table.criteria), found, strict=bool(found))),
                moves=dict(zip((r.partner_id for r in rankings), moves, strict=bool(moves))),
            )
        )
    return tuple(points)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The framework: criteria with their curves and weights, and how each partner judges."""

from dataclasses import dataclass
from functools import partial

from koppelkans.case import Criterion, Measure, Partner, PreferenceCurve
from koppelkans.framework import Curve, PartnerRanking, Score, draw_curve
from koppelkans.language import show_euros, show_number
from koppelkans.plan.reading import Reading

WIDTH, HEIGHT = 220, 90
WEIGHT_WIDTH = 36


@dataclass(frozen=True)
class CurveRow:
    """A criterion with its curve drawn: points of an SVG of 220 by 90."""

    criterion: Criterion
    parent: str
    curve: PreferenceCurve | None
    owner: Partner | None
    points: str
    marks: tuple[tuple[Score, int, int, str], ...]
    red_line: int | None
    worst: str
    best: str
    red: str


def list_curves(reading: Reading) -> list[CurveRow]:
    """Return every criterion that is measured, with everybody's curve and those of partners."""
    case = reading.case
    names = {criterion.id: criterion.name for criterion in case.criteria}
    rows = []
    for criterion in case.criteria:
        if criterion.measure is None:
            continue
        curves = [c for c in case.preference_curves if c.criterion_id == criterion.id]
        curves.sort(key=lambda curve: curve.partner_id is not None)
        parent = names.get(criterion.parent_id or "", "")
        rows += [_curve_row(reading, criterion, parent, curve) for curve in curves]
    return rows


def _curve_row(
    reading: Reading, criterion: Criterion, parent: str, curve: PreferenceCurve
) -> CurveRow:
    low, high = sorted((curve.worst, curve.best))
    figures = [
        score
        for score in reading.result.weighing.scores
        if score.criterion_id == criterion.id and curve.partner_id is None
    ]
    span = [low, high, *(score.figure for score in figures)]
    span += [] if curve.red_line is None else [curve.red_line]
    start, end = min(span), max(span)
    margin = 0.06 * (end - start or 1.0)

    def x(figure: float) -> int:
        return round(WIDTH * (figure - start + margin) / (end - start + 2 * margin))

    def y(value: float) -> int:
        return round(HEIGHT - 10 - (HEIGHT - 20) * value)

    say = partial(_in_unit, reading, criterion)
    points = [p for p in reading.case.curve_points if p.curve_id == curve.id]
    points.sort(key=lambda point: point.figure, reverse=curve.best < curve.worst)
    corners = draw_curve(Curve(curve, tuple(points)), start - 2 * margin, end + 2 * margin)
    line = " ".join(f"{x(figure)},{y(value)}" for figure, value in corners)
    return CurveRow(
        criterion, parent, curve,
        reading.case.partner[curve.partner_id] if curve.partner_id else None,
        line,
        tuple(
            (score, x(score.figure), y(score.value), say(score.figure))
            for score in figures
        ),
        None if curve.red_line is None else x(curve.red_line),
        say(curve.worst), say(curve.best), "" if curve.red_line is None else say(curve.red_line),
    )  # fmt: skip


def _in_unit(reading: Reading, criterion: Criterion, figure: float) -> str:
    """Return a figure in the unit of its criterion."""
    shown = show_number(figure, reading.language)
    if criterion.measure is Measure.KEY_FIGURE and criterion.key_figure_id:
        # What is counted is the quantity, not what it is worth.
        unit = reading.case.key_figure[criterion.key_figure_id].unit.removeprefix("EUR/")
        return f"{shown} {unit}"
    if criterion.measure and criterion.measure.value.endswith("_eur"):
        return show_euros(figure, reading.language)
    return shown


@dataclass(frozen=True)
class WeightRow:
    """The weights that partners give a criterion: fractions, with the width of a bar of 36."""

    criterion: Criterion
    weights: tuple[tuple[float, int], ...]


def list_weights(reading: Reading) -> tuple[list[Partner], list[WeightRow]]:
    """Return the partners that weigh, and their weights of each measured criterion."""
    rankings: tuple[PartnerRanking, ...] = reading.result.weighing.rankings
    partners = [reading.case.partner[ranking.partner_id] for ranking in rankings]
    largest = max((w for ranking in rankings for w in ranking.weights.values()), default=1.0) or 1.0
    rows = []
    for criterion in reading.case.criteria:
        if any(criterion.id in ranking.weights for ranking in rankings):
            weights = [ranking.weights.get(criterion.id, 0.0) for ranking in rankings]
            rows.append(
                WeightRow(criterion, tuple((w, round(WEIGHT_WIDTH * w / largest)) for w in weights))
            )
    return partners, rows

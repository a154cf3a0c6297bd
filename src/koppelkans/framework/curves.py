# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Preference curves: what a figure is worth, from 0 to 1, and which red line it crosses."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from koppelkans.case import Case, Criterion, CurveKind, CurvePoint, Measure, PreferenceCurve
from koppelkans.framework.types import FrameworkError
from koppelkans.language import N_, Message

HIGHEST_SCORE = 10.0


@dataclass(frozen=True)
class Curve:
    """A preference curve and the points on it, in their order from worst to best."""

    curve: PreferenceCurve
    points: tuple[CurvePoint, ...] = ()

    def value(self, figure: float) -> float:
        """Return what a figure is worth, 0 to 1."""
        return apply_curve(self.curve, figure, self.points)

    def crosses_red_line(self, figure: float) -> bool:
        """Whether a figure lies beyond the red line."""
        return crosses_red_line(self.curve, figure)


def find_curve(case: Case, criterion: Criterion, partner_id: str | None = None) -> Curve:
    """Return the curve of a partner for a criterion, or else everybody's.

    Scores that people give are worth a tenth per point when there is no curve.

    Raises
    ------
    FrameworkError
        When there is none or more than one, when it runs from a figure to that same figure, when
        its red line forbids even the best figure, or when its points make no rising curve.
    """
    found = _curves(case, criterion, partner_id) or _curves(case, criterion, None)
    if not found and criterion.measure is Measure.SCORED:
        scores = PreferenceCurve(
            id=criterion.id, criterion_id=criterion.id, worst=0.0, best=HIGHEST_SCORE
        )
        return Curve(scores)
    if not found:
        text = N_("the criterion “{name}” needs a preference curve for everybody")
    elif len(found) > 1:
        text = N_("the criterion “{name}” has more than one preference curve for the same partner")
    elif found[0].worst == found[0].best:
        text = N_("the preference curve of “{name}” needs a best that differs from its worst")
    elif crosses_red_line(found[0], found[0].best):
        text = N_("the red line of “{name}” forbids even the best figure of its curve")
    else:
        return Curve(found[0], _points(case, criterion, found[0]))
    raise FrameworkError(Message(text, {"name": criterion.name}))


def _curves(case: Case, criterion: Criterion, partner_id: str | None) -> list[PreferenceCurve]:
    return [
        curve
        for curve in case.preference_curves
        if curve.criterion_id == criterion.id and curve.partner_id == partner_id
    ]


def _points(case: Case, criterion: Criterion, curve: PreferenceCurve) -> tuple[CurvePoint, ...]:
    points = [point for point in case.curve_points if point.curve_id == curve.id]
    if curve.kind is not CurveKind.PIECEWISE:
        if points:
            text = N_("the curve of “{name}” has points, so its kind should be: in pieces")
            raise FrameworkError(Message(text, {"name": criterion.name}))
        return ()
    low, high = sorted((curve.worst, curve.best))
    points.sort(key=lambda point: point.figure, reverse=curve.best < curve.worst)
    rises = all(
        first.figure != second.figure and first.value <= second.value
        for first, second in pairwise(points)
    )
    if not points or not rises or not all(low < point.figure < high for point in points):
        text = N_(
            "the curve of “{name}” goes in pieces; it needs points between worst and best, each"
            " worth at least as much as the one before it"
        )
        raise FrameworkError(Message(text, {"name": criterion.name}))
    return tuple(points)


def apply_curve(curve: PreferenceCurve, figure: float, points: Sequence[CurvePoint] = ()) -> float:
    """Return what a figure is worth: 0 at or beyond worst, 1 at or beyond best.

    Between them a straight line, straight pieces through ``points``, or 0 until best.

    >>> weeks = PreferenceCurve(id="c", criterion_id="calm", worst=200, best=20)
    >>> apply_curve(weeks, 110), apply_curve(weeks, 0), apply_curve(weeks, 250)
    (0.5, 1.0, 0.0)
    >>> enough = weeks.model_copy(update={"kind": CurveKind.THRESHOLD})
    >>> apply_curve(enough, 21), apply_curve(enough, 20)
    (0.0, 1.0)
    """
    part = (figure - curve.worst) / (curve.best - curve.worst)
    if part <= 0 or part >= 1:
        return 1.0 if part >= 1 else 0.0
    if curve.kind is CurveKind.THRESHOLD:
        return 0.0
    whole = curve.best - curve.worst
    parts = [0.0, *((point.figure - curve.worst) / whole for point in points), 1.0]
    values = [0.0, *(point.value / 100 for point in points), 1.0]
    return float(np.interp(part, parts, values))


def draw_curve(curve: Curve, low: float, high: float) -> tuple[tuple[float, float], ...]:
    """Return the corners of a curve between two figures: pairs of figure and value, 0 to 1.

    >>> weeks = PreferenceCurve(id="c", criterion_id="calm", worst=200, best=20)
    >>> draw_curve(Curve(weeks), 0, 300)
    ((0, 1.0), (20.0, 1.0), (200.0, 0.0), (300, 0.0))
    """
    worst, best = curve.curve.worst, curve.curve.best
    corners = [(worst, 0.0), *((p.figure, p.value / 100) for p in curve.points), (best, 1.0)]
    if curve.curve.kind is CurveKind.THRESHOLD:
        corners.insert(-1, (best, 0.0))
    if best < worst:
        corners.reverse()
    inside = [corner for corner in corners if low < corner[0] < high]
    return ((low, curve.value(low)), *inside, (high, curve.value(high)))


def crosses_red_line(curve: PreferenceCurve, figure: float) -> bool:
    """Whether a figure lies beyond the red line, on the side of the worst.

    >>> weeks = PreferenceCurve(id="c", criterion_id="calm", worst=200, best=20, red_line=150)
    >>> crosses_red_line(weeks, 150), crosses_red_line(weeks, 151)
    (False, True)
    """
    if curve.red_line is None:
        return False
    return figure < curve.red_line if curve.best > curve.worst else figure > curve.red_line

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Preference curves: what a figure is worth, from 0 to 1, and which red line it crosses."""

from koppelkans.case import Case, Criterion, PreferenceCurve
from koppelkans.framework.types import FrameworkError
from koppelkans.language import N_, Message


def find_curve(case: Case, criterion: Criterion, partner_id: str | None = None) -> PreferenceCurve:
    """Return the curve of a partner for a criterion, or else everybody's.

    Raises
    ------
    FrameworkError
        When there is none, when there are two, or when it runs from a figure to that same figure.
    """
    own = _curves(case, criterion, partner_id)
    found = own or _curves(case, criterion, None)
    if not found:
        text = N_("the criterion “{name}” needs a preference curve for everybody")
    elif len(found) > 1:
        text = N_("the criterion “{name}” has more than one preference curve for the same partner")
    elif found[0].worst == found[0].best:
        text = N_("the preference curve of “{name}” needs a best that differs from its worst")
    else:
        return found[0]
    raise FrameworkError(Message(text, {"name": criterion.name}))


def _curves(case: Case, criterion: Criterion, partner_id: str | None) -> list[PreferenceCurve]:
    return [
        curve
        for curve in case.preference_curves
        if curve.criterion_id == criterion.id and curve.partner_id == partner_id
    ]


def apply_curve(curve: PreferenceCurve, figure: float) -> float:
    """Return what a figure is worth: 0 at or beyond worst, 1 at or beyond best, linear between.

    >>> weeks = PreferenceCurve(id="c", criterion_id="calm", worst=200, best=20)
    >>> apply_curve(weeks, 110), apply_curve(weeks, 0), apply_curve(weeks, 250)
    (0.5, 1.0, 0.0)
    """
    return min(1.0, max(0.0, (figure - curve.worst) / (curve.best - curve.worst)))


def crosses_red_line(curve: PreferenceCurve, figure: float) -> bool:
    """Whether a figure lies beyond the red line, on the side of the worst.

    >>> weeks = PreferenceCurve(id="c", criterion_id="calm", worst=200, best=20, red_line=150)
    >>> crosses_red_line(weeks, 150), crosses_red_line(weeks, 151)
    (False, True)
    """
    if curve.red_line is None:
        return False
    return figure < curve.red_line if curve.best > curve.worst else figure > curve.red_line

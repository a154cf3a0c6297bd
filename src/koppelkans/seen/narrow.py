# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""An older case shown now: what was withdrawn since is not shown from it either."""

from collections.abc import Mapping

from koppelkans.case import Case, Circle, Struggle

Circles = Mapping[str, tuple[Circle, tuple[str, ...]]]
"""For whom each struggle is now: the circle, and who was chosen. One that is gone is not in it."""

WITHDRAWN: tuple[Circle, tuple[str, ...]] = (Circle.OWN, ())


def circles_of(case: Case) -> dict[str, tuple[Circle, tuple[str, ...]]]:
    """Return for whom each struggle of a case is."""
    return {s.id: (s.visibility, s.shown_to) for s in case.struggles}


def narrow(case: Case, now: Circles) -> Case:
    """Return a case in which a struggle is only for whom it was meant then and is meant now.

    The text of then may have been for few, and an owner may have second thoughts.
    """
    struggles = tuple(_narrow(s, now.get(s.id, WITHDRAWN)) for s in case.struggles)
    return case if struggles == case.struggles else case.model_copy(update={"struggles": struggles})


def _narrow(struggle: Struggle, now: tuple[Circle, tuple[str, ...]]) -> Struggle:
    then = (struggle.visibility, struggle.shown_to)
    circle, chosen = meet(then, now)
    if (circle, chosen) == then:
        return struggle
    return struggle.model_copy(update={"visibility": circle, "shown_to": chosen})


def meet(
    one: tuple[Circle, tuple[str, ...]], other: tuple[Circle, tuple[str, ...]]
) -> tuple[Circle, tuple[str, ...]]:
    """Return the circle of those who are in both.

    >>> meet((Circle.CHOSEN, ("heat", "grid")), (Circle.CHOSEN, ("grid",)))
    (<Circle.CHOSEN: 'chosen'>, ('grid',))
    >>> meet((Circle.FACILITATOR, ()), (Circle.PUBLIC, ()))
    (<Circle.FACILITATOR: 'facilitator'>, ())
    """
    for wide in (Circle.PUBLIC, Circle.PARTNERS):
        for first, second in ((one, other), (other, one)):
            if first[0] is wide or first == second:
                return second
    if one[0] is other[0] is Circle.CHOSEN:
        return Circle.CHOSEN, tuple(id_ for id_ in one[1] if id_ in other[1])
    return WITHDRAWN

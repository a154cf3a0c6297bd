# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What no programme can exceed when a limit gives, from the prices of a proof, without solving.

Each changed case needs a model of its own, so the most promising come first. Which windows are
promising, one model in which all are wider tells: the prices say what each start costs beyond
the cheapest of its task.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from koppelkans.case import Case
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.answers import Stretch
from koppelkans.programme.certificate import (
    Certificate,
    bound_after,
    bound_of,
    bound_with_starts,
)
from koppelkans.programme.matrix import INFINITY, Floats
from koppelkans.programme.problem import Option, make_problem
from koppelkans.programme.stretches import apply_stretch
from koppelkans.programme.wishes import Wishes


@dataclass(frozen=True)
class Bounds:
    """Upper bounds on the net value by the same prices, in EUR.

    Attributes
    ----------
    present_eur
        With the limits as they are.
    changed_eur
        For each limit that gives; None when there was no time for it.
    promise_eur
        For each limit how promising it is; infinite when that is not known.
    """

    present_eur: float
    changed_eur: tuple[float | None, ...]
    promise_eur: tuple[float, ...]


def find_bounds(
    case: Case,
    wishes: Wishes,
    joint_effects: Sequence[JointEffect],
    asked: Sequence[Stretch],
    certificate: Certificate,
    stop: Callable[[], bool],
) -> Bounds:
    """Return what no programme can exceed for limits that give, the most promising first."""
    present = bound_of(make_problem(case, joint_effects, wishes), certificate)
    promises = _promises(case, wishes, joint_effects, asked, certificate)
    promise = [promises.get(stretch, INFINITY) for stretch in asked]
    changed: list[float | None] = [None] * len(asked)
    for number in sorted(range(len(asked)), key=lambda n: -promise[n]):
        if stop():
            break
        changed_case, wished = apply_stretch(case, wishes, asked[number])
        bound = bound_after(changed_case, joint_effects, certificate, wished)
        changed[number], promise[number] = bound, max(0.0, bound - present)
    return Bounds(present, tuple(changed), tuple(promise))


def _promises(
    case: Case,
    wishes: Wishes,
    joint_effects: Sequence[JointEffect],
    asked: Sequence[Stretch],
    certificate: Certificate,
) -> dict[Stretch, float]:
    """Return for windows how much less the cheapest start costs when they are wider."""
    windows = [stretch for stretch in asked if stretch.limit.table == "tasks"]
    wide_case = case
    for stretch in windows:
        wide_case, _ = apply_stretch(wide_case, wishes, stretch)
    wide = make_problem(wide_case, joint_effects, wishes)
    _bound, reduced = bound_with_starts(wide, certificate)
    found = {}
    for stretch in windows:
        options = wide.options[wide.task_number[stretch.limit.id]]
        changed, _ = apply_stretch(case, wishes, stretch)
        now, then = (_cheapest(reduced, options, each, wishes) for each in (case, changed))
        found[stretch] = max(0.0, now - then)
    return found


def _cheapest(reduced: Floats, options: Sequence[Option], case: Case, wishes: Wishes) -> float:
    """Return what the cheapest start that a case allows costs beyond the cheapest of all."""
    first = case.first_quarter.index
    costs = []
    for option in options:
        possible = case.starts(option.task_id, option.variant_id)
        run = wishes.narrow(option.task_id, option.variant_id, possible)
        columns = option.starting(run.start - first, run.stop - 1 - first)
        costs += reduced[columns.start : columns.stop].tolist()
    return float(min(costs, default=0.0))

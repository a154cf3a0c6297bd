# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What no programme can exceed when a limit gives, from the prices of a proof, without solving.

Each changed case needs a model of its own, a second or so; which come first is for who asks. Of
windows one model in which all are wider tells which are promising: the prices say what each start
costs beyond the cheapest of its task.
"""

from collections.abc import Callable, Sequence

from koppelkans.case import Case
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.answers import Stretch
from koppelkans.programme.model.matrix import INFINITY, Floats
from koppelkans.programme.model.problem import Option, make_problem
from koppelkans.programme.proof.certificate import Certificate, bound_after, bound_with_starts
from koppelkans.programme.questions.stretches import apply_stretch
from koppelkans.programme.wishes import Wishes


def find_bounds(
    case: Case,
    wishes: Wishes,
    joint_effects: Sequence[JointEffect],
    asked: Sequence[Stretch],
    certificate: Certificate,
    stop: Callable[[], bool],
) -> list[float]:
    """Return in EUR what no programme can exceed for each limit that gives, until told to stop."""
    found: list[float] = []
    for stretch in asked:
        if stop():
            break
        changed, wished = apply_stretch(case, wishes, stretch)
        found.append(bound_after(changed, joint_effects, certificate, wished))
    return found


def find_promises(
    case: Case,
    wishes: Wishes,
    joint_effects: Sequence[JointEffect],
    asked: Sequence[Stretch],
    certificate: Certificate,
) -> tuple[float, ...]:
    """Return for each limit how promising it is that it gives, in EUR; infinite: not known.

    Of a window it is how much less the cheapest start of its task costs when all windows are wider.
    """
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
    return tuple(found.get(stretch, INFINITY) for stretch in asked)


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

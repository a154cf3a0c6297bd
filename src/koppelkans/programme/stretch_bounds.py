# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What no programme can exceed when a limit gives, from the prices of a proof, without solving.

All windows are widened at once in one model; the prices say what each start in it costs beyond
the cheapest of its task. From that follows the bound with any one window wider. The other limits
are few, and each gets the bound of its own changed case.
"""

from collections.abc import Callable, Sequence

import numpy as np

from koppelkans.case import Case
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.answers import Stretch
from koppelkans.programme.certificate import Certificate, bound_after, remains_of
from koppelkans.programme.problem import Option, make_problem
from koppelkans.programme.stretches import apply_stretch
from koppelkans.programme.wishes import Wishes


def find_bounds(
    case: Case,
    wishes: Wishes,
    joint_effects: Sequence[JointEffect],
    asked: Sequence[Stretch],
    certificate: Certificate,
    stop: Callable[[], bool],
) -> list[float | None]:
    """Return an upper bound in EUR on the net value for each limit that gives; None: no time."""
    windows = [stretch for stretch in asked if stretch.limit.table == "tasks"]
    of_windows = _window_bounds(case, wishes, joint_effects, windows, certificate)
    bounds: list[float | None] = []
    for stretch in asked:
        if stretch in of_windows:
            bounds.append(of_windows[stretch])
        elif stop():
            bounds.append(None)
        else:
            changed, wished = apply_stretch(case, wishes, stretch)
            bounds.append(bound_after(changed, joint_effects, certificate, wished))
    return bounds


def _window_bounds(
    case: Case,
    wishes: Wishes,
    joint_effects: Sequence[JointEffect],
    windows: Sequence[Stretch],
    certificate: Certificate,
) -> dict[Stretch, float]:
    if not windows:
        return {}
    wide_case = case
    for stretch in windows:
        wide_case, _ = apply_stretch(wide_case, wishes, stretch)
    wide = make_problem(wide_case, joint_effects, wishes)
    narrow = make_problem(case, joint_effects, wishes)
    bound, reduced = remains_of(wide, certificate)
    starts = {o.variant_id: range(o.first, o.stop) for of_task in narrow.options for o in of_task}

    def least(options: Sequence[Option], runs: dict[str, range]) -> float:
        """Return what the cheapest of these starts costs beyond the cheapest of all."""
        costs = [reduced[o.starting(runs[o.variant_id].start, runs[o.variant_id].stop - 1)]
                 for o in options if runs[o.variant_id]]  # fmt: skip
        return float(min((cost.min() for cost in costs if len(cost)), default=0.0))

    narrowed = [
        0.0 if task.optional else least(options, starts)
        for task, options in zip(wide.case.tasks, wide.options, strict=True)
    ]
    bound -= float(np.sum(narrowed))
    found = {}
    for stretch in windows:
        number = wide.task_number[stretch.limit.id]
        changed, _ = apply_stretch(case, wishes, stretch)
        runs = {
            variant.id: _shifted(case, changed, wishes, stretch.limit.id, variant.id)
            for variant in case.variants_of[stretch.limit.id]
        }
        gained = narrowed[number] - least(wide.options[number], runs)
        found[stretch] = bound + max(0.0, gained)
    return found


def _shifted(
    case: Case, changed: Case, wishes: Wishes, task_id: str, variant_id: str
) -> range:
    """Return the starts of a variant in a changed case, in quarters from the first planned one."""
    run = wishes.narrow(task_id, variant_id, changed.starts(task_id, variant_id))
    first = case.first_quarter.index
    return range(run.start - first, run.stop - first)

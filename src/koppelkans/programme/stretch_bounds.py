# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What no programme can exceed when a limit gives, from the prices of a proof, without solving.

Windows of tasks that have nothing to do with each other are widened at once in one model; the
prices say what each start in it costs beyond the cheapest of its task. From that follows the
bound with any one of these windows wider. The other limits are few, and each gets the bound of
its own changed case.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from koppelkans.case import Case
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.answers import Stretch
from koppelkans.programme.certificate import (
    Certificate,
    bound_after,
    bound_of,
    bound_with_starts,
)
from koppelkans.programme.polish import find_near
from koppelkans.programme.problem import Option, Problem, make_problem
from koppelkans.programme.stretches import apply_stretch
from koppelkans.programme.wishes import Wishes


@dataclass(frozen=True)
class Bounds:
    """Upper bounds in EUR by the same prices: as it is, and for each limit that gives."""

    present_eur: float
    changed_eur: tuple[float | None, ...]


def find_bounds(
    case: Case,
    wishes: Wishes,
    joint_effects: Sequence[JointEffect],
    asked: Sequence[Stretch],
    certificate: Certificate,
    stop: Callable[[], bool],
) -> Bounds:
    """Return an upper bound on the net value for each limit that gives; None: no time for it."""
    problem = make_problem(case, joint_effects, wishes)
    of_windows: dict[Stretch, float | None] = {}
    for batch in _batches(problem, asked):
        if stop():
            of_windows |= dict.fromkeys(batch)
        else:
            of_windows |= _window_bounds(case, wishes, problem, batch, certificate)
    bounds: list[float | None] = []
    for stretch in asked:
        if stretch in of_windows:
            bounds.append(of_windows[stretch])
        elif stop():
            bounds.append(None)
        else:
            changed, wished = apply_stretch(case, wishes, stretch)
            bounds.append(bound_after(changed, joint_effects, certificate, wished))
    return Bounds(bound_of(problem, certificate), tuple(bounds))


def _batches(problem: Problem, asked: Sequence[Stretch]) -> list[list[Stretch]]:
    """Return the windows in batches of tasks that share no place, gain or relation."""
    near, number = find_near(problem), problem.task_number
    batches: list[tuple[set[int], list[Stretch]]] = []
    for stretch in asked:
        if stretch.limit.table != "tasks":
            continue
        task = number[stretch.limit.id]
        free = next((batch for batch in batches if task not in batch[0]), None)
        if free is None:
            free = (set(), [])
            batches.append(free)
        free[0].update((task, *near[task]))
        free[1].append(stretch)
    return [batch for _, batch in batches]


def _window_bounds(
    case: Case,
    wishes: Wishes,
    narrow: Problem,
    windows: Sequence[Stretch],
    certificate: Certificate,
) -> dict[Stretch, float]:
    """Return the bound with each of these windows wider."""
    wide_case = case
    for stretch in windows:
        wide_case, _ = apply_stretch(wide_case, wishes, stretch)
    wide = make_problem(wide_case, narrow.joint_effects, wishes)
    bound, reduced = bound_with_starts(wide, certificate)
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


def _shifted(case: Case, changed: Case, wishes: Wishes, task_id: str, variant_id: str) -> range:
    """Return the starts of a variant in a changed case, in quarters from the first planned one."""
    run = wishes.narrow(task_id, variant_id, changed.starts(task_id, variant_id))
    first = case.first_quarter.index
    return range(run.start - first, run.stop - first)

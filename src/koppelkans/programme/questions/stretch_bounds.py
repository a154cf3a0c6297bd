# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What no programme can exceed when a limit gives, from the prices of a proof, without solving.

Prices prove a bound of any case like theirs, so of a case in which one limit gives as well. What
does not change need not be looked at again: when a budget, the number of crews or of closures
gives, only what the limit allows at its price does; when a window gives, only the streets of that
task. All are taken from one set of parts, made once, in which every window is wider and the
starts that the case has not are too dear. Other limits (a rest, an order, a wish) are in the
parts themselves: those are made anew, which takes a second or so each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from koppelkans.case import BoundaryKind, Case
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.answers import Side, Stretch
from koppelkans.programme.large.prices import charge, cost_of_limits
from koppelkans.programme.model.matrix import Floats
from koppelkans.programme.model.problem import Option, Problem, make_problem
from koppelkans.programme.proof.certificate import Certificate, bound_after, bound_of
from koppelkans.programme.questions.stretches import apply_stretch
from koppelkans.programme.questions.tell import find_boundary
from koppelkans.programme.streets.carried import IMPOSSIBLE, find_rows, make_bound
from koppelkans.programme.wishes import Wishes

TOO_DEAR = 1e12
"""EUR: what a start costs that the case does not have."""
SWEEPS, AROUND = 20, 3
"""Sweeps over all parts before anything gives, to win back what is lost between two cases; and
over those around a task whose window does."""
PRICED = (BoundaryKind.BUDGET, BoundaryKind.CREWS, BoundaryKind.CLOSURES)
"""Limits that are in no part: what they allow has a price."""


@dataclass(frozen=True)
class Starts:
    """The columns of a task, and what its starts cost by themselves; ``TOO_DEAR``: not there."""

    columns: slice
    eur: Floats


class Bounds:
    """What no programme can exceed, for each limit that gives.

    Attributes
    ----------
    present_eur
        The same for the case as it is, by the same prices.
    """

    def __init__(
        self,
        problem: Problem,
        wishes: Wishes,
        joint_effects: Sequence[JointEffect],
        asked: Sequence[Stretch],
        certificate: Certificate,
    ) -> None:
        self.problem, self.wishes, self.joint_effects = problem, wishes, joint_effects
        self.case, self.certificate = problem.case, certificate
        self.wide = problem
        if certificate.parts is None:
            self.present_eur = bound_of(problem, certificate)
            return
        wide_case = self.case
        for stretch in asked:
            if stretch.limit.table == "tasks":
                wide_case, _ = apply_stretch(wide_case, wishes, stretch)
        self.wide = make_problem(wide_case, joint_effects, wishes)
        self.bound = bound = make_bound(self.wide, certificate.parts)
        self.own = bound.arrays.cost.copy()
        charge(bound.tables, len(bound.arrays.o_task), bound.counter, bound.budget, self.own)
        for task in range(len(problem.options)):
            here = self._starts(task, None)
            bound.node[here.columns] += here.eur - self._own_eur(task)
        for _ in range(SWEEPS):
            bound.improve()
        self.present_eur = -bound.proven_eur

    def find_quick(self, stretch: Stretch) -> float | None:
        """Return the bound in EUR when a limit gives; None: it has to be made anew."""
        if self.certificate.parts is None:
            return None
        if stretch.limit.table == "tasks":
            return self._of_window(stretch)
        if stretch.limit.table == "boundaries" and stretch.by is not None:
            kind = find_boundary(self.case, stretch.limit.id).kind
            return self._of_boundary(stretch) if kind in PRICED else None
        return None

    def make_anew(self, case: Case, wishes: Wishes) -> float:
        """Return the bound in EUR of a changed case, with all its parts."""
        return bound_after(case, self.joint_effects, self.certificate, wishes)

    def _of_window(self, stretch: Stretch) -> float | None:
        """Solve the parts of the task again with the starts that it then has."""
        bound, task = self.bound, self.problem.task_number[stretch.limit.id]
        now, then = self._starts(task, None), self._starts(task, stretch.side)
        kept = bound.copy_state()
        new = (now.eur >= TOO_DEAR) & (then.eur < TOO_DEAR)
        bound.forget_said(task, new)
        node = bound.node[now.columns]
        node += then.eur - now.eur
        node[new] = self._priced(task, then)[new]
        for _ in range(AROUND):
            found = bound.improve_around([task])
        bound.put_back(kept)
        # Starts of others may have been too dear only because these were: then all say that.
        return -found if -found < self.present_eur + IMPOSSIBLE else None

    def _of_boundary(self, stretch: Stretch) -> float:
        """Count what the limit allows more at its price."""
        bound, id_ = self.bound, stretch.limit.id
        counted, budgets = find_rows(self.problem)
        by, arrays = stretch.by or 0.0, bound.arrays
        if id_ in budgets:
            limit = arrays.b_limit.copy()
            limit[budgets.index(id_)] += by
            changed = arrays._replace(b_limit=limit)
        else:
            limit = arrays.c_limit.copy()
            limit[counted.index(id_)] += by
            changed = arrays._replace(c_limit=limit)
        before, after = (
            cost_of_limits(tables, bound.counter, bound.budget) for tables in (arrays, changed)
        )
        return self.present_eur + before - after

    def _columns(self, task: int) -> slice:
        options = self.wide.options[task]
        return slice(options[0].columns.start, options[-1].columns.stop)

    def _own_eur(self, task: int) -> Floats:
        eur: Floats = self.bound.arrays.cost[self._columns(task)]
        return eur

    def _priced(self, task: int, starts: Starts) -> Floats:
        """Return what starts cost with what they take of limits, before any part is heard."""
        taken = self.own[starts.columns] - self._own_eur(task)
        priced: Floats = starts.eur + taken + self.bound.arrays.t_not_done[task]
        return priced

    def _starts(self, task: int, side: Side | None) -> Starts:
        """Return the starts that a task has when its window is wider at a side, or not at all."""
        pairs = zip(self.problem.options[task], self.wide.options[task], strict=True)
        eur = [self._of_option(now, wide, side) for now, wide in pairs]
        return Starts(self._columns(task), np.concatenate([np.zeros(0), *eur]))

    def _of_option(self, now: Option, wide: Option, side: Side | None) -> Floats:
        eur = np.full(len(wide.columns), TOO_DEAR)
        if now.columns:
            eur[now.first - wide.first :][: len(now.columns)] = -now.values
        first = self.case.first_quarter.index
        task = self.case.tasks[now.task]
        if side is Side.LATER:
            since = max(now.first, task.earliest_start.index - first) - wide.first
            eur[max(0, since) :] = -wide.values[max(0, since) :]
        elif side is Side.EARLIER:
            until = min(now.stop, task.latest_start.index - first + 1) - wide.first
            eur[: max(0, until)] = -wide.values[: max(0, until)]
        return eur

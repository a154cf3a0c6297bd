# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The proof: a bound that comes down while the search for a programme goes on beside it.

First a coarse look at time (occupations by year), whose relaxation is small, then the exact
model by quarter without the starts that can be ruled out by now, at last branching.
"""

import math
import time

import highspy
import numpy as np

from koppelkans.programme.incumbent import Incumbent
from koppelkans.programme.matrix import Floats, Row
from koppelkans.programme.model import Model, build_model, read_schedule
from koppelkans.programme.problem import Problem
from koppelkans.programme.relaxation import Relaxation
from koppelkans.programme.shares import missing_rows
from koppelkans.programme.solver import (
    Arrays,
    interrupt_when,
    is_infeasible,
    is_optimal,
    load,
    with_rows,
)

COARSE = 4
SMALL = 800
"""With fewer starts than this the exact model is small enough to begin with."""
WORTHWHILE = 0.0002
"""A round that sharpens the gap by less than this is the last one of its relaxation."""


class Proof:
    """What is known about how good a programme can be.

    Attributes
    ----------
    allowed
        Starts that a programme better than the best one so far can have.
    """

    def __init__(self, problem: Problem, incumbent: Incumbent, seed: int, deadline: float) -> None:
        self.problem, self.incumbent, self.seed = problem, incumbent, seed
        self.deadline = deadline
        self.allowed = np.ones(problem.starts_columns, dtype=bool)

    def run(self) -> None:
        """Prove until the best programme is optimal, or until told to stop."""
        steps = (1,) if self.problem.starts_columns < SMALL else (COARSE, 1)
        relaxation: Relaxation | None = None
        for step in steps:
            if self.incumbent.stopped():
                return
            model = build_model(self.problem, step)
            relaxation = Relaxation(model, self.allowed, self.seed)
            if not self._sharpen(relaxation):
                return
        if relaxation is not None:
            self._branch(relaxation)

    def _seconds_left(self) -> float:
        return self.deadline - time.monotonic()

    def _sharpen(self, relaxation: Relaxation) -> bool:
        """Do rounds as long as they help; return whether there is reason to go on."""
        while not self.incumbent.stopped():
            before = relaxation.least
            more = relaxation.tighten(self._seconds_left())
            if np.isposinf(relaxation.least):
                self.incumbent.prove_none_better()
                return False
            if more is None:
                return not self.incumbent.stopped()
            self._take(relaxation)
            if self.incumbent.is_enough():
                return False
            gained = (relaxation.least - before) * relaxation.arrays.eur
            if not more or gained < WORTHWHILE * self.incumbent.stake():
                return True
        return False

    def _take(self, relaxation: Relaxation) -> None:
        """Take over a bound, and rule out starts that cannot be in a better programme."""
        eur = relaxation.arrays.eur
        constant = relaxation.model.matrix.constant
        self.incumbent.prove(constant - relaxation.least * eur)
        best = self.incumbent.best_eur()
        possible = constant - (relaxation.least + relaxation.reduced) * eur
        self.allowed &= possible >= best - 1e-7 * abs(best)
        relaxation.allow(self.allowed)

    def _branch(self, relaxation: Relaxation) -> None:
        """Let HiGHS branch on the exact model with its cuts, from the best programme so far.

        Where owners' parts count the model is made exact on the way, solution by solution.
        """
        model, arrays = relaxation.model, relaxation.with_cuts()
        rows: list[Row] | None = None
        while rows is None or (rows and not self.incumbent.is_enough()):
            arrays = with_rows(arrays, rows or ())
            columns = self._solve(model, arrays)
            rows = [] if columns is None else missing_rows(model.shares, columns)

    def _solve(self, model: Model, arrays: Arrays) -> Floats | None:
        """Return the optimal columns of a model, or None; programmes and bounds are taken over."""
        solver = load(arrays, seed=self.seed)
        solver.setOptionValue("time_limit", max(self._seconds_left(), 0.01))
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 1e-6)
        interrupt_when(solver, self.incumbent.stopped)
        constant, eur = model.matrix.constant, arrays.eur

        def take_bound(event: highspy.highs.HighsCallbackEvent) -> None:
            self.incumbent.prove(constant - event.data_out.mip_dual_bound * eur)

        def take_solution(event: highspy.highs.HighsCallbackEvent) -> None:
            self._offer(model, np.array(event.data_out.mip_solution), eur, arrays.cost)

        solver.cbMipInterrupt.subscribe(take_bound)
        solver.cbMipImprovingSolution.subscribe(take_solution)
        solver.run()
        if is_infeasible(solver):
            self.incumbent.prove_none_better()
        if not is_optimal(solver):
            return None
        columns = np.array(solver.getSolution().col_value)
        self._offer(model, columns, eur, arrays.cost)
        self.incumbent.prove(constant - solver.getInfo().mip_dual_bound * eur)
        return columns

    def _offer(self, model: Model, columns: Floats, eur: float, cost: Floats) -> None:
        claimed = model.matrix.constant - float(cost @ columns) * eur
        if model.shares:
            claimed = -math.inf
        self.incumbent.offer(read_schedule(self.problem, columns), at_least=claimed)

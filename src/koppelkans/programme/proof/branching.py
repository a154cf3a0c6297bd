# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The proof: a bound that comes down while the search for a programme goes on beside it.

First a coarse look at time (occupations by year), whose relaxation is small, then the exact
model by quarter without the starts that can be ruled out by now, at last branching.
"""

import math
import time
from collections.abc import Generator, Iterator

import highspy
import numpy as np

from koppelkans.case import Schedule
from koppelkans.programme.model.build import Model, any_but, build_model, read_schedule
from koppelkans.programme.model.matrix import Floats, Row, to_sparse
from koppelkans.programme.model.problem import SMALL, Problem
from koppelkans.programme.model.shares import missing_rows
from koppelkans.programme.model.solver import (
    Arrays,
    Runner,
    add_rows,
    is_infeasible,
    is_optimal,
    load,
)
from koppelkans.programme.proof.certificate import Certificate
from koppelkans.programme.proof.relaxation import Relaxation
from koppelkans.programme.trying.incumbent import Incumbent
from koppelkans.programme.types import SearchSettings

COARSE = 4
NODES_PER_TURN = 50
WORTHWHILE = 0.0002
"""A round that sharpens the gap by less than this is the last one of its relaxation."""


class Proof:
    """What is known about how good a programme can be.

    Attributes
    ----------
    allowed
        Starts that a programme better than the best one so far can have.
    certificate
        Prices of the last bound.
    """

    def __init__(
        self,
        problem: Problem,
        incumbent: Incumbent,
        settings: SearchSettings,
        deadline: float,
        known: Certificate | None = None,
    ) -> None:
        self.problem, self.incumbent, self.seed = problem, incumbent, settings.seed
        self.deadline, self.known, self.runner = deadline, known, Runner()
        self.nodes = None if settings.turns is None else NODES_PER_TURN * settings.turns
        self.allowed = np.ones(problem.starts_columns, dtype=bool)
        self.certificate: Certificate | None = None

    def stop(self) -> None:
        """Make the proof, which runs in another thread, end at once."""
        self.runner.stop()

    def suggest(self) -> Schedule | None:
        """Return a schedule to begin from: a relaxation has none."""
        return None

    def run(self) -> None:
        """Prove until the best programme is optimal, or until told to stop."""
        for _ in self.steps():
            pass

    def steps(self) -> Iterator[None]:
        """Prove in steps: a round of a relaxation, at last all branching in one."""
        sizes = (1,) if self.problem.starts_columns < SMALL else (COARSE, 1)
        relaxation: Relaxation | None = None
        for size in sizes:
            if self.incumbent.stopped():
                return
            model = build_model(self.problem, size)
            known = self.certificate or self.known
            relaxation = Relaxation(model, self.allowed, self.seed, known, self.runner)
            if not (yield from self._sharpen(relaxation)):
                return
        if relaxation is not None:
            self._branch(relaxation)

    def _seconds_left(self) -> float:
        return max(self.deadline - time.monotonic(), 0.01)

    def _sharpen(self, relaxation: Relaxation) -> Generator[None, None, bool]:
        """Do rounds as long as they help; return whether there is reason to go on."""
        self._take(relaxation)
        while not (self.incumbent.stopped() or self.incumbent.is_enough()):
            before = relaxation.bound_eur
            more = relaxation.tighten(self._seconds_left())
            if np.isneginf(relaxation.bound_eur):
                self.incumbent.prove_none_better()
                return False
            if more is None:
                return not self.incumbent.stopped()
            self._take(relaxation)
            yield
            gained = before - relaxation.bound_eur
            if not more or gained < WORTHWHILE * self.incumbent.stake():
                return not self.incumbent.is_enough()
        return False

    def _take(self, relaxation: Relaxation) -> None:
        """Take over a bound, and rule out starts that cannot be in a better programme."""
        self.incumbent.prove(relaxation.bound_eur)
        if relaxation.prices:
            self.certificate = relaxation.certificate()
        best = self.incumbent.best_eur()
        possible = relaxation.bound_eur - relaxation.reduced_eur
        self.allowed &= possible >= best - 1e-7 * abs(best)
        relaxation.allow(self.allowed)

    def _branch(self, relaxation: Relaxation) -> None:
        """Let HiGHS branch on the exact model with its cuts, from the best programme so far.

        Where owners' parts count the model is made exact on the way, solution by solution.
        """
        model, arrays = relaxation.model, relaxation.with_cuts()
        rows: list[Row] | None = None
        while rows is None or (rows and not self.incumbent.is_enough()):
            limits = np.array([row.upper for row in rows or ()])
            arrays = add_rows(arrays, to_sparse(rows or (), arrays.columns, arrays.sums), limits)
            columns = self._solve(model, arrays)
            rows = [] if columns is None else self._rows_after(model, columns)

    def _rows_after(self, model: Model, columns: Floats) -> list[Row]:
        """Return what the model lacks when its optimum does not close the gap."""
        if self.problem.is_plain:
            return []
        # To within rounding it may keep a limit that it does not keep: it has been looked at.
        return missing_rows(model.shares, columns) or [any_but(self.problem, columns)]

    def _solve(self, model: Model, arrays: Arrays) -> Floats | None:
        """Return the optimal columns of a model, or None; programmes and bounds are taken over."""
        solver = load(arrays, seed=self.seed)
        solver.setOptionValue("time_limit", self._seconds_left())
        if self.nodes is not None:
            solver.setOptionValue("mip_max_nodes", self.nodes)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 1e-6)
        constant, eur = model.matrix.constant, arrays.eur

        def take_bound(event: highspy.highs.HighsCallbackEvent) -> None:
            self.incumbent.prove(constant - event.data_out.mip_dual_bound * eur)

        def take_solution(event: highspy.highs.HighsCallbackEvent) -> None:
            self._offer(model, np.array(event.data_out.mip_solution), eur, arrays.cost)

        solver.cbMipInterrupt.subscribe(take_bound)
        solver.cbMipImprovingSolution.subscribe(take_solution)
        self.runner.run(solver)
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

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Greedy: in order of preferred start, each task where it costs least at its turn.

Breaking a limit counts for ten times the largest work, so it only happens when nothing else is
possible any more.
"""

import numpy as np

from bench.others.budget import Budget
from koppelkans.case import Schedule
from koppelkans.programme.large.anneal import FastAnnealer, read_schedule
from koppelkans.programme.large.moves import construct
from koppelkans.programme.model.problem import Problem


def solve(problem: Problem, _budget: Budget, seed: int) -> Schedule:
    """Place every task once."""
    annealer = FastAnnealer(problem, seed)
    order = np.argsort([t.preferred_start.index for t in problem.case.tasks], kind="stable")
    largest = max(v.investment_eur for v in problem.case.variants)
    construct(annealer.tables, annealer.state, annealer.tries, order, 10 * largest)
    return read_schedule(problem, annealer.option, annealer.start)

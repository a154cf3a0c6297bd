# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Anneal from a programme for a fixed number of moves: the same programme gives the same one."""

from collections.abc import Callable

from koppelkans.case import Schedule
from koppelkans.programme.large.anneal import FastAnnealer
from koppelkans.programme.model.problem import SMALL, Problem
from koppelkans.programme.trying.anneal import WARM

CYCLES = 4
"""Cycles that the moves are divided over."""


def can_anneal(problem: Problem) -> bool:
    """Whether compiled code knows the problem, and pays."""
    return problem.counts_alike and problem.starts_columns >= SMALL


def anneal_on(
    problem: Problem, begin: Schedule, moves: int, stop: Callable[[], bool], seed: int = 1
) -> Schedule | None:
    """Return the best programme that annealing from another one comes across.

    Parameters
    ----------
    begin
        It need not keep all limits of the problem.
    moves
        Moves per task, in all.

    Returns
    -------
    Schedule or None
        Of the case of the problem; at least as good as ``begin`` when that keeps all limits. None
        when nothing that keeps all limits was come across.
    """
    annealer = FastAnnealer(problem, seed).compile()
    annealer.begin(begin)
    for _ in range(CYCLES):
        if stop():
            break
        annealer.cycle(max(1, moves * annealer.tasks // CYCLES), WARM, stop)
    return annealer.best_schedule() if annealer.best_eur < float("inf") else None

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiled search against the fit in Python: the same cost after every move, undone or not."""

import numpy as np
import pytest

from bench.city import generate_case
from koppelkans.case import Schedule, find_excesses
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme.large.anneal import FastAnnealer
from koppelkans.programme.large.moves import attempt, go
from koppelkans.programme.large.proposals import propose, take_along
from koppelkans.programme.large.state import forget, settle
from koppelkans.programme.model.problem import make_problem
from koppelkans.programme.trying.fit import Fit
from koppelkans.value import value_schedule
from tests.factories import small_case
from tests.programme.cases import best_of_all, tiny_case

CASES = [
    small_case,
    *(lambda seed=seed: tiny_case(seed) for seed in range(25)),
    lambda: generate_case(60, 1).case,
]


def make_both(make_case) -> tuple[Fit, FastAnnealer]:
    case = make_case()
    problem = make_problem(case, find_joint_effects(case))
    return Fit(problem), FastAnnealer(problem, seed=1)


def put(fast: FastAnnealer, task: int, option: int, start: int) -> None:
    go(fast.tables, fast.state, task, option, start)
    settle(fast.tables, fast.state)
    forget(fast.state)


def same(fit: Fit, fast: FastAnnealer) -> bool:
    eur, broken = fast.total()
    return eur == pytest.approx(fit.eur, rel=1e-9, abs=0.01) and broken == pytest.approx(
        fit.broken, abs=1e-6
    )


@pytest.mark.parametrize("make_case", CASES)
def test_costs_the_same_as_the_fit_after_every_change(make_case):
    fit, fast = make_both(make_case)
    random = np.random.default_rng(5)
    for _ in range(120):
        task = int(random.integers(len(fit.choices)))
        fit.take(task)
        if fit.choices[task] and random.random() < 0.8:
            placed = fit.choices[task][int(random.integers(len(fit.choices[task])))]
            fit.put(task, placed)
            put(fast, task, *placed)
        else:
            put(fast, task, -1, 0)
        assert same(fit, fast)


@pytest.mark.parametrize("make_case", CASES[:12] + CASES[-1:])
def test_moves_that_are_undone_leave_no_trace(make_case):
    fit, fast = make_both(make_case)
    fast.construct(lambda: False)
    random = np.random.default_rng(6)
    for _ in range(200):
        before = fast.option.copy(), fast.start.copy()
        propose(fast.tables, fast.state, fast.tries, int(random.choice(fast.tries.movable)))
        take_along(fast.tables, fast.state, fast.tries)
        stays = attempt(fast.tables, fast.state, fast.tries, fast.size, 0.0)
        if not stays:
            assert (fast.option == before[0]).all()
            done = fast.option >= 0
            assert (fast.start[done] == before[1][done]).all()
    for task, number in enumerate(fast.option.tolist()):
        if number >= 0:
            fit.put(task, (number, int(fast.start[task])))
    assert same(fit, fast)


def test_begins_with_a_programme_but_not_with_an_unfinished_one():
    city = generate_case(60, 1)
    problem = make_problem(city.case, find_joint_effects(city.case))
    fast = FastAnnealer(problem, seed=1)
    fast.begin(Schedule.of(city.case, {}))
    assert fast.best_eur == np.inf
    fast.begin(city.fits)
    net = value_schedule(city.fits, find_joint_effects(city.case)).total()
    assert -fast.best_eur == pytest.approx(net)
    assert fast.best_schedule() == city.fits


def test_what_it_finds_is_what_valuation_and_limits_say():
    case = generate_case(60, 2).case
    joint_effects = find_joint_effects(case)
    fast = FastAnnealer(make_problem(case, joint_effects), seed=1)
    fast.construct(lambda: False)
    for _ in range(3):
        fast.cycle(100_000, 0.1, lambda: False)
    schedule = fast.best_schedule()
    assert not [excess for excess in find_excesses(schedule) if excess.broken]
    assert value_schedule(schedule, joint_effects).total() == pytest.approx(-fast.best_eur)


@pytest.mark.parametrize("seed", [0, 2, 4, 6, 8])
def test_finds_the_best_of_all_in_tiny_cases(seed):
    case = tiny_case(seed)
    best = best_of_all(case)
    fast = FastAnnealer(make_problem(case, find_joint_effects(case)), seed=1)
    fast.construct(lambda: False)
    for _ in range(4):
        fast.cycle(20_000, 0.1, lambda: False)
    if best is None:
        assert fast.best_eur == np.inf
    else:
        assert -fast.best_eur == pytest.approx(best[0], abs=0.5)


def test_the_same_seed_takes_the_same_steps():
    case = generate_case(50, 3).case
    problem = make_problem(case, find_joint_effects(case))
    found = []
    for _ in range(2):
        fast = FastAnnealer(problem, seed=9)
        fast.construct(lambda: False)
        fast.cycle(30_000, 0.1, lambda: False)
        found.append((fast.best_eur, fast.option.tolist()))
    assert found[0] == found[1]

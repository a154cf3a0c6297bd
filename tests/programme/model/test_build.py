# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The model against the valuation: for every schedule that keeps the limits, the same euros."""

import dataclasses

import numpy as np
import pytest

from koppelkans.case import find_excesses
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme.model.build import build_model, read_schedule, start_columns
from koppelkans.programme.model.problem import make_problem, simple_bound
from koppelkans.programme.model.solver import is_infeasible, is_optimal, load, to_arrays
from koppelkans.programme.proof.relaxation import Relaxation
from koppelkans.value import value_schedule
from tests.programme.cases import all_schedules, tiny_case


def value_in_model(model, schedule) -> float | None:
    """Return the objective with the starts of a schedule; None when the model forbids it."""
    arrays = to_arrays(model.matrix)
    starts = start_columns(model.problem, schedule)
    lower, upper = arrays.lower.copy(), arrays.upper.copy()
    lower[: len(starts)] = upper[: len(starts)] = starts
    solver = load(dataclasses.replace(arrays, lower=lower, upper=upper), seed=1)
    solver.run()
    if is_infeasible(solver):
        return None
    assert is_optimal(solver)
    return model.matrix.constant - solver.getObjectiveValue() * arrays.eur


def some_schedules(case, count=12):
    schedules = list(all_schedules(case))
    chosen = np.random.default_rng(1).permutation(len(schedules))[: 25 * count]
    good = [s for s in (schedules[n] for n in chosen) if not broken(s)]
    return [schedules[n] for n in chosen[:count]] + good[:count]


def broken(schedule) -> bool:
    return any(excess.broken for excess in find_excesses(schedule))


@pytest.mark.parametrize("seed", range(10))
def test_exact_model_says_what_valuation_and_limits_say(seed):
    case = tiny_case(seed)
    joint_effects = find_joint_effects(case)
    model = build_model(make_problem(case, joint_effects))
    for schedule in some_schedules(case):
        value = value_in_model(model, schedule)
        if broken(schedule):
            assert value is None
        else:
            expected = value_schedule(schedule, joint_effects).total()
            assert value == pytest.approx(expected, rel=1e-6, abs=0.1)


@pytest.mark.parametrize("seed", range(10))
def test_coarse_model_is_a_relaxation(seed):
    case = tiny_case(seed)
    joint_effects = find_joint_effects(case)
    problem = make_problem(case, joint_effects)
    model = build_model(problem, 4)
    for schedule in some_schedules(case):
        if not broken(schedule):
            value = value_in_model(model, schedule)
            assert value is not None
            assert value >= value_schedule(schedule, joint_effects).total() - 0.1


@pytest.mark.parametrize("step", [1, 4])
@pytest.mark.parametrize("seed", [1, 3, 4, 8])
def test_every_round_of_the_relaxation_bounds_every_schedule(seed, step):
    case = tiny_case(seed)
    joint_effects = find_joint_effects(case)
    problem = make_problem(case, joint_effects)
    values = [
        value_schedule(schedule, joint_effects).total()
        for schedule in some_schedules(case, 40)
        if not broken(schedule)
    ]
    relaxation = Relaxation(
        build_model(problem, step), np.ones(problem.starts_columns, dtype=bool), seed=1
    )
    bounds = []
    while relaxation.tighten():
        bounds.append(relaxation.bound_eur)
    assert bounds == sorted(bounds, reverse=True)
    assert all(bound >= max(values, default=-np.inf) - 0.1 for bound in bounds)
    assert simple_bound(problem) >= max(values, default=-np.inf)


def test_a_schedule_is_read_back_from_its_columns():
    case = tiny_case(2)
    problem = make_problem(case, find_joint_effects(case))
    for schedule in some_schedules(case):
        columns = start_columns(problem, schedule)
        assert columns is not None
        assert read_schedule(problem, columns) == schedule

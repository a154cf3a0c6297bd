# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bound from prices is never passed by the best of all schedules, whatever the prices."""

import numpy as np
import pytest

from bench.city import generate_case
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme.large.lower import LowerBound
from koppelkans.programme.large.names import pack_tables
from koppelkans.programme.large.plan_dp import NEVER
from koppelkans.programme.large.tables import make_tables
from koppelkans.programme.model.problem import make_problem, simple_bound
from koppelkans.value import value_schedule
from tests.factories import small_case
from tests.programme.cases import best_of_all, tiny_case


def make_bound(case) -> LowerBound:
    arrays = make_tables(make_problem(case, find_joint_effects(case)))
    return LowerBound(arrays, pack_tables(arrays))


@pytest.mark.parametrize("seed", range(40))
def test_never_below_what_trying_everything_finds(seed):
    case = tiny_case(seed)
    best = best_of_all(case)
    bound = make_bound(case)
    seen = []
    for sweep in range(24):
        seen.append(-bound.improve())
        if sweep % 3 == 2:
            bound.follow()
    assert seen == sorted(seen, reverse=True)
    if best is not None:
        assert seen[-1] >= best[0] - 0.01


@pytest.mark.parametrize("seed", [3, 7, 11, 18])
def test_any_prices_prove_a_bound(seed):
    case = tiny_case(seed)
    best = best_of_all(case)
    assert best is not None
    random = np.random.default_rng(seed)
    bound = make_bound(case)
    for _ in range(10):
        counter = random.uniform(0, 10_000, bound.counter.shape) * bound.arrays.c_applies
        counter[bound.arrays.g_counter] = 0.0
        bound.set_prices(counter, random.uniform(0, 0.5, bound.budget.shape))
        bound.improve()
        assert -bound.last_eur >= best[0] - 0.01


@pytest.mark.parametrize("seed", [2, 3, 7, 11, 17, 20, 24])
def test_in_most_tiny_cases_it_proves_the_optimum(seed):
    case = tiny_case(seed)
    best = best_of_all(case)
    bound = make_bound(case)
    for sweep in range(300):
        bound.improve()
        if sweep > 3:
            bound.follow()
    assert best is not None
    assert -bound.least_eur == pytest.approx(best[0], abs=0.5)


def test_prices_that_do_not_gain_go_back_and_move_less():
    bound = make_bound(generate_case(60, 1).case)
    for _ in range(30):
        bound.improve()
        bound.follow()
    first = bound.step
    best = bound.best
    assert best is not None
    for _ in range(12):
        bound.improve()
        bound.follow()
    assert bound.step < first
    assert bound.best is not None
    assert bound.best.eur >= best.eur
    assert bound.least_eur >= best.eur - 1.0


@pytest.mark.parametrize("make_case", [small_case, lambda: generate_case(60, 1).case])
def test_is_sharper_than_what_needs_no_work(make_case):
    case = make_case()
    bound = make_bound(case)
    for _ in range(10):
        bound.improve()
    assert -bound.least_eur < simple_bound(make_problem(case, find_joint_effects(case)))


def test_while_prices_of_limits_rest_it_never_falls_and_what_must_be_done_is_never_left_out():
    bound = make_bound(generate_case(60, 2).case)
    last = -np.inf
    for _ in range(6):
        bound.improve()
        assert bound.last_eur >= last - 1.0
        last = bound.last_eur
    assert (bound.none[~bound.arrays.t_optional] == NEVER).all()


def test_never_passes_the_programme_that_a_city_comes_with():
    city = generate_case(120, 1)
    bound = make_bound(city.case)
    for sweep in range(12):
        bound.improve()
        if sweep % 2:
            bound.follow()
    net = value_schedule(city.fits, find_joint_effects(city.case)).total()
    assert -bound.least_eur >= net


def test_a_sweep_that_is_stopped_proves_nothing():
    bound = make_bound(generate_case(60, 1).case)
    before = bound.improve()
    assert bound.improve(lambda: True) == before
    assert bound.sweeps == 1

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Streets as parts of a bound: exact in themselves, valid on every case that they are taken to."""

from dataclasses import replace

import numpy as np
import pytest

from bench.city import generate_case
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import bound_after, with_limit, with_window
from koppelkans.programme.model.problem import make_problem
from koppelkans.programme.proof.certificate import Certificate, bound_with_starts
from koppelkans.programme.streets.carried import make_bound, read_prices
from koppelkans.programme.streets.parts import Cutter
from tests.programme.cases import best_of_all, tiny_case


def problem_of(case):
    return make_problem(case, find_joint_effects(case))


def improved(problem, sweeps=12):
    bound = make_bound(problem)
    for sweep in range(sweeps):
        bound.improve()
        if sweep % 3 == 2 and sweep < sweeps - 1:
            bound.follow()
    return bound


def test_each_place_and_pair_is_in_one_part_only():
    bound = make_bound(problem_of(generate_case(120, 1).case))
    places = [int(p) for street in bound.streets for p in street.places]
    assert len(places) == len(set(places))
    assert not set(places) & set(bound.places.tolist())
    pairs = [pair for street in bound.streets for pair in street.pairs]
    assert len(pairs) == len(set(pairs))
    assert not set(pairs) & {(a, b) for a, b, *_ in bound.pairs.tolist()}
    cutter = Cutter(bound.arrays)
    met = set(cutter.gains) | set(cutter.related)
    assert met <= set(pairs) | {(a, b) for a, b, *_ in bound.pairs.tolist()}


def test_a_like_case_takes_over_the_streets_that_are_the_same():
    case = generate_case(60, 1).case
    bound = improved(problem_of(case), sweeps=2)
    prices = read_prices(bound, problem_of(case))
    moved = next(task for task in case.tasks if task.latest_start > task.preferred_start)
    later = with_window(case, moved.id, last=moved.latest_start + -1)
    again = make_bound(problem_of(later), prices)
    assert len(again.streets) == len(bound.streets)
    known = {id(plans) for plans in bound.plans.values()}
    assert all(id(street.plans) in known for street in again.streets)
    anew = make_bound(problem_of(later), replace(prices, plans={}))
    assert not known & {id(street.plans) for street in anew.streets}
    assert again.improve() == anew.improve()


@pytest.mark.parametrize("seed", range(30))
def test_what_a_start_costs_at_least_holds_for_the_best_programme(seed):
    case = tiny_case(seed)
    best = best_of_all(case)
    if best is None:
        return
    problem = problem_of(case)
    bound = improved(problem)
    reduced = bound.reduced()
    for task_id, work in best[1].works.items():
        (option,) = problem.options_in(task_id, work.variant.id)
        column = option.starting(*([work.start - case.first_quarter] * 2))[0]
        assert -bound.proven_eur - reduced[column] >= best[0] - 0.01


@pytest.mark.parametrize("seed", [1, 2, 3, 18])
def test_prices_between_parts_bound_every_case_like_theirs(seed):
    case = tiny_case(seed)
    problem = problem_of(case)
    certificate = Certificate(0, {}, read_prices(improved(problem), problem))
    others = [with_limit(case, b.id, b.limit * factor + 1) for b in case.boundaries
              for factor in (0.7, 1.5)]  # fmt: skip
    others += [with_window(case, task.id, last=task.latest_start + 1) for task in case.tasks]
    for other in others:
        best = best_of_all(other)
        if best is not None:
            assert bound_after(other, find_joint_effects(other), certificate) >= best[0] - 0.01


def test_prices_prove_on_their_own_case_nearly_what_they_proved():
    problem = problem_of(generate_case(60, 1).case)
    bound = improved(problem, 20)
    certificate = Certificate(0, {}, read_prices(bound, problem))
    again, reduced = bound_with_starts(problem, certificate)
    assert again <= -bound.proven_eur + 0.005 * abs(bound.proven_eur)
    assert (reduced >= -1e-6).all()
    assert np.isfinite(reduced).all()

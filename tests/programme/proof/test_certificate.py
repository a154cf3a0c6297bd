# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prices of one case prove bounds on others."""

import numpy as np
import pytest

from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import (
    Pin,
    SearchSettings,
    Wishes,
    bound_after,
    find_programme,
    with_limit,
    with_window,
)
from koppelkans.programme.model.build import build_model
from koppelkans.programme.model.problem import make_problem
from koppelkans.programme.proof.certificate import Certificate, bound_of
from koppelkans.programme.proof.relaxation import Relaxation
from tests.programme.cases import best_of_all, tiny_case

FITS = 7


def relaxed(case, step=1, rounds=20) -> Relaxation:
    problem = make_problem(case, find_joint_effects(case))
    relaxation = Relaxation(
        build_model(problem, step), np.ones(problem.starts_columns, dtype=bool), seed=1
    )
    for _ in range(rounds):
        if not relaxation.tighten():
            break
    return relaxation


def changed(case):
    """Yield cases like this one."""
    for boundary in case.boundaries:
        yield with_limit(case, boundary.id, boundary.limit * 1.5 + 1)
        yield with_limit(case, boundary.id, boundary.limit * 0.8)
    for task in case.tasks:
        yield with_window(case, task.id, last=task.latest_start + 1)


@pytest.mark.parametrize("step", [1, 4])
@pytest.mark.parametrize("seed", [0, 2, 3, 7, 11])
def test_prices_prove_the_same_bound_on_their_own_case(seed, step):
    case = tiny_case(seed)
    relaxation = relaxed(case, step)
    bound = bound_of(relaxation.model.problem, relaxation.certificate())
    if np.isfinite(relaxation.bound_eur):
        assert bound == pytest.approx(relaxation.bound_eur, rel=1e-9, abs=1e-3)


@pytest.mark.parametrize("seed", [1, 2, 3, 7, 11, 13])
def test_prices_bound_every_case_like_theirs(seed):
    case = tiny_case(seed)
    certificate = relaxed(case).certificate()
    for other in changed(case):
        best = best_of_all(other)
        if best is not None:
            assert bound_after(other, find_joint_effects(other), certificate) >= best[0] - 0.01


def test_any_prices_prove_a_bound():
    random = np.random.default_rng(1)
    case = tiny_case(FITS)
    certificate = relaxed(case).certificate()
    best = best_of_all(case)
    assert best is not None
    for _ in range(5):
        prices = {key: random.normal(0, 1e5) for key in certificate.prices}
        bound = bound_after(case, find_joint_effects(case), Certificate(1, prices))
        assert bound >= best[0] - 0.01


def test_a_search_begins_where_a_like_one_ended():
    case = tiny_case(FITS)
    joint_effects = find_joint_effects(case)
    problem = make_problem(case, joint_effects)
    before = relaxed(case)
    allowed = np.ones(problem.starts_columns, dtype=bool)
    again = Relaxation(build_model(problem), allowed, 1, before.certificate())
    assert again.bound_eur == pytest.approx(before.bound_eur, rel=1e-9, abs=1e-3)
    again.tighten()
    assert again.bound_eur <= before.bound_eur + 1e-3


def test_a_pinned_task_is_bounded_without_solving():
    case = tiny_case(FITS)
    joint_effects = find_joint_effects(case)
    solution = find_programme(case, joint_effects, SearchSettings(gap=0.0))
    assert solution.certificate is not None
    for task_id, work in solution.schedule.works.items():
        wishes = Wishes(pins=(Pin.at(task_id, work.start, work.variant.id),))
        pinned = bound_after(case, joint_effects, solution.certificate, wishes)
        assert solution.objective_eur - 0.01 <= pinned
        assert pinned <= bound_after(case, joint_effects, solution.certificate) + 0.01


@pytest.mark.parametrize("seed", [2, 3, 7, 11])
def test_cuts_of_a_coarse_model_are_cuts_of_the_exact_one(seed):
    case = tiny_case(seed)
    best = best_of_all(case)
    assert best is not None
    coarse = relaxed(case, 4)
    problem = coarse.model.problem
    allowed = np.ones(problem.starts_columns, dtype=bool)
    exact = Relaxation(build_model(problem), allowed, 1, coarse.certificate())
    carried = {cut.key for cut in exact.cuts}
    assert carried == {key for key in coarse.certificate().prices if key[0] == "cut"}
    exact.tighten()
    assert exact.bound_eur >= best[0] - 0.01

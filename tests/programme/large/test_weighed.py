# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiled search and the bound from prices for other goals than the net value."""

import numpy as np
import pytest

from koppelkans.case import Beneficiary, Case
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme.choices.objectives import early_goal, own_account
from koppelkans.programme.choices.replan import Agreement, change_goal
from koppelkans.programme.goal import NET_VALUE, Goal, Rule, mix_goals, of_categories
from koppelkans.programme.large.anneal import FastAnnealer
from koppelkans.programme.large.moves import go
from koppelkans.programme.large.state import forget, settle
from koppelkans.programme.model.problem import Problem, make_problem
from koppelkans.programme.streets.carried import bound_by_parts, make_bound, read_prices
from koppelkans.programme.trying.fit import Fit
from koppelkans.value import Category
from tests.programme.cases import all_schedules, kept, tiny_case

SEEDS = (2, 11, 15)
COMPILED = ("cost", "nuisance", "early", "mixed", "weeks", "agreed")


def goal_of(case: Case, name: str) -> Goal:
    cost, nuisance = of_categories(Category.COST), of_categories(Category.NUISANCE)
    agreed = next(iter(all_schedules(case))).choices
    return {
        "cost": cost,
        "nuisance": nuisance,
        "early": early_goal(case),
        "mixed": mix_goals([NET_VALUE, cost, nuisance, early_goal(case)], [0.4, 1.7, 0.9, 0.01]),
        "weeks": Goal(
            rules=(
                Rule(factor=0.5),
                Rule(factor=0.7, beneficiaries=frozenset({Beneficiary.RESIDENTS})),
            ),
            per_closed_week=-250.0,
        ),
        "agreed": change_goal(case, Agreement(tasks=agreed)),
        "occupations": Goal(per_occupation=-4000.0),
        "partner": own_account(case.tasks[0].partner_id),
    }[name]


def problem_of(case: Case, name: str) -> Problem:
    return make_problem(case, find_joint_effects(case), goal=goal_of(case, name))


@pytest.mark.parametrize("name", COMPILED)
@pytest.mark.parametrize("seed", SEEDS)
def test_counts_as_the_fit_does_after_every_change(seed, name):
    problem = problem_of(tiny_case(seed), name)
    assert problem.counts_alike
    fit, fast = Fit(problem), FastAnnealer(problem, seed=1)
    random = np.random.default_rng(seed)
    for _ in range(60):
        task = int(random.integers(len(fit.choices)))
        fit.take(task)
        option, start = -1, 0
        if fit.choices[task] and random.random() < 0.8:
            option, start = fit.choices[task][int(random.integers(len(fit.choices[task])))]
            fit.put(task, (option, start))
        go(fast.tables, fast.state, task, option, start)
        settle(fast.tables, fast.state)
        forget(fast.state)
        eur, broken = fast.total()
        assert eur == pytest.approx(fit.eur, rel=1e-9, abs=0.01)
        assert broken == pytest.approx(fit.broken, abs=1e-6)


@pytest.mark.parametrize("name", [*COMPILED, "occupations", "partner"])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_bound_is_below_what_trying_everything_finds(seed, name):
    case, programmes = kept(seed)
    goal, problem = goal_of(case, name), problem_of(case, name)
    best = max(goal.value(schedule, valuation) for schedule, valuation in programmes)
    bound = make_bound(problem)
    for sweep in range(12):
        bound.improve()
        if sweep % 3 == 2:
            bound.follow()
    assert -bound.least_eur >= best - 0.01
    # Prices found for one goal prove a bound for another.
    net = make_problem(case, find_joint_effects(case))
    most = max(valuation.total() for _, valuation in programmes)
    assert bound_by_parts(net, read_prices(bound, problem))[0] >= most - 0.01


def test_what_is_not_alike_for_everybody_is_no_sum():
    case = tiny_case(11)
    assert not problem_of(case, "occupations").counts_alike
    assert problem_of(case, "partner").counts_alike == (
        len({task.partner_id for task in case.tasks}) == 1
    )

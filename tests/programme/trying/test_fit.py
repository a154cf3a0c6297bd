# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import numpy as np
import pytest

from koppelkans.case import find_excesses
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme.model.problem import make_problem
from koppelkans.programme.trying.fit import Fit, read_fit, write_fit
from koppelkans.value import value_schedule
from tests.factories import small_case
from tests.programme.cases import tiny_case

CASES = [small_case, *(lambda seed=seed: tiny_case(seed) for seed in range(25))]


def shuffle(fit: Fit, random: np.random.Generator) -> None:
    """Put tasks in and take them out again, at random."""
    for _ in range(4 * len(fit.choices)):
        task = int(random.integers(len(fit.choices)))
        fit.take(task)
        if not fit.problem.case.tasks[task].optional or random.random() < 0.8:
            fit.put(task, fit.choices[task][int(random.integers(len(fit.choices[task])))])
    for task, placed in enumerate(fit.placed):
        if placed is None and not fit.problem.case.tasks[task].optional:
            fit.put(task, fit.choices[task][0])


@pytest.mark.parametrize("make_case", CASES)
def test_fit_says_what_valuation_and_limits_say(make_case):
    case = make_case()
    joint_effects = find_joint_effects(case)
    fit = Fit(make_problem(case, joint_effects))
    random = np.random.default_rng(3)
    for _ in range(15):
        shuffle(fit, random)
        schedule = read_fit(fit, fit.placed)
        broken = any(excess.broken for excess in find_excesses(schedule))
        assert (fit.broken > 1e-6) == broken
        net = value_schedule(schedule, joint_effects).total()
        assert -fit.eur == pytest.approx(net, rel=1e-9, abs=0.01)


def test_taking_everything_out_leaves_nothing_behind():
    case = small_case()
    fit = Fit(make_problem(case, find_joint_effects(case)))
    empty = fit.eur
    shuffle(fit, np.random.default_rng(1))
    for task in range(len(fit.placed)):
        fit.take(task)
    assert fit.eur == pytest.approx(empty, abs=0.01)
    assert fit.broken == pytest.approx(0, abs=1e-9)


def test_a_schedule_is_written_and_read_back():
    case = small_case()
    problem = make_problem(case, find_joint_effects(case))
    fit = Fit(problem)
    shuffle(fit, np.random.default_rng(2))
    schedule = read_fit(fit, fit.placed)
    again = Fit(problem)
    write_fit(again, schedule)
    assert read_fit(again, again.placed) == schedule
    assert again.eur == pytest.approx(fit.eur)

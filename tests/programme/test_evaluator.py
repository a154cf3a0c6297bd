# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two opinions that share no code: on random schedules, good and bad, they must be the same."""

import numpy as np
import pytest

from bench.city import generate_case
from bench.evaluator import Evaluator
from koppelkans.case import Quarter, Schedule, find_excesses
from koppelkans.opportunity import find_joint_effects
from koppelkans.value import value_schedule
from tests.factories import small_case
from tests.programme.cases import tiny_case

CASES = [
    small_case,
    *(lambda seed=seed: tiny_case(seed) for seed in range(30)),
    lambda: generate_case(120, 5).case,
]


def draw(case, random) -> Schedule:
    chosen = {}
    for task in case.tasks:
        variants = case.variants_of[task.id]
        variant = variants[int(random.integers(len(variants)))]
        starts = case.starts(task.id, variant.id)
        if starts and random.random() < 0.9:
            chosen[task.id] = (variant.id, Quarter(starts[int(random.integers(len(starts)))]))
    return Schedule.of(case, chosen)


@pytest.mark.parametrize("make_case", CASES)
def test_both_say_the_same_of_any_schedule(make_case):
    case = make_case()
    joint_effects = find_joint_effects(case)
    evaluator = Evaluator(case, joint_effects)
    random = np.random.default_rng(7)
    for _ in range(12):
        schedule = draw(case, random)
        verdict = evaluator.judge(schedule)
        assert verdict.net_eur == pytest.approx(
            value_schedule(schedule, joint_effects).total(), rel=1e-9, abs=0.01
        )
        assert len(verdict.broken) == sum(e.broken for e in find_excesses(schedule))


def test_the_programme_that_a_city_comes_with_breaks_nothing():
    city = generate_case(200, 2)
    verdict = Evaluator(city.case, find_joint_effects(city.case)).judge(city.fits)
    assert verdict.broken == []

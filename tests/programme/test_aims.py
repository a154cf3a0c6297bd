# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import numpy as np
import pytest

from koppelkans.case import Beneficiary, Case, Schedule, find_excesses
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import (
    NoProgrammeFound,
    ProgrammeError,
    SearchSettings,
    Status,
    find_programme,
)
from koppelkans.programme.goal import Aim, AtLeast, Goal, Ranked, Rule, of_categories
from koppelkans.programme.model.problem import make_aimed, make_problem
from koppelkans.programme.trying.aim_fit import make_fit
from koppelkans.programme.trying.fit import Fit, write_fit
from koppelkans.value import Category, EntryKind, Valuation, value_schedule
from tests.factories import small_case
from tests.programme.cases import all_schedules, tiny_case

SEEDS = (0, 2, 7, 11, 15, 20, 39)
"""Of which the first has no programme, and the others 8 to 360."""
EXACT = SearchSettings(seconds=60, gap=0.0)


def kept_schedules(case: Case) -> list[tuple[Schedule, Valuation]]:
    effects = find_joint_effects(case)
    return [
        (schedule, value_schedule(schedule, effects))
        for schedule in all_schedules(case)
        if not any(excess.broken for excess in find_excesses(schedule))
    ]


def goals_of(case: Case, seed: int) -> dict[str, Goal]:
    random = np.random.default_rng(1000 + seed)
    partner = case.tasks[0].partner_id
    return {
        "cost": of_categories(Category.COST),
        "nuisance": of_categories(Category.NUISANCE),
        "weighted": Goal(
            rules=(
                Rule(factor=0.5),
                Rule(factor=2.0, categories=frozenset({Category.NUISANCE})),
                Rule(factor=-0.3, kinds=frozenset({EntryKind.INVESTMENT})),
                Rule(factor=0.7, beneficiaries=frozenset({Beneficiary.RESIDENTS})),
            ),
            per_occupation=-4000.0,
            per_closed_week=-250.0,
            starts={
                variant.id: tuple(
                    random.integers(-9000, 9000, len(case.starts(variant.task_id, variant.id)))
                )
                for variant in case.variants[::2]
            },
            not_done={task.id: -5000.0 for task in case.tasks},
        ),
        "partner": Goal(rules=(Rule(partner_ids=frozenset({partner})),)),
        "partner first": Goal(
            rules=(Rule(factor=0.5), Rule(factor=2.0, partner_ids=frozenset({partner})))
        ),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["cost", "nuisance", "weighted", "partner", "partner first"])
@pytest.mark.parametrize("seed", SEEDS)
def test_best_for_a_goal_is_what_trying_everything_finds(seed, name):
    case = tiny_case(seed)
    goal = goals_of(case, seed)[name]
    kept = kept_schedules(case)
    if not kept:
        with pytest.raises(NoProgrammeFound):
            find_programme(case, find_joint_effects(case), EXACT, aim=Aim(goal=goal))
        return
    best = max(goal.value(*found) for found in kept)
    solution = find_programme(case, find_joint_effects(case), EXACT, aim=Aim(goal=goal))
    assert solution.status is Status.OPTIMAL
    assert solution.objective_eur == pytest.approx(best, abs=0.5)
    assert solution.bound_eur >= best - 0.01


@pytest.mark.parametrize("name", ["cost", "weighted", "partner"])
@pytest.mark.parametrize("seed", SEEDS)
def test_best_within_a_limit_on_another_goal_is_what_trying_everything_finds(seed, name):
    case = tiny_case(seed)
    kept = kept_schedules(case)
    if not kept:
        return
    goal = goals_of(case, seed)[name]
    reached = sorted({round(goal.value(*found), 2) for found in kept})
    amount = reached[2 * len(reached) // 3]
    aim = Aim(limits=(AtLeast(goal=goal, amount=amount),))
    best = max(v.total() for s, v in kept if goal.value(s, v) >= amount - 0.02)
    solution = find_programme(case, find_joint_effects(case), EXACT, aim=aim)
    assert solution.status is Status.OPTIMAL
    assert solution.objective_eur == pytest.approx(best, abs=0.5)
    valuation = value_schedule(solution.schedule, find_joint_effects(case))
    assert goal.value(solution.schedule, valuation) >= amount - 1.0


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("seed", SEEDS)
def test_most_for_the_worst_off_is_what_trying_everything_finds(seed, count):
    case = tiny_case(seed)
    kept = kept_schedules(case)
    if not kept:
        return
    goals = tuple(Goal(rules=(Rule(partner_ids=frozenset({p.id})),)) for p in case.partners)
    ranked = Ranked(goals=goals, less=tuple(1000.0 * n for n in range(len(goals))), count=count)
    if count == 2:
        floor = max(min(ranked.amounts(*found)) for found in kept)
        ranked = ranked.model_copy(update={"floors": (floor,)})
    aim = Aim(ranked=ranked)
    best = max(aim.value(*found) for found in kept if aim.shortfall(*found) == 0)
    solution = find_programme(case, find_joint_effects(case), EXACT, aim=aim)
    assert solution.status is Status.OPTIMAL
    assert solution.objective_eur == pytest.approx(best, abs=1.0)
    assert solution.bound_eur >= best - 0.01


@pytest.mark.parametrize("seed", range(6))
def test_fit_counts_every_goal_as_the_valuation_does(seed):
    case = tiny_case(seed)
    effects = find_joint_effects(case)
    schedules = list(all_schedules(case))[:: max(1, 3000 // 60)]
    for goal in goals_of(case, seed).values():
        problem = make_problem(case, effects, goal=goal)
        for schedule in schedules[:20]:
            fit = Fit(problem)
            write_fit(fit, schedule)
            expected = goal.value(schedule, value_schedule(schedule, effects))
            assert -fit.eur == pytest.approx(expected, abs=0.01)


def test_fit_with_limits_comes_back_to_where_it_was():
    case = small_case()
    effects = find_joint_effects(case)
    cost = of_categories(Category.COST)
    ranked = Ranked(goals=(cost, of_categories(Category.NUISANCE)), less=(0.0, 5.0), floors=(-1e5,))
    aim = Aim(limits=(AtLeast(goal=cost, amount=-1000.0),), ranked=ranked)
    fit = make_fit(make_aimed(case, effects, aim))
    before = fit.eur, fit.broken
    assert fit.broken == 0
    for task, choices in enumerate(fit.choices):
        fit.put(task, choices[-1])
    assert fit.broken > 0
    for task in range(len(fit.choices)):
        fit.take(task)
    assert (fit.eur, fit.broken) == pytest.approx(before, abs=1e-3)


def test_a_goal_that_wants_more_nuisance_is_refused():
    goal = Goal(rules=(Rule(factor=-1.0, categories=frozenset({Category.NUISANCE})),))
    case = small_case()
    with pytest.raises(ProgrammeError, match="Turn the curve around"):
        find_programme(case, find_joint_effects(case), EXACT, aim=Aim(goal=goal))


def test_a_limit_that_nothing_keeps_says_so():
    case = small_case()
    aim = Aim(limits=(AtLeast(goal=Goal(), amount=1e9),))
    with pytest.raises(NoProgrammeFound) as failure:
        find_programme(case, find_joint_effects(case), EXACT, aim=aim)
    assert failure.value.proven

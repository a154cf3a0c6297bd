# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.case import Case, Schedule, find_excesses
from koppelkans.framework.objective import objective_weights
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import (
    NoProgrammeFound,
    ProgrammeError,
    SearchSettings,
    Status,
    find_programme,
    plan_alone,
)
from koppelkans.programme.choices import (
    ChangePrice,
    Fairness,
    Objective,
    ParetoSet,
    Replan,
    Robustness,
    Scenario,
    Slip,
    StandardScenarios,
    aim_of,
    check_red_lines,
    compare_scenarios,
    draw_scenarios,
    find_fair,
    find_pareto,
    replan,
    standard_scenarios,
)
from koppelkans.programme.choices.fair import nobody_worse, together_not_worse
from koppelkans.programme.choices.objectives import measure
from koppelkans.programme.choices.point import accounts
from koppelkans.programme.choices.scenarios import apply_scenario
from koppelkans.programme.choices.wanted import Wanted, find_wanted
from koppelkans.programme.choices.without import without_partner
from koppelkans.programme.goal import Aim
from koppelkans.value import Valuation, value_schedule
from tests.factories import small_case
from tests.programme.cases import all_schedules, tiny_case

EXACT = SearchSettings(seconds=60, gap=0.0)
SEEDS = (11, 15, 20, 37)


def kept_schedules(case: Case) -> list[tuple[Schedule, Valuation]]:
    effects = find_joint_effects(case)
    return [
        (schedule, value_schedule(schedule, effects))
        for schedule in all_schedules(case)
        if not any(excess.broken for excess in find_excesses(schedule))
    ]


def alone_of(case: Case) -> dict[str, float]:
    valuation = value_schedule(plan_alone(case), find_joint_effects(case), shared=False)
    return accounts(case, valuation)


def with_benefits(seed: int) -> Case:
    """Return a tiny case in which doing a task early, or in a dearer way, brings something."""
    case = tiny_case(seed)
    effects = [
        {
            "id": f"e{number}", "variant_id": variant.id, "name": "Baat", "key_figure_id": "co2",
            "quantity": 40_000.0 * (1 + number % 3), "years": 10,
            "partner_id": case.task[variant.task_id].partner_id, "beneficiary": "city",
        }
        for number, variant in enumerate(case.variants)
    ]  # fmt: skip
    return tiny_case(seed, effects=effects)


def undominated(found: set[tuple[float, ...]]) -> set[tuple[float, ...]]:
    return {
        one
        for one in found
        if not any(
            other != one and all(a >= b for a, b in zip(other, one, strict=True)) for other in found
        )
    }


def rounded(amounts) -> tuple[float, ...]:
    return tuple(round(amount / 5) for amount in amounts)


@pytest.mark.parametrize(
    "objectives",
    [
        (Objective.VALUE, Objective.COST),
        (Objective.VALUE, Objective.EARLY),
        (Objective.VALUE, Objective.WORST_OFF),
        (Objective.VALUE, Objective.COST, Objective.NUISANCE),
    ],
)
@pytest.mark.parametrize("seed", [11, 15, 20])
def test_pareto_set_is_what_trying_everything_finds(seed, objectives):
    case = with_benefits(seed)
    kept, alone = kept_schedules(case), alone_of(case)
    measured = [measure(case, objective, alone) for objective in objectives]
    expected = undominated({rounded(m.value(*found) for m in measured) for found in kept})
    found = find_pareto(case, find_joint_effects(case), objectives, EXACT)
    assert found.complete
    assert {rounded(p.reached[o] for o in objectives) for p in found.points} == expected
    assert ParetoSet.model_validate_json(found.model_dump_json()) == found


def test_pareto_stops_when_told_and_says_that_it_is_not_complete():
    case = tiny_case(7)
    objectives = (Objective.VALUE, Objective.COST)
    found = find_pareto(
        case, find_joint_effects(case), objectives, EXACT, report=lambda _count: False
    )
    assert len(found.points) == 1
    assert not found.complete


def test_pareto_asks_for_two_or_three_objectives():
    with pytest.raises(ValueError, match="two or three"):
        find_pareto(tiny_case(1), (), (Objective.VALUE, Objective.VALUE))


@pytest.mark.parametrize("seed", SEEDS)
def test_leximin_is_what_trying_everything_finds(seed):
    case = tiny_case(seed)
    kept, alone = kept_schedules(case), alone_of(case)
    if not kept:
        pytest.skip("nothing fits")
    gains = [sorted(v - alone[p] for p, v in accounts(case, found[1]).items()) for found in kept]
    best = max(gains, key=lambda ranked: [round(sum(ranked[: n + 1])) for n in range(len(ranked))])
    fair = find_fair(case, find_joint_effects(case), plan_alone(case), Fairness.IN_ORDER, EXACT)
    assert fair.proven
    assert sorted(fair.gains_eur.values()) == pytest.approx(best, abs=2.0)
    wanted = find_wanted(case, find_joint_effects(case), Wanted(fairness=Fairness.IN_ORDER), EXACT)
    ours = accounts(case, value_schedule(wanted.solution.schedule, find_joint_effects(case)))
    assert sorted(eur - alone[id_] for id_, eur in ours.items()) == pytest.approx(best, abs=2.0)
    assert wanted.reached is not None
    assert wanted.reached.steps == len(case.partners)
    assert wanted.reached.status is Status.OPTIMAL


@pytest.mark.parametrize("fairness", [Fairness.NOBODY_WORSE, Fairness.COMPENSATED])
@pytest.mark.parametrize("seed", SEEDS)
def test_fair_programme_is_the_best_of_those_that_are_fair(seed, fairness):
    case = tiny_case(seed)
    kept, alone = kept_schedules(case), alone_of(case)
    limits = nobody_worse if fairness is Fairness.NOBODY_WORSE else together_not_worse
    aim = Aim(limits=limits(case, alone))
    fair = [v.total() for s, v in kept if aim.shortfall(s, v) == 0]
    effects = find_joint_effects(case)
    if not fair:
        with pytest.raises(NoProgrammeFound) as failure:
            find_fair(case, effects, plan_alone(case), fairness, EXACT)
        assert failure.value.proven
        return
    found = find_fair(case, effects, plan_alone(case), fairness, EXACT)
    assert found.point.net_value_eur == pytest.approx(max(fair), abs=1.0)
    if fairness is Fairness.NOBODY_WORSE:
        assert min(found.gains_eur.values()) > -2.0


def test_replanning_at_no_price_finds_the_optimum_and_at_a_high_one_the_agreement():
    case = tiny_case(7)
    effects = find_joint_effects(case)
    kept = kept_schedules(case)
    agreed = min(kept, key=lambda found: found[1].total())[0]
    free = ChangePrice(per_task=0, per_quarter=0, per_variant=0)
    dear = ChangePrice(per_task=1e8, per_quarter=1e8, per_variant=1e8)
    anew = replan(case, effects, agreed, price=free, settings=EXACT)
    assert anew.point.net_value_eur == pytest.approx(max(v.total() for _, v in kept), abs=1.0)
    same = replan(case, effects, agreed, price=dear, settings=EXACT)
    assert same.changes == ()
    assert same.point.tasks == agreed.choices
    assert same.price_eur == pytest.approx(0, abs=0.01)
    assert Replan.model_validate_json(anew.model_dump_json()) == anew


def test_a_slip_moves_the_task_and_says_so_and_leaves_what_has_begun():
    case = small_case()
    effects = find_joint_effects(case)
    agreed = find_programme(case, effects, EXACT).schedule
    first = min(agreed.works.values(), key=lambda work: work.start)
    late = max(agreed.works.values(), key=lambda work: work.start)
    found = replan(
        case, effects, agreed,
        now=first.start + 1, slips=[Slip(task_id=late.task.id, quarters=1)], settings=EXACT,
    )  # fmt: skip
    starts = {choice.task_id: choice.start for choice in found.point.tasks}
    assert starts[first.task.id] == first.start
    moved = starts[late.task.id]
    assert moved is None or moved >= late.start + 1
    causes = {change.moved.task_id: change.cause.value for change in found.changes}
    assert causes[late.task.id] == "slip"


def test_replanning_after_a_drop_out_leaves_its_tasks_out():
    case = small_case()
    agreed = find_programme(case, find_joint_effects(case), EXACT).schedule
    gone = case.tasks[0].partner_id
    left = without_partner(case, gone)
    assert {task.partner_id for task in left.tasks} == {task.partner_id for task in case.tasks} - {
        gone
    }
    found = replan(left, find_joint_effects(left), agreed, settings=EXACT)
    assert {choice.task_id for choice in found.point.tasks} == set(left.task)


def test_with_a_drop_out_goes_all_that_is_about_its_tasks_however_indirectly():
    case = small_case()
    task, other = (
        case.tasks[0],
        next(t for t in case.tasks if t.partner_id != case.tasks[0].partner_id),
    )
    tied = small_case(
        conditions=[
            {"id": "tied", "partner_id": other.partner_id, "text": "Als zij ook.",
             "kind": "window", "task_ids": (task.id,)},
        ],
        commitments=[
            {"id": "if", "partner_id": other.partner_id, "stance": "behind_it_if",
             "text": "We doen mee.", "condition_ids": ("tied",)},
        ],
    )  # fmt: skip
    left = without_partner(tied, task.partner_id)
    assert not left.conditions
    assert not left.commitments


def test_who_is_not_at_the_table_cannot_leave_it():
    with pytest.raises(ProgrammeError, match="Unknown partner"):
        without_partner(small_case(), "nobody")


def test_sample_average_is_the_best_on_average_of_all_programmes():
    case = tiny_case(7)
    scenarios = [
        Scenario(name="cheap", investments={v.id: 0.6 * v.investment_eur for v in case.variants}),
        Scenario(
            name="dear",
            investments={v.id: 1.9 * v.investment_eur for v in case.variants[::2]},
            key_figures={f.id: 2 * f.value for f in case.key_figures if f.value is not None},
            weight=2.0,
        ),
    ]
    free = case.model_copy(update={"boundaries": ()})
    cases = [apply_scenario(free, scenario) for scenario in scenarios]

    def worth(one: Case, schedule: Schedule) -> float:
        moved = Schedule(one, {choice.task_id: choice for choice in schedule})
        return value_schedule(moved, find_joint_effects(one)).total()

    best = max(
        sum(s.weight * worth(one, kept) for s, one in zip(scenarios, cases, strict=True)) / 3
        for kept, _ in kept_schedules(free)
    )
    programme = find_programme(free, find_joint_effects(free), EXACT).schedule
    found = compare_scenarios(free, scenarios, programme, EXACT)
    assert found.proven
    assert found.bound_eur == pytest.approx(best, abs=1.0)
    assert found.candidates[0].mean_eur == pytest.approx(best, abs=1.0)
    assert all(o.regret_eur >= -1.0 for c in found.candidates for o in c.outcomes)
    for candidate in found.candidates:
        assert (candidate.largest_regret_eur is None) != candidate.keeps_all_limits
    assert Robustness.model_validate_json(found.model_dump_json()) == found


def test_scenarios_with_a_withdrawal_and_overruns_are_compared_without_a_claim():
    case = small_case()
    programme = find_programme(case, find_joint_effects(case), EXACT).schedule
    scenarios = [
        Scenario(name="as planned"),
        Scenario(name="longer", longer={case.variants[0].id: 1}),
        Scenario(name="without", without=case.tasks[0].partner_id),
    ]
    found = compare_scenarios(case, scenarios, programme, SearchSettings(seconds=4))
    assert found.bound_eur is None
    assert not found.proven
    assert {len(candidate.outcomes) for candidate in found.candidates} == {3}


def test_standard_scenarios_differ_as_asked_and_leave_out_what_is_not_asked():
    case = small_case()
    asked = StandardScenarios(dearer_percent=10, less_heat_percent=50, without="heat")
    names = [s.name for s in standard_scenarios(case, asked, "en")]
    assert len(names) == 5
    assert names[1] == "works cost 10 % more"
    by_name = {s.name: s for s in standard_scenarios(case, asked, "en")}
    dearer = apply_scenario(case, by_name["works cost 10 % more"])
    for before, after in zip(case.variants, dearer.variants, strict=True):
        assert after.investment_eur == pytest.approx(1.1 * before.investment_eur)
    halved = by_name["what heat yields is 50 % less"].key_figures
    assert halved == {"co2": pytest.approx(0.065)}
    nothing = StandardScenarios(dearer_percent=0, longer_quarters=0, less_heat_percent=0)
    assert len(standard_scenarios(case, nothing, "nl")) == 1


def test_other_programmes_are_evaluated_along():
    case = small_case()
    programme = find_programme(case, find_joint_effects(case), EXACT).schedule
    others = {"alone": plan_alone(case)}
    scenarios = standard_scenarios(case, StandardScenarios(longer_quarters=0), "nl")
    found = compare_scenarios(case, scenarios, programme, SearchSettings(seconds=4), others=others)
    by_name = {c.name: c for c in found.candidates}
    assert by_name["alone"].mean_eur <= by_name["programme"].mean_eur
    assert found.bound_eur is not None


def test_the_same_seed_draws_the_same_scenarios():
    case = small_case()
    assert draw_scenarios(case, 5, seed=3) == draw_scenarios(case, 5, seed=3)
    assert draw_scenarios(case, 5, seed=3) != draw_scenarios(case, 5, seed=4)


def test_a_framework_becomes_the_aim_and_its_points_agree():
    case = small_case()
    effects = find_joint_effects(case)
    weights = {c.id: 1.0 / len(case.criteria) for c in case.criteria}
    alone = value_schedule(plan_alone(case), effects, shared=False)
    asked = aim_of(case, weights, accounts(case, alone))
    brief = SearchSettings(seconds=30, gap=0.1)
    solution = find_programme(case, effects, brief, aim=Aim(goal=asked.aim.goal))
    valuation = value_schedule(solution.schedule, effects)
    expected = objective_weights(case, weights).value(solution.schedule, valuation)
    points = asked.constant + asked.points_per_eur * solution.objective_eur
    assert points == pytest.approx(expected, abs=1e-6)
    unseen = {line.criterion_id for line in asked.unchecked}
    crossed = check_red_lines(case, asked.unchecked, solution.schedule, valuation, alone)
    assert {line.criterion_id for line in crossed} <= unseen


def test_steps_leave_points_out_but_not_the_ends():
    case = with_benefits(20)
    objectives = (Objective.VALUE, Objective.COST)
    every = find_pareto(case, find_joint_effects(case), objectives, EXACT)
    some = find_pareto(case, find_joint_effects(case), objectives, EXACT, step=0.6)
    assert len(every.points) > len(some.points) >= 2
    for objective in objectives:
        most = max(point.reached[objective] for point in every.points)
        assert max(p.reached[objective] for p in some.points) == pytest.approx(most, abs=1)

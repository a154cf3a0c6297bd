# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Points by weighing, and limits on goals by prices: against trying everything on tiny cases."""

import pytest

from koppelkans.case import Case
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import SearchSettings, find_programme
from koppelkans.programme.choices.supported import WeighingFinder
from koppelkans.programme.choices.within import find_within, knows_prices
from koppelkans.programme.goal import NET_VALUE, Aim, AtLeast, Goal, of_categories
from koppelkans.programme.wishes import NOTHING
from koppelkans.value import Category, value_schedule
from tests.programme.cases import kept

EXACT = SearchSettings(seconds=60, gap=0.0)
SEEDS = (11, 15, 20)
COST, NUISANCE = of_categories(Category.COST), of_categories(Category.NUISANCE)


def weigh(case: Case, goals: tuple[Goal, ...], step: float = 0.0) -> WeighingFinder:
    return WeighingFinder(
        case, tuple(find_joint_effects(case)), goals, EXACT, step=step, wishes=NOTHING,
        start=None, report=lambda _: None,
    )  # fmt: skip


@pytest.mark.parametrize("goals", [(NET_VALUE, NUISANCE), (NET_VALUE, COST, NUISANCE)])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_programme_that_reaches_as_much_of_the_others_passes_the_bound_of_a_point(seed, goals):
    case, programmes = kept(seed)
    every = [tuple(g.value(s, v) for g in goals) for s, v in programmes]
    points = weigh(case, goals).run()
    assert len({point.amounts for point in points}) == len(points)
    for point in points:
        assert any(point.amounts == pytest.approx(one, abs=0.01) for one in every)
        as_good = [
            one[0]
            for one in every
            if all(a >= b - 0.01 for a, b in zip(one[1:], point.amounts[1:], strict=True))
        ]
        assert max(as_good) <= point.solution.bound_eur + 0.02
        # Every search ended with a proof, so a point is the best where weighing can tell.
        assert max(as_good) == pytest.approx(point.amounts[0], abs=0.02)
    best = max(points, key=lambda point: point.amounts[0])
    assert best.amounts[0] == pytest.approx(max(one[0] for one in every), abs=0.02)
    assert best.solution.gap == pytest.approx(0.0, abs=1e-6)


def test_steps_leave_out_what_is_close_and_telling_it_to_stop_ends_it():
    case, _ = kept(15)
    every = weigh(case, (NET_VALUE, NUISANCE)).run()
    some = weigh(case, (NET_VALUE, NUISANCE), step=1.0).run()
    assert 1 <= len(some) <= len(every)
    finder = weigh(case, (NET_VALUE, NUISANCE))
    finder.report = lambda _: False
    assert len(finder.run()) == 1


@pytest.mark.parametrize("part", [0.0, 0.3, 0.7, 1.0])
@pytest.mark.parametrize("seed", SEEDS)
def test_within_a_limit_is_the_best_of_all_that_keep_it(seed, part):
    case, programmes = kept(seed)
    effects = find_joint_effects(case)
    reached = [NUISANCE.value(s, v) for s, v in programmes]
    asked = min(reached) + part * (max(reached) - min(reached))
    aim = Aim(limits=(AtLeast(goal=NUISANCE, amount=asked),))
    best = max(v.total() for (_, v), r in zip(programmes, reached, strict=True) if r >= asked)

    def search(_part, sought, begin, known):
        return find_programme(case, effects, EXACT, start=begin, aim=sought, certificate=known)

    found = find_within(case, effects, aim, search)
    assert aim.shortfall(found.schedule, value_schedule(found.schedule, effects)) == 0.0
    assert found.objective_eur == pytest.approx(best, abs=0.05)
    assert found.bound_eur >= best - 0.01
    assert not knows_prices(case, effects, aim), "a tiny case is solved by the exact model"

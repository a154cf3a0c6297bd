# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same laws where prices prove and compiled code searches: below and above 60 tasks.

Such a search ends before it has proven everything, so what must hold of optima is asked of bounds:
none is passed by a programme of the same case in other words, or of one with more limits.
"""

from typing import Any

import pytest

from bench.city import generate_case
from bench.evaluator import Evaluator
from koppelkans.case import BoundaryKind, Case
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import SearchSettings, Solution, find_programme, without_limit
from koppelkans.programme.search import MOST_TASKS_TO_BRANCH, PRICED_FROM
from tests.factories import case_of
from tests.programme.cases import doubled

SOME = SearchSettings(seconds=600, gap=0.0, turns=2)
KINDS = (BoundaryKind.BUDGET, BoundaryKind.CREWS, BoundaryKind.CLOSURES, BoundaryKind.REST)


def solve(case: Case, **more: Any) -> Solution:
    return find_programme(case, find_joint_effects(case), SOME, **more)


@pytest.fixture(scope="module", params=[25, 65])
def solved(request) -> tuple[Case, Solution]:
    case = generate_case(request.param, 2).case
    assert (request.param > MOST_TASKS_TO_BRANCH) == (request.param == 65)
    starts = sum(len(case.starts(v.task_id, v.id)) for v in case.variants)
    assert starts >= PRICED_FROM
    return case, solve(case)


def test_a_second_opinion_agrees_and_the_bound_is_not_passed(solved):
    case, solution = solved
    verdict = Evaluator(case, find_joint_effects(case)).judge(solution.schedule)
    assert verdict.broken == []
    assert verdict.net_eur == pytest.approx(solution.objective_eur, abs=0.01)
    assert solution.objective_eur <= solution.bound_eur


def test_doubling_all_euros_doubles_programme_and_bound(solved):
    case, once = solved
    twice = solve(case_of(doubled(case.to_tables()), case.crs))
    assert twice.objective_eur == pytest.approx(2 * once.objective_eur, rel=1e-9)
    assert twice.bound_eur == pytest.approx(2 * once.bound_eur, rel=1e-6)


def test_another_order_is_the_same_case(solved):
    case, solution = solved
    tables = case.to_tables()
    other_case = case_of({name: rows[::-1] for name, rows in tables.items()}, case.crs)
    other = solve(other_case)
    assert other.objective_eur <= solution.bound_eur + 0.01
    assert solution.objective_eur <= other.bound_eur + 0.01
    again = solve(other_case, start=solution.schedule)
    assert again.objective_eur >= solution.objective_eur - 0.01


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_limit_it_is_never_worse(solved, kind):
    case, solution = solved
    limit = next(b for b in case.boundaries if b.kind is kind)
    fewer = solve(without_limit(case, "boundaries", limit.id), start=solution.schedule)
    assert fewer.objective_eur >= solution.objective_eur - 0.01
    assert fewer.bound_eur >= solution.objective_eur - 0.01
    assert fewer.objective_eur <= fewer.bound_eur

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Laws of the search on cases that hypothesis draws."""

import os
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.evaluator import Evaluator
from koppelkans.case import Case, RelationKind
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import (
    NoProgrammeFound,
    Progress,
    SearchSettings,
    Status,
    find_programme,
    without_limit,
)
from tests.factories import case_of, small_tables
from tests.programme.cases import all_schedules
from tests.programme.drawn import DRAWN, tiny_cases

EXACT = SearchSettings(seconds=60, gap=0.0)
CENT = 0.01
CASES = int(os.environ.get("KOPPELKANS_DRAWN_CASES", "40"))
"""How many cases the second opinion looks at; hundreds take minutes."""


def best_by_the_second_opinion(case: Case, evaluator: Evaluator) -> float | None:
    """Return the best value by trying everything, judged without any code of the product."""
    verdicts = (evaluator.judge(schedule) for schedule in all_schedules(case))
    return max((v.net_eur for v in verdicts if not v.broken), default=None)


@settings(DRAWN, max_examples=CASES)
@given(tiny_cases())
def test_a_second_opinion_finds_the_same_best_and_no_broken_limit(case):
    joint_effects = find_joint_effects(case)
    evaluator = Evaluator(case, joint_effects)
    best = best_by_the_second_opinion(case, evaluator)
    seen: list[Progress] = []
    try:
        solution = find_programme(
            case, joint_effects, EXACT, lambda p: bool(seen.append(p)) or True
        )
    except NoProgrammeFound as failure:
        assert (best, failure.proven, bool(failure.reasons)) == (None, True, True)  # noqa: PT017
        return
    verdict = evaluator.judge(solution.schedule)
    assert verdict.broken == []
    assert abs(verdict.net_eur - solution.objective_eur) < CENT
    assert best is not None
    assert abs(solution.objective_eur - best) < 0.5
    assert solution.status is Status.OPTIMAL
    for earlier, later in pairwise(seen):
        assert later.best_eur >= earlier.best_eur - CENT
        assert later.bound_eur <= earlier.bound_eur + CENT
    assert all(p.best_eur <= p.bound_eur + CENT for p in seen)
    assert all(p.bound_eur >= best - CENT for p in seen)


@settings(DRAWN, max_examples=12)
@given(tiny_cases(), st.data())
def test_leaving_out_any_limit_is_never_worse(case, data):
    joint_effects = find_joint_effects(case)
    limits = [("boundaries", boundary.id) for boundary in case.boundaries]
    limits += [("relations", r.id) for r in case.relations if r.kind is not RelationKind.PREPARES]
    if not limits:
        return
    table, id_ = data.draw(st.sampled_from(limits))
    try:
        held = find_programme(case, joint_effects, EXACT).objective_eur
    except NoProgrammeFound:
        return
    fewer = without_limit(case, table, id_)
    assert find_programme(fewer, joint_effects, EXACT).objective_eur >= held - 0.5


def test_paving_that_closes_nothing_asks_for_no_rest():
    tables = small_tables()
    for variant in tables["variants"]:
        if variant["task_id"] == "street-1":
            variant |= {"repaves": True, "closed_weeks": 0}
    closing = tables["variants"][0] | {"id": "street-1-closed", "task_id": "street-1"}
    tables["variants"].append(closing | {"repaves": False})
    tables["boundaries"] = [{"id": "rest", "kind": "rest", "name": "Rust", "limit": 5}]
    case = case_of(tables)
    solution = find_programme(case, find_joint_effects(case), EXACT)
    assert solution.status is Status.OPTIMAL

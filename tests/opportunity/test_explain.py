# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.opportunity import (
    OpportunityKind,
    count_by_partners,
    detect_opportunities,
    explain_opportunity,
    find_joint_effects,
)
from koppelkans.value import value_opportunities
from tests.factories import small_case, small_tables


def find(case):
    effects = find_joint_effects(case)
    found = detect_opportunities(case, effects)
    return found, value_opportunities(case, found, effects)


def sentences(case, *task_ids):
    found = next(o for o in find(case)[0] if o.task_ids == task_ids)
    explanation = explain_opportunity(case, found)
    return [[str(message) for message in part] for part in (explanation.why, explanation.gives)]


def test_why_names_what_is_saved():
    why, gives = sentences(small_case(), "sewer-2", "street-2", "heat-1")
    assert why[0] == "Opening and closing costs €\N{NO-BREAK SPACE}75,000 less."
    assert why[1].startswith("Streets are closed 22 weeks less")
    assert not gives


def test_why_says_when_a_price_is_not_known():
    tables = small_tables()
    for rule in tables["opportunity_rules"]:
        rule["key_figure_id"] = "heat_stress"
    why, _ = sentences(small_case(**tables), "coaches", "heat-1")
    assert why == ["Coach en aansluiting samen; its price is not known yet."]


def test_what_must_give_names_task_owner_distance_and_price():
    tables = small_tables()
    windows = {"sewer-2": "2028-Q4", "street-2": "2030-Q1", "heat-1": "2033-Q1"}
    for task in tables["tasks"]:
        if task["id"] in windows:
            moment = windows[task["id"]]
            task.update(preferred_start=moment, earliest_start=moment, latest_start=moment)
    _, gives = sentences(small_case(**tables), "sewer-2", "street-2")
    assert gives == [
        "The window of “Sewer-2” (Water) stretches 3 quarters,"
        " for €\N{NO-BREAK SPACE}15,000."
    ]  # fmt: skip


def test_pairs_of_partners_add_up_to_what_partners_gain_together():
    case = small_case()
    found, gains = find(case)
    pairs = count_by_partners(case, found, gains)
    joint = [o for o in found if len(o.partner_ids) > 1 and o.kind is not OpportunityKind.CHAIN]
    assert sum(pair.gain_eur for pair in pairs.values()) == pytest.approx(
        sum(gains[o.id] for o in joint)
    )
    assert pairs["city", "heat"].count == sum({"city", "heat"} <= {*o.partner_ids} for o in joint)


def test_partners_who_never_meet_stand_in_the_matrix_with_nothing():
    case = small_case()
    pairs = count_by_partners(case, *find(case))
    assert len(pairs) == 6
    assert (pairs["city", "people"].count, pairs["city", "people"].gain_eur) == (0, 0)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.opportunity import detect_opportunities, find_joint_effects
from koppelkans.value import discount_factor, value_opportunities
from tests.factories import small_case

CASE = small_case()
EFFECTS = find_joint_effects(CASE)
OPPORTUNITIES = detect_opportunities(CASE, EFFECTS)
GAINS = value_opportunities(CASE, OPPORTUNITIES, EFFECTS)


def gain_of(*task_ids):
    return next(GAINS[o.id] for o in OPPORTUNITIES if o.task_ids == task_ids)


def test_every_opportunity_has_a_gain():
    assert set(GAINS) == {opportunity.id for opportunity in OPPORTUNITIES}
    assert all(gain > 0 for gain in GAINS.values())


def test_shared_street_by_hand():
    """Place 3, all three from 2029-Q1: sewer 7 + 7 weeks, street 10, heat 8 + 8; 1,700 EUR a week.

    Openings 62,500, 30,000 and 45,000: the two smallest are saved.
    """
    now, next_quarter = discount_factor(0.0225, 8), discount_factor(0.0225, 9)
    weeks_saved = (7 + 10 + 8 - 10) * now + (7 + 8 - 8) * next_quarter
    expected = 75_000 * now + 1_700 * weeks_saved
    assert gain_of("sewer-2", "street-2", "heat-1") == pytest.approx(expected)


def test_joint_effect_by_hand():
    assert gain_of("coaches", "heat-1") == pytest.approx(20 * 450 * discount_factor(0.0225, 4))

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small case with a baseline and programmes, ready to be shared."""

from koppelkans.case import Quarter, Schedule
from koppelkans.opportunity import find_joint_effects
from koppelkans.sharing import Accounts, situation
from koppelkans.value import value_schedule
from tests.factories import small_case

ALONE = {
    "sewer-1": ("sewer-1-v", "2029-Q1"), "sewer-2": ("sewer-2-v", "2030-Q2"),
    "street-1": ("street-1-plain", "2028-Q2"), "street-2": ("street-2-plain", "2032-Q1"),
    "heat-1": ("heat-1-mt", "2031-Q1"),
}  # fmt: skip
TOGETHER = {
    "sewer-1": ("sewer-1-v", "2030-Q2"), "sewer-2": ("sewer-2-v", "2030-Q2"),
    "street-1": ("street-1-plain", "2030-Q4"), "street-2": ("street-2-plain", "2030-Q4"),
    "heat-1": ("heat-1-mt", "2030-Q2"),
}  # fmt: skip
LOSING = {
    "sewer-1": ("sewer-1-v", "2029-Q1"), "sewer-2": ("sewer-2-v", "2029-Q1"),
    "street-1": ("street-1-green", "2029-Q2"), "street-2": ("street-2-plain", "2029-Q2"),
    "heat-1": ("heat-1-lt", "2029-Q3"), "coaches": ("coaches-v", "2029-Q3"),
}  # fmt: skip
"""Good for the residents, at the cost of the city and the heat company."""
WIDE = [
    {"id": "reach", "kind": "reachability", "name": "Bereikbaarheid", "stretch": 4},
]
"""Limits that leave everything possible and price nothing."""


def schedule(case, chosen):
    return Schedule.of(
        case, {task: (variant, Quarter.parse(start)) for task, (variant, start) in chosen.items()}
    )


def shared(alone=ALONE, together=TOGETHER, accounts=Accounts.MONEY, **changes):
    """Return the small case as there is something to share, with whole tables changed."""
    case = small_case(**{"boundaries": WIDE, **changes})
    effects = find_joint_effects(case)
    before, after = schedule(case, alone), schedule(case, together)
    return situation(
        before,
        after,
        value_schedule(before, effects, shared=False),
        value_schedule(after, effects),
        effects,
        accounts,
    )

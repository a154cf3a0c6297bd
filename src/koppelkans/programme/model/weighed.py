# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The amounts of a problem as they count for a goal, each weighed as its entry would be."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from koppelkans.case import Case
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.goal import Goal, example, opening_entry, week_entry
from koppelkans.programme.model.matrix import Floats
from koppelkans.value import (
    Category,
    EntryKind,
    joint_effect_values,
    not_done_value,
    place_week_costs,
    start_values,
)


@dataclass(frozen=True)
class Excess:
    """How much more an owner's part of what is shared counts than that of others.

    Attributes
    ----------
    opening
        More than ``opening_weight``, per euro.
    week_eur
        By place: more than a closed week there, in each quarter.
    """

    opening: float
    week_eur: Mapping[str, Floats]


@dataclass(frozen=True)
class Shared:
    """What openings and closed weeks count, at the least, and by owner what more."""

    opening_weight: float
    week_eur: dict[str, Floats]
    excess: dict[str, Excess]


def weighed_starts(case: Case, goal: Goal) -> dict[tuple[str, str], Floats]:
    """Return what each start counts by itself, by task and variant."""
    values = start_values(case, goal.weigh)
    return {
        (task_id, variant_id): total + np.asarray(goal.starts.get(variant_id, 0.0))
        for (task_id, variant_id), total in values.items()
    }


def weighed_not_done(case: Case, goal: Goal, task_id: str) -> float:
    """Return what it counts to leave a task out."""
    risk = example(EntryKind.FAILURE, Category.COST, case.task[task_id].partner_id)
    added = goal.not_done.get(task_id, 0.0)
    return goal.weigh(risk) * not_done_value(case, task_id) + added


def weighed_joint(case: Case, goal: Goal, effect: JointEffect) -> Floats:
    """Return what a joint effect counts in each planned quarter."""
    eur = joint_effect_values(case, effect)
    # Gains and losses keep their sign through the years.
    category = Category.BENEFIT if eur[0] >= 0 else Category.COST
    found = example(EntryKind.JOINT_EFFECT, category, effect.partner_id, effect.beneficiary)
    return goal.weigh(found) * eur


def weigh_shared(case: Case, goal: Goal) -> Shared:
    """Return what openings and closed weeks count: for all alike, and by owner what more."""
    owners = sorted({task.partner_id for task in case.tasks})
    quarters = np.arange(case.last_quarter - case.first_quarter + 1)
    opening = {owner: goal.weigh(opening_entry(owner)) for owner in owners}
    weeks = {owner: dict[str, Floats]() for owner in owners}
    for place_id, cost in place_week_costs(case).items():
        prices = [(item.part, item.present_values(quarters)) for item in cost.items]
        for owner in owners:
            total = np.zeros(len(quarters))
            for part, price in prices:
                total += goal.weigh(week_entry(case, owner, part)) * price
            weeks[owner][place_id] = total
    least = min(opening.values())
    common = {p: np.minimum.reduce([weeks[o][p] for o in owners]) for p in weeks[owners[0]]}
    excess = {
        owner: Excess(opening[owner] - least, {p: weeks[owner][p] - common[p] for p in common})
        for owner in owners
    }
    some = {
        o: e for o, e in excess.items() if e.opening or any(w.any() for w in e.week_eur.values())
    }
    each_week = {p: price - goal.per_closed_week for p, price in common.items()}
    return Shared(least, each_week, some)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be weighed against each other: value, cost, nuisance, early benefit, the worst off."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from koppelkans.case import QUARTERS_PER_YEAR, Case, Schedule
from koppelkans.programme.goal import NET_VALUE, Aim, AtLeast, Goal, Ranked, Rule, of_categories
from koppelkans.value import Category, Valuation
from koppelkans.value.start_values import find_streams


class Objective(StrEnum):
    """What a programme is judged by; of all of them more is better."""

    VALUE = "value"
    COST = "cost"
    """Minus the cost."""
    NUISANCE = "nuisance"
    """Minus the nuisance."""
    EARLY = "early"
    """Minus the benefit that people wait for, in EUR times years: see `early_goal`."""
    WORST_OFF = "worst_off"
    """What the partner gains that gains least, compared with going alone, before payments."""


@dataclass(frozen=True)
class Measured:
    """An objective on a case: as a goal, or as the smallest of the gains of partners."""

    goal: Goal | None
    ranked: Ranked | None = None

    def aim(self, limits: tuple[AtLeast, ...]) -> Aim:
        """Return the aim that makes it as large as possible."""
        if self.goal is None:
            return Aim(ranked=self.ranked, limits=limits)
        return Aim(goal=self.goal, limits=limits)

    def at_least(self, amount: float) -> tuple[AtLeast, ...]:
        """Return the limits that ask so much of it."""
        if self.goal is not None:
            return (AtLeast(goal=self.goal, amount=amount),)
        assert self.ranked is not None  # noqa: S101 - one of both is given
        pairs = zip(self.ranked.goals, self.ranked.less, strict=True)
        return tuple(AtLeast(goal=goal, amount=amount + less) for goal, less in pairs)

    def value(self, schedule: Schedule, valuation: Valuation) -> float:
        """Return how much of it a programme reaches."""
        return self.aim(()).value(schedule, valuation)


def measure(case: Case, objective: Objective, alone: Mapping[str, float]) -> Measured:
    """Return an objective on a case.

    Parameters
    ----------
    alone
        By partner: what it has when everybody goes alone, EUR.
    """
    match objective:
        case Objective.VALUE:
            return Measured(NET_VALUE)
        case Objective.COST:
            return Measured(of_categories(Category.COST))
        case Objective.NUISANCE:
            return Measured(of_categories(Category.NUISANCE))
        case Objective.EARLY:
            return Measured(early_goal(case))
    return Measured(None, ranked_partners(case, alone))


def own_account(partner_id: str) -> Goal:
    """Return the goal of a partner's own account."""
    return Goal(rules=(Rule(partner_ids=frozenset({partner_id})),))


def ranked_partners(
    case: Case, alone: Mapping[str, float], count: int = 1, floors: tuple[float, ...] = ()
) -> Ranked:
    """Return what the partners that gain least gain, compared with going alone."""
    ids = [partner.id for partner in case.partners]
    return Ranked(
        goals=tuple(own_account(id_) for id_ in ids),
        less=tuple(alone[id_] for id_ in ids),
        count=count,
        floors=floors,
    )


def early_goal(case: Case) -> Goal:
    """Return the goal of early benefit: minus benefit times the years until it is there.

    The benefit of a task is what its best variant is worth in effects when it starts as early as
    it can. A start costs that benefit times the years to the end of the work; what a variant
    brings less than the best one, and what is not done, is waited for until the last year. Per
    task this depends on its own variant and start alone, so it is exact in the model.
    """
    horizon = (case.last_quarter - case.first_quarter + 1) / QUARTERS_PER_YEAR
    starts: dict[str, tuple[float, ...]] = {}
    not_done: dict[str, float] = {}
    for task in case.tasks:
        benefit = {v.id: _benefit(case, task.id, v.id) for v in case.variants_of[task.id]}
        most = max(benefit.values(), default=0.0)
        if most <= 0:
            continue
        not_done[task.id] = -most * horizon
        for variant in case.variants_of[task.id]:
            ends = np.array(case.starts(task.id, variant.id)) + variant.duration_quarters
            years = (ends - case.first_quarter.index) / QUARTERS_PER_YEAR
            here = benefit[variant.id]
            starts[variant.id] = tuple(-(here * years + (most - here) * horizon))
    return Goal(rules=(), starts=starts, not_done=not_done)


def _benefit(case: Case, task_id: str, variant_id: str) -> float:
    possible = case.starts(task_id, variant_id)
    if not possible:
        return 0.0
    first = np.array([possible.start - case.first_quarter.index])
    streams = find_streams(case, case.task[task_id], case.variant[variant_id], first)
    found = sum(float(s.eur[0]) for s in streams if s.category is Category.BENEFIT)
    return max(0.0, found)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A programme among others: what it reaches, and what is proven of it."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from koppelkans.case import Case, Choice, Schedule
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.types import Solution, Status
from koppelkans.value import Category, Valuation, value_schedule


class Point(BaseModel):
    """A full programme: present values in EUR at the price level of the case.

    Attributes
    ----------
    tasks
        What is done when: as in a result.
    reached
        By objective: how much of it, more is better.
    partners_eur
        By partner: its own account, before payments.
    bound
        Proven: no programme reaches more of what this one was looked for.
    gap
        (bound - reached) / what is at stake, as a fraction.
    """

    model_config = ConfigDict(frozen=True)

    tasks: tuple[Choice, ...]
    net_value_eur: float
    cost_eur: float
    nuisance_eur: float
    partners_eur: dict[str, float]
    reached: dict[str, float] = {}
    bound: float
    gap: float
    status: Status

    def schedule(self, case: Case) -> Schedule:
        """Return the programme as a schedule of its case."""
        return Schedule(case, {choice.task_id: choice for choice in self.tasks})


def accounts(case: Case, valuation: Valuation) -> dict[str, float]:
    """Return what falls on the account of each partner, before payments, in EUR."""
    found = valuation.by(lambda entry: entry.partner_id)
    return {partner.id: found.get(partner.id, 0.0) for partner in case.partners}


def make_point(
    solution: Solution, joint_effects: Sequence[JointEffect], reached: dict[str, float]
) -> Point:
    """Return a solution as a point."""
    schedule = solution.schedule
    valuation = value_schedule(schedule, joint_effects)
    return Point(
        tasks=schedule.choices,
        net_value_eur=valuation.total(),
        cost_eur=-valuation.total(Category.COST),
        nuisance_eur=-valuation.total(Category.NUISANCE),
        partners_eur=accounts(schedule.case, valuation),
        reached=reached,
        bound=solution.bound_eur,
        gap=solution.gap,
        status=solution.status,
    )

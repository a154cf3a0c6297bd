# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people want of a programme besides the largest value: fair, weighed, close to agreed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from koppelkans.case import Case, Schedule
from koppelkans.framework.given import weights_of
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.baseline import plan_alone
from koppelkans.programme.choices.fair import (
    Fairness,
    find_in_order,
    nobody_worse,
    ranks_of,
    together_not_worse,
)
from koppelkans.programme.choices.objectives import Objective, measure, own_account
from koppelkans.programme.choices.point import accounts
from koppelkans.programme.choices.replan import Agreement, change_goal
from koppelkans.programme.choices.weighed import WeighedAim, aim_of
from koppelkans.programme.choices.within import find_within, knows_prices
from koppelkans.programme.goal import LARGEST_VALUE, NET_VALUE, Aim, AtLeast
from koppelkans.programme.model.problem import make_problem, simple_bound
from koppelkans.programme.proof.certificate import Certificate, bound_after
from koppelkans.programme.search import find_programme
from koppelkans.programme.types import Report, SearchSettings, Solution, Status
from koppelkans.programme.wishes import NOTHING, Wishes
from koppelkans.value import Category, value_schedule

EVERYBODY = ""
WORST_OFF = (Fairness.WORST_FIRST, Fairness.IN_ORDER)
"""What is fair here is what is looked for, not a limit."""


class Reach(BaseModel):
    """So much of an objective at least: EUR, more is better."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    objective: Objective
    at_least: float


class Wanted(BaseModel):
    """What is wanted of a programme; nothing: the largest net value.

    Attributes
    ----------
    fairness
        With ``in_order`` there is a search for each partner, so each has little time.
    weighed_by
        The partner by whose weights programmes are judged; "" for the average of all.
    reach
        What must be reached of other objectives.
    agreed
        What was agreed: change as little of it as is worth its price.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fairness: Fairness | None = None
    weighed_by: str | None = None
    reach: tuple[Reach, ...] = ()
    agreed: Agreement | None = None

    @model_validator(mode="after")
    def _one_goal(self) -> Self:
        goals = (self.fairness in WORST_OFF, self.weighed_by is not None,
                 self.agreed is not None)  # fmt: skip
        if sum(goals) > 1:
            raise ValueError("expected one goal: the worst off, a weighing or an agreement")
        return self


class Reached(BaseModel):
    """How near the goal a programme is, when that is another one than the largest net value.

    ``amount`` and ``bound`` in the unit of the goal: EUR, but EUR of the weightiest criterion
    when it is weighed; ``gap`` as a fraction of what is at stake.

    Attributes
    ----------
    steps
        With ``in_order`` how many searches there were. Amount and bound are of the first, the
        partner that gains least; the gap is the widest of all, and the status holds for all.
    """

    model_config = ConfigDict(frozen=True)

    amount: float
    bound: float
    gap: float
    status: Status
    steps: int = 1


@dataclass(frozen=True)
class WantedSolution:
    """The programme with the proof of its net value, and what was reached of another goal."""

    solution: Solution
    reached: Reached | None


def find_wanted(  # as find_programme
    case: Case,
    joint_effects: Sequence[JointEffect],
    wanted: Wanted,
    settings: SearchSettings | None = None,
    report: Report | None = None,
    start: Schedule | None = None,
    wishes: Wishes = NOTHING,
) -> WantedSolution:
    """Find the best programme as it is wanted.

    Returns
    -------
    WantedSolution
        Its bound is on net value: of programmes within the limits that are wanted, or, with
        another goal, of any programme that grants the wishes, by the prices of the proof. For the
        worst off a fifth of the time goes to a programme to begin with, two to what they can have,
        and two to the largest net value with that.

    Raises
    ------
    NoProgrammeFound, WishError, FrameworkError
        As `find_programme`; a framework without weights cannot be looked for.
    """
    settings = settings or SearchSettings()
    aim = aim_for(case, joint_effects, wanted)

    def search(
        part: float, sought: Aim, begin: Schedule | None, known: Certificate | None = None
    ) -> Solution:
        now = replace(settings, seconds=part * settings.seconds)
        return find_programme(case, joint_effects, now, report, begin, wishes, sought, known)

    if wanted.fairness in WORST_OFF:
        alone = alone_accounts(case, joint_effects)
        aims = ranks_of(case, alone, wanted.fairness, aim.limits)
        if start is None and not aim.limits:
            # What keeps all limits is found soonest when nothing else is looked for.
            start = search(0.2, LARGEST_VALUE, None).schedule
        ranks = find_in_order(aims, lambda part, *asked: search(0.4 * part, *asked), start)
        kept = _keep(ranks, joint_effects, alone, wanted.fairness)
        last = search(0.4, Aim(limits=(*aim.limits, *kept)), ranks[-1].schedule)
        return WantedSolution(last, _reached(ranks))
    part, lead = 1.0, None
    if wanted.fairness is not None:
        # Limits on the accounts of everybody are hard to come upon by trying; this leads there.
        alone = alone_accounts(case, joint_effects)
        lead = measure(case, Objective.WORST_OFF, alone).aim(())
    if knows_prices(case, joint_effects, aim):
        found = find_within(case, joint_effects, aim, search, start, lead)
    else:
        if lead is not None:
            start, part = search(0.3, lead, start).schedule, 0.7
        found = search(part, aim, start)
    if aim.goal == NET_VALUE:
        return WantedSolution(found, None)
    return WantedSolution(_prove_value(found, joint_effects, wishes), _reached([found]))


def aim_for(case: Case, joint_effects: Sequence[JointEffect], wanted: Wanted) -> Aim:
    """Return what the search is to look for."""
    if wanted == Wanted():
        return LARGEST_VALUE
    alone = alone_accounts(case, joint_effects)
    limits = list[AtLeast]()
    if wanted.fairness is Fairness.NOBODY_WORSE:
        limits += nobody_worse(case, alone)
    elif wanted.fairness is Fairness.COMPENSATED:
        limits += together_not_worse(case, alone)
    for reach in wanted.reach:
        limits += measure(case, reach.objective, alone).at_least(reach.at_least)
    if wanted.fairness in WORST_OFF:
        return measure(case, Objective.WORST_OFF, alone).aim(tuple(limits))
    goal = NET_VALUE
    if wanted.weighed_by is not None:
        weighed = weighed_aim(case, wanted.weighed_by, alone)
        goal, limits = weighed.aim.goal, [*limits, *weighed.aim.limits]
    elif wanted.agreed is not None:
        goal = change_goal(case, wanted.agreed)
    return Aim(goal=goal, limits=tuple(limits))


def weighed_aim(case: Case, partner_id: str, alone: dict[str, float]) -> WeighedAim:
    """Return the aim by the weights of a partner, or (``""``) by the average of all."""
    return aim_of(case, weights_of(case, partner_id or None), alone, partner_id or None)


def alone_accounts(case: Case, joint_effects: Sequence[JointEffect]) -> dict[str, float]:
    """Return by partner what it has when everybody goes alone, EUR."""
    return accounts(case, value_schedule(plan_alone(case), joint_effects, shared=False))


def _keep(
    ranks: Sequence[Solution],
    joint_effects: Sequence[JointEffect],
    alone: Mapping[str, float],
    fairness: Fairness,
) -> tuple[AtLeast, ...]:
    """Return the limits with which nobody among the worst off loses what was found for it."""
    schedule = ranks[-1].schedule
    if fairness is Fairness.IN_ORDER:
        reached = accounts(schedule.case, value_schedule(schedule, joint_effects))
    else:
        reached = {id_: eur + ranks[0].objective_eur for id_, eur in alone.items()}
    return tuple(AtLeast(goal=own_account(id_), amount=eur) for id_, eur in reached.items())


def _reached(found: Sequence[Solution]) -> Reached:
    first, widest = found[0], max(found, key=lambda one: one.gap)
    return Reached(
        amount=first.objective_eur, bound=first.bound_eur, gap=widest.gap,
        status=widest.status, steps=len(found),
    )  # fmt: skip


def _prove_value(found: Solution, joint_effects: Sequence[JointEffect], wishes: Wishes) -> Solution:
    """Return a solution for another goal with its net value and a bound on that of any other."""
    case, valuation = found.schedule.case, value_schedule(found.schedule, joint_effects)
    net = valuation.total()
    bound = simple_bound(make_problem(case, joint_effects, wishes))
    if found.certificate is not None:
        bound = min(bound, bound_after(case, joint_effects, found.certificate, wishes))
    bound = max(bound, net)
    gap = (bound - net) / max(1.0, valuation.total(Category.BENEFIT) - net)
    return replace(
        found, objective_eur=net, bound_eur=bound, gap=gap, status=Status.FEASIBLE,
        certificate=None,
    )  # fmt: skip

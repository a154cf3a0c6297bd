# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fair programmes: nobody worse off than alone, or the most for those who come off worst."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from koppelkans.case import Case, Schedule
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.choices.objectives import own_account, ranked_partners
from koppelkans.programme.choices.point import Point, accounts, make_point
from koppelkans.programme.goal import Aim, AtLeast, Goal, Rule
from koppelkans.programme.search import find_programme
from koppelkans.programme.types import SearchSettings, Status
from koppelkans.value import value_schedule


class Fairness(StrEnum):
    """What fair is taken to be; accounts are compared with going alone."""

    NOBODY_WORSE = "nobody_worse"
    """The largest value in which no partner is worse off, without any payment."""
    COMPENSATED = "compensated"
    """The same, but partners with a budget may pay each other: together they are not worse off."""
    WORST_FIRST = "worst_first"
    """The most for the partner that gains least (max-min)."""
    IN_ORDER = "in_order"
    """That; then the most for the two that gain least together, and so on (leximin)."""


class FairProgramme(BaseModel):
    """A fair programme: gains are present values in EUR compared with going alone.

    Attributes
    ----------
    gains_eur
        By partner, before payments.
    proven
        Whether nothing does better: with ``in_order`` at every rank.
    """

    model_config = ConfigDict(frozen=True)

    fairness: Fairness
    point: Point
    gains_eur: dict[str, float]
    proven: bool


def find_fair(
    case: Case,
    joint_effects: Sequence[JointEffect],
    alone: Schedule,
    fairness: Fairness,
    settings: SearchSettings | None = None,
    start: Schedule | None = None,
) -> FairProgramme:
    """Return the best programme that is fair.

    Parameters
    ----------
    alone
        What everybody does when going alone: from ``plan_alone``.
    settings
        ``seconds`` is for all ranks together.
    start
        A programme to begin with.

    Raises
    ------
    NoProgrammeFound
        When no programme within the limits is fair in this way, or none was found in time.
    """
    settings = settings or SearchSettings()
    before = accounts(case, value_schedule(alone, joint_effects, shared=False))
    if fairness is Fairness.NOBODY_WORSE:
        aims = [Aim(limits=nobody_worse(case, before))]
    elif fairness is Fairness.COMPENSATED:
        aims = [Aim(limits=together_not_worse(case, before))]
    else:
        ranks = len(case.partners) if fairness is Fairness.IN_ORDER else 1
        aims = [Aim(ranked=ranked_partners(case, before, n)) for n in range(1, ranks + 1)]
    deadline, floors, proven = time.monotonic() + settings.seconds, list[float](), True
    for done, aim in enumerate(aims):
        left = max(0.1, deadline - time.monotonic()) / (len(aims) - done)
        if aim.ranked is not None:
            ranked = aim.ranked.model_copy(update={"floors": tuple(floors)})
            aim = aim.model_copy(update={"ranked": ranked})  # noqa: PLW2901
        part = replace(settings, seconds=left)
        solution = find_programme(case, joint_effects, part, start=start, aim=aim)
        start, proven = solution.schedule, proven and solution.status is Status.OPTIMAL
        floors.append(solution.objective_eur)
    point = make_point(solution, joint_effects, {})
    gains = {id_: point.partners_eur[id_] - before[id_] for id_ in before}
    return FairProgramme(fairness=fairness, point=point, gains_eur=gains, proven=proven)


def nobody_worse(case: Case, alone: Mapping[str, float]) -> tuple[AtLeast, ...]:
    """Return the limits that each partner has at least what it has alone, on its own account."""
    return tuple(AtLeast(goal=own_account(p.id), amount=alone[p.id]) for p in case.partners)


def together_not_worse(case: Case, alone: Mapping[str, float]) -> tuple[AtLeast, ...]:
    """Return the limits when who has a budget can pay: those together, the others each.

    What may be paid when is not looked at: `koppelkans.sharing.compensate` does that.
    """
    payers = [partner.id for partner in case.partners if partner.has_budget]
    limits = [
        AtLeast(goal=own_account(p.id), amount=alone[p.id])
        for p in case.partners
        if not p.has_budget
    ]
    if payers:
        together = Goal(rules=(Rule(partner_ids=frozenset(payers)),))
        limits.append(AtLeast(goal=together, amount=sum(alone[id_] for id_ in payers)))
    return tuple(limits)

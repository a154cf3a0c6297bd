# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fair programmes: nobody worse off than alone, or the most for those who come off worst."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from koppelkans.case import Case, Schedule
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.choices.objectives import own_account, ranked_partners
from koppelkans.programme.choices.point import Point, accounts, make_point
from koppelkans.programme.choices.within import find_within, knows_prices
from koppelkans.programme.goal import Aim, AtLeast, Goal, Rule
from koppelkans.programme.proof.certificate import Certificate
from koppelkans.programme.search import find_programme
from koppelkans.programme.types import SearchSettings, Solution, Status
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
        aims = ranks_of(case, before, fairness)

    def search(
        part: float, aim: Aim, begin: Schedule | None, known: Certificate | None = None
    ) -> Solution:
        now = replace(settings, seconds=max(0.1, part * settings.seconds))
        return find_programme(case, joint_effects, now, start=begin, aim=aim, certificate=known)

    if knows_prices(case, joint_effects, aims[0]):
        lead = Aim(ranked=ranked_partners(case, before))
        solutions = [find_within(case, joint_effects, aims[0], search, start, lead)]
    else:
        solutions = find_in_order(aims, search, start)
    point = make_point(solutions[-1], joint_effects, {})
    gains = {id_: point.partners_eur[id_] - before[id_] for id_ in before}
    proven = all(solution.status is Status.OPTIMAL for solution in solutions)
    return FairProgramme(fairness=fairness, point=point, gains_eur=gains, proven=proven)


def ranks_of(
    case: Case,
    alone: Mapping[str, float],
    fairness: Fairness,
    limits: tuple[AtLeast, ...] = (),
) -> list[Aim]:
    """Return what to look for, one after another: the most for the worst off, the two, and so on.

    Parameters
    ----------
    limits
        What must be reached besides.
    """
    ranks = len(case.partners) if fairness is Fairness.IN_ORDER else 1
    return [Aim(limits=limits, ranked=ranked_partners(case, alone, n + 1)) for n in range(ranks)]


def find_in_order(
    aims: Sequence[Aim],
    search: Callable[[float, Aim, Schedule | None], Solution],
    start: Schedule | None,
) -> list[Solution]:
    """Return the best of each aim in turn, without giving up what those before it reached.

    Parameters
    ----------
    search
        Called with the part of the time, what to look for and what to begin with.
    """
    floors, found = list[float](), list[Solution]()
    for aim in aims:
        asked = aim
        if aim.ranked is not None:
            ranked = aim.ranked.model_copy(update={"floors": tuple(floors)})
            asked = aim.model_copy(update={"ranked": ranked})
        found.append(search(1 / len(aims), asked, start))
        start = found[-1].schedule
        floors.append(found[-1].objective_eur)
    return found


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

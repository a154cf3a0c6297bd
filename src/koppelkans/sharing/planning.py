# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The planning game: what each group of partners reaches when it plans its own best programme.

Every group is planned by the same optimiser, on the case as it would face it, for the same goal:
the largest value for society. The optimiser says what it found and what cannot be exceeded, so a
worth is an interval, and what is said about fairness holds for all of it or is not proven.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from koppelkans.case import Case, Choice, Schedule
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import ProgrammeError, SearchSettings, find_programme
from koppelkans.sharing.game import TABLE_PLAYERS, Game, close_upward, who_is_in
from koppelkans.sharing.restrict import restrict_case
from koppelkans.value import value_schedule

CLOSED_PLAYERS = 12
"""Up to this many players worths are closed over all splits; it takes 3^n steps."""


@dataclass(frozen=True)
class CoalitionPlan:
    """What one group reaches beyond going alone, EUR: found, and at the most.

    ``planned`` is False when there is no plan: nothing to plan, or no plan within the limits.
    """

    members: tuple[str, ...]
    found_eur: float
    at_most_eur: float
    planned: bool


@dataclass(frozen=True, eq=False)
class PlanningGame:
    """The game with intervals, and the plans behind it.

    ``gaps`` are the groups for which there was no time: their worth is what follows from the
    others.
    """

    game: Game
    plans: tuple[CoalitionPlan, ...]
    gaps: tuple[tuple[str, ...], ...]


Report = Callable[[int, int, tuple[str, ...]], bool | None]
"""Called before each group with how many are done, of how many, and who is next."""


def planning_game(
    alone: Schedule,
    programme: Schedule,
    bound_eur: float,
    settings: SearchSettings,
    report: Report | None = None,
) -> PlanningGame:
    """Return the planning game of a case.

    Parameters
    ----------
    alone
        What everybody does when going alone.
    programme
        The joint programme: what everybody together has agreed on, also the warm start of each
        group.
    bound_eur
        Proven bound on the net value of any joint programme.
    settings
        ``seconds`` is for all groups together: an equal part of what is left for each.
    report
        When it returns False the groups that are left become gaps.

    Returns
    -------
    PlanningGame
        Worths in EUR beyond going alone, with what falls to partners without a budget counted
        for the owner of the task.

    Raises
    ------
    ValueError
        With more than 16 partners with a budget: groups cannot be written out.
    """
    case = programme.case
    players = tuple(partner.id for partner in case.partners if partner.has_budget)
    if len(players) > TABLE_PLAYERS:
        raise ValueError(f"{len(players)} partners with a budget, expected at most {TABLE_PLAYERS}")
    size = 1 << len(players)
    found, most = np.zeros(size), np.full(size, np.inf)
    net_alone = _value(alone, shared=False)
    found[-1] = _value(programme, shared=True) - net_alone
    most[-1] = max(bound_eur - net_alone, found[-1])
    most[0] = 0.0
    plans, gaps = list[CoalitionPlan](), list[tuple[str, ...]]()
    order, seconds = _order(case, players), settings.seconds
    for done, coalition in enumerate(order):
        members = who_is_in(players, coalition)
        if gaps or (report is not None and report(done, len(order), members) is False):
            gaps.append(members)
            continue
        part = _settings(settings, seconds / (len(order) - done))
        plan, used = _plan(case, frozenset(members), alone, programme, part)
        seconds = max(0.0, seconds - used)
        plans.append(plan)
        found[coalition] = max(0.0, plan.found_eur)
        most[coalition] = max(plan.at_most_eur, found[coalition])
    game = _close(Game(players, found, most), _with_tasks(case, players))
    return PlanningGame(game, tuple(plans), tuple(gaps))


def _with_tasks(case: Case, players: tuple[str, ...]) -> int:
    owners = {task.partner_id for task in case.tasks}
    return sum(1 << bit for bit, player in enumerate(players) if player in owners)


def _order(case: Case, players: tuple[str, ...]) -> list[int]:
    """Return the groups to plan: those that miss one partner first, then ever smaller ones.

    Only partners with tasks. A group of one is planned too: it may do better by itself than what
    it means to do alone, for example by leaving out what does not pay.
    """
    able = _with_tasks(case, players)
    groups = {coalition & able for coalition in range(1 << len(players))}
    return sorted(groups - {0, able}, key=lambda group: (-group.bit_count(), group))


def _settings(settings: SearchSettings, seconds: float) -> SearchSettings:
    return SearchSettings(max(0.1, seconds), settings.gap, settings.seed)


def _plan(
    case: Case,
    members: frozenset[str],
    alone: Schedule,
    programme: Schedule,
    settings: SearchSettings,
) -> tuple[CoalitionPlan, float]:
    """Plan one group; return its plan and the seconds it took."""
    names = tuple(partner.id for partner in case.partners if partner.id in members)
    restricted = restrict_case(case, members, alone)
    if restricted is None:
        return CoalitionPlan(names, 0.0, np.inf, planned=False), 0.0
    own = {c.task_id: c for c in alone if case.task[c.task_id].partner_id in members}
    net_alone = _value(_subset(case, own, members), shared=False)
    start = Schedule(restricted, {c.task_id: c for c in programme if c.task_id in restricted.task})
    try:
        solution = find_programme(restricted, find_joint_effects(restricted), settings, start=start)
    except ProgrammeError:
        return CoalitionPlan(names, 0.0, np.inf, planned=False), settings.seconds
    # Tasks that a relation takes away from this group are not done: their risk stays.
    missing = _value(_left_out(case, members, restricted), shared=False)
    found = solution.objective_eur + missing - net_alone
    most = solution.bound_eur + missing - net_alone
    return CoalitionPlan(names, found, most, planned=True), solution.seconds


def _subset(case: Case, choices: dict[str, Choice], members: frozenset[str]) -> Schedule:
    """Return what these partners do alone, in a case with their tasks only."""
    own = _only(case, {task.id for task in case.tasks if task.partner_id in members}, members)
    return Schedule(own, choices)


def _left_out(case: Case, members: frozenset[str], restricted: Case) -> Schedule:
    own = {task.id for task in case.tasks if task.partner_id in members}
    return Schedule(_only(case, own - set(restricted.task), members), {})


def _only(case: Case, task_ids: set[str], members: frozenset[str]) -> Case:
    """Return a case with these tasks for valuing only: not checked, relations left out."""
    variants = tuple(v for v in case.variants if v.task_id in task_ids)
    return case.model_copy(
        update={
            "tasks": tuple(task for task in case.tasks if task.id in task_ids),
            "variants": variants,
            "relations": tuple(
                r for r in case.relations if {r.task_id, r.other_task_id} <= task_ids
            ),
            "boundaries": tuple(
                b for b in case.boundaries if b.partner_id is None or b.partner_id in members
            ),
            "effects": tuple(e for e in case.effects if e.variant_id in {v.id for v in variants}),
        }
    )


def _value(schedule: Schedule, *, shared: bool) -> float:
    if not schedule.case.tasks:
        return 0.0
    effects = find_joint_effects(schedule.case)
    return value_schedule(schedule, effects, shared=shared).total()


def _close(game: Game, able: int) -> Game:
    """Return the game with every worth at least that of its parts, and at most what that leaves.

    A group can always work as separate parts, so it reaches at least what they reach together;
    and what a group reaches, together with what the rest reaches, is no more than all of them.
    Partners without tasks add nothing.
    """
    coalitions = np.arange(len(game.worth))
    found, most = game.worth[coalitions & able], game.upper[coalitions & able]
    found[-1], most[-1] = game.worth[-1], game.upper[-1]
    agreed = found[-1]
    if len(game.players) <= CLOSED_PLAYERS:
        found = close_upward(found)
        for coalition in range(len(most) - 1, 0, -1):
            for smaller in _subsets(coalition):
                most[smaller] = min(most[smaller], most[coalition] - found[coalition ^ smaller])
    else:
        most = np.minimum(most, most[-1] - found[::-1])
    most = np.maximum(most, found)
    found[-1] = agreed
    return Game(game.players, found, most)


def _subsets(coalition: int) -> Iterable[int]:
    subset = (coalition - 1) & coalition
    while subset:
        yield subset
        subset = (subset - 1) & coalition

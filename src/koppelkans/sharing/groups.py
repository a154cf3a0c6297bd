# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a group of partners would rather plan by itself, under each rule: the planning game."""

import numpy as np
from pydantic import BaseModel, ConfigDict

from koppelkans.programme import SearchSettings
from koppelkans.sharing.fairness import GroupTest, Verdict, check_groups, stable_division_exists
from koppelkans.sharing.planning import Report, planning_game
from koppelkans.sharing.rules import Rule
from koppelkans.sharing.table import Situation, compare_rules


class PlannedGroup(BaseModel):
    """What one group reaches by a plan of its own, beyond going alone: EUR, between these."""

    model_config = ConfigDict(frozen=True)

    members: tuple[str, ...]
    found_eur: float
    at_most_eur: float


class GroupRule(BaseModel):
    """Whether a group would rather go its own way under a rule."""

    model_config = ConfigDict(frozen=True)

    rule: Rule
    groups: GroupTest


class GroupsTable(BaseModel):
    """What groups of partners would reach by plans of their own.

    Gains are counted for society: what falls to those without a budget counts for the owner of
    the task.

    Attributes
    ----------
    groups
        Those that have a plan, the largest first.
    gaps
        Groups for which there was no time: what is said takes the most that they could reach.
    """

    model_config = ConfigDict(frozen=True)

    groups: tuple[PlannedGroup, ...]
    gaps: tuple[tuple[str, ...], ...]
    rules: tuple[GroupRule, ...]
    stable_division: Verdict


def study_groups(
    found: Situation, bound_eur: float, settings: SearchSettings, report: Report | None = None
) -> GroupsTable:
    """Plan every group, and say of every rule whether one would rather go its own way.

    Parameters
    ----------
    found
        What there is to share, counted for society (`Accounts.SOCIETY`).
    bound_eur
        Proven bound on the net value of any joint programme.
    settings
        ``seconds`` is for all groups together.
    """
    game = planning_game(found.alone_schedule, found.schedule, bound_eur, settings, report)
    return GroupsTable(
        groups=tuple(
            PlannedGroup(members=p.members, found_eur=p.found_eur, at_most_eur=p.at_most_eur)
            for p in game.plans
            if p.planned
        ),
        gaps=game.gaps,
        rules=tuple(
            GroupRule(rule=rule.rule, groups=check_groups(game.game, np.array(rule.gains)))
            for rule in compare_rules(found, seed=settings.seed).rules
        ),
        stable_division=stable_division_exists(game.game),
    )

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who pays, who gains: coalition games, sharing rules, their tests, and what follows from them."""

from koppelkans.sharing.choose import default_rule, share_by
from koppelkans.sharing.compensate import Compensation, compensate, pay_by_year
from koppelkans.sharing.explain import PartnerPage, explain_partner, tell_partner
from koppelkans.sharing.fairness import GroupTest, JoinTest, Verdict, check_groups
from koppelkans.sharing.game import Game
from koppelkans.sharing.groups import GroupsTable, study_groups
from koppelkans.sharing.hide import Shown, show_to
from koppelkans.sharing.leave import Leaving, step_out
from koppelkans.sharing.nucleolus import nucleolus
from koppelkans.sharing.occupation_game import Accounts, occupation_game
from koppelkans.sharing.parts_game import Part, PartsGame
from koppelkans.sharing.planning import PlanningGame, planning_game
from koppelkans.sharing.rules import RULE_LABELS, Rule
from koppelkans.sharing.sample import shapley_of_parts
from koppelkans.sharing.settle import Settlement, Transfer
from koppelkans.sharing.shapley import shapley
from koppelkans.sharing.share import RULE, RULE_LABEL, divide_gain, share
from koppelkans.sharing.table import (
    Bystander,
    RuleResult,
    SharingTable,
    Situation,
    compare_rules,
    situation,
)
from koppelkans.sharing.types import Share, Sharing

__all__ = [
    "RULE", "RULE_LABEL", "RULE_LABELS", "Accounts", "Bystander", "Compensation", "Game",
    "GroupTest", "GroupsTable", "JoinTest", "Leaving", "Part", "PartnerPage", "PartsGame",
    "PlanningGame", "Rule", "RuleResult", "Settlement", "Share", "Sharing", "SharingTable",
    "Shown", "Situation", "Transfer", "Verdict", "check_groups", "compare_rules", "compensate",
    "default_rule", "divide_gain", "explain_partner", "nucleolus", "occupation_game",
    "pay_by_year", "planning_game", "shapley", "shapley_of_parts", "share", "share_by", "show_to",
    "situation", "step_out", "study_groups", "tell_partner",
]  # fmt: skip

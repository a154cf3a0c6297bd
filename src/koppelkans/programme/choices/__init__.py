# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Choices between programmes: Pareto sets, fairness, replanning, scenarios."""

from koppelkans.programme.choices.fair import Fairness, FairProgramme, find_fair
from koppelkans.programme.choices.objectives import Objective
from koppelkans.programme.choices.pareto import ParetoSet, find_pareto
from koppelkans.programme.choices.point import Point
from koppelkans.programme.choices.replan import Agreement, ChangePrice, Replan, Slip, replan
from koppelkans.programme.choices.robust import Robustness, compare_scenarios
from koppelkans.programme.choices.scenarios import Scenario, draw_scenarios
from koppelkans.programme.choices.standard import StandardScenarios, standard_scenarios
from koppelkans.programme.choices.tell_wanted import OBJECTIVES, tell_wanted
from koppelkans.programme.choices.wanted import Reach, Reached, Wanted, find_wanted
from koppelkans.programme.choices.weighed import aim_of, check_red_lines

__all__ = [
    "OBJECTIVES", "Agreement", "ChangePrice", "FairProgramme", "Fairness", "Objective",
    "ParetoSet", "Point", "Reach", "Reached", "Replan", "Robustness", "Scenario", "Slip",
    "StandardScenarios", "Wanted", "aim_of", "check_red_lines", "compare_scenarios",
    "draw_scenarios", "find_fair", "find_pareto", "find_wanted", "replan", "standard_scenarios",
    "tell_wanted",
]  # fmt: skip

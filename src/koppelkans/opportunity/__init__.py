# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where tasks gain from being done together."""

from koppelkans.opportunity.conflicts import find_conflicts
from koppelkans.opportunity.detect import detect_opportunities
from koppelkans.opportunity.explain import Explanation, explain_conflict, explain_opportunity
from koppelkans.opportunity.joint_effects import find_joint_effects
from koppelkans.opportunity.matrix import PairGain, count_by_partners
from koppelkans.opportunity.pairs import find_pairs
from koppelkans.opportunity.taken import exists, is_taken
from koppelkans.opportunity.types import (
    Certainty,
    Conflict,
    ConflictKind,
    Give,
    JointEffect,
    Opportunity,
    OpportunityKind,
)

__all__ = [
    "Certainty", "Conflict", "ConflictKind", "Explanation", "Give", "JointEffect", "Opportunity",
    "OpportunityKind", "PairGain", "count_by_partners", "detect_opportunities", "exists",
    "explain_conflict", "explain_opportunity", "find_conflicts", "find_joint_effects",
    "find_pairs", "is_taken",
]  # fmt: skip

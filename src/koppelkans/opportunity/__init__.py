# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where tasks gain from being done together."""

from koppelkans.opportunity.detect import detect_opportunities
from koppelkans.opportunity.joint_effects import find_joint_effects
from koppelkans.opportunity.taken import exists, is_taken
from koppelkans.opportunity.types import JointEffect, Opportunity, OpportunityKind

__all__ = [
    "JointEffect", "Opportunity", "OpportunityKind", "detect_opportunities", "exists",
    "find_joint_effects", "is_taken",
]  # fmt: skip

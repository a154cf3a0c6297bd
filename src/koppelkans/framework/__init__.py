# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How alternatives are weighed, by everybody's own weights."""

from koppelkans.framework.acceptability import find_acceptability
from koppelkans.framework.curves import apply_curve, crosses_red_line
from koppelkans.framework.measures import BASELINE
from koppelkans.framework.types import FrameworkError, PartnerRanking, Score, Weighing
from koppelkans.framework.weigh import weigh

__all__ = [
    "BASELINE", "FrameworkError", "PartnerRanking", "Score", "Weighing", "apply_curve",
    "crosses_red_line", "find_acceptability", "weigh",
]  # fmt: skip

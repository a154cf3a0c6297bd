# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How alternatives are weighed, by everybody's own weights."""

from koppelkans.framework.acceptability import Acceptability, find_acceptability, weigh_all
from koppelkans.framework.best_worst import compare_with_extremes
from koppelkans.framework.curves import apply_curve, crosses_red_line
from koppelkans.framework.measures import BASELINE
from koppelkans.framework.meeting import Meeting, find_meeting
from koppelkans.framework.outranking import Outranking, outrank
from koppelkans.framework.pairwise import compare_pairs, principal_eigenvector
from koppelkans.framework.promethee import Flows, Preference, Shape, rank_by_preference
from koppelkans.framework.rank import rank_additive, rank_by_ideal
from koppelkans.framework.robustness import Interval, Reversal, find_intervals, find_reversals
from koppelkans.framework.sample import Agreed, draw_weights
from koppelkans.framework.types import FrameworkError, PartnerRanking, Score, Weighing
from koppelkans.framework.weigh import weigh
from koppelkans.framework.weights import Weights, normalise, rank_order_centroid, weigh_swings

__all__ = [
    "BASELINE", "Acceptability", "Agreed", "Flows", "FrameworkError", "Interval", "Meeting",
    "Outranking", "PartnerRanking", "Preference", "Reversal", "Score", "Shape", "Weighing",
    "Weights", "apply_curve", "compare_pairs", "compare_with_extremes", "crosses_red_line",
    "draw_weights", "find_acceptability", "find_intervals", "find_meeting", "find_reversals",
    "normalise", "outrank", "principal_eigenvector", "rank_additive", "rank_by_ideal",
    "rank_by_preference", "rank_order_centroid", "weigh", "weigh_all", "weigh_swings",
]  # fmt: skip

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How alternatives are weighed, by everybody's own weights.

`weigh` does it for a case. The rest is what it is made of, and what people do before and after
it: start from a tree of criteria, find their weights, score alone and talk it over, vote, see how
firm a ranking is and where they would meet, and tell the optimiser what counts.
"""

from koppelkans.framework.acceptability import Acceptability, find_acceptability, weigh_all
from koppelkans.framework.best_worst import compare_with_extremes
from koppelkans.framework.curves import (
    Curve,
    apply_curve,
    crosses_red_line,
    draw_curve,
    find_curve,
)
from koppelkans.framework.deliberation import (
    FEWEST,
    Shift,
    Spread,
    Tally,
    compare_rounds,
    count_votes,
    find_score,
    hide_small,
    spread_scores,
    summarise_round,
    tally_votes,
)
from koppelkans.framework.given import weights_of
from koppelkans.framework.measures import BASELINE
from koppelkans.framework.meeting import Meeting, find_meeting
from koppelkans.framework.methods import Method, MethodRanking, rank_by_methods
from koppelkans.framework.objective import Objective, RedLine, objective_weights
from koppelkans.framework.outranking import Outranking, outrank
from koppelkans.framework.pairwise import compare_pairs, principal_eigenvector
from koppelkans.framework.presets import PRESET_LABELS, PRESETS, Proposed, make_criteria
from koppelkans.framework.promethee import Flows, Preference, Shape, rank_by_preference
from koppelkans.framework.rank import rank_additive, rank_by_ideal
from koppelkans.framework.robustness import Interval, Reversal, find_intervals, find_reversals
from koppelkans.framework.sample import Agreed, draw_weights
from koppelkans.framework.together import WeightSpread, agree_weights, spread_group, weigh_spans
from koppelkans.framework.tree import place_agreed, spread_weights
from koppelkans.framework.types import (
    FrameworkError,
    MeetingPoint,
    PartnerRanking,
    Score,
    Weighing,
)
from koppelkans.framework.weigh import check_framework, weigh
from koppelkans.framework.weights import Weights, normalise, rank_order_centroid, weigh_swings

__all__ = [
    "BASELINE", "FEWEST", "PRESETS", "PRESET_LABELS", "Acceptability", "Agreed", "Curve", "Flows",
    "FrameworkError", "Interval", "Meeting", "MeetingPoint", "Method", "MethodRanking",
    "Objective", "Outranking", "PartnerRanking", "Preference", "Proposed", "RedLine", "Reversal",
    "Score", "Shape", "Shift", "Spread", "Tally", "Weighing", "WeightSpread", "Weights",
    "agree_weights", "apply_curve",
    "check_framework",
    "compare_pairs", "compare_rounds", "compare_with_extremes", "count_votes", "crosses_red_line",
    "draw_curve", "draw_weights", "find_acceptability", "find_curve", "find_intervals",
    "find_meeting", "find_reversals", "find_score", "hide_small", "make_criteria", "normalise",
    "objective_weights", "outrank", "place_agreed", "principal_eigenvector", "rank_additive",
    "rank_by_ideal", "rank_by_methods", "rank_by_preference", "rank_order_centroid", "spread_group",
    "spread_scores", "spread_weights", "summarise_round", "tally_votes", "weigh",
    "weigh_all", "weigh_spans", "weigh_swings", "weights_of",
]  # fmt: skip

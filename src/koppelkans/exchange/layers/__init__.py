# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""GIS layers in any layout into a case: read, mapped, matched to places, shown before written.

``open_table`` opens a layer, ``plan_import`` works out what it would do; the case it makes is
written by whoever has looked at the plan.
"""

from koppelkans.exchange.layers.gather import Unmatched
from koppelkans.exchange.layers.mapping import (
    LayerMapping,
    Match,
    Rule,
    parse_mapping,
    read_mapping,
)
from koppelkans.exchange.layers.match import Reason
from koppelkans.exchange.layers.merge import Change, Merged
from koppelkans.exchange.layers.plan import ImportPlan, plan_import
from koppelkans.exchange.layers.preview import describe
from koppelkans.exchange.layers.read import check_file, open_table, unreadable
from koppelkans.exchange.layers.save import fingerprint, save_case
from koppelkans.exchange.layers.types import Feature, Layer, LayerError, refusal
from koppelkans.exchange.layers.unmatched import write_unmatched

__all__ = [
    "Change", "Feature", "ImportPlan", "Layer", "LayerError", "LayerMapping", "Match", "Merged",
    "Reason", "Rule", "Unmatched", "check_file", "describe", "fingerprint", "open_table",
    "parse_mapping", "plan_import", "read_mapping", "refusal", "save_case", "unreadable",
    "write_unmatched",
]  # fmt: skip

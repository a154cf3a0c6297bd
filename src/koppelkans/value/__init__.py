# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What opgaven and combinations are worth to society, and to whom."""

from koppelkans.value.attribute import split_maximum
from koppelkans.value.discount import annuity, discount_factor, price_factor
from koppelkans.value.figures import PricedFigure, find_key_figure, price_figure
from koppelkans.value.joint import joint_effect_values
from koppelkans.value.key_figures import WeekCost, WeekItem, WeekPart, place_week_costs
from koppelkans.value.lines import Figure, Line, LinearForm
from koppelkans.value.opportunities import value_opportunities
from koppelkans.value.start_values import not_done_value, start_values
from koppelkans.value.trace import Reference, Step, Trace
from koppelkans.value.types import (
    Category,
    Entry,
    EntryKind,
    Unpriced,
    Valuation,
    ValuationError,
)
from koppelkans.value.valuation import (
    boundary_partner,
    find_lines,
    linear_form,
    trace_entries,
    value_schedule,
)

__all__ = [
    "Category", "Entry", "EntryKind", "Figure", "Line", "LinearForm", "PricedFigure", "Reference",
    "Step", "Trace", "Unpriced", "Valuation", "ValuationError", "WeekCost", "WeekItem",
    "WeekPart", "annuity", "boundary_partner", "discount_factor", "find_key_figure", "find_lines",
    "joint_effect_values", "linear_form", "not_done_value", "place_week_costs", "price_factor",
    "price_figure", "split_maximum", "start_values", "trace_entries", "value_opportunities",
    "value_schedule",
]  # fmt: skip

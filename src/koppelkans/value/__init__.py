# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What opgaven and combinations are worth to society, and to whom."""

from koppelkans.value.attribute import split_maximum
from koppelkans.value.discount import annuity, discount_factor, price_factor
from koppelkans.value.distribution import Matrix, Party, counts_as_own, distribute
from koppelkans.value.figures import PricedFigure, find_key_figure, price_figure
from koppelkans.value.income import GroupWorth, weigh_by_income, welfare_weight
from koppelkans.value.joint import joint_effect_values
from koppelkans.value.key_figures import WeekCost, WeekItem, WeekPart, place_week_costs
from koppelkans.value.lines import Figure, Line
from koppelkans.value.opportunities import value_opportunities
from koppelkans.value.people import OutcomeWorth, find_outcomes
from koppelkans.value.review import FigureUse, Origin, list_figures, review_figures
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
    trace_entries,
    value_schedule,
)

__all__ = [
    "Category", "Entry", "EntryKind", "Figure", "FigureUse", "GroupWorth", "Line",
    "Matrix", "Origin", "OutcomeWorth", "Party", "PricedFigure", "Reference",
    "Step", "Trace", "Unpriced", "Valuation", "ValuationError", "WeekCost", "WeekItem", "WeekPart",
    "annuity", "boundary_partner", "counts_as_own", "discount_factor", "distribute",
    "find_key_figure", "find_lines", "find_outcomes", "joint_effect_values",
    "list_figures", "not_done_value", "place_week_costs", "price_factor",
    "price_figure", "review_figures", "split_maximum", "start_values", "trace_entries",
    "value_opportunities", "value_schedule", "weigh_by_income", "welfare_weight",
]  # fmt: skip

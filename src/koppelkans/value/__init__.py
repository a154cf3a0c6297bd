# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What opgaven and combinations are worth to society, and to whom."""

from koppelkans.value.attribute import split_maximum
from koppelkans.value.discount import EVALUATION_YEARS, annuity, discount_factor, price_factor
from koppelkans.value.joint import joint_effect_values
from koppelkans.value.key_figures import WeekCost, WeekItem, WeekPart, place_week_costs
from koppelkans.value.opportunities import value_opportunities
from koppelkans.value.start_values import not_done_value, start_values
from koppelkans.value.types import (
    Category,
    Entry,
    EntryKind,
    Unpriced,
    Valuation,
    ValuationError,
)
from koppelkans.value.valuation import boundary_partner, value_schedule

__all__ = [
    "EVALUATION_YEARS", "Category", "Entry", "EntryKind", "Unpriced", "Valuation",
    "ValuationError", "WeekCost", "WeekItem", "WeekPart", "annuity", "boundary_partner",
    "discount_factor", "joint_effect_values", "not_done_value", "place_week_costs",
    "price_factor", "split_maximum", "start_values",
    "value_opportunities", "value_schedule",
]  # fmt: skip

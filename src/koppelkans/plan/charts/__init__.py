# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Charts of a result as Vega-Lite 6 specifications, for pages and documents alike."""

from koppelkans.plan.charts.certainty import chances, tornado
from koppelkans.plan.charts.money import (
    distribution_matrix,
    gain_per_partner,
    spending_per_year,
    value_waterfall,
)
from koppelkans.plan.charts.time import closed_weeks_per_year, gantt
from koppelkans.plan.charts.weighing import acceptability, weighing_per_partner

__all__ = [
    "acceptability", "chances", "closed_weeks_per_year", "distribution_matrix",
    "gain_per_partner", "gantt", "spending_per_year", "tornado", "value_waterfall",
    "weighing_per_partner",
]  # fmt: skip

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How sure a valuation is: what could be otherwise, and what would have to be true to turn it."""

from koppelkans.value.uncertainty.find import Alternative, find_uncertainty
from koppelkans.value.uncertainty.types import (
    Bin,
    Comparison,
    Input,
    InputKind,
    KindSwitch,
    PartnerSpread,
    RateRow,
    Spread,
    Swing,
    Uncertainty,
    Unknown,
)

__all__ = [
    "Alternative", "Bin", "Comparison", "Input", "InputKind", "KindSwitch", "PartnerSpread",
    "RateRow", "Spread", "Swing", "Uncertainty", "Unknown", "find_uncertainty",
]  # fmt: skip

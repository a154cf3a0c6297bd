# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lines of a valuation: each entry as a coefficient times one figure, and how to explain it."""

from collections.abc import Callable
from dataclasses import dataclass

from koppelkans.case import KeyFigure, Variant
from koppelkans.value.trace import Reference, Step, Trace
from koppelkans.value.types import Entry


@dataclass(frozen=True)
class Figure:
    """A figure of the case that entries are proportional to, such as a price or an investment.

    Attributes
    ----------
    reference
        Where it stands in the case.
    value, low, high
        At the price level of the case; ``low`` and ``high`` are None when no range is given.
    """

    reference: Reference
    name: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None

    @classmethod
    def of_key_figure(cls, figure: KeyFigure) -> "Figure":
        """Return a key figure with a value, as the valuation uses it."""
        reference = Reference(KeyFigure.table, figure.id, "value")
        value = figure.value or 0.0
        return cls(reference, figure.name, value, figure.unit, figure.low, figure.high)

    @classmethod
    def of_investment(cls, variant: Variant, title: str) -> "Figure":
        """Return the investment of a variant, called by the title of its task."""
        reference = Reference(Variant.table, variant.id, "investment_eur")
        low, high = variant.investment_low_eur, variant.investment_high_eur
        return cls(reference, title, variant.investment_eur, "EUR", low, high)


@dataclass(frozen=True)
class Line:
    """An entry, which is ``coefficient * figure.value``, and how it came about."""

    entry: Entry
    figure: Figure
    coefficient: float
    explain: Callable[[], Step]

    @property
    def trace(self) -> Trace:
        """The entry with its formula, its inputs and their sources."""
        return Trace(self.entry, self.explain())

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lines of a valuation: each entry as a coefficient times one figure, and how to explain it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from koppelkans.case import KeyFigure, Variant
from koppelkans.value.discount import Floats, Integers
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


@dataclass(frozen=True)
class LinearForm:
    """A valuation as a linear function of the figures of its case.

    Attributes
    ----------
    entries
        As in the valuation, in the same order.
    figures
        Every figure that some entry is proportional to, once.
    figure_of
        For each entry the position of its figure.
    coefficients
        For each entry: EUR of present value per unit of its figure.
    """

    entries: tuple[Entry, ...]
    figures: tuple[Figure, ...]
    figure_of: Integers
    coefficients: Floats

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "LinearForm":
        """Put lines together."""
        lines = tuple(lines)
        figures = {line.figure.reference: line.figure for line in lines}
        position = {reference: number for number, reference in enumerate(figures)}
        return cls(
            entries=tuple(line.entry for line in lines),
            figures=tuple(figures.values()),
            figure_of=np.array([position[line.figure.reference] for line in lines], dtype=np.int64),
            coefficients=np.array([line.coefficient for line in lines], dtype=np.float64),
        )

    @cached_property
    def values(self) -> Floats:
        """The figures as they stand in the case."""
        return np.array([figure.value for figure in self.figures])

    def amounts(self, values: Floats) -> Floats:
        """Return EUR by entry for other values of the figures.

        Parameters
        ----------
        values
            One per figure, or many draws of them: ``(draws, figures)`` gives ``(draws, entries)``.
        """
        return np.asarray(values)[..., self.figure_of] * self.coefficients

    def weights(self, choose: Callable[[Entry], bool] = lambda _entry: True) -> Floats:
        """Return per figure the EUR of present value per unit, over the entries chosen.

        The total of many draws is one product: ``draws @ form.weights()``.
        """
        chosen = np.array([choose(entry) for entry in self.entries], dtype=np.float64)
        sums = np.bincount(
            self.figure_of, weights=self.coefficients * chosen, minlength=len(self.figures)
        )
        return np.asarray(sums, dtype=np.float64)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two alternatives in the same draws: how sure their order is, and what would turn it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koppelkans.case import KeyFigure
from koppelkans.value.types import EntryKind, Valuation
from koppelkans.value.uncertainty.terms import Terms
from koppelkans.value.uncertainty.types import (
    Bin,
    Input,
    KindSwitch,
    PartnerSpread,
    Spread,
    Swing,
    Unknown,
)

Floats = NDArray[np.float64]

BINS = 30
PERCENTILES = (5, 25, 50, 75, 95)
NEGLIGIBLE_EUR = 0.005
"""Differences smaller than half a cent are none."""


def spread(value: float, draws: Floats) -> Spread:
    """Return how an amount varies over draws, beside the one with every input at its value."""
    p5, p25, p50, p75, p95 = np.percentile(draws, PERCENTILES).tolist()
    return Spread(
        value_eur=value, mean_eur=float(draws.mean()), deviation_eur=float(draws.std()),
        p5_eur=p5, p25_eur=p25, p50_eur=p50, p75_eur=p75, p95_eur=p95,
    )  # fmt: skip


def bins(draws: Floats) -> tuple[Bin, ...]:
    """Return draws counted in equal steps; one step when they are all the same.

    >>> [(b.from_eur, b.share) for b in bins(np.array([2.0, 2.0]))]
    [(2.0, 1.0)]
    """
    low, high = float(draws.min()), float(draws.max())
    if high - low < NEGLIGIBLE_EUR:
        return (Bin(from_eur=low, to_eur=high, share=1.0),)
    counts, edges = np.histogram(draws, BINS, (low, high))
    return tuple(
        Bin(from_eur=float(left), to_eur=float(right), share=float(count / len(draws)))
        for count, left, right in zip(counts, edges, edges[1:], strict=False)
    )


@dataclass(frozen=True)
class Difference:
    """What the second of two alternatives is worth more, as a function of the inputs.

    Attributes
    ----------
    terms
        With one column: the difference in EUR.
    base
        Every input at its value, unknown ones at 0; shape (inputs,).
    """

    terms: Terms
    base: Floats

    @property
    def value(self) -> float:
        """The difference with every input at its value, in EUR."""
        return float(self.terms.values(self.base[None])[0, 0])

    def at(self, position: int, values: Sequence[float]) -> list[float]:
        """Return the difference with one input at other values, the others as they are."""
        rows = np.tile(self.base, (len(values), 1))
        rows[:, position] = values
        return [float(eur) for eur in self.terms.values(rows)[:, 0]]

    def slope(self, position: int) -> float:
        """Return EUR per unit more of one input, zero when that makes no difference."""
        here, there = self.at(position, (self.base[position], self.base[position] + 1.0))
        slope = there - here
        # Two large amounts that should be the same differ by the rounding of either.
        return 0.0 if abs(slope) <= 1e-13 * abs(here) else slope


def swings(inputs: Sequence[Input], difference: Difference) -> tuple[Swing, ...]:
    """Return what each input does by itself, the widest swing first.

    The difference is linear in one input, so the value at which it becomes zero is
    ``value - difference / slope``.
    """
    found = [_swing(input_, number, difference) for number, input_ in enumerate(inputs)]
    return tuple(sorted(found, key=lambda s: (-s.width_eur, s.at_low_eur is None, s.kind, s.id)))


def _swing(input_: Input, position: int, difference: Difference) -> Swing:
    slope = difference.slope(position)
    ends: list[float] | list[None] = [None, None]
    if input_.low is not None and input_.high is not None:
        ends = difference.at(position, (input_.low, input_.high))
    switch = None if slope == 0 else input_.value - difference.value / slope
    inside = (
        switch is not None
        and input_.low is not None
        and input_.high is not None
        and input_.low <= switch <= input_.high
    )
    return Swing(
        kind=input_.kind, id=input_.id, at_low_eur=ends[0], at_high_eur=ends[1],
        per_unit_eur=slope, switch=switch, in_range=inside,
    )  # fmt: skip


def kind_switches(first: Valuation, second: Valuation) -> tuple[KindSwitch, ...]:
    """Return by how much all amounts of one kind together would have to change.

    With a difference ``D`` in all, of which ``K`` in the amounts of this kind, both alternatives
    are worth the same when these amounts are multiplied by ``1 - D / K``.
    """
    total = second.total() - first.total()
    before, after = (v.by(lambda entry: entry.kind) for v in (first, second))
    found = []
    for kind in EntryKind:
        part = after.get(kind, 0.0) - before.get(kind, 0.0)
        if kind in before or kind in after:
            factor = None if abs(part) < NEGLIGIBLE_EUR else 1.0 - total / part
            found.append(KindSwitch(kind=kind, difference_eur=part, factor=factor))
    return tuple(found)


def unknowns(
    figures: Sequence[KeyFigure], first_position: int, difference: Difference, first: Terms
) -> tuple[Unknown, ...]:
    """Return from which value on key figures without one would turn the order.

    Parameters
    ----------
    figures
        Key figures without a value, in the order of their positions.
    first_position
        Position of the first of them.
    first
        The terms of the first alternative, one column.
    """
    found = []
    for number, figure in enumerate(figures):
        slope = difference.slope(first_position + number)
        units = Difference(first, difference.base).slope(first_position + number)
        found.append(
            Unknown(
                key_figure_id=figure.id, name=figure.name, unit=figure.unit,
                first_units=units, second_units=units + slope,
                break_even=None if slope == 0 else -difference.value / slope,
            )
        )  # fmt: skip
    return tuple(found)


def partner_spreads(
    partner_ids: Iterable[str], values: Floats, draws: Floats
) -> tuple[PartnerSpread, ...]:
    """Return how sure each partner's own gain is, before payments.

    Parameters
    ----------
    values
        Gains with every input at its value, shape (partners,).
    draws
        Gains in each draw, shape (draws, partners).
    """
    return tuple(
        PartnerSpread(
            partner_id=partner_id,
            gain=spread(float(values[number]), draws[:, number]),
            probability=float(np.mean(draws[:, number] > NEGLIGIBLE_EUR)),
        )
        for number, partner_id in enumerate(partner_ids)
    )

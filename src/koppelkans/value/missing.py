# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a key figure without a value would change, if somebody found it."""

from collections.abc import Iterable
from dataclasses import dataclass

from koppelkans.value.types import Unpriced, Valuation


@dataclass(frozen=True)
class MissingFigure:
    """A key figure without a value, and what its value would do to a comparison.

    Attributes
    ----------
    quantity
        How many units more the one has than the other, not discounted.
    eur_per_price
        EUR of present value that the difference would grow for each EUR per unit.
    break_even
        The unit value at which both would be worth the same; None when no value of zero or more
        does that.
    """

    key_figure_id: str
    unit: str
    quantity: float
    eur_per_price: float
    break_even: float | None


def find_missing(one: Valuation, other: Valuation) -> tuple[MissingFigure, ...]:
    """Return what every missing key figure would change to ``one`` less ``other``.

    Each by itself: the others stay unknown. With a difference ``D`` in euros and ``k`` euros of
    present value per euro of unit value, both are worth the same at ``-D / k``.

    Examples
    --------
    >>> find_missing(Valuation(entries=()), Valuation(entries=()))
    ()
    """
    difference = one.total() - other.total()
    mine, theirs = _sums(one.unpriced), _sums(other.unpriced)
    units = {u.key_figure_id: u.unit for u in (*one.unpriced, *other.unpriced)}
    found = []
    for figure_id, unit in units.items():
        quantity, slope = (
            a - b
            for a, b in zip(mine.get(figure_id, (0.0, 0.0)), theirs.get(figure_id, (0.0, 0.0)),
                            strict=True)
        )  # fmt: skip
        price = -difference / slope if slope else None
        found.append(
            MissingFigure(
                figure_id,
                unit,
                quantity,
                slope,
                price if price is not None and price >= 0 else None,
            )
        )
    return tuple(found)


def _sums(unpriced: Iterable[Unpriced]) -> dict[str, tuple[float, float]]:
    sums: dict[str, tuple[float, float]] = {}
    for effect in unpriced:
        quantity, slope = sums.get(effect.key_figure_id, (0.0, 0.0))
        sums[effect.key_figure_id] = (quantity + effect.quantity, slope + effect.eur_per_price)
    return sums

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Key figures as a valuation uses them: found, and brought to the price level of the case."""

from dataclasses import dataclass

from koppelkans.case import Case, KeyFigure
from koppelkans.language import N_, Message
from koppelkans.value.price_index import Change, find_changes, index_of
from koppelkans.value.types import ValuationError


@dataclass(frozen=True)
class PricedFigure:
    """A key figure at the price level of the case, and how it came there.

    Attributes
    ----------
    figure
        With value, low and high at the price level of the case.
    original
        As it stands in the case or in the library, in the prices of its own year.
    changes
        Price changes between both, year by year; empty when nothing had to be done.
    forward
        Whether the price level comes after the price year.
    index
        What the original is multiplied by.
    """

    figure: KeyFigure
    original: KeyFigure
    changes: tuple[Change, ...] = ()
    forward: bool = True
    index: float = 1.0


def price_figure(case: Case, key_figure_id: str) -> PricedFigure:
    """Return a key figure at the price level of the case; without a value it stays unpriced.

    Raises
    ------
    ValuationError
        When the case has no such key figure, or prices cannot be brought to its price level.
    """
    original = case.key_figure.get(key_figure_id)
    if original is None:
        raise ValuationError(
            Message(
                N_("the key figure “{id}” is needed, but the case does not have it"),
                {"id": key_figure_id},
            )
        )
    return at_price_level(case, original)


def at_price_level(case: Case, original: KeyFigure) -> PricedFigure:
    """Return a key figure at the price level of the case."""
    year = original.price_year
    if year is None or year == case.area.price_level or original.value is None:
        return PricedFigure(original, original)
    changes = find_changes(case, original)
    forward = year < case.area.price_level
    index = index_of(changes) if forward else 1.0 / index_of(changes)
    amounts = {name: getattr(original, name) for name in ("value", "low", "high")}
    indexed = {n: None if eur is None else eur * index for n, eur in amounts.items()}
    update = {**indexed, "price_year": case.area.price_level}
    return PricedFigure(original.model_copy(update=update), original, changes, forward, index)


def find_key_figure(case: Case, key_figure_id: str) -> KeyFigure:
    """Return a key figure at the price level of the case, as `price_figure` does."""
    return price_figure(case, key_figure_id).figure

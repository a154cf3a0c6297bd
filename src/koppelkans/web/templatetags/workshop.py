# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the pages of a workshop draw: places on a scale of 100 wide, as plain numbers."""

from django import template

from koppelkans.framework import Spread, WeightSpread

register = template.Library()


def _place(value: float) -> str:
    return f"{value:.1f}"


@register.filter
def hundredths(part: float) -> str:
    """Return a part of the whole as a place on a scale of 100."""
    return _place(100 * part)


@register.filter
def tenths(score: float) -> str:
    """Return a score from 0 to 10 as a place on a scale of 100."""
    return _place(10 * score)


@register.filter
def width_between(spread: WeightSpread) -> str:
    """Return how wide the middle half of weights is."""
    return _place(100 * ((spread.upper_quartile or 0) - (spread.lower_quartile or 0)))


@register.filter
def tenths_between(spread: Spread) -> str:
    """Return how wide the middle half of scores is; a line when all are the same."""
    return _place(max(10 * ((spread.upper_quartile or 0) - (spread.lower_quartile or 0)), 0.5))


@register.filter
def words_of(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()

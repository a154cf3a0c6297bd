# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is known of uncertainty: inputs with their ranges, and what follows from them."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from koppelkans.case import Distribution
from koppelkans.value.types import EntryKind


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class InputKind(StrEnum):
    """What an uncertain input is."""

    KEY_FIGURE = "key_figure"
    INVESTMENT = "investment"
    QUANTITY = "quantity"


class Input(_Part):
    """A figure that a valuation rests on.

    ``id`` is that of a key figure, a variant or an effect. Values of key figures are at the price
    level of the case. Without ``low`` and ``high`` nothing is known of how sure it is: it does
    not move in the draws, and is listed as such.
    """

    kind: InputKind
    id: str
    name: str
    unit: str
    value: float
    low: float | None
    high: float | None
    distribution: Distribution
    partner_id: str | None = None
    """Whose figure it is: of an investment its owner, of an effect who it counts for."""
    task_id: str | None = None

    @property
    def moves(self) -> bool:
        """Whether it has a range."""
        return self.low is not None and self.high is not None


class Spread(_Part):
    """How an amount in EUR varies over the draws."""

    value_eur: float
    """With every input at its own value: the amount of the valuation itself."""
    mean_eur: float
    deviation_eur: float
    """Standard deviation."""
    p5_eur: float
    p25_eur: float
    p50_eur: float
    p75_eur: float
    p95_eur: float


class Bin(_Part):
    """How many draws lie between two amounts, as a share."""

    from_eur: float
    to_eur: float
    share: float


class Swing(_Part):
    """What one input does to the difference between two alternatives, the others at their value.

    The two ends are empty for an input without a range.
    """

    kind: InputKind
    id: str
    at_low_eur: float | None
    at_high_eur: float | None
    per_unit_eur: float
    """How much the difference changes for one more unit of the input."""
    switch: float | None
    """Value of the input at which both are worth the same; empty: it makes no difference."""
    in_range: bool
    """Whether that value lies within the range of the input."""

    @property
    def width_eur(self) -> float:
        """How far the ends lie apart; zero without a range."""
        if self.at_low_eur is None or self.at_high_eur is None:
            return 0.0
        return abs(self.at_high_eur - self.at_low_eur)


class KindSwitch(_Part):
    """What all amounts of one kind together would have to be for both to be worth the same."""

    kind: EntryKind
    difference_eur: float
    factor: float | None
    """Multiply every amount of this kind by it; empty: they make no difference."""


class Unknown(_Part):
    """A key figure without a value, and from which value on it would turn the order."""

    key_figure_id: str
    name: str
    unit: str
    first_units: float
    """Discounted units in the first alternative: EUR for a value of one EUR."""
    second_units: float
    break_even: float | None
    """Value at which both are worth the same; empty: it makes no difference."""


class PartnerSpread(_Part):
    """What a partner is better off with the second than with the first, before payments."""

    partner_id: str
    gain: Spread
    probability: float
    """Share of the draws in which it is better off."""


class RateRow(_Part):
    """The difference at another discount rate."""

    rate: float
    difference_eur: float


class Comparison(_Part):
    """Two alternatives in the same draws: what the second is worth more than the first."""

    first: str
    second: str
    difference: Spread
    probability: float
    """Share of the draws in which the second is worth more."""
    bins: tuple[Bin, ...]
    swings: tuple[Swing, ...]
    """By width, the widest first; then inputs without a range."""
    kinds: tuple[KindSwitch, ...]
    unknown: tuple[Unknown, ...]
    partners: tuple[PartnerSpread, ...]
    rates: tuple[RateRow, ...]


class Uncertainty(_Part):
    """How sure the values of alternatives are, and their order."""

    draws: int
    seed: int
    inputs: tuple[Input, ...]
    """What moves, and what has no range; unknown key figures stand with the comparisons."""
    alternatives: dict[str, Spread]
    comparisons: tuple[Comparison, ...]

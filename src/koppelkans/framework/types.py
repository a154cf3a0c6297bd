# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What weighing yields."""

from pydantic import BaseModel, ConfigDict

from koppelkans.language import Message


class FrameworkError(Exception):
    """The framework of the case cannot weigh these alternatives; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))

    def in_language(self, language: str) -> str:
        """Return what is wrong for a reader of ``language``."""
        return self.message.in_language(language)


class Score(BaseModel):
    """What one criterion says of one alternative."""

    model_config = ConfigDict(frozen=True)

    criterion_id: str
    alternative: str
    figure: float
    """The computed figure, in the unit of the measure."""
    value: float
    """On everybody's preference curve, 0 to 1."""


class PartnerRanking(BaseModel):
    """How one partner's own weights and curves judge the alternatives."""

    model_config = ConfigDict(frozen=True)

    partner_id: str
    weights: dict[str, float]
    """By criterion id; they add up to 1."""
    totals: dict[str, float]
    """Weighted value by alternative, 0 to 1."""
    red_lines_crossed: dict[str, tuple[str, ...]]
    """Criterion ids by alternative."""
    values: dict[str, dict[str, float]] = {}
    """On its own curves, 0 to 1, by alternative and criterion id."""
    intervals: dict[str, tuple[float, float]] = {}
    """By criterion id: between which weights of it its first alternative stays first."""


class MeetingPoint(BaseModel):
    """The weights nearest to all partners at which one alternative comes first for everybody."""

    model_config = ConfigDict(frozen=True)

    alternative: str
    weights: dict[str, float]
    """By criterion id; they add up to 1. Empty when there are no such weights."""
    moves: dict[str, float]
    """By partner id: the part of its weight that it would move, 0 to 1."""


class Weighing(BaseModel):
    """Alternatives weighed: side by side per partner, and over all admissible weights."""

    model_config = ConfigDict(frozen=True)

    alternatives: tuple[str, ...]
    scores: tuple[Score, ...]
    rankings: tuple[PartnerRanking, ...]
    acceptability: dict[str, float]
    """Share of all weights (uniform on the simplex) for which an alternative comes first.

    Empty when the case has no criteria.
    """
    ranks: dict[str, tuple[float, ...]] = {}
    """By alternative: the share of all weights for which it comes first, second, ..."""
    central_weights: dict[str, dict[str, float]] = {}
    """By alternative and criterion id: the mean of the weights for which it comes first."""
    meetings: tuple[MeetingPoint, ...] = ()
    """For each alternative; empty when no partner gave weights."""
    unscored: tuple[str, ...] = ()
    """Ids of criteria left out, because people have not scored every alternative yet."""
    draws: int
    seed: int

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How firm a weighing is: what would turn it, who typically wants what, where partners meet."""

from dataclasses import dataclass

from koppelkans.case import Partner
from koppelkans.framework import MeetingPoint, PartnerRanking
from koppelkans.plan.charts.weighing import alternative_name
from koppelkans.plan.reading import Reading

SHOWN_WEIGHT = 0.005
"""Smallest weight that is not shown as 0 %."""


@dataclass(frozen=True)
class Turn:
    """A criterion of which another weight would put another alternative first.

    ``at_least`` and ``at_most`` are the weights between which the first stays first; None where
    that side does not matter.
    """

    criterion: str
    now: float
    at_least: float | None
    at_most: float | None


@dataclass(frozen=True)
class FirmRow:
    """What would turn the judgement of one partner."""

    partner: Partner
    first: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class MeetingRow:
    """Where partners would meet for one alternative; without weights they cannot."""

    alternative: str
    agreed: bool
    """Everybody puts it first already."""
    weights: tuple[tuple[str, float], ...]
    moves: tuple[tuple[Partner, int], ...]
    """Who moves how many of its 100 points, most first."""


@dataclass(frozen=True)
class Firmness:
    """All there is to say, for the page of weighing."""

    rows: tuple[FirmRow, ...]
    alternatives: tuple[str, ...]
    ranks: tuple[tuple[str, tuple[float, ...]], ...]
    central: tuple[tuple[str, tuple[float | None, ...]], ...]
    """By criterion: its typical weight with those who put each alternative first."""
    meetings: tuple[MeetingRow, ...]
    unscored: tuple[str, ...]


def find_firmness(reading: Reading) -> Firmness:
    """Return how firm the weighing of a result is."""
    weighing = reading.result.weighing
    names = {criterion.id: criterion.name for criterion in reading.case.criteria}
    scored = dict.fromkeys(score.criterion_id for score in weighing.scores)
    central = (
        (
            names[id_],
            tuple(weighing.central_weights.get(a, {}).get(id_) for a in weighing.alternatives),
        )
        for id_ in scored
    )
    return Firmness(
        rows=tuple(_row(reading, ranking, names) for ranking in weighing.rankings),
        alternatives=tuple(alternative_name(a, reading.language) for a in weighing.alternatives),
        ranks=tuple(
            (alternative_name(a, reading.language), shares) for a, shares in weighing.ranks.items()
        ),
        central=tuple(central) if weighing.central_weights else (),
        meetings=tuple(_meeting(reading, point, names) for point in weighing.meetings),
        unscored=tuple(names[id_] for id_ in weighing.unscored),
    )


def _row(reading: Reading, ranking: PartnerRanking, names: dict[str, str]) -> FirmRow:
    turns = (
        Turn(
            names[id_],
            ranking.weights[id_],
            low if low >= SHOWN_WEIGHT else None,
            high if high <= 1 - SHOWN_WEIGHT else None,
        )
        for id_, (low, high) in ranking.intervals.items()
    )
    return FirmRow(
        reading.case.partner[ranking.partner_id],
        alternative_name(_first(ranking), reading.language),
        tuple(t for t in turns if t.at_least is not None or t.at_most is not None),
    )


def _meeting(reading: Reading, point: MeetingPoint, names: dict[str, str]) -> MeetingRow:
    rankings = reading.result.weighing.rankings
    weights = sorted(point.weights.items(), key=lambda item: -item[1])
    moves = sorted(point.moves.items(), key=lambda item: -item[1])
    return MeetingRow(
        alternative=alternative_name(point.alternative, reading.language),
        agreed=all(_first(ranking) == point.alternative for ranking in rankings),
        weights=tuple((names[id_], w) for id_, w in weights if w >= SHOWN_WEIGHT),
        moves=tuple((reading.case.partner[id_], round(100 * move)) for id_, move in moves),
    )


def _first(ranking: PartnerRanking) -> str:
    return max(ranking.totals, key=lambda name: ranking.totals[name])

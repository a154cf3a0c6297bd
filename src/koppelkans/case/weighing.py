# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The framework that alternatives are weighed with: criteria, weights, preference curves."""

from enum import StrEnum
from typing import ClassVar

from koppelkans.case.record import Identifier, Record, Text, about


class Measure(StrEnum):
    """A computed figure of a programme that a criterion can look at."""

    NET_VALUE_EUR = "net_value_eur"
    BENEFIT_EUR = "benefit_eur"
    COST_EUR = "cost_eur"
    NUISANCE_EUR = "nuisance_eur"
    RESIDENT_BENEFIT_EUR = "resident_benefit_eur"
    OCCUPATIONS = "occupations"
    CLOSED_WEEKS = "closed_weeks"
    HOMES = "homes"
    PEOPLE = "people"
    WORST_PARTNER_EUR = "worst_partner_eur"
    KEY_FIGURE = "key_figure"
    SCORED = "scored"
    """No computed figure: people give a score from 0 to 10, see `Judgement`."""


class Criterion(Record):
    """Something the partners judge a programme by."""

    table: ClassVar[str] = "criteria"

    name: Text = about("Name", "Name of the criterion", min_length=1)
    parent_id: Identifier | None = about(
        "Part of", "Criterion it belongs to", default=None, refers_to="criteria"
    )
    measure: Measure | None = about("Measure", "Computed figure; empty: a heading", default=None)
    key_figure_id: Identifier | None = about(
        "Key figure",
        "With measure key_figure: the effects that are added up, in their own unit",
        default=None,
        refers_to="key_figures",
    )
    description: Text = about("Description", "What is meant, in the partners' words", default="")


class Weight(Record):
    """How much a criterion matters to a partner; only proportions count."""

    table: ClassVar[str] = "weights"

    partner_id: Identifier = about("Partner", "Whose weight", refers_to="partners")
    criterion_id: Identifier = about("Criterion", "Which criterion", refers_to="criteria")
    weight: float = about("Weight", "Points, for example out of 100", ge=0)


class CurveKind(StrEnum):
    """How a curve goes from worst to best."""

    LINEAR = "linear"
    PIECEWISE = "piecewise"
    """In straight pieces through the `CurvePoint` records of the curve."""
    THRESHOLD = "threshold"
    """Worth nothing until best is reached, then all."""


class PreferenceCurve(Record):
    """From which figure to which figure a criterion goes from worth nothing to worth all.

    The value is 0 at ``worst`` and 1 at ``best``; ``kind`` says how it goes between. A programme
    beyond ``red_line`` (on the side of ``worst``) is not acceptable.
    """

    table: ClassVar[str] = "preference_curves"

    criterion_id: Identifier = about("Criterion", "Which criterion", refers_to="criteria")
    partner_id: Identifier | None = about(
        "Partner", "Whose curve; empty: everybody's", default=None, refers_to="partners"
    )
    worst: float = about("Worst", "Figure that is worth 0")
    best: float = about("Best", "Figure that is worth 1")
    red_line: float | None = about("Red line", "Figure that may not be crossed", default=None)
    kind: CurveKind = about(
        "Kind of curve", "How it goes from worst to best", default=CurveKind.LINEAR
    )


class CurvePoint(Record):
    """A figure between worst and best of a curve in pieces, and what it is worth."""

    table: ClassVar[str] = "curve_points"

    curve_id: Identifier = about("Curve", "Curve it lies on", refers_to="preference_curves")
    figure: float = about("Figure", "Figure between worst and best")
    value: float = about("Worth", "What it is worth: 0 nothing, 100 all", ge=0, le=100)


class Judgement(Record):
    """The score that a person gives to an alternative on a criterion, alone, with the reason."""

    table: ClassVar[str] = "judgements"

    person_id: Identifier = about("Person", "Who scores", refers_to="people")
    criterion_id: Identifier = about("Criterion", "Which criterion", refers_to="criteria")
    alternative: Text = about(
        "Alternative", "baseline: everybody alone; programme: together", min_length=1
    )
    round: int = about("Round", "1 before talking it over, 2 after that", default=1, ge=1, le=9)
    score: float = about("Score", "From 0, very bad, to 10, very good", ge=0, le=10)
    reason: Text = about("Reason", "Why this score", default="")


class VoteChoice(StrEnum):
    """What a person says to an alternative."""

    IN_FAVOUR = "in_favour"
    IN_FAVOUR_IF = "in_favour_if"
    AGAINST = "against"
    NO_OPINION = "no_opinion"


class Vote(Record):
    """The vote of a person on an alternative, with room for what comes with it."""

    table: ClassVar[str] = "votes"

    person_id: Identifier = about("Person", "Who votes", refers_to="people")
    alternative: Text = about(
        "Alternative", "baseline: everybody alone; programme: together", min_length=1
    )
    choice: VoteChoice = about("Vote", "For, for if, against or no opinion")
    worry: Text = about("Worry", "What could go wrong", default="")
    reservation: Text = about("Reservation", "On which condition", default="")
    wished_change: Text = about("Wished change", "What should be different", default="")

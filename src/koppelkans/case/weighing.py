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


class PreferenceCurve(Record):
    """From which figure to which figure a criterion goes from worth nothing to worth all.

    The value is 0 at ``worst``, 1 at ``best`` and linear between; a programme beyond
    ``red_line`` (on the side of ``worst``) is not acceptable.
    """

    table: ClassVar[str] = "preference_curves"

    criterion_id: Identifier = about("Criterion", "Which criterion", refers_to="criteria")
    partner_id: Identifier | None = about(
        "Partner", "Whose curve; empty: everybody's", default=None, refers_to="partners"
    )
    worst: float = about("Worst", "Figure that is worth 0")
    best: float = about("Best", "Figure that is worth 1")
    red_line: float | None = about("Red line", "Figure that may not be crossed", default=None)

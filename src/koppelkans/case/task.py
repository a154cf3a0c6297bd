# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the partners have to or want to get done, in which ways, and how tasks depend."""

from enum import StrEnum
from typing import ClassVar

from koppelkans.case.geometry import AnyGeometry
from koppelkans.case.quarter import Quarter
from koppelkans.case.record import Identifier, Identifiers, Record, Text, about


class Theme(StrEnum):
    """What a task is about."""

    SEWER = "sewer"
    DRINKING_WATER = "drinking_water"
    HEAT = "heat"
    ELECTRICITY = "electricity"
    STREET = "street"
    GREEN = "green"
    HOMES = "homes"
    SCHOOL = "school"
    SOCIAL = "social"
    OTHER = "other"


class Confidence(StrEnum):
    """How sure the one who filled it in is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Visibility(StrEnum):
    """Who may see a record."""

    OWN = "own"
    PARTNERS = "partners"
    PUBLIC = "public"


class Task(Record):
    """Something a partner has to or wants to get done: pipes, streets, homes or people.

    The window is about the start: ``earliest_start <= start <= latest_start``. It stretches by
    ``stretch_before`` and ``stretch_after`` quarters at ``stretch_eur_per_quarter``. Not doing
    the task, or doing it late, costs ``failure_eur`` times the chance of failure in each year
    before the start: ``failure_rate`` in the preferred year, times ``1 + failure_growth``
    for every year later.
    """

    table: ClassVar[str] = "tasks"

    partner_id: Identifier = about("Owner", "Partner whose task it is", refers_to="partners")
    theme: Theme = about("Theme", "What it is about")
    title: Text = about("Title", "What has to be done", min_length=1)
    reason: Text = about("Reason", "Why it is needed", default="")
    interest: Text = about("Interest", "The question behind the question", default="")
    place_ids: Identifiers = about(
        "Places", "Places it touches, separated by ;", default=(), refers_to="places"
    )
    geometry: AnyGeometry | None = about("Geometry", "Own geometry, if it has one", default=None)
    homes: int = about("Homes", "Homes that it reaches", default=0, ge=0)
    people: int = about("People", "People that it reaches", default=0, ge=0)
    preferred_start: Quarter = about("Preferred start", "Quarter the owner would choose alone")
    earliest_start: Quarter = about("Earliest start", "First quarter in which it may start")
    latest_start: Quarter = about("Latest start", "Last quarter in which it may start")
    stretch_before: int = about(
        "Stretch before",
        "How much earlier than the window it could start",
        default=0,
        ge=0,
        unit="quarters",
    )
    stretch_after: int = about(
        "Stretch after",
        "How much later than the window it could start",
        default=0,
        ge=0,
        unit="quarters",
    )
    stretch_eur_per_quarter: float = about(
        "Price of stretch",
        "What each quarter outside the window costs",
        default=0,
        ge=0,
        unit="EUR/quarter",
    )
    optional: bool = about("Optional", "Whether it may be left out", default=False)
    failure_rate: float = about(
        "Chance of failure",
        "Chance per year of failure, in the preferred year",
        default=0,
        ge=0,
        le=1,
        unit="1/year",
    )
    failure_growth: float = about(
        "Growth of the chance",
        "Growth of that chance with every year",
        default=0,
        ge=0,
        le=10,
        unit="1/year",
    )
    failure_eur: float = about(
        "Cost of a failure", "What one failure costs", default=0, ge=0, unit="EUR"
    )
    confidence: Confidence = about("Confidence", "How sure this is", default=Confidence.MEDIUM)
    visibility: Visibility = about("Visible to", "Who may see it", default=Visibility.PARTNERS)


class Variant(Record):
    """One way to fulfil a task; exactly one is chosen when the task is done.

    A variant with ``closed_weeks`` breaks up or closes each place of its task, evenly over its
    quarters. Opening and closing a place (``opening_eur_per_m`` times the length of the place)
    is shared by everything done in the same occupation: the occupation costs what its most
    demanding task asks.
    """

    table: ClassVar[str] = "variants"

    task_id: Identifier = about("Task", "Task it fulfils", refers_to="tasks")
    name: Text = about("Name", "Name of the variant", min_length=1)
    is_baseline: bool = about(
        "When alone", "Whether the owner takes this one when it goes alone", default=False
    )
    duration_quarters: int = about("Duration", "How long it takes", unit="quarters", ge=1, le=80)
    closed_weeks: float = about(
        "Weeks closed",
        "Weeks that each of its places is broken up or closed",
        default=0,
        ge=0,
        unit="weeks",
    )
    investment_eur: float = about("Investment", "Own work, once", unit="EUR", ge=0)
    investment_low_eur: float | None = about(
        "Investment at least", "When it is given as a range", default=None, unit="EUR", ge=0
    )
    investment_high_eur: float | None = about(
        "Investment at most", "When it is given as a range", default=None, unit="EUR", ge=0
    )
    operation_eur_per_year: float = about(
        "Operation", "Operation and upkeep after the work", default=0, ge=0, unit="EUR/year"
    )
    opening_eur_per_m: float = about(
        "Opening and closing",
        "Breaking up and repaving, per metre of place; can be shared",
        default=0,
        ge=0,
        unit="EUR/m",
    )
    life_years: float = about(
        "Technical life", "Years until it must be done again", unit="year", gt=0, le=1000
    )
    crews: float = about("Crews", "Crews of the owner that it takes", default=1, ge=0)
    repaves: bool = about(
        "Repaves", "Whether the street is newly paved afterwards, and must rest", default=False
    )
    tags: Identifiers = about(
        "Features", "Words that opportunity rules ask for, separated by ;", default=()
    )


class RelationKind(StrEnum):
    """How one task depends on another."""

    BEFORE = "before"
    REQUIRES = "requires"
    EXCLUDES = "excludes"
    TOGETHER = "together"
    PREPARES = "prepares"


class Relation(Record):
    """How one task (or one variant of it) depends on another.

    - before: when both are done, the other starts at least ``lag_quarters`` after the end of
      this one (0: in the next quarter).
    - requires: when this one is done, the other one is done too and has ended at least
      ``lag_quarters`` before this one starts.
    - excludes: not both.
    - together: both start in the same quarter, or neither is done.
    - prepares: when this one has ended before the other starts, the owner of the other saves
      ``saving_eur``.

    A relation that names a variant holds only when that variant is chosen.
    """

    table: ClassVar[str] = "relations"

    kind: RelationKind = about("Kind", "before, requires, excludes, together or prepares")
    task_id: Identifier = about("Task", "This task", refers_to="tasks")
    variant_id: Identifier | None = about(
        "Variant", "Only with this variant of it", default=None, refers_to="variants"
    )
    other_task_id: Identifier = about("Other task", "The other task", refers_to="tasks")
    other_variant_id: Identifier | None = about(
        "Other variant", "Only with this variant of the other", default=None, refers_to="variants"
    )
    lag_quarters: int = about("Lag", "Quarters in between", default=0, ge=0, unit="quarters")
    saving_eur: float = about(
        "Saving", "What the other saves when prepared", default=0, ge=0, unit="EUR"
    )
    reason: Text = about("Reason", "Why this is so", default="")

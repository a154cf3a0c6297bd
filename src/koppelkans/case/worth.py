# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What things are worth: key figures, effects, and rules for what tasks gain together."""

from enum import StrEnum
from typing import ClassVar

from koppelkans.case.record import Identifier, Record, Text, about
from koppelkans.case.task import Confidence


class Distribution(StrEnum):
    """How likely the values within a range are."""

    TRIANGULAR = "triangular"
    PERT = "pert"
    UNIFORM = "uniform"
    NORMAL = "normal"
    LOGNORMAL = "lognormal"


class KeyFigure(Record):
    """A sourced unit value with its range; without a value it is unknown, never zero.

    ``low`` and ``high`` are the ends of what can be: nothing lies outside for a triangular, PERT
    or uniform distribution, and five per cent on either side for a (log)normal one.

    With ``library_id`` it is a figure of the library: an empty value means that of the library,
    another value replaces it and needs a ``reason``.
    """

    table: ClassVar[str] = "key_figures"

    name: Text = about("Name", "What it is the value of", min_length=1)
    value: float | None = about("Value", "Value per unit; empty when unknown", default=None)
    unit: Text = about("Unit", "Unit of the value, such as EUR/kg", min_length=1)
    low: float | None = about("Low", "Low end of the range", default=None)
    high: float | None = about("High", "High end of the range", default=None)
    distribution: Distribution = about(
        "Distribution", "How likely values within the range are", default=Distribution.TRIANGULAR
    )
    moves_with: Identifier | None = about(
        "Group", "Figures that go up and down together have the same word here", default=None
    )
    price_year: int | None = about(
        "Price year",
        "Year of the prices; brought to the price level by an index. Empty: the price level",
        default=None,
        ge=1900,
        le=2200,
        unit="year",
    )
    growth: float = about(
        "Relative price change",
        "Growth per year beyond inflation",
        default=0,
        gt=-1,
        le=1,
        unit="1/year",
    )
    discount_rate: float | None = about(
        "Discount rate",
        "Rate for this kind of cash flow; empty: that of the area",
        default=None,
        gt=-1,
        le=1,
        unit="1/year",
    )
    confidence: Confidence = about("Confidence", "How sure it is", default=Confidence.MEDIUM)
    applicability: Text = about("Applies to", "Where and when it may be used", default="")
    source: Text = about("Source", "Where the figure comes from", min_length=1)
    library_id: Identifier | None = about(
        "Figure of the library",
        "Id in the library of key figures that it is or replaces",
        default=None,
    )
    reason: Text = about("Reason", "Why it differs from the library here", default="")


class PriceChange(Record):
    """How much prices rose in one year; goes before the consumer price index."""

    table: ClassVar[str] = "price_changes"

    year: int = about("Year", "Year against the one before", ge=1900, le=2200, unit="year")
    change: float = about("Change", "Rise of prices, as a fraction", gt=-1, le=10, unit="1/year")
    source: Text = about("Source", "Where the figure comes from", min_length=1)


class Outcome(StrEnum):
    """What changes in the lives of people."""

    ENERGY_POVERTY = "energy_poverty"
    DEBTS = "debts"
    WORK = "work"
    LONELINESS = "loneliness"
    HEALTH = "health"
    CHILDREN = "children"


class Beneficiary(StrEnum):
    """Who in the end gains or pays."""

    PARTNER = "partner"
    RESIDENTS = "residents"
    TENANTS = "tenants"
    BUSINESSES = "businesses"
    CITY = "city"
    STATE = "state"
    LATER_GENERATIONS = "later_generations"


class IncomeGroup(Record):
    """People whose gains and losses can also be shown weighed by what they have to spend."""

    table: ClassVar[str] = "income_groups"

    name: Text = about("Name", "Who they are", min_length=1)
    income_eur: float = about(
        "Income", "Standardised disposable income per household", gt=0, unit="EUR/year"
    )
    beneficiary: Beneficiary | None = about(
        "Beneficiary",
        "What these gain and lose belongs to this group, unless an effect names its own",
        default=None,
    )
    source: Text = about("Source", "Where the figure comes from", min_length=1)


class Effect(Record):
    """What a variant changes, for whom, from when and how long.

    Worth ``quantity * key figure * overlap_factor`` once, or in each of ``years`` years, from
    ``delay_quarters`` after the end of the work. A negative quantity is a cost.
    """

    table: ClassVar[str] = "effects"

    variant_id: Identifier = about("Variant", "Variant that causes it", refers_to="variants")
    name: Text = about("Name", "What changes", min_length=1)
    key_figure_id: Identifier = about("Key figure", "Its unit value", refers_to="key_figures")
    quantity: float = about("Quantity", "How many units (per year, when it lasts)")
    quantity_low: float | None = about("Quantity at least", "Low end of the range", default=None)
    quantity_high: float | None = about("Quantity at most", "High end of the range", default=None)
    years: int | None = about(
        "Years", "How many years it lasts; empty: once", default=None, ge=1, le=200, unit="year"
    )
    delay_quarters: int = about(
        "Delay", "Quarters after the end of the work", default=0, ge=0, unit="quarters"
    )
    partner_id: Identifier = about(
        "On account of", "Partner at the table on whose account it counts", refers_to="partners"
    )
    beneficiary: Beneficiary = about("Beneficiary", "Who in the end gains or pays")
    outcome: Outcome | None = about(
        "Outcome for people", "What changes in the lives of people", default=None
    )
    income_group_id: Identifier | None = about(
        "Income group",
        "Whose income counts, when gains are weighed by income",
        default=None,
        refers_to="income_groups",
    )
    overlap_group: Text = about("Overlap group", "Effects that count the same thing", default="")
    overlap_factor: float = about(
        "Overlap factor", "Which part counts, against counting double", default=1, ge=0, le=1
    )


class Basis(StrEnum):
    """What the quantity of a joint effect is counted in."""

    TASK = "task"
    PLACE = "place"
    METRE = "metre"
    HOME = "home"


class OpportunityRule(Record):
    """What two kinds of task gain when done together.

    ``first`` and ``second`` are themes, or features (tags) of a variant. The tasks meet when
    they have a place in common, or places within ``distance_m``, and start at most
    ``within_quarters`` apart. The gain is ``quantity_per_basis * key figure`` for each basis:
    one per pair of tasks, per common place, per metre of common place, or per home that both
    reach.
    """

    table: ClassVar[str] = "opportunity_rules"

    name: Text = about("Name", "What is gained", min_length=1)
    first: Identifier = about("First", "Theme or feature of the one task")
    second: Identifier = about("Second", "Theme or feature of the other task")
    distance_m: float = about(
        "Distance", "How far apart their places may lie", default=0, ge=0, unit="m"
    )
    within_quarters: int = about(
        "Within", "How far apart they may start", ge=0, le=400, unit="quarters"
    )
    key_figure_id: Identifier = about("Key figure", "Its unit value", refers_to="key_figures")
    basis: Basis = about("Basis", "What is counted")
    quantity_per_basis: float = about("Quantity", "Units of the key figure per basis", default=1)
    partner_id: Identifier | None = about(
        "On account of",
        "Partner on whose account it counts; empty: the owner of the first task",
        default=None,
        refers_to="partners",
    )
    beneficiary: Beneficiary = about(
        "Beneficiary", "Who in the end gains", default=Beneficiary.PARTNER
    )
    reason: Text = about("Reason", "How this gain comes about", default="")
    source: Text = about("Source", "Where the rule comes from", min_length=1)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Unit values at work: what a unit is worth in time, and what a week of a closed street costs."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from koppelkans.case import Beneficiary, Case, KeyFigure, Place
from koppelkans.language import N_, Message
from koppelkans.value.discount import Floats, Integers, annuity, price_factor
from koppelkans.value.figures import PricedFigure, price_figure
from koppelkans.value.types import EntryKind, ValuationError


def present_value(
    case: Case, figure: KeyFigure, quarters: Integers, years: float | None = None
) -> Floats:
    """Return what one unit is worth now, once or for a number of years, in EUR.

    Parameters
    ----------
    figure
        Key figure with a value; its own discount rate goes before that of the area.
    quarters
        Moments at which the (first) unit falls, in quarters from the first planned one.
    years
        Number of yearly terms; without it the unit falls once.
    """
    if figure.value is None:
        raise ValuationError(Message(N_("the key figure “{id}” has no value"), {"id": figure.id}))
    rate = rate_of(case, figure)
    terms = 1.0 if years is None else annuity(rate, years, figure.growth)
    return figure.value * terms * price_factor(rate, figure.growth, quarters)


def rate_of(case: Case, figure: KeyFigure) -> float:
    """Return the discount rate for a key figure: its own, or that of the area."""
    return case.area.discount_rate if figure.discount_rate is None else figure.discount_rate


class WeekPart(StrEnum):
    """What one closed week costs, part by part: also the ids of the key figures."""

    TRAFFIC = "traffic"
    HOUSEHOLD = "nuisance_household"
    BUSINESS = "nuisance_business"
    BUS = "nuisance_bus"
    THROUGH = "nuisance_through"

    @property
    def kind(self) -> EntryKind:
        return EntryKind.TRAFFIC if self is WeekPart.TRAFFIC else EntryKind.NUISANCE

    @property
    def beneficiary(self) -> Beneficiary:
        return WEEK_BENEFICIARY[self]


WEEK_BENEFICIARY = {
    WeekPart.TRAFFIC: Beneficiary.PARTNER,
    WeekPart.HOUSEHOLD: Beneficiary.RESIDENTS,
    WeekPart.BUSINESS: Beneficiary.BUSINESSES,
    WeekPart.BUS: Beneficiary.CITY,
    WeekPart.THROUGH: Beneficiary.CITY,
}


@dataclass(frozen=True)
class WeekItem:
    """One part of the cost of a closed week of a place.

    Attributes
    ----------
    quantity
        Units of the key figure per week: homes, businesses, or 1 for the street itself.
    eur
        EUR per week at the first planned quarter; None when the key figure has no value.
    rate
        Discount rate of the key figure.
    """

    part: WeekPart
    priced: PricedFigure
    quantity: float
    eur: float | None
    rate: float

    @property
    def key_figure(self) -> KeyFigure:
        """The key figure at the price level of the case."""
        return self.priced.figure

    def factors(self, quarters: Integers) -> Floats:
        """Return discount factor times relative price change for each of these quarters."""
        return price_factor(self.rate, self.key_figure.growth, quarters)

    def present_values(self, quarters: Integers) -> Floats:
        """Return EUR for one week in each of these quarters, discounted; zeros when unknown."""
        return (self.eur or 0.0) * self.factors(quarters)


@dataclass(frozen=True)
class WeekCost:
    """What one closed week of a place costs.

    Attributes
    ----------
    items
        By part; parts of which there are none (no bus, no businesses) are left out.
    present_values
        EUR for all parts together, for each planned quarter, discounted to the first one: what
        an optimiser multiplies with the weeks closed in that quarter.
    """

    items: tuple[WeekItem, ...]
    present_values: Floats

    @property
    def traffic_eur(self) -> float:
        """Traffic measures, EUR per week, undiscounted."""
        return sum(i.eur or 0.0 for i in self.items if i.part.kind is EntryKind.TRAFFIC)

    @property
    def nuisance_eur(self) -> float:
        """Nuisance, EUR per week, undiscounted; parts without a value do not count."""
        return sum(i.eur or 0.0 for i in self.items if i.part.kind is EntryKind.NUISANCE)


def place_week_costs(case: Case) -> dict[str, WeekCost]:
    """Return what one closed week costs at each place that a task can close, by place id.

    Traffic measures and through traffic by traffic class, nuisance by address, by business and,
    on a bus route, for the passengers.

    Raises
    ------
    ValuationError
        When a key figure that a place needs is not in the case.
    """
    quarters = np.arange(case.last_quarter - case.first_quarter + 1)
    costs = {}
    for place in places_closed(case):
        items = tuple(
            _week_item(case, figure_id, part, quantity)
            for part, figure_id, quantity in week_needs(place)
        )
        total = np.sum([item.present_values(quarters) for item in items], axis=0)
        costs[place.id] = WeekCost(items, total)
    return costs


def places_closed(case: Case) -> Iterator[Place]:
    """Yield the places that some task can close."""
    closing = {variant.task_id for variant in case.variants if variant.closed_weeks > 0}
    touched = {place_id for task in case.tasks if task.id in closing for place_id in task.place_ids}
    return (place for place in case.places if place.id in touched)


def week_needs(place: Place) -> Iterator[tuple[WeekPart, str, float]]:
    """Yield the parts of a closed week of a place: which key figure, and how many units."""
    quantities = {
        WeekPart.TRAFFIC: 1.0,
        WeekPart.HOUSEHOLD: float(place.addresses),
        WeekPart.BUSINESS: float(place.businesses),
        WeekPart.BUS: float(place.bus_route),
        WeekPart.THROUGH: 1.0,
    }
    for part, quantity in quantities.items():
        if quantity:
            by_class = part in (WeekPart.TRAFFIC, WeekPart.THROUGH)
            yield part, f"{part}_{place.traffic_class}" if by_class else part.value, quantity


def _week_item(case: Case, figure_id: str, part: WeekPart, quantity: float) -> WeekItem:
    priced = price_figure(case, figure_id)
    figure = priced.figure
    eur = None if figure.value is None else quantity * figure.value
    return WeekItem(part, priced, quantity, eur, rate_of(case, figure))

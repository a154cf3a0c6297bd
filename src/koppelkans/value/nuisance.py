# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a closed street costs its users: where the key figures come from, and a test on London.

Every number here is an assumption or a published figure, and is said to be one; a case replaces the
key figures that come out of it by its own. See docs/method/nuisance.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from koppelkans.case import LIBRARY, TrafficClass

HOUR_EUR = 11.0
"""Assumption: value of an hour of travel or free time; the KiM tables are not public to us."""

MINUTES_PER_HOUR = 60.0
DAYS_PER_WEEK = 7.0


@dataclass(frozen=True)
class StreetUse:
    """How a street section is used, and what works do to that: assumptions by street class.

    Attributes
    ----------
    vehicles_per_week
        Vehicles that have to go round or wait for this section.
    minutes
        Minutes that each loses.
    """

    vehicles_per_week: float
    minutes: float

    @property
    def week_eur(self) -> float:
        """EUR for one closed week."""
        return self.vehicles_per_week * self.minutes / MINUTES_PER_HOUR * HOUR_EUR


STREETS: Mapping[TrafficClass, StreetUse] = {
    TrafficClass.RESIDENTIAL: StreetUse(350, 1),
    # A quarter of 42,000: a detour is shared by the four sections of such a road.
    TrafficClass.COLLECTOR: StreetUse(10_500, 1),
    # One lane stays open: waiting instead of a detour.
    TrafficClass.MAIN: StreetUse(100_000, 0.5),
}

BUS_TRIPS_PER_WEEK = 300
BUS_PASSENGERS = 12
BUS_MINUTES = 2.5
HOUSEHOLD_HOURS_PER_WEEK = 1.0


def derive_week_figures() -> dict[str, float]:
    """Return EUR per closed week by id of the key figure, before rounding to two digits.

    Examples
    --------
    >>> {name: round(eur) for name, eur in derive_week_figures().items()}
    ... # doctest: +NORMALIZE_WHITESPACE
    {'nuisance_household': 11, 'nuisance_bus': 1650, 'nuisance_through_residential': 64,
     'nuisance_through_collector': 1925, 'nuisance_through_main': 9167}
    """
    passengers = BUS_TRIPS_PER_WEEK * BUS_PASSENGERS
    return {
        "nuisance_household": HOUSEHOLD_HOURS_PER_WEEK * HOUR_EUR,
        "nuisance_bus": passengers * BUS_MINUTES / MINUTES_PER_HOUR * HOUR_EUR,
        **{f"nuisance_through_{cls}": use.week_eur for cls, use in STREETS.items()},
    }


@dataclass(frozen=True)
class StreetNuisance:
    """What works of some weeks cost the users of one street section, in EUR, not discounted."""

    households: float
    businesses: float
    bus: float
    through: float

    @property
    def total(self) -> float:
        """EUR for all of them together."""
        return self.households + self.businesses + self.bus + self.through


def street_nuisance(
    traffic_class: TrafficClass,
    weeks: float,
    *,
    addresses: int = 0,
    businesses: int = 0,
    bus_route: bool = False,
) -> StreetNuisance:
    """Return what closing one street section for some weeks costs its users, by the library.

    Proportional to the number of weeks, as in a valuation.

    Examples
    --------
    Eight weeks in a residential street with forty homes:

    >>> street_nuisance(TrafficClass.RESIDENTIAL, 8, addresses=40)
    StreetNuisance(households=3520.0, businesses=0.0, bus=0.0, through=480.0)
    """
    return StreetNuisance(
        households=weeks * addresses * _value("nuisance_household"),
        businesses=weeks * businesses * _value("nuisance_business"),
        bus=weeks * bus_route * _value("nuisance_bus"),
        through=weeks * _value(f"nuisance_through_{traffic_class}"),
    )


def _value(figure_id: str) -> float:
    value = LIBRARY[figure_id].value
    if value is None:
        raise ValueError(f"the library has no value for {figure_id}")
    return value


EUR_PER_GBP = 1.17
"""Assumption: about the rate of 2024 and 2025."""

LONDON_BUSINESSES = 60
LONDON_ADDRESSES = 100
"""Assumptions: shops, and homes above them, along a London shopping street under works."""


@dataclass(frozen=True)
class LondonTest:
    """Published avoided cost of 15 joint works in London against this method, EUR per week.

    ``business_ratio`` and ``social_ratio`` are ours divided by theirs.
    """

    weeks: float
    works_eur: float
    business_eur: float
    social_eur: float
    our_business_eur: float
    our_social_eur: float
    matching_businesses: float
    """With so many businesses along the street, ours would equal theirs."""

    @property
    def business_ratio(self) -> float:
        return self.our_business_eur / self.business_eur

    @property
    def social_ratio(self) -> float:
        return self.our_social_eur / self.social_eur


def compare_with_london() -> LondonTest:
    """Return what London published per avoided week of works, and what this method makes of it."""
    weeks = _value("london_days") / DAYS_PER_WEEK
    works, business, social = (
        EUR_PER_GBP * _value(f"london_{what}") / weeks for what in ("works", "business", "social")
    )
    ours = street_nuisance(
        TrafficClass.MAIN,
        1,
        addresses=LONDON_ADDRESSES,
        businesses=LONDON_BUSINESSES,
        bus_route=True,
    )
    return LondonTest(
        weeks=weeks,
        works_eur=works,
        business_eur=business,
        social_eur=social,
        our_business_eur=ours.businesses,
        our_social_eur=ours.total - ours.businesses,
        matching_businesses=business / _value("nuisance_business"),
    )

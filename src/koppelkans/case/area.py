# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The area that is planned, its figures and the places in it."""

from enum import StrEnum
from typing import ClassVar

from koppelkans.case.geometry import AreaGeometry, PlaceGeometry
from koppelkans.case.record import Identifiers, Record, Text, about


class VatSetting(StrEnum):
    """How costs in the case stand to value-added tax."""

    AS_GIVEN = "as_given"
    EXCLUDED = "excluded"
    INCLUDED = "included"


class CaseLanguage(StrEnum):
    """In which language people wrote the names and texts of a case."""

    DUTCH = "nl"
    ENGLISH = "en"


class Area(Record):
    """The neighbourhood that is planned, with its years, discount rates and other settings."""

    table: ClassVar[str] = "areas"

    name: Text = about("Name", "Name of the area", min_length=1)
    description: Text = about("Description", "What is going on here", default="")
    notice: Text = about(
        "Notice",
        "Shown on every page and document, for example that the tasks are illustrative",
        default="",
    )
    language: CaseLanguage = about(
        "Language",
        "In which names and texts of the case are written; documents do not translate them",
        default=CaseLanguage.DUTCH,
    )
    geometry: AreaGeometry = about("Boundary", "Boundary of the area")
    first_year: int = about("First year", "First year that is planned", ge=1900, le=2200)
    last_year: int = about("Last year", "Last year that is planned", ge=1900, le=2200)
    price_level: int = about("Price level", "Year in whose prices all euros are", ge=1900, le=2200)
    discount_rate: float = about(
        "Discount rate",
        "Real rate per year for present values, as a fraction",
        default=0.0225,
        gt=-1,
        le=1,
        unit="1/year",
    )
    cost_discount_rate: float | None = about(
        "Discount rate of costs",
        "Rate for what tasks cost, when that hardly depends on use; empty: the discount rate",
        default=None,
        gt=-1,
        le=1,
        unit="1/year",
    )
    evaluation_years: int = about(
        "Evaluation period",
        "Operation and effects count this many years after the work; what lasts longer has a "
        "residual value",
        default=30,
        ge=1,
        le=200,
        unit="year",
    )
    residual_value: bool = about(
        "Residual value",
        "Whether something new that lasts longer than the evaluation period has a residual value",
        default=True,
    )
    vat: VatSetting = about(
        "VAT in the costs",
        "As given: costs count as they stand; excluded: partners that cannot reclaim VAT pay it "
        "on top; included: partners that can reclaim it pay without",
        default=VatSetting.AS_GIVEN,
    )
    vat_rate: float = about(
        "VAT rate",
        "Value-added tax on works, as a fraction",
        default=0.21,
        ge=0,
        le=1,
        unit="share",
    )

    mean_income_eur: float | None = about(
        "Mean income",
        "Of the whole country, like that of the income groups; empty: no weighing by income",
        default=None,
        gt=0,
        unit="EUR/year",
    )
    income_elasticity: float = about(
        "Elasticity",
        "How fast the worth of one more euro falls with income, for weighing by income",
        default=1.3,
        ge=0,
        le=5,
    )

    @property
    def cost_rate(self) -> float:
        """The rate for what tasks cost: its own, or the discount rate."""
        rate = self.cost_discount_rate
        return self.discount_rate if rate is None else rate


class Figure(Record):
    """A figure about the area, with its source."""

    table: ClassVar[str] = "figures"

    name: Text = about("Name", "What is counted", min_length=1)
    value: float = about("Value", "The figure")
    unit: Text = about("Unit", "Unit of the value", min_length=1)
    year: int | None = about("Year", "Year of the figure", default=None)
    source: Text = about("Source", "Where the figure comes from", min_length=1)


class Pavement(StrEnum):
    """What a street is paved with."""

    CLINKERS = "clinkers"
    TILES = "tiles"
    ASPHALT = "asphalt"


class TrafficClass(StrEnum):
    """How much traffic a street carries."""

    RESIDENTIAL = "residential"
    COLLECTOR = "collector"
    MAIN = "main"


class Place(Record):
    """One street section or square: where works meet."""

    table: ClassVar[str] = "places"

    name: Text = about("Name", "Name of the street section or square", min_length=1)
    street: Text = about("Street", "Street it belongs to", min_length=1)
    district: Text = about("Part", "Part of the neighbourhood, for limits on closures", default="")
    geometry: PlaceGeometry = about("Geometry", "Centre line or surface")
    located: bool = about(
        "Lies there", "Whether it lies where it is drawn; no, for a street of which only the name"
        " is known: it is then near nothing", default=True,
    )  # fmt: skip
    length_m: float = about("Length", "Length of the section", unit="m", gt=0)
    width_m: float = about("Width", "Width from front to front", unit="m", gt=0)
    pavement: Pavement = about("Pavement", "What it is paved with")
    pavement_year: int = about("Year of pavement", "Year in which it was paved", ge=1800, le=2200)
    addresses: int = about("Addresses", "Homes with their front door here", ge=0)
    businesses: int = about("Businesses", "Shops and firms here", default=0, ge=0)
    traffic_class: TrafficClass = about("Traffic class", "How much traffic it carries")
    bus_route: bool = about("Bus route", "Whether a bus runs here", default=False)
    reachable_via: Identifiers = about(
        "Reachable via",
        "Neighbouring places; one of them must stay open for this place to be reachable",
        default=(),
        refers_to="places",
    )

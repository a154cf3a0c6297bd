# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What things cost in a generated city: the rounded figures of the example neighbourhood."""

from dataclasses import dataclass

from koppelkans.case import (
    Basis,
    Beneficiary,
    KeyFigure,
    OpportunityRule,
    Partner,
    PartnerKind,
)

FIRST_YEAR, LAST_YEAR = 2027, 2046
QUARTERS = 4 * (LAST_YEAR - FIRST_YEAR + 1)

PARTNERS = tuple(
    Partner(id=id_, name=id_, short_name=id_, kind=kind, has_budget=id_ != "residents")
    for id_, kind in (
        ("city", PartnerKind.MUNICIPALITY),
        ("social", PartnerKind.SOCIAL_DOMAIN),
        ("water", PartnerKind.WATER),
        ("heat", PartnerKind.HEAT),
        ("grid", PartnerKind.GRID),
        ("homes-a", PartnerKind.HOUSING),
        ("homes-b", PartnerKind.HOUSING),
        ("residents", PartnerKind.RESIDENTS),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A kind of work in a street, per metre.

    ``share`` is the part of the stretches of street that have it; ``years`` the range of the
    width of its window; ``weeks`` closed per place.
    """

    theme: str
    partner: str
    share: float
    eur_per_m: tuple[float, float]
    opening_eur_per_m: float
    weeks: tuple[int, int]
    quarters: tuple[int, int]
    years: tuple[int, int]
    life: float
    failure: tuple[float, float, float]
    """Chance per year, its growth, and its cost as part of the investment."""


STREET_KINDS = {
    "sewer": Kind("sewer", "water", 0.80, (600, 900), 410, (10, 13), (1, 2), (5, 12), 60,
                  (0.04, 0.12, 1.1)),
    "water": Kind("drinking_water", "water", 0.60, (280, 420), 150, (4, 7), (1, 1), (5, 10), 80,
                  (0.06, 0.10, 0.6)),
    "cable": Kind("electricity", "grid", 0.80, (230, 380), 200, (3, 6), (1, 1), (3, 8), 50,
                  (0.10, 0.15, 0.6)),
    "street": Kind("street", "city", 0.95, (1200, 1900), 560, (8, 12), (1, 2), (5, 15), 35,
                   (0.25, 0.10, 0.25)),
    "green": Kind("green", "city", 0.25, (120, 250), 90, (2, 4), (1, 1), (3, 8), 30,
                  (0.0, 0.0, 0.0)),
}  # fmt: skip

HEAT_PIPE_EUR_PER_M = {"mt": 1800.0, "lt": 2050.0}
HEAT_INDOOR_EUR = {"mt": 6000.0, "lt": 8500.0}
HEAT_OPENING_EUR_PER_M = 330.0
HOMES_EUR = {"label-b": 24_000.0, "label-a": 31_000.0, "electric": 38_000.0}

_VALUES = {
    "traffic_residential": 450, "traffic_collector": 1500, "traffic_main": 4500,
    "nuisance_household": 11, "nuisance_business": 180, "nuisance_bus": 1600,
    "nuisance_through_residential": 60, "nuisance_through_collector": 1900,
    "nuisance_through_main": 9000, "gas": 0.52, "gas_connection": 390, "heat_source": 8,
    "healthy_home": 260, "home_upkeep": 620, "street_quality": 95, "stormwater": 1.6,
    "street_green": 10.5, "tree": 120, "coach": 145, "placement": 14_500, "school_child": 140,
    "joint_design": 85, "drain_pipe": 130, "shared_drainage": 45, "shared_trench": 60,
    "indoor_once": 1460, "coach_and_works": 210, "planting_once": 5200,
}  # fmt: skip

KEY_FIGURES = (
    *(
        KeyFigure(id=id_, name=id_.replace("_", " "), value=value, unit="EUR", source="example")
        for id_, value in _VALUES.items()
    ),
    KeyFigure(id="co2", name="CO2", value=0.158, unit="EUR/kg", growth=0.02, source="example"),
)


def _rule(
    first: str, second: str, within: int, figure: str, basis: Basis, partner: str | None
) -> OpportunityRule:
    return OpportunityRule(
        id=figure, name=figure.replace("_", " "), first=first, second=second,
        within_quarters=within, key_figure_id=figure, basis=basis, partner_id=partner,
        beneficiary=Beneficiary.PARTNER, source="example",
    )  # fmt: skip


RULES = (
    _rule("sewer", "street", 3, "joint_design", Basis.METRE, "city"),
    _rule("sewer", "disconnect", 4, "drain_pipe", Basis.METRE, "city"),
    _rule("sewer", "drinking_water", 1, "shared_drainage", Basis.METRE, "water"),
    _rule("electricity", "heat_pipe", 1, "shared_trench", Basis.METRE, "grid"),
    _rule("heat_pipe", "indoor", 4, "indoor_once", Basis.HOME, "heat"),
    _rule("coaching", "indoor", 4, "coach_and_works", Basis.HOME, "residents"),
    _rule("green", "street", 2, "planting_once", Basis.PLACE, "city"),
)

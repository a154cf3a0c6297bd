# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rules that a new area starts with: which kinds of task gain together, and what is known of it.

They are a start for the conversation: every area changes, prices or removes them. Few of these
gains have a published price; those without one are shown as unknown and count for nothing until
the partners fill in their own.
"""

from dataclasses import dataclass
from typing import Any

from koppelkans.case import Basis, Beneficiary
from koppelkans.language import N_, translate

Rows = list[dict[str, Any]]

OWN_EXPERIENCE = N_("Practice of joint area plans; no published price found")


@dataclass(frozen=True)
class DefaultRule:
    """A rule with its own key figure; the value is empty when no sourced price is known."""

    id: str
    name: str
    first: str
    second: str
    within_quarters: int
    basis: Basis
    unit: str
    reason: str
    distance_m: float = 0
    value: float | None = None
    price_year: int | None = None
    beneficiary: Beneficiary = Beneficiary.PARTNER
    source: str = OWN_EXPERIENCE


CATALOGUE: tuple[DefaultRule, ...] = (
    DefaultRule(
        "sewer-street", N_("Sewer and street in one contract"), "sewer", "street", 3,
        Basis.METRE, "EUR/m",
        N_("One design, one tender, one supervisor. A Norwegian study sees 24 % less cost when"
           " road, water and sewer go together in a town: a potential, not a price per metre."),
        source="iwaponline.com/wst/article/90/1/168/102849",
    ),
    DefaultRule(
        "sewer-disconnection", N_("Disconnect stormwater while the sewer is open"), "sewer",
        "disconnection", 4, Basis.METRE, "EUR/m",
        N_("The stormwater pipe goes into the same trench."),
    ),
    DefaultRule(
        "disconnection-greening", N_("Disconnection and greening as one design"),
        "disconnection", "greening", 4, Basis.PLACE, N_("EUR/street section"),
        N_("The green takes up the water: one design, one time of planting and paving."),
        beneficiary=Beneficiary.RESIDENTS,
    ),
    DefaultRule(
        "sewer-greening", N_("Green the street when the sewer is renewed"), "sewer", "greening", 4,
        Basis.PLACE, N_("EUR/street section"),
        N_("The street is closed and repaved anyway; green then costs less paving."),
    ),
    DefaultRule(
        "heat-renovation", N_("Heat network and renovation in one visit"), "heat", "renovation", 4,
        Basis.HOME, N_("EUR/home"),
        N_("Connection and radiators go along with the renovation: dust once, one appointment."),
        beneficiary=Beneficiary.TENANTS,
    ),
    DefaultRule(
        "works-traineeships", N_("Traineeships in the works"), "traineeships", "street", 4,
        Basis.TASK, N_("EUR/placement"),
        N_("Each contractor in the neighbourhood takes in trainees as long as the work lasts."),
        beneficiary=Beneficiary.CITY,
    ),
    DefaultRule(
        "empty-ducts", N_("Empty ducts while the street is open"), "street", "electricity", 40,
        Basis.METRE, "EUR/m",
        N_("Ducts laid now save the opening for later cables. Where it is certain which cable"
           " follows, say so with the relation “prepares”, with what it saves."),
    ),
    DefaultRule(
        "cable-heat-trench", N_("Cable and heat in one trench"), "electricity", "heat", 1,
        Basis.METRE, "EUR/m",
        N_("Of two trenches in clinkers one is left out; counted is only the pavement degradation"
           " charge of that trench, at the rate of one municipality."),
        value=4.24, price_year=2023, source="CVDR686907, De Ronde Venen 2023",
    ),
    DefaultRule(
        "water-sewer-drainage", N_("Water main and sewer with one drainage"), "sewer",
        "drinking_water", 1, Basis.METRE, "EUR/m", N_("The groundwater is lowered only once."),
    ),
    DefaultRule(
        "coach-renovation", N_("Energy coach at the renovation"), "coaching", "renovation", 4,
        Basis.HOME, N_("EUR/home"),
        N_("The coach explains what changes and how to use it economically."),
        beneficiary=Beneficiary.TENANTS,
    ),
    DefaultRule(
        "school-green", N_("School yard and green street together"), "school", "greening", 2,
        Basis.TASK, "EUR", N_("Yard and street as one green place, designed with the children."),
        distance_m=50, beneficiary=Beneficiary.RESIDENTS,
    ),
)  # fmt: skip


def default_rules(language: str) -> dict[str, Rows]:
    """Return the rows that a new area starts with, by table.

    Parameters
    ----------
    language
        Language of names, reasons and units: "nl" or "en".

    Returns
    -------
    dict of table to rows
        ``opportunity_rules``, and the ``key_figures`` they need, one for each.
    """
    rules: Rows = []
    figures: Rows = []
    for rule in CATALOGUE:
        name, source = translate(rule.name, language), translate(rule.source, language)
        figure_id = f"together-{rule.id}"
        figures.append(
            {
                "id": figure_id,
                "name": name,
                "value": rule.value,
                "unit": translate(rule.unit, language),
                "price_year": rule.price_year,
                "confidence": "low",
                "source": source,
            }
        )
        rules.append(
            {
                "id": rule.id,
                "name": name,
                "first": rule.first,
                "second": rule.second,
                "distance_m": rule.distance_m,
                "within_quarters": rule.within_quarters,
                "key_figure_id": figure_id,
                "basis": rule.basis.value,
                "beneficiary": rule.beneficiary.value,
                "reason": translate(rule.reason, language),
                "source": source,
            }
        )
    return {"opportunity_rules": rules, "key_figures": figures}

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The organisations at the table and their people."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from koppelkans.case.record import Identifier, Record, Text, about
from koppelkans.case.task import Visibility


class PartnerKind(StrEnum):
    """What kind of organisation a partner is."""

    MUNICIPALITY = "municipality"
    SOCIAL_DOMAIN = "social_domain"
    WATER = "water"
    HEAT = "heat"
    GRID = "grid"
    HOUSING = "housing"
    RESIDENTS = "residents"
    OTHER = "other"


class Partner(Record):
    """An organisation at the table."""

    table: ClassVar[str] = "partners"

    name: Text = about("Name", "Name of the organisation", min_length=1)
    short_name: Text = about("Short name", "Name for maps and tables", min_length=1, max_length=24)
    kind: PartnerKind = about("Kind", "Kind of organisation")
    core: bool = about("Core partner", "Whether it is a core partner", default=True)
    has_budget: bool = about(
        "Has a budget",
        "Whether it can pay or receive money; residents only gain or lose",
        default=True,
    )
    discount_rate: float | None = about(
        "Own discount rate",
        "Real rate that the partner itself calculates with; for its own view only",
        default=None,
        gt=-1,
        le=1,
        unit="1/year",
    )
    reclaims_vat: bool = about(
        "Reclaims VAT", "Whether it gets the VAT on its costs back", default=False
    )
    regulated: bool = about(
        "Regulated",
        "Whether rules forbid it to count what others gain as its own benefit",
        default=False,
    )
    interest: Text = about("Interest", "What it is really after in this area", default="")
    costs_visible: Visibility = about(
        "Costs visible to",
        "Who may see its costs; its own organisation only: the facilitator computes with them",
        default=Visibility.PARTNERS,
    )


class Person(Record):
    """Somebody who speaks for a partner."""

    table: ClassVar[str] = "people"

    partner_id: Identifier = about("Partner", "Organisation", refers_to="partners")
    name: Text = about("Name", "Name", min_length=1)
    role: Text = about("Role", "Role in the team", default="")
    left_on: date | None = about(
        "Left on", "When this person left; what was said stays", default=None
    )

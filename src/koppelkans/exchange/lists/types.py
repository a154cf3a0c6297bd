# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a list holds, what somebody says of it, and what becomes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Tables = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Values of the records that an area has already, by table and id."""


@dataclass(frozen=True)
class OwnList:
    """A sheet with a row of headers and a work on each row below it.

    Attributes
    ----------
    sheet
        Title of the sheet.
    headers
        What stands above each column; empty where nothing does.
    rows
        Number of the row in Excel, and its cells from the first column on.
    """

    sheet: str
    headers: Sequence[str]
    rows: Sequence[tuple[int, Sequence[Any]]]


@dataclass(frozen=True)
class Assumptions:
    """What is taken for works and streets of which the list does not say it.

    Attributes
    ----------
    window_years
        How many years earlier and later than its year a work may start.
    duration_quarters, closed_weeks, life_years
        As in a variant.
    opening_eur_per_m
        Breaking up and repaving, EUR per metre of street.
        The default is what clinkers cost to lay again (EUR 29.84 per m2: De Ronde Venen, 2023)
        over a width of three metres.
    street_length_m, street_width_m, street_addresses
        Of a street that is not in the area yet.
    pavement_age_years
        How old its pavement is in the first planned year.
    """

    window_years: int = 2
    duration_quarters: int = 2
    closed_weeks: float = 8
    life_years: float = 50
    opening_eur_per_m: float = 90
    street_length_m: float = 150
    street_width_m: float = 12
    street_addresses: int = 25
    pavement_age_years: int = 25


@dataclass(frozen=True)
class ListChoice:
    """How somebody says that a list is to be read.

    Attributes
    ----------
    columns
        Position of the column by name of a field in `FIELDS`; a field without one is assumed.
    partner_id
        Whose works these are, on rows that do not say it.
    theme
        What they are about, where neither a column nor the title says it.
    """

    columns: Mapping[str, int]
    partner_id: str = ""
    theme: str = "other"
    assumed: Assumptions = field(default_factory=Assumptions)


@dataclass(frozen=True)
class NewRecord:
    """A record that comes of a row; values as a file would give them."""

    table: str
    key: str
    row: int
    values: Mapping[str, Any]

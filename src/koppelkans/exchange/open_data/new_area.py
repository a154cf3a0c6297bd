# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Make the start of a case for a new area out of what the national services know of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from koppelkans.case import TABLES
from koppelkans.exchange.open_data.addresses import Assignment, assign, fetch_addresses
from koppelkans.exchange.open_data.errors import OpenDataError, WrongNeighbourhoodError
from koppelkans.exchange.open_data.fetch import Manners
from koppelkans.exchange.open_data.findings import list_findings
from koppelkans.exchange.open_data.names import name_places
from koppelkans.exchange.open_data.neighbourhood import Neighbourhood, fetch_neighbourhood
from koppelkans.exchange.open_data.roads import (
    AROUND_M,
    Section,
    Selection,
    fetch_roads,
    find_neighbours,
    select_sections,
)
from koppelkans.exchange.open_data.services import Services
from koppelkans.exchange.open_data.statistics import Found, fetch_figures
from koppelkans.exchange.open_data.width import fetch_buildings, measure_widths
from koppelkans.language import N_, Message
from koppelkans.opportunity.catalogue import default_rules

Report = Callable[[Message], None]
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Years:
    """The years that are planned, and the day on which the services were asked."""

    first: int
    last: int
    today: date


@dataclass(frozen=True)
class NewArea:
    """The start of a case: rows by table, and what its maker should know about them.

    Opportunity rules are those of the catalogue. Not a `Case` yet: partners, tasks and variants
    are empty, and so is what no service knows of a place (pavement, its year, bus routes, and the
    width where it could not be measured).
    """

    tables: Mapping[str, Rows]
    findings: tuple[Message, ...]


def new_area(
    codes: Sequence[str],
    years: Years,
    language: str,
    *,
    services: Services | None = None,
    manners: Manners | None = None,
    report: Report | None = None,
) -> NewArea:
    """Ask the services for one or more neighbourhoods that make up an area.

    Parameters
    ----------
    codes
        Codes of neighbourhoods of CBS (buurtcodes), such as "BU0363NK01".
    language
        Language of the few words that are written into the case.
    report
        Told what is being asked for.

    Raises
    ------
    WrongNeighbourhoodError
        When there is no neighbourhood with such a code.
    ServiceError
        When a service is down or answers nonsense.
    """
    services, manners = services or Services(), manners or Manners()
    tell = report or _tell_nobody
    tell(Message(N_("Asking for the boundary")))
    hoods = [fetch_neighbourhood(services.boundaries, c, manners) for c in dict.fromkeys(codes)]
    area = _one_area(hoods)
    tell(Message(N_("Asking for the figures of the neighbourhood")))
    figures = [fetch_figures(services.statistics, hood.code, manners) for hood in hoods]
    tell(Message(N_("Asking for the streets")))
    network = fetch_roads(services.roads, area, manners)
    tell(Message(N_("Asking for the addresses")))
    addresses = fetch_addresses(services.addresses, area, manners)
    tell(Message(N_("Asking for the buildings")))
    buildings = fetch_buildings(services.addresses, area, manners)

    selection = select_sections(network, area, [address.street for address in addresses])
    if not selection.sections:
        raise OpenDataError(Message(N_("There is no street in this neighbourhood.")))
    assignment = assign(addresses, selection.sections)
    widths = measure_widths([section.line for section in selection.sections], buildings)
    tables: dict[str, Rows] = {name: [] for name in TABLES}
    tables["areas"] = [_area_row(hoods, area, years, language)]
    tables["figures"] = _figure_rows(hoods, figures)
    tables["places"] = _place_rows(
        _Streets(hoods, network, selection, assignment, widths), language
    )
    tables.update(default_rules(language))
    return NewArea(tables, tuple(list_findings(tables["places"], selection, assignment, figures)))


def _tell_nobody(message: Message) -> None:
    del message


def _one_area(hoods: Sequence[Neighbourhood]) -> BaseGeometry:
    if not hoods:
        raise WrongNeighbourhoodError(Message(N_("expected the code of a neighbourhood")))
    return shapely.union_all([hood.boundary for hood in hoods])


def _area_row(
    hoods: Sequence[Neighbourhood], area: BaseGeometry, years: Years, language: str
) -> dict[str, Any]:
    made = Message(
        N_(
            "Made on {day} from open data: boundary and figures of CBS ({codes}), streets of the"
            " Nationaal Wegenbestand, homes and buildings of the BAG."
        ),
        {"day": years.today.isoformat(), "codes": ", ".join(hood.code for hood in hoods)},
    )
    return {
        "id": hoods[0].code if len(hoods) == 1 else "area",
        "name": ", ".join(hood.name for hood in hoods),
        "description": made.in_language(language),
        "geometry": area,
        "first_year": years.first,
        "last_year": years.last,
        "price_level": years.today.year,
    }


def _figure_rows(hoods: Sequence[Neighbourhood], figures: Sequence[Found]) -> Rows:
    """Return the figures; of several neighbourhoods each with its own id and name."""
    if len(hoods) == 1:
        return [dict(row) for row in figures[0].rows]
    return [
        {**row, "id": f"{row['id']}-{hood.code}", "name": f"{hood.name}: {row['name']}"}
        for hood, found in zip(hoods, figures, strict=True)
        for row in found.rows
    ]


@dataclass(frozen=True)
class _Streets:
    hoods: Sequence[Neighbourhood]
    network: Sequence[Section]
    selection: Selection
    assignment: Assignment
    widths: Sequence[float | None]


def _place_rows(streets: _Streets, language: str) -> Rows:
    sections = streets.selection.sections
    box = shapely.box(*shapely.buffer(_one_area(streets.hoods), AROUND_M).bounds)
    neighbours = find_neighbours(sections, streets.network, box)
    names = name_places(sections, streets.network, language)
    rows = [
        {
            "id": section.id,
            "name": names[section.id].place,
            "street": names[section.id].street,
            "district": _district(section, streets.hoods),
            "geometry": section.line,
            "length_m": round(section.line.length, 1),
            "width_m": None if width is None else round(width, 1),
            "pavement": None,
            "pavement_year": None,
            "addresses": streets.assignment.homes[section.id],
            "businesses": streets.assignment.firms[section.id],
            "traffic_class": section.traffic_class,
            "bus_route": None,
            "reachable_via": neighbours[section.id],
        }
        for section, width in zip(sections, streets.widths, strict=True)
    ]
    return sorted(rows, key=lambda row: (str(row["street"]), str(row["name"])))


def _district(section: Section, hoods: Sequence[Neighbourhood]) -> str:
    """Return the neighbourhood that most of a section lies in, or else the nearest."""
    return max(
        hoods,
        key=lambda hood: (
            shapely.length(shapely.intersection(section.line, hood.boundary)),
            -shapely.distance(section.line, hood.boundary),
        ),
    ).name

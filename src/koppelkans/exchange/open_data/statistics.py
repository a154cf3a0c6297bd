# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of a neighbourhood, from the tables of CBS StatLine.

Interface: Handleiding CBS Open Data Services (OData 3): ``TableInfos`` tells about the table,
``DataProperties`` about its columns (key, title, unit), ``TypedDataSet`` holds the figures. The
number at the end of a key changes from table to table; what stands before it does not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from koppelkans.exchange.open_data.fetch import Manners, fetch_json, trouble
from koppelkans.exchange.open_data.services import Service
from koppelkans.language import N_, Message

WANTED = {
    "AantalInwoners": "inhabitants",
    "k_0Tot15Jaar": "inhabitants_0_15",
    "k_65JaarOfOuder": "inhabitants_65_plus",
    "Bevolkingsdichtheid": "population_density",
    "HuishoudensTotaal": "households",
    "GemiddeldeHuishoudensgrootte": "household_size",
    "Woningvoorraad": "homes",
    "PercentageEengezinswoning": "single_family_homes",
    "Koopwoningen": "owner_occupied",
    "InBezitWoningcorporatie": "housing_corporation",
    "GemiddeldeWOZWaardeVanWoningen": "property_value",
    "GemiddeldAardgasverbruik": "gas_use",
    "GemiddeldeElektriciteitslevering": "electricity_use",
    "PercentageWoningenMetStadsverwarming": "district_heating",
    "WoningenMetZonnestroom": "solar_power",
    "GemiddeldInkomenPerInwoner": "income_per_inhabitant",
    "HuishoudensMetEenLaagInkomen": "low_income_households",
    "BedrijfsvestigingenTotaal": "firms",
    "OppervlakteLand": "land_area",
    "Omgevingsadressendichtheid": "address_density",
}
"""Ids of figures by the key of their column, without its number."""

MOST_PAGES = 100


@dataclass(frozen=True)
class Found:
    """Figures as rows of the table ``figures``, and the titles of those that CBS leaves empty."""

    rows: tuple[dict[str, Any], ...]
    empty: tuple[str, ...]


def fetch_figures(service: Service, code: str, manners: Manners) -> Found:
    """Return the figures of a neighbourhood, each with its unit, year and source.

    Raises
    ------
    ServiceError
        When the service fails, or has no row or no known column for this neighbourhood.
    """
    info = _one(service, "TableInfos", manners)
    columns = _rows(service, "DataProperties", manners)
    figures = _one(service, "TypedDataSet", manners, f"WijkenEnBuurten eq '{code}'")
    if str(figures.get("WijkenEnBuurten", "")).strip() != code:
        raise trouble(
            service,
            f"{service.url}/TypedDataSet",
            Message(N_("answers with another neighbourhood than the one that was asked for")),
        )
    groups = {str(column.get("ID")): str(column.get("Title") or "").strip() for column in columns}
    rows, empty = [], []
    for column in columns:
        key = str(column.get("Key") or "")
        figure_id = WANTED.get(re.sub(r"_[0-9]+$", "", key))
        if figure_id is None:
            continue
        name = _title(column, groups)
        value = figures.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            empty.append(name)
            continue
        rows.append(
            {
                "id": figure_id,
                "name": name,
                "value": float(value),
                "unit": str(column.get("Unit") or "").strip() or "-",
                "year": _year(info),
                "source": _source(info),
            }
        )
    if not rows and not empty:
        reason = Message(N_("has none of the columns that were expected"))
        raise trouble(service, f"{service.url}/DataProperties", reason)
    return Found(tuple(rows), tuple(empty))


def _title(column: Mapping[str, Any], groups: Mapping[str, str]) -> str:
    """Return the title of a column after that of its group: "0 tot 15 jaar" says too little."""
    title = str(column.get("Title") or column["Key"]).strip()
    group = groups.get(str(column.get("ParentID")), "")
    return f"{group}: {title}" if group else title


def _source(info: Mapping[str, Any]) -> str:
    return f"CBS, {str(info.get('Title') or '').strip()} ({info.get('Identifier')})"


def _year(info: Mapping[str, Any]) -> int | None:
    for text in (info.get("Period"), info.get("Title")):
        if years := re.findall(r"\b(?:19|20)\d\d\b", str(text or "")):
            return int(years[-1])
    return None


def _one(service: Service, part: str, manners: Manners, where: str = "") -> Mapping[str, Any]:
    rows = _rows(service, part, manners, where)
    if len(rows) != 1:
        raise trouble(
            service,
            f"{service.url}/{part}" + (f"?$filter={where}" if where else ""),
            Message(N_("answers with {count} rows where one was expected"), {"count": len(rows)}),
        )
    return rows[0]


def _rows(
    service: Service, part: str, manners: Manners, where: str = ""
) -> list[Mapping[str, Any]]:
    parameters: dict[str, str | int] = {"$format": "json"}
    if where:
        parameters["$filter"] = where
    answer = fetch_json(service, f"{service.url}/{part}", manners, parameters)
    rows: list[Mapping[str, Any]] = []
    seen: set[str] = set()
    while True:
        seen.add(answer.url)
        page = answer.document.get("value")
        if not isinstance(page, list) or not all(isinstance(row, dict) for row in page):
            raise trouble(service, answer.url, Message(N_("answers without a list of rows")))
        rows += page
        # OData JSON Format 3.0, 4.5: a link to what is left over; OData 4 writes it with an @.
        link = answer.document.get("odata.nextLink") or answer.document.get("@odata.nextLink")
        if not link:
            return rows
        url = urljoin(answer.url, str(link))
        if url in seen or len(seen) >= MOST_PAGES:
            reason = Message(N_("gives a link to the next page that leads nowhere"))
            raise trouble(service, answer.url, reason)
        answer = fetch_json(service, url, manners)

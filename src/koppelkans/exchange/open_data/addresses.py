# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Homes and firms of each street section, from the register of addresses and buildings (BAG).

Collections ``verblijfsobject``, ``ligplaats``, ``standplaats`` and ``pand`` with their
properties as the service lists them (.../collections/<name>/schema).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from koppelkans.exchange.open_data.features import Feature, fetch_features
from koppelkans.exchange.open_data.fetch import Manners
from koppelkans.exchange.open_data.roads import Section, normal_name
from koppelkans.exchange.open_data.services import Service

IN_USE = frozenset(
    {
        "verblijfsobject in gebruik",
        "verblijfsobject in gebruik (niet ingemeten)",
        "verbouwing verblijfsobject",
        "plaats aangewezen",
    }
)
HOME = "woonfunctie"
FIRMS = frozenset(
    {
        "bijeenkomstfunctie",
        "celfunctie",
        "gezondheidszorgfunctie",
        "industriefunctie",
        "kantoorfunctie",
        "logiesfunctie",
        "onderwijsfunctie",
        "sportfunctie",
        "winkelfunctie",
    }
)
"""Purposes (gebruiksdoel) with people at work; not "overige gebruiksfunctie", such as garages."""

FARTHEST_IN_STREET_M = 150.0
FARTHEST_M = 60.0


@dataclass(frozen=True)
class Address:
    """A home, or a place where people work, or both, at one point."""

    id: str
    street: str
    street_id: str
    label: str
    point: BaseGeometry
    is_home: bool
    is_firm: bool


def fetch_addresses(service: Service, area: BaseGeometry, manners: Manners) -> list[Address]:
    """Return what is in use within an area: homes, firms, houseboats and caravans."""
    found = []
    for collection in ("verblijfsobject", "ligplaats", "standplaats"):
        for feature in fetch_features(service, collection, manners, bbox=area.bounds):
            address = _read(feature, collection)
            if address is not None and shapely.intersects(area, address.point):
                found.append(address)
    return found


def _read(feature: Feature, collection: str) -> Address | None:
    if feature.text("status").casefold() not in IN_USE:
        return None
    purposes = _purposes(feature.properties.get("gebruiksdoel"))
    is_place_to_moor = collection != "verblijfsobject"
    street = feature.text("openbare_ruimte_naam")
    number = "".join(feature.text(name) for name in ("huisnummer", "huisletter"))
    addition = feature.text("toevoeging")
    return Address(
        id=feature.text("identificatie"),
        street=street,
        street_id=feature.text("openbare_ruimte_identificatie"),
        label=f"{street} {number}{'-' + addition if addition else ''}".strip(),
        point=feature.geometry.representative_point(),
        is_home=is_place_to_moor or HOME in purposes,
        is_firm=bool(purposes & FIRMS),
    )


def _purposes(value: object) -> set[str]:
    """Return the purposes of an object, given as one text with commas or as a list."""
    parts = value if isinstance(value, list) else str(value or "").split(",")
    return {str(part).strip().casefold() for part in parts}


@dataclass(frozen=True)
class Assignment:
    """Which address lies at which section, and how that was found."""

    homes: Counter[str]
    firms: Counter[str]
    """Numbers by id of the section."""
    by_distance: tuple[Address, ...]
    """At the nearest section, though that has another name."""
    unmatched: tuple[Address, ...]


def assign(addresses: Sequence[Address], sections: Sequence[Section]) -> Assignment:
    """Give every address to a section: of its own street first, else the nearest.

    Of its own street the nearest section, at most ``FARTHEST_IN_STREET_M`` away; otherwise the
    nearest of all, at most ``FARTHEST_M`` away; otherwise it stays unmatched.
    """
    homes: Counter[str] = Counter()
    firms: Counter[str] = Counter()
    by_distance: list[Address] = []
    unmatched: list[Address] = []
    by_street = _by_street(sections)
    tree = STRtree([section.line for section in sections])
    for address in addresses:
        own = by_street.get(address.street_id) or by_street.get(normal_name(address.street)) or []
        section = _nearest(address, own, FARTHEST_IN_STREET_M)
        if section is None:
            indices = tree.query_nearest(address.point, max_distance=FARTHEST_M)
            section = sections[int(indices[0])] if len(indices) else None
            (unmatched if section is None else by_distance).append(address)
        if section is not None:
            homes[section.id] += address.is_home
            firms[section.id] += address.is_firm
    return Assignment(homes, firms, tuple(by_distance), tuple(unmatched))


def _by_street(sections: Sequence[Section]) -> dict[str, list[Section]]:
    found: dict[str, list[Section]] = {}
    for section in sections:
        for key in {section.street_id, section.street_key} - {""}:
            found.setdefault(key, []).append(section)
    return found


def _nearest(address: Address, sections: Sequence[Section], farthest: float) -> Section | None:
    if not sections:
        return None
    distances = shapely.distance([section.line for section in sections], address.point)
    nearest = int(np.argmin(distances))
    return sections[nearest] if distances[nearest] <= farthest else None

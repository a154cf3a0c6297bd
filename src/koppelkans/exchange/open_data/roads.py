# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The street sections of an area, from the Nationaal Wegenbestand (NWB).

Sections of the NWB already run from junction to junction. Field names and codes:
docs.ndw.nu, Handleiding Nationaal wegenbestand, NWB-wegen product.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from koppelkans.case import TrafficClass
from koppelkans.exchange.open_data.features import Feature, fetch_features
from koppelkans.exchange.open_data.fetch import Manners, trouble
from koppelkans.exchange.open_data.services import Service
from koppelkans.language import N_, Message

AROUND_M = 250.0
"""How far around the area roads are asked for, to know what continues outside."""
MARGIN_M = 15.0
"""A street on the boundary belongs to the area: the boundary often runs along its axis."""
SHORT_M = 15.0
"""A section shorter than this is hardly a place to plan for."""

PATHS = frozenset({"BU", "BUS", "CADO", "FP", "OVB", "RP", "VDF", "VDV", "VP"})
"""Kinds of carriageway (BST_CODE) without cars: bus lane, cycle path, bridle path, footpath,
ferry. A pedestrian area (VZ) is a street like others."""


@dataclass(frozen=True)
class Section:
    """A street section from junction to junction."""

    id: str
    street: str
    street_id: str
    """Id of the street in the BAG (openbare ruimte); "" when the NWB has none."""
    line: BaseGeometry
    junctions: tuple[str, ...]
    """Numbers of the NWB: from the one end to the other, with those that were joined over."""
    traffic_class: TrafficClass
    is_path: bool
    ids: tuple[str, ...]
    """The sections of the NWB that it consists of."""

    @property
    def ends(self) -> set[str]:
        return {self.junctions[0], self.junctions[-1]}

    @property
    def street_key(self) -> str:
        """The name of the street without differences in capitals and blanks."""
        return normal_name(self.street)


def normal_name(street: str) -> str:
    """Return the name of a street for comparing.

    >>> normal_name(" Van der  Pekstraat") == normal_name("van der Pekstraat")
    True
    """
    return " ".join(street.split()).casefold()


def fetch_roads(service: Service, area: BaseGeometry, manners: Manners) -> list[Section]:
    """Return all sections in and around an area (collection ``wegvakken``), the whole network.

    Raises
    ------
    ServiceError
        When the service fails, or when a field that the network hangs on is missing.
    """
    xmin, ymin, xmax, ymax = shapely.buffer(area, AROUND_M).bounds
    features = fetch_features(service, "wegvakken", manners, bbox=(xmin, ymin, xmax, ymax))
    sections = [section for feature in features if (section := _read(feature)) is not None]
    if not sections:
        raise trouble(service, service.url, Message(N_("gives no road in this area")))
    return sections


def _read(feature: Feature) -> Section | None:
    number = feature.text("wvk_id")
    begin, end = feature.text("jte_id_beg"), feature.text("jte_id_end")
    if not (number and begin and end) or not shapely.length(feature.geometry):
        return None
    return Section(
        id=f"nwb-{number}",
        street=feature.text("stt_naam") or feature.text("wegnummer"),
        street_id=feature.text("bag_orl"),
        line=simple_line(feature.geometry),
        junctions=(begin, end),
        traffic_class=traffic_class(feature.text("frc"), feature.text("wegbehsrt")),
        is_path=feature.text("bst_code").upper() in PATHS,
        ids=(number,),
    )


def simple_line(geometry: BaseGeometry) -> BaseGeometry:
    """Return a line as one part where it can be, cut where it crosses or closes on itself."""
    line = shapely.line_merge(geometry) if geometry.geom_type == "MultiLineString" else geometry
    if shapely.is_simple(line):
        return line
    parts = [LineString(part.coords) for part in shapely.get_parts(shapely.node(line))]
    # A ring that something else ends on is only simple as two halves.
    return MultiLineString([piece for part in parts for piece in _open(part)])


def _open(line: LineString) -> list[LineString]:
    middle = len(line.coords) // 2
    if not line.is_closed:
        return [line]
    return [LineString(line.coords[: middle + 1]), LineString(line.coords[middle:])]


def traffic_class(frc: str, manager: str) -> TrafficClass:
    """Return the traffic class of a road by its functional class and its manager.

    Functional road class (FRC) as nationaalwegenbestand.nl explains it: 0-3 roads of state and
    province, 4 other roads over 50 km/h, 5 other roads of 50 km/h, 6 all others that are open to
    cars, 7 closed to cars. Without one the manager (WEGBEHSRT) decides: R state, P province.

    >>> traffic_class("5", "G"), traffic_class("6", "G"), traffic_class("", "P")
    (<TrafficClass.COLLECTOR: 'collector'>, <TrafficClass.RESIDENTIAL: 'residential'>, \
<TrafficClass.MAIN: 'main'>)
    """
    if manager.upper() in ("R", "P") or frc in ("0", "1", "2", "3", "4"):
        return TrafficClass.MAIN
    return TrafficClass.COLLECTOR if frc == "5" else TrafficClass.RESIDENTIAL


@dataclass(frozen=True)
class Selection:
    """The sections that become places, and what was left out."""

    sections: tuple[Section, ...]
    left_out_paths: int
    short: int
    """Sections shorter than ``SHORT_M`` that have no neighbour to join."""


def select_sections(
    network: Sequence[Section], area: BaseGeometry, streets_with_addresses: Iterable[str]
) -> Selection:
    """Choose the sections that are places of the area, and join those too short to plan for.

    A section belongs to the area when at least half of it lies within the boundary, widened by
    ``MARGIN_M``. A path without cars is a place only when addresses bear its name and no
    carriageway does.
    """
    wide = shapely.buffer(area, MARGIN_M)
    inside = [
        section
        for section in network
        if shapely.length(shapely.intersection(section.line, wide)) >= 0.5 * section.line.length
    ]
    named = {normal_name(street) for street in streets_with_addresses}
    carriageways = {section.street_key for section in network if not section.is_path}
    kept = [
        section
        for section in inside
        if not section.is_path or section.street_key in named - carriageways
    ]
    joined = join_short(kept)
    return Selection(
        sections=tuple(joined),
        left_out_paths=len(inside) - len(kept),
        short=sum(section.line.length < SHORT_M for section in joined),
    )


def join_short(sections: Sequence[Section]) -> list[Section]:
    """Join sections shorter than ``SHORT_M`` to a neighbour of the same street and class.

    The shortest first, with the shortest such neighbour, as long as one plain line comes out
    of it.
    """
    kept = {section.id: section for section in sections}
    waiting = {section.id for section in sections if section.line.length < SHORT_M}
    while waiting:
        short = kept[min(waiting, key=lambda id_: (kept[id_].line.length, id_))]
        waiting.discard(short.id)
        partners = sorted(
            (other for other in kept.values() if other.id != short.id and _may_join(short, other)),
            key=lambda other: (other.line.length, other.id),
        )
        for other in partners:
            whole = _join(other, short)
            if whole is not None:
                del kept[short.id]
                waiting.discard(other.id)
                kept[other.id] = whole
                if whole.line.length < SHORT_M:
                    waiting.add(whole.id)
                break
    return list(kept.values())


def _may_join(one: Section, other: Section) -> bool:
    return (
        len(one.ends) == len(other.ends) == 2
        and len(one.ends & other.ends) == 1
        and one.street_key == other.street_key
        and one.traffic_class is other.traffic_class
        and one.is_path is other.is_path
    )


def _join(keeper: Section, other: Section) -> Section | None:
    line = shapely.line_merge(shapely.union(keeper.line, other.line))
    if line.geom_type != "LineString" or not shapely.is_simple(line):
        return None
    (shared,) = keeper.ends & other.ends
    before = keeper.junctions if keeper.junctions[-1] == shared else keeper.junctions[::-1]
    after = other.junctions if other.junctions[0] == shared else other.junctions[::-1]
    return replace(
        keeper, line=line, junctions=(*before, *after[1:]), ids=(*keeper.ids, *other.ids)
    )


def find_neighbours(
    places: Sequence[Section], network: Sequence[Section], asked: BaseGeometry
) -> Mapping[str, tuple[str, ...]]:
    """Return through which other places each place is reached; none when that never matters.

    A place is reached through a neighbour that shares a junction with it. One that also
    meets a road for cars outside the places is reachable whatever happens within the area, as is
    one that ends outside the box that was asked for, where the network is not known.
    """
    at_junction: dict[str, list[Section]] = defaultdict(list)
    for place in places:
        for junction in set(place.junctions):
            at_junction[junction].append(place)
    used = {number for place in places for number in place.ids}
    outside = {
        junction
        for section in network
        if not section.is_path and not used.intersection(section.ids)
        for junction in section.junctions
    }
    found = {}
    for place in places:
        ways = [
            other.id
            for junction in dict.fromkeys(place.junctions)
            for other in at_junction[junction]
            if other.id != place.id and (place.is_path or not other.is_path)
        ]
        free = outside.intersection(place.junctions) or not asked.contains(place.line)
        found[place.id] = () if free else tuple(dict.fromkeys(ways))
    return found

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The neighbourhood: its boundary, its crossings and its street sections.

Drawn by ourselves, schematically and rounded to 5 m, in RD New (EPSG:28992). The streets are real
and lie where they lie; pavement, widths and the division of homes over the streets are ours.
"""

from itertools import pairwise
from math import hypot
from typing import Any, NamedTuple

from shapely import LineString, Polygon

from koppelkans.case import Pavement, TrafficClass

Point = tuple[int, int]

BOUNDARY: tuple[Point, ...] = (
    (122690, 489420), (123080, 489200), (123145, 489315), (123290, 489740), (123355, 489955),
    (123345, 490010), (123260, 490175), (123305, 490240), (123175, 490345), (122910, 490450),
    (122795, 490430), (122740, 490440), (122450, 490455), (122465, 490325), (122515, 490175),
    (122455, 490095), (122540, 490040), (122560, 490020), (122680, 489660), (122690, 489500),
)  # fmt: skip

CROSSINGS: dict[str, Point] = {
    # Mosplein, Johan van Hasseltweg and Klaprozenweg: the main roads around
    "M1": (122690, 489450), "M2": (122715, 489435), "M3": (122745, 489455),
    "M4": (122745, 489510), "M5": (122700, 489500),
    "J1": (122890, 489325), "J2": (122970, 489275),
    "P1": (122705, 489640), "P2": (122615, 489900), "P3": (122565, 490030), "P4": (122465, 490095),
    # Mosveld
    "V1": (122850, 489400), "V2": (122900, 489415), "V3": (122935, 489355),
    # Kamperfoelieweg, from south to north
    "K1": (122760, 489565), "K2": (122795, 489650), "K3": (122810, 489715),
    "K4": (122815, 489800), "K5": (122795, 489935), "K6": (122745, 490080),
    "K7": (122705, 490145), "K8": (122625, 490250), "K9": (122575, 490345),
    "K10": (122570, 490435),
    # Wingerdweg, from south to north
    "W1": (123005, 489445), "W2": (123025, 489560), "W3": (123045, 489645),
    "W4": (123060, 489725), "W5": (123065, 489820), "W6": (123085, 489945),
    "W7": (123040, 490100), "W8": (123010, 490165),
    # Heggerankweg, from south to north
    "H1": (122745, 489715), "H2": (122730, 489830), "H3": (122715, 489930),
    "H4": (122650, 490065), "H5": (122590, 490160), "H6": (122565, 490225),
    # Between Kamperfoelieweg and Wingerdweg
    "A1": (122935, 489450), "B1": (122830, 489545), "B2": (122915, 489535),
    "R1": (122880, 489635), "D1": (122885, 489720), "D2": (122905, 489765),
    "D3": (122960, 489755), "D4": (122960, 489715),
    "L1": (122890, 489830), "N1": (122905, 489940), "N2": (123010, 489935),
    "U1": (123015, 489865), "U2": (122985, 490050), "U3": (122955, 490110),
    # Floradorp
    "S1": (122820, 490085), "S2": (122900, 490090), "O1": (122820, 490145),
    "O2": (122825, 490245), "E1": (122930, 490200), "T1": (123050, 490205),
    "T2": (123030, 490320), "G1": (123100, 490215), "G2": (123115, 490285),
    "F1": (122690, 490340), "F2": (122830, 490340), "F3": (122950, 490370),
    "F4": (123030, 490370), "F5": (123095, 490355),
    "X1": (122710, 490395), "X2": (122815, 490400), "X3": (122615, 490420),
}  # fmt: skip

C, T, A = Pavement.CLINKERS, Pavement.TILES, Pavement.ASPHALT
LOCAL, COLLECTOR, MAIN = TrafficClass


class Section(NamedTuple):
    """One street section, or a square when it has a length of its own."""

    id: str
    part: str
    crossings: str
    width_m: int
    pavement: Pavement
    pavement_year: int
    homes: int
    businesses: int
    traffic: TrafficClass = TrafficClass.RESIDENTIAL
    square_m: int = 0
    """Length of a square, from one side to the other."""


SECTIONS = (
    Section("johan-van-hasseltweg-1", "Mosplein – Mosveld", "M2 J1", 34, A, 2012, 11, 6, MAIN),
    Section("johan-van-hasseltweg-2", "Mosveld – Wingerdweg", "J1 J2", 34, A, 2012, 0, 2, MAIN),
    Section("klaprozenweg-1", "Mosplein – knik", "M5 P1", 30, A, 2009, 9, 5, MAIN),
    Section("klaprozenweg-2", "knik – Heggerankweg", "P1 P2", 30, A, 2009, 7, 9, MAIN),
    Section("klaprozenweg-3", "Heggerankweg – Papaverweg", "P2 P3 P4", 30, A, 2009, 0, 7, MAIN),
    Section("kamperfoelieweg-1", "Mosplein – Berberisstraat", "M4 K1",
            22, A, 1998, 31, 11, COLLECTOR),
    Section("kamperfoelieweg-2", "Berberisstraat – Ribesstraat", "K1 K2",
            22, A, 1998, 34, 7, COLLECTOR),
    Section("kamperfoelieweg-3", "Ribesstraat – Hortensiastraat", "K2 K3",
            22, A, 1998, 27, 4, COLLECTOR),
    Section("kamperfoelieweg-4", "Hortensiastraat – Nigellestraat", "K3 K4 K5",
            22, A, 1996, 64, 5, COLLECTOR),
    Section("kamperfoelieweg-5", "Nigellestraat – Sneeuwbalstraat", "K5 K6",
            22, A, 1996, 53, 3, COLLECTOR),
    Section("kamperfoelieweg-6", "Sneeuwbalstraat – Dotterbloemstraat", "K6 K7",
            22, A, 2001, 24, 4, COLLECTOR),
    Section("kamperfoelieweg-7", "Dotterbloemstraat – Pinksterbloemstraat", "K7 K8",
            22, A, 2001, 37, 2, COLLECTOR),
    Section("kamperfoelieweg-8", "Pinksterbloemstraat – Floraweg", "K8 K9",
            22, A, 2001, 29, 1, COLLECTOR),
    Section("kamperfoelieweg-9", "Floraweg – Marjoleinstraat", "K9 K10",
            22, A, 2001, 16, 1, COLLECTOR),
    Section("mosveld-1", "Mosplein – markt", "M3 V1", 20, C, 2014, 58, 18, COLLECTOR),
    Section("andoornstraat", "", "V2 A1 W1", 14, C, 1988, 41, 3),
    Section("wingerdweg-1", "Johan van Hasseltweg – Andoornstraat", "J2 W1", 18, C, 1992, 47, 3),
    Section("wingerdweg-2", "Andoornstraat – Berberisstraat", "W1 W2", 18, C, 1992, 43, 1),
    Section("wingerdweg-3", "Berberisstraat – Ribesstraat", "W2 W3", 18, C, 1992, 36, 1),
    Section("wingerdweg-4", "Ribesstraat – Hortensiastraat", "W3 W4", 18, C, 1987, 34, 0),
    Section("wingerdweg-5", "Hortensiastraat – Aurikelstraat", "W4 W5", 18, C, 1987, 40, 1),
    Section("wingerdweg-6", "Aurikelstraat – Nigellestraat", "W5 W6", 18, C, 1987, 49, 1),
    Section("wingerdweg-7", "Nigellestraat – Sneeuwbalstraat", "W6 W7", 18, C, 1990, 60, 0),
    Section("wingerdweg-8", "Sneeuwbalstraat – Ereprijsstraat", "W7 W8", 18, C, 1990, 27, 0),
    Section("berberisstraat-1", "Kamperfoelieweg – Latherusstraat", "K1 B1 B2", 14, C, 1986, 56, 2),
    Section("berberisstraat-2", "Latherusstraat – Wingerdweg", "B2 W2", 14, C, 1986, 40, 0),
    Section("ribesstraat-1", "Kamperfoelieweg – Latherusstraat", "K2 R1", 13, C, 1984, 36, 2),
    Section("ribesstraat-2", "Latherusstraat – Wingerdweg", "R1 W3", 13, C, 1984, 56, 0),
    Section("hortensiastraat-1", "Kamperfoelieweg – Duindoornplein", "K3 D1", 14, C, 1989, 34, 3),
    Section("hortensiastraat-2", "Duindoornplein – Wingerdweg", "D4 W4", 14, C, 1989, 38, 0),
    Section("latherusstraat-1", "Berberisstraat – Ribesstraat", "B2 R1", 13, C, 1985, 41, 0),
    Section("latherusstraat-2", "Ribesstraat – Duindoornplein", "R1 D1", 13, C, 1985, 34, 0),
    Section("latherusstraat-3", "Duindoornplein – Nigellestraat", "D2 L1 N1", 13, C, 1985, 67, 1),
    Section("heggerankweg-1", "nrs. 2 – 60", "K2 H1 H2", 14, C, 1991, 65, 1),
    Section("heggerankweg-2", "nrs. 62 – 96", "H2 H3", 14, C, 1991, 43, 0),
    Section("heggerankweg-3", "nrs. 98 – 150", "H3 H4 H5", 14, C, 1995, 58, 1),
    Section("heggerankweg-4", "nrs. 152 – 190", "H5 H6 K8", 14, C, 1995, 41, 0),
    Section("heggerankweg-5", "doorsteek naar Klaprozenweg", "H3 P2", 12, T, 1995, 0, 2),
    Section("akkerwindeweg", "", "K7 H5", 13, C, 1993, 18, 0),
    Section("nigellestraat-1", "Kamperfoelieweg – Latherusstraat", "K5 N1", 13, C, 1983, 40, 1),
    Section("nigellestraat-2", "Latherusstraat – Aurikelstraat", "N1 N2", 13, C, 1983, 42, 0),
    Section("nigellestraat-3", "Aurikelstraat – Wingerdweg", "N2 W6", 13, C, 1983, 26, 0),
    Section("aurikelstraat-1", "Wingerdweg – Nigellestraat", "W5 U1 N2", 13, C, 1986, 53, 0),
    Section("aurikelstraat-2", "Nigellestraat – Sneeuwbalstraat", "N2 U2 U3", 13, C, 1986, 78, 1),
    Section("sneeuwbalstraat-1", "Kamperfoelieweg – Korenbloemstraat", "K6 S1", 12, C, 1982, 20, 0),
    Section("sneeuwbalstraat-2", "Korenbloemstraat – Ereprijsstraat", "S1 S2", 12, C, 1982, 24, 0),
    Section("sneeuwbalstraat-3", "Ereprijsstraat – Aurikelstraat", "S2 U3", 12, C, 1982, 18, 0),
    Section("sneeuwbalstraat-4", "Aurikelstraat – Wingerdweg", "U3 W7", 12, C, 1982, 27, 0),
    Section("korenbloemstraat-1", "Sneeuwbalstraat – Dotterbloemstraat", "S1 O1",
            12, C, 1980, 20, 0),
    Section("korenbloemstraat-2", "Dotterbloemstraat – Pinksterbloemstraat", "O1 O2",
            12, C, 1980, 31, 0),
    Section("korenbloemstraat-3", "Pinksterbloemstraat – Floraweg", "O2 F2", 12, C, 1980, 29, 1),
    Section("dotterbloemstraat-1", "Kamperfoelieweg – Korenbloemstraat", "K7 O1",
            12, C, 1981, 35, 1),
    Section("dotterbloemstraat-2", "Korenbloemstraat – Ereprijsstraat", "O1 E1",
            12, C, 1981, 37, 0),
    Section("pinksterbloemstraat", "", "K8 O2", 12, C, 1981, 59, 1),
    Section("ereprijsstraat-1", "Sneeuwbalstraat – Dotterbloemstraat", "S2 E1", 12, C, 1983, 33, 0),
    Section("ereprijsstraat-2", "Dotterbloemstraat – Floraweg", "E1 F3", 12, C, 1983, 48, 0),
    Section("ereprijsstraat-3", "Dotterbloemstraat – Wingerdweg", "E1 W8", 12, C, 1983, 24, 0),
    Section("bitterzoetstraat-1", "Wingerdweg – Kalmoesstraat", "W8 T1", 12, C, 1984, 13, 0),
    Section("bitterzoetstraat-2", "Kalmoesstraat – Floraweg", "T1 T2 F4", 12, C, 1984, 46, 0),
    Section("kalmoesstraat", "", "T1 G1 G2 F5", 12, C, 1984, 51, 0),
    Section("floraweg-1", "Kamperfoelieweg – Wederikpad", "K9 F1", 20, A, 1999, 27, 2, COLLECTOR),
    Section("floraweg-2", "Wederikpad – Korenbloemstraat", "F1 F2", 20, A, 1999, 31, 1, COLLECTOR),
    Section("floraweg-3", "Korenbloemstraat – Ereprijsstraat", "F2 F3",
            20, A, 1999, 35, 2, COLLECTOR),
    Section("floraweg-4", "Ereprijsstraat – Bitterzoetstraat", "F3 F4", 18, C, 1999, 24, 0),
    Section("floraweg-5", "Bitterzoetstraat – Kalmoesstraat", "F4 F5", 18, C, 1999, 16, 0),
    Section("wederikpad", "", "F1 X1 X2 F2", 10, T, 1989, 33, 0),
    Section("marjoleinstraat", "", "K9 X3 K10", 14, C, 1997, 35, 1),
)  # fmt: skip

SQUARES = (
    Section("mosplein", "", "M1 M2 M3 M4 M5", 50, A, 2012, 23, 16, MAIN, 80),
    Section("mosveld-2", "markt", "V1 V2 V3 J1", 60, C, 2014, 27, 22, square_m=80),
    Section("duindoornplein", "", "D1 D2 D3 D4", 45, C, 1989, 31, 4, square_m=70),
)  # fmt: skip

PLACES = {place.id: place for place in (*SECTIONS, *SQUARES)}

BUS_ROUTE = ("mosplein", "kamperfoelieweg", "floraweg-1", "floraweg-2", "floraweg-3")

EDGE = (
    "johan-van-hasseltweg", "klaprozenweg", "mosplein", "kamperfoelieweg-9", "marjoleinstraat",
)  # fmt: skip
"""Places that are reached from outside the neighbourhood as well."""


SOUTH = (
    "akkerwindeweg", "andoornstraat", "berberisstraat", "duindoornplein", "heggerankweg",
    "hortensiastraat", "johan-van-hasseltweg", "kamperfoelieweg-1", "kamperfoelieweg-2",
    "kamperfoelieweg-3", "kamperfoelieweg-4", "klaprozenweg", "latherusstraat", "mosplein",
    "mosveld", "ribesstraat", "wingerdweg-1", "wingerdweg-2", "wingerdweg-3", "wingerdweg-4",
    "wingerdweg-5",
)  # fmt: skip
"""Places in Bloemenbuurt-Zuid; the others lie in Bloemenbuurt-Noord."""

STREET_NAMES = {"johan-van-hasseltweg": "Johan van Hasseltweg"}


def list_places() -> list[dict[str, Any]]:
    """Return one record per place, with the places next to it."""
    return [_record(place) for place in PLACES.values()]


def _record(place: Section) -> dict[str, Any]:
    points = [CROSSINGS[name] for name in place.crossings.split()]
    street = place.id.rstrip("-123456789")
    name = STREET_NAMES.get(street, street.capitalize())
    return {
        "id": place.id,
        "name": f"{name} ({place.part})" if place.part else name,
        "street": name,
        "district": "Zuid" if place.id.startswith(SOUTH) else "Noord",
        "geometry": Polygon(points) if place.square_m else LineString(points),
        "length_m": length_m(place.id),
        "width_m": place.width_m,
        "pavement": place.pavement,
        "pavement_year": place.pavement_year,
        "addresses": place.homes,
        "businesses": place.businesses,
        "traffic_class": place.traffic,
        "bus_route": place.id.startswith(BUS_ROUTE),
        "reachable_via": () if place.id.startswith(EDGE) else _neighbours(place),
    }


def _neighbours(place: Section) -> tuple[str, ...]:
    return tuple(
        other.id for other in PLACES.values() if other != place and _ends(other) & _ends(place)
    )


def _ends(place: Section) -> set[str]:
    """Return the crossings at which a place can be entered."""
    crossings = place.crossings.split()
    return set(crossings) if place.square_m else {crossings[0], crossings[-1]}


def place_ids(*streets: str) -> tuple[str, ...]:
    """Return the ids of all places whose id begins with one of ``streets``, in table order.

    >>> place_ids("berberisstraat", "wingerdweg-2")
    ('wingerdweg-2', 'berberisstraat-1', 'berberisstraat-2')
    """
    return tuple(place_id for place_id in PLACES if place_id.startswith(streets))


def length_m(*ids: str) -> int:
    """Return the length of some places, each rounded to 5 m."""
    return sum(_length_m(PLACES[place_id]) for place_id in ids)


def _length_m(place: Section) -> int:
    points = [CROSSINGS[name] for name in place.crossings.split()]
    line = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))
    return place.square_m or 5 * round(line / 5)


def surface_m2(*ids: str) -> int:
    """Return the surface of some places, from front to front."""
    return sum(length_m(place_id) * PLACES[place_id].width_m for place_id in ids)


def homes(*ids: str) -> int:
    """Return the number of homes in some places."""
    return sum(PLACES[place_id].homes for place_id in ids)


def pavement(*ids: str) -> Pavement:
    """Return what the first of some places is paved with."""
    return PLACES[ids[0]].pavement

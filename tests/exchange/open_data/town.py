# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A town of our own making, in exactly the layouts of the services.

Lindelaan runs from west to east in three sections, the middle one 10 m long; Beukstraat goes
north out of the neighbourhood; Elzenhof is a dead end to the south; Ringweg lies on the southern
boundary; a cycle path follows Lindelaan.
"""

from collections.abc import Sequence
from typing import Any

from tests.exchange.open_data.pretend import Pretend, feature

X, Y = 121_000, 489_500
CODE = "BU0363NK01"

Point = tuple[float, float]


def at(*points: Point) -> list[list[float]]:
    return [[X + x, Y + y] for x, y in points]


def square(x0: float, y0: float, x1: float, y1: float) -> dict[str, Any]:
    ring = at((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))
    return {"type": "Polygon", "coordinates": [ring]}


def road(number: int, street: str, points: Sequence[Point], begin: int, end: int,
         **more: Any) -> dict[str, Any]:  # fmt: skip
    properties = {
        "wvk_id": number, "jte_id_beg": begin, "jte_id_end": end, "wegbehsrt": "G",
        "wegnummer": None, "bst_code": "RB", "stt_naam": street, "gme_naam": "Amsterdam",
        "frc": "6", "bag_orl": None, **more,
    }  # fmt: skip
    return feature(number, {"type": "MultiLineString", "coordinates": [at(*points)]}, **properties)


def home(number: int, street: str, point: Point, purposes: str = "woonfunctie",
         **more: Any) -> dict[str, Any]:  # fmt: skip
    properties = {
        "identificatie": f"03630100{number:08}", "status": "Verblijfsobject in gebruik",
        "gebruiksdoel": purposes, "openbare_ruimte_naam": street, "huisnummer": number,
        "huisletter": None, "toevoeging": None, "postcode": "1032AA",
        "openbare_ruimte_identificatie": None, **more,
    }  # fmt: skip
    (coordinates,) = at(point)
    return feature(number, {"type": "Point", "coordinates": coordinates}, **properties)


def building(
    number: int, geometry: dict[str, Any], status: str = "Pand in gebruik"
) -> dict[str, Any]:
    return feature(
        number, geometry, identificatie=f"0363100{number:09}", status=status, bouwjaar=1920
    )


def topic(
    number: int, key: str, title: str, unit: str, parent: int | None = None
) -> dict[str, Any]:
    return {"ID": number, "Position": number, "ParentID": parent, "Type": "Topic", "Key": key,
            "Title": title, "Unit": unit, "Datatype": "Long", "Decimals": 0}  # fmt: skip


def make_town(**changes: Any) -> Pretend:
    collections = {
        "buurten": [
            feature(1, square(0, 0, 400, 300), buurtcode=CODE, buurtnaam="Lindebuurt",
                    gemeentenaam="Amsterdam", water="NEE", aantal_inwoners=-99997),
            feature(2, square(400, 0, 800, 300), buurtcode="BU0363NK02", buurtnaam="Oostbuurt",
                    gemeentenaam="Amsterdam", water="NEE"),
        ],
        "wegvakken": [
            road(11, "Lindelaan", [(0, 150), (150, 150)], 1, 2),
            road(12, "Lindelaan", [(150, 150), (160, 150)], 2, 3),
            road(13, "Lindelaan", [(160, 150), (400, 150)], 3, 4),
            road(14, "Oostweg", [(400, 150), (600, 150)], 4, 5),
            road(15, "Beukstraat", [(150, 150), (150, 320)], 2, 6),
            road(16, "Elzenhof", [(160, 150), (160, 40)], 3, 7),
            road(17, "Ringweg", [(0, -2), (400, -2)], 8, 9, frc="5"),
            road(18, "Lindepad", [(0, 160), (400, 160)], 10, 4, bst_code="FP", frc="7"),
            road(19, "Wilgenpad", [(250, 150), (250, 250)], 11, 12, bst_code="VP", frc="7"),
            road(20, "Beukstraat", [(150, 320), (150, 500)], 6, 13),
        ],
        "verblijfsobject": [
            home(1, "Lindelaan", (50, 160)),
            home(2, "LINDELAAN", (60, 140)),
            home(3, "Lindelaan", (300, 162), "woonfunctie,winkelfunctie"),
            home(4, "Elzenhof", (150, 60)),
            home(5, "Elzenhof", (172, 60), "kantoorfunctie"),
            home(6, "Elzenhof", (174, 60), "overige gebruiksfunctie"),
            home(7, "Wilgenpad", (255, 200)),
            home(8, "Verdwenenstraat", (160, 100), huisletter="A", toevoeging="2"),
            home(9, "Verweg", (390, 290)),
            home(10, "Lindelaan", (70, 160), status="Verblijfsobject ingetrokken"),
            home(11, "Oostweg", (450, 160)),
        ],
        "ligplaats": [
            feature(31, square(20, 5, 30, 10), identificatie="0363020000000031",
                    status="Plaats aangewezen", openbare_ruimte_naam="Ringweg", huisnummer=1),
        ],
        "standplaats": [],
        "pand": [
            building(41, square(0, 160, 140, 170)),
            building(42, square(0, 130, 140, 141)),
            building(43, square(0, 143, 140, 146), status="Pand gesloopt"),
        ],
    }  # fmt: skip
    return Pretend(collections, make_tables(), **changes)


def make_tables() -> dict[str, list[dict[str, Any]]]:
    row = {
        "ID": 0,
        "WijkenEnBuurten": CODE,
        "AantalInwoners_5": 2475,
        "k_65JaarOfOuder_12": 450,
        "GemiddeldeWOZWaardeVanWoningen_39": 404,
        "GemiddeldInkomenPerInwoner_78": None,
    }
    return {
        "TableInfos": [
            {"ID": 0, "Title": "Kerncijfers wijken en buurten 2024", "Identifier": "85984NED",
             "Period": "2024", "Frequency": "Perjaar"},
        ],
        "DataProperties": [
            {"ID": 1, "Type": "GeoDimension", "Key": "WijkenEnBuurten", "Title": "Wijken"},
            topic(5, "AantalInwoners_5", "Aantal inwoners", "aantal"),
            {"ID": 7, "Type": "TopicGroup", "Key": "", "Title": "Leeftijdsgroepen"},
            topic(12, "k_65JaarOfOuder_12", "65 jaar of ouder", "aantal", parent=7),
            topic(39, "GemiddeldeWOZWaardeVanWoningen_39", "Gemiddelde WOZ-waarde", "x 1 000 euro"),
            topic(78, "GemiddeldInkomenPerInwoner_78", "Gemiddeld inkomen per inwoner",
                  "x 1 000 euro"),
            topic(99, "Ongehuwd_13", "Ongehuwd", "aantal"),
        ],
        "TypedDataSet": [
            row,
            {**row, "WijkenEnBuurten": "BU0363NK02", "AantalInwoners_5": 2340},
            {**row, "WijkenEnBuurten": "NL00      ", "AantalInwoners_5": 17_942_942},
        ],
    }  # fmt: skip

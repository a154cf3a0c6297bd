# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small files in known Dutch layouts, made by ourselves around the streets of the small case."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import box

from tests.exchange.layers.layers import degrees
from tests.factories import X, Y

# The columns of GWSW HydX, in their order.
NODES = (
    "UNI_IDE;RST_IDE;PUT_IDE;KNP_XCO;KNP_YCO;CMP_IDE;MVD_NIV;MVD_SCH;WOS_OPP;KNP_MAT;KNP_VRM;"
    "KNP_BOK;KNP_BRE;KNP_LEN;KNP_TYP;INI_NIV;STA_OBJ;AAN_MVD;ITO_IDE;ALG_TOE"
)
LINKS = (
    "UNI_IDE;KN1_IDE;KN2_IDE;VRB_TYP;LEI_IDE;BOB_KN1;BOB_KN2;STR_RCH;VRB_LEN;INZ_TYP;INV_KN1;"
    "UTV_KN1;INV_KN2;UTV_KN2;ITO_IDE;PRO_IDE;STA_OBJ;AAN_BB1;AAN_BB2;INI_NIV;ALG_TOE"
)
PROFILES = (
    "PRO_IDE;PRO_MAT;PRO_VRM;PRO_BRE;PRO_HGT;OPL_HL1;OPL_HL2;PRO_NIV;PRO_NOP;PRO_NOM;PRO_BRN;"
    "AAN_PBR;ALG_TOE"
)

PUTS = {"p1": (2, 252), "p2": (60, 252), "p3": (124, 252), "p4": (246, 252), "p5": (252, 20)}
STRENGEN = (
    ("s1", "p1", "p2", "GSL", "BET300", "1968"),
    ("s2", "p2", "p3", "GSL", "BET300", "1971"),
    ("s3", "p3", "p4", "GSL", "EI400", "1931"),
    ("pomp", "p4", "p5", "PMP", "", ""),
)


def write_hydx(folder: Path, *, year_column: str = "", encoding: str = "utf-8") -> Path:
    """Write nodes, links and profiles; HydX itself has no column for a year."""
    folder.mkdir(exist_ok=True)
    nodes = [
        f"{name};01/Gemengd;10{name};{X + x:.2f};{Y + y:.2f};;1.20;RES;0;BET;RHK;-1.5;800;800;INS;"
        ";ACT;;;"
        for name, (x, y) in PUTS.items()
    ]
    links = [
        f"{name};{a};{b};{kind};{name};-1.5;-1.6;OPN;60;GMD;;;;;;{profile};ACT;;;;Café"
        + (f";{year}" if year_column else "")
        for name, a, b, kind, profile, year in STRENGEN
    ]
    profiles = ["BET300;BET;RND;300;;;;;;;;;", "EI400;MSW;EIV;400;600;;;;;;;;"]
    header = LINKS + (f";{year_column}" if year_column else "")
    for name, lines in (
        ("Knooppunt.csv", [NODES, *nodes]),
        ("Verbinding.csv", [header, *links]),
        ("Profiel.csv", [PROFILES, *profiles]),
    ):
        (folder / name).write_text("\n".join(lines) + "\n", encoding=encoding)
    return folder


def write_wior(path: Path, works: Sequence[dict[str, Any]]) -> Path:
    """Write works with the properties that the API of Amsterdam gives, as areas in degrees."""
    features = [
        {
            "type": "Feature", "id": f"wior.{work['id']}",
            "geometry": shapely.geometry.mapping(degrees(work.pop("geometry"))),
            "properties": {
                "id": work["id"], "wiorNummer": f"WIOR-{work['id']}",
                "projectnaam": "Herinrichting",
                "beschrijving": "Nieuwe inrichting", "datumRegistratie": "2026-01-05",
                "datumStartUitvoering": "2029-02-01", "datumEindeUitvoering": "2029-08-31",
                "periodeGeplandeUitvoering": None, "hoofdstatus": "Goedgekeurd",
                "typeWerkzaamheden": "Riolering",
            } | work,
        }
        for work in works
    ]  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def street(first: float, last: float) -> shapely.Polygon:
    """Return a part of the surface of the Dwarsstraat."""
    return box(X + first, Y + 245, X + last, Y + 255)


IMKL = {
    "1.2.1": ("imkl", "http://www.geostandaarden.nl/imkl/2015/wion/1.2"),
    "2.0": ("imkl", "http://www.geostandaarden.nl/imkl/wibon"),
}


def write_imkl(
    path: Path,
    version: str = "1.2.1",
    *,
    before: str = "",
    srs: str = "urn:ogc:def:crs:EPSG::28992",
) -> Path:
    """Write two networks with a water main of two links, a cable, and a point."""
    _, namespace = IMKL[version]
    y = Y + 247
    path.write_text(
        f'''<?xml version="1.0" encoding="UTF-8"?>
{before}<gml:FeatureCollection xmlns:imkl="{namespace}"
 xmlns:us-net-common="http://inspire.ec.europa.eu/schemas/us-net-common/4.0"
 xmlns:us-net-el="http://inspire.ec.europa.eu/schemas/us-net-el/4.0"
 xmlns:us-net-wa="http://inspire.ec.europa.eu/schemas/us-net-wa/4.0"
 xmlns:net="http://inspire.ec.europa.eu/schemas/net/4.0"
 xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink"
 gml:id="ID_1">
 <gml:featureMember><imkl:Waterleiding gml:id="nl.imkl-KL9999.w1">
  <net:inNetwork xlink:href="nl.imkl-KL9999.net_water"/>
  <net:link xlink:href="nl.imkl-KL9999.l1"/><net:link xlink:href="nl.imkl-KL9999.l2"/>
  <us-net-common:currentStatus xlink:href="http://inspire.ec.europa.eu/codelist/ConditionOfFacilityValue/functional"/>
  <us-net-common:pipeDiameter uom="urn:ogc:def:uom:OGC::cm">10</us-net-common:pipeDiameter>
  <imkl:buismateriaalType xlink:href="http://definities.geostandaarden.nl/imkl2015/id/waarde/PipeMaterialTypeIMKLValue/PVC"/>
 </imkl:Waterleiding></gml:featureMember>
 <gml:featureMember><imkl:Elektriciteitskabel gml:id="nl.imkl-KL9999.k1">
  <net:inNetwork xlink:href="nl.imkl-KL9999.net_ls"/><net:link xlink:href="nl.imkl-KL9999.l3"/>
  <us-net-common:currentStatus xlink:href="http://inspire.ec.europa.eu/codelist/ConditionOfFacilityValue/functional"/>
  <us-net-el:nominalVoltage uom="urn:ogc:def:uom:OGC::V">400</us-net-el:nominalVoltage>
 </imkl:Elektriciteitskabel></gml:featureMember>
 <gml:featureMember><imkl:Utiliteitsnet gml:id="nl.imkl-KL9999.net_water">
  <imkl:thema xlink:href="http://definities.geostandaarden.nl/imkl2015/id/waarde/Thema/water"/>
 </imkl:Utiliteitsnet></gml:featureMember>
 <gml:featureMember><imkl:Utiliteitsnet gml:id="nl.imkl-KL9999.net_ls">
  <imkl:thema xlink:href="http://definities.geostandaarden.nl/imkl2015/id/waarde/Thema/laagspanning"/>
 </imkl:Utiliteitsnet></gml:featureMember>
 <gml:featureMember><us-net-common:UtilityLink gml:id="nl.imkl-KL9999.l1">
  <net:centrelineGeometry><gml:LineString gml:id="g1" srsName="{srs}">
   <gml:posList>{X + 2} {y} {X + 60} {y}</gml:posList></gml:LineString></net:centrelineGeometry>
 </us-net-common:UtilityLink></gml:featureMember>
 <gml:featureMember><us-net-common:UtilityLink gml:id="nl.imkl-KL9999.l2">
  <net:centrelineGeometry><gml:Curve gml:id="g2" srsName="{srs}"><gml:segments>
   <gml:LineStringSegment><gml:posList srsDimension="2">{X + 60} {y} {X + 122} {y}</gml:posList>
   </gml:LineStringSegment></gml:segments></gml:Curve></net:centrelineGeometry>
 </us-net-common:UtilityLink></gml:featureMember>
 <gml:featureMember><us-net-common:UtilityLink gml:id="nl.imkl-KL9999.l3">
  <net:centrelineGeometry><gml:LineString gml:id="g3" srsName="{srs}">
   <gml:posList>{X + 2} {y + 9} {X + 122} {y + 9}</gml:posList>
  </gml:LineString></net:centrelineGeometry>
 </us-net-common:UtilityLink></gml:featureMember>
 <gml:featureMember><imkl:Appurtenance gml:id="nl.imkl-KL9999.a1">
  <net:geometry><gml:Point gml:id="g4" srsName="{srs}"><gml:pos>{X} {y}</gml:pos></gml:Point>
  </net:geometry>
 </imkl:Appurtenance></gml:featureMember>
</gml:FeatureCollection>
''',
        "utf-8",
    )
    return path

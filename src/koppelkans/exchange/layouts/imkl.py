# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cables and pipes from IMKL, the GML of KLIC: their lines, with theme, status and size.

Elements as in the schemas of IMKL 1.1, 1.2.1 (imkl2015-wion.xsd) and 2.0 (imkl-wibon.xsd) at
register.geostandaarden.nl/gmlapplicatieschema/imkl, on top of INSPIRE Utility Networks 4.0: an
object such as imkl:Rioolleiding points with net:link to one or more us-net-common:UtilityLink,
which hold net:centrelineGeometry, and with net:inNetwork to an imkl:Utiliteitsnet with its theme.
IMKL has no year of construction.

Read as a stream, without entities and document types; GDAL is not asked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError  # noqa: TID251 - types only; defusedxml parses

import shapely
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from shapely.geometry import LineString, MultiLineString

from koppelkans.exchange.layers import Feature, Layer, LayerMapping, check_file, refusal
from koppelkans.language import N_, Message

GML = "{http://www.opengis.net/gml/3.2}"
HREF = "{http://www.w3.org/1999/xlink}href"
MEMBERS = {f"{GML}featureMember", f"{GML}featureMembers", f"{GML}member"}
NAMESPACES = ("http://www.geonovum.nl/wion/", "http://www.geostandaarden.nl/imkl/")
"""Beginnings of the namespaces of all versions."""
OBJECTS = frozenset({
    "Elektriciteitskabel", "Telecommunicatiekabel", "OlieGasChemicalienPijpleiding",
    "Rioolleiding", "Waterleiding", "ThermischePijpleiding", "Overig", "Mantelbuis", "Kabelbed",
    "Duct",
})  # fmt: skip
COLUMNS = (
    "id", "soort", "thema", "beheerder", "status", "diameter_mm", "materiaal", "spanning_V",
    "toelichting",
)  # fmt: skip
CRS = "EPSG:28992"
"""The only one that KLIC takes."""
MILLIMETRES = {"mm": 1.0, "cm": 10.0, "dm": 100.0, "m": 1000.0}
MOST_OBJECTS = 1_000_000


@dataclass
class _Network:
    """What is gathered while the file goes by; an object may come before what it points to."""

    lines: dict[str, bytes] = field(default_factory=dict)
    themes: dict[str, str] = field(default_factory=dict)
    objects: list[tuple[dict[str, Any], str, tuple[str, ...]]] = field(default_factory=list)


@contextmanager
def open_imkl(path: Path, mapping: LayerMapping) -> Iterator[Layer]:
    """Open a GML file with cables and pipes in IMKL.

    Raises
    ------
    LayerError
        When it is no IMKL, is damaged, or holds entities.
    """
    check_file(path)
    try:
        network = _read(path)
    except DefusedXmlException:
        raise refusal(
            path.name, N_("this file has a document type or entities; that is not accepted")
        ) from None
    except (ParseError, UnicodeError, ValueError, LookupError) as error:
        raise refusal(
            path.name, N_("this file is damaged, or of another kind: {reason}"),
            reason=str(error)[:200],
        ) from None  # fmt: skip
    if not network.objects:
        raise refusal(path.name, N_("this file has no cables or pipes in IMKL"))
    layer = Layer(path.name, COLUMNS, mapping.crs or CRS, iter(()))
    layer.features = _features(network, layer)
    yield layer


def _read(path: Path) -> _Network:
    network = _Network()
    depth, open_member = 0, 0
    root: Element | None = None
    for event, element in iterparse(path, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            depth += 1
            root = element if root is None else root
            if element.tag in MEMBERS and not open_member:
                open_member = depth
            continue
        if open_member and depth == open_member + 1:
            _take(element, network, path.name)
            # Otherwise the whole file would stay in memory.
            element.clear()
        elif open_member == depth:
            open_member = 0
            element.clear()
            if root is not None and depth == 2:
                root.clear()
        depth -= 1
    return network


def _take(element: Element, network: _Network, name: str) -> None:
    namespace, _, local = element.tag.removeprefix("{").rpartition("}")
    gml_id = element.get(f"{GML}id", "")
    if local == "UtilityLink":
        line = _line(element, name)
        if line is not None:
            network.lines[gml_id] = shapely.to_wkb(line)
    elif not namespace.startswith(NAMESPACES):
        return
    elif local == "Utiliteitsnet":
        network.themes[gml_id] = _last(_href(element, "thema"))
    elif local in OBJECTS:
        links = tuple(_local(child.get(HREF, "")) for child in element if _is(child, "link"))
        network.objects.append(
            (_values(element, local), _local(_href(element, "inNetwork")), links)
        )
    if len(network.lines) + len(network.objects) > MOST_OBJECTS:
        raise refusal(name, N_("this file has more than {most} objects"), most=MOST_OBJECTS)


def _values(element: Element, local: str) -> dict[str, Any]:
    gml_id = element.get(f"{GML}id", "")
    # An id reads nl.imkl-KL9999.lokaal: the code of the operator stands before the point.
    operator = gml_id.removeprefix("nl.imkl").lstrip("-.").partition(".")[0]
    return {
        "id": gml_id,
        "soort": local,
        "beheerder": operator or None,
        "status": _last(_href(element, "currentStatus")) or None,
        "diameter_mm": _millimetres(element, "pipeDiameter")
        or _millimetres(element, "kabelDiameter"),
        "materiaal": _last(_href(element, "buismateriaalType")) or None,
        "spanning_V": _text(element, "nominalVoltage"),
        "toelichting": _text(element, "toelichting"),
    }


def _features(network: _Network, layer: Layer) -> Iterator[Feature]:
    without = 0
    for number, (values, net, links) in enumerate(network.objects, start=1):
        wkbs = [network.lines[link] for link in links if link in network.lines]
        without += not wkbs
        row = values | {"thema": network.themes.get(net) or None}
        yield Feature(number, {name: row.get(name) for name in COLUMNS}, _joined(wkbs))
    if without:
        layer.notices.append(
            Message(
                N_("Cables and pipes without a line in this file: {count}."), {"count": without}
            )
        )


def _joined(wkbs: list[bytes]) -> bytes:
    if len(wkbs) <= 1:
        return wkbs[0] if wkbs else b""
    parts = shapely.get_parts(shapely.from_wkb(wkbs))
    return shapely.to_wkb(MultiLineString(list(parts)))


def _line(element: Element, name: str) -> LineString | MultiLineString | None:
    geometry = next((child for child in element if _is(child, "centrelineGeometry")), None)
    if geometry is None:
        return None
    lines = []
    for found in geometry.iter():
        _check_crs(found.get("srsName"), name)
        if found.tag == f"{GML}posList":
            numbers = [float(text) for text in (found.text or "").split()]
            size = 3 if found.get("srsDimension") == "3" else 2
            points = list(zip(numbers[::size], numbers[1::size], strict=False))
            if len(points) > 1 and all(map(isfinite, numbers)):
                lines.append(points)
        elif found.tag in {f"{GML}Arc", f"{GML}ArcString", f"{GML}Circle"}:
            raise refusal(name, N_("curved lines are not accepted; KLIC asks for straight pieces"))
    if not lines:
        return None
    # The segments of one curve come one after the other.
    return LineString(lines[0]) if len(lines) == 1 else MultiLineString(lines)


def _check_crs(srs_name: str | None, name: str) -> None:
    if srs_name is not None and not srs_name.rstrip("/").endswith("28992"):
        raise refusal(
            name,
            N_("expected coordinates in RD New (EPSG:28992), found {found}"),
            found=srs_name[:100],
        )


def _is(element: Element, local: str) -> bool:
    return element.tag.endswith("}" + local)


def _href(element: Element, local: str) -> str:
    return next((child.get(HREF, "") for child in element if _is(child, local)), "")


def _local(href: str) -> str:
    return href.removeprefix("#")


def _last(href: str) -> str:
    return href.rstrip("/").rpartition("/")[2]


def _text(element: Element, local: str) -> str | None:
    found = next((child for child in element if _is(child, local)), None)
    return (found.text or "").strip() or None if found is not None else None


def _millimetres(element: Element, local: str) -> float | None:
    """Return a size in millimetres; 0 stands for unknown in IMKL."""
    found = next((child for child in element if _is(child, local)), None)
    if found is None:
        return None
    factor = MILLIMETRES.get((found.get("uom") or "").rpartition(":")[2])
    try:
        value = float(found.text or "")
    except ValueError:
        return None
    return round(value * factor, 3) or None if factor else None

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sewer pipes from GWSW HydX: CSV files with nodes (Knooppunt), links (Verbinding) and profiles.

Columns and codes as GWSW defines them (class GWSWhydx at data.gwsw.nl, table at
apps.gwsw.nl/item_definition, "Definitie HydX"): a link runs from node KN1_IDE to node KN2_IDE;
nodes have coordinates KNP_XCO and KNP_YCO in RD New; PRO_IDE leads to material, shape and size in
millimetres in Profiel.csv. HydX has no year of construction; a column that a sewer manager adds to
Verbinding.csv comes along like any other.
"""

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LineString

from koppelkans.exchange.layers import Feature, Layer, LayerMapping, check_file, refusal
from koppelkans.language import N_, Message

NODES, LINKS, PROFILES = "Knooppunt.csv", "Verbinding.csv", "Profiel.csv"
NODE_COLUMNS = ("UNI_IDE", "KNP_XCO", "KNP_YCO")
LINK_COLUMNS = ("UNI_IDE", "KN1_IDE", "KN2_IDE", "VRB_TYP")
PROFILE_COLUMNS = ("PRO_IDE", "PRO_MAT", "PRO_VRM", "PRO_BRE", "PRO_HGT")
PUT = ("KN1_PUT", "KN2_PUT")
"""Our own columns: the names (PUT_IDE) of the manholes at both ends."""
CRS = "EPSG:28992"
MOST_ROWS = 2_000_000
LONGEST_CELL = 100_000

Table = tuple[list[str], Iterator[dict[str, str]]]


@contextmanager
def open_hydx(path: Path, mapping: LayerMapping) -> Iterator[Layer]:
    """Open a folder with HydX files, or one of the files in it.

    Raises
    ------
    LayerError
        When a file or column is missing; also while the features are gone through.
    """
    folder = path if path.is_dir() else path.parent
    encoding = mapping.encoding or "utf-8-sig"
    with _opened(folder, LINKS, encoding, LINK_COLUMNS) as (columns, links):
        nodes = _read_nodes(folder, encoding)
        profiles = _read_profiles(folder, encoding)
        extra = [*PROFILE_COLUMNS[1:], *PUT]
        names = [*columns, *(name for name in extra if name not in columns)]
        layer = Layer(LINKS, names, mapping.crs or CRS, iter(()))
        layer.features = _features(links, nodes, profiles, layer)
        yield layer


@contextmanager
def _opened(folder: Path, name: str, encoding: str, needed: tuple[str, ...]) -> Iterator[Table]:
    found = _find(folder, name)
    if found is None:
        raise refusal(
            folder.name,
            N_("the file {name} is missing; expected {nodes}, {links} and {profiles} together"),
            name=name, nodes=NODES, links=LINKS, profiles=PROFILES,
        )  # fmt: skip
    check_file(found)
    with found.open(encoding=encoding, newline="") as file:
        try:
            start = file.readline()
            file.seek(0)
            reader = csv.reader(file, delimiter=";" if ";" in start else ",", strict=True)
            columns = [column.strip() for column in next(reader, [])]
            missing = [column for column in needed if column not in columns]
            if missing:
                raise refusal(
                    name, N_("the columns {missing} are missing; is this a file of GWSW HydX?"),
                    missing=", ".join(missing),
                )  # fmt: skip
            yield columns, _rows(reader, columns, name)
        except UnicodeDecodeError:
            raise refusal(
                name,
                N_(
                    "the letters are not in the character set {encoding}; name the right one in"
                    " the mapping, as encoding"
                ),
                encoding=encoding.removesuffix("-sig").upper(),
            ) from None
        except csv.Error as error:
            raise refusal(
                name, N_("this file is damaged, or of another kind: {reason}"), reason=str(error)
            ) from None


def _find(folder: Path, name: str) -> Path | None:
    if not folder.is_dir():
        return None
    stem, suffix = name.casefold().split(".")
    # Programs put the name of the network behind it: Knooppunt_Noord.csv.
    files = sorted(folder.iterdir())
    exact = [f for f in files if f.name.casefold() == name.casefold()]
    loose = [
        f for f in files
        if f.name.casefold().startswith(stem) and f.suffix.casefold() == f".{suffix}"
    ]  # fmt: skip
    if exact or len(loose) == 1:
        return (exact or loose)[0]
    if loose:
        raise refusal(
            folder.name, N_("several files can be {name}: {found}; keep one"),
            name=name, found=", ".join(f.name for f in loose),
        )  # fmt: skip
    return None


def _rows(reader: Any, columns: list[str], name: str) -> Iterator[dict[str, str]]:
    for number, cells in enumerate(reader, start=1):
        if number > MOST_ROWS:
            raise refusal(name, N_("this file has more than {most} rows"), most=MOST_ROWS)
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise refusal(name, N_("row {row} has a cell that is too long"), row=number)
        yield dict(zip(columns, (cell.strip() for cell in cells), strict=False))


def _read_nodes(folder: Path, encoding: str) -> dict[str, tuple[float, float, str]]:
    """Return coordinates and manhole by the id of a node; without coordinates it is left out."""
    nodes = {}
    with _opened(folder, NODES, encoding, NODE_COLUMNS) as (_, rows):
        for row in rows:
            try:
                x, y = (_number(row.get(column, "")) for column in NODE_COLUMNS[1:])
            except ValueError:
                continue
            nodes[row["UNI_IDE"]] = (x, y, row.get("PUT_IDE", ""))
    return nodes


def _read_profiles(folder: Path, encoding: str) -> dict[str, Mapping[str, str]]:
    if _find(folder, PROFILES) is None:
        return {}
    with _opened(folder, PROFILES, encoding, PROFILE_COLUMNS[:1]) as (_, rows):
        return {row["PRO_IDE"]: row for row in rows if row.get("PRO_IDE")}


def _number(text: str) -> float:
    number = float(text.replace(",", "."))
    if not isfinite(number):
        raise ValueError("not finite")
    return number


def _features(
    links: Iterator[dict[str, str]], nodes: Mapping[str, tuple[float, float, str]],
    profiles: Mapping[str, Mapping[str, str]], layer: Layer,
) -> Iterator[Feature]:  # fmt: skip
    loose = 0
    for number, link in enumerate(links, start=1):
        ends = [nodes.get(link.get(column, "")) for column in ("KN1_IDE", "KN2_IDE")]
        profile = profiles.get(link.get("PRO_IDE", ""), {})
        values: dict[str, Any] = {name: profile.get(name) or None for name in PROFILE_COLUMNS[1:]}
        values |= {name: end[2] if end else None for name, end in zip(PUT, ends, strict=True)}
        values |= {name: link.get(name) or None for name in layer.columns if name in link}
        first, last = ends
        loose += first is None or last is None
        line = LineString([first[:2], last[:2]]) if first and last else None
        values = {name: values.get(name) for name in layer.columns}
        yield Feature(number, values, b"" if line is None else shapely.to_wkb(line))
    if loose:
        layer.notices.append(
            Message(N_("Links whose nodes have no coordinates: {count}."), {"count": loose})
        )

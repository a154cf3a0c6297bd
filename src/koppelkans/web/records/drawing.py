# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the map of a form needs: the ground, what can be snapped to, and what is drawn already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from koppelkans.web.present.maps import ToDegrees
from koppelkans.web.records.blocks import Block
from koppelkans.web.records.desk import Desk
from koppelkans.web.records.values import Values

Json = dict[str, Any]

SHAPES = {"areas": ["polygon"], "places": ["linestring", "polygon"],
          "tasks": ["linestring", "polygon", "point"]}  # fmt: skip
"""What can be drawn for a record of a table."""

AROUND_M = 15
"""How far a boundary around places stays away from their middle."""

THE_NETHERLANDS = [3.3, 50.7, 7.3, 53.6]
"""Shown when an area has nothing on the map yet."""


class Precise(ToDegrees):
    """Degrees to the millimetre: what snaps to a corner gets that very corner."""

    decimals = 8


def geometry_of(values: Values | None) -> BaseGeometry | None:
    """Return the stored geometry of a record."""
    wkb = (values or {}).get("geometry")
    return None if wkb is None else shapely.from_wkb(bytes.fromhex(wkb))


def ground_of(desk: Desk) -> Json:
    """Return the area and its places as far as they are drawn: the ground of a map."""
    return _ground(desk.area.crs, Same(desk.tables["areas"]), Same(desk.tables["places"]))


@dataclass(frozen=True, eq=False)
class Same:
    """A table of a state: what is known of it holds for that very table, which never changes."""

    rows: Mapping[str, Values]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.rows is self.rows

    def __hash__(self) -> int:
        return id(self.rows)


@lru_cache(maxsize=16)
def _ground(crs: str, areas: Same, all_places: Same) -> Json:
    to_degrees = Precise(crs)
    area = next((g for v in areas.rows.values() if (g := geometry_of(v))), None)
    places = []
    for key, values in all_places.rows.items():
        geometry = geometry_of(values)
        if geometry is not None:
            places.append(
                to_degrees.feature(
                    geometry, id=key, name=values.get("name") or key,
                    street=values.get("street") or "",
                    kind=values.get("traffic_class") or "residential",
                    located=values.get("located") is not False,
                )
            )  # fmt: skip
    shapes = [shapely.geometry.shape(place["geometry"]) for place in places]
    if area is not None:
        shapes.append(to_degrees(area))
    bounds = list(shapely.union_all(shapes).bounds) if shapes else THE_NETHERLANDS
    empty: Json = {"type": "FeatureCollection", "features": []}
    return {
        "bounds": bounds,
        "area": to_degrees.feature(area) if area is not None else empty,
        "places": {"type": "FeatureCollection", "features": places},
        "labels": empty,
    }


def around_places(desk: Desk) -> BaseGeometry | None:
    """Return a boundary around all places; None as long as none is drawn."""
    shapes = [g for v in desk.tables["places"].values() if (g := geometry_of(v)) is not None]
    if not shapes:
        return None
    hull = shapely.concave_hull(shapely.union_all(shapes), ratio=0.4)
    return shapely.buffer(hull, AROUND_M, join_style="mitre").simplify(1)


def drawing_of(desk: Desk, blocks: Sequence[Block]) -> Json | None:
    """Return what the map beside a form draws; None when the record has no place on a map."""
    main = blocks[0]
    if main.table not in SHAPES:
        return None
    geometry = geometry_of(desk.tables[main.table].get(main.key))
    to_degrees = Precise(desk.area.crs)
    around = around_places(desk) if main.table == "areas" else None
    return {
        **ground_of(desk),
        "around": None if around is None else to_degrees.feature(around)["geometry"],
        "modes": SHAPES[main.table],
        "field": f"{main.name}:geometry",
        "drawn": None if geometry is None else to_degrees.feature(geometry)["geometry"],
        "is_guess": (desk.tables[main.table].get(main.key) or {}).get("located") is False,
        "located": f"{main.name}:located" if main.table == "places" else "",
        "placeField": f"{main.name}:place_ids" if main.table == "tasks" else "",
    }

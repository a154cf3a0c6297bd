# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a layer to groups of rows that each make records: chosen, located, matched to places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from koppelkans.case import Case
from koppelkans.exchange.layers.door import Count, Located, bring_in, join
from koppelkans.exchange.layers.mapping import LayerMapping
from koppelkans.exchange.layers.match import Found, Places, Reason
from koppelkans.exchange.layers.types import Feature, Layer
from koppelkans.exchange.layers.values import Item, as_text, plain_value

NEAR_WITHOUT_MATCH_M = 100.0


@dataclass(frozen=True)
class Unmatched:
    """A row that found no place: it is left out, and shown on a map."""

    feature: Feature
    geometry: BaseGeometry | None
    reason: Reason


@dataclass(frozen=True)
class Group:
    """Rows that make the same records, with the places that these get."""

    number: int
    items: tuple[Item, ...]
    place_ids: tuple[str, ...]
    geometry: BaseGeometry | None


@dataclass
class Gathered:
    """What a layer holds for a case."""

    count: Count = field(default_factory=Count)
    not_chosen: int = 0
    unknown_names: int = 0
    groups: list[Group] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)


def gather(
    case: Case, layer: Layer, mapping: LayerMapping, spelling: Mapping[str, str]
) -> Gathered:
    """Read a layer and find the places of its rows.

    Raises
    ------
    LayerError
        When the layer cannot be read.
    """
    gathered = Gathered()
    layer.features = _choose(layer.features, mapping, spelling, gathered)
    match = mapping.match
    near_m = match.buffer_m if match else NEAR_WITHOUT_MATCH_M
    places = Places(case.places, match) if match else None
    at_place: dict[str, list[tuple[Located, float]]] = {}
    for located in bring_in(layer, case, near_m, gathered.count):
        found = _find(places, located, mapping, spelling)
        gathered.unknown_names += found.unknown_name
        if found.reason:
            gathered.unmatched.append(Unmatched(located.feature, located.geometry, found.reason))
        elif mapping.group:
            for place_id, amount in found.covered.items():
                at_place.setdefault(place_id, []).append((located, amount))
        else:
            gathered.groups.append(_single(located, found))
    # In the order of the case, whatever the order of the layer.
    for place in case.places:
        if place.id in at_place:
            gathered.groups.append(_of_place(case, place.id, at_place[place.id]))
    return gathered


def _choose(
    features: Iterator[Feature], mapping: LayerMapping, spelling: Mapping[str, str],
    gathered: Gathered,
) -> Iterator[Feature]:  # fmt: skip
    only = {
        spelling[column]: {as_text(value).casefold() for value in values}
        for column, values in mapping.only.items()
    }
    for feature in features:
        found = ((as_text(plain_value(feature.values[c])).casefold(), v) for c, v in only.items())
        if all(value in wanted for value, wanted in found):
            yield feature
        else:
            gathered.not_chosen += 1


def _find(
    places: Places | None, located: Located, mapping: LayerMapping, spelling: Mapping[str, str]
) -> Found:
    if located.broken:
        return Found({}, Reason.BROKEN)
    if places is None or mapping.match is None:
        return Found({})
    column = mapping.match.name
    name = as_text(plain_value(located.feature.values[spelling[column]])) if column else ""
    return places.find(located.geometry, name)


def _single(located: Located, found: Found) -> Group:
    geometry = located.geometry
    own: dict[str, Any] = {
        "@row": located.feature.number,
        "@length_m": round(geometry.length, 1) if geometry is not None else None,
        "@count": 1,
    }
    place_ids = tuple(found.covered)
    own |= {"@place_id": "; ".join(place_ids), "@place": None, "@street": None}
    return Group(located.feature.number, ({**located.feature.values, **own},), place_ids, geometry)


def _of_place(case: Case, place_id: str, rows: list[tuple[Located, float]]) -> Group:
    place = case.place[place_id]
    items = tuple(
        {
            **located.feature.values,
            "@row": located.feature.number,
            "@length_m": round(amount, 1),
            "@place_id": place.id,
            "@place": place.name,
            "@street": place.street,
            "@count": len(rows),
        }
        for located, amount in rows
    )
    shapes = [located.geometry for located, _ in rows if located.geometry is not None]
    # One kind only: a geometry of a case is points, lines or areas.
    highest = max((int(shapely.get_dimensions(shape)) for shape in shapes), default=0)
    same = [shape for shape in shapes if shapely.get_dimensions(shape) == highest]
    geometry = join(same) if same else None
    return Group(rows[0][0].feature.number, items, (place.id,), geometry)

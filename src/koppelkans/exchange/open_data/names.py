# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of street sections that people recognise: the street, and between which others."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from koppelkans.exchange.open_data.roads import Section
from koppelkans.language import N_, translate


@dataclass(frozen=True)
class Names:
    """Name of a place and of the street that it belongs to."""

    place: str
    street: str


def name_places(
    places: Sequence[Section], network: Sequence[Section], language: str
) -> Mapping[str, Names]:
    """Name every place after its street and the side streets at its ends, each differently.

    Examples: "Azaleastraat (Begoniastraat – Hyacinthplein)"; of two with the same name the second
    is "Azaleastraat (Begoniastraat – Hyacinthplein) 2".
    """
    crossing: dict[str, set[str]] = defaultdict(set)
    for section in network:
        if section.street and not section.is_path:
            for junction in section.junctions:
                crossing[junction].add(section.street)
    nameless = translate(N_("Street without a name"), language)
    times: Counter[str] = Counter()
    found = {}
    for place in places:
        street = place.street or nameless
        ends = [
            min(crossing[junction] - {place.street}, default="")
            for junction in (place.junctions[0], place.junctions[-1])
        ]
        between = " – ".join(dict.fromkeys(end for end in ends if end))
        name = f"{street} ({between})" if between else street
        times[name] += 1
        found[place.id] = Names(name if times[name] == 1 else f"{name} {times[name]}", street)
    return found

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is done in a street: the same work in several of its sections is one work."""

from collections.abc import Iterable
from dataclasses import dataclass

from koppelkans.case import Place, Quarter
from koppelkans.plan.reading import Reading
from koppelkans.result import OccupationResult


@dataclass(frozen=True)
class JointWork:
    """The same tasks in the same quarters in one or more sections of one street."""

    street: str
    places: tuple[Place, ...]
    occupations: tuple[OccupationResult, ...]

    @property
    def first(self) -> Quarter:
        return self.occupations[0].first

    @property
    def last(self) -> Quarter:
        return self.occupations[0].last

    @property
    def task_ids(self) -> tuple[str, ...]:
        return self.occupations[0].task_ids

    @property
    def closed_weeks(self) -> float:
        """Weeks that each of its sections is closed."""
        return self.occupations[0].closed_weeks


def street_works(reading: Reading, found: Iterable[OccupationResult]) -> tuple[JointWork, ...]:
    """Return the works in the order of their first quarter, street and section."""
    groups: dict[tuple[object, ...], list[OccupationResult]] = {}
    places = reading.case.place
    for o in sorted(found, key=lambda o: (o.first, places[o.place_id].name, o.place_id)):
        street = places[o.place_id].street
        key = (street, o.first, o.last, frozenset(o.task_ids), o.closed_weeks)
        groups.setdefault(key, []).append(o)
    return tuple(
        JointWork(places[os[0].place_id].street, tuple(places[o.place_id] for o in os), tuple(os))
        for os in groups.values()
    )


def sections_of(work: JointWork) -> tuple[str, ...]:
    """Return what its sections are called, without the street: of "A (B – C)" that is "B – C".

    A section that is named otherwise keeps its name.
    """
    before = f"{work.street} ("
    return tuple(
        place.name.removeprefix(before).removesuffix(")")
        if place.name.startswith(before) and place.name.endswith(")")
        else place.name
        for place in work.places
    )

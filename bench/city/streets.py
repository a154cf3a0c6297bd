# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The streets of a generated city: a grid of blocks, in clusters of twelve sections.

A cluster is three blocks wide and two high. It owns the two streets that run along it (three
sections each) and the three that cross it (two sections each). Nine clusters are a district.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from shapely.geometry import LineString, box

from bench.city.figures import FIRST_YEAR, LAST_YEAR
from koppelkans.case import Area, Place

X, Y = 118_000.0, 470_000.0
BLOCK_M = 85.0
WIDE, HIGH = 3, 2
"""Blocks in a cluster."""
DISTRICT = 3
"""Clusters along each side of a district."""
Node = tuple[int, int]


@dataclass(frozen=True)
class Run:
    """A stretch of street that one owner renews in one go: sections in a row."""

    id: str
    place_ids: tuple[str, ...]
    beyond: str | None
    """The section that it runs into, in the next cluster."""


@dataclass(frozen=True)
class Cluster:
    """A neighbourhood within the city: homes that leave natural gas together."""

    id: str
    runs: tuple[Run, ...]

    @property
    def place_ids(self) -> tuple[str, ...]:
        """All its sections."""
        return tuple(place_id for run in self.runs for place_id in run.place_ids)


@dataclass
class Streets:
    """All sections of a city, by cluster."""

    area: Area
    places: list[Place]
    clusters: list[Cluster] = field(default_factory=list)


def lay_streets(count: int, random: np.random.Generator) -> Streets:
    """Return the streets of a city of ``count`` clusters, in squares of districts."""
    across = max(1, round(count**0.5))
    cells = [(n % across, n // across) for n in range(count)]
    runs = {cell: list(_runs(cell)) for cell in cells}
    exists = {end: id_ for of_cell in runs.values() for _, ends in of_cell for end, id_ in ends}
    rows: list[dict[str, Any]] = []
    clusters = []
    for cell in cells:
        of_cluster = []
        for run_id, sections in runs[cell]:
            one, other = sections[-1][0]
            onward = (other, (2 * other[0] - one[0], 2 * other[1] - one[1]))
            place_ids = tuple(place_id for _, place_id in sections)
            of_cluster.append(Run(run_id, place_ids, exists.get(onward)))
            rows += [_section(ends, id_, run_id, cell, random) for ends, id_ in sections]
        clusters.append(Cluster(f"c{cell[0]}-{cell[1]}", tuple(of_cluster)))
    wide_m, high_m = across * WIDE * BLOCK_M, (max(y for _, y in cells) + 1) * HIGH * BLOCK_M
    area = Area(
        id="city", name="Generated city", first_year=FIRST_YEAR, last_year=LAST_YEAR,
        price_level=2025, notice="Generated: no street or task of it exists.",
        geometry=box(X - 1, Y - 1, X + wide_m + 1, Y + high_m + 1),
    )  # fmt: skip
    return Streets(area, [Place(**row) for row in _connect(rows)], clusters)


Section = tuple[tuple[Node, Node], str]


def _runs(cell: Node) -> Iterator[tuple[str, list[Section]]]:
    x, y = cell[0] * WIDE, cell[1] * HIGH
    for row in range(HIGH):
        nodes = [(x + step, y + row) for step in range(WIDE + 1)]
        yield _run(f"h{x}-{y + row}", nodes)
    for column in range(WIDE):
        nodes = [(x + column, y + step) for step in range(HIGH + 1)]
        yield _run(f"v{x + column}-{y}", nodes)


def _run(run_id: str, nodes: list[Node]) -> tuple[str, list[Section]]:
    pairs = itertools.pairwise(nodes)
    return run_id, [(ends, f"{run_id}-{number}") for number, ends in enumerate(pairs, start=1)]


def _section(
    ends: tuple[Node, Node], id_: str, run_id: str, cell: Node, random: np.random.Generator
) -> dict[str, Any]:
    along = run_id.startswith("h")
    busy = along and ends[0][1] % (DISTRICT * HIGH) == 0
    collector = ends[0][0] % (DISTRICT * WIDE) == 0 and not along
    points = [(X + x * BLOCK_M, Y + y * BLOCK_M) for x, y in ends]
    shops = int(random.integers(3, 12)) if busy else int(random.random() < 0.2)
    return {
        "ends": ends,
        "id": id_, "name": id_, "street": run_id,
        "district": f"d{cell[0] // DISTRICT}-{cell[1] // DISTRICT}",
        "geometry": LineString(points), "length_m": BLOCK_M,
        "width_m": 24.0 if busy else 14.0, "pavement": "asphalt" if busy else "clinkers",
        "pavement_year": int(random.integers(1985, 2024)),
        "addresses": int(random.integers(8, 40)), "businesses": shops,
        "traffic_class": "main" if busy and random.random() < 0.3
        else "collector" if busy or collector else "residential",
        "bus_route": busy or (collector and bool(random.random() < 0.4)),
    }  # fmt: skip


def _connect(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the rows with the sections through which each is reached: those at both its ends."""
    at_node: dict[Node, list[str]] = {}
    for row in rows:
        for node in row["ends"]:
            at_node.setdefault(node, []).append(row["id"])
    for row in rows:
        near = [id_ for node in row.pop("ends") for id_ in at_node[node] if id_ != row["id"]]
        yield {**row, "reachable_via": tuple(dict.fromkeys(near))}

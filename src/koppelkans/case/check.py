# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks that need more than one record: references, order in time, the whole."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from graphlib import CycleError, TopologicalSorter
from typing import Any, cast

import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from koppelkans.case.agreement import check_agreements
from koppelkans.case.area import Area, Place
from koppelkans.case.boundary import Boundary, BoundaryKind
from koppelkans.case.check_ids import (
    BrokenRow,
    double_ids,
    empty_tables,
    references,
    referred_to,
    tasks_without_variant,
)
from koppelkans.case.check_worth import check_worth
from koppelkans.case.conversation import check_conversation
from koppelkans.case.correlation import check_correlations
from koppelkans.case.findings import Findings
from koppelkans.case.problems import Problem
from koppelkans.case.quarter import WEEKS_PER_QUARTER, Quarter
from koppelkans.case.record import Record
from koppelkans.case.task import Relation, RelationKind, Task, Variant
from koppelkans.case.weighing import Criterion, Measure
from koppelkans.language import N_, Message

Tables = Mapping[str, Sequence[Record]]

FARTHEST_FROM_AREA_M = 50_000


NOTHING_BROKEN: Mapping[str, Sequence[BrokenRow]] = {}


def check_tables(
    tables: Tables,
    crs: str,
    broken: Mapping[str, Sequence[BrokenRow]] = NOTHING_BROKEN,
    findings: Findings | None = None,
) -> list[Problem]:
    """Return every problem between the records of a case.

    Parameters
    ----------
    tables
        The records that could be read, by table.
    crs
        Coordinate reference system that the case names.
    broken
        By table the rows that could not be read whole. Their own references are checked, and a
        reference to them is not a second problem.
    findings
        Where what each check finds is kept, and may be known from before.
    """
    findings = findings or Findings()
    ids = {
        name: frozenset(
            {row.id for row in tables.get(name, ())} | {row.id for row in broken.get(name, ())}
        )
        for name in dict.fromkeys((*tables, *broken))
    }
    problems = [
        *findings.of("crs", (crs, tables.get("areas")), lambda: _crs(crs, tables)),
        *empty_tables(ids),
    ]
    for name in ids:
        rows, not_whole = tables.get(name, ()), broken.get(name, ())
        targets = tuple(
            findings.same(("ids", table), ids.get(table, frozenset()))
            for table in referred_to(rows, not_whole)
        )
        problems += findings.of(
            ("references", name), (rows, not_whole, *targets),
            partial(references, rows, not_whole, ids),
        )  # fmt: skip
        problems += findings.of(("ids", name), (rows,), partial(double_ids, rows))
    fulfilling = (tables.get("tasks", ()), tables.get("variants", ()), broken.get("variants", ()))
    problems += findings.of(
        "variants of tasks", fulfilling, lambda: tasks_without_variant(*fulfilling)
    )
    for check, names in CHECKS.items():
        part = {name: tables.get(name, ()) for name in names}
        problems += findings.of(check, tuple(part.values()), partial(check, part))
    return problems


def _problem(record: Record, field: str, found: object, text: str, **values: Any) -> Problem:
    return Problem(
        Message(text, values), table=record.table, id=record.id, field=field, found=str(found)
    )


@lru_cache(maxsize=32)
def _system(crs: str) -> tuple[CRS, Transformer] | None:
    """Return a projected coordinate system, and the way from it to degrees."""
    try:
        system = CRS.from_user_input(crs)
    except CRSError:
        return None
    if not system.is_projected:
        return None
    return system, Transformer.from_crs(system, "EPSG:4326", always_xy=True)


def _crs(crs: str, tables: Tables) -> Iterator[Problem]:
    found = _system(crs)
    if found is None:
        yield Problem(
            Message(N_("expected a projected coordinate system in metres, such as EPSG:28992")),
            table="meta",
            field="crs",
            found=crs,
        )
        return
    system, to_degrees = found
    use = system.area_of_use
    for area in cast(Sequence[Area], tables.get("areas", ())):
        x, y = area.geometry.representative_point().coords[0]
        lon, lat = to_degrees.transform(x, y)
        if use and not (use.west <= lon <= use.east and use.south <= lat <= use.north):
            yield _problem(
                area, "geometry", f"({x:.6g}, {y:.6g})",
                N_("expected coordinates within {name}; are they in another coordinate system?"),
                name=system.name,
            )  # fmt: skip


def _areas(tables: Tables) -> Iterator[Problem]:
    areas = cast(Sequence[Area], tables.get("areas", ()))
    for area in areas[1:]:
        yield _problem(area, "id", area.id, N_("expected only one area in a case"))
    for area in areas:
        if area.last_year < area.first_year:
            yield _problem(
                area, "last_year", area.last_year, N_("expected {first} or later"),
                first=area.first_year,
            )  # fmt: skip


def _windows(tables: Tables) -> Iterator[Problem]:
    areas = cast(Sequence[Area], tables.get("areas", ()))
    for task in cast(Sequence[Task], tables.get("tasks", ())):
        if task.latest_start < task.earliest_start:
            yield _problem(
                task, "latest_start", task.latest_start,
                N_("expected {first} (earliest start) or later"), first=task.earliest_start,
            )  # fmt: skip
        elif not task.earliest_start <= task.preferred_start <= task.latest_start:
            yield _problem(
                task, "preferred_start", task.preferred_start,
                N_("expected a quarter between {first} and {last}"),
                first=task.earliest_start, last=task.latest_start,
            )  # fmt: skip
        for area in areas[:1]:
            first, last = Quarter.of(area.first_year, 1), Quarter.of(area.last_year, 4)
            for field in ("earliest_start", "latest_start"):
                if not first <= getattr(task, field) <= last:
                    yield _problem(
                        task, field, getattr(task, field),
                        N_("expected a quarter within the planned years, {first} to {last}"),
                        first=first, last=last,
                    )  # fmt: skip


def _variants(tables: Tables) -> Iterator[Problem]:
    variants = cast(Sequence[Variant], tables.get("variants", ()))
    tasks = {task.id: task for task in cast(Sequence[Task], tables.get("tasks", ()))}
    areas = cast(Sequence[Area], tables.get("areas", ()))
    alone = Counter(variant.task_id for variant in variants if variant.is_baseline)
    for task in tasks.values():
        if alone[task.id] > 1:
            yield _problem(
                task,
                "id",
                task.id,
                N_("expected only one variant of this task marked as when alone"),
            )
    for variant in variants:
        most = WEEKS_PER_QUARTER * variant.duration_quarters
        if variant.closed_weeks > most:
            yield _problem(
                variant, "closed_weeks", variant.closed_weeks,
                N_("expected at most {most}: {weeks} weeks in each quarter of the duration"),
                most=most, weeks=WEEKS_PER_QUARTER,
            )  # fmt: skip
        owner = tasks.get(variant.task_id)
        if owner is None:
            continue
        if variant.closed_weeks and not owner.place_ids:
            yield _problem(
                variant, "closed_weeks", variant.closed_weeks,
                N_("expected 0, or places on the task {task}"), task=owner.id,
            )  # fmt: skip
        for area in areas[:1]:
            last = Quarter.of(area.last_year, 4) + 1
            if owner.earliest_start + variant.duration_quarters > last:
                yield _problem(
                    variant, "duration_quarters", variant.duration_quarters,
                    N_("expected a duration that ends within the planned years"),
                )  # fmt: skip


def _relations(tables: Tables) -> Iterator[Problem]:
    owners = {v.id: v.task_id for v in cast(Sequence[Variant], tables.get("variants", ()))}
    for relation in cast(Sequence[Relation], tables.get("relations", ())):
        if relation.task_id == relation.other_task_id:
            yield _problem(
                relation, "other_task_id", relation.other_task_id, N_("expected another task")
            )
        for variant_field, task_id in (
            ("variant_id", relation.task_id),
            ("other_variant_id", relation.other_task_id),
        ):
            variant_id = getattr(relation, variant_field)
            if variant_id is not None and owners.get(variant_id, task_id) != task_id:
                yield _problem(
                    relation, variant_field, variant_id,
                    N_("expected a variant of the task {task}"), task=task_id,
                )  # fmt: skip


def _circles(tables: Tables) -> Iterator[Problem]:
    """Find relations that put a task before itself; each circle once."""
    arrows: dict[tuple[str, str], Relation] = {}
    for relation in cast(Sequence[Relation], tables.get("relations", ())):
        if relation.kind is RelationKind.BEFORE:
            arrows[relation.task_id, relation.other_task_id] = relation
        elif relation.kind is RelationKind.REQUIRES:
            arrows[relation.other_task_id, relation.task_id] = relation
    arrows = {(first, then): r for (first, then), r in arrows.items() if first != then}
    while circle := _find_circle(arrows):
        closing = arrows.pop((circle[-2], circle[-1]))
        yield _problem(
            closing, "other_task_id", closing.other_task_id,
            N_("expected an order without a circle; this one is circular: {circle}"),
            circle=" → ".join(circle),
        )  # fmt: skip


def _find_circle(arrows: Iterable[tuple[str, str]]) -> list[str]:
    before: dict[str, set[str]] = {}
    for first, then in arrows:
        before.setdefault(then, set()).add(first)
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []


NEEDED_BY_BOUNDARY = {
    BoundaryKind.BUDGET: "partner_id",
    BoundaryKind.CREWS: "partner_id",
    BoundaryKind.CLOSED_SEASON: "quarters",
}


def _boundaries(tables: Tables) -> Iterator[Problem]:
    for boundary in cast(Sequence[Boundary], tables.get("boundaries", ())):
        field = NEEDED_BY_BOUNDARY.get(boundary.kind)
        if field and not getattr(boundary, field):
            yield _problem(
                boundary, field, "", N_("a boundary of kind {kind} needs this field"),
                kind=boundary.kind.value,
            )  # fmt: skip
        if (
            boundary.first_year is not None
            and boundary.last_year is not None
            and boundary.last_year < boundary.first_year
        ):
            yield _problem(
                boundary, "last_year", boundary.last_year, N_("expected {first} or later"),
                first=boundary.first_year,
            )  # fmt: skip


def _criteria(tables: Tables) -> Iterator[Problem]:
    criteria = {c.id: c for c in cast(Sequence[Criterion], tables.get("criteria", ()))}
    for criterion in criteria.values():
        if criterion.measure is Measure.KEY_FIGURE and criterion.key_figure_id is None:
            yield _problem(
                criterion, "key_figure_id", "", N_("the measure key_figure needs this field")
            )
        seen, parent = {criterion.id}, criterion.parent_id
        while parent in criteria:
            if parent in seen:
                yield _problem(
                    criterion, "parent_id", criterion.parent_id,
                    N_("expected a tree; this criterion is part of itself"),
                )  # fmt: skip
                break
            seen.add(parent)
            parent = criteria[parent].parent_id


def _whereabouts(tables: Tables) -> Iterator[Problem]:
    """Find places far away from the area: nearly always another coordinate system."""
    areas = cast(Sequence[Area], tables.get("areas", ()))
    for place in cast(Sequence[Place], tables.get("places", ())):
        for area in areas[:1]:
            if shapely.distance(place.geometry, area.geometry) > FARTHEST_FROM_AREA_M:
                x, y = place.geometry.representative_point().coords[0]
                yield _problem(
                    place, "geometry", f"({x:.5g}, {y:.5g})",
                    N_("expected coordinates near the area, in the same coordinate system"),
                )  # fmt: skip


CHECKS: Mapping[Callable[[Tables], Iterable[Problem]], tuple[str, ...]] = {
    _areas: ("areas",),
    _windows: ("areas", "tasks"),
    _variants: ("areas", "tasks", "variants"),
    _relations: ("relations", "variants"),
    _circles: ("relations",),
    _boundaries: ("boundaries",),
    check_worth: ("key_figures", "effects", "price_changes"),
    _criteria: ("criteria",),
    _whereabouts: ("areas", "places"),
    check_agreements: ("variants", "partners", "agreed_shares"),
    check_correlations: ("correlations", "key_figures", "variants"),
    check_conversation: ("conditions",),
}
"""The other checks, with the tables that each looks at; it is handed no others."""

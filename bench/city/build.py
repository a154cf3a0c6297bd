# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A generated city as a case, with a programme that keeps all its limits."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.city.clusters import add_cluster, draw_moment
from bench.city.figures import KEY_FIGURES, PARTNERS, QUARTERS, RULES
from bench.city.limits import draw_limits
from bench.city.streets import BLOCK_M, Streets, lay_streets
from bench.city.tasks import Draft, Site, add_street_works, draw_works, quarter
from koppelkans.case import Case, Effect, Place, Relation, Schedule, Task, Variant
from koppelkans.case.limits import closed_quarters

TASKS_IN_A_CLUSTER = 19
"""Fewer than there are on average: what is too much is left off at the end."""
STREAMS = 7_919


@dataclass(frozen=True)
class City:
    """A case, and a programme that keeps all its limits (a poor one)."""

    case: Case
    fits: Schedule


def generate_case(tasks: int, seed: int = 1) -> City:
    """Return a city with so many tasks; the same numbers give the same city."""
    random = np.random.default_rng([STREAMS, tasks, seed])
    streets = lay_streets(-(-tasks // TASKS_IN_A_CLUSTER) + 1, random)
    draft = _draw(streets, random)
    _leave_off(draft, tasks)
    case = Case(
        areas=(streets.area,),
        places=tuple(streets.places),
        partners=PARTNERS,
        tasks=tuple(Task(**row) for row in draft.tasks),
        variants=tuple(Variant(**row) for row in draft.variants),
        effects=tuple(Effect(**row) for row in draft.effects),
        relations=tuple(Relation(**row) for row in draft.relations),
        key_figures=KEY_FIGURES,
        opportunity_rules=RULES,
    )
    case, fits = _keep_reachable(case, draft.fits)
    case = case.model_copy(update={"boundaries": draw_limits(case, fits)})
    # Checked once more as a whole, with its limits.
    case = Case(**{name: getattr(case, name) for name in Case.model_fields})
    return City(case, _schedule(case, draft.fits))


def _draw(streets: Streets, random: np.random.Generator) -> Draft:
    place = {p.id: p for p in streets.places}
    addresses = {p.id: p.addresses for p in streets.places}
    load: defaultdict[str, Any] = defaultdict(lambda: np.zeros(QUARTERS))
    sites: list[list[Site]] = []
    for cluster in streets.clusters:
        of_cluster = []
        for run in cluster.runs:
            works = draw_works(random)
            span = works.get("sewer", 0) + works.get("street", 0) or 1
            in_district = load[place[run.place_ids[0]].district]
            moment = draw_moment(random, in_district, span)
            in_district[moment : moment + span] += len(run.place_ids)
            homes = sum(addresses[p] for p in run.place_ids)
            of_cluster.append(Site(run, BLOCK_M * len(run.place_ids), homes, works, moment))
        sites.append(of_cluster)
    paved = {
        place_id: site.paved
        for of_cluster in sites
        for site in of_cluster
        for place_id in site.run.place_ids
        if site.paved is not None
    }
    draft = Draft(random)
    for cluster, of_cluster in zip(streets.clusters, sites, strict=True):
        for site in of_cluster:
            add_street_works(draft, site, paved)
        add_cluster(draft, cluster, addresses, of_cluster[0].moment)
    return draft


def _leave_off(draft: Draft, tasks: int) -> None:
    """Keep the first tasks, and what belongs to them."""
    if len(draft.tasks) < tasks:
        raise AssertionError(f"{len(draft.tasks)} tasks were drawn, expected {tasks} or more")
    draft.tasks = draft.tasks[:tasks]
    kept = {row["id"] for row in draft.tasks}
    draft.variants = [row for row in draft.variants if row["task_id"] in kept]
    variants = {row["id"] for row in draft.variants}
    draft.effects = [row for row in draft.effects if row["variant_id"] in variants]
    draft.relations = [
        row for row in draft.relations if row["task_id"] in kept and row["other_task_id"] in kept
    ]
    draft.fits = {task_id: start for task_id, start in draft.fits.items() if task_id in kept}


def _schedule(case: Case, fits: dict[str, int]) -> Schedule:
    return Schedule.of(
        case,
        {id_: (case.baseline_variant(id_).id, quarter(start)) for id_, start in fits.items()},
    )


def _keep_reachable(case: Case, fits: dict[str, int]) -> tuple[Case, Schedule]:
    """Give an alley of its own to what the programme that always fits would cut off.

    At the edge of the city a section may have one neighbour only; that needs one as well.
    """
    schedule = _schedule(case, fits)
    closed = list(closed_quarters(schedule).values())
    by_place: defaultdict[str, set[int]] = defaultdict(set)
    for number, of_quarter in enumerate(closed):
        for place_id in of_quarter:
            by_place[place_id].add(number)

    def is_cut_off(place: Place) -> bool:
        around = [by_place[p] for p in place.reachable_via]
        return len(around) < 2 or bool(set.intersection(*around))

    places = tuple(
        p.model_copy(update={"reachable_via": ()}) if is_cut_off(p) else p for p in case.places
    )
    case = case.model_copy(update={"places": places})
    case.__dict__.pop("place", None)
    return case, _schedule(case, fits)

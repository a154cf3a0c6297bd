# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is done in a cluster of a generated city besides its streets: heat, homes and people."""

import numpy as np

from bench.city.figures import (
    HEAT_INDOOR_EUR,
    HEAT_OPENING_EUR_PER_M,
    HEAT_PIPE_EUR_PER_M,
    HOMES_EUR,
)
from bench.city.streets import BLOCK_M, Cluster
from bench.city.tasks import Draft

GAS_M3 = 1_050
CO2_KG_PER_M3 = 1.78
CO2_SAVED = {"mt": 0.62, "lt": 0.75}
HEAT_GJ = {"mt": 29, "lt": 22}
LEFT_OUT_OF = 0.3
"""Part of the clusters that have no heat network."""


def add_cluster(draft: Draft, cluster: Cluster, addresses: dict[str, int], moment: int) -> None:
    """Add heat in two phases with the same temperature, homes of two owners, and help."""
    homes = sum(addresses[place_id] for place_id in cluster.place_ids)
    renovated = _add_homes(draft, cluster, homes, moment)
    if draft.random.random() >= LEFT_OUT_OF:
        _add_heat(draft, cluster, addresses, moment, renovated)
    if draft.random.random() < 0.7:
        _add_people(draft, cluster, homes, moment, "coaching")
    if draft.random.random() < 0.5:
        _add_people(draft, cluster, homes, moment, "placement")
    if draft.random.random() < 0.15:
        _add_school(draft, cluster, moment)


def _add_homes(draft: Draft, cluster: Cluster, homes: int, moment: int) -> list[str]:
    """Add the renovation of rented homes; return the tasks that can reach label A."""
    added = []
    for partner in ("homes-a", "homes-b"):
        if draft.random.random() < 0.25:
            continue
        rented = max(6, round(homes * draft.random.uniform(0.1, 0.3)))
        run = cluster.runs[int(draft.random.integers(len(cluster.runs)))]
        id_ = f"{partner}-{cluster.id}"
        draft.add_task(
            id_, moment, (5, 10), partner_id=partner, theme="homes", place_ids=run.place_ids,
            homes=rented, longest=3, stretch_eur_per_quarter=120.0 * rented,
            failure_rate=0.1, failure_growth=0.08, failure_eur=5_000.0 * rented,
        )  # fmt: skip
        for name in ("label-b", "label-a"):
            draft.variants.append({
                "id": f"{id_}-{name}", "name": name, "task_id": id_, "duration_quarters": 3,
                "investment_eur": HOMES_EUR[name] * rented, "life_years": 40.0,
                "is_baseline": name == "label-b", "tags": ("indoor",),
            })  # fmt: skip
            saved = {"label-b": 380, "label-a": 520}[name] * rented
            draft.effect(f"{id_}-{name}", "gas", saved)
            draft.effect(f"{id_}-{name}", "co2", CO2_KG_PER_M3 * saved)
            draft.effect(f"{id_}-{name}", "healthy_home", rented)
            draft.effect(f"{id_}-{name}", "home_upkeep", rented)
        added.append(id_)
    return added


def _add_heat(
    draft: Draft, cluster: Cluster, addresses: dict[str, int], moment: int, renovated: list[str]
) -> None:
    """Add heat pipes: first along, then across; low temperature needs homes with label A."""
    runs = cluster.runs
    wanted = draft.random.uniform(0.5, 0.9)
    phases = []
    for number, of_phase in enumerate((runs[:2], runs[2:])):
        # The main pipe is not laid in every section.
        places = tuple(p for run in of_phase for p in run.place_ids if draft.random.random() < 0.7)
        places = places or of_phase[0].place_ids
        homes = max(5, round(wanted * sum(addresses[p] for p in places)))
        id_ = f"heat-{cluster.id}-{number + 1}"
        draft.add_task(
            id_, moment, (5, 9), partner_id="heat", theme="heat", place_ids=places, homes=homes,
            longest=2, optional=True, stretch_eur_per_quarter=100.0 * homes,
        )  # fmt: skip
        del draft.fits[id_]
        for kind in ("mt", "lt"):
            _add_heat_variant(draft, f"{id_}-{kind}", id_, kind, (homes, BLOCK_M * len(places)))
        phases.append(id_)
    first, then = phases
    draft.relate("requires", then, first)
    for kind, other in (("mt", "lt"), ("lt", "mt")):
        draft.relate("excludes", first, then, variant_id=f"{first}-{kind}",
                     other_variant_id=f"{then}-{other}")  # fmt: skip
    for homes_id in renovated[:1]:
        draft.relate("requires", first, homes_id, variant_id=f"{first}-lt",
                     other_variant_id=f"{homes_id}-label-a")  # fmt: skip


def _add_heat_variant(
    draft: Draft, id_: str, task_id: str, kind: str, size: tuple[int, float]
) -> None:
    homes, metres = size
    investment = round(
        HEAT_PIPE_EUR_PER_M[kind] * metres * draft.random.uniform(0.8, 1.2)
        + HEAT_INDOOR_EUR[kind] * homes,
        -3,
    )
    draft.variants.append({
        "id": id_, "name": kind, "task_id": task_id, "duration_quarters": 2,
        "closed_weeks": float(draft.random.integers(12, 19)), "investment_eur": investment,
        "operation_eur_per_year": round(0.018 * investment, -2), "life_years": 40.0,
        "opening_eur_per_m": HEAT_OPENING_EUR_PER_M, "is_baseline": kind == "mt",
        "crews": 1.0, "tags": ("heat_pipe",),
    })  # fmt: skip
    draft.effect(id_, "gas", GAS_M3 * homes)
    draft.effect(id_, "gas_connection", homes)
    draft.effect(id_, "co2", CO2_SAVED[kind] * CO2_KG_PER_M3 * GAS_M3 * homes)
    draft.effect(id_, "heat_source", -HEAT_GJ[kind] * homes)


def _add_people(draft: Draft, cluster: Cluster, homes: int, moment: int, what: str) -> None:
    reached = max(10, round(homes * draft.random.uniform(0.1, 0.4)))
    id_ = f"{what}-{cluster.id}"
    draft.add_task(
        id_, moment, (3, 6), partner_id="social", theme="social", place_ids=cluster.place_ids,
        homes=reached, people=2 * reached, longest=8, optional=True,
        stretch_eur_per_quarter=600.0,
    )  # fmt: skip
    coaching = what == "coaching"
    draft.variants.append({
        "id": f"{id_}-v", "name": what, "task_id": id_, "life_years": 10.0,
        "duration_quarters": 4 if coaching else 8,
        "investment_eur": draft.between(60_000, 120_000) if coaching
        else draft.between(180_000, 300_000),
        "tags": ("coaching",) if coaching else (),
    })  # fmt: skip
    if coaching:
        draft.effect(f"{id_}-v", "coach", reached, 8)
    else:
        draft.effect(f"{id_}-v", "placement", draft.between(12, 24), 1)


def _add_school(draft: Draft, cluster: Cluster, moment: int) -> None:
    run = cluster.runs[0]
    id_ = f"school-{cluster.id}"
    draft.add_task(
        id_, moment, (3, 8), partner_id="city", theme="school", place_ids=run.place_ids[:1],
        longest=2, optional=True, stretch_eur_per_quarter=2_000.0,
    )  # fmt: skip
    draft.variants.append({
        "id": f"{id_}-v", "name": "green schoolyard", "task_id": id_, "duration_quarters": 2,
        "investment_eur": draft.between(150_000, 350_000), "life_years": 25.0,
    })  # fmt: skip
    draft.effect(f"{id_}-v", "school_child", draft.between(100, 300), 25)


def draw_moment(random: np.random.Generator, load: np.ndarray, span: int) -> int:
    """Return of four moments, drawn from the planned years, the one with the least load."""
    moments = random.integers(2, len(load) - 12, 4)
    return int(min(moments, key=lambda moment: load[moment : moment + span].max()))

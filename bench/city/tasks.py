# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tasks in the streets of a generated city, around a moment at which each stretch fits."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bench.city.figures import FIRST_YEAR, QUARTERS, STREET_KINDS
from bench.city.streets import Run
from koppelkans.case import Quarter

CROSSING = 0.15
"""Part of the works that run one section into the next cluster."""
REST = 20 + 4
"""Quarters after repaving in which a street is left alone in the programme that always fits."""
Row = dict[str, Any]


@dataclass
class Draft:
    """Rows of tasks and what belongs to them, and the start of each that always fits.

    ``fits`` has no start for tasks that the programme that always fits leaves out.
    """

    random: np.random.Generator
    tasks: list[Row] = field(default_factory=list)
    variants: list[Row] = field(default_factory=list)
    effects: list[Row] = field(default_factory=list)
    relations: list[Row] = field(default_factory=list)
    fits: dict[str, int] = field(default_factory=dict)

    def between(self, low: float, high: float) -> float:
        """Draw a number, to three figures."""
        return float(f"{self.random.uniform(low, high):.3g}")

    def add_task(self, id_: str, start: int, years: tuple[int, int], **row: Any) -> None:
        """Add a task with a window of so many years around a start that fits.

        Its owner prefers another moment: some two years away, earlier or later.
        """
        longest = int(row.pop("longest"))
        last = QUARTERS - longest
        preferred = int(np.clip(start + round(self.random.normal(0, 9)), 0, last))
        low, high = min(start, preferred), max(start, preferred)
        width = 4 * int(self.random.integers(years[0], years[1] + 1))
        room = max(0, width - (high - low))
        before = int(self.random.integers(0, room + 1))
        first, latest = max(0, low - before), min(last, high + room - before)
        self.tasks.append({
            "id": id_, "title": id_, "preferred_start": quarter(preferred),
            "earliest_start": quarter(first), "latest_start": quarter(latest),
            "stretch_before": int(self.random.integers(0, 5)),
            "stretch_after": int(self.random.integers(0, 5)), **row,
        })  # fmt: skip
        self.fits[id_] = start

    def relate(self, kind: str, task: str, other: str, **more: Any) -> None:
        """Add a relation."""
        id_ = f"r{len(self.relations)}"
        self.relations.append(
            {"id": id_, "kind": kind, "task_id": task, "other_task_id": other, **more}
        )

    def effect(self, variant: str, figure: str, quantity: float, years: int | None = 30) -> None:
        """Add an effect for the residents."""
        self.effects.append({
            "id": f"e{len(self.effects)}", "name": figure, "variant_id": variant,
            "key_figure_id": figure, "quantity": round(quantity, 1), "years": years,
            "partner_id": "residents", "beneficiary": "residents",
        })  # fmt: skip


def quarter(number: int) -> Quarter:
    """Return the quarter with a number within the planned years."""
    return Quarter.of(FIRST_YEAR, 1) + number


@dataclass(frozen=True)
class Site:
    """A stretch of street: its length, homes, works with their quarters, and when they fit."""

    run: Run
    metres: float
    homes: int
    works: dict[str, int]
    moment: int

    @property
    def paving(self) -> int:
        """The quarter in which repaving starts: after the sewer."""
        return self.moment + self.works.get("sewer", 0)

    @property
    def paved(self) -> int | None:
        """The quarter from which the new street must rest; None when it is not repaved."""
        return self.paving + self.works["street"] if "street" in self.works else None


def draw_works(random: np.random.Generator) -> dict[str, int]:
    """Draw what has to be done in a stretch of street, and how many quarters each takes."""
    return {
        name: int(random.integers(kind.quarters[0], kind.quarters[1] + 1))
        for name, kind in STREET_KINDS.items()
        if random.random() < kind.share
    }


def add_street_works(draft: Draft, site: Site, paved: dict[str, int]) -> None:
    """Add the works along a stretch of street: all may start at its moment, repaving last.

    Parameters
    ----------
    paved
        By place: the quarter from which it rests in the programme that always fits.
    """
    random, run = draft.random, site.run
    for name, quarters in site.works.items():
        start = site.paving if name in ("street", "green") else site.moment
        places = run.place_ids
        if name in ("sewer", "water", "cable") and run.beyond and random.random() < CROSSING:
            since = paved.get(run.beyond)
            if since is None or not since <= start < since + REST:
                places = (*places, run.beyond)
        _add_work(draft, name, site, places, (start, quarters))
    id_of = {name: f"{name}-{run.id}" for name in site.works}
    if "sewer" in id_of and "street" in id_of:
        draft.relate("before", id_of["sewer"], id_of["street"])
    if "green" in id_of and "street" in id_of and random.random() < 0.3:
        draft.relate("together", id_of["green"], id_of["street"])
    if "cable" in id_of and "street" in id_of and random.random() < 0.2:
        saving = draft.between(5_000, 20_000)
        draft.relate("prepares", id_of["street"], id_of["cable"], saving_eur=saving)


def _add_work(
    draft: Draft, name: str, site: Site, places: tuple[str, ...], when: tuple[int, int]
) -> None:
    kind, (start, quarters) = STREET_KINDS[name], when
    id_ = f"{name}-{site.run.id}"
    metres = site.metres * len(places) / len(site.run.place_ids)
    investment = round(draft.between(*kind.eur_per_m) * metres, -3)
    chance, growth, part = kind.failure
    draft.add_task(
        id_, start, kind.years, partner_id=kind.partner, theme=kind.theme, place_ids=places,
        homes=site.homes, longest=quarters, optional=name == "green",
        stretch_eur_per_quarter=max(500.0, round(0.008 * investment, -2)),
        failure_rate=chance, failure_growth=growth, failure_eur=round(part * investment, -3),
    )  # fmt: skip
    weeks = min(13.0 * quarters, float(draft.random.integers(kind.weeks[0], kind.weeks[1] + 1)))
    base = {
        "task_id": id_, "duration_quarters": quarters, "life_years": kind.life,
        "closed_weeks": weeks, "investment_eur": investment,
        "opening_eur_per_m": kind.opening_eur_per_m,
    }  # fmt: skip
    if name == "street":
        _add_street_variants(draft, id_, site, base)
        return
    draft.variants.append({**base, "id": f"{id_}-v", "name": "renew"})
    if name == "green":
        draft.effect(f"{id_}-v", "tree", draft.between(20, 60))


def _add_street_variants(draft: Draft, id_: str, site: Site, base: Row) -> None:
    area_m2 = 6.0 * site.metres
    variants: tuple[tuple[str, float, tuple[str, ...]], ...] = (
        ("plain", 1.0, ()),
        ("disconnected", 1.2, ("disconnect",)),
        ("green", 1.28, ("disconnect",)),
    )
    for name, factor, tags in variants[: int(draft.random.integers(1, 4))]:
        variant_id = f"{id_}-{name}"
        investment = round(base["investment_eur"] * factor, -3)
        draft.variants.append({
            **base, "id": variant_id, "name": name, "is_baseline": name == "plain",
            "investment_eur": investment, "operation_eur_per_year": round(0.012 * investment, -2),
            "repaves": True, "tags": tags,
        })  # fmt: skip
        draft.effect(variant_id, "street_quality", site.homes, 25)
        if tags:
            draft.effect(variant_id, "stormwater", area_m2 * draft.random.uniform(0.5, 1.5))
        if name == "green":
            draft.effect(variant_id, "street_green", 0.35 * area_m2)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The limits of a generated city: tight, but kept by one programme that was drawn with it."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from bench.city.figures import FIRST_YEAR, LAST_YEAR, PARTNERS, QUARTERS
from koppelkans.case import (
    Boundary,
    BoundaryKind,
    Case,
    Schedule,
    find_excesses,
    yearly_spending,
)
from koppelkans.case.limits import closed_quarters

CARRIES_OVER = {"city", "water", "heat", "homes-a", "homes-b"}
CREW_EUR = {"city": 30_000.0, "water": 40_000.0, "heat": 60_000.0, "grid": 50_000.0,
            "homes-a": 25_000.0, "homes-b": 25_000.0, "social": 12_000.0}  # fmt: skip
ROOM = 1.15
"""How much more than its average load a limit allows."""


def draw_limits(case: Case, fits: Schedule) -> tuple[Boundary, ...]:
    """Return the limits of a case without limits.

    Parameters
    ----------
    fits
        A programme that has to keep them; where the usual limit does not do, it can be stretched
        as far as this programme needs.
    """
    limits = [*_budgets(case, fits), *_crews(case, fits), *_closures(case, fits)]
    limits += [
        Boundary(id="reach", kind=BoundaryKind.REACHABILITY, name="reach"),
        Boundary(id="rest", kind=BoundaryKind.REST, name="rest", limit=5, stretch=4,
                 stretch_eur=400),
        *_seasons(case),
    ]  # fmt: skip
    whole = case.model_copy(update={"boundaries": tuple(limits)})
    return _give_way(whole, fits)


def _give_way(case: Case, fits: Schedule) -> tuple[Boundary, ...]:
    """Stretch each limit as far as the programme that always fits goes over it."""
    needed: defaultdict[str, float] = defaultdict(float)
    chosen = {choice.task_id: choice for choice in fits}
    for excess in find_excesses(Schedule(case, chosen)):
        if excess.table == "boundaries":
            needed[excess.id] = max(needed[excess.id], excess.over)
    return tuple(
        limit.model_copy(update={"stretch": float(np.ceil(needed[limit.id]))})
        if needed[limit.id] > limit.stretch and limit.kind is not BoundaryKind.REACHABILITY
        else limit
        for limit in case.boundaries
    )


def _loads(case: Case, fits: Schedule) -> tuple[dict[str, float], dict[str, float]]:
    """Return the money and the quarters of a crew that each partner needs in all.

    Optional tasks that the programme leaves out count too: their owner means to do them.
    """
    money: defaultdict[str, float] = defaultdict(float)
    crews: defaultdict[str, float] = defaultdict(float)
    for task in case.tasks:
        work = fits.works.get(task.id)
        variant = work.variant if work else case.baseline_variant(task.id)
        crews[task.partner_id] += variant.crews * variant.duration_quarters
        money[task.partner_id] += (
            sum(yearly_spending(case, work).values()) if work else variant.investment_eur
        )
    return money, crews


def _budgets(case: Case, fits: Schedule) -> Iterator[Boundary]:
    money, _ = _loads(case, fits)
    for partner in PARTNERS:
        if partner.has_budget and money[partner.id]:
            limit = round(ROOM * money[partner.id] / (LAST_YEAR - FIRST_YEAR + 1), -4) + 10_000
            yield Boundary(
                id=f"budget-{partner.id}", kind=BoundaryKind.BUDGET, name=f"budget {partner.id}",
                partner_id=partner.id, limit=limit, stretch=round(0.25 * limit, -3),
                stretch_eur=0.04, carries_over=partner.id in CARRIES_OVER,
            )  # fmt: skip


def _crews(case: Case, fits: Schedule) -> Iterator[Boundary]:
    _, crews = _loads(case, fits)
    for partner_id, price in CREW_EUR.items():
        if crews[partner_id]:
            limit = float(np.ceil(ROOM * crews[partner_id] / QUARTERS))
            yield Boundary(
                id=f"crews-{partner_id}", kind=BoundaryKind.CREWS, name=f"crews {partner_id}",
                partner_id=partner_id, limit=limit, stretch=max(1.0, np.floor(0.2 * limit)),
                stretch_eur=price,
            )  # fmt: skip


def _closures(case: Case, fits: Schedule) -> Iterator[Boundary]:
    counts: defaultdict[str, np.ndarray] = defaultdict(lambda: np.zeros(QUARTERS))
    for when, closed in closed_quarters(fits).items():
        for place_id in closed:
            counts[case.place[place_id].district][when - case.first_quarter] += 1
    for district, count in sorted(counts.items()):
        # Besides what is done there, room for laying heat pipes.
        limit = float(np.ceil(ROOM * count.mean() + 3))
        yield Boundary(
            id=f"closures-{district}", kind=BoundaryKind.CLOSURES, name=f"closures {district}",
            district=district, limit=limit, stretch=2, stretch_eur=6_000,
        )  # fmt: skip


def _seasons(case: Case) -> Iterator[Boundary]:
    """Keep the streets with the most shops of each district free at the end of the year."""
    shops: defaultdict[str, list[str]] = defaultdict(list)
    for place in case.places:
        if place.businesses >= 10:
            shops[place.district].append(place.id)
    for district, place_ids in sorted(shops.items()):
        yield Boundary(
            id=f"season-{district}", kind=BoundaryKind.CLOSED_SEASON, name=f"season {district}",
            place_ids=tuple(place_ids), quarters=(4,), stretch=1, stretch_eur=30_000,
        )  # fmt: skip

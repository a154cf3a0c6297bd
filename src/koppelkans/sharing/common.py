# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What tasks of a programme have in common: openings, closed weeks and what exists only together.

Each slice of a shared opening or of closed weeks, each joint effect and each saving by preparing
is one amount with the tasks that it takes. All of them add up to the entries of the valuation.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from koppelkans.case import (
    BoundaryKind,
    Case,
    Excess,
    Occupation,
    RelationKind,
    Schedule,
    find_excesses,
    find_occupations,
)
from koppelkans.opportunity.types import JointEffect
from koppelkans.value import boundary_partner, discount_factor, place_week_costs
from koppelkans.value.attribute import find_levels
from koppelkans.value.joint import joint_lines, prepares, saving_lines
from koppelkans.value.key_figures import WeekCost
from koppelkans.value.lines import Line
from koppelkans.value.occupations import nuisance_partner
from koppelkans.value.types import EntryKind


@dataclass(frozen=True)
class Common:
    """One amount that several tasks bring about.

    Attributes
    ----------
    kind, place_id
        What and where.
    eur
        Present value, positive for a gain, negative for a cost.
    task_ids
        The tasks that it takes.
    once
        Whether it is there as soon as one of the tasks is done; otherwise all of them must be.
    partner_id
        On whose account it is; empty: each owner its part.
    """

    kind: EntryKind
    eur: float
    task_ids: tuple[str, ...]
    once: bool
    place_id: str | None = None
    partner_id: str | None = None


def find_common(schedule: Schedule, joint_effects: Iterable[JointEffect]) -> Iterator[Common]:
    """Yield everything that depends on more than one task of a joint programme.

    An occupation is kept as one: when the work that connects two others drops out, what is left
    still counts as one opening, at the moment it has now.
    """
    case = schedule.case
    costs = place_week_costs(case)
    for occupation in find_occupations(schedule):
        yield from _openings(case, occupation)
        yield from _weeks(case, occupation, costs[occupation.place_id])
    for effect in joint_effects:
        for found in joint_lines(schedule, [effect], shared=True):
            if isinstance(found, Line):
                tasks, entry = (effect.task_id, effect.other_task_id), found.entry
                yield Common(entry.kind, entry.eur, tasks, False, partner_id=entry.partner_id)
    relations = [
        relation
        for relation in case.relations
        if relation.kind is RelationKind.PREPARES and prepares(relation, schedule)
    ]
    for relation, saved in zip(relations, saving_lines(schedule, shared=True), strict=True):
        tasks, entry = (relation.task_id, relation.other_task_id), saved.entry
        yield Common(entry.kind, entry.eur, tasks, False, partner_id=entry.partner_id)
    yield from _stretched(schedule)


def _openings(case: Case, occupation: Occupation) -> Iterator[Common]:
    openings = sorted(occupation.openings, key=lambda opening: opening[2])
    for height, position in find_levels([eur for _, _, eur in openings]):
        sharing = openings[position:]
        start = min(start for start, _, _ in sharing) - case.first_quarter
        eur = -height * discount_factor(case.area.cost_rate, start)
        tasks = tuple(task_id for _, task_id, _ in sharing)
        yield Common(EntryKind.OPENING, float(eur), tasks, True, occupation.place_id)


def _weeks(case: Case, occupation: Occupation, cost: WeekCost) -> Iterator[Common]:
    first = occupation.first - case.first_quarter
    quarters = np.arange(first, first + len(occupation.weeks))
    for kind in (EntryKind.TRAFFIC, EntryKind.NUISANCE):
        items = (item for item in cost.items if item.part.kind is kind and item.eur is not None)
        prices = sum((item.present_values(quarters) for item in items), np.zeros(len(quarters)))
        for price, needs in zip(prices, occupation.weeks, strict=True):
            order = sorted(needs, key=lambda task_id: needs[task_id])
            for height, position in find_levels([needs[task_id] for task_id in order]):
                tasks = tuple(order[position:])
                yield Common(kind, float(-price * height), tasks, True, occupation.place_id)


def _stretched(schedule: Schedule) -> Iterator[Common]:
    """Yield what the stretch of common limits costs, with the tasks that close a place then."""
    case = schedule.case
    boundaries = {boundary.id: boundary for boundary in case.boundaries}
    for excess in find_excesses(schedule):
        if excess.table != "boundaries" or not excess.eur:
            continue
        boundary = boundaries[excess.id]
        factor = discount_factor(case.area.cost_rate, excess.when - case.first_quarter)
        own = boundary.kind in (BoundaryKind.BUDGET, BoundaryKind.CREWS)
        yield Common(
            EntryKind.STRETCH,
            float(-excess.eur * factor),
            () if own else _closing(schedule, excess),
            False,
            partner_id=boundary_partner(case, boundary.kind, boundary.partner_id),
        )


def _closing(schedule: Schedule, excess: Excess) -> tuple[str, ...]:
    """Return the tasks that close a place in the quarter in which a limit is stretched."""
    return tuple(
        task_id
        for task_id, work in schedule.works.items()
        if work.variant.closed_weeks > 0 and work.start <= excess.when < work.end
    )


def owner_of_nuisance(case: Case, task_id: str) -> str:
    """Return on whose account the nuisance of a task is."""
    return nuisance_partner(case, case.task[task_id].partner_id)

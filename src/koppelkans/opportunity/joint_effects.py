# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What pairs of tasks gain together, by the rules of the case."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from koppelkans.case import Basis, Case, OpportunityRule, Place, Task
from koppelkans.opportunity.types import JointEffect


def find_joint_effects(case: Case) -> tuple[JointEffect, ...]:
    """Return every gain that two tasks can have together by a rule of the case.

    A rule finds each pair of tasks once. Its first task has the rule's first theme (any variant)
    or feature (only the variants with it), its second task likewise. They meet when they have a
    place in common, or when a place of the one lies within ``distance_m`` of a place of the
    other. A task without places stands for its own geometry, or without one for the whole area,
    and meets others only by a rule with a distance.

    The common places are those of the first task that the second shares or comes near to (when
    only the second has places: those of the second). The gain is counted in pairs of tasks,
    common places, metres of common place, or homes: the smaller number of homes of both tasks,
    the most that both can reach. Pairs for which it is zero are left out.
    """
    return tuple(effect for rule in case.opportunity_rules for effect in _apply(case, rule))


@dataclass(frozen=True)
class _Side:
    """A task that fits one side of a rule, in these variants."""

    task: Task
    variant_ids: tuple[str, ...]


def _apply(case: Case, rule: OpportunityRule) -> Iterator[JointEffect]:
    firsts, seconds = _fitting(case, rule.first), _fitting(case, rule.second)
    common = _Meetings(case, rule.distance_m, [side.task for side in seconds])
    seen: set[frozenset[str]] = set()
    for first in firsts:
        for number, place_ids in common.of(first.task):
            second = seconds[number]
            pair = frozenset((first.task.id, second.task.id))
            if len(pair) == 2 and pair not in seen:
                seen.add(pair)
                effect = _joint_effect(case, rule, first, second, place_ids)
                if effect.quantity:
                    yield effect


def _fitting(case: Case, theme_or_feature: str) -> list[_Side]:
    sides = []
    for task in case.tasks:
        of_theme = task.theme == theme_or_feature
        variant_ids = tuple(
            variant.id
            for variant in case.variants_of[task.id]
            if of_theme or theme_or_feature in variant.tags
        )
        if variant_ids:
            sides.append(_Side(task, variant_ids))
    return sides


class _Meetings:
    """Which tasks lie near another, and at which places; found by an index, not pair by pair."""

    def __init__(self, case: Case, distance_m: float, tasks: Sequence[Task]) -> None:
        self.case = case
        self.distance_m = distance_m
        self.tasks = tasks
        self.at_place: dict[str, list[int]] = {}
        parts: list[tuple[BaseGeometry, int]] = []
        for number, task in enumerate(tasks):
            for place_id in task.place_ids:
                self.at_place.setdefault(place_id, []).append(number)
            parts += [(geometry, number) for geometry, _ in self._parts(task)]
        self.owner = [number for _, number in parts]
        self.tree = shapely.STRtree([geometry for geometry, _ in parts])

    def of(self, task: Task) -> list[tuple[int, tuple[str, ...]]]:
        """Return the numbers of the tasks near this one, each with their common places."""
        found: dict[int, dict[str, None]] = {}
        for place_id in task.place_ids:
            for number in self.at_place.get(place_id, ()):
                found.setdefault(number, {})[place_id] = None
        if self.distance_m > 0:
            for geometry, own_id in self._parts(task):
                near = self.tree.query(geometry, predicate="dwithin", distance=self.distance_m)
                for number in dict.fromkeys(self.owner[index] for index in np.sort(near)):
                    places = found.setdefault(number, {})
                    if own_id is not None:
                        places[own_id] = None
        order = task.place_ids
        return [
            (number, tuple(p for p in order if p in found[number]) or self.tasks[number].place_ids)
            for number in sorted(found)
        ]

    def _parts(self, task: Task) -> list[tuple[BaseGeometry, str | None]]:
        if task.place_ids:
            return [(self.case.place[p].geometry, p) for p in task.place_ids]
        return [(self.case.area.geometry if task.geometry is None else task.geometry, None)]


def _joint_effect(
    case: Case, rule: OpportunityRule, first: _Side, second: _Side, place_ids: tuple[str, ...]
) -> JointEffect:
    places = [case.place[place_id] for place_id in place_ids]
    count = _count(rule.basis, first.task, second.task, places)
    return JointEffect(
        id=f"{rule.id}:{first.task.id}+{second.task.id}",
        rule_id=rule.id,
        task_id=first.task.id,
        variant_ids=first.variant_ids,
        other_task_id=second.task.id,
        other_variant_ids=second.variant_ids,
        place_ids=place_ids,
        within_quarters=rule.within_quarters,
        key_figure_id=rule.key_figure_id,
        quantity=count * rule.quantity_per_basis,
        partner_id=rule.partner_id or first.task.partner_id,
        beneficiary=rule.beneficiary,
    )


def _count(basis: Basis, first: Task, second: Task, places: Sequence[Place]) -> float:
    match basis:
        case Basis.TASK:
            return 1
        case Basis.PLACE:
            return len(places)
        case Basis.METRE:
            return sum(place.length_m for place in places)
        case Basis.HOME:
            return min(first.homes, second.homes)

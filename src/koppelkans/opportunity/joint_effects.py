# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What pairs of tasks gain together, by the rules of the case."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from shapely.geometry.base import BaseGeometry

from koppelkans.case import Basis, Case, OpportunityRule, Place, Task
from koppelkans.opportunity.pairs import find_pairs
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
    near = _places_near(case, rule, [*firsts, *seconds])
    number = {side.task.id: number for number, side in enumerate(seconds)}
    seen: set[frozenset[str]] = set()
    for first in firsts:
        others = near.get(first.task.id, {})
        for other_id in sorted(others.keys() & number.keys(), key=number.__getitem__):
            second = seconds[number[other_id]]
            pair = frozenset((first.task.id, other_id))
            if pair not in seen:
                seen.add(pair)
                order = first.task.place_ids or second.task.place_ids
                places = tuple(p for p in order if p in others[other_id]) or second.task.place_ids
                effect = _joint_effect(case, rule, first, second, places)
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


def _places_near(
    case: Case, rule: OpportunityRule, sides: Sequence[_Side]
) -> dict[str, dict[str, set[str]]]:
    """Return for each task those that it meets, and at which of its places."""
    tasks = list({side.task.id: side.task for side in sides}.values())
    near: dict[str, dict[str, set[str]]] = {}
    at_place: dict[str, list[str]] = {}
    for task in tasks:
        for place_id in dict.fromkeys(task.place_ids):
            for other_id in at_place.setdefault(place_id, []):
                near.setdefault(task.id, {}).setdefault(other_id, set()).add(place_id)
                near.setdefault(other_id, {}).setdefault(task.id, set()).add(place_id)
            at_place[place_id].append(task.id)
    if rule.distance_m > 0:
        parts = [(task, *part) for task in tasks for part in _parts(case, task)]
        always = np.zeros(len(parts))
        shapes = np.array([geometry for _, geometry, _ in parts], dtype=object)
        owners = [task.id for task, _, _ in parts]
        for i, j in find_pairs(shapes, owners, always, always, rule.distance_m).tolist():
            for (one, _, place_id), (other, _, _) in ((parts[i], parts[j]), (parts[j], parts[i])):
                own = near.setdefault(one.id, {}).setdefault(other.id, set())
                if place_id is not None:
                    own.add(place_id)
    return near


def _parts(case: Case, task: Task) -> list[tuple[BaseGeometry, str | None]]:
    if task.place_ids:
        # Where a place is drawn that nobody knows the place of says nothing.
        known = [p for p in task.place_ids if case.place[p].located]
        return [(case.place[p].geometry, p) for p in known]
    return [(case.area.geometry if task.geometry is None else task.geometry, None)]


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

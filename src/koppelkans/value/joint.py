# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What exists only when two tasks are done together: joint effects and savings by preparing."""

from collections.abc import Iterable, Iterator

import numpy as np

from koppelkans.case import Beneficiary, Case, Relation, RelationKind, Schedule
from koppelkans.case.labels import label
from koppelkans.opportunity.taken import exists
from koppelkans.opportunity.types import JointEffect
from koppelkans.value.discount import Floats, discount_factor
from koppelkans.value.key_figures import find_key_figure, present_value
from koppelkans.value.types import Category, Entry, EntryKind, Unpriced


def joint_effect_values(case: Case, effect: JointEffect) -> Floats:
    """Return what a joint effect is worth in each planned quarter, as the later of both starts.

    Returns
    -------
    array
        Present values in EUR, one per planned quarter; zeros when its key figure has no value.
    """
    quarters = np.arange(case.last_quarter - case.first_quarter + 1)
    figure = find_key_figure(case, effect.key_figure_id)
    if figure.value is None:
        return np.zeros(len(quarters))
    return effect.quantity * present_value(case, figure, quarters)


def joint_entries(
    schedule: Schedule, joint_effects: Iterable[JointEffect], *, shared: bool
) -> Iterator[Entry | Unpriced]:
    """Yield the joint effects that a schedule has, once each, at the later start.

    Parameters
    ----------
    shared
        Whether partners work together; without it only effects within one partner exist.
    """
    for effect in joint_effects:
        if exists(effect, schedule) and (shared or _same_owner(schedule, effect)):
            starts = (schedule.works[t].start for t in (effect.task_id, effect.other_task_id))
            yield _joint_entry(schedule.case, effect, max(starts) - schedule.case.first_quarter)


def _same_owner(schedule: Schedule, pair: JointEffect | Relation) -> bool:
    tasks = schedule.case.task
    return tasks[pair.task_id].partner_id == tasks[pair.other_task_id].partner_id


def _joint_entry(case: Case, effect: JointEffect, quarter: int) -> Entry | Unpriced:
    figure = find_key_figure(case, effect.key_figure_id)
    name = next(rule.name for rule in case.opportunity_rules if rule.id == effect.rule_id)
    if figure.value is None:
        return Unpriced(
            name=name,
            key_figure_id=figure.id,
            unit=figure.unit,
            quantity=effect.quantity,
            partner_id=effect.partner_id,
            beneficiary=effect.beneficiary,
            task_id=effect.task_id,
        )
    eur = effect.quantity * float(present_value(case, figure, np.array([quarter]))[0])
    return Entry(
        kind=EntryKind.JOINT_EFFECT,
        category=Category.BENEFIT if eur >= 0 else Category.COST,
        name=name,
        partner_id=effect.partner_id,
        beneficiary=effect.beneficiary,
        task_id=effect.task_id,
        key_figure_id=figure.id,
        eur=eur,
    )


def saving_entries(schedule: Schedule, *, shared: bool) -> Iterator[Entry]:
    """Yield what owners save because another task prepared theirs and had ended before."""
    for relation in schedule.case.relations:
        if (
            relation.kind is RelationKind.PREPARES
            and prepares(relation, schedule)
            and (shared or _same_owner(schedule, relation))
        ):
            other = schedule.works[relation.other_task_id]
            start = other.start - schedule.case.first_quarter
            factor = discount_factor(schedule.case.area.discount_rate, start)
            yield Entry(
                kind=EntryKind.SAVING,
                category=Category.BENEFIT,
                name=relation.reason or label(EntryKind.SAVING),
                partner_id=other.task.partner_id,
                beneficiary=Beneficiary.PARTNER,
                task_id=other.task.id,
                eur=relation.saving_eur * factor,
            )


def prepares(relation: Relation, schedule: Schedule) -> bool:
    """Whether both tasks are done, and the one that prepares has ended before the other starts."""
    work = schedule.works.get(relation.task_id)
    other = schedule.works.get(relation.other_task_id)
    return (
        work is not None
        and other is not None
        and relation.variant_id in (None, work.variant.id)
        and relation.other_variant_id in (None, other.variant.id)
        and work.end <= other.start
    )

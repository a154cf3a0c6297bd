# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What exists only when two tasks are done together: joint effects and savings by preparing."""

from collections.abc import Iterable, Iterator
from functools import partial

import numpy as np

from koppelkans.case import Beneficiary, Case, Relation, RelationKind, Schedule
from koppelkans.case.labels import label
from koppelkans.language import N_
from koppelkans.opportunity.taken import exists
from koppelkans.opportunity.types import JointEffect
from koppelkans.value.discount import Floats, Integers
from koppelkans.value.effects import worth_stream
from koppelkans.value.figures import price_figure
from koppelkans.value.lines import Figure, Line
from koppelkans.value.steps import (
    cost_rate_step,
    discount_step,
    figure_rate_step,
    given,
    price_step,
)
from koppelkans.value.streams import Stream
from koppelkans.value.trace import Reference, Step, multiply
from koppelkans.value.types import Category, Entry, EntryKind, Unpriced


def joint_effect_values(case: Case, effect: JointEffect) -> Floats:
    """Return what a joint effect is worth in each planned quarter, as the later of both starts.

    Returns
    -------
    array
        Present values in EUR, one per planned quarter; zeros when its key figure has no value.
    """
    quarters = np.arange(case.last_quarter - case.first_quarter + 1)
    return _joint_stream(case, effect, quarters).eur


def joint_lines(
    schedule: Schedule, joint_effects: Iterable[JointEffect], *, shared: bool
) -> Iterator[Line | Unpriced]:
    """Yield the joint effects that a schedule has, once each, at the later start.

    Parameters
    ----------
    shared
        Whether partners work together; without it only effects within one partner exist.
    """
    for effect in joint_effects:
        if exists(effect, schedule) and (shared or _same_owner(schedule, effect)):
            starts = (schedule.works[t].start for t in (effect.task_id, effect.other_task_id))
            quarter = max(starts) - schedule.case.first_quarter
            stream = _joint_stream(schedule.case, effect, np.array([quarter]))
            yield stream.line(effect.task_id, effect.quantity)


def _same_owner(schedule: Schedule, pair: JointEffect | Relation) -> bool:
    tasks = schedule.case.task
    return tasks[pair.task_id].partner_id == tasks[pair.other_task_id].partner_id


def _joint_stream(case: Case, effect: JointEffect, quarters: Integers) -> Stream:
    rule = next(rule for rule in case.opportunity_rules if rule.id == effect.rule_id)
    priced = price_figure(case, effect.key_figure_id)
    per_basis = given("b", N_("Units per basis"), rule, "quantity_per_basis")
    count = effect.quantity / per_basis.number if per_basis.number else 0.0
    counted = Step("k", label(rule.basis), count)
    quantity = multiply("q", N_("Quantity"), counted, per_basis, unit="")
    factors = [quantity, price_step(figure_rate_step(case, priced), priced, quarters)]
    return worth_stream(
        EntryKind.JOINT_EFFECT, priced, factors, rule.name, effect.partner_id, effect.beneficiary,
        rule.id,
    )  # fmt: skip


def saving_lines(schedule: Schedule, *, shared: bool) -> Iterator[Line]:
    """Yield what owners save because another task prepared theirs and had ended before."""
    for relation in schedule.case.relations:
        if (
            relation.kind is RelationKind.PREPARES
            and prepares(relation, schedule)
            and (shared or _same_owner(schedule, relation))
        ):
            yield _saving_line(schedule, relation)


def _saving_line(schedule: Schedule, relation: Relation) -> Line:
    other = schedule.works[relation.other_task_id]
    start = other.start - schedule.case.first_quarter
    name = relation.reason or label(EntryKind.SAVING)
    saved = given("S", N_("Saving"), relation, "saving_eur", "EUR")
    factor = discount_step(cost_rate_step(schedule.case.area), float(start))
    entry = Entry(
        kind=EntryKind.SAVING,
        category=Category.BENEFIT,
        name=name,
        partner_id=other.task.partner_id,
        beneficiary=Beneficiary.PARTNER,
        task_id=other.task.id,
        source_id=relation.id,
        eur=saved.number * factor.number,
    )
    reference = Reference(relation.table, relation.id, "saving_eur")
    figure = Figure(reference, name, relation.saving_eur, "EUR")
    return Line(entry, figure, factor.number, partial(multiply, "E", name, saved, factor))


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

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a schedule is worth: all entries, each for one partner."""

from collections.abc import Iterable, Iterator

import numpy as np

from koppelkans.case import (
    Beneficiary,
    BoundaryKind,
    Case,
    Excess,
    PartnerKind,
    Schedule,
    Work,
    find_excesses,
    find_occupations,
)
from koppelkans.case.labels import label
from koppelkans.language import N_
from koppelkans.opportunity.types import JointEffect
from koppelkans.value.discount import discount_factor
from koppelkans.value.joint import joint_entries, saving_entries
from koppelkans.value.key_figures import find_key_figure, place_week_costs
from koppelkans.value.occupations import occupation_entries
from koppelkans.value.start_values import find_streams, not_done_value
from koppelkans.value.types import Category, Entry, EntryKind, Unpriced, Valuation


def value_schedule(
    schedule: Schedule, joint_effects: Iterable[JointEffect], *, shared: bool = True
) -> Valuation:
    """Return what a schedule is worth.

    Parameters
    ----------
    schedule
        What is done when.
    joint_effects
        From ``koppelkans.opportunity.find_joint_effects``.
    shared
        Whether partners work together. Without it, as in the baseline, each partner has its own
        occupations, and what exists only together counts within one partner only.

    Returns
    -------
    Valuation
        Present values in EUR at the price level of the case, at the start of its first year.

    Raises
    ------
    ValuationError
        When a key figure that is needed is not in the case. One without a value gives an
        `Unpriced` instead.
    """
    case = schedule.case
    found: list[Entry | Unpriced] = []
    for task in case.tasks:
        work = schedule.works.get(task.id)
        found += _work_entries(case, work) if work else _not_done_entries(case, task.id)
    week_costs = place_week_costs(case)
    for occupation in find_occupations(schedule, shared=shared):
        found += occupation_entries(case, occupation, week_costs)
    found += joint_entries(schedule, joint_effects, shared=shared)
    found += saving_entries(schedule, shared=shared)
    found += _stretch_entries(case, find_excesses(schedule))
    return Valuation(
        entries=tuple(entry for entry in found if isinstance(entry, Entry)),
        unpriced=tuple(entry for entry in found if isinstance(entry, Unpriced)),
    )


def _work_entries(case: Case, work: Work) -> Iterator[Entry | Unpriced]:
    quarters = np.array([work.start - case.first_quarter])
    for stream in find_streams(case, work.task, work.variant, quarters):
        yield Entry(
            kind=stream.kind,
            category=stream.category,
            name=stream.name,
            partner_id=stream.partner_id,
            beneficiary=stream.beneficiary,
            task_id=work.task.id,
            key_figure_id=stream.key_figure_id,
            eur=float(stream.eur[0]),
        )
    for effect in case.effects_of[work.variant.id]:
        figure = find_key_figure(case, effect.key_figure_id)
        if figure.value is None:
            yield Unpriced(
                name=effect.name,
                key_figure_id=figure.id,
                unit=figure.unit,
                quantity=effect.quantity * effect.overlap_factor * (effect.years or 1),
                partner_id=effect.partner_id,
                beneficiary=effect.beneficiary,
                task_id=work.task.id,
            )


def _not_done_entries(case: Case, task_id: str) -> Iterator[Entry]:
    eur = not_done_value(case, task_id)
    if eur:
        yield Entry(
            kind=EntryKind.FAILURE,
            category=Category.COST,
            name=label(EntryKind.FAILURE),
            partner_id=case.task[task_id].partner_id,
            beneficiary=Beneficiary.PARTNER,
            task_id=task_id,
            eur=eur,
        )


WINDOW_NAME = N_("Start outside the window")


def _stretch_entries(case: Case, excesses: Iterable[Excess]) -> Iterator[Entry]:
    boundaries = {boundary.id: boundary for boundary in case.boundaries}
    for excess in excesses:
        if not excess.eur:
            continue
        of_task = excess.table == "tasks"
        partner_id = (
            case.task[excess.id].partner_id
            if of_task
            else boundary_partner(
                case, boundaries[excess.id].kind, boundaries[excess.id].partner_id
            )
        )
        when = excess.when - case.first_quarter
        yield Entry(
            kind=EntryKind.STRETCH,
            category=Category.COST,
            name=WINDOW_NAME if of_task else boundaries[excess.id].name,
            partner_id=partner_id,
            beneficiary=Beneficiary.PARTNER,
            task_id=excess.id if of_task else None,
            eur=-excess.eur * discount_factor(case.area.discount_rate, when),
        )


def boundary_partner(case: Case, kind: BoundaryKind, partner_id: str | None) -> str:
    """Return who pays for stretching a boundary.

    The partner whose budget or crews it is; for closures, reachability, rest and closed seasons
    the municipality, or without one the owner of the first task.
    """
    if kind in (BoundaryKind.BUDGET, BoundaryKind.CREWS) and partner_id is not None:
        return partner_id
    municipalities = (p.id for p in case.partners if p.kind is PartnerKind.MUNICIPALITY)
    return next(municipalities, case.tasks[0].partner_id)

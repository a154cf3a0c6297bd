# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a schedule is worth: all entries, each for one partner."""

from collections.abc import Iterable, Iterator
from functools import partial

import numpy as np

from koppelkans.case import (
    Beneficiary,
    BoundaryKind,
    Case,
    Excess,
    PartnerKind,
    Record,
    Schedule,
    Work,
    find_excesses,
    find_occupations,
)
from koppelkans.language import N_
from koppelkans.opportunity.types import JointEffect
from koppelkans.value.effects import counted_quantity
from koppelkans.value.joint import joint_lines, saving_lines
from koppelkans.value.key_figures import place_week_costs
from koppelkans.value.lines import Figure, Line
from koppelkans.value.occupations import occupation_lines
from koppelkans.value.own_costs import failure_stream
from koppelkans.value.start_values import find_streams
from koppelkans.value.steps import cost_rate_step, discount_step, given
from koppelkans.value.trace import Reference, Step, Trace, multiply
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
    found = tuple(find_lines(schedule, joint_effects, shared=shared))
    return Valuation(
        entries=tuple(line.entry for line in found if isinstance(line, Line)),
        unpriced=tuple(line for line in found if isinstance(line, Unpriced)),
    )


def trace_entries(
    schedule: Schedule, joint_effects: Iterable[JointEffect], *, shared: bool = True
) -> tuple[Trace, ...]:
    """Return how each entry of the same valuation came about, in the same order."""
    found = find_lines(schedule, joint_effects, shared=shared)
    return tuple(line.trace for line in found if isinstance(line, Line))


def find_lines(
    schedule: Schedule, joint_effects: Iterable[JointEffect], *, shared: bool = True
) -> Iterator[Line | Unpriced]:
    """Yield every line of a valuation, and every effect that stays beside the euros."""
    case = schedule.case
    for task in case.tasks:
        work = schedule.works.get(task.id)
        yield from _work_lines(case, work) if work else _not_done_lines(case, task.id)
    week_costs = place_week_costs(case)
    for occupation in find_occupations(schedule, shared=shared):
        yield from occupation_lines(schedule, occupation, week_costs)
    yield from joint_lines(schedule, joint_effects, shared=shared)
    yield from saving_lines(schedule, shared=shared)
    yield from _stretch_lines(case, find_excesses(schedule))


def _work_lines(case: Case, work: Work) -> Iterator[Line | Unpriced]:
    quantities = {e.id: counted_quantity(case, e) for e in case.effects_of[work.variant.id]}
    quarters = np.array([work.start - case.first_quarter])
    for stream in find_streams(case, work.task, work.variant, quarters):
        yield stream.line(work.task.id, quantities.get(stream.source_id or "", 0.0))


def _not_done_lines(case: Case, task_id: str) -> Iterator[Line | Unpriced]:
    task = case.task[task_id]
    if task.failure_rate and task.failure_eur:
        never = case.last_quarter - case.first_quarter + 1
        yield failure_stream(case, task, np.array([never])).line(task_id)


WINDOW_NAME = N_("Start outside the window")


def _stretch_lines(case: Case, excesses: Iterable[Excess]) -> Iterator[Line]:
    boundaries = {boundary.id: boundary for boundary in case.boundaries}
    for excess in excesses:
        if not excess.eur:
            continue
        if excess.table == "tasks":
            task = case.task[excess.id]
            yield _stretch_line(
                case, excess, task, "stretch_eur_per_quarter", WINDOW_NAME, task.partner_id
            )
        else:
            boundary = boundaries[excess.id]
            payer = boundary_partner(case, boundary.kind, boundary.partner_id)
            yield _stretch_line(case, excess, boundary, "stretch_eur", boundary.name, payer)


def _stretch_line(
    case: Case, excess: Excess, record: Record, field: str, name: str, partner_id: str
) -> Line:
    price = given("P", N_("Price of each unit over the limit"), record, field, "EUR")
    over = Step("u", N_("Units over the limit"), excess.eur / price.number)
    when = float(excess.when - case.first_quarter)
    factor = discount_step(cost_rate_step(case.area), when)
    coefficient = -over.number * factor.number
    of_task = excess.table == "tasks"
    entry = Entry(
        kind=EntryKind.STRETCH,
        category=Category.COST,
        name=name,
        partner_id=partner_id,
        beneficiary=Beneficiary.PARTNER,
        task_id=excess.id if of_task else None,
        source_id=None if of_task else excess.id,
        eur=coefficient * price.number,
    )
    figure = Figure(Reference(record.table, record.id, field), name, price.number, "EUR")
    explain = partial(multiply, "E", name, price, over, factor, minus=True)
    return Line(entry, figure, coefficient, explain)


def boundary_partner(case: Case, kind: BoundaryKind, partner_id: str | None) -> str:
    """Return who pays for stretching a boundary.

    The partner whose budget or crews it is; for closures, reachability, rest and closed seasons
    the municipality, or without one the owner of the first task.
    """
    if kind in (BoundaryKind.BUDGET, BoundaryKind.CREWS) and partner_id is not None:
        return partner_id
    municipalities = (p.id for p in case.partners if p.kind is PartnerKind.MUNICIPALITY)
    return next(municipalities, case.tasks[0].partner_id)

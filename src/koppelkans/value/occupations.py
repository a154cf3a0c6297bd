# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What occupations cost: opening, traffic and nuisance, each task its part."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from koppelkans.case import Beneficiary, Case, Occupation, PartnerKind, Schedule
from koppelkans.case.labels import label
from koppelkans.language import N_
from koppelkans.value.attribute import find_levels, split_maximum
from koppelkans.value.discount import discount_factor
from koppelkans.value.key_figures import WeekCost, WeekItem
from koppelkans.value.lines import Figure, Line
from koppelkans.value.steps import (
    cost_rate_step,
    discount_step,
    figure_rate_step,
    figure_step,
    given,
    price_step,
    vat_steps,
)
from koppelkans.value.trace import Reference, Step, add, multiply
from koppelkans.value.types import Category, Entry, EntryKind, Unpriced


class Slice(NamedTuple):
    """One slice of an opening: between two needs, shared, and paid at one moment.

    ``lower`` is the task whose need ends below this slice; None for the lowest slice.
    """

    height: float
    upper: str
    lower: str | None
    sharing: int
    quarter: int


class Weeks(NamedTuple):
    """The part of a task in the closed weeks of one quarter from the first planned one."""

    quarter: int
    weeks: float


def occupation_lines(
    schedule: Schedule, occupation: Occupation, week_costs: Mapping[str, WeekCost]
) -> Iterator[Line | Unpriced]:
    """Yield what one occupation costs, attributed to the tasks in it.

    Opening and closing once, for the most demanding task, each level at the start of the first
    task that needs it. Traffic and nuisance by closed week. Both are split as in
    `split_maximum`; opening and traffic are for the owner of the task, nuisance for the residents
    (for the owner, when they are not at the table).

    Parameters
    ----------
    week_costs
        From `place_week_costs`.
    """
    case = schedule.case
    for task_id, slices in _split_opening(case, occupation).items():
        yield _opening_line(schedule, occupation, task_id, slices)
    items = week_costs[occupation.place_id].items
    first = occupation.first - case.first_quarter
    quarters = np.arange(first, first + len(occupation.weeks))
    factors = [item.factors(quarters).tolist() for item in items]
    for task_id, parts in _split_weeks(occupation, first).items():
        for item, of_quarter in zip(items, factors, strict=True):
            discounted = sum(of_quarter[part.quarter - first] * part.weeks for part in parts)
            yield _week_line(case, occupation.place_id, task_id, item, parts, discounted)


def _split_opening(case: Case, occupation: Occupation) -> dict[str, list[Slice]]:
    """Split the opening level by level, each paid at the first start that needs it."""
    openings = sorted(occupation.openings, key=lambda opening: opening[2])
    parts: defaultdict[str, list[Slice]] = defaultdict(list)
    lower: str | None = None
    for height, position in find_levels([eur for _, _, eur in openings]):
        sharing = openings[position:]
        upper = sharing[0][1]
        start = min(start for start, _, _ in sharing) - case.first_quarter
        for _, task_id, _ in sharing:
            parts[task_id].append(Slice(height, upper, lower, len(sharing), start))
        lower = upper
    return parts


def _split_weeks(occupation: Occupation, first: int) -> dict[str, list[Weeks]]:
    parts: defaultdict[str, list[Weeks]] = defaultdict(list)
    for offset, needs in enumerate(occupation.weeks):
        for task_id, weeks in split_maximum(needs).items():
            parts[task_id].append(Weeks(first + offset, weeks))
    return parts


def _opening_line(
    schedule: Schedule, occupation: Occupation, task_id: str, slices: Sequence[Slice]
) -> Line:
    work, rate = schedule.works[task_id], schedule.case.area.cost_rate
    eur = sum(s.height / s.sharing * discount_factor(rate, s.quarter) for s in slices)
    entry = Entry(
        kind=EntryKind.OPENING,
        category=Category.COST,
        name=label(EntryKind.OPENING),
        partner_id=work.task.partner_id,
        beneficiary=Beneficiary.PARTNER,
        task_id=task_id,
        place_id=occupation.place_id,
        eur=-eur,
    )
    per_metre = work.variant.opening_eur_per_m
    reference = Reference(work.variant.table, work.variant.id, "opening_eur_per_m")
    figure = Figure(reference, work.task.title, per_metre, "EUR/m")
    explain = partial(_explain_opening, schedule, occupation.place_id, slices)
    return Line(entry, figure, -eur / per_metre, explain)


def _explain_opening(schedule: Schedule, place_id: str, slices: Sequence[Slice]) -> Step:
    rate = cost_rate_step(schedule.case.area)
    terms = []
    for number, part in enumerate(slices, start=1):
        factor = discount_step(rate, float(part.quarter))
        shared = Step("m", N_("Tasks that share it"), float(part.sharing))
        height = _slice_step(schedule, place_id, part)
        name = N_("Its part of a slice of the opening")
        eur = part.height / part.sharing * factor.number
        terms.append(Step(f"s{number}", name, eur, "EUR", "h / m * d", (height, shared, factor)))
    total = add("o", N_("Its part of opening and closing"), *terms)
    return multiply("E", label(EntryKind.OPENING), total, minus=True)


def _slice_step(schedule: Schedule, place_id: str, part: Slice) -> Step:
    upper = _need_step(schedule, place_id, part.upper, "b")
    name = N_("Slice of the opening")
    if part.lower is None:
        return Step("h", name, part.height, "EUR", "b", (upper,))
    lower = _need_step(schedule, place_id, part.lower, "a")
    return Step("h", name, part.height, "EUR", "b - a", (upper, lower))


def _need_step(schedule: Schedule, place_id: str, task_id: str, symbol: str) -> Step:
    """Return what a task would pay to open and close a place if it were alone."""
    case, work = schedule.case, schedule.works[task_id]
    price = given("M", N_("Opening and closing"), work.variant, "opening_eur_per_m", "EUR/m")
    length = given("l", N_("Length"), case.place[place_id], "length_m", "m")
    vat = vat_steps(case, work.task.partner_id)
    return multiply(symbol, work.task.title, price, length, *vat)


def _week_line(
    case: Case,
    place_id: str,
    task_id: str,
    item: WeekItem,
    parts: Sequence[Weeks],
    discounted: float,
) -> Line | Unpriced:
    owner = case.task[task_id].partner_id
    nuisance = item.part.kind is EntryKind.NUISANCE
    partner_id = nuisance_partner(case, owner) if nuisance else owner
    coefficient = -item.quantity * discounted
    if item.eur is None:
        return Unpriced(
            name=item.key_figure.name,
            key_figure_id=item.key_figure.id,
            unit=item.key_figure.unit,
            quantity=item.quantity * sum(part.weeks for part in parts),
            partner_id=partner_id,
            beneficiary=item.part.beneficiary,
            task_id=task_id,
            eur_per_price=coefficient,
        )
    figure = Figure.of_key_figure(item.key_figure)
    entry = Entry(
        kind=item.part.kind,
        category=Category.NUISANCE if nuisance else Category.COST,
        name=item.key_figure.name,
        partner_id=partner_id,
        beneficiary=item.part.beneficiary,
        task_id=task_id,
        place_id=place_id,
        key_figure_id=item.key_figure.id,
        eur=coefficient * figure.value,
    )
    return Line(entry, figure, coefficient, partial(_explain_weeks, case, item, parts))


def _explain_weeks(case: Case, item: WeekItem, parts: Sequence[Weeks]) -> Step:
    rate = figure_rate_step(case, item.priced)
    terms = []
    for part in parts:
        weeks = Step("k", N_("Closed weeks that it causes"), part.weeks, "weeks")
        factor = price_step(rate, item.priced, float(part.quarter))
        symbol = f"w{part.quarter}"
        name = N_("Closed weeks in one quarter, discounted")
        terms.append(multiply(symbol, name, weeks, factor, unit="weeks"))
    weeks = add("w", N_("Closed weeks, discounted"), *terms, unit="weeks")
    number = Step("q", N_("Number per week"), item.quantity)
    name = item.key_figure.name
    return multiply("E", name, figure_step(item.priced), number, weeks, minus=True)


def nuisance_partner(case: Case, owner_id: str) -> str:
    """Return on whose account nuisance counts: the residents, or else the one who causes it."""
    residents = (p.id for p in case.partners if p.kind is PartnerKind.RESIDENTS)
    return next(residents, owner_id)

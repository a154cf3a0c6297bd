# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What depends on one task's own variant and start alone, for many starts at once.

`value_schedule` and the optimiser both go through `find_streams`, so that they cannot differ.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from koppelkans.case import Beneficiary, Case, Effect, Task, Variant
from koppelkans.case.labels import label
from koppelkans.value.discount import (
    EVALUATION_YEARS,
    Floats,
    Integers,
    annuity,
    discount_factor,
)
from koppelkans.value.key_figures import find_key_figure, present_value
from koppelkans.value.timing import failure_costs, is_renewal, timing_cost
from koppelkans.value.types import Category, EntryKind, Valued

Weigh = Callable[[Valued], float]


@dataclass(frozen=True)
class Stream:
    """One entry of a valuation for each of a number of starts.

    ``eur`` holds present values, positive for a gain, one per start.
    """

    kind: EntryKind
    category: Category
    name: str
    partner_id: str
    beneficiary: Beneficiary
    key_figure_id: str | None
    eur: Floats


def _all_alike(_entry: Valued) -> float:
    """Weigh every euro the same."""
    return 1.0


def start_values(case: Case, weigh: Weigh = _all_alike) -> dict[tuple[str, str], Floats]:
    """Return what each variant of each task is worth by itself, for every possible start.

    Investment, operation, timing, risk of failure, stretch of its own window and effects: all
    that does not depend on what the others do.

    Parameters
    ----------
    weigh
        How much a euro of a stream counts.

    Returns
    -------
    dict of (task id, variant id) to array
        Present values in EUR, one per quarter in ``case.starts(task_id, variant_id)``.

    Raises
    ------
    ValuationError
        When a key figure is missing from the case.
    """
    values = {}
    for variant in case.variants:
        task, starts = case.task[variant.task_id], case.starts(variant.task_id, variant.id)
        quarters = np.arange(starts.start, starts.stop) - case.first_quarter.index
        total = np.zeros(len(quarters))
        for stream in find_streams(case, task, variant, quarters):
            total += weigh(stream) * stream.eur
        early = task.earliest_start.index - case.first_quarter.index - quarters
        late = quarters - (task.latest_start.index - case.first_quarter.index)
        outside = np.maximum(0, np.maximum(early, late))
        price = outside * task.stretch_eur_per_quarter
        stretch = -price * discount_factor(case.area.discount_rate, quarters)
        total += weigh(_cost(EntryKind.STRETCH, task, stretch)) * stretch
        values[task.id, variant.id] = total
    return values


def not_done_value(case: Case, task_id: str) -> float:
    """Return the present value in EUR of leaving a task out: the risk of failure, negative."""
    return -float(failure_costs(case, case.task[task_id])[-1])


def find_streams(case: Case, task: Task, variant: Variant, quarters: Integers) -> Iterator[Stream]:
    """Yield all entries that depend on this variant and its start alone.

    The price of stretching the window is not among them: `find_excesses` has it.

    Parameters
    ----------
    quarters
        Starts, in quarters from the first planned one; streams hold one amount for each.
    """
    yield from _cost_streams(case, task, variant, quarters)
    end = quarters + variant.duration_quarters
    for effect in case.effects_of[variant.id]:
        stream = _effect_stream(case, effect, end + effect.delay_quarters)
        if stream is not None:
            yield stream


def _cost_streams(case: Case, task: Task, variant: Variant, quarters: Integers) -> Iterator[Stream]:
    rate = case.area.discount_rate
    if variant.investment_eur:
        # Evenly over the quarters of the work: as at its start, times a constant.
        spread = np.mean(discount_factor(rate, np.arange(variant.duration_quarters)))
        at_start = variant.investment_eur * float(spread)
        yield _cost(EntryKind.INVESTMENT, task, -at_start * discount_factor(rate, quarters))
        if is_renewal(task):
            preferred = task.preferred_start - case.first_quarter
            moved = timing_cost(rate, preferred, quarters, variant.life_years)
            yield _cost(EntryKind.TIMING, task, -at_start * moved)
    if variant.operation_eur_per_year:
        years = min(variant.life_years, EVALUATION_YEARS)
        yearly = variant.operation_eur_per_year * annuity(rate, years)
        end = quarters + variant.duration_quarters
        yield _cost(
            EntryKind.OPERATION,
            task,
            -yearly * discount_factor(rate, end),
        )
    if task.failure_rate and task.failure_eur:
        costs = failure_costs(case, task)
        yield _cost(EntryKind.FAILURE, task, -costs[np.clip(quarters, 0, len(costs) - 1)])


def _cost(kind: EntryKind, task: Task, eur: Floats) -> Stream:
    return Stream(kind, Category.COST, label(kind), task.partner_id, Beneficiary.PARTNER, None, eur)


def _effect_stream(case: Case, effect: Effect, quarters: Integers) -> Stream | None:
    figure = find_key_figure(case, effect.key_figure_id)
    if figure.value is None:
        return None
    quantity = effect.quantity * effect.overlap_factor
    worth = quantity * present_value(case, figure, quarters, effect.years)
    gains = quantity * figure.value >= 0
    return Stream(
        EntryKind.EFFECT,
        Category.BENEFIT if gains else Category.COST,
        effect.name,
        effect.partner_id,
        effect.beneficiary,
        figure.id,
        worth,
    )

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What depends on one task's own variant and start alone, for many starts at once.

`value_schedule` and the optimiser both go through `find_streams`, so that they cannot differ.
"""

from collections.abc import Callable, Iterator

import numpy as np

from koppelkans.case import Beneficiary, Case, Task, Variant
from koppelkans.value.discount import Floats, Integers, discount_factor
from koppelkans.value.effects import effect_streams
from koppelkans.value.own_costs import cost_streams
from koppelkans.value.streams import Stream
from koppelkans.value.timing import failure_costs
from koppelkans.value.types import Category, Entry, EntryKind, Valued

Weigh = Callable[[Valued], float]


def _all_alike(_entry: Valued) -> float:
    """Weigh every euro the same."""
    return 1.0


def start_values(case: Case, weigh: Weigh = _all_alike) -> dict[tuple[str, str], Floats]:
    """Return what each variant of each task is worth by itself, for every possible start.

    Investment, residual value, operation, timing, risk of failure, stretch of its own window and
    effects: all that does not depend on what the others do.

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
        paid = Entry(
            kind=EntryKind.STRETCH,
            category=Category.COST,
            name="",
            partner_id=task.partner_id,
            beneficiary=Beneficiary.PARTNER,
            eur=-1.0,
        )
        total -= weigh(paid) * price * discount_factor(case.area.cost_rate, quarters)
        values[task.id, variant.id] = total
    return values


def not_done_value(case: Case, task_id: str) -> float:
    """Return the present value in EUR of leaving a task out: the risk of failure, negative."""
    return -float(failure_costs(case, case.task[task_id])[-1])


def find_streams(case: Case, task: Task, variant: Variant, quarters: Integers) -> Iterator[Stream]:
    """Yield all entries that depend on this variant and its start alone.

    The price of stretching the window is not among them: `find_excesses` has it. Effects whose
    key figure has no value are among them, at zero euros: see `Stream.is_priced`.

    Parameters
    ----------
    quarters
        Starts, in quarters from the first planned one; streams hold one amount for each.
    """
    yield from cost_streams(case, task, variant, quarters)
    yield from effect_streams(case, variant, quarters + variant.duration_quarters)

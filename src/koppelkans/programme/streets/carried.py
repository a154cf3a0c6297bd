# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prices between parts in words of the case, so that they prove a bound on a like case as well.

Whatever the prices, one sweep over all parts makes a bound of them. What another case lacks is
left out, what it has besides begins without a price.
"""

from collections.abc import Callable, Iterator

import numpy as np

from koppelkans.case import BoundaryKind
from koppelkans.programme.large.arrays import Flags
from koppelkans.programme.large.lower import LowerBound
from koppelkans.programme.large.names import pack_tables
from koppelkans.programme.large.packed import Floats
from koppelkans.programme.large.tables import make_tables
from koppelkans.programme.model.matrix import Key
from koppelkans.programme.model.problem import Problem
from koppelkans.programme.streets.prices import PartPrices, Said

IMPOSSIBLE = 1e10
"""More than anything costs that can be."""
SWEEPS = 2
"""Sweeps over another case before its bound is taken: the second one still gains."""
COUNTED = (BoundaryKind.CREWS, BoundaryKind.CLOSURES, BoundaryKind.CLOSED_SEASON,
           BoundaryKind.REACHABILITY)  # fmt: skip


def make_bound(
    problem: Problem, prices: PartPrices | None = None, stop: Callable[[], bool] = bool
) -> LowerBound:
    """Return a bound that has proven nothing yet, with prices to begin from.

    Told to ``stop``, it builds no more streets.
    """
    arrays = make_tables(problem)
    known = prices.plans if prices is not None else None
    bound = LowerBound(arrays, pack_tables(arrays), known, stop)
    if prices is not None:
        _take_prices(bound, problem, prices)
    return bound


def bound_by_parts(problem: Problem, prices: PartPrices) -> tuple[float, Floats]:
    """Return the bound in EUR that prices prove, and what each start costs beyond it."""
    bound = make_bound(problem, prices)
    for _ in range(SWEEPS):
        bound.improve()
    return -bound.proven_eur, bound.reduced()


def read_prices(bound: LowerBound, problem: Problem) -> PartPrices:
    """Return the prices of a bound."""
    counted, budgets = find_rows(problem)
    # What is impossible here may be possible in another case: it begins anew there.
    possible = bound.node < IMPOSSIBLE
    left_out = np.where(bound.none < IMPOSSIBLE, 1.0, 0.0)
    return PartPrices(
        counters={id_: row.copy() for id_, row in zip(counted, bound.counter, strict=True)},
        budgets={id_: row.copy() for id_, row in zip(budgets, bound.budget, strict=True)},
        said={
            key: Said(
                float(none[at] * left_out[task]), _by_variant(problem, task, starts, possible)
            )
            for key, task, starts, none, at in _messages(bound, problem)
        },
        step=bound.step,
        plans=bound.plans,
    )


def _take_prices(bound: LowerBound, problem: Problem, prices: PartPrices) -> None:
    counted, budgets = find_rows(problem)
    counter, budget = np.zeros_like(bound.counter), np.zeros_like(bound.budget)
    for rows, ids, known in (
        (counter, counted, prices.counters),
        (budget, budgets, prices.budgets),
    ):
        for row, id_ in zip(rows, ids, strict=True):
            if id_ in known and known[id_].shape == row.shape:
                row[:] = known[id_]
    bound.set_prices(np.where(bound.arrays.c_applies, counter, 0.0), budget)
    bound.step = prices.step
    for key, task, starts, none, at in _messages(bound, problem):
        said = prices.said.get(key)
        if said is None:
            continue
        more = np.concatenate(
            [np.zeros(0), *(_restrict(said, o.variant_id, o.first, len(o.columns))
                            for o in problem.options[task])]
        )  # fmt: skip
        starts[:] += more
        columns = [column for o in problem.options[task] for column in o.columns]
        bound.node[columns] += more
        if bound.arrays.t_optional[task]:
            none[at] += said.none
            bound.none[task] += said.none


def _restrict(said: Said, variant_id: str, first: int, count: int) -> Floats:
    """Return what was said of the starts of a variant, 0 for those that were not there."""
    row = np.zeros(count)
    if variant_id in said.starts:
        since, known = said.starts[variant_id]
        low, high = max(first, since), min(first + count, since + len(known))
        if low < high:
            row[low - first : high - first] = known[low - since : high - since]
    return row


def _by_variant(
    problem: Problem, task: int, starts: Floats, possible: Flags
) -> dict[str, tuple[int, Floats]]:
    found, at = {}, 0
    for option in problem.options[task]:
        said = starts[at : at + len(option.columns)]
        run = possible[option.columns.start : option.columns.stop]
        found[option.variant_id] = (option.first, np.where(run, said, 0.0))
        at += len(option.columns)
    return found


def find_rows(problem: Problem) -> tuple[list[str], list[str]]:
    """Return the limits in the order of the prices: by quarter, and by year."""
    boundaries = problem.case.boundaries
    return (
        [b.id for b in boundaries if b.kind in COUNTED],
        [b.id for b in boundaries if b.kind is BoundaryKind.BUDGET],
    )


Message = tuple[Key, int, Floats, Floats, int]


def _messages(bound: LowerBound, problem: Problem) -> Iterator[Message]:
    """Yield key, task, what is said of its starts, and where stands what is said of none."""
    case, arrays = problem.case, bound.arrays
    for street, messages in zip(bound.streets, bound.street_messages, strict=True):
        places = tuple(case.places[p].id for p in street.places.tolist())
        for n, task in enumerate(street.tasks.tolist()):
            key: Key = ("street", places, case.tasks[task].id)
            first = int(messages.at[n])
            starts = messages.starts[first : first + bound.per_task[task]]
            yield key, task, starts, messages.none, n
    for place in bound.places.tolist():
        for visitor in range(arrays.p_visitor[place], arrays.p_visitor[place + 1]):
            task, first = int(arrays.visitor_task[visitor]), int(bound.message_at[visitor])
            starts = bound.place_message[first : first + bound.per_task[task]]
            key = ("place", case.places[place].id, case.tasks[task].id)
            yield key, task, starts, bound.message_none, visitor
    for row in bound.pairs.tolist():
        for task, first in zip(row[:2], row[2:], strict=True):
            pair = tuple(case.tasks[n].id for n in row[:2])
            last = first + int(bound.per_task[task])
            yield (("pair", pair, case.tasks[task].id), task,
                   bound.pair_message[first:last], bound.pair_message, last)  # fmt: skip

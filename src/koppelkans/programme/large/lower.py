# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A bound that rises sweep by sweep: prices between parts, and prices of what all share."""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

import numpy as np

from koppelkans.case import QUARTERS_PER_YEAR
from koppelkans.programme.large.arrays import Flags
from koppelkans.programme.large.bound import least_of_tasks, sweep_pairs, sweep_places
from koppelkans.programme.large.packed import Floats, Integers, Packed
from koppelkans.programme.large.plan_dp import NEVER
from koppelkans.programme.large.prices import charge, cost_of_limits, count_use, price_closures
from koppelkans.programme.large.tables import Tables
from koppelkans.programme.streets.parts import Cutter, Street
from koppelkans.programme.streets.plan import KnownPlans
from koppelkans.programme.streets.update import update_street

FIRST_STEP = 0.007
"""Part of the price of stretching by which a price follows at first."""
BLUR = 0.001
"""How much dearer than the cheapest start another one is that weighs 1/e times as much.

As a part of what the starts of a task usually differ. See docs/decisions/0019.
"""
PATIENCE = 6
"""Moves of prices without a better bound, after which all goes back to the best and moves less."""
ROUNDING = 1e-8
AT_ONCE = 500
"""Parts between two looks at whether to stop."""


class Kept(NamedTuple):
    """Where the bound was best: what it was, prices of limits, and what all parts said."""

    eur: float
    counter: Floats
    budget: Floats
    said: list[Floats]


class StreetMessages:
    """What a street says of the starts of its tasks, and of leaving them out."""

    def __init__(self, street: Street, per_task: Integers) -> None:
        at = np.concatenate([[0], np.cumsum(per_task[street.tasks])])
        self.at: Integers = at[:-1].astype(np.int64)
        self.starts: Floats = np.zeros(int(at[-1]))
        self.none: Floats = np.zeros(len(street.tasks))


class LowerBound:
    """The least that any programme costs, as far as it is proven.

    Attributes
    ----------
    least_eur
        In the same euros as the cost of `FastAnnealer`: minus the net value.
    proven_eur
        What the last sweep proved; ``least_eur`` is the best of all.
    plans
        Of its streets, for the bound of a like case.
    chosen
        The column of the start that each task wants at these prices, -1: not done.
    """

    def __init__(
        self,
        arrays: Tables,
        tables: Packed,
        known: KnownPlans | None = None,
        stop: Callable[[], bool] = bool,
    ) -> None:
        self.arrays, self.tables = arrays, tables
        columns_task = np.repeat(arrays.o_task, arrays.o_count)
        self.node: Floats = arrays.cost + arrays.t_not_done[columns_task]
        self.none: Floats = np.where(arrays.t_optional, 0.0, NEVER)
        self.constant = -float(arrays.t_not_done.sum())
        per_task = np.bincount(columns_task, minlength=len(arrays.t_optional))
        self.per_task: Integers = per_task
        self._make_messages(per_task, Cutter(arrays, known), stop)
        self.counter: Floats = np.zeros_like(arrays.c_price)
        self.budget: Floats = np.zeros(arrays.b_applies.shape)
        self.sweeps = 0
        self.step = FIRST_STEP
        self.least_eur = self.last_eur = self.proven_eur = -np.inf
        self.best: Kept | None = None
        self.worse = 0
        self.blur = BLUR * _usual_span(arrays)
        self.chosen: Integers = np.full(len(arrays.t_optional), -1)

    def _make_messages(self, per_task: Integers, cutter: Cutter, stop: Callable[[], bool]) -> None:
        arrays = self.arrays
        at = np.concatenate([[0], np.cumsum(per_task[arrays.visitor_task])])
        self.message_at: Integers = at[:-1].astype(np.int64)
        self.place_message: Floats = np.zeros(int(at[-1]))
        self.message_none: Floats = np.zeros(len(arrays.visitor_task))
        self.streets = cutter.cut(stop)
        self.plans: KnownPlans = cutter.plans
        inside = {int(place) for street in self.streets for place in street.places}
        self.places: Integers = np.array(
            [p for p in range(len(arrays.week_eur)) if p not in inside], dtype=np.int64
        )
        self.street_messages = [StreetMessages(street, per_task) for street in self.streets]
        pairs = self._find_pairs(cutter.taken)
        lengths = per_task[pairs] + 1
        self.most = int(per_task.max(initial=0)) + 1
        where = np.concatenate([[0], np.cumsum(lengths.reshape(-1))])
        self.pair_message: Floats = np.zeros(int(where[-1]))
        self.pairs: Integers = np.concatenate([pairs, where[:-1].reshape(-1, 2)], axis=1).astype(
            np.int64
        )

    def _find_pairs(self, taken: set[tuple[int, int]]) -> Integers:
        arrays = self.arrays
        first = np.repeat(np.arange(len(arrays.t_optional)), np.diff(arrays.m_ptr))
        both = np.concatenate(
            [np.stack([first, arrays.m_other], 1), np.stack([arrays.l_first, arrays.l_second], 1)]
        )
        pairs = np.unique(np.sort(both, axis=1), axis=0).reshape(-1, 2)
        left = [(a, b) for a, b in pairs.tolist() if (a, b) not in taken]
        return np.array(left, dtype=np.int64).reshape(-1, 2)

    def improve(self, stop: Callable[[], bool] = bool) -> float:
        """Do one sweep over all parts, there or back; return the best bound so far.

        A sweep that is stopped proves nothing.
        """
        back = slice(None, None, 1 if self.sweeps % 2 == 0 else -1)
        streets = range(len(self.streets))[back]
        if self._solve(streets, self.places[back], np.ascontiguousarray(self.pairs[back]), stop):
            self.sweeps += 1
            self.measure()
        return self.least_eur

    def improve_around(self, tasks: Collection[int]) -> float:
        """Solve only the parts of some tasks again; return what is proven then.

        That is a bound when nothing has changed for the others since a whole sweep.
        """
        among = list(tasks)
        streets = [n for n, s in enumerate(self.streets) if np.isin(s.tasks, among).any()]
        ends = self.arrays.p_visitor
        places = [
            place
            for place in self.places.tolist()
            if np.isin(self.arrays.visitor_task[ends[place] : ends[place + 1]], among).any()
        ]
        pairs = self.pairs[np.isin(self.pairs[:, :2], among).any(axis=1)]
        self._solve(streets, np.array(places, dtype=np.int64), np.ascontiguousarray(pairs), bool)
        self.measure()
        return self.proven_eur

    def copy_state(self) -> list[Floats]:
        """Return what all parts say now, for `put_back`."""
        return [row.copy() for row in self._rows()]

    def put_back(self, state: list[Floats]) -> None:
        """Let all parts say again what they said."""
        for row, kept in zip(self._rows(), state, strict=True):
            row[:] = kept
        self.measure()

    def _rows(self) -> list[Floats]:
        said = [row for m in self.street_messages for row in (m.starts, m.none)]
        return [self.node, self.none, self.place_message, self.message_none, self.pair_message,
                *said]  # fmt: skip

    def forget_said(self, task: int, starts: Flags) -> None:
        """Forget what parts say of some starts of a task; what they cost is for who asks."""
        for street, messages in zip(self.streets, self.street_messages, strict=True):
            for n in np.flatnonzero(street.tasks == task):
                messages.starts[messages.at[n] :][: len(starts)][starts] = 0.0
        for visitor in np.flatnonzero(self.arrays.visitor_task == task):
            self.place_message[self.message_at[visitor] :][: len(starts)][starts] = 0.0
        for side in (0, 1):
            for row in self.pairs[self.pairs[:, side] == task]:
                self.pair_message[row[2 + side] :][: len(starts)][starts] = 0.0

    def _solve(
        self, streets: Iterable[int], places: Integers, pairs: Integers, stop: Callable[[], bool]
    ) -> bool:
        """Solve parts one after another; return whether it came to the end."""
        closed = price_closures(self.arrays, self.counter)
        for n in streets:
            street, messages = self.streets[n], self.street_messages[n]
            update_street(
                self.tables, street.tasks, street.places, street.of_option, street.plans,
                street.window, self.node, self.none, messages.starts, messages.none,
                messages.at, closed,
            )  # fmt: skip
            if stop():
                return False
        for first in range(0, len(places), AT_ONCE):
            sweep_places(
                self.tables, places[first : first + AT_ONCE], self.node, self.none,
                self.place_message, self.message_none, self.message_at, closed,
            )  # fmt: skip
            if stop():
                return False
        for first in range(0, len(pairs), AT_ONCE):
            sweep_pairs(self.tables, self.node, self.none, pairs[first : first + AT_ONCE],
                        self.pair_message, self.most)  # fmt: skip
            if stop():
                return False
        return True

    def measure(self) -> None:
        """Add up what is proven now that every part has been solved."""
        least = least_of_tasks(self.tables, self.node, self.none, self.chosen)
        limits = cost_of_limits(self.arrays, self.counter, self.budget)
        # A hair lower: sums of millions of numbers are not exact.
        size = (
            abs(self.constant)
            + abs(limits)
            + abs(least)
            + float(np.abs(self.arrays.cost).max(initial=0.0))
        )
        self.last_eur = self.constant + least + limits
        self.proven_eur = self.last_eur - ROUNDING * size
        self.least_eur = max(self.least_eur, self.proven_eur)

    def reduced(self) -> Floats:
        """Return what each start costs at least beyond ``proven_eur``, right after a sweep."""
        tasks = np.repeat(np.arange(len(self.per_task)), self.per_task)
        least = self.none.copy()
        np.minimum.at(least, tasks, self.node)
        found: Floats = self.node - least[tasks]
        return found

    def weights(self) -> Floats:
        """Return how much of each start its task wants now: most of the cheapest, all in all 1.

        Prices that follow the cheapest starts alone jump from one to the other and stay far from
        the best; these move as smoothly as what tasks want does.
        """
        tasks = np.repeat(np.arange(len(self.per_task)), self.per_task)
        least = self.none.copy()
        np.minimum.at(least, tasks, self.node)
        weights = np.exp(np.maximum(-700.0, (least[tasks] - self.node) / self.blur))
        total = np.exp(np.maximum(-700.0, (least - self.none) / self.blur))
        np.add.at(total, tasks, weights)
        found: Floats = weights / total[tasks]
        return found

    def follow(self) -> None:
        """Let the prices of limits follow what the tasks want now.

        When the bound has not gained for some time, everything goes back to where it was best,
        what parts say too, and moves half as much: messages that have got used to worse prices
        would stay stuck there.
        """
        if self.best is None or self.last_eur > self.best.eur:
            self.best = Kept(self.last_eur, self.counter, self.budget, self.copy_state())
            self.worse = 0
        else:
            self.worse += 1
        if self.worse == PATIENCE:
            self.counter, self.budget = self.best.counter, self.best.budget
            self.put_back(self.best.said)
            self.step /= 2
            self.worse = 0
        arrays = self.arrays
        used, spent = np.zeros_like(self.counter), np.zeros_like(self.budget)
        closed = np.zeros(arrays.week_eur.shape)
        count_use(self.tables, len(arrays.o_task), self.weights(), used, spent, closed)
        self.set_prices(self._counter_prices(used), self._budget_prices(spent))

    def _counter_prices(self, used: Floats) -> Floats:
        arrays = self.arrays
        limit = arrays.c_limit[:, None]
        room = limit + arrays.c_stretch[:, None] * (self.counter > arrays.c_price)
        scale = np.where(arrays.c_price > 0, arrays.c_price, arrays.c_price.max(initial=1.0))
        pull = np.clip((used - room) / np.maximum(1.0, limit), -1, 1)
        moved = np.clip(self.counter + self.step * scale * pull, 0, scale)
        moved[arrays.g_counter] = 0.0
        return np.where(arrays.c_applies, moved, 0.0)

    def _budget_prices(self, spent: Floats) -> Floats:
        arrays = self.arrays
        price = np.outer(arrays.b_price, arrays.factor[::QUARTERS_PER_YEAR][: spent.shape[1]])
        limit = arrays.b_limit[:, None]
        short = np.where(arrays.b_carries[:, None], np.cumsum(spent - limit, axis=1), spent - limit)
        scale = np.where(price > 0, price, price.max(initial=0.05))
        pull = self.step * scale * np.clip(short / np.maximum(1.0, limit), -1, 1)
        # Money that may be saved is short until a year, which is what all years before it pay.
        after = np.concatenate([self.budget[:, 1:], np.zeros((len(limit), 1))], axis=1)
        steps = np.maximum(0.0, self.budget - after + pull)
        saved = np.cumsum(steps[:, ::-1], axis=1)[:, ::-1]
        moved = np.where(arrays.b_carries[:, None], saved, self.budget + pull)
        return np.clip(moved, 0, scale)

    def set_prices(self, counter: Floats, budget: Floats) -> None:
        """Take these prices for what all share."""
        arrays = self.arrays
        # Money that may be saved is never dearer later on.
        later = np.maximum.accumulate(budget[:, ::-1], axis=1)[:, ::-1]
        budget = np.where(arrays.b_carries[:, None], later, budget) * arrays.b_applies
        options = len(arrays.o_task)
        charge(self.tables, options, counter - self.counter, budget - self.budget, self.node)
        self.counter, self.budget = counter, budget


def _usual_span(arrays: Tables) -> float:
    """Return by how much the starts of a task differ in cost, in EUR on average."""
    first = arrays.o_column[arrays.o_count > 0]
    if not len(first):
        return 1.0
    highest = np.maximum.reduceat(arrays.cost, first)
    lowest = np.minimum.reduceat(arrays.cost, first)
    return max(1e-6, float((highest - lowest).mean()))

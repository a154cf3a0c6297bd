# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""When nothing fits: the smallest set of limits in conflict, and the least that has to give.

First everything may give, at a price. What gives is then held on to, and so on, until what is
held on to cannot be kept: there the conflict is. From that set every limit goes that it can do
without.

Source: Chinneck and Dravnieks (1991), Locating minimal infeasible constraint sets in linear
programs, ORSA Journal on Computing 3(2): the elastic filter and the deletion filter.
"""

import time
from collections.abc import Iterable

import numpy as np

from koppelkans.case import Case, RelationKind, Schedule, find_excesses
from koppelkans.programme.answers import Conflict, Give, Limit
from koppelkans.programme.errors import WishError
from koppelkans.programme.questions.blocked import find_blocked
from koppelkans.programme.questions.feasibility import Impossible, Limits, pin_distance
from koppelkans.programme.wishes import NOTHING, Wishes

LONGER = 3.0
"""Seconds that looking for ways out may take beyond the time given."""

MOST_GIVES = 20
"""A longer list of what could give besides a conflict that is plain helps nobody."""


def find_conflict(
    case: Case, wishes: Wishes = NOTHING, *, seconds: float = 10.0, seed: int = 1
) -> Conflict:
    """Return which limits are in each other's way, and by how much they would have to give.

    Parameters
    ----------
    seconds
        Clock time at the most, about.

    Returns
    -------
    Conflict
        Without limits when it is not proven in time that there is a conflict, or there is none.

    Raises
    ------
    WishError
        When a wish cannot be granted by itself.
    """
    search = _Search(Limits(case, wishes, seed), time.monotonic() + seconds)
    core = _find_plain(case, wishes) or search.find_core()
    if core is None:
        return Conflict(limits=(), minimal=False, ways_out=(), repair=search.repair)
    limits, minimal = search.shrink(core)
    ways_out = tuple(search.find_way_out(limits, limit) for limit in limits)
    return Conflict(limits=limits, minimal=minimal, ways_out=ways_out, repair=search.find_repair())


def _find_plain(case: Case, wishes: Wishes) -> tuple[Limit, ...]:
    try:
        return find_blocked(case, wishes)
    except WishError:
        # Pins that leave a task no start are a conflict too, for the search to name.
        return ()


class _Search:
    def __init__(self, limits: Limits, deadline: float) -> None:
        self.limits, self.deadline = limits, deadline
        self.repair: tuple[Give, ...] = ()

    def _left(self) -> float:
        return self.deadline - time.monotonic()

    def find_core(self) -> tuple[Limit, ...] | None:
        """Return limits that cannot all be kept; None when there are none, or time is up."""
        core: list[Limit] = []
        while self._left() > 0:
            rest = [limit for limit in self.limits.all if limit not in core]
            try:
                schedule = self.limits.solve(core, rest, self._left() / 2)
            except Impossible:
                return tuple(core)
            if schedule is None:
                return None
            gives = find_gives(self.limits, schedule, rest)
            self.repair = self.repair or gives
            if not gives:
                return None
            core += dict.fromkeys(give.limit for give in gives)
            if self.is_impossible(core):
                return tuple(core)
        return None

    def find_repair(self) -> tuple[Give, ...]:
        """Return what gives so that everything fits, as far as there is time to find that."""
        if not self.repair and self._left() > 0:
            schedule = self.limits.solve((), self.limits.all, self._left())
            if schedule is not None:
                gives = find_gives(self.limits, schedule, self.limits.all)
                self.repair = gives if len(gives) <= MOST_GIVES else ()
        return self.repair

    def is_impossible(self, limits: Iterable[Limit]) -> bool | None:
        """Whether it is proven that limits cannot all be kept; None when time is up."""
        if self._left() <= 0:
            return None
        try:
            found = self.limits.solve(tuple(limits), (), self._left())
        except Impossible:
            return True
        return None if found is None else False

    def shrink(self, core: tuple[Limit, ...]) -> tuple[tuple[Limit, ...], bool]:
        """Leave out what a conflict can do without; say whether nothing more can go."""
        minimal = True
        for limit in core:
            rest = tuple(other for other in core if other != limit)
            impossible = self.is_impossible(rest)
            if impossible:
                core = rest
            minimal &= impossible is not None
        return core, minimal

    def find_way_out(self, limits: tuple[Limit, ...], limit: Limit) -> tuple[Give, ...]:
        """Return by how much one limit has to give for the others to be kept.

        Nothing when that was not found in time.
        """
        if self._left() < -LONGER:
            return ()
        others = [other for other in limits if other != limit]
        try:
            schedule = self.limits.solve(others, [limit], max(1.0, self._left()))
        except Impossible:
            # Further than a window is widened: nothing less than letting it go helps.
            return (Give(limit=limit, amount=None),)
        return find_gives(self.limits, schedule, [limit]) if schedule is not None else ()


def find_gives(limits: Limits, schedule: Schedule, giving: Iterable[Limit]) -> tuple[Give, ...]:
    """Return by how much a schedule goes over limits, further than they can stretch."""
    among = set(giving)
    whole = Schedule(limits.case, {choice.task_id: choice for choice in schedule})
    gives = (give for give in gives_of(whole) if give.limit in among)
    return (*gives, *_broken_wishes(limits, schedule, among))


def gives_of(schedule: Schedule) -> tuple[Give, ...]:
    """Return by how much a schedule breaks the limits of its case."""
    relations = {relation.id: relation for relation in schedule.case.relations}
    works, gives = schedule.works, []
    for excess in find_excesses(schedule):
        if not excess.broken:
            continue
        limit = Limit.model_validate({"table": excess.table, "id": excess.id})
        amount: float | None = excess.over - excess.stretch
        if limit.table == "tasks" and limit.id not in works:
            amount = None
        elif limit.table == "relations":
            relation = relations[limit.id]
            both = relation.task_id in works and relation.other_task_id in works
            if not both or relation.kind is RelationKind.EXCLUDES:
                amount = None
        of_boundary = limit.table == "boundaries"
        gives.append(Give(limit=limit, amount=amount, when=excess.when if of_boundary else None))
    return tuple(gives)


def _broken_wishes(limits: Limits, schedule: Schedule, among: set[Limit]) -> Iterable[Give]:
    for limit in sorted(among, key=lambda limit: (limit.table, len(limit.id), limit.id)):
        if limit.table == "exclusions":
            exclusion = limits.wishes.exclusions[int(limit.id)]
            work = schedule.works.get(exclusion.task_id)
            if work is not None and exclusion.variant_id in (None, work.variant.id):
                yield Give(limit=limit, amount=None)
        elif limit.table == "pins":
            pin = limits.wishes.pins[int(limit.id)]
            work = schedule.works.get(pin.task_id)
            if work is None:
                if not pin.if_done:
                    yield Give(limit=limit, amount=None)
            elif pin.variant_id not in (None, work.variant.id):
                yield Give(limit=limit, amount=None)
            elif over := float(pin_distance(pin, work.variant.id, np.array([work.start.index]))[0]):
                yield Give(limit=limit, amount=over)

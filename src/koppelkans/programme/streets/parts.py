# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which places make up a street, and what its tasks mean to each other there."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

import numpy as np

from koppelkans.programme.large.packed import Floats, Integers
from koppelkans.programme.large.tables import Tables
from koppelkans.programme.streets.plan import KnownPlans, Plans
from koppelkans.programme.streets.states import KNOWN, Works, find_states

MOST_TASKS = 10
ALIKE = 0.5
"""Places belong to one street when they share this part of the tasks that come there."""
MOST_STATES, MOST_ARCS = 40_000, 200_000
MOST_NUMBERS = 2.0**62
MOST_GAINS = 60

Pair = tuple[int, int]


@dataclass(frozen=True)
class Street:
    """Places that are planned together, with the tasks that come there.

    Attributes
    ----------
    of_option
        By task of the street and option of the task: its profile.
    pairs
        Pairs of tasks whose gains and relations are looked at here.
    """

    places: Integers
    tasks: Integers
    of_option: Integers
    profiles: int
    plans: Plans
    window: tuple[int, int]
    pairs: frozenset[Pair]


class Cutter:
    """Cuts an area into streets, each small enough to be solved."""

    def __init__(self, arrays: Tables, known: KnownPlans | None = None) -> None:
        self.arrays, self.known = arrays, known or {}
        self.plans: dict[bytes, Plans | None] = {}
        visitors = np.split(arrays.visitor_task, arrays.p_visitor[1:-1])
        self.visitors = [frozenset(tasks.tolist()) for tasks in visitors]
        self.gains = _by_pair(_meetings(arrays))
        self.related = _by_pair(
            (int(first), int(second), (number,))
            for number, (first, second) in enumerate(
                zip(arrays.l_first, arrays.l_second, strict=True)
            )
        )
        self.taken: set[Pair] = set()

    def cut(self, stop: Callable[[], bool] = bool) -> list[Street]:
        """Return the streets; places and pairs that are in none are left for others.

        Those that were not yet built when it was told to stop are left for others as well.
        """
        streets: list[Street] = []
        for places in sorted(self._join(), key=lambda places: -len(self._tasks(places))):
            if stop():
                break
            streets += self._build(places)
        return streets

    def plan(self, works: Works, worth: Integers) -> Plans | None:
        """Return the plans of a street; those of a like case are taken over."""
        key = _key_of(works, self.arrays.worth[worth])
        if key not in self.plans:
            made = self.known[key] if key in self.known else _make_plans(works, worth, self.arrays)
            self.plans[key] = made
        return self.plans[key]

    def _tasks(self, places: Iterable[int]) -> frozenset[int]:
        return frozenset().union(*(self.visitors[place] for place in places))

    def _join(self) -> list[tuple[int, ...]]:
        """Join places with mostly the same tasks, the most alike first."""
        groups: dict[int, tuple[int, ...]] = {
            place: (place,) for place, tasks in enumerate(self.visitors) if tasks
        }
        at_task: dict[int, list[int]] = {}
        for place in groups:
            for task in self.visitors[place]:
                at_task.setdefault(task, []).append(place)
        near = {pair for places in at_task.values() for pair in combinations(sorted(places), 2)}
        alike = sorted((-self._alike((a,), (b,)), a, b) for a, b in near)
        group_of = {place: place for place in groups}
        for _, a, b in alike:
            one, two = group_of[a], group_of[b]
            if one != two and self._alike(groups[one], groups[two]) >= ALIKE:
                groups[one] += groups.pop(two)
                for place in groups[one]:
                    group_of[place] = one
        return list(groups.values())

    def _alike(self, one: tuple[int, ...], two: tuple[int, ...]) -> float:
        first, second = self._tasks(one), self._tasks(two)
        if len(first | second) > MOST_TASKS:
            return 0.0
        return len(first & second) / len(first | second)

    def _build(self, places: tuple[int, ...]) -> Iterator[Street]:
        """Build a street; when it is too much, with less in it, or place by place."""
        tasks = sorted(self._tasks(places))
        if len(tasks) <= MOST_TASKS:
            pairs = set(combinations(tasks, 2)) - self.taken
            for kept in (pairs, {p for p in pairs if p not in self.gains}):
                street = build_street(self, places, tasks, frozenset(kept))
                if street is not None:
                    self.taken |= street.pairs
                    yield street
                    return
        if len(places) > 1:
            for place in places:
                yield from self._build((place,))


def _by_pair(rows: Iterable[tuple[int, int, tuple[int, ...]]]) -> dict[Pair, list[tuple[int, ...]]]:
    found: dict[Pair, list[tuple[int, ...]]] = {}
    for first, second, row in rows:
        found.setdefault((min(first, second), max(first, second)), []).append(row)
    return found


def _meetings(arrays: Tables) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield both tasks and (options of the first, of the other, within, row), each gain once."""
    for task in range(len(arrays.t_optional)):
        for n in range(arrays.m_ptr[task], arrays.m_ptr[task + 1]):
            other = int(arrays.m_other[n])
            if task < other:
                row = (arrays.m_mine[n], arrays.m_others[n], arrays.m_within[n], arrays.m_worth[n])
                yield task, other, tuple(int(number) for number in row)


def build_street(
    cutter: Cutter, places: tuple[int, ...], tasks: list[int], pairs: frozenset[Pair]
) -> Street | None:
    """Return a street in which these pairs are looked at; None when it has too many states."""
    arrays = cutter.arrays
    at = {task: n for n, task in enumerate(tasks)}
    relations = {
        pair: [row[0] for row in cutter.related[pair]] for pair in pairs if pair in cutter.related
    }
    # What is only about some variants stays with the pair: the street would have to remember them.
    apart = {pair for pair, rows in relations.items() if not _for_all(arrays, rows)}
    pairs -= apart
    gains = [(at[a], at[b], *row) for a, b in sorted(pairs) for row in cutter.gains.get((a, b), ())]
    if len(gains) > MOST_GAINS:
        return None
    rows = sorted(row for pair in pairs for row in relations.get(pair, ()))
    profiles, of_option = _find_profiles(arrays, places, tasks, gains)
    works = _make_works(cutter, places, tasks, profiles, gains, rows)
    if works is None:
        return None
    plans = cutter.plan(works, np.array([worth for *_, worth in gains], dtype=np.int64))
    if plans is None:
        return None
    options = [o for t in tasks for o in range(arrays.t_option[t], arrays.t_option[t + 1])]
    possible = [o for o in options if arrays.o_count[o]]
    first = min((int(arrays.o_first[o]) for o in possible), default=0)
    stop = max((int(arrays.o_first[o] + arrays.o_count[o]) for o in possible), default=0)
    return Street(
        np.array(places, dtype=np.int64), np.array(tasks, dtype=np.int64), of_option,
        len(profiles), plans, (first, stop), frozenset(pairs),
    )  # fmt: skip


def _for_all(arrays: Tables, rows: list[int]) -> bool:
    """Whether relations are about whole tasks, and with a lag that a street can count."""

    def whole(task: int, mask: int) -> bool:
        options = int(arrays.t_option[task + 1] - arrays.t_option[task])
        return mask == (1 << options) - 1

    return all(
        whole(int(arrays.l_first[r]), int(arrays.l_mine[r]))
        and whole(int(arrays.l_second[r]), int(arrays.l_others[r]))
        and arrays.l_lag[r] >= 0
        for r in rows
    )


Profile = tuple[int, int, int, float, tuple[float, ...], tuple[bool, ...]]
"""Task, quarters, whether it repaves, weeks, opening by place, and whether each gain is for it."""


def _find_profiles(
    arrays: Tables, places: tuple[int, ...], tasks: list[int], gains: list[tuple[int, ...]]
) -> tuple[list[Profile], Integers]:
    profiles: list[Profile] = []
    most = max(int(arrays.t_option[t + 1] - arrays.t_option[t]) for t in tasks)
    of_option = np.full((len(tasks), max(1, most)), -1)
    for n, task in enumerate(tasks):
        first = int(arrays.t_visit[task])
        visits = {int(arrays.v_place[v]): v - first for v in range(first, arrays.t_visit[task + 1])}
        for bit, option in enumerate(range(arrays.t_option[task], arrays.t_option[task + 1])):
            weeks = float(arrays.o_weeks[option])
            at = int(arrays.o_opening[option])
            profile = (
                n, int(arrays.o_quarters[option]), int(arrays.o_repaves[option]), weeks,
                tuple(
                    float(arrays.opening_eur[at + visits[p]]) if p in visits and weeks > 0 else 0.0
                    for p in places
                ),
                tuple(bool((n == g[0] and g[2] >> bit & 1) or (n == g[1] and g[3] >> bit & 1))
                      for g in gains),
            )  # fmt: skip
            if profile not in profiles:
                profiles.append(profile)
            of_option[n, bit] = profiles.index(profile)
    return profiles, of_option


def _make_works(
    cutter: Cutter,
    places: tuple[int, ...],
    tasks: list[int],
    profiles: list[Profile],
    gains: list[tuple[int, ...]],
    rows: list[int],
) -> Works | None:
    arrays = cutter.arrays
    rests, rest_eur = _find_rests(cutter, places, tasks, profiles)
    kinds = [profile[:5] for profile in profiles]
    masks = [
        [
            sum(1 << n for n, p in enumerate(profiles) if p[0] == task and p[5][g])
            for task in gain[:2]
        ]
        for g, gain in enumerate(gains)
    ]
    at = {task: n for n, task in enumerate(tasks)}
    relations = [
        (int(arrays.l_kind[r]), at[int(arrays.l_first[r])], at[int(arrays.l_second[r])],
         int(arrays.l_lag[r]))
        for r in rows
    ]  # fmt: skip
    lags = max((lag for *_, lag in relations), default=0)
    first, numbers, code = [], [], 1.0
    for task in range(len(tasks)):
        number = KNOWN
        for profile in profiles:
            if profile[0] == task:
                first.append(number)
                number += 1 + _longest(profile, gains, rests, lags)
        numbers.append(number)
        code *= number
    if code > MOST_NUMBERS or len(profiles) > MOST_GAINS:
        return None
    return Works(
        profile=_table([(*p[:3], kinds.index(p[:5])) for p in profiles], 4),
        weeks=np.array([p[3] for p in profiles]),
        opening=np.array([p[4] for p in profiles]).reshape(len(profiles), len(places)),
        visits=_table(
            [[task in cutter.visitors[p] for p in places] for task in tasks], len(places)
        ),
        gains=_table(
            [
                (g[0], mine, g[1], others, g[4])
                for g, (mine, others) in zip(gains, masks, strict=True)
            ],
            5,
        ),
        relations=_table(relations, 4),
        savings=np.array([float(arrays.l_saving[r]) for r in rows]),
        rests=_table(rests, 4),
        rest_eur=np.array(rest_eur, dtype=np.float64),
        first=np.array(first, dtype=np.int64),
        numbers=np.array(numbers, dtype=np.int64),
    )


def _table(rows: Sequence[object], width: int) -> Integers:
    return np.array(rows, dtype=np.int64).reshape(len(rows), width)


def _longest(
    profile: Profile,
    gains: list[tuple[int, ...]],
    rests: list[tuple[int, int, int, int]],
    lags: int,
) -> int:
    """Return after how many quarters nobody can mind any more when it started."""
    task, quarters, repaves = profile[:3]
    within = [gain[4] for gain in gains if task in gain[:2]]
    rest = [row[3] for row in rests if row[0] == task and repaves]
    return max([quarters, quarters + lags, *within, *(quarters + most for most in rest)])


def _find_rests(
    cutter: Cutter, places: tuple[int, ...], tasks: list[int], profiles: list[Profile]
) -> tuple[list[tuple[int, int, int, int]], list[float]]:
    """Return who should wait for whom after repaving, and what a quarter too soon costs."""
    arrays = cutter.arrays
    found: dict[tuple[int, int, int, int], float] = {}
    pavers = {p[0] for p in profiles if p[2] and p[3] > 0}
    for place in places:
        here = [n for n, task in enumerate(tasks) if task in cutter.visitors[place]]
        for r in arrays.rest[arrays.rest_ptr[place] : arrays.rest_ptr[place + 1]]:
            if not arrays.r_applies[r].all():
                # Left out, which only makes the bound weaker.
                continue
            most = int(arrays.r_rest[r])
            hard = most - int(arrays.r_stretch[r] + 1e-6)
            for paver in pavers.intersection(here):
                for other in here:
                    if other != paver:
                        key = (paver, other, hard, most)
                        found[key] = found.get(key, 0.0) + float(arrays.r_price[r])
    return list(found), list(found.values())


def _key_of(works: Works, gains: Floats) -> bytes:
    """Return what tells the plans of a street from all others: everything they are made of."""
    found = blake2b(digest_size=16)
    for row in (*works, gains):
        found.update(repr((row.shape, row.dtype.str)).encode())
        found.update(np.ascontiguousarray(row).tobytes())
    return found.digest()


def _make_plans(works: Works, worth: Integers, arrays: Tables) -> Plans | None:
    places = works.visits.shape[1]
    arcs = np.empty((MOST_ARCS, 4), dtype=np.int64)
    arc_eur, following = np.empty(MOST_ARCS), np.empty(MOST_STATES, dtype=np.int64)
    weeks = np.zeros((MOST_STATES, places))
    undone = np.empty(MOST_STATES, dtype=np.int64)
    count, many = find_states(works, arcs, arc_eur, following, weeks, undone)
    if count < 0:
        return None
    arcs, arc_eur = arcs[:many], arc_eur[:many]
    order = np.argsort(arcs[:, 2], kind="stable")
    masks, row = np.unique(arcs[:, 3], return_inverse=True)
    gains = np.zeros((len(masks), arrays.week_eur.shape[1]))
    for n, mask in enumerate(masks.tolist()):
        for g, worth_row in enumerate(worth.tolist()):
            if mask >> g & 1:
                gains[n] += arrays.worth[worth_row]
    arc_ptr = np.searchsorted(arcs[order, 2], np.arange(len(works.weeks) + 1))
    arcs[:, 2] = row
    ways, busy = _unique_rows(weeks[:count])
    return Plans(
        arcs=arcs[order, :3].astype(np.int32),
        arc_ptr=arc_ptr,
        arc_eur=arc_eur[order].copy(),
        following=following[:count].astype(np.int32),
        busy=busy.astype(np.int32),
        weeks=ways,
        gains=gains,
        undone=undone[:count].astype(np.int32),
    )


def _unique_rows(rows: Floats) -> tuple[Floats, Integers]:
    """Return the rows that differ, and which of them each is; by column, as that is much faster."""
    code = np.zeros(len(rows), dtype=np.int64)
    for column in rows.T:
        values, number = np.unique(column, return_inverse=True)
        code = np.unique(code * len(values) + number, return_inverse=True)[1]
    _, first, which = np.unique(code, return_index=True, return_inverse=True)
    return rows[first], which

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is proposed together: it can start there, keeps what it depends on, and can be undone."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.city import generate_case
from koppelkans.case import Case, RelationKind
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme.large.anneal import FastAnnealer
from koppelkans.programme.large.layout import OTHERS, WHOLE
from koppelkans.programme.large.moves import attempt
from koppelkans.programme.large.proposals import propose, take_along
from koppelkans.programme.large.tries import TOO_MANY, draw, intend
from koppelkans.programme.model.problem import Option, make_problem
from koppelkans.programme.trying.anneal import HOT, WARM
from tests.programme.drawn import DRAWN, tiny_cases


@dataclass(frozen=True)
class Placed:
    """Where a task would be: in which option, from when."""

    option: Option
    start: int

    @property
    def end(self) -> int:
        return self.start + self.option.duration


class Moves:
    """A search over a case, whose proposals are read in words of the case."""

    def __init__(self, case: Case, seed: int) -> None:
        self.case = case
        self.problem = make_problem(case, find_joint_effects(case))
        self.flat = [option for row in self.problem.options for option in row]
        self.fast = FastAnnealer(self.problem, seed)
        self.fast.construct(lambda: False)
        self.numbers = {task.id: n for n, task in enumerate(case.tasks)}

    def now(self) -> dict[str, Placed | None]:
        return {id_: self.placed(self.fast.option[n], self.fast.start[n])
                for id_, n in self.numbers.items()}  # fmt: skip

    def proposed(self) -> dict[str, Placed | None]:
        tries = self.fast.tries
        count = int(tries.numbers[1])
        ids = [self.case.tasks[n].id for n in tries.moved[:count].tolist()]
        assert len(ids) == len(set(ids)), "no task moves twice"
        rows = zip(ids, tries.to_option[:count], tries.to_start[:count], strict=True)
        return {id_: self.placed(option, start) for id_, option, start in rows}

    def placed(self, option: int, start: int) -> Placed | None:
        return Placed(self.flat[int(option)], int(start)) if option >= 0 else None

    def take_along(self, task_id: str, option: int, start: int) -> bool:
        """Let one task move, and others with it; say whether they also make way."""
        tries = self.fast.tries
        tries.numbers[1] = 0
        intend(tries, self.numbers[task_id], option, start)
        makes_way = draw(tries._replace(random=tries.random.copy())) < 0.5
        take_along(self.fast.tables, self.fast.state, tries)
        return makes_way


def rest_after(case: Case, place_id: str, quarter: int) -> int:
    """Return how many quarters a place must rest, for what would start in a quarter."""
    year = (case.first_quarter + quarter).year
    rests = [
        round(4 * b.limit)
        for b in case.boundaries
        if b.kind == "rest"
        and place_id in (b.place_ids or tuple(case.place))
        and (b.first_year or year) <= year <= (b.last_year or year)
    ]
    return max(rests, default=0)


@st.composite
def moves_of_one(draw_: Any) -> tuple[Moves, str, int, int]:
    moves = Moves(draw_(tiny_cases()), draw_(st.integers(1, 1000)))
    can = [o for o in moves.flat if len(o.columns)]
    option = draw_(st.sampled_from(can))
    task = moves.case.task[option.task_id]
    if task.optional and draw_(st.booleans()):
        return moves, task.id, -1, 0
    start = draw_(st.integers(option.first, option.stop - 1))
    return moves, task.id, next(n for n, o in enumerate(moves.flat) if o is option), start


@settings(DRAWN, max_examples=150)
@given(moves_of_one())
def test_what_moves_along_can_start_there_and_keeps_what_it_depends_on(drawn):
    keeps_what_it_depends_on(*drawn)


def test_the_same_in_a_city_where_works_come_before_a_repaving_and_streets_rest():
    moves = Moves(generate_case(60, 1).case, seed=3)
    random = np.random.default_rng(3)
    longest = put_off = 0
    for number in random.permutation(len(moves.flat))[:100].tolist():
        option = moves.flat[number]
        if option.first < option.stop:
            start = int(random.integers(option.first, option.stop))
            alone = moves.now() | {option.task_id: Placed(option, start)}
            if option.repaves:
                here = (moves.case, option.task_id, Placed(option, start), alone)
                put_off += bool(disturbing(*here, {option.task_id}))
            longest = max(longest, keeps_what_it_depends_on(moves, option.task_id, number, start))
    assert longest >= 4, "a chain: trees, street, sewer and water main"
    assert put_off >= 5, "repaving that others would have to wait for"


def keeps_what_it_depends_on(moves: Moves, task_id: str, option: int, start: int) -> int:
    """Check what moves along with a task that moves; return how many move."""
    makes_way = moves.take_along(task_id, option, start)
    proposed, now = moves.proposed(), moves.now()
    if not proposed:
        assert option < 0, "only what cannot be left out stops a move"
        return 0
    assert len(proposed) < TOO_MANY
    assert next(iter(proposed)) == task_id
    assert proposed[task_id] == moves.placed(option, start)
    for placed in proposed.values():
        assert placed is None or placed.option.first <= placed.start < placed.option.stop
    after = now | proposed
    for relation in moves.case.relations:
        pair = (relation.task_id, relation.other_task_id)
        if relation.kind is RelationKind.TOGETHER and set(pair) & set(proposed):
            moves_together(proposed, pair)
        if makes_way and len(set(pair) & set(proposed)) == 1:
            assert not in_the_way(relation, after, proposed)
    if makes_way:
        for id_, placed in proposed.items():
            if placed is not None and placed.option.repaves:
                assert not disturbing(moves.case, id_, placed, after, set(proposed))
    return len(proposed)


def moves_together(proposed, pair: tuple[str, str]) -> None:
    assert set(pair) <= set(proposed)
    one, other = (proposed[id_] for id_ in pair)
    assert (one is None) == (other is None)
    if one and other and one.start != other.start:
        # Only where a window does not reach.
        assert clipped(one, other.start) or clipped(other, one.start)


def clipped(placed: Placed, wanted: int) -> bool:
    return not placed.option.first <= wanted < placed.option.stop


def in_the_way(relation, after, proposed) -> bool:
    """Whether one of both moves to where the other, which stays, is too early or too late."""
    one, other = after[relation.task_id], after[relation.other_task_id]
    mover = relation.task_id if relation.task_id in proposed else relation.other_task_id
    if one is None or other is None or proposed[mover] is None:
        return False
    if relation.kind is RelationKind.BEFORE:
        return other.start < one.end + relation.lag_quarters
    if relation.kind is RelationKind.REQUIRES:
        return one.start < other.end + relation.lag_quarters
    return False


def disturbing(case: Case, paver: str, placed: Placed, after, moving: set[str]) -> list[str]:
    """Return the tasks that stay and would start in a street which rests after this repaving."""
    found = []
    for id_, other in after.items():
        if id_ in moving or other is None or other.option.weeks <= 0:
            continue
        shared = set(case.task[paver].place_ids) & set(case.task[id_].place_ids)
        for place_id in shared:
            rest = rest_after(case, place_id, other.start)
            if placed.end <= other.start < placed.end + rest:
                found.append(id_)
    return found


@settings(DRAWN, max_examples=40)
@given(tiny_cases(), st.integers(1, 1000))
def test_what_is_undone_leaves_everything_as_it_was(case, seed):
    fast = Moves(case, seed).fast
    if not len(fast.tries.movable):
        return
    undone = 0
    random = np.random.default_rng(seed)
    for _ in range(60):
        before = fast.state.i.copy(), fast.state.f.copy()
        propose(fast.tables, fast.state, fast.tries, int(random.choice(fast.tries.movable)))
        take_along(fast.tables, fast.state, fast.tries)
        if attempt(fast.tables, fast.state, fast.tries, fast.size, 0.0):
            continue
        undone += 1
        same_numbers(fast, *before)
    assert undone or fast.tries.numbers[0]


def same_numbers(fast: FastAnnealer, whole, others) -> None:
    """Whole numbers exactly; amounts that were added and taken away to within rounding."""
    at = fast.state.at.tolist()
    ends = [*at[1 : len(WHOLE)], len(whole)]
    where = dict(zip(WHOLE, zip(at, ends, strict=False), strict=False))
    placed = np.asarray(whole[: at[1]]) >= 0
    for name, (first, stop) in where.items():
        if name in ("scratch", "list_touched"):
            continue
        one, other = fast.state.i[first:stop], whole[first:stop]
        if name == "start":
            one, other = one[placed], other[placed]
        assert (one == other).all(), name
    scale = max(1.0, float(np.abs(others).max()))
    kept = dict(zip(OTHERS, at[len(WHOLE) : len(WHOLE) + len(OTHERS)], strict=True))
    until = kept["kept"]
    assert fast.state.f[:until] == pytest.approx(others[:until], rel=1e-9, abs=1e-9 * scale)
    total = kept["total"]
    assert (fast.state.f[total : total + 2] == others[total : total + 2]).all()


@pytest.mark.parametrize("seed", [1, 16])
def test_a_street_is_not_stuck_in_the_quarter_of_its_sewer(seed):
    """The year after had no money for it, and another place no way out: three had to move."""
    case = generate_case(200, 1).case
    fast = FastAnnealer(make_problem(case, find_joint_effects(case)), seed)
    fast.construct(lambda: False)
    fast.cycle(120_000, HOT, lambda: False)
    fast.cycle(30_000, WARM, lambda: False)
    assert np.isfinite(fast.best_eur)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.case import Quarter, Relation, RelationKind, find_excesses
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import (
    Exclusion,
    NoProgrammeFound,
    Pin,
    SearchSettings,
    WishError,
    Wishes,
    find_programme,
)
from koppelkans.value import value_schedule
from tests.factories import small_case
from tests.programme.cases import all_schedules, tiny_case

EXACT = SearchSettings(seconds=60, gap=0.0)


def solve(case, wishes):
    return find_programme(case, find_joint_effects(case), EXACT, wishes=wishes)


def grants(schedule, wishes: Wishes) -> bool:
    """Say the same as `Wishes.narrow`, but of a schedule and in other words."""
    works = schedule.works
    return (
        all(_pinned(works.get(pin.task_id), pin) for pin in wishes.pins)
        and not any(
            e.task_id in works and e.variant_id in (None, works[e.task_id].variant.id)
            for e in wishes.exclusions
        )
        and all(_related(works, relation) for relation in wishes.relations)
    )


def _pinned(work, pin: Pin) -> bool:
    if work is None:
        return pin.if_done
    return (
        pin.variant_id in (None, work.variant.id)
        and (pin.first is None or pin.first <= work.start)
        and (pin.last is None or work.start <= pin.last)
    )


def _related(works, relation: Relation) -> bool:
    first, second = works.get(relation.task_id), works.get(relation.other_task_id)
    if relation.kind is RelationKind.TOGETHER:
        return (first and first.start) == (second and second.start)
    return not (first and second) or first.end <= second.start


def wishes_for(case, seed: int) -> Wishes:
    """Return a few wishes on the first tasks of a tiny case."""
    first, second = case.tasks[0], case.tasks[1]
    starts = case.starts(first.id, case.variants_of[first.id][0].id)
    middle = Quarter(starts[len(starts) // 2])
    kinds = [
        Wishes(pins=(Pin(task_id=first.id, first=middle),)),
        Wishes(pins=(Pin.at(first.id, middle),)),
        Wishes(pins=(Pin(task_id=first.id, last=middle, if_done=True),)),
        Wishes(exclusions=(Exclusion(task_id=second.id),)),
        Wishes(
            relations=(
                Relation(id="w", kind="before", task_id=first.id, other_task_id=second.id),
            )
        ),
        Wishes(
            relations=(
                Relation(id="w", kind="together", task_id=first.id, other_task_id=second.id),
            ),
            pins=(Pin(task_id=second.id, variant_id=case.variants_of[second.id][-1].id),),
        ),
    ]  # fmt: skip
    return kinds[seed % len(kinds)]


def best_that_grants(case, wishes: Wishes) -> float | None:
    left_out = {e.task_id for e in wishes.exclusions if e.variant_id is None}
    options = case.model_copy(
        update={"tasks": tuple(
            task.model_copy(update={"optional": task.optional or task.id in left_out})
            for task in case.tasks
        )}
    )  # fmt: skip
    worth = [
        value_schedule(schedule, find_joint_effects(case)).total()
        for schedule in all_schedules(options)
        if grants(schedule, wishes)
        and not any(e.broken and e.id not in left_out for e in find_excesses(schedule))
    ]
    return max(worth, default=None)


@pytest.mark.parametrize("seed", range(24))
def test_wishes_are_granted_and_the_rest_is_as_good_as_can_be(seed):
    case = tiny_case(seed)
    wishes = wishes_for(case, seed)
    best = best_that_grants(case, wishes)
    if best is None:
        with pytest.raises(NoProgrammeFound):
            solve(case, wishes)
        return
    solution = solve(case, wishes)
    assert grants(solution.schedule, wishes)
    assert solution.objective_eur == pytest.approx(best, abs=0.5)


def test_a_pin_outside_the_window_says_what_is_possible():
    case = small_case()
    task = case.tasks[0]
    with pytest.raises(WishError) as failure:
        solve(case, Wishes(pins=(Pin.at(task.id, Quarter.of(2099, 1)),)))
    assert task.title in str(failure.value)
    assert (task.earliest_start + -task.stretch_before).shown in str(failure.value)


def test_all_unknown_names_are_told_at_once():
    case = small_case()
    task = case.tasks[0]
    wishes = Wishes(
        pins=(Pin(task_id="nobody"), Pin(task_id=task.id, variant_id="nothing")),
        exclusions=(Exclusion(task_id="nowhere"),),
        relations=(
            Relation(id="w", kind="before", task_id=task.id, other_task_id="never"),
        ),
    )  # fmt: skip
    with pytest.raises(WishError) as failure:
        solve(case, wishes)
    for name in ("nobody", "nothing", "nowhere", "never"):
        assert name in failure.value.in_language("nl")


def test_pinned_and_left_out_is_refused():
    case = small_case()
    task_id = case.tasks[0].id
    wishes = Wishes(
        pins=(Pin(task_id=task_id),), exclusions=(Exclusion(task_id=task_id),)
    )  # fmt: skip
    with pytest.raises(WishError):
        solve(case, wishes)


def test_wishes_survive_json_and_add_up():
    wishes = Wishes(pins=(Pin.at("a", Quarter.of(2030, 2)),))
    more = Wishes(
        exclusions=(Exclusion(task_id="b"),),
        relations=(Relation(id="w", kind="together", task_id="a", other_task_id="c"),),
    )
    both = wishes.also(more)
    assert Wishes.model_validate_json(both.model_dump_json()) == both
    assert both.pins == wishes.pins
    assert both.exclusions == more.exclusions


def test_a_saving_is_no_wish():
    with pytest.raises(ValueError, match="before"):
        Wishes(relations=(Relation(id="w", kind="prepares", task_id="a", other_task_id="b"),))

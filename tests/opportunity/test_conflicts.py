# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
from hypothesis import given, settings
from hypothesis import strategies as st

from koppelkans.case import BoundaryKind, Quarter, Schedule, find_excesses
from koppelkans.opportunity import Certainty, ConflictKind, explain_conflict, find_conflicts
from tests.factories import small_case, small_tables

REST, NEW_PAVEMENT, CUT_OFF = ConflictKind
UNAVOIDABLE, PREFERRED, POSSIBLE = Certainty


def case_with(*, rest=3, relations=(), ways=None, **starts):
    """Return the small case; starts by task: (preferred, earliest, latest, more fields)."""
    tables = small_tables()
    for task in tables["tasks"]:
        preferred, earliest, latest, *more = starts.get(
            task["id"].replace("-", "_"), ("2027-Q1", "2027-Q1", "2027-Q1")
        )
        task.update(preferred_start=preferred, earliest_start=earliest, latest_start=latest)
        task.update(stretch_after=0, **(more[0] if more else {}))
    for place in tables["places"]:
        place["reachable_via"] = (ways or {}).get(place["id"])
    boundaries = [{"id": "rest", "kind": "rest", "name": "Rust", "limit": rest}] if rest else []
    return small_case(**{**tables, "relations": list(relations), "boundaries": boundaries})


def only(case, *task_ids):
    return [c for c in find_conflicts(case) if set(c.task_ids) == set(task_ids)]


STREET_IN_2029 = ("2029-Q1", "2029-Q1", "2029-Q1")


def test_heat_pipe_after_the_new_pavement_breaks_its_rest():
    case = case_with(street_2=STREET_IN_2029, heat_1=("2030-Q1", "2028-Q1", "2033-Q1"))
    (conflict,) = only(case, "street-2", "heat-1")
    assert (conflict.kind, conflict.certainty) == (REST, PREFERRED)
    assert conflict.task_ids == ("street-2", "heat-1")
    assert (conflict.place_ids, conflict.boundary_id) == (("place-3",), "rest")
    assert conflict.when == Quarter.of(2030, 1)


def test_what_gives_is_the_least_that_solves_it():
    """Paved in 2029-Q1: the pipe starts in that very quarter, four earlier, and shares it."""
    case = case_with(street_2=STREET_IN_2029, heat_1=("2030-Q1", "2028-Q1", "2033-Q1"))
    (give,) = only(case, "street-2", "heat-1")[0].gives
    assert (give.task_id, give.moved, give.stretch) == ("heat-1", -4, 0)


def test_giving_way_outside_the_window_says_how_far_and_for_how_much():
    more = {"stretch_before": 6, "stretch_eur_per_quarter": 700}
    case = case_with(street_2=STREET_IN_2029, heat_1=("2030-Q1", "2029-Q3", "2030-Q1", more))
    (give,) = only(case, "street-2", "heat-1")[0].gives
    assert (give.moved, give.stretch, give.price_eur) == (-4, 2, 1400)


def test_conflict_at_every_moment_is_unavoidable_and_says_that_nobody_alone_can_solve_it():
    case = case_with(street_2=STREET_IN_2029, heat_1=("2030-Q1", "2029-Q3", "2030-Q4"))
    (conflict,) = only(case, "street-2", "heat-1")
    assert conflict.certainty is UNAVOIDABLE
    assert not conflict.gives
    assert "alone" in str(explain_conflict(case, conflict).gives[0])


def test_after_the_rest_it_is_still_new_pavement_opened_again():
    case = case_with(street_2=STREET_IN_2029, heat_1=("2032-Q2", "2028-Q1", "2033-Q1"))
    (conflict,) = only(case, "street-2", "heat-1")
    assert (conflict.kind, conflict.certainty) == (NEW_PAVEMENT, PREFERRED)
    assert conflict.boundary_id is None


def test_without_a_rest_any_later_opening_is_of_new_pavement():
    case = case_with(rest=0, street_2=STREET_IN_2029, heat_1=("2030-Q1", "2028-Q1", "2033-Q1"))
    assert only(case, "street-2", "heat-1")[0].kind is NEW_PAVEMENT


def test_what_only_could_happen_is_possible():
    case = case_with(street_2=STREET_IN_2029, heat_1=("2028-Q1", "2028-Q1", "2033-Q1"))
    (conflict,) = only(case, "street-2", "heat-1")
    assert (conflict.kind, conflict.certainty, conflict.gives) == (REST, POSSIBLE, ())
    assert conflict.when == Quarter.of(2029, 2)


def test_relation_that_puts_the_pipe_first_takes_the_conflict_away():
    before = {"id": "b", "kind": "before", "task_id": "heat-1", "other_task_id": "street-2"}
    windows = {"street_2": ("2031-Q1", "2029-Q1", "2033-Q1"),
               "heat_1": ("2028-Q1", "2028-Q1", "2033-Q1")}  # fmt: skip
    assert only(case_with(**windows), "street-2", "heat-1")
    assert not only(case_with(relations=[before], **windows), "street-2", "heat-1")


WAYS = {"place-2": "place-3; place-4"}
SEWER = ("2029-Q1", "2028-Q1", "2030-Q1")


def test_two_closures_that_close_every_way_out_cut_a_street_off():
    case = case_with(
        ways=WAYS,
        street_2=("2029-Q2", "2029-Q1", "2030-Q1"),
        sewer_2=(*SEWER, {"place_ids": "place-4"}),
    )
    (conflict,) = only(case, "street-2", "sewer-2")
    assert (conflict.kind, conflict.certainty) == (CUT_OFF, PREFERRED)
    assert (conflict.place_ids, conflict.when) == (("place-2",), Quarter.of(2029, 2))
    assert {(give.task_id, give.moved) for give in conflict.gives} == {
        ("street-2", 1), ("sewer-2", -1),
    }  # fmt: skip


def test_work_that_closes_every_way_out_by_itself_cannot_avoid_it():
    case = case_with(ways=WAYS, sewer_2=SEWER)
    (conflict,) = only(case, "sewer-2")
    assert (conflict.kind, conflict.certainty, conflict.gives) == (CUT_OFF, UNAVOIDABLE, ())


def test_closures_that_could_coincide_are_possible():
    case = case_with(
        ways=WAYS,
        street_2=("2033-Q2", "2030-Q1", "2033-Q2"),
        sewer_2=(*SEWER, {"place_ids": "place-4"}),
    )
    (conflict,) = only(case, "street-2", "sewer-2")
    assert (conflict.certainty, conflict.when) == (POSSIBLE, Quarter.of(2030, 1))


def test_street_with_a_way_out_that_nobody_closes_is_never_cut_off():
    case = case_with(
        ways={"place-2": "place-3; place-1"},
        sewer_2=SEWER,
        heat_1=(*SEWER, {"place_ids": "place-2"}),
        sewer_1=(*SEWER, {"place_ids": "place-2"}),
        street_1=(*SEWER, {"place_ids": "place-2"}),
    )
    assert not [c for c in find_conflicts(case) if c.kind is CUT_OFF]


@st.composite
def moments(draw):
    found = {}
    for task in ("sewer_1", "sewer_2", "street_1", "street_2", "heat_1"):
        first = Quarter.of(2027, 1) + draw(st.integers(0, 20))
        last = first + draw(st.integers(0, 6))
        preferred = first + draw(st.integers(0, last - first))
        more = {"stretch_before": draw(st.integers(0, 3))}
        found[task] = (str(preferred), str(first), str(last), more)
    return found


@settings(deadline=None, max_examples=40)
@given(moments())
def test_conflicts_at_the_preferred_moments_are_those_that_the_limits_find(found):
    """The limits of the case judge a schedule; conflicts say the same of the preferred moments."""
    case = case_with(ways=WAYS, **found)
    limits = [*case.boundaries, case.boundaries[0].model_copy(
        update={"id": "reach", "kind": BoundaryKind.REACHABILITY}
    )]  # fmt: skip
    case = case.model_copy(update={"boundaries": tuple(limits)})
    starts = {
        task.id: (case.baseline_variant(task.id).id, task.preferred_start) for task in case.tasks
    }

    def excesses(moved):
        schedule = Schedule.of(case, {**starts, **moved})
        return [e for e in find_excesses(schedule) if e.table == "boundaries"]

    conflicts = [c for c in find_conflicts(case) if c.certainty is not POSSIBLE]
    for kind, id_ in ((REST, "rest"), (CUT_OFF, "reach")):
        when = {e.when for e in excesses({}) if e.id == id_}
        assert {c.when for c in conflicts if c.kind is kind} <= when
        assert bool(when) == any(c.kind is kind for c in conflicts)
    for conflict in conflicts:
        own = {REST: "rest", CUT_OFF: "reach"}.get(conflict.kind)
        for give in conflict.gives:
            variant_id, _ = starts[give.task_id]
            involved = {t: starts[t] for t in conflict.task_ids}
            moved = Schedule.of(case, {**involved, give.task_id: (variant_id, give.start)})
            assert not [e for e in find_excesses(moved) if e.id == own]

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from koppelkans.case import Quarter, Schedule, find_excesses, find_occupations
from koppelkans.opportunity import (
    OpportunityKind,
    detect_opportunities,
    find_joint_effects,
    is_taken,
)
from tests.factories import small_case, small_tables


def case_with(*, relations=(), rules=(), **tasks):
    """Return the small case with windows (earliest, latest) and more of tasks; ids with _."""
    tables = small_tables()
    for task in tables["tasks"]:
        change = tasks.get(task["id"].replace("-", "_"), {})
        if "window" in change:
            earliest, latest = change.pop("window")
            task.update(preferred_start=earliest, earliest_start=earliest, latest_start=latest)
        task.update(change)
    return small_case(**{**tables, "relations": list(relations), "opportunity_rules": list(rules)})


def detect(case):
    return detect_opportunities(case, find_joint_effects(case))


def bundles(case):
    return {
        (o.task_ids, o.place_ids)
        for o in detect(case)
        if o.kind is OpportunityKind.SHARED_OCCUPATION
    }


def find(case, *task_ids):
    return next(o for o in detect(case) if o.task_ids == task_ids)


def window(earliest, latest, **more):
    return {"window": (earliest, latest), **more}


def test_all_tasks_that_can_meet_form_one_bundle_over_all_their_places():
    assert bundles(case_with()) == {
        (("sewer-1", "street-1", "heat-1"), ("place-1", "place-2")),
        (("sewer-2", "street-2", "heat-1"), ("place-3",)),
    }


def test_windows_that_do_not_meet_give_separate_bundles():
    case = case_with(
        sewer_2=window("2028-Q1", "2028-Q4", stretch_after=0),
        street_2=window("2032-Q1", "2032-Q4"),
        heat_1=window("2028-Q1", "2032-Q4"),
    )
    at_3 = {tasks for tasks, places in bundles(case) if places == ("place-3",)}
    assert at_3 == {("sewer-2", "heat-1"), ("street-2", "heat-1")}


def test_works_that_only_touch_can_share_an_occupation():
    """The sewer takes two quarters: it ends when the street may begin."""
    case = case_with(
        sewer_2=window("2029-Q1", "2029-Q1", stretch_after=0),
        street_2=window("2029-Q3", "2029-Q4"),
        heat_1=window("2033-Q1", "2033-Q1"),
    )
    opportunity = find(case, "sewer-2", "street-2")
    assert (str(opportunity.first), str(opportunity.last)) == ("2029-Q3", "2029-Q3")
    assert (opportunity.opening_saved_eur, opportunity.weeks_saved) == (30_000, 0)


def test_stretch_is_asked_only_where_needed():
    case = case_with(
        sewer_2=window("2028-Q1", "2029-Q2", stretch_after=8),
        street_2=window("2030-Q2", "2031-Q1", stretch_before=8),
        heat_1=window("2033-Q1", "2033-Q1"),
    )
    opportunity = find(case, "sewer-2", "street-2")
    assert sum(opportunity.stretch_quarters.values()) == 2


def test_without_need_nothing_stretches():
    case = case_with(sewer_2={"stretch_after": 8})
    assert not any(find(case, "sewer-2", "street-2", "heat-1").stretch_quarters.values())


def test_order_of_works_holds_within_a_bundle():
    before = {"id": "b", "kind": "before", "task_id": "sewer-1", "other_task_id": "street-1"}
    opportunity = find(case_with(relations=[before]), "sewer-1", "street-1", "heat-1")
    assert opportunity.starts["street-1"] - opportunity.starts["sewer-1"] == 2


def test_tasks_that_exclude_each_other_are_in_no_bundle_together():
    excludes = {"id": "x", "kind": "excludes", "task_id": "sewer-2", "other_task_id": "heat-1"}
    found = {tasks for tasks, places in bundles(case_with(relations=[excludes])) if
             "place-3" in places}  # fmt: skip
    assert found == {("sewer-2", "street-2"), ("street-2", "heat-1")}


def test_long_lag_keeps_works_out_of_one_occupation():
    lag = {
        "id": "b", "kind": "before", "task_id": "sewer-1", "other_task_id": "street-1",
        "lag_quarters": 6,
    }  # fmt: skip
    assert all(
        {"sewer-1", "street-1"} - set(tasks) for tasks, _ in bundles(case_with(relations=[lag]))
    )


def test_joint_effect_of_tasks_elsewhere_is_an_opportunity_of_its_own():
    found = find(small_case(), "coaches", "heat-1")
    assert found.kind is OpportunityKind.JOINT_EFFECT
    assert found.joint_effect_ids == ("coach-heat:coaches+heat-1",)
    assert (found.opening_saved_eur, found.weeks_saved) == (0, 0)


def test_joint_effect_in_a_fitting_bundle_belongs_to_it():
    rules = [{
        "id": "r", "name": "Samen", "first": "sewer", "second": "street", "within_quarters": 2,
        "key_figure_id": "co2", "basis": "task", "source": "verzonnen",
    }]  # fmt: skip
    case = case_with(rules=rules)
    assert find(case, "sewer-1", "street-1", "heat-1").joint_effect_ids == ("r:sewer-1+street-1",)
    assert all(o.kind is not OpportunityKind.JOINT_EFFECT for o in detect(case))


def test_joint_effect_of_another_variant_than_that_of_the_bundle_stands_apart():
    case = small_case()
    found = find(case, "sewer-1", "street-1")
    assert found.variant_ids["street-1"] == "street-1-green"
    assert not find(case, "sewer-1", "street-1", "heat-1").joint_effect_ids


def test_joint_effect_whose_windows_never_meet_is_no_opportunity():
    """Four quarters apart is close enough for this rule, five is not."""
    rules = [r for r in small_tables()["opportunity_rules"] if r["id"] == "coach-heat"]
    for earliest, meets in (("2028-Q1", True), ("2028-Q2", False)):
        case = case_with(
            rules=rules,
            coaches=window("2027-Q1", "2027-Q1"),
            heat_1=window(earliest, "2033-Q1"),
        )
        assert (("coaches", "heat-1") in {o.task_ids for o in detect(case)}) == meets


def chains(case):
    return [o for o in detect(case) if o.kind is OpportunityKind.CHAIN]


def test_task_that_meets_others_at_different_places_links_them():
    """The heat pipe meets sewer 1 and street 1 in places 1 and 2, sewer 2 and street 2 in 3."""
    case = case_with()
    (chain,) = chains(case)
    assert chain.link_id == "heat-1"
    assert set(chain.task_ids) == {"sewer-1", "street-1", "heat-1", "sewer-2", "street-2"}
    assert chain.place_ids == ("place-1", "place-2", "place-3")
    apart = [
        find(case, "sewer-1", "street-1", "heat-1"),
        find(case, "sewer-2", "street-2", "heat-1"),
    ]
    assert chain.opening_saved_eur == sum(o.opening_saved_eur for o in apart)


def test_works_without_a_common_moment_are_linked_by_a_long_one():
    """Sewer 2 ends when the heat pipe begins; street 2 begins when it ends."""
    case = case_with(
        sewer_1=window("2033-Q4", "2033-Q4"),
        street_1=window("2034-Q4", "2034-Q4"),
        sewer_2=window("2029-Q1", "2029-Q1", stretch_after=0),
        heat_1=window("2029-Q3", "2029-Q3"),
        street_2=window("2030-Q1", "2030-Q1"),
    )
    (chain,) = chains(case)
    assert (chain.link_id, chain.place_ids) == ("heat-1", ("place-3",))
    assert chain.task_ids == ("sewer-2", "street-2", "heat-1")


def test_tasks_that_exclude_each_other_are_in_no_chain_together():
    excludes = {"id": "x", "kind": "excludes", "task_id": "sewer-1", "other_task_id": "sewer-2"}
    assert all(
        not {"sewer-1", "sewer-2"} <= set(chain.task_ids)
        for chain in chains(case_with(relations=[excludes]))
    )


def test_chain_is_taken_when_its_link_meets_two_others():
    case = case_with()
    (chain,) = chains(case)
    chosen = {t: (chain.variant_ids[t], chain.starts[t]) for t in chain.task_ids}
    for tasks, taken in (
        (chain.task_ids, True), (("heat-1", "sewer-1", "sewer-2"), True),
        (("heat-1", "sewer-1"), False), (("sewer-1", "street-1"), False),
    ):  # fmt: skip
        schedule = Schedule.of(case, {t: chosen[t] for t in tasks})
        assert is_taken(chain, schedule, find_occupations(schedule), ()) == taken


def test_opportunity_is_as_sure_as_its_least_sure_task():
    case = case_with(sewer_1={"confidence": "high"}, heat_1={"confidence": "low"})
    assert find(case, "sewer-1", "street-1", "heat-1").confidence == "low"


def test_weeks_on_streets_with_traffic_are_told_apart():
    """Place 4 has a bus; no other street has more than residential traffic."""
    case = case_with(heat_1={"place_ids": "place-3; place-4"})
    for opportunity in detect(case):
        saved = opportunity.weeks_saved if opportunity.place_ids == ("place-4",) else 0
        if len(opportunity.place_ids) == 1:
            assert opportunity.traffic_weeks_saved == saved


def test_the_same_case_gives_the_same_ids():
    first, again = ([o.id for o in detect(small_case())] for _ in range(2))
    assert first == again
    assert len(set(first)) == len(first)


def test_case_without_works_in_the_street_has_no_shared_occupations():
    case = small_case(variants=[
        {**variant, "closed_weeks": 0, "opening_eur_per_m": 0}
        for variant in small_tables()["variants"]
    ])  # fmt: skip
    assert not bundles(case)


TASKS = ("sewer_1", "sewer_2", "street_1", "street_2", "heat_1")
BEFORE = {"id": "b", "kind": "before", "task_id": "sewer-1", "other_task_id": "street-1"}


@st.composite
def windows(draw):
    changes = {}
    for task in TASKS:
        earliest = Quarter.of(2027, 1) + draw(st.integers(0, 24))
        latest = earliest + draw(st.integers(0, 4))
        stretch = {side: draw(st.integers(0, 4)) for side in ("stretch_before", "stretch_after")}
        changes[task] = {"window": (str(earliest), str(latest)), **stretch}
    return changes


@settings(deadline=None, max_examples=30)
@given(windows(), st.booleans())
def test_what_is_said_of_an_opportunity_holds_in_a_schedule(changes, ordered):
    case = case_with(relations=[BEFORE] if ordered else [], **changes)
    for opportunity in detect(case):
        starts = {
            t: (opportunity.variant_ids[t], opportunity.starts[t]) for t in opportunity.task_ids
        }
        schedule = Schedule.of(case, starts)
        occupations = [o for o in find_occupations(schedule) if o.place_id in opportunity.place_ids]
        tasks = set(opportunity.task_ids)
        if opportunity.kind is OpportunityKind.CHAIN:
            linked = [set(o.task_ids) for o in occupations if opportunity.link_id in o.task_ids]
            assert set().union(*linked) == tasks
            assert {o.place_id for o in occupations} == set(opportunity.place_ids)
        else:
            assert all(set(o.task_ids) == tasks for o in occupations)
        assert is_taken(opportunity, schedule, occupations, ())
        assert opportunity.first == max(opportunity.starts.values()) <= opportunity.last
        stretched = {
            e.id: e for e in find_excesses(schedule) if e.table == "tasks" and e.id in starts
        }
        assert {t: n for t, n in opportunity.stretch_quarters.items() if n} == {
            id_: excess.over for id_, excess in stretched.items()
        }
        assert not any(excess.broken for excess in stretched.values())
        assert not any(e.table == "relations" for e in find_excesses(schedule))


@settings(deadline=None, max_examples=30)
@given(windows())
def test_two_works_are_in_one_bundle_exactly_when_they_can_touch(changes):
    case = case_with(**changes)
    found = bundles(case)
    closing = [task for task in case.tasks if case.baseline_variant(task.id).closed_weeks]
    for place in case.places:
        here = [task for task in closing if place.id in task.place_ids]
        for one, other in combinations(here, 2):
            variants = [case.baseline_variant(task.id) for task in (one, other)]
            touching = any(
                start <= other_start + variants[1].duration_quarters
                and other_start <= start + variants[0].duration_quarters
                for start in case.starts(one.id, variants[0].id)
                for other_start in case.starts(other.id, variants[1].id)
            )
            bundled = any(
                {one.id, other.id} <= set(tasks) and place.id in places for tasks, places in found
            )
            assert bundled == touching

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from koppelkans.opportunity import find_joint_effects
from tests.factories import small_case, small_tables


def rule(**changes):
    return {
        "id": "r", "name": "Samen", "first": "sewer", "second": "heat", "within_quarters": 2,
        "key_figure_id": "co2", "basis": "task", "source": "verzonnen", **changes,
    }  # fmt: skip


def effects_of(*, tasks=None, unlocated=(), **changes):
    tables = small_tables()
    for place in tables["places"]:
        place["located"] = place["id"] not in unlocated
    for task in tables["tasks"]:
        task.update((tasks or {}).get(task["id"], {}))
    return find_joint_effects(small_case(**{**tables, "opportunity_rules": [rule(**changes)]}))


def pairs(effects):
    return [(effect.task_id, effect.other_task_id) for effect in effects]


def test_tasks_with_a_place_in_common_meet():
    effects = effects_of()
    assert pairs(effects) == [("sewer-1", "heat-1"), ("sewer-2", "heat-1")]
    assert [effect.place_ids for effect in effects] == [("place-1", "place-2"), ("place-3",)]


def test_tasks_without_a_common_place_do_not_meet():
    assert not effects_of(first="sewer", second="street", tasks={
        "sewer-1": {"place_ids": "place-4"}, "sewer-2": {"place_ids": "place-4"},
    })  # fmt: skip


def test_places_within_the_distance_meet():
    """Place 1 ends 125 m before place 3 begins."""
    tasks = {"sewer-1": {"place_ids": "place-1"}, "heat-1": {"place_ids": "place-3"}}
    near = effects_of(distance_m=125, tasks=tasks)
    far = effects_of(distance_m=124, tasks=tasks)
    assert ("sewer-1", "heat-1") in pairs(near)
    assert ("sewer-1", "heat-1") not in pairs(far)


def test_place_that_lies_nobody_knows_where_is_near_nothing_but_is_itself():
    tasks = {"sewer-1": {"place_ids": "place-1"}, "heat-1": {"place_ids": "place-3"}}
    found = effects_of(distance_m=125, tasks=tasks, unlocated=("place-3",))
    assert ("sewer-1", "heat-1") not in pairs(found)
    assert ("sewer-2", "heat-1") in pairs(found), "they have place 3 in common"


def test_common_places_are_those_of_the_first_task():
    tasks = {"sewer-1": {"place_ids": "place-1"}, "heat-1": {"place_ids": "place-3"}}
    effect = effects_of(distance_m=125, basis="metre", tasks=tasks)[0]
    assert (effect.place_ids, effect.quantity) == (("place-1",), 125)


def test_feature_holds_only_for_the_variants_that_have_it():
    effect = effects_of(second="greening")[0]
    assert effect.variant_ids == ("sewer-1-v",)
    assert effect.other_variant_ids == ("street-1-green",)


def test_theme_holds_for_every_variant():
    assert effects_of()[0].other_variant_ids == ("heat-1-mt", "heat-1-lt")


@pytest.mark.parametrize(
    ("basis", "quantity"), [("task", 3), ("place", 6), ("metre", 750), ("home", 180)]
)
def test_gain_is_counted_by_its_basis(basis, quantity):
    tasks = {"sewer-1": {"homes": 75}}
    assert effects_of(basis=basis, quantity_per_basis=3, tasks=tasks)[0].quantity == quantity


def test_pair_that_reaches_no_homes_in_common_gains_nothing():
    assert not effects_of(basis="home")


def test_pair_that_fits_both_ways_is_found_once():
    tasks = {"sewer-2": {"place_ids": "place-1"}}
    assert pairs(effects_of(second="sewer", tasks=tasks)) == [("sewer-1", "sewer-2")]


def test_task_without_place_stands_for_the_whole_area_when_distance_counts():
    assert pairs(effects_of(first="social", distance_m=1)) == [("coaches", "heat-1")]
    assert not effects_of(first="social", distance_m=0)


def test_account_is_that_of_the_first_owner_unless_the_rule_names_one():
    assert effects_of()[0].partner_id == "water"
    assert effects_of(partner_id="people")[0].partner_id == "people"


def test_ids_are_unique():
    ids = [effect.id for effect in find_joint_effects(small_case())]
    assert len(set(ids)) == len(ids)

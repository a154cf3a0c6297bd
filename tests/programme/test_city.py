# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from bench.city import generate_case
from koppelkans.case import BoundaryKind, RelationKind, find_excesses


@pytest.mark.parametrize(("tasks", "seed"), [(10, 1), (50, 2), (200, 3), (500, 4)])
def test_a_city_has_the_tasks_that_were_asked_and_a_programme_that_keeps_all_limits(tasks, seed):
    city = generate_case(tasks, seed)
    assert len(city.case.tasks) == tasks
    assert not [excess.message for excess in find_excesses(city.fits) if excess.broken]
    left_out = [task for task in city.case.tasks if task.id not in city.fits.works]
    assert all(task.optional for task in left_out)


def test_a_city_is_the_same_by_seed_and_another_by_another():
    once, again, other = generate_case(60, 1), generate_case(60, 1), generate_case(60, 2)
    assert once.case == again.case
    assert once.fits == again.fits
    assert once.case != other.case


def test_a_city_has_every_kind_of_limit_and_relation():
    case = generate_case(500, 1).case
    assert {boundary.kind for boundary in case.boundaries} == set(BoundaryKind)
    assert {relation.kind for relation in case.relations} == set(RelationKind)
    assert len({partner.id for partner in case.partners}) == 8
    assert len({place.district for place in case.places}) > 1

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may see and change what."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from koppelkans.case import Case
from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.access.reader import Reader, areas_of, reader_of
from koppelkans.web.models import Area

AREA = Area(slug="a", name="A")


def reader(role: Role | None, partner_id: str = "") -> Reader:
    return Reader(AREA, None, role, partner_id)


@pytest.mark.parametrize(
    ("who", "table", "record", "may"),
    [
        (reader(Role.FACILITATOR), "places", "place-1", True),
        (reader(Role.FACILITATOR), "tasks", "heat-1", True),
        (reader(Role.LEAD, "heat"), "tasks", "heat-1", True),
        (reader(Role.LEAD, "heat"), "tasks", "sewer-1", False),
        (reader(Role.LEAD, "heat"), "variants", "heat-1-mt", True),
        (reader(Role.LEAD, "heat"), "effects", "co2-mt", True),
        (reader(Role.LEAD, "heat"), "effects", "coaching", False),
        (reader(Role.LEAD, "heat"), "partners", "heat", True),
        (reader(Role.LEAD, "heat"), "partners", "city", False),
        (reader(Role.LEAD, "heat"), "places", "place-1", False),
        (reader(Role.LEAD, "city"), "weights", "w1", True),
        (reader(Role.LEAD, "city"), "boundaries", "budget-city", True),
        (reader(Role.LEAD, "city"), "boundaries", "closures", False),
        (reader(Role.CONTRIBUTOR, "heat"), "tasks", "heat-1", True),
        (reader(Role.CONTRIBUTOR, "city"), "weights", "w1", False),
        (reader(Role.CONTRIBUTOR, "heat"), "partners", "heat", False),
        (reader(Role.SPECIALIST), "key_figures", "co2", True),
        (reader(Role.SPECIALIST), "tasks", "heat-1", False),
        (reader(Role.GUEST, "heat"), "tasks", "heat-1", False),
        (reader(None), "tasks", "heat-1", False),
    ],
)
def test_everybody_changes_what_is_theirs(
    case: Case, who: Reader, table: str, record: str, may: bool
) -> None:
    found = next(r for r in getattr(case, table) if r.id == record)
    assert who.may_edit(table, found, case) is may


def test_new_records_are_for_whoever_has_a_place_for_them() -> None:
    assert reader(Role.LEAD, "heat").may_edit("tasks")
    assert not reader(Role.LEAD, "heat").may_edit("partners")
    assert not reader(Role.LEAD).may_edit("tasks")
    assert not reader(Role.GUEST).may_edit("tasks")
    assert reader(Role.FACILITATOR).may_edit("partners")


def test_guests_and_the_public_are_not_at_the_table(case: Case) -> None:
    for who in (reader(Role.GUEST, "heat"), reader(None)):
        assert not who.is_at_the_table
        assert not who.may_see(case.task["heat-1"])
        assert not who.may_see(case.partners[0])
        assert not who.may_manage()


@pytest.mark.django_db
def test_membership_that_ended_gives_nothing_and_stays_on_record(area: Area) -> None:
    user = User.objects.create_user("Els@Example.org", "een-lang-wachtwoord", name="Els")
    assert user.email == "els@example.org"
    membership = Membership.objects.create(user=user, area=area, role=Role.LEAD, partner_id="heat")
    assert reader_of(user, area).partner_id == "heat"
    assert areas_of(user) == [area]
    membership.until = timezone.now()
    membership.save()
    assert reader_of(user, area).role is None
    assert areas_of(user) == []
    assert Membership.objects.filter(user=user).count() == 1
    assert reader_of(AnonymousUser(), area).role is None


@pytest.mark.django_db
def test_account_that_is_closed_gives_nothing(area: Area) -> None:
    user = User.objects.create_user("els@example.org", name="Els", is_active=False)
    Membership.objects.create(user=user, area=area, role=Role.FACILITATOR)
    assert not reader_of(user, area).is_at_the_table

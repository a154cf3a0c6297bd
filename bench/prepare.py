# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""An installation to measure: a generated city with a programme, and people who belong to it."""

from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import django
from django.core.management import call_command

from bench.city.build import City
from koppelkans import line
from koppelkans.programme.choices import wanted
from koppelkans.programme.types import Solution, Status
from koppelkans.value import value_schedule


@dataclass(frozen=True)
class Member:
    """Somebody signed in: the cookie of a browser, the token of a program, tasks of its own."""

    cookie: str
    token: str
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Prepared:
    """The area, and who works in it."""

    area_id: int
    slug: str
    members: tuple[Member, ...]
    partner_ids: tuple[str, ...]


def prepare(city: City, people: int) -> Prepared:
    """Make tables and static files, keep the city, compute its programme, let people in.

    Planning is not what is measured: programme and baseline are the schedule that a generated city
    comes with.
    """
    django.setup()
    from koppelkans.web.compute import compute, make_programme  # noqa: PLC0415  # Django is ready
    from koppelkans.web.store import first_alternative, store_case  # noqa: PLC0415  # likewise

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)

    def solve(_case: Any, joint_effects: Any, *_rest: Any, **_more: Any) -> Solution:
        net = value_schedule(city.fits, joint_effects).total()
        return Solution(city.fits, net, net, 0.0, Status.OPTIMAL, 0.0)

    area = store_case(city.case)
    alone = patch.object(line, "plan_alone", lambda _case: city.fits)
    with alone, patch.object(wanted, "find_programme", solve):
        programme = make_programme(first_alternative(area))
        compute(programme.pk, lambda _progress: True, lambda: True)
    partners = [partner.id for partner in city.case.partners]
    owners = [p for p in partners if any(t.partner_id == p for t in city.case.tasks)]
    members = [_member(area, city, number, owners) for number in range(people)]
    return Prepared(area.pk, area.slug, tuple(members), tuple(partners))


def _member(area: Any, city: City, number: int, owners: list[str]) -> Member:
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415  # as above

    from koppelkans.web.access.models import Membership, Role, User  # noqa: PLC0415
    from koppelkans.web.access.second_step import DONE_ELSEWHERE  # noqa: PLC0415
    from koppelkans.web.api.tokens import make_token  # noqa: PLC0415

    user = User.objects.create(email=f"person-{number}@bench.example", name=f"Person {number}")
    owner = owners[number % len(owners)]
    role = Role.LEAD if number % 2 else Role.CONTRIBUTOR
    Membership.objects.create(user=user, area=area, role=role, partner_id=owner)
    session = SessionStore()
    session.update(
        {"_auth_user_id": str(user.pk), "_auth_user_hash": user.get_session_auth_hash(),
         "_auth_user_backend": "koppelkans.web.access.backends.AccountBackend",
         DONE_ELSEWHERE: True}
    )  # fmt: skip
    session.create()
    own = tuple(task.id for task in city.case.tasks if task.partner_id == owner)
    return Member(str(session.session_key), make_token(user, "bench", 1)[1], own)
